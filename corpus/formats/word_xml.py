"""Papers from the XML in which MS Word keeps its sources (Sources.xml); it tells no abstracts.

ECMA-376, part 1, 22.6 describes it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author, person
from corpus.doi import Doi
from corpus.formats.cells import issn_in, located
from corpus.formats.collecting import PLAINLY, Reading
from corpus.formats.fields import month_of, whole_date
from corpus.formats.links import web_address
from corpus.formats.xmlrecords import collected
from corpus.formats.xmltext import holds, said, text_of, within
from corpus.models import Author, Kind, Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_TAGS = ("Source",)
_TYPES: dict[str, tuple[str, Kind | None]] = {
    "JournalArticle": ("Article", None), "ArticleInAPeriodical": ("Article", None), "Book": ("Book", "book"),
    "BookSection": ("Chapter", "chapter"), "ConferenceProceedings": ("Conference paper", "paper-conference"), "Report": ("Report", "report"),
    "InternetSite": ("Web page", "webpage"), "DocumentFromInternetSite": ("Web page", "webpage"),
}  # fmt: skip
_AROUND = ("JournalName", "PeriodicalTitle", "BookTitle", "ConferenceName", "InternetSiteTitle")


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is MS Word's list of sources."""
    return holds(head, "Sources") and "officeDocument/2006/bibliography" in head


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _TAGS, _fields, reading)


def _fields(source: Element) -> dict[str, Any]:
    called, kind = _TYPES.get(said(source, "SourceType"), (None, None))
    day, month, year = (said(source, name) for name in ("Day", "Month", "Year"))
    link, number = said(source, "URL"), said(source, "StandardNumber")
    return {
        "doi": next((one for one in (said(source, "DOI"), number, link) if Doi.within(one)), None),
        "url": web_address(link),
        "title": " ".join(said(source, "Title").split()),
        "authors": _people(source, "Author"),
        "editors": _people(source, "Editor") or None,
        "type": called,
        "kind": kind,
        "journal": next(filter(None, (said(source, name) for name in _AROUND)), None),
        "publisher": said(source, "Publisher"),
        "publisher_place": said(source, "City"),
        "issn": issn_in(number),
        "year": year,
        "month": month_of(month),
        "published": whole_date(f"{year}-{month_of(month)}-{day}"),
        "volume": said(source, "Volume"),
        "issue": said(source, "Issue"),
        **located(said(source, "Pages")),
    }


def _people(source: Element, role: str) -> list[Author]:
    """The people of a role, or the one body that is named in their place."""
    groups = [Author(name=name) for one in within(source, "Author", role, "Corporate") if (name := text_of(one))]
    return groups + [_person(one) for one in within(source, "Author", role, "NameList", "Person") if text_of(one)]


def _person(one: Element) -> Author:
    family, given = said(one, "Last"), " ".join(filter(None, (said(one, "First"), said(one, "Middle"))))
    return person(family, given) if family and given else author(family or given or text_of(one))
