"""Import a file into a library, or try it; here or in a separate process.

brief = taken(intake)                     the work itself, which takes as long as the file and the library are large
brief = await taken_aside(intake)         the same while the event loop goes on (``python -m corpus.taking`` is the process)
"""

from __future__ import annotations

import sys
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path
from typing import Any

from corpus.child import work
from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.formats.collecting import Reading
from corpus.formats.opening.packed import size_unpacked, unpacked
from corpus.limits import USUAL, Limits
from corpus.merging import Prefer
from corpus.models import ImportReport, Model
from corpus.processes import Work, in_process
from corpus.progress import Progress, silent
from corpus.store import CorpusStore
from corpus.watching.origins import FetchedState, papers_of_page
from corpus.watching.watch import remember

FEW = 200_000  # bytes of a file, unpacked, and of the library it is for: less is done before a process has started
SHOWN = 10  # notes, merges, refusals and conflicts of a brief
LONGEST = 2_000_000  # characters of the whole report; more is told without the refused records' own text


class Intake(Work):
    """A file to import, or to try (``keep`` False: nothing is written). ``largest``: the most bytes it may
    unpack to; ``found``: where it was fetched from, which the library remembers.
    """

    root: Path
    library: str
    path: Path
    keep: bool = False
    replace: bool = False
    prefer: Prefer | None = None
    texts: Limits = USUAL
    largest: int
    found: FetchedState | None = None

    @property
    def undone(self) -> str:
        """The beginning of a sentence that says it was not tried, or not taken in."""
        return f"{self.path.name} was not {'taken in' if self.keep else 'read to its end'}"


class Brief(Model):
    """An import's report for readers: counts, the first entries of each kind (a line each), the ``whole`` report
    as JSON, and whether that says ``more``. ``papers``: the number in the file; ``conflicting``: some differ
    from the library.
    """

    source: str
    read: int
    kept: int
    merged: int
    refused: int
    papers: int
    conflicting: bool
    told: tuple[str, ...]
    more: bool
    whole: str


def is_small(intake: Intake) -> bool:
    """True if reading the file and its library is faster than starting a process. Raises CorpusError."""
    with unpacked(intake.path) as stream:
        begins = stream.read(FEW)
        if len(begins) == FEW or begins[:2] == b"PK":  # a workbook unpacks to more than it shows
            return False
    store = CorpusStore(intake.root)
    return intake.library not in store.libraries() or store.size(intake.library, FEW) < FEW


async def taken_aside(
    intake: Intake, progress: Progress = silent, turn: AbstractAsyncContextManager[None] | None = None
) -> Brief:
    """Like ``taken``, in a separate process with limits and lower priority. When cancelled, it ends the process
    first; the library is then in its old or in its new state. ``turn`` is held meanwhile. Raises CorpusError.
    """
    async with turn or nullcontext():
        return Brief.model_validate(await in_process("corpus.taking", intake, progress))


def taken(intake: Intake, progress: Progress = silent) -> Brief:
    """The outcome of every record of a file (or what it would be). Raises CorpusError; the library is then
    unchanged."""
    _check_size(intake)
    reading = Reading(progress, limits=intake.texts)
    found = intake.found
    parsed = papers_of_page(intake.path, found, reading) if found else read_papers(intake.path, reading=reading)
    store = CorpusStore(intake.root)
    if intake.keep:
        _, (joined,) = store.add_all(intake.library, (parsed,), intake.replace, intake.prefer, progress)
        if found and (joined.report.kept or joined.report.merged):
            remember(store, intake.library, parsed, found)
    else:
        (joined,) = store.tried(intake.library, (parsed,), progress=progress)
    return brief(joined.report, len(parsed.papers))


def _check_size(intake: Intake) -> None:
    """Raise CorpusError if a file unpacks to more than is allowed."""
    with unpacked(intake.path) as stream:
        size = size_unpacked(stream) if stream.read(2) == b"PK" else 0
        stream.seek(0)
        while size > intake.largest or stream.read(2**20):
            if max(size, stream.tell()) > intake.largest:
                raise CorpusError(
                    f"That file unpacks to more than {intake.largest // 2**20} MB. The operator can import it with "
                    "“marrow corpus import”."
                )


def brief(report: ImportReport, papers: int) -> Brief:
    """A report for readers; ``papers``: the number in the file."""
    told = (
        *(f"note: {note}" for note in report.notes[:SHOWN]),
        *(f"merged, line {one.line}: it is {one.key}" for one in report.merges[:SHOWN]),
        *(
            f"refused, line {one.line}: {one.reason}" if one.line else f"refused: {one.reason}"
            for one in report.rejected[:SHOWN]
        ),
        *(f"{one.key}, {one.field}: {one.difference}" for one in report.conflicts[:SHOWN]),
    )
    longest = max(map(len, (report.notes, report.merges, report.rejected, report.conflicts)))
    return Brief(
        source=report.source,
        read=report.read,
        kept=report.kept,
        merged=report.merged,
        refused=len(report.rejected),
        papers=papers,
        conflicting=bool(report.conflicts),
        told=told,
        more=bool(report.rejected) or longest > SHOWN,
        whole=_whole(report),
    )


def _whole(report: ImportReport) -> str:
    """The report as JSON; without the text of refused records if that would be too long to attach."""
    text = report.model_dump_json(indent=1)
    if len(text) <= LONGEST:
        return text
    bare = tuple(one.model_copy(update={"raw": ""}) for one in report.rejected)
    return report.model_copy(update={"rejected": bare, "conflicts": ()}).model_dump_json(indent=1)[:LONGEST]


def _take(intake: Intake, progress: Progress) -> dict[str, Any]:
    return taken(intake, progress).model_dump()


if __name__ == "__main__":
    sys.exit(work(Intake, _take))
