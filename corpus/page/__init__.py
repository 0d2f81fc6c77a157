"""A journal's special-issue page, saved as text → the issue, its papers, and a report of what could not be read.

text → lines → issue (the part before "Published Papers")
             → blocks → papers or rejections (the part after)
"""

from __future__ import annotations

from corpus.errors import CorpusError
from corpus.models import ImportReport, Issue, Paper, Parsed, Rejection
from corpus.page.blocks import Block, blocks, promised
from corpus.page.issue import read_issue
from corpus.page.lines import lines_of
from corpus.page.record import RefusedError, read_paper

__all__ = ["looks_like_page", "parse_page"]


def looks_like_page(text: str) -> bool:
    """True where a text has the marks of a special-issue page."""
    head = text[:20_000]
    return "special issue" in head.lower() and (
        "Published Paper" in text or "This special issue belongs to" in head
    )


def parse_page(text: str, source: str) -> Parsed:
    """Read a page. ``source`` names it in the report.

    Raises CorpusError, in one sentence, where the text is no special-issue page.
    """
    lines = lines_of(text)
    issue = read_issue(lines)
    if issue is None or not looks_like_page(text):
        raise CorpusError(
            f"{source} is not a special-issue page: it has no line “A special issue of … (ISSN …)”. "
            "Save the issue's page as text, whole, and try again."
        )
    found = blocks(lines)
    papers, merged, rejected, notes = _read(found, issue, _licence(text))
    count = promised(lines)
    if count is not None and count != len(found):
        notes.append(f"the page announces {count} papers, but {len(found)} records were seen")
    report = ImportReport(
        source=source,
        read=len(found),
        kept=len(papers),
        merged=merged,
        rejected=tuple(rejected),
        notes=tuple(notes),
    )
    return Parsed(papers=tuple(papers), report=report, issue=issue)


def _licence(text: str) -> str | None:
    """MDPI's open access journals publish under CC BY 4.0; of any other page the licence is unknown."""
    return "CC BY 4.0" if "open access" in text and "published by MDPI" in text else None


def _read(
    found: list[Block], issue: Issue, licence: str | None
) -> tuple[list[Paper], int, list[Rejection], list[str]]:
    """Papers, how many records said the same again, rejections, and notes."""
    kept: dict[str, tuple[Paper, int]] = {}
    merged, rejected, notes = 0, [], []
    for block in found:
        try:
            paper, remarks = read_paper(block, issue, licence)
            notes += remarks
            merged += _add(paper, block, kept)
        except RefusedError as refusal:
            rejected.append(Rejection(line=refusal.line or block.line, reason=str(refusal), raw=block.raw))
    return [paper for paper, _ in kept.values()], merged, rejected, notes


def _add(paper: Paper, block: Block, kept: dict[str, tuple[Paper, int]]) -> int:
    """Keep a paper; 1 where it is already there. The same key with another abstract is refused."""
    if paper.key not in kept:
        kept[paper.key] = (paper, block.line)
        return 0
    other, line = kept[paper.key]
    if other.abstract != paper.abstract or other.title != paper.title:
        raise RefusedError(f"the record at line {line} has the same DOI, {paper.key}, but another text")
    return 1
