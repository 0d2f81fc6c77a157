"""What every command needs: its configuration, a way to run asynchronous code, and its output: text, JSON, a progress bar, an
import's report, and files that are written completely or not at all.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, TypeVar

import typer

from bot.assistant.wording import counted
from bot.config import Config
from bot.ending import hearing
from bot.harmless import without_tokens
from bot.privacy import admitted
from bot.storage.folder import is_ours
from corpus.characters import one_line, told, visible
from corpus.errors import CorpusError, MarrowError, StorageError
from corpus.models import Corpus, ImportReport, Parsed
from corpus.private import whole, why
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
# The limit of a line with a question (characters, or bytes of input): a longer one is a file, and takes seconds to read.
LONGEST_LINE = 100_000
NAMELESS = (
    "A file was given without a name, as an unset variable gives it."  # or else it would be the current folder
)
SHOWN = 20  # refusals and conflicts shown; --json lists them all


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
    if library is not None:  # an empty name, as from an unset variable, does not mean the configured library
        admitted(library)
        config = config.model_copy(update={"corpus": config.corpus.model_copy(update={"library": library})})
    return config


def store_of(config: Config) -> CorpusStore:
    """The store of a data folder's libraries."""
    return CorpusStore(config.storage.libraries)


def corpus_of(config: Config) -> Corpus:
    """The library that is to be used, as it is now. Raises CorpusError."""
    return store_of(config).load(config.corpus.library)


def given(path: Path, most: int) -> str:
    """The text of a file that a person names ("-": standard input), of at most ``most`` bytes. Raises CorpusError."""
    try:
        with hearing():  # a pipe may be waited for
            content = _bytes(path, most + 1)
    except OSError as error:
        raise CorpusError(f"{path} could not be read: {error.strerror or error}.") from None
    if len(content) > most:
        raise CorpusError(f"{path} is longer than {most // 2**20} MB, so it was not read.")
    return content.decode("utf-8", "replace").removeprefix("\ufeff")


def _bytes(path: Path, most: int) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read(most)
    with path.open("rb") as file:
        return file.read(most)


def plain(text: str) -> str:
    """A text without characters that could act on a terminal."""
    return visible(text)


def say(text: str) -> None:
    """Print a text for a reader."""
    print(plain(text), flush=True)  # noqa: T201


def say_json(value: object, indent: int | None = 1) -> None:
    r"""Print a value as JSON; characters that could act on a terminal stand there as \u…, which means the same."""
    print(told(json.dumps(value, ensure_ascii=False, indent=indent)), flush=True)  # noqa: T201


def say_each(records: Iterable[object]) -> None:
    """Print a list as ``say_json`` prints it whole, one record after the other."""
    before = ""
    for record in records:
        lines = json.dumps(record, ensure_ascii=False, indent=1).replace("\n", "\n ")
        print(told(f"{before or '['}\n {lines}"), end="")  # noqa: T201
        before = ","
    print("\n]" if before else "[]", flush=True)  # noqa: T201


def typed(prompt: str) -> str:
    """A line that a person types; nothing else runs meanwhile. Raises EOFError or KeyboardInterrupt."""
    with hearing():
        return input(prompt)


def agreed(question: str) -> bool:
    """Whether the person at the terminal says yes. Raises MarrowError if there is nobody to ask."""
    try:
        return typed(f"{question} [y/N] ").strip().casefold() in ("y", "yes")
    except EOFError:
        raise MarrowError("Nothing was changed, because nobody said yes; --yes does.") from None


def complain(sentence: str) -> None:
    """Print a sentence to stderr, so that it does not go into a pipe."""
    print(plain(without_tokens(sentence)), file=sys.stderr, flush=True)  # noqa: T201


@contextmanager
def bar(doing: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Show progress while the block runs; call the yielded function with the number done so far."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(doing, total=total)
        yield lambda done: shown.update(task, completed=done)


def tell_all(files: Sequence[Parsed], json: bool) -> None:
    """Print each file's report: as text, or as one JSON array that lists every record."""
    if json:
        say_json([one.report.model_dump(mode="json") | {"papers": _kept(one)} for one in files])
        return
    for one in files:
        _tell(one.report)


def _kept(parsed: Parsed) -> list[dict[str, object]]:
    """The first line and the key of every kept record; merged and refused records are in the report."""
    pairs = zip(parsed.lines, parsed.papers, strict=True)
    return [{"line": line, "key": paper.key} for line, paper in pairs]


def _tell(report: ImportReport) -> None:
    """Print counts, notes, merges, refusals and conflicts."""
    say(
        f"{one_line(visible(report.source))}: {counted(report.read, 'record')} read = {report.kept:,} kept + {report.merged:,} merged"
        f" + {len(report.rejected):,} refused"
    )
    for note in report.notes:
        say(f"  note: {note}")
    for merge in report.merges[:SHOWN]:
        say(f"  merged, line {merge.line}: it is {merge.key}")
    for rejection in report.rejected[:SHOWN]:
        where = f"line {rejection.line}" if rejection.line else f"“{rejection.raw}”"
        complain(f"  refused, {where}: {rejection.reason}")
    for conflict in report.conflicts[:SHOWN]:
        complain(f"  {conflict.key}, {conflict.field}: {conflict.difference}")
    if report.conflicts:
        complain("  --prefer old or --prefer new says which of two texts is kept")
    if (more := max(len(report.rejected), len(report.merges)) - SHOWN) > 0:
        complain(f"  … and {more:,} more; --json lists them all")


def check_free(path: Path, config: Config) -> None:
    """Raise StorageError if a file that a person names would take the place of what Marrow keeps, such as the logbook."""
    if is_ours(config.storage.data_dir, path):
        raise StorageError(
            f"{path} is among what Marrow keeps in its data folder: name another file, so that nothing of it is lost."
        )


@contextmanager
def out_file(path: Path, config: Config) -> Iterator[IO[bytes]]:
    """A file to write; the old file stays until the block succeeds. A device or pipe is written directly.

    Raises StorageError with one sentence, also if it is one of Marrow's own files.
    """
    try:
        check_free(path, config)
        special = path.exists() and not path.is_file()
        with path.open("wb") if special else whole(path) as file:
            yield file
    except OSError as error:
        raise StorageError(f"{path} could not be written: {why(error)}.") from None


def write_out(path: Path, content: str | bytes, config: Config) -> None:
    """Write a whole file. Raises StorageError like ``out_file``."""
    with out_file(path, config) as file:
        file.write(content.encode() if isinstance(content, str) else content)
