"""One way from records to papers for all formats: checked, counted, merged or refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from corpus.errors import CorpusError, UnreadableError
from corpus.formats.making import RefusedError, paper_of
from corpus.formats.remarks import Remarks
from corpus.limits import USUAL, Limits, too_long
from corpus.merging import ConflictError, Joining, Prefer, settled
from corpus.models import Conflict, ImportReport, Merge, Notice, Paper, Parsed, Rejection
from corpus.pile import Heap
from corpus.progress import Progress, silent


@dataclass(frozen=True)
class Reading:
    """How a file is to be read. ``progress`` is told the number of records read. ``prefer``: which of two
    differing records of one paper wins; None: neither, it is a conflict. ``encoding`` of a file that is not
    UTF-8; None: detected. A record beyond the ``limits`` is refused. ``inside``: how many e-mails and the like a file is in.
    """

    progress: Progress = silent
    prefer: Prefer | None = None
    encoding: str | None = None
    limits: Limits = USUAL
    inside: int = 0


PLAINLY = Reading()


__all__ = ["Collector", "RefusedError", "together"]

LONGEST_RAW, SHORTEST_RAW = 20_000, 500  # characters of a refused record that the report keeps
RAW_OF_ALL = 20_000_000  # characters of all of them; when they are used up, the shortest is kept of each
MOST_REFUSED = 500_000  # records; a report of them has some hundred megabytes


class Collector:
    """Takes records one by one, collects papers and counts everything.

    A parser calls ``take`` with a record's fields (names of ``Paper`` or CSL; values as the format gives them;
    unknown fields absent), or ``refuse`` with the reason; at the end ``parsed``. ``line``: where the record
    begins.
    """

    def __init__(self, reading: Reading = PLAINLY) -> None:
        self._progress, self.limits = reading.progress, reading.limits
        self._kept = Joining(prefer=reading.prefer)
        self._lines: list[int] = []
        self._conflicts: list[Conflict] = []
        self._room = RAW_OF_ALL
        self._rejected: list[Rejection] = []
        self._waiting: list[tuple[int, Paper, str]] = []
        self._remarks = Remarks()
        self._notes: dict[str, None] = {}
        self._merges: list[Merge] = []
        self._notices: list[Notice] = []
        self._read = 0

    def take(self, line: int, fields: Mapping[str, Any], raw: str) -> None:
        """One record: kept, merged with another of the same paper, or refused."""
        try:
            self.fits(len(raw))
            merged = self._kept.add(paper_of(line, fields, raw, self._remarks, self.limits))
        except RefusedError as refusal:
            self.refuse(line, str(refusal), raw)
            return
        except ConflictError as error:
            self._room_left()
            self._waiting.append((line, error.new, self._cut(raw)))
        else:
            self._taken(line, merged)
        self._count()

    def _taken(self, line: int, merged: str | None) -> None:
        if merged is None:
            self._lines.append(line)
        else:
            self._merges.append(Merge(line=line, key=merged))

    def fits(self, size: int) -> None:
        """Check a record's length before it is parsed. Raises RefusedError if it is beyond the limits."""
        if reason := too_long(size, self.limits):
            raise RefusedError(reason)

    def refuse(self, line: int, reason: str, raw: str) -> None:
        """Refuse one record. Raises CorpusError if too many were refused to list them."""
        self._room_left()
        self._count()
        self._rejected.append(Rejection(line=line, reason=reason, raw=self._cut(raw)))

    def _room_left(self) -> None:
        """Raise CorpusError if one more refused record would be too many."""
        if len(self._rejected) + len(self._waiting) >= MOST_REFUSED:
            first = f" (the first: {self._rejected[0].reason})" if self._rejected else ""
            raise UnreadableError(
                f"More than {MOST_REFUSED:,} records would be refused{first}; nothing was taken. The file may be in another"
                " format than it seems."
            )

    def _cut(self, raw: str) -> str:
        """The part of a record's text that the report keeps; a refused record may contain half a surrogate pair."""
        raw = raw.encode("utf-8", "backslashreplace").decode()
        kept = raw[: max(SHORTEST_RAW, min(LONGEST_RAW, self._room))]
        self._room -= len(kept)
        return kept

    def _settle(self) -> None:
        """Try records in conflict again after all were read; those still in conflict are refused."""
        taken, refused = settled(self._kept, [(n, paper) for n, (_, paper, _) in enumerate(self._waiting)])
        for number, merged in taken:
            self._taken(self._waiting[number][0], merged)
        for number, error in refused:
            line, _, raw = self._waiting[number]
            reason = (
                f"line {self._lines[error.place]} is the same paper, {error.held.key}, with another {error.field}"
            )
            self._conflicts.append(error.conflict(line, len(self._conflicts)))
            self._rejected.append(Rejection(line=line, reason=reason, raw=raw))
        self._waiting.clear()
        self._rejected.sort(key=lambda one: one.line)

    def _count(self) -> None:
        self._read += 1
        self._progress(self._read)

    def note(self, text: str) -> None:
        """Add a note on the whole file for the curator (once)."""
        self._notes.setdefault(text)

    def notice(self, notice: Notice) -> None:
        """Add a record's statement on another paper: it was retracted, or is doubted."""
        self._notices.append(notice)

    def parsed(self, source: str, counted: int | None = None) -> Parsed:
        """The papers, with the report.

        ``counted``: the number of records found by an independent count. Raises CorpusError if the numbers
        differ: a record was lost, so nothing of the file may be used.
        """
        if counted is not None and counted != self._read:
            raise CorpusError(
                f"{source} holds {counted} records, but {self._read} could be read; nothing was taken from it. "
                "Look for a record that is cut off or not closed."
            )
        self._settle()
        report = ImportReport(
            source=source,
            read=self._read,
            kept=len(self._lines),
            merged=len(self._merges),
            rejected=tuple(self._rejected),
            notes=self._all_notes(),
            conflicts=tuple(self._conflicts),
            merges=tuple(self._merges),
        )
        return Parsed(
            papers=self._kept.with_notices(self._notices),
            report=report,
            lines=tuple(self._lines),
            notices=tuple(self._notices),
        )

    def _all_notes(self) -> tuple[str, ...]:
        return (*self._notes, *self._kept.doubts, *self._remarks.told())


def together(source: str, found: Sequence[tuple[str, Parsed]]) -> Parsed:
    """The results of reading several files, or sheets, by their names, joined as if they were of one file."""
    reports, papers = [parsed.report for _, parsed in found], Heap()
    for _, parsed in found:
        papers.extend(parsed.papers)
    report = ImportReport(
        source=source,
        read=sum(one.read for one in reports),
        kept=sum(one.kept for one in reports),
        merged=sum(one.merged for one in reports),
        rejected=tuple(_named(found)),
        notes=tuple(f"in {name}: {note}" for name, parsed in found for note in parsed.report.notes),
        conflicts=tuple(chain.from_iterable(one.conflicts for one in reports)),
        merges=tuple(chain.from_iterable(one.merges for one in reports)),
    )
    return Parsed(
        papers=papers.all(),
        report=report,
        issue=next((parsed.issue for _, parsed in found if parsed.issue), None),
        lines=tuple(chain.from_iterable(parsed.lines or (0,) * len(parsed.papers) for _, parsed in found)),
        notices=tuple(chain.from_iterable(parsed.notices for _, parsed in found)),
    )


def _named(found: Sequence[tuple[str, Parsed]]) -> Iterator[Rejection]:
    """All refusals, those of records with the name of their file or sheet."""
    for name, parsed in found:
        for one in parsed.report.rejected:
            yield one if not one.line else one.model_copy(update={"reason": f"in {name}: {one.reason}"})
