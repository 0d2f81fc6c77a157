"""Records of DataCite → a paper's fields. https://support.datacite.org/docs/api and https://schema.datacite.org describe them."""

from __future__ import annotations

import re
from typing import Any

from corpus.authors import author, person
from corpus.formats.cells import KINDS, span, web_address
from corpus.formats.fields import UNKNOWN, main_abstract, object_in, objects, text_in, when, words_in
from corpus.formats.places import place_in
from corpus.models import Author, Kind

_KINDS: dict[str, Kind] = {**KINDS, "bookchapter": "chapter", "conferencepaper": "paper-conference"}

_PAGES = re.compile(r"(\d{1,6} ?[-–] ?\d{1,6}) (?:pages?|seiten|pp?\.)", re.IGNORECASE)


def fields(record: dict[str, Any]) -> dict[str, Any]:
    """The fields of a record as ``Paper`` takes them."""
    record = object_in(record.get("attributes")) or record  # doi.org answers a record without that frame
    kinds, said = object_in(record.get("types")), objects(record.get("descriptions"))
    abstracts = (one for one in said if one.get("descriptionType") == "Abstract")
    held, publisher = _published_in(record), record.get("publisher")
    issued = {str(one.get("dateType")): text_in(one.get("date")) or "" for one in objects(record.get("dates"))}
    return {
        "doi": record.get("doi"),
        "url": web_address(text_in(record.get("url")) or ""),
        "title": _title(record.get("titles")),
        "authors": [made for one in objects(record.get("creators")) if (made := _name(one))],
        "type": text_in(kinds.get("resourceType")) or text_in(kinds.get("resourceTypeGeneral")),
        "kind": _KINDS.get(str(kinds.get("resourceTypeGeneral")).casefold()),
        "journal": held.get("title") or _title(held.get("titles")),
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
    told = place_in(page) if page and " " in page else {}
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
