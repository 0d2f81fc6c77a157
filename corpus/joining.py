"""Files into a library: what is new of each, and the parser's report with what became of the rest."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.digest import canonical
from corpus.merging import ConflictError, Joining
from corpus.models import Conflict, ImportReport, Merge, Paper, Parsed, Rejection
from corpus.progress import Progress, beyond


def joined_files(joining: Joining, files: Sequence[Parsed], progress: Progress) -> tuple[Parsed, ...]:
    """What is new of each file, one after the other, with what became of the rest."""
    joined, done = [], 0
    for parsed in files:
        joined.append(_one_joined(joining, parsed, beyond(done, progress)))
        done += len(parsed.papers)
    return tuple(joined)


def _one_joined(joining: Joining, parsed: Parsed, progress: Progress) -> Parsed:
    """The papers of a file that were not there, and the parser's report with what became of the others here."""
    new: list[tuple[Paper, int]] = []
    merges: list[Merge] = []
    rejected: list[Rejection] = []
    conflicts: list[Conflict] = []
    lines = parsed.lines or (0,) * len(parsed.papers)
    doubts = len(joining.doubts)
    for done, (paper, line) in enumerate(zip(parsed.papers, lines, strict=True), 1):
        progress(done)
        try:
            key = joining.add(paper)
        except ConflictError as error:
            reason = f"the library has {error.held.key} already, with another {error.field}"
            rejected.append(Rejection(line=line, reason=reason, raw=canonical(paper)))
            conflicts.append(error.conflict(line, len(conflicts)))
            continue
        if key is None:
            new.append((joining.newest, line))
        else:
            merges.append(Merge(line=line, key=key))
    report = ImportReport(
        source=parsed.report.source,
        read=parsed.report.read,
        kept=len(new),
        merged=parsed.report.merged + len(merges),
        rejected=(*parsed.report.rejected, *rejected),
        notes=(*parsed.report.notes, *joining.doubts[doubts:]),
        conflicts=(*parsed.report.conflicts, *conflicts),
        merges=(*parsed.report.merges, *merges),
    )
    papers, places = zip(*new, strict=True) if new else ((), ())
    return Parsed(papers=papers, lines=places, report=report, issue=parsed.issue)
