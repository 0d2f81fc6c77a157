"""A journal's special-issue page, saved as text → the issue, its papers, and a report of what could not be read.

bytes → text → lines → issue                          (above "Published Papers")
                     → blocks → papers, rejections    (below)

Other packages use what stands here, and `lines` for what a line of text says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.characters import cleaned
from corpus.errors import CorpusError
from corpus.limits import USUAL, Limits, beyond, too_long
from corpus.models import ImportReport, Issue, Merge, Paper, Parsed, Rejection
from corpus.page.block import RecordRefusedError, read_paper
from corpus.page.issue import opening_at, read_issue
from corpus.page.lines import PageLine, RecordLines, announced, blocks, lines_of, page_text, sized

__all__ = ["looks_like_page", "page_text", "parse_page"]

# How MDPI's pages call their journal open access; the papers of all of these are under CC BY 4.0
# (https://www.mdpi.com/openaccess). Of any other page the licence is unknown.
_OPEN = re.compile(r"\bopen access\b[^.]{0,60}\bpublished\b[^.]{0,30}\bby MDPI\b")


def looks_like_page(text: str) -> bool:
    """True if a text has the line "A special issue of …" of a special-issue page, or that of a topical collection."""
    return opening_at([line.text for line in lines_of(text)]) is not None


def parse_page(text: str, source: str, limits: Limits = USUAL) -> Parsed:
    """Read a page. ``source`` names it in the report.

    A record that cannot be read is in the report with its line and reason; "0 papers" is a page like any other. Raises
    CorpusError, in one sentence, if the text is no special-issue page.
    """
    lines = lines_of(cleaned(text))
    texts = [line.text for line in lines]
    opening = opening_at(texts)
    if opening is None:
        raise CorpusError(
            f"{source} is not a special-issue page: it has no line “A special issue of … (ISSN …)”. "
            "Save the issue's page as text, whole, and try again."
        )
    start = next((i for i in range(opening, len(texts)) if announced(texts[i])), None)
    end = _first_record(texts, opening) if start is None else start
    issue, remarks = read_issue(texts, opening, end)
    if not issue.title:
        raise CorpusError(
            f"{source} has no title above line {opening + 1}: save the issue's page whole and try again."
        )
    found = blocks(lines[end:] if start is None else lines[end + 1 :])
    remarks += _remarks(None if start is None else lines[start], len(found))
    licence = "CC BY 4.0" if any(_OPEN.search(text) for text in texts[:end]) else None
    return _parsed(found, issue, licence, source, remarks, limits)


def _first_record(texts: Sequence[str], opening: int) -> int:
    """Where the records begin on a page that has lost its heading "Published Papers"."""
    return next((i for i in range(opening, len(texts)) if sized(texts[i])), len(texts))


def _remarks(heading: PageLine | None, seen: int) -> list[str]:
    """What the heading "Published Papers (9 papers)" says against the number of records that were seen."""
    if heading is None:
        return ["the page has no heading “Published Papers”: it may not be whole"]
    found = announced(heading.text)
    if found and found["count"] and int(found["count"]) != seen:
        return [f"line {heading.number}: the page announces {int(found['count'])} papers; records seen: {seen}"]
    return []


def _parsed(
    found: Sequence[RecordLines],
    issue: Issue,
    licence: str | None,
    source: str,
    remarks: Sequence[str],
    limits: Limits,
) -> Parsed:
    kept: dict[str, tuple[Paper, RecordLines]] = {}
    notes, rejected, merges = list(remarks), list[Rejection](), list[Merge]()
    for block in found:
        try:
            paper, said = _bounded(block, issue, licence, limits)
            first, at = kept.setdefault(paper.key, (paper, block))
            notes += said if first is paper else _merged(paper, first, block.line, at.line)
            merges += [] if first is paper else [Merge(line=block.line, key=first.key)]
        except RecordRefusedError as refusal:
            rejected.append(Rejection(line=block.line, reason=str(refusal), raw=block.raw))
    report = ImportReport(
        source=source,
        read=len(found),
        kept=len(kept),
        merged=len(merges),
        rejected=tuple(rejected),
        notes=tuple(notes),
        merges=tuple(merges),
    )
    papers, places = zip(*kept.values(), strict=True) if kept else ((), ())
    return Parsed(papers=papers, report=report, issue=issue, lines=tuple(block.line for block in places))


def _bounded(block: RecordLines, issue: Issue, licence: str | None, limits: Limits) -> tuple[Paper, list[str]]:
    """The paper of a block, and remarks. Raises RecordRefusedError, also for texts beyond the limits."""
    if reason := too_long(sum(len(line.raw) for line in block.lines), limits):
        raise RecordRefusedError(reason)
    paper, said = read_paper(block, issue, licence)
    if reason := beyond(paper, limits):
        raise RecordRefusedError(reason)
    return paper, said


def _merged(paper: Paper, first: Paper, line: int, at: int) -> list[str]:
    """A remark that a record repeats an earlier one. Raises RecordRefusedError if their abstracts differ."""
    if paper.abstract != first.abstract:
        raise RecordRefusedError(f"line {at} has the same paper, {paper.key}, with another abstract")
    differing = [name for name in Paper.model_fields if getattr(paper, name) != getattr(first, name)]
    kept = f"; kept from there: {', '.join(differing)}" if differing else ""
    return [f"line {line}: {paper.key} is on line {at} already{kept}"]
