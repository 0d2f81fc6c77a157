"""Papers from Zotero's “Bibliontology RDF”, read as the items of Zotero that they are.

Every thing is a node, inside another or by itself and pointed at: the item, the issue and the journal that it is part of, each person. A
user's item points at what it is of. https://github.com/zotero/translators/blob/master/Bibliontology%20RDF.js writes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from corpus.formats.xmltext import locally, said, within

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

Item = tuple["Element", Callable[[], dict[str, Any]]]
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_USERS = re.compile(r"<(?:\w{1,20}:)?UserItem\b")
_BESIDE = frozenset({"Attachment", "Note"})
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
    """Whether RDF that begins so has users' items of Zotero's."""
    return "://purl.org/ontology/bibo/" in head and _USERS.search(head) is not None


def items(root: Element) -> list[Item]:
    """Each item, and what tells all that Zotero's own JSON has of it: what users' items point at, and works by themselves. Notes and attached
    files are none."""
    top = [one for one in root if isinstance(one.tag, str)]
    nodes = {name: one for one in top for name in _names(one)}
    told = [(user, item) for user in within(root, "UserItem") for item in _at(nodes, user, "resource")]
    seen = {id(item) for _, item in told} | {
        id(part) for one in root.iter() for part in _at(nodes, one, "isPartOf")
    }
    told += [(one, one) for one in top if id(one) not in seen and not _TYPES.keys().isdisjoint(_classes(one))]
    return [
        (item, partial(_record, nodes, user, item)) for user, item in told if _BESIDE.isdisjoint(_classes(item))
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


def _record(nodes: Mapping[str, Element], user: Element, item: Element) -> dict[str, Any]:
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
