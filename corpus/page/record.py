"""One block of a page → a paper, or the reason it was refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from corpus.doi import Doi
from corpus.models import Issue, Paper
from corpus.names import authors_of
from corpus.page.blocks import END, SIZE, Block
from corpus.page.lines import PageLine

_CITATION = re.compile(
    r"^(?P<journal>\D.*?) (?P<year>\d{4}), (?P<volume>[^,()]+?)(?:\s*\((?P<issue>[^)]+)\))?(?:, (?P<number>[^;]+?))?\s*"
    r"(?:;|$)(?P<rest>.*)$"
)
_PUBLISHED = re.compile(r"[-–—]\s*(\d{1,2} \w{3,9} \d{4})\s*$")
_CITED = re.compile(r"Cited by ([\d,]+)")
_VIEWED = re.compile(r"Viewed by ([\d,]+)")
_CUT = re.compile(r"\s*\[(?:\.\.\.|…)\]\s*(?:Read more\.?)?\s*$")
_LABEL = re.compile(
    r"^(?:Feature Paper|Editor[’']s Choice|Highly Accessed|Invited|Open Access)(?:\s*\W?\s*(?:Feature Paper|Editor[’']s Choice))*$"
)
_LABELS = re.compile(r"Feature Paper|Editor[’']s Choice|Highly Accessed|Invited|Open Access")
_SOURCE = re.compile(r"\(This article belongs to the (?P<source>.+?)\)$")
_ORDER = ("Article", "Review", "Systematic Review", "Communication", "Editorial", "Case Report", "Brief Report", "Protocol",
          "Perspective", "Opinion", "Commentary", "Letter", "Hypothesis", "Technical Note", "Viewpoint", "Correction",
          "Project Report", "Data Descriptor", "Essay", "Reply", "Comment", "Study Protocol", "Interesting Images",
          "Conference Report", "Registered Report", "Concept Paper", "Guidelines", "Case Series")  # fmt: skip


class RefusedError(Exception):
    """A record that cannot be kept, and why; ``line`` where not at the record's beginning."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


@dataclass
class _Parts:
    """What the lines of a block turned out to be."""

    type: str | None = None
    labels: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    authors: str | None = None
    citation: PageLine | None = None
    counts: str = ""
    abstract: list[PageLine] = field(default_factory=list)
    source: str | None = None


def read_paper(block: Block, issue: Issue, licence: str | None) -> tuple[Paper, list[str]]:
    """The paper of a block, and remarks for the report. Raises RefusedError."""
    parts = _sort(block.lines)
    doi = _doi(parts)
    citation = _CITATION.match(parts.citation.text) if parts.citation else None
    if parts.citation is None or citation is None:
        raise RefusedError("it has no line with journal, year and volume")
    if not parts.title:
        raise RefusedError("it has no title")
    size = SIZE.match(block.lines[0].text)
    published = _PUBLISHED.search(citation["rest"])
    paper = Paper(
        doi=doi,
        title=" ".join(parts.title),
        authors=authors_of(parts.authors or ""),
        type=parts.type,
        heading=block.heading,
        labels=tuple(parts.labels),
        journal=citation["journal"],
        issn=issue.issn if citation["journal"] == issue.journal else None,
        year=int(citation["year"]),
        volume=citation["volume"].strip(),
        issue=citation["issue"],
        article_number=citation["number"],
        published=_date(published.group(1)) if published else None,
        pages=int(size["pages"]) if size else None,
        size=size["size"] if size else None,
        cited_by=_count(_CITED, parts.counts),
        views=_count(_VIEWED, parts.counts),
        licence=licence,
        source=parts.source,
        abstract=_abstract(parts.abstract),
    )
    remarks = [] if parts.authors else [f"line {block.line}: {doi} names no authors"]
    return paper, remarks


def _sort(lines: Sequence[PageLine]) -> _Parts:
    """Say of each line what it is. The order is the page's: type, labels, title, by, citation, counts, abstract."""
    parts = _Parts()
    in_abstract = False
    for line in lines[1:]:
        if in_abstract and not parts.source:
            source = _SOURCE.match(line.text)
            if source:
                parts.source = source["source"]
            else:
                parts.abstract.append(line)
        elif line.text == "Abstract":
            in_abstract = True
        elif not in_abstract:
            _sort_head(line, parts)
    return parts


def _sort_head(line: PageLine, parts: _Parts) -> None:
    if parts.authors is None and parts.citation is None and line.text.startswith("by "):
        parts.authors = line.text[3:]
    elif (
        parts.citation is None
        and _CITATION.match(line.text)
        and (parts.authors is not None or "doi" in line.text.lower())
    ):
        parts.citation = line
    elif parts.citation is not None:
        parts.counts += " " + line.text
    elif _LABEL.match(line.text):
        parts.labels += _LABELS.findall(line.text)
    elif parts.type is None and not parts.title and _is_type(line.text):
        words = _LABELS.findall(line.text)
        parts.type = _LABELS.sub("", line.text).strip()
        parts.labels += words
    else:
        parts.title.append(line.text)


def _is_type(text: str) -> bool:
    return _LABELS.sub("", text).strip() in _ORDER


def _doi(parts: _Parts) -> Doi:
    doi = Doi.within(parts.citation.text + " " + parts.counts) if parts.citation else None
    if doi is None:
        raise RefusedError("it has no DOI, so nothing in it could be cited")
    return doi


def _abstract(lines: Sequence[PageLine]) -> str:
    """The full abstract exactly as printed. The cut one before it must be its beginning."""
    text = [line for line in lines if line.text]
    if not text:
        raise RefusedError("it has no abstract")
    cut = _CUT.search(text[0].text)
    full = text[1:] if cut else text
    end = next((i for i, line in enumerate(full) if line.text.endswith(END)), None)
    if not full:
        raise RefusedError(
            "only the cut abstract is there; save the page with the abstracts unfolded", text[0].number
        )
    if end is None:
        raise RefusedError(
            "its full abstract does not end with “Full article”: the page is cut off", full[0].number
        )
    kept = [line.raw.strip(" \t\n") for line in full[: end + 1]]
    kept[-1] = kept[-1].removesuffix(END)
    abstract = "\n".join(kept).strip(" \t\n")
    if not abstract:
        raise RefusedError("its abstract is empty", full[0].number)
    if cut and not abstract.startswith(text[0].text[: cut.start()]):
        raise RefusedError("its cut abstract is not the beginning of its full one", text[0].number)
    return abstract


def _count(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    return int(found.group(1).replace(",", "")) if found else None


def _date(text: str) -> date | None:
    for form in ("%d %b %Y", "%d %B %Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
