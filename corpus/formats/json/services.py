"""Records as the services of the literature answer them, one JSON object each → a paper's fields.

Lens: https://docs.api.lens.org/response-scholar.html. OpenAlex: https://docs.openalex.org/api-entities/works/work-object.
Europe PMC: https://europepmc.org/RestfulWebService.
Zotero: https://www.zotero.org/support/dev/web_api/v3/types_and_fields.
DOAJ: https://doaj.org/api/docs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from corpus.authors import author, people, person
from corpus.formats.cells import KINDS, identified, issn_in, located, pmid_in, span, without_stop
from corpus.formats.fields import but_new_year, object_in, objects, text_in, when, words_in
from corpus.formats.json import datasets, publishers, repositories, searches
from corpus.formats.links import web_address
from corpus.formats.making import RefusedError
from corpus.formats.text import nbib, wos
from corpus.formats.xml import arxiv, datacite, dblp, dublin, orcid, primo
from corpus.models import Author, Kind, Status

_KINDS: dict[str, Kind] = {
    **KINDS, "book-chapter": "chapter", "bookchapter": "chapter", "conference proceedings article": "paper-conference",
    "conference": "paper-conference", "proceedings-article": "paper-conference", "posted-content": "preprint",
}  # fmt: skip
_RETRACTED = "Retracted Publication"


def fields(record: dict[str, Any]) -> dict[str, Any] | None:
    """The fields as ``Paper`` takes them, without parts that differ from the service's documentation; None for a
    record of no service that is known. Raises RefusedError for what is no paper."""
    found = next((read for is_its, read in _SERVICES if is_its(record)), None)
    return found(record) if found else None


def _lens(record: dict[str, Any]) -> dict[str, Any]:
    source, called = object_in(record.get("source")), str(record.get("publication_type") or "")
    names = {str(one.get("type")): one.get("value") for one in objects(record.get("external_ids"))}
    return {
        "doi": names.get("doi"),
        "pmid": names.get("pmid"),
        "source_id": record.get("lens_id"),
        "title": record.get("title") or "",
        "authors": [one for signed in objects(record.get("authors")) if (one := _lens_author(signed))],
        "type": called.capitalize() or None,
        "kind": _KINDS.get(called.casefold()),
        "journal": source.get("title"),
        "publisher": source.get("publisher"),
        "issn": next((one.get("value") for one in objects(source.get("issn"))), None),
        "year": record.get("year_published") or record.get("date_published"),
        **when(str(record.get("date_published") or "")[:10]),
        "volume": record.get("volume"),
        "issue": record.get("issue"),
        "page": span(record.get("start_page"), record.get("end_page")),
        "cited_by": record.get("scholarly_citations_count"),
        "keywords": words_in(record.get("keywords")),
        "abstract": record.get("abstract"),
    }


def _lens_author(one: dict[str, Any]) -> Author | None:
    family, given = one.get("last_name"), one.get("first_name") or one.get("initials")
    if isinstance(family, str) and family.strip():
        return person(family, given if isinstance(given, str) else None)
    group = one.get("collective_name")
    return Author(name=group) if isinstance(group, str) and group.strip() else None


def _openalex(record: dict[str, Any]) -> dict[str, Any]:
    place, pages = object_in(record.get("primary_location")), object_in(record.get("biblio"))
    source, called = object_in(place.get("source") or record.get("host_venue")), str(record.get("type") or "")
    doi, pmid = text_in(record.get("doi")), pmid_in(text_in(object_in(record.get("ids")).get("pmid")) or "")
    day = text_in(record.get("publication_date"))
    # the name as it is printed; then whom OpenAlex takes the author for
    signed = objects(record.get("authorships"))
    names = [
        text_in(one.get("raw_author_name")) or text_in(object_in(one.get("author")).get("display_name"))
        for one in signed
    ]
    return {
        "doi": doi,
        "pmid": pmid,
        "source_id": None if doi or pmid else text_in(record.get("id")),
        "url": web_address(text_in(place.get("landing_page_url")) or ""),
        "title": record.get("title") or record.get("display_name") or "",
        "authors": [author(name) for name in names if name],
        "type": called.replace("-", " ").capitalize() or None,
        "kind": _KINDS.get(called.casefold()) or _KINDS.get(str(record.get("type_crossref"))),
        "journal": source.get("display_name"),
        "publisher": source.get("host_organization_name"),
        "issn": source.get("issn_l"),
        "year": record.get("publication_year"),
        "published": but_new_year(day),
        "volume": pages.get("volume"),
        "issue": pages.get("issue"),
        "page": span(pages.get("first_page"), pages.get("last_page")),
        "cited_by": record.get("cited_by_count"),
        "licence": place.get("license"),
        "status": Status(kind="retracted") if record.get("is_retracted") is True else None,
        "abstract": _in_order(record.get("abstract_inverted_index")),
    }


def _in_order(index: object) -> str | None:
    """The text of an inverted index, {"bees": [1, 4], …}."""
    listed = ((word, places) for word, places in object_in(index).items() if isinstance(places, list))
    placed = [(at, word) for word, places in listed for at in places if isinstance(at, int)]
    return " ".join(word for _, word in sorted(placed)) or None


def _europe(record: dict[str, Any]) -> dict[str, Any]:
    held = object_in(record.get("journalInfo"))
    journal, book = object_in(held.get("journal")), object_in(record.get("bookOrReportDetails"))
    said = object_in(record.get("pubTypeList")).get("pubType") or record.get("pubType")
    types = words_in(said if isinstance(said, list) else str(said or "").split("; "))
    pmid = pmid_in(str(record.get("pmid") or ""))
    return {
        "doi": record.get("doi"),
        "pmid": pmid,
        "source_id": None if pmid else text_in(record.get("id")),
        "title": without_stop(" ".join(str(record.get("title") or "").split())),
        "authors": _europe_authors(record),
        "labels": tuple(one for one in types if one.casefold() == _RETRACTED.casefold()),
        "type": next((one for one in types if one.casefold() == "review"), "Article" if pmid else None),
        "kind": "preprint" if record.get("source") == "PPR" else None,
        # the publisher of a preprint is its server, which stands in the place of a journal
        "journal": journal.get("title") or record.get("journalTitle") or book.get("publisher"),
        "short_journal": journal.get("medlineAbbreviation"),
        "issn": journal.get("issn") or str(record.get("journalIssn") or "").partition(";")[0] or None,
        "year": record.get("pubYear") or held.get("yearOfPublication"),
        "month": held.get("monthOfPublication") or None,
        "published": record.get("firstPublicationDate"),
        "volume": held.get("volume") or record.get("journalVolume"),
        "issue": held.get("issue") or record.get("issue"),
        **located(text_in(record.get("pageInfo"))),
        "cited_by": record.get("citedByCount"),
        "keywords": words_in(object_in(record.get("keywordList")).get("keyword")),
        "abstract": record.get("abstractText"),
    }


def _europe_authors(record: dict[str, Any]) -> list[Author]:
    listed = objects(object_in(record.get("authorList")).get("author"))
    if not listed:
        return list(people(text_in(record.get("authorString")) or ""))
    made = []
    for one in listed:
        family, group = text_in(one.get("lastName")), text_in(one.get("collectiveName"))
        given = text_in(one.get("firstName")) or text_in(one.get("initials"))
        if group or family:
            made.append(Author(name=group) if group else person(family or "", given))
    return made


_NO_PAPERS = frozenset({"attachment", "note", "annotation"})  # what Zotero has beside papers


def _numbered(record: dict[str, Any]) -> dict[str, Any]:
    """SciELO's own records. Raises RefusedError."""
    raise RefusedError(
        "it is SciELO's record with numbers for its fields; export the paper there as RIS or BibTeX"
    )


def _zotero(record: dict[str, Any]) -> dict[str, Any]:
    """As its API answers, and as Better BibTeX writes a library. Raises RefusedError for what is no paper."""
    record = object_in(record.get("data")) or record
    called, date = text_in(record.get("itemType")) or "", text_in(record.get("date")) or ""
    if called in _NO_PAPERS:
        raise RefusedError(f"it is Zotero's {called}, and no paper")
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", called).capitalize()
    kind = _KINDS.get(words.casefold())
    made = [(one.get("creatorType"), _zotero_name(one)) for one in objects(record.get("creators"))]
    names = ("publicationTitle", "bookTitle", "proceedingsTitle", "conferenceName", "repository", "university")
    return {
        **identified(record.get("DOI"), record.get("extra"), record.get("url")),
        "title": record.get("title") or "",
        "authors": [one for role, one in made if one and role != "editor"],
        "editors": [one for role, one in made if one and role == "editor"] if kind else None,
        "type": words or None,
        "kind": kind,
        "journal": next(filter(None, (text_in(record.get(name)) for name in names)), None)
        or (record.get("publisher") if kind == "preprint" else None),
        "short_journal": text_in(record.get("journalAbbreviation")),
        "publisher": record.get("publisher"),
        "publisher_place": record.get("place"),
        "issn": issn_in(text_in(record.get("ISSN")) or ""),
        "year": date,
        **when(date),
        "volume": record.get("volume"),
        "issue": record.get("issue"),
        **located(text_in(record.get("pages"))),
        "keywords": words_in([one.get("tag") for one in objects(record.get("tags"))]),
        "abstract": record.get("abstractNote"),
    }


def _zotero_name(one: dict[str, Any]) -> Author | None:
    family, group = text_in(one.get("lastName")), text_in(one.get("name"))
    return person(family, text_in(one.get("firstName"))) if family else Author(name=group) if group else None


def _doaj(record: dict[str, Any]) -> dict[str, Any]:
    number, record = text_in(record.get("id")), object_in(record.get("bibjson"))
    names = {str(one.get("type")).casefold(): text_in(one.get("id")) for one in objects(record.get("identifier"))}
    held, links = object_in(record.get("journal")), objects(record.get("link"))
    return {
        "doi": names.get("doi"),
        "source_id": None if names.get("doi") else number,
        "url": next((web_address(text_in(one.get("url")) or "") for one in links), None),
        "title": record.get("title") or "",
        "authors": [author(name) for one in objects(record.get("author")) if (name := text_in(one.get("name")))],
        "type": "Article",
        "journal": held.get("title") or held.get("name"),
        "publisher": held.get("publisher"),
        "issn": issn_in(names.get("eissn") or names.get("pissn") or ""),
        "year": record.get("year"),
        "month": record.get("month"),
        "volume": held.get("volume"),
        "issue": held.get("number"),
        "page": span(record.get("start_page"), record.get("end_page")),
        "keywords": words_in(record.get("keywords")),
        "abstract": record.get("abstract"),
    }


def _bibjson(record: dict[str, Any]) -> dict[str, Any]:
    """As BibServer writes what DOAJ has inside its own."""
    pages = text_in(object_in(record.get("journal")).get("pages"))
    return _doaj({"bibjson": record}) | located(pages)


_Is = Callable[[dict[str, Any]], bool]
_SERVICES: tuple[tuple[_Is, Callable[[dict[str, Any]], dict[str, Any]]], ...] = (
    (lambda record: "lens_id" in record, _lens),
    (lambda record: "v12" in (object_in(record.get("article")) or record), _numbered),
    (lambda record: "abstract_inverted_index" in record or "authorships" in record, _openalex),
    (lambda record: str(record.get("id")).startswith("https://openalex.org/W"), _openalex),  # with chosen fields
    (lambda record: "pubYear" in record and "source" in record, _europe),
    (nbib.is_json, nbib.of_json),
    (lambda record: "itemType" in (object_in(record.get("data")) or record), _zotero),
    (lambda record: "titles" in object_in(record.get("attributes")), datacite.fields),
    (lambda record: "creators" in record and "titles" in record, datacite.fields),
    (lambda record: isinstance(record.get("bibjson"), dict), _doaj),
    (
        lambda record: isinstance(record.get("journal"), dict) and isinstance(record.get("identifier"), list),
        _bibjson,
    ),
    (dblp.is_hit, dblp.fields),
    (dublin.is_dspaces, dublin.of_dspace),
    (lambda record: "title_display" in record, searches.of_plos),
    (lambda record: "articleids" in record, searches.of_esummary),
    (lambda record: "bibcode" in record, searches.of_ads),
    (lambda record: "server" in record and "doi" in record, searches.of_biorxiv),
    (lambda record: "authors" in object_in(record.get("names")) and "uid" in record, searches.of_wos),
    (lambda record: "osti_id" in record, searches.of_osti),
    (lambda record: "ItemId" in record and "Title" in record, searches.of_eppi),
    (lambda record: "article_url" in record and "authors" in record, searches.of_perish),
    (repositories.is_of_schema, repositories.of_schema),
    (lambda record: "creators" in object_in(record.get("metadata")), searches.of_zenodo),
    *datasets.SERVICES,
    (lambda record: "authors_parsed" in record, arxiv.of_snapshot),
    (wos.is_json, wos.of_json),
    (orcid.is_its, orcid.fields),
    (primo.is_its, primo.fields),
    (repositories.is_inspires, repositories.of_inspire),
    (lambda record: "title_s" in record, repositories.of_hal),
    (lambda record: "yearPublished" in record, repositories.of_core),
    (lambda record: "mainTitle" in record, repositories.of_openaire),
    (lambda record: "publicationdateyear" in record, repositories.of_eric),
    (lambda record: "publication_title" in record, publishers.of_ieee),
    (lambda record: "dc:title" in (object_in(record.get("coredata")) or record), publishers.of_elsevier),
    (lambda record: "publicationName" in record, publishers.of_springer),
    (lambda record: str(record.get("id")).startswith("pub."), publishers.of_dimensions),
)
