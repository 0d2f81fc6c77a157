"""One block of a page → a paper, or the reason it was refused.

A page prints each abstract twice: cut, ending in "[...] Read more.", and in full, ending in "Full article". If
the cut text is not the beginning of the full one, nothing shows which is right, and the record is refused: an
abstract that is quoted word for word must not be a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.authors import authors_of
from corpus.characters import address
from corpus.doi import Doi
from corpus.models import Issue, Paper, Status
from corpus.page.lines import (
    DAY,
    END,
    PageLine,
    RecordLines,
    abbreviates,
    cited,
    count,
    day,
    is_linked,
    plain,
    sized,
)
from corpus.retractions import is_retracted

_LABEL = re.compile(r"(Open Access|Feature Paper|Editor[’']s Choice|Highly Accessed|Invited Paper)\s*")
# What MDPI calls its papers (https://www.mdpi.com/about/article_types).
TYPES = frozenset(
    (
        "Abstract, Addendum, Article, Book Review, Brief Communication, Brief Report, Case Report, Case Series, Comment, "
        "Commentary, Communication, Concept Paper, Conference Report, Correction, Data Descriptor, Discussion, Editorial, "
        "Entry, Erratum, Essay, Expression of Concern, Guidelines, Hypothesis, Interesting Images, Letter, Obituary, "
        "Opinion, Perspective, Proceeding Paper, Project Report, Protocol, Registered Report, Reply, Retraction, Review, "
        "Short Note, Study Protocol, Systematic Review, Technical Note, Tutorial, Viewpoint"
    ).split(", ")
)


class Head(NamedTuple):
    """The part above the byline."""

    labels: tuple[str, ...]
    type: str | None
    title: str


def head_of(texts: Sequence[str]) -> Head:
    """Read the part above the byline. Labels on their own line or before the type are removed; the title keeps
    all its words."""
    labels: list[str] = []
    rest: list[str] = []
    for i, text in enumerate(texts):
        bare = plain(_LABEL.sub("", text))
        above_title = not rest and i < len(texts) - 1
        if bare == "" or bare in TYPES or (above_title and _may_be_a_type(bare)):
            labels += _LABEL.findall(text)
            text = bare
        if text:
            rest.append(text)
    at = next((i for i, text in enumerate(rest) if text in TYPES), None)
    if at is None and len(rest) > 1 and _may_be_a_type(rest[0]):
        at = 0
    title = rest if at is None else rest[at + 1 :]
    return Head(tuple(labels), None if at is None else rest[at], " ".join(title))


def _may_be_a_type(text: str) -> bool:
    """True for up to three words of letters, the first with a capital: possibly a type that is not in the list."""
    words = text.split()
    return len(words) <= 3 and text[:1].isupper() and all(word.isalpha() for word in words)


_CUT = re.compile(r"\[(?:\.\.\.|…)\] ?Read more\.?$")


class RecordRefusedError(Exception):
    """A record that cannot be kept, with the reason."""


def abstract_of(lines: Sequence[PageLine]) -> str:
    """The full abstract exactly as printed, from the lines after "Abstract"; one line for each paragraph.

    Raises RecordRefusedError if it is missing, incomplete, or does not begin like its cut form.
    """
    if not lines:
        raise RecordRefusedError("it has no abstract")
    begin = next((i + 1 for i, line in enumerate(lines) if _CUT.search(line.text)), 0)
    if begin == len(lines):
        raise RecordRefusedError("only its cut abstract is there: save the page with its abstracts unfolded")
    abstract = _full(lines[begin:])
    if not abstract.startswith(_CUT.sub("", _joined(lines[:begin])).rstrip()):
        raise RecordRefusedError(
            f"its cut abstract (line {lines[0].number}) is not the beginning of its full one (line "
            f"{lines[begin].number})"
        )
    return abstract


def _full(lines: Sequence[PageLine]) -> str:
    end = next((i for i, line in enumerate(lines) if line.text.endswith(END)), None)
    if end is None or any(is_linked(line.text) for line in lines[: end + 1]):
        raise RecordRefusedError(
            f"its full abstract (line {lines[0].number}) never ends in “{END}”: the page is cut off"
        )
    abstract = _joined(lines[: end + 1]).removesuffix(END).rstrip()
    if not abstract:
        raise RecordRefusedError(f"its full abstract (line {lines[0].number}) is empty")
    return abstract


def _joined(lines: Sequence[PageLine]) -> str:
    return "\n".join(line.text for line in lines)


_BY = "by "
_DATED = re.compile(rf"[-–—] ({DAY})")
_URL = re.compile(r"https?://(?!(?:dx\.)?doi\.org)[^\s;,]+")  # half a DOI is no address
_SOURCE = re.compile(r"\(This article belongs to the (.+)\)")


class _Parts(NamedTuple):
    """The lines of a block by kind; ``tail``: everything between the citation's numbers and the abstract."""

    size: re.Match[str] | None
    head: Head
    byline: str
    citation: re.Match[str]
    tail: str
    abstract: tuple[PageLine, ...]
    source: str | None


def read_paper(block: RecordLines, issue: Issue, licence: str | None) -> tuple[Paper, list[str]]:
    """The paper of a block, and remarks for the report. Raises RecordRefusedError.

    ``issue`` provides what the record does not print: the journal's ISSN, and the issue as the paper's source.
    """
    parts = _parts(block)
    doi, url = _identity(parts.tail)
    cite, dated = parts.citation, _DATED.search(parts.tail)
    paper = Paper(
        doi=doi,
        url=url,
        title=parts.head.title,
        authors=authors_of(parts.byline),
        type=parts.head.type,
        heading=block.heading,
        labels=parts.head.labels,
        journal=cite["journal"],
        issn=issue.issn if abbreviates(cite["journal"], issue.journal or "") else None,
        year=int(cite["year"]),
        volume=cite["volume"],
        issue=cite["issue"],
        article_number=cite["number"],
        published=day(dated[1]) if dated else None,
        pages=int(parts.size["pages"]) if parts.size and parts.size["pages"] else None,
        size=parts.size["size"] if parts.size else None,
        cited_by=count("Cited by", parts.tail),
        views=count("Viewed by", parts.tail),
        licence=licence,
        source=parts.source or f"Special Issue {issue.title}",
        status=Status(kind="retracted") if _is_retracted(parts.head) else None,
        abstract=abstract_of(parts.abstract),
    )
    return paper, _remarks(paper, parts, block.line)


def _is_retracted(head: Head) -> bool:
    return is_retracted(head.title, (head.type or "", *head.labels))


def _parts(block: RecordLines) -> _Parts:
    """Sort a block's lines. Their order is the page's: size, type, title, by, citation, counts, abstract, source."""
    texts = [line.text for line in block.lines]
    byline = next((i for i, text in enumerate(texts) if plain(text).startswith(_BY)), 0)
    below = texts.index("Abstract", byline) if "Abstract" in texts[byline:] else len(texts)  # above, it is a type
    at, citation = _citation(texts[:below])
    by = next((i for i in reversed(range(at)) if plain(texts[i]).startswith(_BY)), at)
    size = sized(texts[0])
    head = head_of(texts[1 if size else 0 : by])
    if not head.title:
        raise RecordRefusedError("it has no title")
    sources = [(i, found[1]) for i in range(below, len(texts)) if (found := _SOURCE.fullmatch(texts[i]))]
    end = sources[0][0] if sources else len(texts)
    return _Parts(
        size=size,
        head=head,
        byline=plain(" ".join(texts[by:at])).removeprefix(_BY),
        citation=citation,
        tail=plain(" ".join([citation["rest"] or citation["day"] or "", *texts[at + 1 : below]])),
        abstract=block.lines[below + 1 : end],
        source=next((name for _, name in sources if "Special Issue" in name), sources[0][1] if sources else None),
    )


def _citation(texts: Sequence[str]) -> tuple[int, re.Match[str]]:
    """The line with journal, year and volume: the one with a link, or else the one below the authors."""
    for i, text in enumerate(texts):
        below_authors = i > 0 and plain(texts[i - 1]).startswith(_BY)
        if (found := cited(text)) and (is_linked(text) or below_authors):
            return i, found
    raise RecordRefusedError("it has no line with journal, year and volume")


def _identity(tail: str) -> tuple[Doi | None, str | None]:
    """The identifier to cite the paper by: its DOI, or else its address."""
    doi = Doi.within(tail)
    url = next((found[0] for found in _URL.finditer(tail) if address(found[0])), None)
    if doi is None and url is None:
        raise RecordRefusedError("it has neither a DOI nor an address, so nothing in it could be cited")
    return doi, None if doi else url


def _remarks(paper: Paper, parts: _Parts, line: int) -> list[str]:
    said = {
        "its DOI is still being registered": "registering DOI" in parts.tail,
        "it has no DOI and is cited by its address": paper.doi is None,
        "it names no authors": not paper.authors,
        "its date cannot be read": paper.published is None,
    }
    return [f"line {line}: {paper.key}: {remark}" for remark, true in said.items() if true]
