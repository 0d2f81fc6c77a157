"""What commands write beside their answer: a bar for what takes long, an import's report, a file that is whole or not there at all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bot.assistant.wording import counted
from bot.terminal.setting import complain, say, say_json
from corpus.errors import StorageError
from corpus.models import ImportReport, Parsed
from corpus.private import whole, why


@contextmanager
def bar(doing: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Show how much is done while the block runs; call what it gives with the number done so far."""
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
    """Each file's report: as text, or as one JSON array in which every record stands."""
    if json:
        say_json([one.report.model_dump(mode="json") | {"papers": _kept(one)} for one in files])
        return
    for one in files:
        _tell(one.report)


def _kept(parsed: Parsed) -> list[dict[str, object]]:
    """Where the records that were kept begin, and their keys; those merged and refused stand in the report itself."""
    pairs = zip(parsed.lines, parsed.papers, strict=True)
    return [{"line": line, "key": paper.key} for line, paper in pairs]


def _tell(report: ImportReport) -> None:
    """Counts, notes, merges, refusals and conflicts."""
    say(
        f"{report.source}: {counted(report.read, 'record')} read = {report.kept:,} kept + {report.merged:,} merged"
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
    """The file to write; what stood there stays until the block ends well. A device or a pipe is written as it is.

    Raises StorageError, a sentence.
    """
    try:
        special = path.exists() and not path.is_file()
        with path.open("wb") if special else whole(path) as file:
            yield file
    except OSError as error:
        raise StorageError(f"{path} could not be written: {why(error)}.") from None


def write_out(path: Path, content: str | bytes) -> None:
    """Write it all at once. Raises StorageError."""
    with out_file(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)
