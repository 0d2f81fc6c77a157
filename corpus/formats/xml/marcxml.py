"""Papers from MARCXML, in which library catalogues hold articles, chapters, books and theses: MARC 21, and UNIMARC, whose fields have other numbers.

https://www.loc.gov/marc/bibliographic/ and https://www.ifla.org/unimarc/ describe the fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author, is_suffix, person
from corpus.formats.cells import issn_in
from corpus.formats.collecting import PLAINLY, Reading
from corpus.formats.fields import years_in
from corpus.formats.links import best_doi, doi_of_link, web_address
from corpus.formats.sourcelines import numbers_in
from corpus.formats.xml.xmlrecords import collected
from corpus.formats.xml.xmltext import holds, said, text_of, within
from corpus.models import Author, Kind, Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_TAGS = ("record",)
_LEVELS: dict[str, tuple[str, Kind | None]] = {  # of the leader: what the record describes
    "a": ("Book chapter", "chapter"), "b": ("Article", None), "m": ("Book", "book"),
}  # fmt: skip
_UNSORTED = dict.fromkeys((0x88, 0x89, 0x98, 0x9C))
_LEVEL = 7  # its place in the leader
_WRITES = re.compile(r"(?:aut|author|cre|creator|writer)\b|$", re.IGNORECASE)
_EDITS = re.compile(r"(?:edt|edited|editor|ed\b)", re.IGNORECASE)
_LAST_STOP = re.compile(r"(?<=\w{3})\.$")  # behind a name; an initial keeps its own
_NAMED = r"<(?:[\w.-]{1,40}:)?"
_AROUND = re.compile(
    rf"{_NAMED}record[^>]{{0,200}}>\s*{_NAMED}(?:header|recordSchema|recordPacking)\b(?!.*</(?:[\w.-]{{1,40}}:)?record>)",
    re.DOTALL,
)
_TITLED = re.compile(r"""tag=["']2(?:45|00)["']""")  # other catalogues' fields have other numbers
_OF_UNIMARC = re.compile(r"0{0,2}7\d\b|$")  # codes of who wrote a work, in UNIMARC; a name with none did
_EDITS_IN_UNIMARC = re.compile(r"0?(?:340|650)\b")
_DATES = slice(9, 13)  # of the coded data: the year it came out
_MARKS = " /:;,="  # which catalogues write between the parts of a field


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is MARCXML."""
    named = "://www.loc.gov/MARC21/slim" in head or (holds(head, "datafield") and _TITLED.search(head) is not None)
    return holds(head, "record") and named


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _TAGS, fields, reading, is_around=is_around)


def is_around(raw: str) -> bool:
    """Whether a record is a service's, around a record of the catalogue's that has the same name."""
    return _AROUND.match(raw) is not None


def fields(record: Element) -> dict[str, Any]:
    """The fields of a record as ``Paper`` takes them."""
    if _is_of_unimarc(record):
        return _of_unimarc(record)
    called, kind = _what(record)
    part, links = _first(record, "773", "g"), list(_all(record, "856", "u"))
    dois = [
        text for one in _of(record, "024") if _part(one, "2").casefold() == "doi" and (text := _part(one, "a"))
    ]
    doi = best_doi(*dois, *map(doi_of_link, links))
    printed = _first(record, "264", "c") or _first(record, "260", "c") or part
    dates = (printed, _first(record, "773", "d"), _control(record, "008")[7:11])
    return {
        "doi": doi,
        "source_id": None if doi else _number(record),
        "url": next(filter(None, map(web_address, links)), None),
        "title": _title(record),
        "authors": list(_people(record, ("100", "110", "700", "710"), _WRITES)),
        "editors": list(_people(record, ("700", "710"), _EDITS)) if kind == "chapter" else None,
        "type": called,
        "kind": kind,
        "journal": _first(record, "773", "t").rstrip(_MARKS + "."),
        "issn": issn_in(_first(record, "773", "x") or _first(record, "022", "a")),
        "publisher": (_first(record, "264", "b") or _first(record, "260", "b")).rstrip(_MARKS),
        "publisher_place": (_first(record, "264", "a") or _first(record, "260", "a")).rstrip(_MARKS),
        "year": next((year for text in dates for year in years_in(text)), None),
        **numbers_in(part),
        "keywords": tuple(word.rstrip(".") for tag in ("650", "653") for word in _all(record, tag, "a")),
        "abstract": "\n".join(
            " ".join(filter(None, (_part(one, "a"), _part(one, "b")))) for one in _of(record, "520")
        ),
    }


def _is_of_unimarc(record: Element) -> bool:
    """Whether a record has its title where UNIMARC has it."""
    return not _of(record, "245") and bool(_first(record, "200", "a"))


def _of_unimarc(record: Element) -> dict[str, Any]:
    """The fields of a record whose numbers are UNIMARC's."""
    host = next((one for tag in ("461", "463", "464") for one in _of(record, tag)), None)
    called, kind = _what_of_unimarc(record, host)
    stands = host if kind != "book" else None
    part = " ".join(_first(record, tag, "v") for tag in ("461", "463", "464") if _first(record, tag, "v"))
    printed = (
        _first(record, "214", "d")
        or _first(record, "210", "d")
        or _first(record, "463", "d")
        or _first(record, "461", "d")
    )
    links = list(_all(record, "856", "u"))
    dois = [
        text for one in _of(record, "017") if _part(one, "2").casefold() == "doi" and (text := _part(one, "a"))
    ]
    title, number, part_of, below = (_first(record, "200", code).rstrip(_MARKS) for code in "ahie")
    named = ", ".join(filter(None, (number, part_of)))
    title = f"{title}. {named}" if named else title
    doi = best_doi(*dois, *map(doi_of_link, links))
    return {
        "doi": doi,
        "source_id": None if doi else _control(record, "001"),
        "url": next(filter(None, map(web_address, links)), None),
        "title": f"{title}: {below}" if below else title,
        "authors": list(_in_unimarc(record, ("700", "701", "702", "710", "711", "712"), _OF_UNIMARC)),
        "editors": list(_in_unimarc(record, ("701", "702"), _EDITS_IN_UNIMARC)) if kind == "chapter" else None,
        "type": called,
        "kind": kind,
        "journal": _part(stands, "t").rstrip(_MARKS + ".") if stands is not None else None,
        "issn": issn_in((_part(host, "x") if host is not None else "") or _first(record, "011", "a")),
        "publisher": (_first(record, "214", "c") or _first(record, "210", "c")).rstrip(_MARKS),
        "publisher_place": (_first(record, "214", "a") or _first(record, "210", "a")).rstrip(_MARKS),
        "year": next(
            (year for text in (printed, part, _first(record, "100", "a")[_DATES]) for year in years_in(text)), None
        ),
        **numbers_in(part),
        "keywords": tuple(word.rstrip(".") for tag in ("606", "610") for word in _all(record, tag, "a")),
        "abstract": "\n".join(_all(record, "330", "a")),
    }


def _what_of_unimarc(record: Element, host: Element | None) -> tuple[str, Kind | None]:
    """What a record describes; a chapter's host has an ISBN."""
    if _of(record, "328"):
        return "Dissertation", "thesis"
    level = said(record, "leader")[_LEVEL : _LEVEL + 1]
    if level == "m" or (host is None and level not in ("a", "b")):
        return "Book", "book"
    return ("Book chapter", "chapter") if host is not None and _part(host, "y") else ("Article", None)


def _in_unimarc(record: Element, tags: tuple[str, ...], roles: re.Pattern[str]) -> Iterator[Author]:
    """The names in a role, each in parts; a secondary one (702, 712) wrote the work only where its code says so."""
    for tag in tags:
        for one in _of(record, tag):
            family, given = _part(one, "a").strip(_MARKS), _part(one, "b").strip(_MARKS)
            codes = [_text(part) for part in within(one, "subfield") if part.get("code") == "4"] or [""]
            told = [code for code in codes if code or not tag.endswith("2")]
            if family and any(map(roles.match, told)):
                yield Author(name=family) if tag.startswith("71") else person(family, given or None)


def _number(record: Element) -> str:
    """The number of a record, behind the sign of the catalogue whose number it is, where that is given: "(DE-1)77"."""
    whose, number = _control(record, "003"), _control(record, "001")
    return f"({whose}){number}" if whose and number else number


def _what(record: Element) -> tuple[str, Kind | None]:
    if _of(record, "502"):
        return "Dissertation", "thesis"
    level = said(record, "leader")[_LEVEL : _LEVEL + 1]
    return _LEVELS.get(level, ("Article", None) if _of(record, "773") else ("Book", "book"))


def _title(record: Element) -> str:
    """The title, the number and name of the part that this is, and what stands below it."""
    title, number, part, below = (_first(record, "245", code).rstrip(_MARKS) for code in "anpb")
    named = ", ".join(filter(None, (number, part)))
    title = f"{title.removesuffix('.')}. {named}" if named else title
    return f"{title}: {below}" if below else title.removesuffix(".")


def _people(record: Element, tags: tuple[str, ...], roles: re.Pattern[str]) -> Iterator[Author]:
    """The names in a role; a name without one wrote the work, but for one with a title, which is another work's."""
    for one in (one for tag in tags for one in _of(record, tag) if not _part(one, "t")):
        name = _LAST_STOP.sub("", _part(one, "a").rstrip(_MARKS))
        role = _part(one, "e") or _part(one, "4")
        if name and roles.match(role):
            behind = _part(one, "c").rstrip(_MARKS)
            yield (
                _group(one, name)
                if one.get("tag", "").endswith("10")
                else author(f"{name}, {behind}" if is_suffix(behind) else name)
            )


def _group(field: Element, name: str) -> Author:
    """A body, with the parts of it that are meant: "United States. Department of Owls"."""
    below = (_text(one).rstrip(_MARKS + ".") for one in within(field, "subfield") if one.get("code") == "b")
    return Author(name=". ".join((name, *filter(None, below))))


def _of(record: Element, tag: str) -> list[Element]:
    return [one for one in within(record, "datafield") if one.get("tag") == tag]


def _part(field: Element, code: str) -> str:
    """The first subfield of a code."""
    return next((_text(one) for one in within(field, "subfield") if one.get("code") == code), "")


def _text(part: Element) -> str:
    """A part's text without the marks around an article that is not sorted by."""
    return text_of(part).translate(_UNSORTED)


def _all(record: Element, tag: str, code: str) -> Iterator[str]:
    yield from filter(None, (_part(one, code) for one in _of(record, tag)))


def _first(record: Element, tag: str, code: str) -> str:
    return next(_all(record, tag, code), "")


def _control(record: Element, tag: str) -> str:
    return next((text_of(one) for one in within(record, "controlfield") if one.get("tag") == tag), "")
