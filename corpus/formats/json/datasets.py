"""Records as open data sets, indexes and servers of papers have them, one JSON object each → a paper's fields.

Semantic Scholar, its data sets too: https://api.semanticscholar.org/api-docs. Unpaywall: https://unpaywall.org/data-format.
OpenReview: https://docs.openreview.net/reference/api-v2. figshare: https://docs.figshare.com. ClinicalTrials.gov: https://clinicaltrials.gov/data-api/api.
CiNii Research: https://support.nii.ac.jp/en/cir/r_opensearch. OSF: https://developer.osf.io. zbMATH Open: https://api.zbmath.org/v1/.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from corpus.authors import author
from corpus.formats.cells import KINDS, counted, issn_in, located, pmid_in, span
from corpus.formats.fields import first_of, object_in, objects, text_in, when, words_in, years_in
from corpus.formats.json.csljson import csl_author
from corpus.formats.links import best_doi, doi_of_link, web_address
from corpus.models import Author

_BOTH = re.compile(r"(\d{1,4}) (\d{1,3}(?:-\d{1,3})?)")
_TYPES = {**KINDS, "conference": KINDS["conference paper"]}


def of_scholar(record: dict[str, Any]) -> dict[str, Any]:
    """A record of Semantic Scholar."""
    names, journal = object_in(record.get("externalIds")), object_in(record.get("journal"))
    types = words_in(record.get("publicationTypes"))
    doi, pmid = text_in(names.get("DOI")), pmid_in(str(names.get("PubMed") or ""))
    return {
        "doi": doi,
        "pmid": pmid,
        "source_id": None if doi or pmid else text_in(record.get("paperId")),
        "url": web_address(text_in(record.get("url")) or ""),
        "title": record.get("title") or "",
        "authors": _named(record.get("authors"), "name"),
        "type": "Review" if "Review" in types else "Article" if "JournalArticle" in types else None,
        "kind": next((_TYPES[one.casefold()] for one in types if one.casefold() in _TYPES), None),
        "journal": text_in(journal.get("name")) or text_in(record.get("venue")),
        "issn": object_in(record.get("publicationVenue")).get("issn"),
        "year": record.get("year"),
        "published": record.get("publicationDate"),
        **_numbered(journal.get("volume")),
        **located(" ".join(str(journal.get("pages") or "").split())),
        "cited_by": record.get("citationCount"),
        "abstract": record.get("abstract"),
    }


def _numbered(volume: object) -> dict[str, Any]:
    """A volume, with its issue where both stand in its place: "17 7"."""
    both = _BOTH.fullmatch(volume.strip()) if isinstance(volume, str) else None
    return {"volume": both[1], "issue": both[2]} if both else {"volume": volume}


def of_scholars_bulk(record: dict[str, Any]) -> dict[str, Any]:
    """A record of Semantic Scholar's data sets, whose names are all in small letters."""
    names, journal = object_in(record.get("externalids")), object_in(record.get("journal"))
    doi, pmid = text_in(names.get("DOI")), pmid_in(str(names.get("PubMed") or ""))
    types = words_in(record.get("publicationtypes"))
    return {
        "doi": doi,
        "pmid": pmid,
        "source_id": None if doi or pmid else f"CorpusId:{record.get('corpusid')}",
        "url": web_address(text_in(record.get("url")) or ""),
        "title": text_in(record.get("title")) or "",
        "authors": _named(record.get("authors"), "name"),
        "type": "Review" if "Review" in types else None,
        "journal": text_in(journal.get("name")) or text_in(record.get("venue")),
        "year": record.get("year"),
        "published": record.get("publicationdate"),
        "volume": journal.get("volume"),
        **located(" ".join(str(journal.get("pages") or "").split())),
        "cited_by": counted(record.get("citationcount")),
        "abstract": text_in(record.get("abstract")),
    }


def of_unpaywall(record: dict[str, Any]) -> dict[str, Any]:
    """A record of Unpaywall, which has no abstracts."""
    called = str(record.get("genre") or "").replace("-", " ")
    return {
        "doi": text_in(record.get("doi")),
        "title": text_in(record.get("title")) or "",
        "authors": [one for one in map(csl_author, objects(record.get("z_authors"))) if one is not None],
        "type": called.capitalize() or None,
        "kind": KINDS.get(called),
        "journal": text_in(record.get("journal_name")),
        "publisher": text_in(record.get("publisher")),
        "issn": issn_in(str(record.get("journal_issns") or "")),
        "year": record.get("year"),
        **when(text_in(record.get("published_date")) or ""),
    }


def of_openreview(record: dict[str, Any]) -> dict[str, Any]:
    """A paper of OpenReview, whose second API wraps each field's value in an object."""
    content = {
        name: one.get("value") if isinstance(one, dict) else one
        for name, one in object_in(record.get("content")).items()
    }
    return {
        "source_id": f"OpenReview:{record['forum']}",
        "url": f"https://openreview.net/forum?id={record['forum']}",
        "title": text_in(content.get("title")) or "",
        "authors": [author(name) for name in words_in(content.get("authors"))],
        "kind": "paper-conference",
        "journal": text_in(content.get("venue")),
        "keywords": words_in(content.get("keywords")),
        "abstract": text_in(content.get("abstract")),
        "year": next(iter(years_in(text_in(content.get("venue")) or "")), None),
    }


def of_figshare(record: dict[str, Any]) -> dict[str, Any]:
    """A record of figshare."""
    day, called = (
        (text_in(record.get("published_date")) or "")[:10],
        text_in(record.get("defined_type_name")) or "",
    )
    return {
        "doi": text_in(record.get("doi")),
        "url": web_address(text_in(record.get("url_public_html")) or ""),
        "title": text_in(record.get("title")) or "",
        "authors": _named(record.get("authors"), "full_name"),
        "type": called.capitalize() or None,
        "kind": KINDS.get(called),
        "publisher": "figshare",
        "year": day[:4],
        **when(day),
        "keywords": words_in(record.get("tags")),
        "abstract": text_in(record.get("description")),
    }


def of_trials(record: dict[str, Any]) -> dict[str, Any]:
    """A trial of ClinicalTrials.gov, which is dated by its registration and signed by nobody."""
    told = object_in(record.get("protocolSection"))
    named, dates = object_in(told.get("identificationModule")), object_in(told.get("statusModule"))
    said = object_in(told.get("descriptionModule"))
    number = text_in(named.get("nctId"))
    day = text_in(object_in(dates.get("studyFirstPostDateStruct")).get("date")) or ""
    return {
        "source_id": number,
        "url": f"https://clinicaltrials.gov/study/{number}" if number else None,
        "title": text_in(named.get("briefTitle")) or text_in(named.get("officialTitle")) or "",
        "type": "Clinical trial registration",
        "year": day[:4],
        **when(day),
        "keywords": words_in(object_in(told.get("conditionsModule")).get("conditions")),
        "abstract": text_in(said.get("briefSummary")),
    }


def _named(signed: object, name: str) -> list[Author]:
    return [author(said) for one in objects(signed) if (said := text_in(one.get(name)))]


def of_cinii(record: dict[str, Any]) -> dict[str, Any]:
    """An article of CiNii Research."""
    numbers = {
        str(one.get("@type")).rpartition(":")[2]: text_in(one.get("@value"))
        for one in objects(record.get("dc:identifier"))
    }
    day = text_in(record.get("prism:publicationDate")) or ""
    link = text_in(record.get("@id")) or ""
    signed = record.get("dc:creator")
    return {
        "doi": numbers.get("DOI"),
        "source_id": None if numbers.get("DOI") else link.rpartition("/")[2] or None,
        "url": web_address(link),
        "title": record.get("title") or record.get("dc:title") or "",
        "authors": [author(name) for name in words_in(signed) or filter(None, (text_in(signed),))],
        "type": record.get("dc:type"),
        "journal": record.get("prism:publicationName"),
        "publisher": first_of(record.get("dc:publisher")),
        "issn": record.get("prism:issn"),
        "year": day[:4],
        **when(day),
        "volume": record.get("prism:volume"),
        "issue": record.get("prism:number"),
        "page": span(record.get("prism:startingPage"), record.get("prism:endingPage")),
        "abstract": record.get("description"),
    }


def of_osf(record: dict[str, Any]) -> dict[str, Any]:
    """A preprint of OSF and the servers that it holds; who wrote it is told elsewhere."""
    told, links = object_in(record.get("attributes")), object_in(record.get("links"))
    day = (text_in(told.get("date_published")) or text_in(told.get("date_created")) or "")[:10]
    return {
        "doi": best_doi(text_in(told.get("doi")), doi_of_link(text_in(links.get("preprint_doi")) or "")),
        "source_id": f"OSF:{record.get('id')}",
        "url": web_address(text_in(links.get("html")) or ""),
        "title": told.get("title") or "",
        "type": "Preprint",
        "kind": "preprint",
        "year": day[:4],
        **when(day),
        "keywords": words_in(told.get("tags")),
        "abstract": told.get("description"),
    }


def of_zbmath(record: dict[str, Any]) -> dict[str, Any]:
    """A document of zbMATH Open, with its summary or review."""
    title, source = object_in(record.get("title")), object_in(record.get("source"))
    held = next(iter(objects(source.get("series"))), {})
    links = {str(one.get("type")): text_in(one.get("identifier")) for one in objects(record.get("links"))}
    said = {
        str(one.get("contribution_type")): text_in(one.get("text"))
        for one in reversed(objects(record.get("editorial_contributions")))
    }
    number = text_in(record.get("zbl_id"))
    return {
        "doi": links.get("doi"),
        "source_id": None if links.get("doi") else f"Zbl:{number}",
        "url": f"https://zbmath.org/{number}",
        "title": ": ".join(filter(None, (text_in(title.get("title")), text_in(title.get("subtitle"))))),
        "authors": [
            author(name)
            for one in objects(object_in(record.get("contributors")).get("authors"))
            if (name := text_in(one.get("name")))
        ],
        "journal": text_in(held.get("title")),
        "short_journal": text_in(held.get("short_title")),
        "issn": [one.get("number") for one in objects(held.get("issn"))] or None,
        "year": record.get("year"),
        "volume": held.get("volume"),
        "issue": held.get("issue"),
        "page": source.get("pages"),
        "keywords": words_in(record.get("keywords")),
        "abstract": (said.get("summary") or "").removeprefix("Summary: ") or None,
    }


# Which records are whose, and what reads them.
SERVICES: tuple[tuple[Callable[[dict[str, Any]], bool], Callable[[dict[str, Any]], dict[str, Any]]], ...] = (
    (lambda record: "paperId" in record, of_scholar),
    (lambda record: "corpusid" in record and "externalids" in record, of_scholars_bulk),
    (lambda record: "z_authors" in record, of_unpaywall),
    (lambda record: "forum" in record and "title" in object_in(record.get("content")), of_openreview),
    (lambda record: "url_public_html" in record, of_figshare),
    (lambda record: "identificationModule" in object_in(record.get("protocolSection")), of_trials),
    (lambda record: "prism:publicationName" in record and "dc:creator" in record and "title" in record, of_cinii),
    (
        lambda record: (
            "is_preprint_orphan" in object_in(record.get("attributes"))
            or (record.get("type") == "preprints" and "attributes" in record)
        ),
        of_osf,
    ),
    (lambda record: "zbl_id" in record and isinstance(record.get("title"), dict), of_zbmath),
)
