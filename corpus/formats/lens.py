"""A record from Lens (API or JSON Lines) → a paper's fields. https://docs.api.lens.org/response-scholar.html"""

from __future__ import annotations

from typing import Any

from corpus.models import Author, Kind
from corpus.names import person

_KINDS: dict[str, Kind] = {
    "book chapter": "chapter", "book": "book", "conference proceedings article": "paper-conference",
    "dissertation": "thesis", "report": "report", "preprint": "preprint",
}  # fmt: skip


def is_lens(record: dict[str, Any]) -> bool:
    """Whether a JSON object is a work from Lens."""
    return "lens_id" in record


def fields(record: dict[str, Any]) -> dict[str, Any]:
    """The fields as ``Paper`` takes them; parts that differ from Lens' documentation are left out."""
    source, called = _object(record.get("source")), str(record.get("publication_type") or "")
    names = {str(one.get("type")): one.get("value") for one in _objects(record.get("external_ids"))}
    first, last = record.get("start_page"), record.get("end_page")
    return {
        "doi": names.get("doi"),
        "pmid": names.get("pmid"),
        "source_id": record.get("lens_id"),
        "title": record.get("title") or "",
        "authors": [one for author in _objects(record.get("authors")) if (one := _author(author))],
        "type": called.capitalize() or None,
        "kind": _KINDS.get(called.casefold()),
        "journal": source.get("title"),
        "publisher": source.get("publisher"),
        "issn": next((one.get("value") for one in _objects(source.get("issn"))), None),
        "year": record.get("year_published"),
        "published": str(record.get("date_published") or "")[:10] or None,
        "volume": record.get("volume"),
        "issue": record.get("issue"),
        "page": f"{first}-{last}" if first and last and first != last else first,
        "cited_by": record.get("scholarly_citations_count"),
        "keywords": tuple(word for word in record.get("keywords") or () if isinstance(word, str)),
        "abstract": record.get("abstract"),
    }


def _author(one: dict[str, Any]) -> Author | None:
    family, given = one.get("last_name"), one.get("first_name") or one.get("initials")
    if isinstance(family, str) and family.strip():
        return person(family, given if isinstance(given, str) else None)
    group = one.get("collective_name")
    return Author(name=group) if isinstance(group, str) and group.strip() else None


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
