"""A record of CSL-JSON, as Zotero exports it and Crossref answers it, → a paper's fields, and what it states about other papers.

https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html describes it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import reduce
from typing import Any

from corpus.authors import author, by_initials, people, person
from corpus.cleaning.persons import prefixed, without_particles
from corpus.doi import Doi
from corpus.formats.cells import OF_CSL, identified, issn_in, keywords_of, located, particular, pmid_in
from corpus.formats.fields import csl_date, date_said, object_in, objects, whole_date, years_in
from corpus.formats.making import RefusedError
from corpus.models import Author, Notice, Status, graver
from corpus.retractions import of_note

_NO_NAMES = frozenset("sequence affiliation role".split())  # what Crossref says of an author beside the name
_OF_CSL = frozenset("issued container-title container-title-short title-short".split())
_MAY_BE_CSL = frozenset("DOI URL PMID ISSN author".split())
_NEVER_CSL = frozenset("doi authors journal text _id year venue date Title".split())  # what others call so
# https://www.crossref.org/documentation/register-maintain-records/maintaining-your-metadata/registering-updates/
_NOTICES = {
    "retraction": "retracted", "withdrawal": "retracted", "removal": "retracted", "partial_retraction": "concern",
    "expression_of_concern": "concern", "correction": "corrected", "corrigendum": "corrected", "erratum": "corrected",
}  # fmt: skip
_GRAVE = ("corrected", "concern", "retracted")
_CALLED = {"corrected": "Correction", "concern": "Expression of concern", "retracted": "Retraction"}


def fields(record: dict[str, Any]) -> dict[str, Any]:
    """A CSL record's fields as a ``Paper`` takes them. Raises RefusedError."""
    note = record.get("note")
    told = identified(record.get("DOI"), note, _one(record.get("URL")))
    pmid = pmid_in(str(record.get("PMID") or "")) or told["pmid"]
    made = fields_of({name: record[name] for name in ("author", "editor", "issued") if record.get(name)})
    called, kind = OF_CSL.get(str(record.get("type")), (None, None))
    number = _one(record.get("article-number")) or _one(record.get("number"))
    page = located(_one(record.get("page")))
    return {
        "doi": told["doi"],
        "pmid": pmid,
        "source_id": None if pmid else _noted(note),
        "url": told["url"],
        "title": _title(record),
        "authors": made.get("author"),
        "editors": made.get("editor") or None,
        "type": _noticing(record) or _type(_one(record.get("genre")), called, kind),
        "kind": kind,
        "journal": _one(record.get("container-title")) or (_server(record) if kind == "preprint" else None),
        "short_journal": _one(record.get("container-title-short")) or _one(record.get("short-container-title")),
        "publisher": _one(record.get("publisher")),
        "publisher_place": _one(record.get("publisher-place")) or _one(record.get("publisher-location")),
        "issn": issn_in(_one(record.get("ISSN")) or ""),
        "year": next(
            iter(years(record)), record.get("year")
        ),  # as no CSL has it, but those who write such files by hand
        "volume": _one(record.get("volume")),
        "issue": _one(record.get("issue")),
        **({"article_number": number, "page": page["page"]} if number else page),
        "published": made.get("issued"),
        "month": made.get("month"),
        "cited_by": record.get("is-referenced-by-count"),
        "keywords": _keywords(record.get("keyword") or record.get("subject")),
        "status": _status(record),
        "abstract": _one(record.get("abstract")),
    }


def _type(genre: str | None, called: str | None, kind: str | None) -> str | None:
    """A thesis's genre, and an article's if it says more than that it is one; else what a record's type is called."""
    more = genre if kind == "thesis" else particular(genre) if called == "Article" else None
    return more or called


def is_csl(record: dict[str, Any]) -> bool:
    """Whether a record is CSL's rather than one with its writer's own names: it has a type, a date or a journal in a
    form that only CSL uses, or a name that only CSL has and none that CSL calls otherwise.
    """
    if str(record.get("type")) in OF_CSL or not _OF_CSL.isdisjoint(record):
        return True
    return "title" in record and not _MAY_BE_CSL.isdisjoint(record) and _NEVER_CSL.isdisjoint(record)


def is_crossrefs(record: dict[str, Any]) -> bool:
    """Whether a record is a work as Crossref gives it: titles, of which there may be several, and a DOI."""
    return isinstance(record.get("title"), list) and "DOI" in record


def notices(record: dict[str, Any]) -> list[Notice]:
    """What a Crossref record states about other papers: it retracts, doubts or corrects them."""
    doi = record.get("DOI")
    source = doi if isinstance(doi, str) else None
    return [
        Notice(of=str(one["DOI"]), status=status)
        for one in objects(record.get("update-to"))
        if one.get("DOI") and (status := _said(one.get("type"), source, one.get("updated")))
    ]


def _noticing(record: dict[str, Any]) -> str | None:
    """What a record is called that is a notice about another paper, whatever its title says."""
    own = str(record.get("DOI") or "").casefold()
    others = [notice for notice in notices(record) if notice.of.casefold() != own]
    return _CALLED[max(others, key=lambda one: _GRAVE.index(one.status.kind)).status.kind] if others else None


def _status(record: dict[str, Any]) -> Status | None:
    """A paper's gravest status, from Crossref's ``updated-by`` and relations."""
    relation = record.get("relation")
    related = relation.get("is-retracted-by") if isinstance(relation, dict) else None
    said = [
        _said(one.get("type"), one.get("DOI"), one.get("updated")) for one in objects(record.get("updated-by"))
    ]
    said += [of_note(str(record.get("status") or ""))]
    said += [_said("retraction", one.get("id"), None) for one in objects(related)]
    return reduce(graver, said, None)


def _said(kind: object, doi: object, updated: object) -> Status | None:
    """A status from an update's kind, its notice's DOI and its date; None for other kinds (a new version)."""
    found = _NOTICES.get(str(kind).casefold().replace("-", "_"))
    if found is None:
        return None
    notice = Doi.within(doi) if isinstance(doi, str) else None
    return Status(kind=found, source=notice.url if notice else None, on=_day(updated))


def _day(value: object) -> date | None:
    """The day in Crossref's ``date-parts``; None if it is a month, a year or invalid."""
    return whole_date(date_said(object_in(value)))


def _server(record: dict[str, Any]) -> str | None:
    """The server of a preprint, which Crossref calls the institution, and Zotero in CSL the publisher."""
    held = next((_one(one.get("name")) for one in objects(record.get("institution"))), None)
    return held or (None if is_crossrefs(record) else _one(record.get("publisher")))


def _title(record: dict[str, Any]) -> str:
    title, subtitle = _one(record.get("title")) or "", _one(record.get("subtitle"))
    return f"{title}: {subtitle}" if title and subtitle and subtitle.casefold() not in title.casefold() else title


def _one(value: object) -> str | None:
    """A text, or the first of several."""
    if isinstance(value, list):
        value = next((one for one in value if one), None)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value.strip() else None


def years(record: dict[str, Any]) -> list[int]:
    """The years in which the work appeared, online or in print; the record's main year first."""
    found = (_year(record.get(name)) for name in ("issued", "published", "published-print", "published-online"))
    return [year for year in found if year is not None]


def _year(value: object) -> int | None:
    if not isinstance(value, dict):
        value = {"raw": value} if isinstance(value, int | str) else {}
    parts = value.get("date-parts")
    first = parts[0][0] if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0] else None
    if first is not None and re.fullmatch(r"[0-9]{1,4}", str(first)):
        return int(first)
    said = years_in(str(value.get("raw") or value.get("literal") or ""))
    return int(said[0]) if said else None


def _keywords(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return keywords_of(value)
    return tuple(word for word in value if isinstance(word, str) and word) if isinstance(value, list) else ()


def _noted(note: object) -> str | None:
    found = re.search(r"\bsource-id:?\s*(\S+)", note) if isinstance(note, str) else None
    return found[1] if found else None


def fields_of(record: dict[str, Any]) -> dict[str, Any]:
    """A record's fields as ``Paper`` takes them, from our names or CSL's. Raises RefusedError."""
    fields = dict(record)
    for name in ("authors", "author", "editors", "editor"):
        if fields.get(name):
            fields[name] = _authors(fields[name])
    if isinstance(fields.get("keywords"), str):
        fields["keywords"] = keywords_of(fields["keywords"])
    if isinstance(where := fields.get("pages"), str) and not re.fullmatch(r"\d{1,3}", where.strip()):
        fields |= {name: fields.get(name) or value for name, value in located(where).items()} | {"pages": None}
    for name in ("issued", "published"):
        if fields.get(name):
            said = csl_date(fields[name], name)
            fields |= {one: value if one == name else fields.get(one) or value for one, value in said.items()}
    return fields


def _is_empty(one: object) -> bool:
    """True for an author of whom nothing is said but a place in the list, {"family": "", "given": "", "sequence": "first"}."""
    return (
        isinstance(one, dict)
        and one != {}
        and not any(str(value or "").strip() for name, value in one.items() if name not in _NO_NAMES)
    )


def _authors(value: object) -> list[Author]:
    if not isinstance(value, list | str):
        raise RefusedError("its authors are not a list")
    made = (
        list(people(value)) if isinstance(value, str) else [csl_author(one) for one in value if not _is_empty(one)]
    )
    if None in made:
        raise RefusedError("one of its authors has no name")
    return [one for one in made if one is not None]


def csl_author(one: object) -> Author | None:
    """An author of a JSON file: a printed name, or the parts of one by CSL's names; None if there is no name."""
    if isinstance(one, str) and one.strip():
        return author(one)
    if not isinstance(one, dict):
        return None
    family, given = one.get("family"), one.get("given")
    literal = one.get("literal")
    if isinstance(literal, str) and literal.strip() and not family and "," not in literal:
        whole = " ".join(literal.split())  # an institution's, by CSL; some write people so
        return by_initials(whole) or Author(name=whole)
    name = (
        literal
        or one.get("name")
        or one.get("full_name")
        or " ".join(str(part) for part in (given, family) if part)
    )
    if not isinstance(name, str) or not name.strip():
        return None
    return _of_parts(one, family, given) if isinstance(family, str) and family else author(name)


def _of_parts(one: Mapping[str, Any], family: str, given: object) -> Author:
    """A person from CSL's parts, particles before the family name; a name printed otherwise stays as printed."""
    parts = [one.get(name) for name in ("dropping-particle", "non-dropping-particle")]
    before = prefixed(*(" ".join(str(part or "").split()) for part in parts))
    suffix, printed = one.get("suffix"), one.get("name") or one.get("literal")
    called = without_particles(given, before) if isinstance(given, str) else None
    made = person(prefixed(before, family), called, suffix if isinstance(suffix, str) else None)
    return made.model_copy(update={"name": printed}) if isinstance(printed, str) and printed.strip() else made
