"""Records as searches of publishers and preprint servers answer them, one JSON object each → a paper's fields.

PLOS: https://api.plos.org/solr/search-fields/. NASA ADS: https://ui.adsabs.harvard.edu/help/api/. bioRxiv and medRxiv:
https://api.biorxiv.org. Zenodo: https://developers.zenodo.org. PubMed's esummary: https://www.ncbi.nlm.nih.gov/books/NBK25499/.
"""

from __future__ import annotations

from typing import Any

from corpus.authors import author, listed, people
from corpus.formats.cells import issn_in, located, particular, web_address, without_stop
from corpus.formats.fields import dated, first_of, month_of, object_in, objects, text_in, when, words_in, years_in
from corpus.models import Kind

_KINDS: dict[str, tuple[str, Kind | None]] = {
    "eprint": ("Preprint", "preprint"), "inproceedings": ("Conference paper", "paper-conference"), "article": ("Article", None),
    "phdthesis": ("PhD thesis", "thesis"), "book": ("Book", "book"), "inbook": ("Chapter", "chapter"),
    "preprint": ("Preprint", "preprint"), "conferencepaper": ("Conference paper", "paper-conference"), "thesis": ("Thesis", "thesis"),
    "report": ("Report", "report"), "section": ("Chapter", "chapter"),
}  # fmt: skip


def of_plos(record: dict[str, Any]) -> dict[str, Any]:
    """A document of PLOS's search."""
    doi = first_of(record.get("id"))
    return {
        "doi": doi,
        "title": first_of(record.get("title_display")) or "",
        "authors": [author(name) for name in words_in(record.get("author_display"))],
        "type": first_of(record.get("article_type")),
        "journal": first_of(record.get("journal")) or first_of(record.get("cross_published_journal_name")),
        "issn": issn_in(first_of(record.get("eissn")) or ""),
        "publisher": first_of(record.get("publisher")),
        "volume": record.get("volume"),
        "issue": record.get("issue"),
        **when(str(record.get("publication_date") or "")[:10]),
        "abstract": text_in(record.get("abstract")) or "\n".join(words_in(record.get("abstract"))).strip(),
    }


def of_ads(record: dict[str, Any]) -> dict[str, Any]:
    """A document of NASA ADS."""
    called, kind = _KINDS.get(str(record.get("doctype")), (None, None))
    doi, date = first_of(record.get("doi")), str(record.get("pubdate") or "")
    return {
        "doi": doi,
        "source_id": None if doi else text_in(record.get("bibcode")),
        "title": first_of(record.get("title")) or "",
        "authors": [author(name) for name in words_in(record.get("author"))],
        "type": called,
        "kind": kind,
        "journal": first_of(record.get("pub")),
        "issn": issn_in(first_of(record.get("issn")) or ""),
        "year": record.get("year"),
        "month": month_of(date[:7]),
        "volume": record.get("volume"),
        "issue": record.get("issue"),
        **located(first_of(record.get("page_range")) or first_of(record.get("page"))),
        "cited_by": record.get("citation_count"),
        "keywords": words_in(record.get("keyword")),
        "abstract": first_of(record.get("abstract")),
    }


def of_biorxiv(record: dict[str, Any]) -> dict[str, Any]:
    """A preprint of bioRxiv or medRxiv."""
    server = text_in(record.get("server")) or ""
    return {
        "doi": record.get("doi"),
        "title": record.get("title") or "",
        "authors": people(text_in(record.get("authors")) or ""),
        "type": "Preprint",
        "kind": "preprint",
        "journal": {"biorxiv": "bioRxiv", "medrxiv": "medRxiv"}.get(server.casefold(), server) or None,
        "licence": text_in(record.get("license")),
        "published": record.get("date"),
        "keywords": words_in([record.get("category")]),
        "abstract": record.get("abstract"),
    }


def of_esummary(record: dict[str, Any]) -> dict[str, Any]:
    """A record of PubMed's esummary, which has no abstract."""
    names = {str(one.get("idtype")): text_in(one.get("value")) for one in objects(record.get("articleids"))}
    dates = [text_in(record.get(name)) or "" for name in ("pubdate", "epubdate")]
    types = words_in(record.get("pubtype"))
    return {
        "doi": names.get("doi"),
        "pmid": text_in(record.get("uid")) or names.get("pubmed"),
        "title": without_stop(text_in(record.get("title")) or ""),
        "authors": listed([text_in(one.get("name")) or "" for one in objects(record.get("authors"))]),
        "type": particular(types) or next(iter(types), None),
        "labels": types,
        "journal": text_in(record.get("fulljournalname")) or text_in(record.get("source")),
        "short_journal": text_in(record.get("source")),
        "issn": issn_in(text_in(record.get("issn")) or text_in(record.get("essn")) or ""),
        "year": next((found for said in dates for found in years_in(said)), None),
        "published": next(filter(None, map(dated, dates)), None),
        "month": month_of(dates[0]),
        "volume": record.get("volume") or None,
        "issue": record.get("issue") or None,
        **located(text_in(record.get("pages"))),
    }


def of_zenodo(record: dict[str, Any]) -> dict[str, Any]:
    """A record of Zenodo."""
    told = object_in(record.get("metadata"))
    held, sort = object_in(told.get("journal")), object_in(told.get("resource_type"))
    called, kind = _KINDS.get(
        str(sort.get("subtype") or sort.get("type")).casefold(), (text_in(sort.get("title")), None)
    )
    return {
        "doi": record.get("doi") or told.get("doi"),
        "url": web_address(text_in(object_in(record.get("links")).get("html")) or ""),
        "title": told.get("title") or "",
        "authors": [author(name) for one in objects(told.get("creators")) if (name := text_in(one.get("name")))],
        "type": called,
        "kind": kind,
        "journal": text_in(held.get("title")),
        "volume": held.get("volume"),
        "issue": held.get("issue"),
        **located(text_in(held.get("pages"))),
        **when(text_in(told.get("publication_date")) or ""),
        "year": told.get("publication_date"),
        "keywords": words_in(told.get("keywords")),
        "abstract": told.get("description"),
    }
