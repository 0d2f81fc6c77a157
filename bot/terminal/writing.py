"""What commands write besides their answer: a progress bar, an import's report, and files that are written completely
or not at all.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bot.assistant.wording import counted
from bot.terminal.setting import complain, say, say_json
from corpus.characters import one_line, visible
from corpus.errors import StorageError
from corpus.models import ImportReport, Parsed
from corpus.private import whole, why


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


SHOWN = 20  # refusals and conflicts shown; --json lists them all


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


@contextmanager
def out_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write; the old file stays until the block succeeds. A device or pipe is written directly.

    Raises StorageError with one sentence.
    """
    try:
        special = path.exists() and not path.is_file()
        with path.open("wb") if special else whole(path) as file:
            yield file
    except OSError as error:
        raise StorageError(f"{path} could not be written: {why(error)}.") from None


def write_out(path: Path, content: str | bytes) -> None:
    """Write a whole file. Raises StorageError."""
    with out_file(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)
