"""The family of Marrow's own errors. Each message is one plain sentence a reader can act on.

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
