"""Papers from MODS XML, which Zotero, library catalogues and repositories write.

https://www.loc.gov/standards/mods/userguide/ describes the elements.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author, person
from corpus.formats.cells import KINDS, issn_in, located, pmid_in, span
from corpus.formats.collecting import PLAINLY, Reading
from corpus.formats.fields import UNKNOWN, main_abstract, month_of, whole_date
from corpus.formats.links import web_address
from corpus.formats.xml.xmlrecords import collected
from corpus.formats.xml.xmltext import holds, language_of, said, text_of, within
from corpus.models import Author, Kind, Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_TAGS = ("mods",)
_DATES = ("dateIssued", "copyrightDate", "dateCreated")
_CAMELS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WRITERS = frozenset({"", "aut", "author", "cre", "creator"})
_EDITORS = frozenset({"edt", "editor"})


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is MODS."""
    return holds(head, "mods", "modsCollection")


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _TAGS, _fields, reading)


def _fields(record: Element) -> dict[str, Any]:
    host = next((one for one in within(record, "relatedItem") if one.get("type") == "host"), None)
    issued = within(record, "originInfo")  # one each for whoever printed, published and sold it
    part = next(iter((*within(record, "part"), *within(host, "part"))), None)
    kind = _kind(record)
    dates = (said(place, name) for place in (*issued, *within(host, "originInfo")) for name in _DATES)
    date = next(filter(None, dates), "") or said(part, "date")
    return {
        "doi": _identifier(record, "doi"),
        "pmid": pmid_in(_identifier(record, "pmid", "pubmed")),
        "url": next(
            (link for one in within(record, "location", "url") if (link := web_address(text_of(one)))), None
        ),
        "title": _title(record),
        "authors": _people(record, _WRITERS),
        "editors": _people(host if host is not None else record, _EDITORS) if kind else None,
        "type": said(record, "genre").capitalize(),
        "kind": kind,
        "journal": _title(host),
        "publisher": next(filter(None, (said(place, "publisher") for place in issued)), ""),
        "issn": issn_in(_identifier(host, "issn") or _identifier(record, "issn")),
        "year": date,
        "published": whole_date(date),
        "month": month_of(date),
        "volume": _detail(part, "volume"),
        "issue": _detail(part, "issue", "number"),
        **located(_pages(part)),
        "keywords": tuple(word for one in within(record, "subject", "topic") if (word := text_of(one))),
        **main_abstract((language_of(one, UNKNOWN), text_of(one)) for one in within(record, "abstract")),
    }


def _kind(record: Element) -> Kind | None:
    called = [text_of(one) for one in within(record, "genre")]
    words = (_CAMELS.sub(" ", one).casefold() for one in called)  # Zotero's "bookSection"
    return next(filter(None, map(KINDS.get, words)), None)


def _title(record: Element | None) -> str:
    """The title with its article and subtitle; of several the first that is no other one (abbreviated, translated …)."""
    own = [one for one in within(record, "titleInfo") if not one.get("type")]
    if not own:
        return ""
    whole = " ".join(filter(None, (said(own[0], "nonSort"), said(own[0], "title"))))
    below = said(own[0], "subTitle")
    return f"{whole}: {below}" if below else whole


def _people(record: Element, roles: frozenset[str]) -> list[Author]:
    """The names that have one of some roles; "" stands for none."""
    made = []
    for one in within(record, "name"):
        named = {text_of(role).casefold() for role in within(one, "role", "roleTerm")} or {""}
        if named & roles and (found := _person(one)):
            made.append(found)
    return made


def _person(one: Element) -> Author | None:
    parts: dict[str, list[str]] = {}
    for part in within(one, "namePart"):
        parts.setdefault(part.get("type", ""), []).append(text_of(part))
    family, given, name = (" ".join(parts.get(kind, ())) for kind in ("family", "given", ""))
    if family:
        return person(family, given or None, " ".join(parts.get("termsOfAddress", ())) or None)
    return (Author(name=name) if one.get("type") == "corporate" else author(name)) if name else None


def _identifier(record: Element | None, *kinds: str) -> str:
    return next(
        (text_of(one) for one in within(record, "identifier") if one.get("type", "").casefold() in kinds), ""
    )


def _detail(part: Element | None, *kinds: str) -> str:
    return next((said(one, "number") for one in within(part, "detail") if one.get("type") in kinds), "")


def _pages(part: Element | None) -> str:
    extent = next((one for one in within(part, "extent") if one.get("unit", "").startswith("page")), None)
    return span(said(extent, "start"), said(extent, "end")) or said(extent, "list")
