"""DSpace's records in its own names, as JSON and XML: of an invented paper."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.formats.reading import read, told

TOLD = [
    ("dc.contributor.author", "Hay, Ada"), ("dc.contributor.author", "Pen, Otto"), ("dc.date.accessioned", "2021-05-01T10:00:00Z"), ("dc.date.issued", "2020-03-05"),
    ("dc.identifier.doi", "10.5555/goat.1"), ("dc.identifier.uri", "http://hdl.handle.net/1/2"), ("dc.description.abstract", "Forty goats wore bells."),
    ("dc.subject", "goats"), ("dc.subject", "bells"), ("dc.title", "Goat bells in the hills"), ("dc.title.alternative", "Bells"), ("dc.type", "Article"),
    ("dc.identifier.citation", "Hay A, Pen O. Goat bells in the hills. Goat Letters. 2020;3(2):101-109."),
]  # fmt: skip
RIGHT: dict[str, Any] = {
    "title": "Goat bells in the hills", "year": 2020, "published": "2020-03-05", "abstract": "Forty goats wore bells.", "keywords": ("goats", "bells"), "type": "Article",
    "volume": "3", "issue": "2", "page": "101-109", "url": "http://hdl.handle.net/1/2",
}  # fmt: skip


def _item() -> dict[str, Any]:
    held: dict[str, list[dict[str, Any]]] = {}
    for name, value in TOLD:
        held.setdefault(name, []).append({"value": value, "language": "en", "place": 0})
    return {
        "id": "u-1",
        "uuid": "u-1",
        "name": "Goat bells in the hills",
        "handle": "1/2",
        "metadata": held,
        "type": "item",
    }


def _xml(tag: str, name: str, schema: str) -> str:
    values = []
    for one, value in TOLD:
        _, element, *qualifier = one.split(".")
        further = f' qualifier="{qualifier[0] if qualifier else "none"}"' if qualifier or name == "dcvalue" else ""
        values.append(f'<{name} {schema}element="{element}"{further}>{value}</{name}>')
    return f"<{tag}>{''.join(values)}</{tag.partition(' ')[0]}>"


DIM = _xml('dim:dim xmlns:dim="http://www.dspace.org/xmlns/dspace/dim"', "dim:field", 'mdschema="dc" ')
FILES = {
    "an item.json": json.dumps(_item()),
    "items.json": json.dumps({"_embedded": {"items": [_item()]}, "page": {"size": 1}}),
    "a search.json": json.dumps(
        {"query": "goats", "_embedded": {"searchResult": {"_embedded": {"objects": [{"hitHighlights": None, "_embedded": {"indexableObject": _item()}}]}}}}
    ),
    "version 6.json": json.dumps([{"id": 1, "name": "x", "type": "item", "metadata": [{"key": name, "value": value} for name, value in TOLD]}]),
    "dim.xml": f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><metadata>{DIM}</metadata></record></ListRecords></OAI-PMH>',
    "one dim.xml": DIM,
    "dublin_core.xml": '<?xml version="1.0" encoding="utf-8"?>\n' + _xml('dublin_core schema="dc"', "dcvalue", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_record_in_dspaces_names(name: str, tmp_path: Path) -> None:
    parsed = read(tmp_path, FILES[name], name)
    assert (parsed.report.read, parsed.report.kept) == (1, 1)
    (paper,) = parsed.papers
    assert told(paper, RIGHT) == RIGHT
    assert ([one.name for one in paper.authors], str(paper.doi)) == (["Ada Hay", "Otto Pen"], "10.5555/goat.1")
