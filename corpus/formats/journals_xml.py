"""Papers from XML of two directories of journals: DOAJ's, which journals' own programs (OJS) export for it, and JSTOR's list of what it
gave for research ("citations.XML").

https://doaj.org/docs/xml/ describes the first.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author
from corpus.formats.cells import issn_in, located, span
from corpus.formats.collecting import PLAINLY, Reading
from corpus.formats.fields import UNKNOWN, but_new_year, main_abstract, month_of, when, years_in
from corpus.formats.links import web_address
from corpus.formats.xmlrecords import collected
from corpus.formats.xmltext import holds, language_of, said, text_of, within
from corpus.models import Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_MONTH = len("1954-07")
_OF_JSTOR = {"fla": "Article", "brv": "Book review", "edi": "Editorial", "nws": "News"}


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is DOAJ's XML."""
    return holds(head, "records") and holds(head, "journalTitle")


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    return collected(path, ("record",), _of_doaj, reading)


def _of_doaj(record: Element) -> dict[str, Any]:
    date = said(record, "publicationDate")
    doi = said(record, "doi")
    return {
        "doi": doi,
        "source_id": None if doi else said(record, "publisherRecordId"),
        "url": web_address(said(record, "fullTextUrl")),
        "title": next(filter(None, map(text_of, within(record, "title"))), ""),
        "authors": [author(name) for one in within(record, "authors", "author", "name") if (name := text_of(one))],
        "type": said(record, "documentType").capitalize() or "Article",
        "journal": said(record, "journalTitle"),
        "issn": issn_in(" ".join((said(record, "issn"), said(record, "eissn")))),
        "publisher": said(record, "publisher"),
        "year": next(iter(years_in(date)), None),
        **when(but_new_year(date) or ""),
        "volume": said(record, "volume"),
        "issue": said(record, "issue"),
        **located(span(said(record, "startPage"), said(record, "endPage"))),
        "keywords": tuple(dict.fromkeys(filter(None, map(text_of, within(record, "keywords", "keyword"))))),
        **main_abstract((language_of(one, UNKNOWN), text_of(one)) for one in within(record, "abstract")),
    }


def is_jstors(head: str) -> bool:
    """Whether a file with this beginning is JSTOR's list of citations."""
    return holds(head, "citations") and holds(head, "journaltitle")


def read_jstors(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    return collected(path, ("article",), _of_jstor, reading)


def _of_jstor(article: Element) -> dict[str, Any]:
    date = said(article, "pubdate")
    names = (*within(article, "author"), *within(article, "authors", "author"))
    return {
        "doi": said(article, "doi") or article.get("id"),
        "title": said(article, "title") or said(article, "reviewed-work").partition("|")[0],
        "authors": [author(name) for one in names if (name := text_of(one))],
        "type": _OF_JSTOR.get(said(article, "type")),
        "journal": said(article, "journaltitle"),
        "publisher": said(article, "publisher"),
        "year": next(iter(years_in(date)), None),
        "month": month_of(date[:_MONTH]),  # the day is always its first
        "volume": said(article, "volume"),
        "issue": said(article, "issue"),
        **located(said(article, "pagerange").removeprefix("pp. ").removeprefix("p. ")),
        "abstract": said(article, "abstract"),
    }
