"""Papers from a project of Citavi as its backups hold it (.ctv5bak, .ctv6bak: XML in an archive): references here, and in tables of
their own the people, journals, publishers and keywords that they name by number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import person
from corpus.formats.cells import issn_in, located
from corpus.formats.collecting import PLAINLY, Reading, RefusedError
from corpus.formats.fields import when
from corpus.formats.links import web_address
from corpus.formats.xml.xmlrecords import collected, element_of
from corpus.formats.xml.xmlstream import records
from corpus.formats.xml.xmltext import holds, locally, said, text_of, within
from corpus.models import IN_BOOKS, Author, Kind, Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_TAGS = ("Reference",)
_NAMED = ("Person", "Periodical", "Publisher", "Keyword")
_JOINED = (
    "ReferenceAuthors",
    "ReferenceEditors",
    "ReferenceOrganizations",
    "ReferenceKeywords",
    "ReferencePublishers",
    "ReferenceReferences",
)
_TYPES: dict[str, tuple[str, Kind | None]] = {
    "journalarticle": ("Article", None), "newspaperarticle": ("Article", None), "contribution": ("Chapter", "chapter"), "book": ("Book", "book"),
    "bookedited": ("Book", "book"), "thesis": ("Thesis", "thesis"), "conferenceproceedings": ("Book", "book"), "internetdocument": ("Web page", "webpage"),
    "unpublishedwork": ("Unpublished work", None),
}  # fmt: skip
_PAGES = re.compile(r"<os>([^<>]{1,40})</os>\s*\Z")  # as they were typed, behind their parts


@dataclass
class _Tables:
    """What a project holds beside its references, by its numbers; a reference's title and year, for what stands in it."""

    people: dict[str, Author] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    issns: dict[str, str] = field(default_factory=dict)
    works: dict[str, tuple[str, str]] = field(default_factory=dict)
    joined: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    broken: int = 0


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is a project of Citavi."""
    return holds(head, "CitaviExchangeData")


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    tables = _tables(path)
    parsed = collected(path, _TAGS, lambda reference: _fields(reference, tables), reading)
    broken = f"people, journals or keywords of the project that could not be read were left out: {tables.broken}"
    return parsed.noted(broken) if tables.broken else parsed


def _tables(path: Path) -> _Tables:
    """All that references name by number: these tables stand before and behind them."""
    tables = _Tables()
    for record in records(path, (*_TAGS, *_NAMED, *_JOINED)):
        if not record.line:
            continue
        try:
            _keep(element_of(record), tables)
        except RefusedError:
            tables.broken += not record.raw.startswith("<Reference ")  # which is refused where it is read
    return tables


def _keep(element: Element, tables: _Tables) -> None:
    name, number = locally(element), element.get("id", "")
    if name == "Reference":
        tables.works[number] = (_title(element), said(element, "Year"))
    elif name == "Person":
        if made := _person(element):
            tables.people[number] = made
    elif name in _NAMED:
        tables.names[number] = said(element, "Name")
        tables.issns[number] = said(element, "ISSN")
    else:
        _join(name, element, tables)


def _join(name: str, element: Element, tables: _Tables) -> None:
    """Which numbers belong to which reference ("one;other;other"); works in it belong to a book."""
    for one in within(element, "OnetoN"):
        first, *others = text_of(one).split(";")
        if name == "ReferenceReferences":
            tables.parents.update(dict.fromkeys(others, first))
        else:
            tables.joined[name, first] = others


def _person(element: Element) -> Author | None:
    family = " ".join(filter(None, (said(element, "Prefix"), said(element, "LastName"))))
    given = " ".join(filter(None, (said(element, "FirstName"), said(element, "MiddleName"))))
    if not family:
        return None
    return person(family, given, said(element, "Suffix") or None) if given else Author(name=family)


def _title(reference: Element) -> str:
    title, below = (" ".join(said(reference, name).split()) for name in ("Title", "Subtitle"))
    return f"{title}: {below}" if below else title


def _fields(reference: Element, tables: _Tables) -> dict[str, Any]:
    number, journal = reference.get("id", ""), said(reference, "PeriodicalID")
    called, kind = _TYPES.get(said(reference, "ReferenceType").replace(" ", "").casefold(), (None, None))
    book = tables.parents.get(number, "")
    around, year = tables.works.get(book, ("", ""))
    pages = _PAGES.search(said(reference, "PageRange").strip())
    written = [*_names(number, "ReferenceAuthors", tables), *_names(number, "ReferenceOrganizations", tables)]
    editors = list(_names(book or number, "ReferenceEditors", tables))
    publishers = tables.joined.get(("ReferencePublishers", number)) or tables.joined.get(
        ("ReferencePublishers", book), []
    )
    return {
        "doi": said(reference, "DOI"),
        "pmid": said(reference, "PubMedID"),
        "url": web_address(said(reference, "OnlineAddress")),
        "title": _title(reference),
        "authors": written or (editors if kind == "book" else []),
        "editors": editors if kind in IN_BOOKS else None,
        "type": called,
        "kind": kind,
        "journal": tables.names.get(journal) or around,
        "issn": issn_in(tables.issns.get(journal, "")),
        "publisher": next((tables.names.get(one, "") for one in publishers), None),
        "publisher_place": said(reference, "PlaceOfPublication"),
        "year": said(reference, "Year") or said(reference, "Date") or year,
        **when(said(reference, "Date")),
        "volume": said(reference, "Volume"),
        "issue": said(reference, "Number"),
        **located(pages[1] if pages else None),
        "keywords": tuple(
            filter(None, (tables.names.get(one) for one in tables.joined.get(("ReferenceKeywords", number), ())))
        ),
        "abstract": said(reference, "Abstract"),
    }


def _names(number: str, role: str, tables: _Tables) -> Iterator[Author]:
    yield from (tables.people[one] for one in tables.joined.get((role, number), ()) if one in tables.people)
