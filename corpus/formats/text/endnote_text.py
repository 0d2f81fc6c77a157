"""Papers from EndNote's text in its style “Show All Fields”: "Author: Hay, Ada and Pen, Otto", a label a line.

https://docs.endnote.com describes the fields by these names.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from corpus.authors import people
from corpus.formats.cells import KINDS, issn_in, keywords_in, located, noted_doi, noted_pmid, pmid_in
from corpus.formats.collecting import PLAINLY, Collector, Reading
from corpus.formats.fields import day_of, month_of, whole_abstract, whole_date
from corpus.formats.links import best_doi, doi_of_link, web_address
from corpus.formats.text.bibparts import people as joined
from corpus.formats.text.tagged import collected
from corpus.formats.text.tags import TaggedRecord, Tags
from corpus.models import IN_BOOKS, Author, Parsed

_LABELS = (
    "Abstract|Accession Number|Access Date|Alternate Journal|Alternate Title|Author|Author Address|Book Title|Call Number|Caption|City|Conference Location"
    "|Conference Name|Conference Title|Custom \\d|Database Provider|Date|Date Accessed|Degree|DOI|Edition|Editor|Electronic Resource Number|Epub Date|File Attachments"
    "|First Author|ISBN|ISSN|Institution|Issue|Journal|Keywords|Label|Language|Last Updated Date|Legal Note|Link to PDF|NIHMSID|Name of Database|Note|Notes|Number"
    "|Number of Pages|Number of Volumes|Original Publication|PMCID|Pages|Place Published|Publisher|Record Number|Reference Type|Reprint Edition|Research Notes"
    "|Reviewed Item|Section|Series Editor|Series Title|Short Title|Start Page|Thesis Type|Title|Title Prefix|Translated Author|Translated Title|Translator|Type"
    "|Type of Article|Type of Work|URL|University|Volume|Website Title|Year|Year of Conference|Article Number|Secondary Title|Secondary Author"
)
_TAGS = Tags(
    tag=re.compile(rf"({_LABELS}): {{0,3}}(.*)", re.DOTALL),
    begins=re.compile(r"Reference Type: "),
    first="Reference Type",
    last=None,
    telling=frozenset({"Title", "Author", "Abstract"}),
)
_AROUND = (
    "Journal",
    "Book Title",
    "Conference Name",
    "Conference Title",
    "Secondary Title",
    "Series Title",
    "Website Title",
)


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is such a text."""
    return (
        re.match(r"\s*Reference Type: {1,3}[A-Z][^\n]*\n(?:Record Number: |Author: |Year: |Title: )", head)
        is not None
    )


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    return collected(path, _TAGS, Collector(reading), _fields)


def _fields(record: TaggedRecord) -> dict[str, Any]:
    called, number = record.first("Reference Type") or "", record.first("Accession Number") or ""
    kind = KINDS.get(called.casefold())
    links, date, year = record.all("URL"), record.first("Date") or "", record.first("Year", "Year of Conference")
    notes = "\n".join(record.all("Notes"))
    pmid = pmid_in(number) if number.isdecimal() and len(number) < 9 else noted_pmid(notes)
    return {
        "doi": best_doi(
            record.first("DOI", "Electronic Resource Number"), *map(doi_of_link, links), noted_doi(notes)
        ),
        "pmid": pmid,
        "source_id": None if pmid else number or None,
        "url": next(filter(None, map(web_address, links)), None),
        "title": record.first("Title") or "",
        "authors": _people(record, "Author"),
        "editors": (_people(record, "Editor") or _people(record, "Secondary Author"))
        if kind in IN_BOOKS
        else None,
        "type": record.first("Type of Work", "Thesis Type") or called if kind == "thesis" else called,
        "kind": kind,
        "journal": record.first(*_AROUND),
        "short_journal": record.first("Alternate Journal"),
        "publisher": record.first("Publisher", "University", "Institution"),
        "publisher_place": record.first("City", "Place Published", "Conference Location"),
        "issn": issn_in(record.first("ISSN") or ""),
        "year": year or date,
        "published": whole_date(date) or day_of(date, year),
        "month": month_of(date),
        "volume": record.first("Volume"),
        "issue": record.first("Issue", "Number"),
        "article_number": record.first("Article Number"),
        **{name: value for name, value in located(record.first("Pages", "Start Page")).items() if value},
        "keywords": keywords_in(record.lines_of("Keywords")),
        **whole_abstract(record.texts("Abstract")),
    }


def _people(record: TaggedRecord, role: str) -> list[Author]:
    """The names of a role: "Hay, A., Pen, O. and Ox, E.", or several with "and" between them."""
    said = record.first(role) or ""
    parts = said.split(" and ")
    return (
        joined(said) if all(part.count(",") <= 1 for part in parts) else list(people(said.replace(" and ", ", ")))
    )
