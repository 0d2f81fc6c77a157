"""Records of DSpace, the software of most repositories, by its own names ("dc.contributor.author"): the JSON of its interface (versions 6 and 7),
DIM in XML, and the archives that it exports (dublin_core.xml) → a paper's fields, read as the columns of its tables are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from corpus.formats import rowfields, table
from corpus.formats.columns import FIELDS
from corpus.formats.fields import object_in, objects, text_in
from corpus.formats.xmltext import locally, text_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

TAGS = ("dim", "dublin_core")  # of its records in XML
_TITLE, _SEVERAL = "dc.title", frozenset({"authors", "keywords", "editors"})


def is_its(record: dict[str, Any]) -> bool:
    """Whether an object is an item of DSpace, or a search's hit with one in it."""
    return any(name == _TITLE for name, _ in _told(record))


def of_json(record: dict[str, Any]) -> dict[str, Any]:
    """An item."""
    return _fields(_told(record))


def of_xml(record: Element) -> dict[str, Any]:
    """A record of DIM, or of an archive."""
    values = (one for one in record.iter() if locally(one) in ("field", "dcvalue"))
    return _fields((_name(one), text_of(one)) for one in values)


def _told(record: dict[str, Any]) -> list[tuple[str, str]]:
    item = object_in(object_in(record.get("_embedded")).get("indexableObject")) or record
    told = item.get("metadata")
    if isinstance(told, dict):
        return [
            (name, text_in(one.get("value")) or "") for name, values in told.items() for one in objects(values)
        ]
    return [(text_in(one.get("key")) or "", text_in(one.get("value")) or "") for one in objects(told)]


def _name(value: Element) -> str:
    parts = (value.get("mdschema", "dc"), value.get("element", ""), value.get("qualifier", ""))
    return ".".join(part for part in parts if part not in ("", "none"))


def _fields(told: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The fields of names with their values, of which people and keywords have several."""
    names, cells = list[str](), list[str]()
    for name, value in told:
        if name in names and FIELDS.get(table.named(name), "") in _SEVERAL:
            cells[names.index(name)] += f";{value}"
        else:
            names.append(name)
            cells.append(value)
    return rowfields.fields_of(cells, table.fields_in(names))
