"""Records as publishers and their indexes answer a search, one JSON object each → a paper's fields.

IEEE Xplore: https://developer.ieee.org/docs. Scopus and ScienceDirect: https://dev.elsevier.com/sc_search_views.html.
Springer Nature: https://dev.springernature.com/docs. Dimensions: https://docs.dimensions.ai/dsl/datasource-publications.html.
"""

from __future__ import annotations

from typing import Any

from corpus.authors import author, people, person
from corpus.formats.cells import KINDS, issn_in, keywords_of, located, pmid_in, span, words_of
from corpus.formats.fields import but_new_year, first_of, object_in, objects, text_in, when, words_in
from corpus.formats.links import web_address
from corpus.models import Author, Kind

_OF_IEEE: dict[str, tuple[str, Kind | None]] = {
    "Conferences": ("Conference paper", "paper-conference"), "Journals": ("Article", None), "Magazines": ("Article", None),
    "Early Access Articles": ("Article", None), "Books": ("Book", "book"),
}  # fmt: skip
_OF_SPRINGER: dict[str, tuple[str, Kind | None]] = {
    "Article": ("Article", None), "Chapter": ("Chapter", "chapter"), "Chapter ConferencePaper": ("Conference paper", "paper-conference"),
}  # fmt: skip


def of_ieee(record: dict[str, Any]) -> dict[str, Any]:
    """An article of IEEE Xplore, whose "article_number" is an identifier and no place in a volume."""
    called, kind = _OF_IEEE.get(str(record.get("content_type")), (text_in(record.get("content_type")), None))
    signed = object_in(record.get("authors")).get("authors") or record.get("authors")
    terms = object_in(object_in(record.get("index_terms")).get("author_terms")).get("terms")
    doi = text_in(record.get("doi"))
    return {
        "doi": doi,
        "source_id": None if doi else text_in(record.get("article_number")),
        "url": web_address(text_in(record.get("html_url")) or ""),
        "title": record.get("title") or "",
        "authors": [author(name) for one in objects(signed) if (name := text_in(one.get("full_name")))],
        "type": called,
        "kind": kind,
        "journal": text_in(record.get("publication_title")),
        "issn": issn_in(text_in(record.get("issn")) or ""),
        "publisher": text_in(record.get("publisher")),
        "year": record.get("publication_year"),
        **when(text_in(record.get("publication_date")) or ""),
        "volume": record.get("volume"),
        "issue": record.get("issue"),
        "page": span(record.get("start_page"), record.get("end_page")),
        "cited_by": record.get("citing_paper_count"),
        "keywords": words_in(terms),
        "abstract": record.get("abstract"),
    }


def of_elsevier(record: dict[str, Any]) -> dict[str, Any]:
    """An entry of Scopus or ScienceDirect, or what one of them answers of one work."""
    told = object_in(record.get("coredata")) or record
    called = text_in(told.get("subtypeDescription"))
    doi, pmid = text_in(told.get("prism:doi")), pmid_in(str(told.get("pubmed-id") or ""))
    number, day = text_in(told.get("article-number")), text_in(told.get("prism:coverDate")) or ""
    return {
        "doi": doi,
        "pmid": pmid,
        "source_id": None if doi or pmid else text_in(told.get("eid")) or text_in(told.get("dc:identifier")),
        "title": told.get("dc:title") or "",
        "authors": _of_entry(record, told),
        "type": called or text_in(told.get("prism:aggregationType")),
        "kind": KINDS.get(str(called).casefold()),
        "journal": text_in(told.get("prism:publicationName")),
        "issn": issn_in(_text(told.get("prism:issn")) or _text(told.get("prism:eIssn")) or ""),
        "publisher": text_in(told.get("dc:publisher")),
        "year": day[:4],
        "published": but_new_year(day),
        "volume": told.get("prism:volume"),
        "issue": told.get("prism:issueIdentifier"),
        **({"article_number": number} if number else located(text_in(told.get("prism:pageRange")))),
        "cited_by": told.get("citedby-count"),
        "keywords": _words(record.get("authkeywords")),
        "abstract": told.get("dc:description"),
    }


def _text(value: object) -> str | None:
    """A text, or the first of several, each in an object as XML's are ({"$": …})."""
    first = next(iter(objects(value)), object_in(value))
    return first_of(value) or text_in(first.get("$"))


def _words(value: object) -> tuple[str, ...]:
    """Keywords between bars, or in a list of objects."""
    if isinstance(value, str):
        return words_of(value, "|") if "|" in value else keywords_of(value)
    return tuple(
        word for one in objects(object_in(value).get("author-keyword")) if (word := text_in(one.get("$")))
    )


def _of_entry(record: dict[str, Any], told: dict[str, Any]) -> list[Author]:
    """The authors; where an entry names them nowhere else, its creators, of which a search tells the first."""
    held, creator = object_in(record.get("authors")), told.get("dc:creator")
    listed = objects(record.get("author")) or objects(held.get("author")) or objects(creator)
    made = [one for signed in listed for one in _elseviers(signed)]
    return made or [one for name in (words_in(creator) or (text_in(creator),)) if name for one in people(name)]


def _elseviers(one: dict[str, Any]) -> tuple[Author, ...]:
    family = text_in(one.get("surname")) or text_in(one.get("ce:surname"))
    given = (text_in(one.get(name)) for name in ("given-name", "ce:given-name", "initials", "ce:initials"))
    whole = text_in(one.get("authname")) or text_in(one.get("$"))
    return (person(family, next(filter(None, given), None)),) if family else people(whole or "")


def of_springer(record: dict[str, Any]) -> dict[str, Any]:
    """A record of Springer Nature."""
    called, kind = _OF_SPRINGER.get(str(record.get("contentType")), (text_in(record.get("contentType")), None))
    day, told = (
        text_in(record.get("publicationDate")) or text_in(record.get("onlineDate")) or "",
        record.get("abstract"),
    )
    names = [text_in(one.get("creator")) for one in objects(record.get("creators"))]
    return {
        "doi": record.get("doi") or record.get("identifier"),
        "title": record.get("title") or "",
        "authors": [author(name) for name in names if name],
        "type": called,
        "kind": kind,
        "journal": text_in(record.get("publicationName")),
        "issn": issn_in(text_in(record.get("issn")) or text_in(record.get("eIssn")) or ""),
        "publisher": text_in(record.get("publisher")),
        "year": day,
        **when(day),
        "volume": record.get("volume"),
        "issue": record.get("number"),
        "page": span(record.get("startingPage"), record.get("endingPage")),
        "keywords": words_in(record.get("keyword")),
        "rights": text_in(record.get("copyright")),
        "abstract": " ".join(words_in(object_in(told).get("p")))
        or text_in(object_in(told).get("p"))
        or text_in(told),
    }


def of_dimensions(record: dict[str, Any]) -> dict[str, Any]:
    """A publication of Dimensions."""
    held, doi, pmid = record.get("journal"), text_in(record.get("doi")), text_in(record.get("pmid"))
    called = text_in(record.get("type")) or ""
    day = text_in(record.get("date")) or ""
    return {
        "doi": doi,
        "pmid": pmid,
        "source_id": None if doi or pmid else text_in(record.get("id")),
        "title": record.get("title") or "",
        "authors": [one for signed in objects(record.get("authors")) if (one := _dimensions(signed))],
        "type": called.capitalize() or None,
        "kind": KINDS.get(called.casefold(), {"proceeding": "paper-conference"}.get(called)),
        "journal": text_in(object_in(held).get("title")) or text_in(record.get("proceedings_title")),
        "issn": issn_in(first_of(record.get("issn")) or ""),
        "publisher": record.get("publisher"),
        "year": record.get("year"),
        **when(day),
        "volume": record.get("volume"),
        "issue": record.get("issue"),
        **located(text_in(record.get("pages"))),
        "cited_by": record.get("times_cited"),
        "abstract": record.get("abstract"),
    }


def _dimensions(one: dict[str, Any]) -> Author | None:
    family, given = text_in(one.get("last_name")), text_in(one.get("first_name"))
    return person(family, given) if family else None
