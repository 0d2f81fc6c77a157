"""Papers from MARCXML, in which library catalogues hold articles, chapters, books and theses.

https://www.loc.gov/marc/bibliographic/ describes the fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author, is_suffix
from corpus.formats.cells import best_doi, doi_of_link, issn_in, web_address
from corpus.formats.collecting import PLAINLY, Reading, RefusedError
from corpus.formats.fields import years_in
from corpus.formats.places import place_in
from corpus.formats.xmlrecords import collected
from corpus.formats.xmltext import holds, said, text_of, within
from corpus.models import Author, Kind, Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_TAGS = ("record",)
_LEVELS: dict[str, tuple[str, Kind | None]] = {  # of the leader: what the record describes
    "a": ("Book chapter", "chapter"), "b": ("Article", None), "m": ("Book", "book"),
}  # fmt: skip
_LEVEL = 7  # its place in the leader
_WRITES = re.compile(r"(?:aut|author|cre|creator|writer)\b|$", re.IGNORECASE)
_EDITS = re.compile(r"(?:edt|edited|editor|ed\b)", re.IGNORECASE)
_LAST_STOP = re.compile(r"(?<=\w{3})\.$")  # behind a name; an initial keeps its own
_NAMED = r"<(?:[\w.-]{1,40}:)?"
_AROUND = re.compile(
    rf"{_NAMED}record[^>]{{0,200}}>\s*{_NAMED}(?:header|recordSchema|recordPacking)\b(?!.*</(?:[\w.-]{{1,40}}:)?record>)",
    re.DOTALL,
)
_TITLED = re.compile(r"""tag=["']245["']""")  # other catalogues' fields have other numbers
_MARKS = " /:;,="  # which catalogues write between the parts of a field


def looks_like(head: str) -> bool:
    """Whether a file that begins so is MARCXML."""
    named = "://www.loc.gov/MARC21/slim" in head or (holds(head, "datafield") and _TITLED.search(head) is not None)
    return holds(head, "record") and named


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _TAGS, fields, reading, is_around=_is_around)


def _is_around(raw: str) -> bool:
    """Whether a record is a service's, around a record of the catalogue's that has the same name."""
    return _AROUND.match(raw) is not None


def fields(record: Element) -> dict[str, Any]:
    """The fields of a record as ``Paper`` takes them. Raises RefusedError."""
    if _is_of_unimarc(record):
        raise RefusedError("it is UNIMARC, and MARC 21 is read; export it as that, or as RIS")
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
        **place_in(part),
        "keywords": tuple(word.rstrip(".") for tag in ("650", "653") for word in _all(record, tag, "a")),
        "abstract": "\n".join(
            " ".join(filter(None, (_part(one, "a"), _part(one, "b")))) for one in _of(record, "520")
        ),
    }


def _is_of_unimarc(record: Element) -> bool:
    """Whether a record has its title where UNIMARC has it."""
    return not _of(record, "245") and bool(_first(record, "200", "a"))


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
    below = (text_of(one).rstrip(_MARKS + ".") for one in within(field, "subfield") if one.get("code") == "b")
    return Author(name=". ".join((name, *filter(None, below))))


def _of(record: Element, tag: str) -> list[Element]:
    return [one for one in within(record, "datafield") if one.get("tag") == tag]


def _part(field: Element, code: str) -> str:
    """The first subfield of a code."""
    return next((text_of(one) for one in within(field, "subfield") if one.get("code") == code), "")


def _all(record: Element, tag: str, code: str) -> Iterator[str]:
    yield from filter(None, (_part(one, code) for one in _of(record, tag)))


def _first(record: Element, tag: str, code: str) -> str:
    return next(_all(record, tag, code), "")


def _control(record: Element, tag: str) -> str:
    return next((text_of(one) for one in within(record, "controlfield") if one.get("tag") == tag), "")
