"""Papers from EndNote's XML, which EndNote, Zotero, Mendeley and others write."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.doi import Doi
from corpus.formats.cells import doi_of_link, issn_in, web_address, whole_date
from corpus.formats.collecting import Collector, RefusedError
from corpus.formats.xmlrecords import XmlRecord, counted, element_of, records, text_of
from corpus.limits import USUAL, Limits
from corpus.models import Author, Parsed
from corpus.names import author
from corpus.progress import Progress, silent

if TYPE_CHECKING:
    from datetime import date
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_TAGS = ("record",)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_MONTH_FIRST = re.compile(r"([A-Z][a-z]{2,8})\.? (\d{1,2})")  # "Mar 15"; the year stands by itself


def looks_like(head: str) -> bool:
    """Whether a file that begins so is EndNote's XML."""
    return head.lstrip().startswith("<") and re.search(r"<xml>\s*<records[\s>]", head) is not None


def read(path: Path, progress: Progress = silent, limits: Limits = USUAL) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    collector = Collector(progress, limits)
    for record in records(path, _TAGS):
        try:
            collector.fits(len(record.raw))
            fields = _fields(element_of(record))
            _tell(collector, record, fields)
            collector.take(record.line, fields, record.raw)
        except RefusedError as refusal:
            collector.refuse(record.line, str(refusal), record.raw)
    return collector.parsed(path.name, counted(path, _TAGS))


def _tell(collector: Collector, record: XmlRecord, fields: dict[str, Any]) -> None:
    """EndNote keeps any electronic number in the DOI's place: one that is none is said and left out."""
    if fields["doi"] and Doi.within(fields["doi"]) is None:
        collector.note(
            f"line {record.line}: its electronic number (“{fields['doi'][:40]}”) is no DOI; it was left out"
        )
        fields["doi"] = None


def _fields(record: Element) -> dict[str, Any]:
    year = _YEAR.search(_said(record, "dates/year"))
    kind = record.find("ref-type")
    return {
        **_identity(record),
        "title": _said(record, "titles/title"),
        "authors": [
            _author(name) for one in record.findall("contributors/authors/author") if (name := _line(one))
        ],
        "type": (kind.get("name") or _line(kind)) if kind is not None else None,
        "journal": _said(record, "periodical/full-title") or _said(record, "titles/secondary-title"),
        "issn": issn_in(_said(record, "isbn")),
        "year": int(year[0]) if year else None,
        "volume": _said(record, "volume"),
        "issue": _said(record, "number"),
        "article_number": _said(record, "custom7") or _said(record, "pages"),
        "published": _published(record, year[0] if year else ""),
        "keywords": tuple(filter(None, map(_line, record.findall("keywords/keyword")))),
        "abstract": text_of(record.find("abstract")),
    }


def _identity(record: Element) -> dict[str, Any]:
    """What a record can be cited by; EndNote's own number only where there is nothing else."""
    links = [_line(one) for kind in ("related", "web") for one in record.findall(f"urls/{kind}-urls/url")]
    doi = _said(record, "electronic-resource-num") or next(filter(None, map(doi_of_link, links)), None)
    url = next(filter(None, map(web_address, links)), None)
    number, own = _said(record, "accession-num"), _said(record, "rec-number")
    pmid = number if re.fullmatch(r"\d{1,8}", number) else None
    has_doi = doi is not None and Doi.within(doi) is not None
    named = None if has_doi or pmid else number or (f"EndNote-{own}" if own and not url else None)
    return {"doi": doi, "pmid": pmid, "url": url, "source_id": named}


def _author(name: str) -> Author:
    """A person, or a group: EndNote ends a group's name in a comma."""
    return Author(name=name.rstrip(", ")) if name.endswith(",") and name.strip(", ") else author(name)


def _published(record: Element, year: str) -> date | None:
    text = _said(record, "dates/pub-dates/date")
    month_first = _MONTH_FIRST.fullmatch(text)
    return whole_date(f"{month_first[2]} {month_first[1]} {year}" if month_first else text)


def _said(record: Element, path: str) -> str:
    return _line(record.find(path))


def _line(element: Element | None) -> str:
    return " ".join(text_of(element).split())
