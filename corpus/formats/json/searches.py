"""Records as searches of publishers and preprint servers answer them, and as programs save them, one JSON object each → a paper's fields.

PLOS: https://api.plos.org/solr/search-fields/. NASA ADS: https://ui.adsabs.harvard.edu/help/api/. bioRxiv and medRxiv:
https://api.biorxiv.org. Zenodo: https://developers.zenodo.org. PubMed's esummary: https://www.ncbi.nlm.nih.gov/books/NBK25499/.
Web of Science's Starter API: https://developer.clarivate.com/apis/wos-starter. OSTI: https://www.osti.gov/api/v1/docs. Publish or Perish:
https://harzing.com/resources/publish-or-perish.
"""

from __future__ import annotations

from typing import Any

from corpus.authors import author, listed, people
from corpus.formats.cells import KINDS as CALLED
from corpus.formats.cells import (
    OF_BIBTEX,
    Types,
    issn_in,
    keywords_in,
    located,
    particular,
    pmid_in,
    span,
    without_stop,
)
from corpus.formats.fields import (
    but_new_year,
    dated,
    first_of,
    month_of,
    object_in,
    objects,
    text_in,
    when,
    words_in,
    years_in,
)
from corpus.formats.links import web_address
from corpus.models import Author, Kind
from corpus.patterns import late

_KINDS: Types = {
    **OF_BIBTEX, "eprint": ("Preprint", "preprint"), "preprint": ("Preprint", "preprint"), "section": ("Chapter", "chapter"),
    "conferencepaper": ("Conference paper", "paper-conference"),
}  # fmt: skip
_OF_OSTI: dict[str, tuple[str, Kind | None]] = {
    "journal article": ("Article", None), "conference": ("Conference paper", "paper-conference"), "technical report": ("Report", "report"),
    "thesis/dissertation": ("Thesis", "thesis"), "book": ("Book", "book"),
}  # fmt: skip
_PLACED = late(r"\s?(?:\[[^\[\]]{0,400}\]|\(ORCID:[^()]{0,40}\))")
_SIZE = late(r"\bSize: (?:Article No\. |pp?\.? ?)([A-Za-z]?\d+(?:-[A-Za-z]?\d+)?)\b")


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
    """A record of Zenodo, or of another repository that InvenioRDM keeps, as which Zenodo itself exports them now."""
    told = object_in(record.get("metadata"))
    further = object_in(object_in(record.get("custom_fields")).get("journal:journal"))
    held, sort = object_in(told.get("journal")) or further, object_in(told.get("resource_type"))
    named = text_in(sort.get("title")) or text_in(object_in(sort.get("title")).get("en"))
    id_of = str(sort.get("id") or "").rpartition("-")[2]
    called, kind = _KINDS.get(str(sort.get("subtype") or sort.get("type") or id_of).casefold(), (named, None))
    links, doi = object_in(record.get("links")), object_in(object_in(record.get("pids")).get("doi"))
    creators = [object_in(one.get("person_or_org")) or one for one in objects(told.get("creators"))]
    return {
        "doi": record.get("doi") or told.get("doi") or doi.get("identifier"),
        "url": web_address(text_in(links.get("html")) or text_in(links.get("self_html")) or ""),
        "title": told.get("title") or "",
        "authors": [
            Author(name=name) if one.get("type") == "organizational" else author(name)
            for one in creators
            if (name := text_in(one.get("name")))
        ],
        "type": called,
        "kind": kind,
        "journal": text_in(held.get("title")),
        "volume": held.get("volume"),
        "issue": held.get("issue"),
        **located(text_in(held.get("pages"))),
        **when(text_in(told.get("publication_date")) or ""),
        "year": told.get("publication_date"),
        "keywords": words_in(told.get("keywords"))
        or words_in([one.get("subject") for one in objects(told.get("subjects"))]),
        "issn": issn_in(text_in(held.get("issn")) or ""),
        "abstract": told.get("description"),
    }


def of_wos(record: dict[str, Any]) -> dict[str, Any]:
    """A document of Web of Science's Starter API, which has no abstract."""
    held, names = object_in(record.get("source")), object_in(record.get("identifiers"))
    pages, types = object_in(held.get("pages")), words_in(record.get("types"))
    signed = objects(object_in(record.get("names")).get("authors"))
    return {
        "doi": names.get("doi"),
        "pmid": pmid_in(text_in(names.get("pmid")) or ""),
        "source_id": text_in(record.get("uid")),
        "title": record.get("title") or "",
        "authors": listed(
            [text_in(one.get("displayName")) or text_in(one.get("wosStandard")) or "" for one in signed]
        ),
        "type": particular(types) or next(iter(types), None),
        "journal": text_in(held.get("sourceTitle")),
        "issn": issn_in(text_in(names.get("issn")) or text_in(names.get("eissn")) or ""),
        "year": held.get("publishYear"),
        "month": month_of(held.get("publishMonth") or ""),
        "volume": held.get("volume"),
        "issue": held.get("issue"),
        "article_number": text_in(held.get("articleNumber")),
        "page": text_in(pages.get("range")),
        "cited_by": next((one.get("count") for one in objects(record.get("citations"))), None),
        "keywords": words_in(object_in(record.get("keywords")).get("authorKeywords")),
    }


def of_osti(record: dict[str, Any]) -> dict[str, Any]:
    """A record of OSTI, in which the places where authors work stand behind their names."""
    day, doi = (text_in(record.get("publication_date")) or "")[:10], text_in(record.get("doi"))
    links = {str(one.get("rel")): text_in(one.get("href")) for one in objects(record.get("links"))}
    size = _SIZE.search(text_in(record.get("format")) or "")
    called, kind = _OF_OSTI.get(
        str(record.get("product_type")).casefold(), (text_in(record.get("product_type")), None)
    )
    return {
        "doi": doi,
        "source_id": None if doi else f"OSTI:{record.get('osti_id')}",
        "url": web_address(links.get("citation") or ""),
        "title": record.get("title") or "",
        "authors": listed([_PLACED.sub("", name) for name in words_in(record.get("authors"))]),
        "type": called,
        "kind": kind,
        "journal": text_in(record.get("journal_name")),
        "issn": issn_in(text_in(record.get("journal_issn")) or ""),
        "publisher": text_in(record.get("publisher")),
        "year": day,
        "published": but_new_year(day),
        "volume": record.get("journal_volume"),
        "issue": record.get("journal_issue"),
        **located(size[1] if size else None),
        "keywords": words_in(record.get("subjects")),
        "abstract": record.get("description"),
    }


def of_eppi(record: dict[str, Any]) -> dict[str, Any]:
    """A reference of EPPI-Reviewer, whose names are written "Hay Ada ; Pen Otto ;"."""
    called = (text_in(record.get("TypeName")) or "").replace(", ", " ")
    names = [" ".join(name.split()) for name in (text_in(record.get("Authors")) or "").split(";")]
    return {
        "doi": text_in(record.get("DOI")),
        "source_id": f"EPPI:{record.get('ItemId')}",
        "url": web_address(text_in(record.get("URL")) or ""),
        "title": record.get("Title") or "",
        "authors": listed([name if "," in name else ", ".join(name.split(" ", 1)) for name in names if name]),
        "type": {"Journal Article": "Article"}.get(called, called) or None,
        "kind": CALLED.get(called.casefold()),
        "journal": text_in(record.get("ParentTitle")),
        "issn": issn_in(text_in(record.get("StandardNumber")) or ""),
        "publisher": text_in(record.get("Publisher")),
        "year": record.get("Year"),
        "month": month_of(text_in(record.get("Month")) or ""),
        "volume": record.get("Volume"),
        "issue": record.get("Issue"),
        **located(text_in(record.get("Pages"))),
        "keywords": keywords_in((text_in(record.get("Keywords")) or "").splitlines()),
        "abstract": record.get("Abstract"),
    }


def of_perish(record: dict[str, Any]) -> dict[str, Any]:
    """A result of Publish or Perish, mostly what Google Scholar shows of a paper."""
    doi = text_in(record.get("doi"))
    return {
        "doi": doi,
        "source_id": None if doi else text_in(record.get("uid")),
        "url": web_address(text_in(record.get("article_url")) or ""),
        "title": record.get("title") or "",
        "authors": listed(words_in(record.get("authors"))),
        "journal": text_in(record.get("source")),
        "issn": issn_in(text_in(record.get("issn")) or ""),
        "publisher": text_in(record.get("publisher")),
        "year": record.get("year"),
        "volume": record.get("volume"),
        "issue": record.get("issue"),
        "page": span(record.get("startpage"), record.get("endpage")),
        "cited_by": record.get("cites"),
        "abstract": record.get("abstract"),
    }
