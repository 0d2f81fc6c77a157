"""Papers from PICA+, in which German and Dutch library networks hold articles, chapters and books: plain, in bytes, and in XML.

https://format.gbv.de/pica describes the ways of writing it, https://format.k10plus.de the fields. Fields of a library's own copy (1…, 2…) tell
nothing of a paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author, person
from corpus.formats.cells import issn_in
from corpus.formats.collecting import PLAINLY, Collector, Reading
from corpus.formats.fields import years_in
from corpus.formats.links import best_doi, doi_of_link, web_address
from corpus.formats.opening.decoding import text_of
from corpus.formats.sourcelines import numbers_in
from corpus.formats.xml.marcxml import is_around
from corpus.formats.xml.xmlrecords import collected
from corpus.formats.xml.xmltext import holds, within
from corpus.formats.xml.xmltext import text_of as said_in
from corpus.models import Author, Kind, Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_TAGS = ("record",)
_END, _FIELD, _PART = "\x1d", "\x1e", "\x1f"
_TAG = r"[012]\d\d[A-Z@](?:/\d{2,3})?"
_PLAIN = re.compile(rf"(?:{_TAG} [$ƒ][0-9A-Za-z][^\n]*\n){{1,4}}{_TAG} [$ƒ]")
_BYTES = re.compile(rf"[\d ]{{0,30}}\x1e?{_TAG} \x1f")
_OWN = re.compile(r"(?:^|\x1e)\s{0,9}0\d\d[A-Z@]", re.MULTILINE)
_LINE = re.compile(rf"({_TAG}) ((?:[$ƒ]).*)")
_PARTS = re.compile(r"(?<!\$)(?:\$\$)*+\$(?!\$)([0-9A-Za-z])")
_XML = re.compile(r"""(?:tag|id)=["']0\d\d[A-Z@]["']""")
_BESIDE = re.compile(r"[*(\[<].*", re.DOTALL)  # a name's dates and trade
_SORTED = re.compile(r"(?<!\S)@(?=\S)")
_WITHIN = ("s", "o")  # the second letter of what a record describes: a part of something
_WRITES = re.compile(r"(?:aut|cre|verf)|$", re.IGNORECASE)
_EDITS = re.compile(r"(?:edt|hrsg|herausgeber)", re.IGNORECASE)

_Field = tuple[str, list[tuple[str, str]]]


def is_text(head: str) -> bool:
    """Whether a file with this beginning is PICA+, plain or in bytes."""
    start = head.lstrip()
    return _PLAIN.match(start) is not None or _BYTES.match(start) is not None


def is_xml(head: str) -> bool:
    """Whether a file with this beginning is PICA+ in XML."""
    return holds(head, "record") and holds(head, "datafield", "tag") and _XML.search(head) is not None


def read_xml(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    return collected(path, _TAGS, lambda one: _fields(list(_of_xml(one))), reading, is_around=is_around)


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    text, collector = text_of(path), Collector(reading)
    line, seen = 1, 0
    for start, raw in _records(text):
        line, seen = line + text.count("\n", seen, start), start
        collector.take(line, _fields(list(_of_bytes(raw) if _PART in raw else _of_plain(raw))), raw)
    return collector.parsed(path.name)


def _records(text: str) -> Iterator[tuple[int, str]]:
    """Where each record begins, and its text: in bytes up to its end or a line's, plain up to an empty line. What holds only fields of
    copies belongs to the record before it.
    """
    ends = re.compile(rf"[{_END}\n]+" if _PART in text else r"\n[ \t\r]*+\n")
    begun, stop, at = 0, 0, 0  # stop: where the record that is being read ends so far; 0 before the first
    for end in chain((found.span() for found in ends.finditer(text)), ((len(text), len(text)),)):
        raw = text[at : end[0]]
        own = not stop or _OWN.search(raw) is not None
        if raw.strip():
            if stop and own:
                yield begun, text[begun:stop]
            begun, stop = at if own else begun, end[0]
        at = end[1]
    if stop:
        yield begun, text[begun:stop]


def _of_bytes(raw: str) -> Iterator[_Field]:
    for field in raw.split(_FIELD):
        tag, *parts = field.split(_PART)
        if tag.strip():
            yield tag.strip(), [(part[0], part[1:]) for part in parts if part]


def _of_plain(raw: str) -> Iterator[_Field]:
    for found in filter(None, map(_LINE.match, raw.split("\n"))):
        text = found[2].replace("ƒ", "$")
        starts = [*_PARTS.finditer(text)]
        ends = [*(one.end() - 2 for one in starts[1:]), len(text)][: len(starts)]
        parts = [(one[1], text[one.end() : end].replace("$$", "$")) for one, end in zip(starts, ends, strict=True)]
        yield found[1], parts


def _of_xml(record: Element) -> Iterator[_Field]:
    """The fields of a record, of which some ways of writing stand in a frame around the bibliographic ones."""
    for one in (*within(record, "datafield"), *within(record, "tag"), *within(record, "global", "tag")):
        parts = [*within(one, "subfield"), *within(one, "subf")]
        yield (
            one.get("tag") or one.get("id") or "",
            [((part.get("code") or part.get("id") or "")[:1], said_in(part)) for part in parts],
        )


_LINKS = (("017C", "u"), ("009Q", "u"), ("009P", "a"), ("009P", "u"))  # fields of addresses


def _fields(fields: Sequence[_Field]) -> dict[str, Any]:
    """A record's fields as ``Paper`` takes them."""
    sort = _first(fields, "002@", "0")
    hosted = bool(_first(fields, "039B", "t") or _first(fields, "039B", "8") or _first(fields, "039B", "a"))
    thesis = bool(_first(fields, "037C", "a") or _first(fields, "037C", "d"))
    called, kind = _what(thesis, hosted or sort[1:2] in _WITHIN, bool(_first(fields, "039B", "z")))
    links = [link for tag, code in _LINKS for link in _all(fields, tag, code)]
    doi = best_doi(*_all(fields, "004V", "0"), *map(doi_of_link, links))
    title, below = _first(fields, "021A", "a"), _first(fields, "021A", "d")
    held = _first(fields, "039B", "t") or _first(fields, "039B", "a") or _first(fields, "039B", "8")
    issue = {name: _first(fields, "031A", code) or None for name, code in (("volume", "d"), ("issue", "e"))}
    where = numbers_in(f"p. {_first(fields, '031A', 'h')}" if _first(fields, "031A", "h") else "")
    years = (_first(fields, "031A", "j"), _first(fields, "011@", "a"), _first(fields, "011@", "n"))
    return {
        "doi": doi,
        "source_id": None if doi else _first(fields, "003@", "0") or None,
        "url": next(filter(None, map(web_address, links)), None),
        "title": _plainly(f"{title}: {below}" if below else title),
        "authors": [*_people(fields, ("028A", "028B", "028C", "028D"), _WRITES), *_bodies(fields)],
        "editors": list(_people(fields, ("028C",), _EDITS)) if kind == "chapter" else None,
        "type": called,
        "kind": kind,
        "journal": _plainly(held),
        "issn": issn_in(_first(fields, "039B", "C") or _first(fields, "005A", "0") or _first(fields, "039B", "6")),
        "publisher": _first(fields, "033A", "n"),
        "publisher_place": _first(fields, "033A", "p"),
        "year": next((year for text in years for year in years_in(text)), None),
        **where,
        **issue,
        "keywords": _keywords(fields),
        "abstract": "\n".join(_all(fields, "047I", "a")),
    }


def _keywords(fields: Sequence[_Field]) -> list[str]:
    """The subjects of a record, each once."""
    subjects = (parts for tag in ("044N", "044K", "041A") for parts in _of(fields, tag))
    return list(dict.fromkeys(word for parts in subjects if (word := parts.get("a") or parts.get("8"))))


def _what(thesis: bool, within_another: bool, of_book: bool) -> tuple[str, Kind | None]:
    if thesis:
        return "Dissertation", "thesis"
    if not within_another:
        return "Book", "book"
    return ("Book chapter", "chapter") if of_book else ("Article", None)


def _people(fields: Sequence[_Field], tags: tuple[str, ...], roles: re.Pattern[str]) -> Iterator[Author]:
    """The names in a role; who is named among the others without one (028C) did not write the work."""
    for tag in tags:
        for parts in _of(fields, tag):
            role = parts.get("4") or parts.get("B", "").strip("[]")
            if not roles.match(role) or (not role and tag == "028C"):
                continue
            family, given = parts.get("a") or parts.get("A", ""), parts.get("d") or parts.get("D")
            before = parts.get("c") or parts.get("C")
            whole = parts.get("P") or _BESIDE.sub("", parts.get("8", "")).strip()
            if family:
                yield person(f"{before} {family}" if before else family, given)
            elif whole:
                yield author(whole)


def _bodies(fields: Sequence[_Field]) -> Iterator[Author]:
    for parts in _of(fields, "029A"):
        if name := parts.get("a") or parts.get("A") or parts.get("8"):
            yield Author(name=_plainly(name))


def _of(fields: Sequence[_Field], tag: str) -> Iterator[dict[str, str]]:
    """The fields of a tag, whichever number stands behind it, each as the first of its parts."""
    for name, parts in fields:
        if name.partition("/")[0] == tag:
            yield {code: text.strip() for code, text in reversed(parts)}


def _all(fields: Sequence[_Field], tag: str, code: str) -> Iterator[str]:
    yield from filter(None, (parts.get(code, "") for parts in _of(fields, tag)))


def _first(fields: Sequence[_Field], tag: str, code: str) -> str:
    return next(_all(fields, tag, code), "")


def _plainly(text: str) -> str:
    """A text without the sign before the word that it is sorted by: "Die @Glocken"."""
    return _SORTED.sub("", text, 1)
