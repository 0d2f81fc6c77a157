"""Papers from ReDIF, the templates in which series of economics describe their papers to RePEc (IDEAS, EconPapers).

https://ideas.repec.org/t/rdf.html describes it. A line without the name of a field goes on with the value before it, also one that
begins with another word and a colon ("Purpose: …").
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from corpus.authors import listed
from corpus.formats.cells import issn_in, keywords_of, located
from corpus.formats.collecting import PLAINLY, Collector, Reading
from corpus.formats.fields import month_of, when, whole_abstract
from corpus.formats.links import best_doi, doi_of_link, web_address
from corpus.formats.text.tagged import collected
from corpus.formats.text.tags import TaggedRecord, Tags
from corpus.models import IN_BOOKS, Author, Kind, Parsed
from corpus.patterns import late

_NAMES = (
    "Template-Type|Author-[A-Z-]+|Editor-[A-Z-]+|Publisher-[A-Z-]+|Provider-[A-Z-]+|Publication-[A-Z-]+|Book-[A-Z]+|File-[A-Z]+|Order-[A-Z]+"
    "|Classification-[A-Z0-9]+|Creation-Date|Revision-Date|X-DOI|X-[A-Z-]+|Title|Abstract|Keywords|Journal|Volume|Issue|Number|Pages|Year|Month"
    "|DOI|ISSN|ISBN|Handle|Series|Length|Language|Note|Price|Availability|Restriction|Contact-Email|Paper-Handle|Article-Handle|Chapter"
)
_ONCE = ("Title", "Abstract", "Journal", "Volume", "Issue", "Pages", "Year", "Handle")
_TAGS = Tags(
    tag=late(rf"({_NAMES}):(.*)", re.DOTALL | re.IGNORECASE),
    begins=late(r"TEMPLATE-TYPE:"),
    first="TEMPLATE-TYPE",
    last=None,
    once=frozenset({*_ONCE, *map(str.lower, _ONCE), *map(str.upper, _ONCE)}),
    raised=late(r"\ATemplate-Type:", re.IGNORECASE),
)
_TYPES: dict[str, tuple[str, Kind | None]] = {
    "article": ("Article", None),
    "paper": ("Working paper", "report"),
    "book": ("Book", "book"),
    "chapter": ("Chapter", "chapter"),
    "software": ("Software", None),
}


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is ReDIF."""
    return re.match(r"(?:\s*#[^\n]*\n)*\s*Template-Type:\s*ReDIF-", head, re.IGNORECASE) is not None


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    return collected(path, _TAGS, Collector(reading), _fields)


def _fields(written: TaggedRecord) -> dict[str, Any]:
    """The fields of a template, whose names are in capitals or small letters as its writer likes."""
    record = TaggedRecord(written.line, tags=[(tag.upper(), lines) for tag, lines in written.tags])
    template = re.match(r"redif-([a-z]+)", (record.first("TEMPLATE-TYPE") or "").casefold())
    called, kind = _TYPES.get(template[1] if template else "", (None, None))
    date = re.sub(r"\A(\d{4})(\d\d)(\d\d)?\Z", _dashed, record.first("CREATION-DATE", "PUBLICATION-DATE") or "")
    links = record.all("FILE-URL")
    return {
        "doi": best_doi(*record.all("DOI", "X-DOI"), *map(doi_of_link, links), *_noted(record)),
        "source_id": record.first("HANDLE"),
        "url": next(filter(None, map(web_address, links)), None),
        "title": record.first("TITLE") or "",
        "authors": _people(record, "AUTHOR-NAME"),
        "editors": _people(record, "EDITOR-NAME") if kind in IN_BOOKS else None,
        "type": called,
        "kind": kind,
        "journal": record.first("JOURNAL", "BOOK-TITLE", "SERIES"),
        "publisher": record.first("PUBLISHER-NAME"),
        "issn": issn_in(record.first("ISSN") or ""),
        "year": record.first("YEAR") or date[:4],
        **_day(date, record.first("YEAR"), record.first("MONTH")),
        "volume": record.first("VOLUME"),
        "issue": record.first("ISSUE"),
        **located(record.first("PAGES")),
        "keywords": tuple(word for one in record.all("KEYWORDS") for word in keywords_of(one)),
        **whole_abstract(record.texts("ABSTRACT")),
    }


def _people(record: TaggedRecord, role: str) -> list[Author]:
    """The names, each read by itself: one template has "Ada Hay" beside "Pen, Otto"."""
    return [one for name in record.all(role) for one in listed([name])]


def _dashed(found: re.Match[str]) -> str:
    return "-".join(filter(None, found.groups()))


def _noted(record: TaggedRecord) -> list[str]:
    """A note that is a DOI and nothing else, as the American Economic Association writes it; others name other works."""
    return [one for one in record.all("NOTE") if re.fullmatch(r"DOI:? *10\.\S+", one)]


def _day(date: str, year: str | None, month: str | None) -> dict[str, Any]:
    """The day, of the year that the record names where it names one."""
    return when(date) if date and (not year or date.startswith(year)) else {"month": month_of(month or "")}
