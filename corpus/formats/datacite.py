"""Records of DataCite → a paper's fields. https://support.datacite.org/docs/api and https://schema.datacite.org describe them."""

from __future__ import annotations

from typing import Any

from corpus.authors import author, person
from corpus.formats.cells import KINDS, span, web_address
from corpus.formats.fields import object_in, objects, text_in, when, words_in
from corpus.models import Author, Kind

_KINDS: dict[str, Kind] = {**KINDS, "bookchapter": "chapter", "conferencepaper": "paper-conference"}


def fields(record: dict[str, Any]) -> dict[str, Any]:
    """The fields of a record as ``Paper`` takes them."""
    record = object_in(record.get("attributes")) or record  # doi.org answers a record without that frame
    kinds, said = object_in(record.get("types")), reversed(objects(record.get("descriptions")))
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
        "volume": held.get("volume"),
        "issue": held.get("issue"),
        "page": span(held.get("firstPage"), held.get("lastPage")),
        "licence": next(filter(None, map(_licence, objects(record.get("rightsList")))), None),
        "keywords": words_in([one.get("subject") for one in objects(record.get("subjects"))]),
        "abstract": {str(one.get("descriptionType")): one.get("description") for one in said}.get("Abstract"),
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
