"""The family of Marrow's own errors, each message one plain sentence a reader can act on; and what pydantic and typer say of
a wrong value, in plain words.

MarrowError
├── CorpusError      a file, a snapshot or a library could not be read or kept
│   ├── UnreadableError  a file's format or encoding was not recognised; who reads it may know them
│   ├── NoLibraryError  there is no such library; it names all there are, whoever's they are
│   └── FetchError   a service on the net could not be asked, or will not answer (NoAnswerError: this one question)
├── RetrievalError   an index could not be built, or retrieval data (queries, qrels, runs) could not be read
├── ConfigError      a setting is wrong: which key of which file, and what it should be
├── StorageError     the logbook could not keep a row, or could not be opened
└── GateError        a message quotes what its paper does not say; it is not sent
"""

from __future__ import annotations

import errno
import zlib

from corpus.patterns import late


class MarrowError(Exception):
    """Something a person should be told in one sentence, without a traceback."""


class CorpusError(MarrowError):
    """A file, a snapshot or a library could not be read or kept."""


class UnreadableError(CorpusError):
    """A file's format or encoding was not recognised, or was taken for another; the user may be able to name it."""


class NoLibraryError(CorpusError):
    """There is no library of that name. The text names all that there are, those of other servers too: it is for operators alone."""


class FetchError(CorpusError):
    """A service could not be asked, or will not answer: there is no use in asking it for more now."""


class NoAnswerError(FetchError):
    """A service did not answer a question, however often it was asked; it may answer another."""


class RetrievalError(MarrowError):
    """An index could not be built, or queries, qrels or runs could not be read."""


class ConfigError(MarrowError):
    """A setting is wrong: the message names the key and the file."""


class StorageError(MarrowError):
    """The logbook could not keep a row, or could not be opened."""


class GateError(MarrowError):
    """A message quotes what its paper does not say, so it must not be sent. ``rule`` says what is wrong; ``shown``,
    with which the sentence ends, may be words of the asker, which no log may have.
    """

    def __init__(self, rule: str, shown: str = "") -> None:
        super().__init__(rule, shown)
        self.rule, self.shown = rule, shown

    def __str__(self) -> str:
        """The whole sentence."""
        return f"{self.rule}: {self.shown}." if self.shown else self.rule


def is_of_memory(error: Exception) -> bool:
    """True if memory ran out, as Python, zlib or the system reports it; the file that was read is then not at fault."""
    if isinstance(error, zlib.error):
        return str(error).startswith("Error -4 ")  # Z_MEM_ERROR
    return isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM)


_SAID = (
    (r"Input should be a valid integer.*", "a whole number belongs there"),
    (r"Input should be a (?:valid|finite) number.*", "a number belongs there"),
    (r"Input should be a valid boolean.*", "true or false belongs there"),
    (r"Input should be a valid string.*", "a text in quotation marks belongs there"),
    (r"Input should be a valid (?:tuple|list|array|set).*", 'a list belongs there, as ["one", "another"]'),
    (
        r"Input should be a valid (?:dictionary|table).*",
        "it is a table: its name stands in square brackets, its settings below",
    ),
    (r"Input is not a valid path.*", "a path in quotation marks belongs there"),
    (
        r"Input should be a valid date(?:time)?.*",
        "a day or a moment belongs there, as 2026-01-31 or 2026-01-31T12:00",
    ),
    (r"(?:Input|Value) should be greater than or equal to (.+)", r"it has to be at least \1"),
    (r"(?:Input|Value) should be less than or equal to (.+)", r"it can be at most \1"),
    (r"(?:Input|Value) should be greater than (.+)", r"it has to be more than \1"),
    (r"(?:Input|Value) should be less than (.+)", r"it has to be less than \1"),
    (r"Input should be ('.+)", r"it is one of \1"),
    (r"(?:String|Tuple|List) should have at least (\d+) .*", r"it has to hold at least \1"),
    (r"(?:String|Tuple|List) should have at most (\d+) .*", r"it can hold at most \1"),
    (r"String should match pattern '\^https.*", "an address that begins with https:// or http:// belongs there"),
    (r"String should match pattern '\^\(wss.*", "an address that begins with wss:// or ws:// belongs there"),
    (r"String should match pattern.*", "it is not written in the way config.example.toml shows"),
    (r"Field required", "it has to be given"),
    (r"Extra inputs are not permitted", "nothing of that name is read there"),
)
_SAYING = tuple((late(said), told) for said, told in _SAID)


def in_words(said: str) -> str:
    """An error message of pydantic or typer in plainer words; a message we have no words for is returned as it
    is.
    """
    said = said.removeprefix("Value error, ")
    return next((found.expand(told) for pattern, told in _SAYING if (found := pattern.fullmatch(said))), said)
