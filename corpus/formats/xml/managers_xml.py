"""Papers from the XML in which MS Word keeps its sources (Sources.xml), which tells no abstracts; and from BibTeXML, BibTeX's entries written as XML
(JabRef), with names in one text or part by part.

ECMA-376, part 1, 22.6 describes the first, http://bibtexml.sourceforge.net the second.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author, person
from corpus.cleaning.persons import prefixed
from corpus.doi import Doi
from corpus.formats.cells import issn_in, located
from corpus.formats.collecting import PLAINLY, Reading
from corpus.formats.fields import month_of, whole_date
from corpus.formats.links import web_address
from corpus.formats.text import bibtex
from corpus.formats.xml.xmlrecords import collected
from corpus.formats.xml.xmltext import holds, locally, said, text_of, within
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
_PEOPLE = {"author": "authors", "editor": "editors"}


def is_words(head: str) -> bool:
    """Whether a file with this beginning is MS Word's list of sources."""
    return holds(head, "Sources") and "officeDocument/2006/bibliography" in head


def read_words(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _TAGS, _of_word, reading)


def _of_word(source: Element) -> dict[str, Any]:
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


def is_bibtexml(head: str) -> bool:
    """Whether a file with this beginning is BibTeXML."""
    return holds(head, "entry") and "bibtexml" in head.casefold()


def read_bibtexml(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, ("entry",), _of_bibtexml, reading)


def _of_bibtexml(entry: Element) -> dict[str, Any]:
    work = next((one for one in entry if locally(one)), entry)
    held: dict[str, list[Element]] = {}
    for one in work:
        held.setdefault(locally(one).casefold(), []).append(one)
    told = {name: _told(name, several) for name, several in held.items()}
    made = bibtex.fields_of(locally(work).casefold(), told)
    people = {
        _PEOPLE[name]: made_of
        for name in _PEOPLE
        if (made_of := [_named(one) for one in held.get(name, ()) for one in within(one, "person")])
    }
    return made | {
        name: several for name, several in people.items() if name == "authors" or made["editors"] is not None
    }


def _told(name: str, several: list[Element]) -> str:
    """A field's text: of keywords each, of a title in parts the title and the subtitle, of several fields each."""
    if name == "title" and (main := said(several[0], "title")):
        return ": ".join(filter(None, (main, said(several[0], "subtitle"))))
    if words := [text_of(word) for one in several for word in within(one, "keyword")]:
        return "".join(f"{word};" for word in words)  # the last one closed, so that a comma separates nothing
    return (" and " if name in _PEOPLE else "; ").join(filter(None, map(text_of, several)))


def _named(one: Element) -> Author:
    family = prefixed(said(one, "prelast"), said(one, "last"))
    given = " ".join(filter(None, (said(one, "first"), said(one, "middle"))))
    return (
        person(family, given or None, said(one, "lineage") or None)
        if family
        else Author(name=given or text_of(one))
    )
