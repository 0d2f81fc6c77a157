"""Papers from Zotero's RDF, the first format that Zotero's “Export” offers, and from its Bibliontology, read as the Zotero items they describe.

An item's journal or book stands inside it, or elsewhere in the file with a reference to it; notes, files and
collections stand beside the items. https://github.com/zotero/translators/blob/master/Zotero%20RDF.js writes it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.formats import bibliontology, decoding, services
from corpus.formats.collecting import PLAINLY, Collector, Reading, RefusedError
from corpus.formats.xmlrecords import whole, written
from corpus.formats.xmltext import locally, said, text_of, within
from corpus.models import Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

    from corpus.formats.bibliontology import Item

LONGEST = 64 * 1024 * 1024  # bytes; ten thousand items with abstracts have some thirty million
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_ABOUT = re.compile(r"""\babout\s*=\s*("[^"]*"|'[^']*')""")
_BESIDE = frozenset({"attachment", "note", "annotation", "Attachment", "Memo", "Collection"})
_HOLDING = frozenset({"Journal", "Series", "Book"})  # what an item may be part of
_ROLES = {"authors": "author", "presenters": "author", "editors": "editor", "seriesEditors": "seriesEditor"}


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is RDF of Zotero's items."""
    named = "www.zotero.org/namespaces/export#" in head and ("itemType" in head or bibliontology.looks_like(head))
    return named and re.search(r"<(?:\w{1,20}:)?RDF\b", head) is not None


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances; notes and attached files are no records of it.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    text = decoding.text_of(path, LONGEST)
    root, collector = whole(text, path.name), Collector(reading)
    told, others = (bibliontology.items(root), 0) if bibliontology.looks_like(text) else _items(root)
    for line, item, record in _lined(text, told):
        raw = written(item)
        try:
            collector.take(line, services.fields(record()) or {}, raw)
        except RefusedError as refusal:
            collector.refuse(line, str(refusal), raw)
    if others:
        collector.note(f"{others:,} parts that are no items of Zotero were left out")
    return collector.parsed(path.name)


def _items(root: Element) -> tuple[list[Item], int]:
    """Each item with what Zotero's own JSON has of it, and the number of parts that are none."""
    export = _export(root)
    return [(item, partial(_record, item, export)) for item in export.items], export.others


@dataclass(frozen=True)
class _Export:
    """The items of a file; what stands by itself, by the name it is pointed at; how many items point at it; and the number of
    ``others``, which nobody points at.
    """

    items: Sequence[Element]
    parts: Mapping[str, Element]
    pointed: Mapping[str, int]
    others: int


def _export(root: Element) -> _Export:
    top = [one for one in root if isinstance(one.tag, str)]
    items = [one for one in top if said(one, "itemType") and not {locally(one), said(one, "itemType")} & _BESIDE]
    parts = {one.get(f"{_RDF}about", ""): one for one in top}
    pointed = Counter(
        name for one in items for part in within(one, "isPartOf") if (name := part.get(f"{_RDF}resource"))
    )
    known = {*map(id, items), *(id(one) for one in top if locally(one) in _BESIDE | _HOLDING)}
    others = sum(id(one) not in known and one.get(f"{_RDF}about") not in pointed for one in top)
    return _Export(items, parts, pointed, others)


def _lined(text: str, items: Sequence[Item]) -> Iterator[tuple[int, Element, Callable[[], dict[str, Any]]]]:
    """The items with their first lines (from 1), which are found by the names they have."""
    begins, at, line = dict[str, int](), 0, 1
    for found in _ABOUT.finditer(text):
        line, at = line + text.count("\n", at, found.start()), found.start()
        begins.setdefault(unescape(found[1][1:-1]), line)
    line = 1
    for item, record in items:
        line = begins.get(item.get(f"{_RDF}about", ""), line)
        yield line, item, record


def _record(item: Element, export: _Export) -> dict[str, Any]:
    """An item as Zotero's own JSON has it."""
    holding = [held for part in within(item, "isPartOf") for held in _held(part, export)]
    place = next((one for one, _ in holding if locally(one) != "Series"), None)
    own = [one for one, alone in holding if alone]
    return {
        "itemType": said(item, "itemType"),
        "title": said(item, "title"),
        "creators": [
            made
            for name, role in _ROLES.items()
            for one in within(item, name, "Seq", "li")
            for made in _creator(one, role)
        ],
        "abstractNote": "".join(text for one in within(item, "abstract") for text in one.itertext()),
        "publicationTitle": said(place, "title")
        or said(item, "repository")
        or said(item, "presentedAt", "Conference", "title"),
        "journalAbbreviation": said(place, "alternative"),
        "publisher": said(item, "publisher", "Organization", "name"),
        "place": said(item, "publisher", "Organization", "adr", "Address", "locality"),
        "volume": said(item, "volume") or said(place, "volume"),
        "issue": said(item, "number") or said(place, "number"),
        "pages": said(item, "pages"),
        "date": said(item, "date"),
        "DOI": _identifier("DOI", item, *own),
        "ISSN": _identifier("ISSN", item, *(one for one, _ in holding)),
        "url": said(item, "identifier", "URI", "value"),
        "extra": said(item, "description"),
        "tags": [{"tag": word} for one in within(item, "subject") if (word := _tag(one))],
    }


def _held(part: Element, export: _Export) -> Iterator[tuple[Element, bool]]:
    """The journal or book that an item is part of, and whether it is this item's alone."""
    yield from ((one, True) for one in part)
    name = part.get(f"{_RDF}resource")
    if name and name in export.parts:
        yield export.parts[name], export.pointed[name] == 1


def _identifier(kind: str, *places: Element) -> str:
    """The first identifier of a kind, as in "DOI 10.5555/o.1"."""
    found = (text_of(one) for place in places for one in within(place, "identifier"))
    return next((one.removeprefix(kind).strip(" :") for one in found if one.startswith(kind)), "")


def _creator(one: Element, role: str) -> Iterator[dict[str, str]]:
    for person in one:
        family, given = said(person, "surname"), said(person, "givenName") or said(person, "givenname")
        name = family or said(person, "name")
        if name:
            yield {"creatorType": role, **({"lastName": name, "firstName": given} if given else {"name": name})}


def _tag(one: Element) -> str:
    """A keyword: a text, or one that Zotero found by itself."""
    return said(one, "AutomaticTag", "value") or text_of(one)
