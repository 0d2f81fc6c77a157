"""A row's cells → a paper's fields: names, dates and counts in the spellings of tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from corpus.doi import Doi
from corpus.links import address
from corpus.models import Author
from corpus.names import author, authors_of
from corpus.page.fields import DAY, day

_SILENT = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "–", "—"})
_NO_ABSTRACT = frozenset({"[no abstract available]", "no abstract available"})
# "Lira R", "El Ahmadieh TY", "Al-Smadi M.W.": the family name, then initials, as MEDLINE and Scopus print authors.
_INITIALS = re.compile(r"(?P<family>[^\W\d].*?),? (?P<given>[A-Z]{1,4}|(?:[A-Z][a-z]?\.[ -]?){1,5})")
_NUMBERED = re.compile(r" \(\d{4,}\)$")  # Scopus: "Liu, Yun (57194567300)"
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_DOI_LINK = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")


def fields_of(row: Sequence[str], columns: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """A row's fields as a ``Paper`` takes them; a cell that says nothing ("", "N/A") is left out."""
    said = {field: _first(row, at, field) for field, at in columns.items()}
    made = {field: _MADE.get(field, str)(text) for field, text in said.items() if text}
    fields = {field: value for field, value in made.items() if value not in (None, ())}
    _locate(fields)
    if "year" not in fields and (found := _YEAR.search(said.get("published") or "")):
        fields["year"] = int(found[0])
    if "doi" not in fields and (doi := doi_of_link(said.get("url") or "")):
        fields["doi"] = doi
    if "doi" in fields or "pmid" in fields:
        fields.pop("source_id", None)  # the reference manager's own key says nothing to a reader
    return fields


def people(cell: str) -> tuple[Author, ...]:
    """The authors of a cell: "Liu, Yun; Shen, Shihui", "Lira R, Cruz A.", "Yun Liu, Lei Li and Kun Li"."""
    names = [_NUMBERED.sub("", name.strip()) for name in re.split(_joint(cell), cell) if name.strip()]
    if len(names) < 2 and "," in cell:
        parts = [part.strip() for part in cell.split(",") if part.strip()]
        if not parts:
            return ()
        if all(map(_INITIALS.fullmatch, parts)):
            names = [*parts[:-1], parts[-1] if "." in parts[0] else parts[-1].rstrip(".")]
        elif len(parts) != 2 or all(" " in part for part in parts):
            return authors_of(cell)
    made = tuple(map(author, names))
    short = all(_INITIALS.fullmatch(name) for name, one in zip(names, made, strict=True) if not one.is_group)
    return tuple(
        one if one.is_group or not short else _turned(name) for name, one in zip(names, made, strict=True)
    )


def _joint(cell: str) -> str:
    """What stands between authors: a semicolon or bar, or BibTeX's "and" where each of them is inverted."""
    parts = cell.split(" and ")
    inverted = len(parts) > 1 and all(part.count(",") == 1 for part in parts)
    return " and " if inverted and ";" not in cell else r"[;|]"


def _turned(name: str) -> Author:
    found = _INITIALS.fullmatch(name)
    family, given = (found["family"], found["given"].strip()) if found else (name, None)
    return Author(name=f"{given or ''} {family}".strip(), family=family, given=given)


def _first(row: Sequence[str], columns: Sequence[int], field: str) -> str | None:
    """The first cell that says something, of the columns a field may stand in."""
    silent = _NO_ABSTRACT if field == "abstract" else frozenset() if field == "title" else _SILENT
    cells = (row[at].strip() for at in columns)
    return next((cell for cell in cells if cell and cell.casefold() not in silent), None)


def _locate(fields: dict[str, Any]) -> None:
    """Where in its volume a paper stands: its article number, or its pages."""
    pages, first, last = (fields.pop(name, None) for name in ("page_range", "first_page", "last_page"))
    span = f"{first}-{last}" if first and last and first != last else first
    if place := fields.get("article_number") or pages or span:
        fields["article_number"] = place


def whole_date(text: str) -> date | None:
    """A whole date: "2024-07-16", "2024/7/16" or "16 Jul 2024"; a date without its day is no date."""
    if iso := _ISO.match(text):
        try:
            return date(*map(int, iso.groups()))
        except ValueError:
            return None
    return day(text) if re.fullmatch(DAY, text) else None


def _count(text: str) -> int | None:
    found = re.fullmatch(r"(\d{1,9})(?:\.0)?", text)
    return int(found[1]) if found else None


def _several(text: str) -> tuple[str, ...]:
    mark = next((mark for mark in ";|" if mark in text), ",")
    return tuple(part.strip() for part in text.split(mark) if part.strip())


def words_of(text: str, marks: str) -> tuple[str, ...]:
    """What stands between marks, such as ";,", without the spaces around it."""
    return tuple(word for part in re.split(f"[{marks}]", text) if (word := part.strip()))


def issn_in(text: str) -> str | None:
    """The first ISSN of a text, with its hyphen; None where there is none."""
    found = re.search(r"(?<!\d)(\d{4})-?(\d{3}[\dXx])(?![\w])", text)
    return f"{found[1]}-{found[2].upper()}" if found else None


def _pmid(text: str) -> str | None:
    found = re.search(r"\d{1,9}", text)
    return found[0] if found else None


def web_address(text: str) -> str | None:
    """A web address; what is none must not become a link, and a DOI's own link is the DOI's business."""
    return text if address(text) and not _DOI_LINK.match(text) else None


def doi_of_link(text: str) -> str | None:
    """The DOI that a link of doi.org names; a publisher's address is not searched for one."""
    return Doi.within(text) if _DOI_LINK.match(text) else None


def _type(text: str) -> str:
    """ "journalArticle" → "Journal Article", as Zotero's camel hides words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text[:1].upper() + text[1:])


_MADE: Mapping[str, Callable[[str], Any]] = {
    "authors": people,
    "published": whole_date,
    "pages": _count,
    "cited_by": _count,
    "views": _count,
    "keywords": _several,
    "labels": _several,
    "issn": issn_in,
    "pmid": _pmid,
    "url": web_address,
    "type": _type,
}
