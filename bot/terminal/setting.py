"""What every command needs: its configuration, its output, and a way to run asynchronous code."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from bot.config import Config
from bot.privacy import admitted
from bot.unnamed import without_tokens
from corpus.characters import told, visible
from corpus.errors import CorpusError, MarrowError
from corpus.models import Corpus
from corpus.store import CorpusStore

Result = TypeVar("Result")
ConfigFile = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="The configuration to use.", show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Library = Annotated[
    str | None,
    typer.Option(
        "--library", metavar="NAME", help="The library to use instead of the configured one.", show_default=False
    ),
]


class _Plain(logging.Formatter):
    """A log record as a sentence without characters that could act on a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """The record's sentence."""
        return plain(without_tokens(super().format(record)))


def load(file: Path | None, library: str | None = None) -> Config:
    """The configuration for a command, with the library ``library`` if one is named (its name is checked for personal
    data); warnings go to stderr as plain sentences.
    """
    to_person = logging.StreamHandler(sys.stderr)
    to_person.setFormatter(_Plain("%(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[to_person])
    config = Config.load(file)
    if library:
        admitted(library)
        config = config.model_copy(update={"corpus": config.corpus.model_copy(update={"library": library})})
    return config


def store_of(config: Config) -> CorpusStore:
    """The store of a data folder's libraries."""
    return CorpusStore(config.storage.libraries)


def corpus_of(config: Config) -> Corpus:
    """The library that is to be used, as it is now. Raises CorpusError."""
    return store_of(config).load(config.corpus.library)


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run asynchronous work to its end and return its result."""
    return asyncio.run(work)


def given(path: Path, most: int) -> str:
    """The text of a file that a person names ("-": standard input), of at most ``most`` bytes. Raises CorpusError."""
    try:
        if str(path) == "-":
            content = sys.stdin.buffer.read(most + 1)
        else:
            with path.open("rb") as file:
                content = file.read(most + 1)
    except OSError as error:
        raise CorpusError(f"{path} could not be read: {error.strerror or error}.") from None
    if len(content) > most:
        raise CorpusError(f"{path} is longer than {most // 2**20} MB, so it was not read.")
    return content.decode("utf-8", "replace").removeprefix("\ufeff")


def plain(text: str) -> str:
    """A text without characters that could act on a terminal."""
    return visible(text)


def say(text: str) -> None:
    """Print a text for a reader."""
    print(plain(text), flush=True)  # noqa: T201


def say_json(value: object, indent: int | None = 1) -> None:
    r"""Print a value as JSON; characters that could act on a terminal stand there as \u…, which means the same."""
    print(told(json.dumps(value, ensure_ascii=False, indent=indent)), flush=True)  # noqa: T201


def agreed(question: str) -> bool:
    """Whether the person at the terminal says yes. Raises MarrowError if there is nobody to ask."""
    try:
        return input(f"{question} [y/N] ").strip().casefold() in ("y", "yes")
    except EOFError:
        raise MarrowError("Nothing was changed, because nobody said yes; --yes does.") from None


def complain(sentence: str) -> None:
    """Print a sentence to stderr, so that it does not go into a pipe."""
    print(plain(without_tokens(sentence)), file=sys.stderr, flush=True)  # noqa: T201
