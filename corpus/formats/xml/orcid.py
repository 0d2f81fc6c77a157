"""Works of ORCID, the JSON and the XML of its public record: all works of a person, one of them, or several with their contributors.

https://info.orcid.org/documentation/api-tutorials/api-tutorial-read-data-on-a-record/ describes them. A list of works tells no authors.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author
from corpus.formats.cells import KINDS, pmid_in
from corpus.formats.collecting import PLAINLY, Reading, RefusedError
from corpus.formats.fields import object_in, objects, text_in, when
from corpus.formats.links import web_address
from corpus.formats.xml.xmlrecords import collected
from corpus.formats.xml.xmltext import holds, locally, text_of
from corpus.models import Author, Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_TAGS = ("work", "work-summary")
_HELD = ("work-summary", "external-id", "contributor")  # of which an element may hold several
_WRITES = ("author", "writing")  # roles, of which others edited or translated
_TYPES = {"journal article": "Article", "other": None}
_DEEPEST = 20  # elements inside one another
_OURS = ("self", "version-of", "")  # relations of an identifier to the work; others are of what it stands in


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is ORCID's XML: works, or a whole record, which begins with other things."""
    return holds(head, "work", "works", "record", "bulk") and "://www.orcid.org/ns/" in head


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _TAGS, lambda element: fields(_told(element)), reading)


def _told(element: Element, deepest: int = _DEEPEST) -> dict[str, Any]:
    """An element as the JSON has it. Raises RefusedError for what is nested too deeply."""
    if deepest == 0:
        raise RefusedError("its elements are nested too deeply to be a paper's")
    made: dict[str, Any] = {}
    for child in element:
        name = locally(child)
        value = _told(child, deepest - 1) if len(child) else {"value": text_of(child)}
        if name in _HELD:
            made.setdefault(name, []).append(value)
        else:
            made.setdefault(name, value)
    return made


def is_its(record: dict[str, Any]) -> bool:
    """Whether a record is ORCID's: a work, or what it has of one from several sources."""
    held = object_in(record.get("work")) or record
    return "work-summary" in held or ("external-ids" in held and "put-code" in held)


def fields(record: dict[str, Any]) -> dict[str, Any]:
    """A work's fields as ``Paper`` takes them."""
    record = object_in(record.get("work")) or record
    if several := objects(record.get("work-summary")):  # the first is the one that its owner prefers
        each = [fields(one) for one in several]
        return {name: next((one[name] for one in each if one[name]), None) for name in each[0]}
    titles = object_in(record.get("title"))
    title, below = _value(titles.get("title")), _value(titles.get("subtitle"))
    date = object_in(record.get("publication-date"))
    day = "-".join(filter(None, (_value(date.get(name)) for name in ("year", "month", "day"))))
    called = (_value(record.get("type")) or "").casefold().replace("_", " ").replace("-", " ")
    doi, pmid = _number(record, "doi"), pmid_in(_number(record, "pmid") or "")
    number = (_number(record, "arxiv") or "").removeprefix("arXiv:")
    return {
        "doi": doi,
        "pmid": pmid,
        "source_id": None if doi or pmid else f"arXiv:{number}" if number else _number(record, "eid"),
        "url": web_address(_value(record.get("url")) or ""),
        "title": ": ".join(filter(None, (title, below))),
        "authors": [
            made
            for one in objects(object_in(record.get("contributors")).get("contributor"))
            if (made := _name(one))
        ],
        "type": _TYPES.get(called, called.capitalize() or None),
        "kind": KINDS.get(called),
        "journal": _value(record.get("journal-title")),
        "year": _value(date.get("year")),
        **when(day),
        "abstract": _value(record.get("short-description")),
    }


def _value(said: object) -> str | None:
    """A text, which stands in an object of its own or alone."""
    return text_in(object_in(said).get("value")) or text_in(said)


def _number(record: dict[str, Any], kind: str) -> str | None:
    """The work's identifier of a kind; not that of the journal or book it stands in."""
    given = objects(object_in(record.get("external-ids")).get("external-id"))
    found = (
        _value(one.get("external-id-value"))
        for one in given
        if (_value(one.get("external-id-type")) or "").casefold() == kind
        and (_value(one.get("external-id-relationship")) or "").casefold().replace("_", "-") in _OURS
    )
    return next(filter(None, found), None)


def _name(one: dict[str, Any]) -> Author | None:
    name = _value(one.get("credit-name"))
    role = _value(object_in(one.get("contributor-attributes")).get("contributor-role")) or "author"
    return author(name) if name and any(part in role.casefold() for part in _WRITES) else None
