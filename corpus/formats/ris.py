"""Papers from RIS, as Zotero, EndNote, Scopus and publishers export it, read by rispy one record at a time.

rispy loses records behind a byte-order mark, without ``ER`` or with one space after a tag; here the file is cut into
records first and each is given to it in the one spelling it knows, so that none is.
https://en.wikipedia.org/wiki/RIS_(file_format)
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import rispy

from corpus.doi import Doi
from corpus.formats.cells import doi_of_link, issn_in, web_address, whole_date, words_of
from corpus.formats.collecting import Collector
from corpus.formats.people import people
from corpus.formats.tagged import TaggedRecord, Tags, collected
from corpus.limits import USUAL, Limits
from corpus.models import Parsed
from corpus.progress import Progress, silent

_TAGS = Tags(
    tag=re.compile(r"\s{0,3}([A-Z][A-Z0-9])\s{0,2}-(?:\s(.*)|\s*$)", re.DOTALL),
    begins=re.compile(r"\s{0,3}TY\s{0,2}-(?:\s|$)"),
    first="TY",
    last="ER",
)
_TITLES = ("title", "primary_title", "short_title")
_JOURNALS = ("journal_name", "secondary_title", "alternate_title3", "alternate_title2", "alternate_title1")
_TYPES = {
    "JOUR": "Article", "EJOUR": "Article", "MGZN": "Article", "CHAP": "Chapter", "ECHAP": "Chapter", "BOOK": "Book",
    "CONF": "Conference paper", "CPAPER": "Conference paper", "THES": "Thesis", "RPRT": "Report", "ABST": "Abstract",
    "INPR": "Article", "NEWS": "News", "UNPB": "Preprint", "WEB": "Web page", "ELEC": "Web page", "GEN": None,
}  # fmt: skip


def looks_like(head: str) -> bool:
    """Whether a file that begins so is RIS: a line that begins a record, among the first that say something."""
    return re.search(r"^\s{0,3}TY\s{0,2}-\s*[A-Z]{2,8}\s*$", head[:4096], re.MULTILINE) is not None


def read(path: Path, progress: Progress = silent, limits: Limits = USUAL) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    collector = Collector(progress, limits)

    def fields(record: TaggedRecord) -> dict[str, Any]:
        if not record.lines[-1].lstrip().startswith("ER"):
            collector.note("records without their closing ER were read to where the next one begins")
        return _fields(_parsed(record))

    return collected(path, _TAGS, collector, fields)


def _parsed(record: TaggedRecord) -> dict[str, Any]:
    """A record by rispy's names."""
    lines = [f"{tag}  - {value}" for tag, value in record.pairs]
    found: list[dict[str, Any]] = rispy.loads("\n".join([*lines, "ER  - ", ""]))
    return found[0] if found else {}


def _fields(found: dict[str, Any]) -> dict[str, Any]:
    urls = [part for url in found.get("urls", ()) for part in re.split(r";\s*", url)]
    work = found.get("type_of_work")  # some publishers keep the DOI there
    dois = (found.get("doi"), *map(doi_of_link, urls), work if work and Doi.within(work) else None)
    doi = next(filter(None, dois), None)
    published = whole_date(_dashed(found.get("date") or found.get("publication_year") or found.get("year") or ""))
    year = re.search(r"\d{4}", found.get("year") or found.get("publication_year") or found.get("date") or "")
    pmid, url = _pmid(found), next(filter(None, map(web_address, urls)), None)
    return {
        "doi": Doi.within(doi) or doi if doi else None,
        "pmid": pmid,
        "source_id": None if doi or pmid else found.get("accession_number") or (None if url else found.get("id")),
        "url": url,
        "title": next((found[name] for name in _TITLES if found.get(name)), ""),
        "authors": people([*found.get("first_authors", ()), *found.get("authors", ())]),
        "type": (None if work and Doi.within(work) else work) or _TYPES.get(found.get("type_of_reference", "")),
        "journal": next((found[name] for name in _JOURNALS if found.get(name)), None),
        "issn": issn_in(found.get("issn") or ""),
        "year": int(year[0]) if year else None,
        "volume": found.get("volume"),
        "issue": found.get("number"),
        "article_number": found.get("custom7") or _pages(found.get("start_page"), found.get("end_page")),
        "published": published,
        "keywords": tuple(word for line in found.get("keywords", ()) for word in words_of(line, ";")),
        "abstract": found.get("abstract") or found.get("notes_abstract"),
    }


def _dashed(date: str) -> str:
    """ "2023/11/22/" → "2023-11-22"."""
    return "-".join(part for part in date.split("/")[:3] if part)


def _pages(first: str | None, last: str | None) -> str | None:
    if not first or not last or "-" in first or first == last:
        return first
    return f"{first}-{last}"


def _pmid(found: dict[str, Any]) -> str | None:
    """A PMID where the record comes from PubMed, or says so in a note."""
    database = str(found.get("name_of_database", "")).casefold()
    number = str(found.get("accession_number", ""))
    if number.isdecimal() and len(number) < 10 and ("pubmed" in database or "medline" in database):
        return number
    said = re.search(r"\bPMID:?\s*(\d{1,9})\b", " ".join(map(str, found.get("notes", ()))))
    return said[1] if said else None
