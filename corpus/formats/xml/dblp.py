"""Papers from DBLP: its XML (of a record, a person, a search, or all of DBLP) and the JSON of its search. Neither has
abstracts.

https://dblp.org/xml/docu/dblpxml.pdf and https://dblp.org/faq/13501473.html describe them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author
from corpus.formats.cells import OF_BIBTEX, Types, located, without_stop
from corpus.formats.collecting import PLAINLY, Reading
from corpus.formats.fields import object_in, objects, text_in
from corpus.formats.links import best_doi, web_address
from corpus.formats.xml.xmlrecords import collected
from corpus.formats.xml.xmltext import holds, locally, said, text_of, within
from corpus.models import Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

# What an element is called, and what the search calls a record's type.
_TYPES: Types = {
    **OF_BIBTEX, "Journal Articles": ("Article", None), "Conference and Workshop Papers": ("Conference paper", "paper-conference"),
    "Parts in Books or Collections": ("Chapter", "chapter"), "Books and Theses": ("Book", "book"), "proceedings": ("Proceedings", "book"),
    "Editorship": ("Proceedings", "book"), "Informal and Other Publications": ("Preprint", "preprint"),
}  # fmt: skip
_TAGS = ("article", "inproceedings", "incollection", "book", "phdthesis", "mastersthesis", "proceedings", "hit")
_TOLD = "title journal booktitle venue publisher school year volume number pages doi".split()
_PREPRINTS = "CoRR"  # what arXiv is called there
# publishers had servers of their own for theirs
_DOI_LINK = re.compile(r"https?://(?:dx\.)?doi\.[a-z.]{3,40}/(10\.\S+)")
_NUMBER = re.compile(r" \d{4}\Z")  # by which namesakes are told apart
_OF_ARTICLE = re.compile(r"(\d+):\d+(?:-\1:\d+)?")  # article 12, its pages 1 to 30: "12:1-12:30"


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is DBLP's XML: records, or what its search answers."""
    return holds(head, "dblp", "dblpperson") or (
        holds(head, "hits") and holds(head, "hit") and "//dblp.org/" in head
    )


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _TAGS, _fields, reading)


def _fields(element: Element) -> dict[str, Any]:
    told = next(iter(within(element, "info")), element)  # a search tells each record in one
    written = {name: said(told, name) for name in _TOLD} | {"key": element.get("key") or said(told, "key")}
    signed = within(told, "author") or within(told, "authors", "author")
    return _paper(
        said(told, "type") or locally(element),
        written,
        [text_of(one) for one in signed],
        [text_of(one) for one in within(told, "ee")],
    )


def is_hit(record: dict[str, Any]) -> bool:
    """Whether a record of a JSON file is one of DBLP's search."""
    info = object_in(record.get("info"))
    return "title" in info and "key" in info and "type" in info


def fields(record: dict[str, Any]) -> dict[str, Any]:
    """The fields of a record of its search as ``Paper`` takes them."""
    info = object_in(record.get("info"))
    signed, links = object_in(info.get("authors")).get("author"), info.get("ee")
    names = [text_in(one.get("text")) or "" for one in objects(signed if isinstance(signed, list) else [signed])]
    written = {name: text_in(value) for name, value in info.items()}
    return _paper(str(info["type"]), written, names, [text_in(links) or ""])


def _paper(kind: str, written: Mapping[str, str | None], names: list[str], links: list[str]) -> dict[str, Any]:
    called, known = _TYPES.get(kind, (None, None))
    journal = written.get("journal") or written.get("booktitle") or written.get("venue")
    if journal == _PREPRINTS:
        called, known = _TYPES["Informal and Other Publications"]
    doi = best_doi(written.get("doi"), *(found[1] for link in links if (found := _DOI_LINK.match(link))))
    pages = written.get("pages") or ""
    numbered = _OF_ARTICLE.fullmatch(pages)
    return {
        "doi": doi,
        "source_id": None if doi or not written.get("key") else f"DBLP:{written['key']}",
        "url": next(filter(None, map(web_address, links)), None),
        "title": without_stop(written.get("title") or ""),
        "authors": [author(_NUMBER.sub("", name)) for name in names if name],
        "type": called,
        "kind": known,
        "journal": journal,
        "publisher": written.get("publisher") or written.get("school"),
        "year": written.get("year"),
        "volume": written.get("volume"),
        "issue": written.get("number"),
        **(located(pages) if numbered is None else {"article_number": numbered[1]}),
    }
