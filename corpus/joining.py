"""Files into a library: the new papers of each file, and the outcome of the rest; and the nine papers that come with
Marrow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from corpus.canonical import canonical
from corpus.merging import NO_ABSTRACT, NO_TITLE, ConflictError, Joining, settled
from corpus.models import Corpus, ImportReport, Merge, Paper, Parsed, Rejection
from corpus.pile import lined
from corpus.progress import Progress, beyond

NAME = "bone-and-spine-metastases"
DATA = Path(__file__).parent / "data"


def builtin() -> Corpus:
    """The built-in library, as built; ``tests/corpus/test_builtin.py`` holds it to its page and its hashes."""
    return Corpus.model_validate_json((DATA / f"{NAME}.json").read_bytes())


def joined_files(joining: Joining, files: Sequence[Parsed], progress: Progress) -> tuple[Parsed, ...]:
    """The new papers of each file in turn, with the outcome of all other records."""
    joined, ends, done = list[Parsed](), [len(joining)], 0
    for parsed in files:
        joined.append(_one_joined(joining, parsed, beyond(done, progress)))
        ends.append(len(joining))
        done += len(parsed.papers)
    # only now, because a later file may have the abstracts that an earlier one lacks
    return tuple(
        one.noted(*_bare_told(joining, *place)) for one, place in zip(joined, pairwise(ends), strict=True)
    )


def _bare_told(joining: Joining, start: int, end: int) -> Iterator[str]:
    """The notes on new papers without an abstract, which may stand in a field that is not read, and on those without a title."""
    without, untitled = (joining.bare(what, start, end) for what in (NO_ABSTRACT, NO_TITLE))
    if without == 1:
        yield "1 paper has no abstract (found by its title; nothing can be quoted of it)"
    elif without:
        yield f"{without:,} papers have no abstract (found by their titles; nothing can be quoted of them)"
    if untitled == 1:
        yield "1 paper has an abstract alone, without a title"
    elif untitled:
        yield f"{untitled:,} papers have an abstract alone, without a title"


def _refused(line: int, error: ConflictError) -> Rejection:
    reason = f"the library has {error.held.key} already, with another {error.field}"
    return Rejection(line=line, reason=reason, raw=canonical(error.new))


def _told(number: int, key: str | None, kept: list[int], merged: list[tuple[int, str]]) -> None:
    """Note whether a paper was kept, or merged with that of a key."""
    if key is None:
        kept.append(number)
    else:
        merged.append((number, key))


def _one_joined(joining: Joining, parsed: Parsed, progress: Progress) -> Parsed:
    """The papers of a file that were not there yet, and the parser's report completed by the outcome of the
    others."""
    kept, merged, waiting = list[int](), list[tuple[int, str]](), list[tuple[int, Paper]]()
    lines = parsed.lines or (0,) * len(parsed.papers)
    before, doubts = len(joining), len(joining.doubts)
    for number, (paper, line) in enumerate(lined(parsed.papers)):
        progress(number + 1)
        try:
            _told(number, joining.add(paper, line), kept, merged)
        except ConflictError:
            waiting.append((number, paper))
    taken, refused = settled(joining, waiting)
    for number, key in taken:
        _told(number, key, kept, merged)
    places = tuple(lines[number] for number in kept)
    merges = [Merge(line=lines[number], key=key) for number, key in sorted(merged)]
    report = ImportReport(
        source=parsed.report.source,
        read=parsed.report.read,
        kept=len(places),
        merged=parsed.report.merged + len(merges),
        rejected=(*parsed.report.rejected, *(_refused(lines[number], error) for number, error in refused)),
        notes=(*parsed.report.notes, *joining.doubts[doubts:]),
        conflicts=(
            *parsed.report.conflicts,
            *(error.conflict(lines[number], told) for told, (number, error) in enumerate(refused)),
        ),
        merges=(*parsed.report.merges, *merges),
    )
    return Parsed(papers=joining.since(before), lines=places, report=report, issue=parsed.issue)
