"""Papers from Ex Libris' Primo, which libraries use for their catalogues: its normalised records (PNX), in XML or in
the JSON of its search.

Sections hold fields, each with several values: those for display, and those passed on to other programs ("addata"),
which are more reliable. https://developers.exlibrisgroup.com/primo/ describes them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from corpus.authors import listed
from corpus.formats.cells import KINDS, issn_in, located, pmid_in, span
from corpus.formats.collecting import PLAINLY, Reading
from corpus.formats.fields import month_of, object_in, whole_date, words_in, years_in
from corpus.formats.links import best_doi, web_address
from corpus.formats.xml.xmlrecords import collected
from corpus.formats.xml.xmltext import holds, locally, text_of
from corpus.models import Kind, Parsed
from corpus.patterns import late

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_Sections: TypeAlias = Mapping[str, Mapping[str, list[str]]]

_BEHIND = late(r"\$\$[A-Z0-9][^$]*")  # subfields: what a value is linked to, or called
_LIFE = late(r",? ?\d{4}-(?:\d{4})?\.?\Z")  # the years of one
_VALUE = late(r"\$\$V([^$]+)")
_DOI = late(r"\bdoi:?\s*(10\.\d\S{1,200})", re.IGNORECASE)
_CALLED: dict[str, tuple[str, Kind | None]] = {
    "article": ("Article", None), "book_chapter": ("Book chapter", "chapter"), "book": ("Book", "book"), "ebook": ("Book", "book"),
    "dissertation": ("Dissertation", "thesis"), "conference_proceeding": ("Conference paper", "paper-conference"), "report": ("Report", "report"),
    "preprint": ("Preprint", "preprint"), "review": ("Review", None),
}  # fmt: skip


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is Primo's XML."""
    return holds(head, "PrimoNMBib") or (
        holds(head, "addata") and holds(head, "display") and holds(head, "record")
    )


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, ("record",), _of_xml, reading)


def is_its(record: dict[str, Any]) -> bool:
    """Whether a JSON object is a record of Primo's."""
    return isinstance(record.get("pnx"), dict)


def fields(record: dict[str, Any]) -> dict[str, Any]:
    """A record of what Primo's search answers as ``Paper`` takes it."""
    sections = object_in(record.get("pnx"))
    return _fields(
        {name: {key: _values(value) for key, value in object_in(part).items()} for name, part in sections.items()}
    )


def _values(value: object) -> list[str]:
    return [value] if isinstance(value, str) else list(words_in(value))


def _of_xml(record: Element) -> dict[str, Any]:
    sections: dict[str, dict[str, list[str]]] = {}
    for part in record:
        held = sections.setdefault(locally(part), {})
        for one in part:
            held.setdefault(locally(one), []).append(text_of(one))
    return _fields(sections)


class _Parts:
    """The parts of a record: what the library shows, and what it passes on."""

    def __init__(self, sections: _Sections) -> None:
        self.control = sections.get("control", {})
        self.shown, self.passed = sections.get("display", {}), sections.get("addata", {})

    def of(self, part: Mapping[str, list[str]], *names: str) -> list[str]:
        """The values of some fields, each once."""
        values = (_bare(value) for name in names for value in part.get(name, ()))
        return list(dict.fromkeys(filter(None, values)))

    def first(self, *names: str) -> str:
        """The first value that is passed on under one of some names; "" if there is none."""
        return next(iter(self.of(self.passed, *names)), "")

    def first_shown(self, name: str) -> str:
        """The first value that is shown; "" if there is none."""
        return next(iter(self.of(self.shown, name)), "")


def _fields(sections: _Sections) -> dict[str, Any]:
    parts = _Parts(sections)
    called, kind = _sort(parts.first_shown("type"), parts.first("genre", "ristype"))
    dates = [*parts.of(parts.passed, "date", "risdate"), *parts.of(parts.shown, "creationdate")]
    noted = _DOI.search(" ".join(parts.of(parts.shown, "identifier")))
    return {
        "doi": best_doi(parts.first("doi"), noted[1].rstrip(";,.") if noted else None),
        "pmid": pmid_in(parts.first("pmid")) if parts.first("pmid") else None,
        "source_id": next(iter(parts.of(parts.control, "recordid")), None),
        "url": next(filter(None, map(web_address, parts.of(parts.passed, "url"))), None),
        "authors": listed(_signed(parts)),
        "type": called or None,
        "kind": kind,
        **_titled(parts, kind),
        "short_journal": parts.first("stitle") or None,
        "publisher": parts.first("pub") or parts.first_shown("publisher") or None,
        "publisher_place": parts.first("cop") or None,
        "issn": issn_in(" ".join(parts.of(parts.passed, "issn", "eissn"))),
        "year": next(filter(years_in, dates), None),
        "published": next(filter(None, map(whole_date, dates)), None),
        "month": next(filter(None, map(month_of, dates)), None),
        "volume": parts.first("volume") or None,
        "issue": parts.first("issue") or None,
        **_place(parts),
        "keywords": tuple(word.strip() for one in parts.of(parts.shown, "subject") for word in one.split(" ; ")),
        "abstract": parts.first("abstract") or parts.first_shown("description"),
    }


def _signed(parts: _Parts) -> list[str]:
    """Who signs a work, without dates of life and what else stands behind a name."""
    signed = parts.of(parts.passed, "au") or parts.of(parts.shown, "creator", "contributor")
    names = (name.partition("<")[0].strip() for one in signed for name in one.split(";"))
    return list(dict.fromkeys(_LIFE.sub("", name).strip() for name in names))


def _titled(parts: _Parts, kind: Kind | None) -> dict[str, str | None]:
    """The title of a work, and of what it appeared in."""
    chapter = kind == "chapter"
    own = parts.first("atitle") if chapter else ""
    book = parts.first("btitle") if chapter or "conference" in str(kind) else ""
    return {
        "title": own or _title(parts.first_shown("title")) or parts.first("atitle", "btitle"),
        "journal": parts.first("jtitle") or book or None,
    }


def _place(parts: _Parts) -> dict[str, str | None]:
    if number := parts.first("artnum"):
        return {"article_number": number}
    return located(parts.first("pages") or span(parts.first("spage"), parts.first("epage")))


def _sort(shown: str, passed: str) -> tuple[str, Kind | None]:
    """What a work is called, and its kind: as the library shows it, or where that is its own word ("pbooks") as it is passed on."""
    for called in (shown, passed):
        if found := _CALLED.get(called.casefold()):
            return found
    return shown.replace("_", " ").capitalize(), KINDS.get(shown.casefold())


def _title(written: str) -> str:
    """A title without the statement of responsibility behind it, which libraries write there."""
    return written.partition(" / ")[0].replace(" : ", ": ")


def _bare(value: str) -> str:
    """A value without its subfields, or what stands in the one that holds it."""
    if "$$" not in value:
        return value.strip()
    held = _VALUE.search(value)
    return (_BEHIND.sub("", value).strip() or (held[1] if held else "")).strip()
