"""Records as repositories and their harvesters answer a search, one JSON object each → a paper's fields.

INSPIRE: https://github.com/inspirehep/rest-api-doc. HAL: https://api.archives-ouvertes.fr/docs/search. CORE: https://api.core.ac.uk/docs/v3.
OpenAIRE: https://graph.openaire.eu/docs/apis/graph-api. ERIC: https://eric.ed.gov/?api. schema.org: https://schema.org/ScholarlyArticle.
"""

from __future__ import annotations

from typing import Any

from corpus.authors import author, person
from corpus.doi import Doi
from corpus.formats.cells import KINDS, issn_in, keywords_of, located, span
from corpus.formats.fields import (
    UNKNOWN,
    but_new_year,
    first_of,
    main_abstract,
    object_in,
    objects,
    text_in,
    when,
    words_in,
)
from corpus.formats.links import best_doi, web_address
from corpus.models import Author, Kind

_KINDS: dict[str, tuple[str, Kind | None]] = {
    "article": ("Article", None), "book": ("Book", "book"), "book chapter": ("Chapter", "chapter"), "thesis": ("Thesis", "thesis"),
    "conference paper": ("Conference paper", "paper-conference"), "report": ("Report", "report"), "proceedings": ("Book", "book"),
    "art": ("Article", None), "comm": ("Conference paper", "paper-conference"), "couv": ("Chapter", "chapter"), "ouv": ("Book", "book"),
    "these": ("PhD thesis", "thesis"), "preprint": ("Preprint", "preprint"), "undefined": ("Preprint", "preprint"),
}  # fmt: skip
_OF_SCHEMA: dict[str, tuple[str, Kind | None]] = {
    "ScholarlyArticle": ("Article", None), "MedicalScholarlyArticle": ("Article", None), "Article": ("Article", None), "Book": ("Book", "book"),
    "Chapter": ("Chapter", "chapter"), "Thesis": ("Thesis", "thesis"), "Report": ("Report", "report"), "Dataset": ("Dataset", None),
    "BlogPosting": ("Blog post", None),
}  # fmt: skip
_DEEPEST = 5  # an issue in a volume in a journal


def is_inspires(record: dict[str, Any]) -> bool:
    """Whether a record is INSPIRE's, in the frame of its answer or alone."""
    told = object_in(record.get("metadata")) or record
    return isinstance(told.get("titles"), list) and ("control_number" in told or "document_type" in told)


def of_inspire(record: dict[str, Any]) -> dict[str, Any]:
    """A record of INSPIRE."""
    record = object_in(record.get("metadata")) or record
    title, place = _object(record.get("titles")), _published(record)
    called, kind = _KINDS.get(first_of(record.get("document_type")) or "", (None, None))
    number = _object(record.get("arxiv_eprints")).get("value")
    doi = next(
        (one.get("value") for one in objects(record.get("dois")) if one.get("material") in (None, "publication")),
        None,
    )
    journal = text_in(place.get("journal_title"))
    if called == "Article" and number and not doi and not journal:
        called, kind, journal = "Preprint", "preprint", "arXiv"
    printed = text_in(_object(record.get("imprints")).get("date")) or text_in(record.get("preprint_date")) or ""
    below = text_in(title.get("subtitle"))
    return {
        "doi": doi,
        "source_id": None if doi else f"arXiv:{number}" if number else str(record.get("control_number") or ""),
        "url": f"https://arxiv.org/abs/{number}" if number else None,
        "title": ": ".join(filter(None, (text_in(title.get("title")), below))),
        "authors": [*_signed(record, "author"), *_bodies(record)],
        "editors": _signed(record, "editor") if kind == "chapter" else None,
        "type": called,
        "kind": kind,
        "journal": journal,
        "publisher": _object(record.get("imprints")).get("publisher"),
        "year": place.get("year") or printed,
        **when(printed),
        "volume": place.get("journal_volume"),
        "issue": place.get("journal_issue"),
        **_located(place),
        "cited_by": record.get("citation_count"),
        "keywords": [one.get("value") for one in objects(record.get("keywords")) if one.get("source") == "author"],
        "abstract": _object(record.get("abstracts")).get("value"),
    }


def _object(listed: object) -> dict[str, Any]:
    """The first object of a list; an empty one where there is none."""
    return next(iter(objects(listed)), {})


def _published(record: dict[str, Any]) -> dict[str, Any]:
    """Where a record of INSPIRE came out: the first place with a journal."""
    places = objects(record.get("publication_info"))
    return next((one for one in places if one.get("journal_title")), next(iter(places), {}))


def _located(place: dict[str, Any]) -> dict[str, str | None]:
    first, last = text_in(place.get("page_start")), text_in(place.get("page_end"))
    return located(span(first, last) if last else text_in(place.get("artid")) or first)


def _signed(record: dict[str, Any], role: str) -> list[Author]:
    named = ((one, words_in(one.get("inspire_roles")) or ("author",)) for one in objects(record.get("authors")))
    return [author(name) for one, roles in named if role in roles and (name := text_in(one.get("full_name")))]


def _bodies(record: dict[str, Any]) -> list[Author]:
    return [Author(name=name) for name in words_in(record.get("corporate_author"))]


def of_hal(record: dict[str, Any]) -> dict[str, Any]:
    """A document of HAL."""
    called, kind = _KINDS.get(str(record.get("docType_s")).casefold(), (None, None))
    doi, pmid = text_in(record.get("doiId_s")), text_in(record.get("pubmedId_s"))
    day = text_in(record.get("publicationDate_s")) or text_in(record.get("producedDate_s")) or ""
    held = ("journalTitle_s", "bookTitle_s", "conferenceTitle_s")
    below = first_of(record.get("subTitle_s"))
    told = record.get("en_abstract_s") or record.get("abstract_s")
    return {
        "doi": doi,
        "pmid": pmid,
        "source_id": None if doi or pmid else text_in(record.get("halId_s")),
        "url": web_address(text_in(record.get("uri_s")) or ""),
        "title": ": ".join(filter(None, (first_of(record.get("title_s")), below))),
        "authors": [author(name) for name in words_in(record.get("authFullName_s"))],
        "type": called,
        "kind": kind,
        "journal": next(filter(None, (first_of(record.get(name)) for name in held)), None),
        "issn": issn_in(text_in(record.get("journalIssn_s")) or ""),
        "publisher": first_of(record.get("publisher_s")) or text_in(record.get("journalPublisher_s")),
        "year": record.get("publicationDateY_i") or record.get("producedDateY_i") or day,
        **when(day),
        "volume": first_of(record.get("volume_s")),
        "issue": first_of(record.get("issue_s")),
        **located(first_of(record.get("page_s"))),
        "keywords": words_in(record.get("keyword_s")),
        **main_abstract((UNKNOWN, text) for text in words_in(told) or (text_in(told) or "",)),
    }


def of_core(record: dict[str, Any]) -> dict[str, Any]:
    """A work of CORE."""
    held = _object(record.get("journals"))
    doi, number = text_in(record.get("doi")), record.get("id")
    return {
        "doi": doi,
        "pmid": record.get("pubmedId"),
        "source_id": None if doi or number is None else f"CORE:{number}",
        "url": web_address(text_in(record.get("downloadUrl")) or ""),
        "title": record.get("title") or "",
        "authors": [author(name) for one in objects(record.get("authors")) if (name := text_in(one.get("name")))],
        "kind": KINDS.get(str(record.get("documentType")).casefold()),
        "journal": text_in(held.get("title")),
        "issn": next((one for one in words_in(held.get("identifiers")) if issn_in(one)), None),
        "publisher": (text_in(record.get("publisher")) or "").strip("'\""),
        "year": record.get("yearPublished"),
        "published": but_new_year((text_in(record.get("publishedDate")) or "")[:10]),
        "cited_by": record.get("citationCount"),
        "abstract": record.get("abstract"),
    }


def of_openaire(record: dict[str, Any]) -> dict[str, Any]:
    """A research product of OpenAIRE."""
    held = object_in(record.get("container"))
    names = {str(one.get("scheme")): text_in(one.get("value")) for one in reversed(objects(record.get("pids")))}
    day, below = text_in(record.get("publicationDate")) or "", text_in(record.get("subTitle"))
    return {
        "doi": names.get("doi"),
        "pmid": names.get("pmid"),
        "source_id": None if names.get("doi") or names.get("pmid") else text_in(record.get("id")),
        "title": ": ".join(filter(None, (text_in(record.get("mainTitle")), below))),
        "authors": [made for one in objects(record.get("authors")) if (made := _openaires(one))],
        "journal": text_in(held.get("name")),
        "issn": issn_in(text_in(held.get("issnPrinted")) or text_in(held.get("issnOnline")) or ""),
        "publisher": text_in(record.get("publisher")),
        "year": day,
        "published": but_new_year(day),
        "volume": held.get("vol"),
        "issue": held.get("iss"),
        **located(span(held.get("sp"), held.get("ep"))),
        "abstract": first_of(record.get("descriptions")),
    }


def _openaires(one: dict[str, Any]) -> Author | None:
    family, given, whole = (text_in(one.get(name)) for name in ("surname", "name", "fullName"))
    return person(family, given) if family and given else author(whole) if whole else None


def of_eric(record: dict[str, Any]) -> dict[str, Any]:
    """A record of ERIC."""
    types = words_in(record.get("publicationtype"))
    return {
        "source_id": text_in(record.get("id")),
        "url": web_address(text_in(record.get("url")) or ""),
        "title": record.get("title") or "",
        "authors": [author(name) for name in words_in(record.get("author"))],
        "type": "Article" if "Journal Articles" in types else next(iter(types), None),
        "journal": text_in(record.get("source")),
        "issn": issn_in(" ".join(words_in(record.get("issn")))),
        "publisher": text_in(record.get("publisher")),
        "year": record.get("publicationdateyear"),
        "keywords": words_in(record.get("subject")),
        "abstract": record.get("description"),
    }


def is_of_schema(record: dict[str, Any]) -> bool:
    """Whether a record is a work as schema.org has it, JSON-LD of a repository or a page."""
    kinds = record.get("@type")
    return any(
        one in _OF_SCHEMA for one in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(one, str)
    )


def of_schema(record: dict[str, Any]) -> dict[str, Any]:
    """A work in schema.org's terms; the volume, issue and journal it is part of are read from the inside to the
    outside.
    """
    kinds = record.get("@type")
    called, kind = next(
        (_OF_SCHEMA[one] for one in (kinds if isinstance(kinds, list) else [kinds]) if one in _OF_SCHEMA),
        (None, None),
    )
    around, held = list[dict[str, Any]](), _first_object(record.get("isPartOf"))
    while held and len(around) < _DEEPEST:
        around.append(held)
        held = _first_object(held.get("isPartOf"))
    numbers = [record.get(name) for name in ("@id", "identifier", "sameAs", "url")]
    said = [one if isinstance(one, str) else text_in(_first_object(one).get("value")) for one in numbers]
    signed = record.get("author") or record.get("creator")
    words = record.get("keywords")
    return {
        "doi": best_doi(*filter(Doi.within, filter(None, said))),
        "url": next(filter(None, (web_address(one or "") for one in reversed(said))), None),
        "title": first_of(record.get("name")) or first_of(record.get("headline")) or "",
        "authors": [
            made for one in (signed if isinstance(signed, list) else [signed]) if (made := _of_person(one))
        ],
        "type": called,
        "kind": kind,
        "journal": next((text_in(one.get("name")) for one in reversed(around) if one.get("name")), None),
        "issn": issn_in(
            next((first_of(one.get("issn")) or "" for one in reversed(around) if one.get("issn")), "")
        ),
        "publisher": text_in(_first_object(record.get("publisher")).get("name")),
        "year": text_in(record.get("datePublished")),
        **when((text_in(record.get("datePublished")) or "")[:10]),
        "volume": next((one.get("volumeNumber") for one in around if one.get("volumeNumber")), None),
        "issue": next((one.get("issueNumber") for one in around if one.get("issueNumber")), None),
        "page": span(record.get("pageStart"), record.get("pageEnd")) or text_in(record.get("pagination")),
        "keywords": keywords_of(words) if isinstance(words, str) else words_in(words),
        "abstract": first_of(record.get("abstract")) or first_of(record.get("description")),
    }


def _first_object(value: object) -> dict[str, Any]:
    """An object, or the first of several."""
    return object_in(value) or next(iter(objects(value)), {})


def _of_person(one: object) -> Author | None:
    told = object_in(one)
    family, name = text_in(told.get("familyName")), text_in(told.get("name")) or text_in(one)
    if family:
        return person(family, text_in(told.get("givenName")))
    return None if name is None else Author(name=name) if told.get("@type") == "Organization" else author(name)
