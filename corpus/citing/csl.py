"""A paper as CSL-JSON, the form reference managers and style processors share.

https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import date
from typing import Any

from corpus.cleaning.encodings import unescaped
from corpus.models import Author, Paper
from corpus.patterns import late


def identifier(paper: Paper) -> str | None:
    """A paper's identifier at its source; None if it has a DOI or PMID, or no identifier at all."""
    return None if paper.doi or paper.pmid or not paper.has_identifier else paper.source_id


def day_of_issue(paper: Paper) -> date | None:
    """The day of publication; None if it is unknown, or the paper was online in another year than its issue."""
    return paper.published if paper.published and paper.year in (None, paper.published.year) else None


def month_as(paper: Paper, form: str) -> str:
    """The month of publication as ``strftime`` writes it; "" if it is unknown."""
    return date(paper.year, paper.month, 1).strftime(form) if paper.year and paper.month else ""


_TYPES = {"preprint": "article"} | {
    kind: kind for kind in ("chapter", "book", "paper-conference", "thesis", "report", "webpage")
}
_MARKED = late(r"</?[A-Za-z]")
_RANGE = late(r"\w+\s*[-‐-―]\s*\w+")  # pages from and to, with any dash; one number is an article's


def to_csl(paper: Paper) -> dict[str, Any]:
    """One CSL-JSON item without unknown fields. ``URL`` is the DOI's link if there is a DOI."""
    issued = {"date-parts": [_date(paper)]} if _date(paper) else None
    item = {
        "id": paper.key,
        "type": _TYPES.get(paper.kind or "", "article-journal"),
        "genre": _plain(paper.type or "") if paper.kind == "thesis" else None,  # its degree
        "title": _plain(paper.title),
        "author": [_name(author) for author in paper.authors],
        "editor": [_name(author) for author in paper.editors or ()],
        "container-title": _plain(paper.journal or ""),
        "container-title-short": _plain(paper.short_journal or ""),
        "publisher": _plain(paper.publisher or ""),
        "publisher-place": _plain(paper.publisher_place or ""),
        "issued": issued,
        "volume": paper.volume,
        "issue": paper.issue,
        "number": None if _RANGE.fullmatch(paper.article_number or "") else paper.article_number,
        "page": paper.page or paper.article_number,
        "DOI": str(paper.doi) if paper.doi else None,
        "PMID": paper.pmid,
        "note": f"source-id: {identifier(paper)}" if identifier(paper) else None,
        "URL": paper.link,
        "ISSN": paper.issn,
        "keyword": listed(tuple(map(_plain, paper.keywords))),
        "abstract": _plain(paper.abstract or ""),
    }
    return {name: value for name, value in item.items() if value}


def listed(keywords: Sequence[str]) -> str:
    """Keywords in one field: between commas, or each with a semicolon behind it if a comma is part of one."""
    if any("," in word for word in keywords):
        return " ".join(f"{word};" for word in keywords)
    return ", ".join(keywords)


def _plain(text: str) -> str:
    """A text escaped so that nothing in it is read as markup or an entity."""
    return html.escape(text, quote=False) if _MARKED.search(text) or unescaped(text) != text else text


def _date(paper: Paper) -> list[int]:
    if day := day_of_issue(paper):
        return [day.year, day.month, day.day]
    return [part for part in (paper.year, paper.month) if part] if paper.year else []


def _name(author: Author) -> dict[str, str]:
    """A person in two parts, or a group by its name."""
    if author.family is None:
        return {"literal": author.name}
    parts = {"family": author.family, "given": author.given, "suffix": author.suffix}
    return {name: part for name, part in parts.items() if part}
