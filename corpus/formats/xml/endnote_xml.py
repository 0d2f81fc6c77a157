"""Papers from EndNote's XML, which EndNote, Zotero, Mendeley and others write, also as it was until EndNote 7."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author
from corpus.doi import Doi
from corpus.formats.cells import issn_in, located, noted_doi, noted_pmid, particular
from corpus.formats.collecting import PLAINLY, Reading
from corpus.formats.fields import month_of, whole_date, years_in
from corpus.formats.links import best_doi, doi_of_link, web_address
from corpus.formats.xml.xmlrecords import collected
from corpus.formats.xml.xmltext import text_of
from corpus.models import IN_BOOKS, Author, Kind, Parsed
from corpus.retractions import of_note

if TYPE_CHECKING:
    from datetime import date
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_TAGS = ("record", "RECORD")
_KINDS: dict[str, Kind] = {
    "Book Section": "chapter", "Electronic Book Section": "chapter", "Book": "book", "Edited Book": "book", "Electronic Book": "book",
    "Conference Paper": "paper-conference", "Conference Proceedings": "paper-conference", "Thesis": "thesis", "Report": "report",
    "Web Page": "webpage", "Unpublished Work": "preprint",
}  # fmt: skip
_NUMBERED = {
    "0": "Journal Article", "17": "Journal Article", "5": "Book Section", "6": "Book", "28": "Edited Book", "10": "Conference Proceedings",
    "47": "Conference Paper", "32": "Thesis", "27": "Report", "12": "Web Page", "34": "Unpublished Work", "19": "Magazine Article",
    "23": "Newspaper Article", "43": "Electronic Article", "44": "Electronic Book", "60": "Electronic Book Section",
}  # fmt: skip
# what stands where in the XML of EndNote 7, and what its numbers of types mean
_OLD = {
    "ref-type": "REFERENCE_TYPE", "titles/title": "TITLE", "titles/secondary-title": "SECONDARY_TITLE", "titles/alt-title": "ALTERNATE_TITLE", "isbn": "ISBN",
    "dates/year": "YEAR", "dates/pub-dates/date": "DATE", "volume": "VOLUME", "number": "NUMBER", "pages": "PAGES", "publisher": "PUBLISHER",
    "pub-location": "PLACE_PUBLISHED", "work-type": "TYPE_OF_WORK", "notes": "NOTES", "abstract": "ABSTRACT", "keywords/keyword": "KEYWORDS/KEYWORD",
    "accession-num": "ACCESSION_NUMBER", "urls/related-urls/url": "URL", "contributors/authors/author": "AUTHORS/AUTHOR",
    "contributors/secondary-authors/author": "SECONDARY_AUTHORS/SECONDARY_AUTHOR",
}  # fmt: skip
_NUMBERED_OLD = {
    "1": "Book", "2": "Thesis", "3": "Conference Proceedings", "5": "Newspaper Article", "7": "Book Section", "8": "Magazine Article", "9": "Edited Book", "10": "Report",
}  # fmt: skip
_MONTH_FIRST = re.compile(r"([A-Z][a-z]{2,8})\.? (\d{1,2})")  # "Mar 15"; the year stands by itself


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is EndNote's XML."""
    return (
        head.lstrip().startswith("<") and re.search(r"<(?:xml>\s*<records|XML>\s*<RECORDS)[\s>]", head) is not None
    )


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _TAGS, _fields, reading)


def _fields(record: Element) -> dict[str, Any]:
    kind = next(iter(_all(record, "ref-type")), None)
    numbered = _NUMBERED | _NUMBERED_OLD if record.tag == "RECORD" else _NUMBERED
    called = (kind.get("name") or numbered.get(_line(kind), _line(kind))) if kind is not None else None
    called = None if called and called.isdigit() else called
    known = _KINDS.get(called or "")
    return {
        **_identity(record),
        "title": _said(record, "titles/title"),
        "authors": _people(record, "authors"),
        "type": (particular(_text(record, "work-type")) if known is None else None) or called,
        "kind": known,
        "journal": _said(record, "periodical/full-title") or _said(record, "titles/secondary-title"),
        "issn": issn_in(_said(record, "isbn")),
        "year": _said(record, "dates/year"),
        "volume": _said(record, "volume"),
        "issue": _said(record, "number"),
        **_located(record),
        "editors": _people(record, "secondary-authors") if known in IN_BOOKS else None,
        "publisher": _said(record, "publisher"),
        "publisher_place": _said(record, "pub-location"),
        "short_journal": _said(record, "periodical/abbr-1") or _said(record, "titles/alt-title"),
        "published": _published(record),
        "month": month_of(_said(record, "dates/pub-dates/date")),
        "status": of_note(_text(record, "notes")),
        "keywords": tuple(filter(None, map(_line, _all(record, "keywords/keyword")))),
        "abstract": _text(record, "abstract"),
    }


def _located(record: Element) -> dict[str, str | None]:
    """Its pages, or its article number, which EndNote keeps among the fields of which everyone may make what they like ("x" for what is done)."""
    number, pages = _said(record, "custom7"), located(_said(record, "pages"))
    return {"article_number": number, "page": pages["page"]} if re.search(r"\d", number) else pages


def _identity(record: Element) -> dict[str, Any]:
    """The identifiers of a record; EndNote's own number only counts records of the file and is not one."""
    links = [_line(one) for kind in ("related", "web") for one in _all(record, f"urls/{kind}-urls/url")]
    notes = _text(record, "notes")
    doi = best_doi(_said(record, "electronic-resource-num"), *map(doi_of_link, links), noted_doi(notes))
    url = next(filter(None, map(web_address, links)), None)
    number = _said(record, "accession-num")
    pmid = number if re.fullmatch(r"\d{1,8}", number) else noted_pmid(notes)
    has_doi = doi is not None and Doi.within(doi) is not None
    named = None if has_doi or pmid else number or None
    return {"doi": doi, "pmid": pmid, "url": url, "source_id": named}


def _people(record: Element, role: str) -> list[Author]:
    return [_author(name) for one in _all(record, f"contributors/{role}/author") if (name := _line(one))]


def _author(name: str) -> Author:
    """A person, or a group, whose name ends in a comma in EndNote."""
    return Author(name=name.rstrip(", ")) if name.endswith(",") and name.strip(", ") else author(name)


def _published(record: Element) -> date | None:
    text, year = _said(record, "dates/pub-dates/date"), next(iter(years_in(_said(record, "dates/year"))), "")
    month_first = _MONTH_FIRST.fullmatch(text)
    return whole_date(f"{month_first[2]} {month_first[1]} {year}" if month_first else text)


def _said(record: Element, path: str) -> str:
    return _line(next(iter(_all(record, path)), None))


def _text(record: Element, path: str) -> str:
    return next(map(text_of, _all(record, path)), "")


def _all(record: Element, path: str) -> list[Element]:
    """What stands at a path; in a record of EndNote 7 under its name of old, or nothing."""
    return record.findall(_OLD.get(path, "-") if record.tag == "RECORD" else path)


def _line(element: Element | None) -> str:
    return " ".join(text_of(element).split())
