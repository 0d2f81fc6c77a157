"""Papers from DataCite's XML, as repositories deposit it and answer a harvest. It says the same as DataCite's JSON, and is read as that.

https://schema.datacite.org describes it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.formats import datacite
from corpus.formats.collecting import PLAINLY, Reading
from corpus.formats.xmlrecords import collected
from corpus.formats.xmltext import holds, said, text_of, within
from corpus.models import Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_TAGS = ("resource",)
_LISTS = {  # of a record: what stands in each, and the name of its text
    "titles": ("title", "title"), "subjects": ("subject", "subject"), "dates": ("date", "date"),
    "descriptions": ("description", "description"), "rightsList": ("rights", "rights"),
}  # fmt: skip
_OF_ITEM = ("volume", "issue", "firstPage", "lastPage")


def looks_like(head: str) -> bool:
    """Whether a file that begins so is DataCite's XML."""
    return holds(head, *_TAGS) and "datacite.org/" in head


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _TAGS, _fields, reading)


def _fields(resource: Element) -> dict[str, Any]:
    kind = next(iter(within(resource, "resourceType")), None)
    general = None if kind is None else kind.get("resourceTypeGeneral")
    return datacite.fields(
        {
            "doi": next((text_of(one) for one in within(resource, "identifier") if _is_doi(one)), None),
            "creators": [_creator(one) for one in within(resource, "creators", "creator")],
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


def _creator(one: Element) -> dict[str, str]:
    name = next(iter(within(one, "creatorName")), None)
    kind = "" if name is None else name.get("nameType", "")
    names = {part: said(one, part) for part in ("givenName", "familyName")}
    return {"name": text_of(name), "nameType": kind, **names}


def _item(one: Element) -> dict[str, Any]:
    """A work around this one, or beside it."""
    return {**one.attrib, "titles": _listed(one, "titles"), **{name: said(one, name) for name in _OF_ITEM}}
