"""Records of DataCite → a paper's fields; and papers from DataCite's XML, as repositories deposit it and answer a harvest, which says the same as
its JSON and is read as that. https://support.datacite.org/docs/api and https://schema.datacite.org describe them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author, person
from corpus.formats.cells import KINDS, span
from corpus.formats.collecting import PLAINLY, Reading
from corpus.formats.fields import UNKNOWN, main_abstract, object_in, objects, text_in, when, words_in
from corpus.formats.links import web_address
from corpus.formats.sourcelines import numbers_in
from corpus.formats.xml.xmlrecords import collected
from corpus.formats.xml.xmltext import holds, said, text_of, within
from corpus.models import IN_BOOKS, Author, Kind, Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_KINDS: dict[str, Kind] = {**KINDS, "bookchapter": "chapter", "conferencepaper": "paper-conference"}

_PAGES = re.compile(r"(\d{1,6} ?[-–] ?\d{1,6}) (?:pages?|seiten|pp?\.)", re.IGNORECASE)
_TAGS = ("resource",)
_LISTS = {  # of a record: what stands in each, and the name of its text
    "titles": ("title", "title"), "subjects": ("subject", "subject"), "dates": ("date", "date"),
    "descriptions": ("description", "description"), "rightsList": ("rights", "rights"),
}  # fmt: skip
_OF_ITEM = ("volume", "issue", "firstPage", "lastPage")


def fields(record: dict[str, Any]) -> dict[str, Any]:
    """The fields of a record as ``Paper`` takes them."""
    record = object_in(record.get("attributes")) or record  # doi.org answers a record without that frame
    kinds, said = object_in(record.get("types")), objects(record.get("descriptions"))
    kind = _KINDS.get(str(kinds.get("resourceTypeGeneral")).casefold())
    abstracts = (one for one in said if one.get("descriptionType") == "Abstract")
    held, publisher = _published_in(record), record.get("publisher")
    issued = {str(one.get("dateType")): text_in(one.get("date")) or "" for one in objects(record.get("dates"))}
    return {
        "doi": record.get("doi"),
        "url": web_address(text_in(record.get("url")) or ""),
        "title": _title(record.get("titles")),
        "authors": [made for one in objects(record.get("creators")) if (made := _name(one))],
        "editors": [
            made
            for one in objects(record.get("contributors"))
            if one.get("contributorType") == "Editor" and (made := _name(one))
        ]
        if kind in IN_BOOKS
        else None,
        "type": text_in(kinds.get("resourceType")) or text_in(kinds.get("resourceTypeGeneral")),
        "kind": kind,
        "journal": held.get("title") or _title(held.get("titles")),
        "issn": held.get("identifier") if str(held.get("identifierType")).upper().endswith("ISSN") else None,
        "publisher": publisher.get("name") if isinstance(publisher, dict) else publisher,
        "year": record.get("publicationYear"),
        **when(issued.get("Issued", "")),
        **_located(held, words_in(record.get("sizes"))),
        "licence": next(filter(None, map(_licence, objects(record.get("rightsList")))), None),
        "keywords": words_in([one.get("subject") for one in objects(record.get("subjects"))]),
        **main_abstract(
            (text_in(one.get("lang")) or UNKNOWN, text_in(one.get("description")) or "") for one in abstracts
        ),
    }


def _located(held: dict[str, Any], sizes: tuple[str, ...]) -> dict[str, Any]:
    """Where a work stands in its journal or book; some give all of it as a page ("Bd. 1 Nr. 1 (2018)"), and the pages as a size."""
    page = span(held.get("firstPage"), held.get("lastPage"))
    told = numbers_in(page) if page and " " in page else {}
    if told.get("volume") or told.get("issue"):
        page = next((found[1] for found in map(_PAGES.fullmatch, sizes) if found), None)
    return {
        "volume": held.get("volume") or told.get("volume"),
        "issue": held.get("issue") or told.get("issue"),
        "page": page,
    }


def _licence(rights: dict[str, Any]) -> str | None:
    """The address of a licence, which says which one it is."""
    return web_address(text_in(rights.get("rightsUri") or rights.get("rightsURI")) or "")


def _published_in(record: dict[str, Any]) -> dict[str, Any]:
    """The journal or book that a work stands in, as one of the two fields that DataCite has for it tells it."""
    held = object_in(record.get("container"))
    around = (one for one in objects(record.get("relatedItems")) if one.get("relationType") == "IsPublishedIn")
    return held if held.get("title") else next(around, held)


def _title(said: object) -> str:
    """The title with its subtitle; one in translation where there is no other."""
    titles = {
        str(one.get("titleType") or ""): text_in(one.get("title"))
        for one in reversed(objects(said) or [object_in(said)])
    }
    title, below = titles.get("") or next(filter(None, titles.values()), ""), titles.get("Subtitle")
    return f"{title}: {below}" if below and below != title else title


def _name(one: dict[str, Any]) -> Author | None:
    if family := text_in(one.get("familyName")):
        return person(family, text_in(one.get("givenName")))
    name = text_in(one.get("name"))
    return (Author(name=name) if one.get("nameType") == "Organizational" else author(name)) if name else None


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is DataCite's XML."""
    return holds(head, *_TAGS) and "datacite.org/" in head


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _TAGS, _fields, reading)


def _fields(resource: Element) -> dict[str, Any]:
    kind = next(iter(within(resource, "resourceType")), None)
    general = None if kind is None else kind.get("resourceTypeGeneral")
    return fields(
        {
            "doi": next((text_of(one) for one in within(resource, "identifier") if _is_doi(one)), None),
            "creators": [_creator(one, "creator") for one in within(resource, "creators", "creator")],
            "contributors": [
                {**_creator(one, "contributor"), "contributorType": one.get("contributorType", "")}
                for one in within(resource, "contributors", "contributor")
            ],
            "publisher": said(resource, "publisher") or None,
            "publicationYear": said(resource, "publicationYear"),
            "types": {"resourceType": text_of(kind), "resourceTypeGeneral": general},
            "relatedItems": [_item(one) for one in within(resource, "relatedItems", "relatedItem")],
            **{name: _listed(resource, name) for name in _LISTS},
        }
    )


def _is_doi(identifier: Element) -> bool:
    return identifier.get("identifierType", "DOI").upper() == "DOI"


def _listed(parent: Element, name: str) -> list[dict[str, str]]:
    """The elements of a list with their attributes, as objects."""
    inside, text = _LISTS[name]
    return [{**one.attrib, text: text_of(one)} for one in within(parent, name, inside)]


def _creator(one: Element, role: str) -> dict[str, str]:
    name = next(iter(within(one, f"{role}Name")), None)
    kind = "" if name is None else name.get("nameType", "")
    names = {part: said(one, part) for part in ("givenName", "familyName")}
    return {"name": text_of(name), "nameType": kind, **names}


def _item(one: Element) -> dict[str, Any]:
    """A work around this one, or beside it."""
    return {**one.attrib, "titles": _listed(one, "titles"), **{name: said(one, name) for name in _OF_ITEM}}
