"""Papers from Zotero's RDF, the first format that Zotero's “Export” offers, and from its Bibliontology, read as the Zotero items they describe.

An item's journal or book stands inside it, or elsewhere in the file with a reference to it; notes, files and
collections stand beside the items. In Bibliontology every thing is a node, inside another or by itself and pointed at: the item, the issue and the journal that it is
part of, each person; a user's item points at what it is of. https://github.com/zotero/translators writes both (Zotero RDF.js, Bibliontology RDF.js).
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

from corpus.formats.collecting import PLAINLY, Collector, Reading, RefusedError
from corpus.formats.json import services
from corpus.formats.opening import decoding
from corpus.formats.xml.xmlrecords import whole, written
from corpus.formats.xml.xmltext import locally, said, text_of, within
from corpus.models import Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

LONGEST = 64 * 1024 * 1024  # bytes; ten thousand items with abstracts have some thirty million
_ABOUT = re.compile(r"""\babout\s*=\s*("[^"]*"|'[^']*')""")
_BESIDE = frozenset({"attachment", "note", "annotation", "Attachment", "Memo", "Collection"})
_HOLDING = frozenset({"Journal", "Series", "Book"})  # what an item may be part of
_ROLES = {"authors": "author", "presenters": "author", "editors": "editor", "seriesEditors": "seriesEditor"}
Item = tuple["Element", Callable[[], dict[str, Any]]]
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_USERS = re.compile(r"<(?:\w{1,20}:)?UserItem\b")
_UNTOLD = frozenset({"Attachment", "Note"})
# What Zotero calls the items of a class, of themselves and by what they are part of.
_TYPES = {
    "AcademicArticle": "journalArticle", "Book": "book", "BookSection": "bookSection", "Thesis": "thesis", "Report": "report",
    "Manuscript": "manuscript", "Webpage": "webpage", "Patent": "patent", "Document": "document", "Slideshow": "presentation",
}  # fmt: skip
_PARTS = {
    "Proceedings": "conferencePaper", "Magazine": "magazineArticle", "Newspaper": "newspaperArticle", "Dictionary": "dictionaryEntry",
    "Encyclopedia": "encyclopediaArticle", "Website": "blogPost",
}  # fmt: skip
_DEEPEST = 5  # an item is part of an issue, which is part of a journal


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is RDF of Zotero's items."""
    named = "www.zotero.org/namespaces/export#" in head and ("itemType" in head or _is_bibliontology(head))
    return named and re.search(r"<(?:\w{1,20}:)?RDF\b", head) is not None


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances; notes and attached files are no records of it.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    text = decoding.text_of(path, LONGEST)
    root, collector = whole(text, path.name), Collector(reading)
    told, others = (_described(root), 0) if _is_bibliontology(text) else _items(root)
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


def _is_bibliontology(head: str) -> bool:
    """Whether RDF that begins so has users' _described of Zotero's."""
    return "://purl.org/ontology/bibo/" in head and _USERS.search(head) is not None


def _described(root: Element) -> list[Item]:
    """Each item, and what tells all that Zotero's own JSON has of it: what users' _described point at, and works by themselves. Notes and attached
    files are none."""
    top = [one for one in root if isinstance(one.tag, str)]
    nodes = {name: one for one in top for name in _names(one)}
    told = [(user, item) for user in within(root, "UserItem") for item in _at(nodes, user, "resource")]
    seen = {id(item) for _, item in told} | {
        id(part) for one in root.iter() for part in _at(nodes, one, "isPartOf")
    }
    told += [(one, one) for one in top if id(one) not in seen and not _TYPES.keys().isdisjoint(_classes(one))]
    return [
        (item, partial(_record_of_item, nodes, user, item))
        for user, item in told
        if _UNTOLD.isdisjoint(_classes(item))
    ]


def _names(one: Element) -> list[str]:
    """The names by which others may point at a node: an address, or a name inside the file."""
    ids = (one.get(f"{_RDF}about"), one.get(f"{_RDF}nodeID"))
    return [name for name in (ids[0], f"_:{ids[1]}" if ids[1] else None) if name]


def _at(nodes: Mapping[str, Element], one: Element, *path: str) -> list[Element]:
    """The nodes at the end of a path of properties, wherever they stand."""
    found = [one]
    for name in path:
        found = [node for each in found for part in within(each, name) for node in _pointed(nodes, part)]
    return found


def _pointed(nodes: Mapping[str, Element], part: Element) -> list[Element]:
    name = part.get(f"{_RDF}resource") or f"_:{part.get(f'{_RDF}nodeID')}"
    return [*part, *([nodes[name]] if name in nodes else ())]


def _classes(one: Element) -> list[str]:
    """What a node is, by its element and by its types."""
    types = (part.get(f"{_RDF}resource", "") for part in within(one, "type"))
    return [locally(one), *(re.split("[/#]", name)[-1] for name in types if name)]


def _record_of_item(nodes: Mapping[str, Element], user: Element, item: Element) -> dict[str, Any]:
    chain = [item]
    while len(chain) < _DEEPEST and (further := _at(nodes, chain[-1], "isPartOf")):
        chain.append(further[0])
    held = chain[1:]
    place = next((one for one in held if said(one, "title") and "Series" not in _classes(one)), None)
    called = [*_classes(item), *(name for one in held for name in _classes(one))]
    tags = (said(one, "label") for one in _at(nodes, user, "tagged"))
    return {
        "itemType": next((_PARTS[name] for name in called if name in _PARTS), None)
        or next((_TYPES[name] for name in called if name in _TYPES), "document"),
        "title": said(item, "title"),
        "creators": [
            *_creators(nodes, _people(nodes, chain[:1], "authorList") or _at(nodes, item, "creator"), "author"),
            *_creators(nodes, _people(nodes, chain, "editorList"), "editor"),
        ],
        "abstractNote": "".join(text for one in within(item, "abstract") for text in one.itertext()),
        "publicationTitle": said(place, "title") or _first(_at(nodes, item, "presentedAt"), "title"),
        "journalAbbreviation": said(place, "shortTitle"),
        "publisher": _first(_at(nodes, chain[-1], "publisher"), "name"),
        "place": _first(_at(nodes, chain[-1], "publisher"), "localityName"),
        **{name: _first(chain, name) for name in ("volume", "issue", "date")},
        "pages": said(item, "pages") or said(item, "pageStart"),
        "DOI": said(item, "doi"),
        "ISSN": _first(chain, "issn"),
        "url": said(item, "uri"),
        "extra": said(item, "extra"),
        "tags": [{"tag": word} for word in tags if word],
    }


def _first(places: Sequence[Element], name: str) -> str:
    return next(filter(None, (said(one, name) for one in places)), "")


def _people(nodes: Mapping[str, Element], places: Sequence[Element], name: str) -> list[Element]:
    """The people of the first list of a name, in its order."""
    return next(filter(None, (_at(nodes, one, name, "li") for one in places)), [])


def _creators(nodes: Mapping[str, Element], people: Sequence[Element], role: str) -> Iterator[dict[str, str]]:
    for one in people:
        family, given = said(one, "surname"), said(one, "givenName") or said(one, "givenname")
        if name := family or said(one, "name"):
            yield {"creatorType": role, **({"lastName": name, "firstName": given} if given else {"name": name})}
