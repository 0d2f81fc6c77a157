"""Papers from XML as publishers keep it, where that is not JATS: Wiley's (WileyML 3G), IEEE's (IDAMS) and Copernicus'.

https://authorservices.wiley.com and the document types that IEEE and Copernicus name in their files describe them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author, person
from corpus.formats.cells import issn_in, located, span
from corpus.formats.collecting import PLAINLY, Reading
from corpus.formats.fields import UNKNOWN, main_abstract, month_of, whole_date
from corpus.formats.links import best_doi, web_address
from corpus.formats.xml.xmlrecords import collected
from corpus.formats.xml.xmlsections import sections_of
from corpus.formats.xml.xmltext import bare, holds, language_of, said, text_of, within
from corpus.models import Author, Parsed
from corpus.patterns import late

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_COPERNICUS = late(r"<article\b[^<>]{0,400}>\s*<journal>\s*<journal_title>")
_NONE = ("n/a", "")  # how Wiley gives the pages of what has none
_BESIDE = (
    "short",
    "graphical",
    "lay",
    "synopsis",
    "teaser",
)  # Wiley's texts that are no abstract: key points, a picture's


def is_wileys(head: str) -> bool:
    """Whether a file with this beginning is Wiley's XML."""
    return holds(head, "component") and holds(head, "publicationMeta")


def read_wileys(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    return collected(path, ("component",), _of_wiley, reading, only="header")


def _of_wiley(component: Element) -> dict[str, Any]:
    levels = {one.get("level"): one for one in within(component, "header", "publicationMeta")}
    journal, part, unit = (levels.get(name) for name in ("product", "part", "unit"))
    meta = next(iter(within(component, "header", "contentMeta")), None)
    numbers = {
        str(one.get("type")): text_of(one)
        for level in (part, unit)
        for one in within(level, "numberingGroup", "numbering")
    }
    ids = {str(one.get("type")): one.get("value") or "" for one in within(unit, "idGroup", "id")}
    first, last = ("" if numbers.get(name, "") in _NONE else numbers[name] for name in ("pageFirst", "pageLast"))
    cover = next((one.get("startDate") or text_of(one) for one in within(part, "coverDate")), "")
    online = next(
        (one.get("date") or "" for one in within(unit, "eventGroup", "event") if "nline" in str(one.get("type"))),
        "",
    )
    day = cover or online
    abstracts = [
        one for one in within(meta, "abstractGroup", "abstract") if one.get("type", "main") not in _BESIDE
    ]
    return {
        "doi": said(unit, "doi"),
        "title": _titled(meta, "main"),
        "authors": [made for one in within(meta, "creators", "creator") if (made := _creator(one))],
        "type": _titled(unit, "articleCategory") or None,
        "journal": _titled(journal, "main"),
        "short_journal": _titled(journal, "short"),
        "issn": issn_in(said(journal, "issn")),
        "publisher": said(journal, "publisherInfo", "publisherName"),
        "year": day[:4],
        "published": whole_date(day),
        "month": month_of(day),
        "volume": numbers.get("journalVolume"),
        "issue": numbers.get("journalIssue"),
        **located(span(first, last) or ids.get("eLocator")),
        "keywords": [text_of(one) for one in within(meta, "keywordGroup", "keyword")],
        **main_abstract((language_of(one, UNKNOWN), sections_of(one)) for one in abstracts),
    }


def _titled(level: Element | None, kind: str) -> str:
    return next((text_of(one) for one in within(level, "titleGroup", "title") if one.get("type") == kind), "")


def _creator(creator: Element) -> Author | None:
    if creator.get("creatorRole", "author") != "author":
        return None
    name, group = next(iter(within(creator, "personName")), None), said(creator, "groupName")
    family = " ".join(filter(None, (said(name, "familyNamePrefix"), said(name, "familyName"))))
    if family:
        return person(family, said(name, "givenNames") or None, said(name, "nameSuffix") or None)
    return Author(name=group) if group else None


def is_ieees(head: str) -> bool:
    """Whether a file with this beginning is IEEE's XML."""
    return holds(head, "publication") and holds(head, "publicationinfo") and holds(head, "volumeinfo")


def read_ieees(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    return collected(path, ("publication",), _of_ieee, reading, parts=_articles)


def _articles(publication: Element) -> Iterator[Element]:
    """The articles of an issue, each beside what is told of the issue."""
    around = [
        *within(publication, "title"),
        *within(publication, "publicationinfo"),
        *within(publication, "volume", "volumeinfo"),
    ]
    for article in within(publication, "volume", "article") or [publication]:
        one = publication.makeelement("issue", {})
        one.extend((*around, article))
        yield one


def _of_ieee(issue: Element) -> dict[str, Any]:
    printed, volume = (next(iter(within(issue, name)), None) for name in ("publicationinfo", "volumeinfo"))
    article = next(iter(within(issue, "article")), None)
    info = next(iter(within(article, "articleinfo")), None)
    dates = {str(one.get("datetype")): one for one in within(info, "date")}
    date = dates.get("OriginalPub") or dates.get("ePub")
    pages = next(iter(within(info, "artpagenums")), None)
    first, last = ("", "") if pages is None else (pages.get("startpage", ""), pages.get("endpage", ""))
    year, month, day = (said(date, name) for name in ("year", "month", "day"))
    is_meeting = "onference" in said(printed, "publicationtype")
    return {
        "doi": said(info, "articledoi"),
        "title": said(article, "title"),
        "authors": [_signer(one) for one in within(info, "authorgroup", "author")],
        "kind": "paper-conference" if is_meeting else None,
        "journal": said(issue, "title"),
        "issn": issn_in(said(printed, "issn")),
        "publisher": said(printed, "publisher", "publishername"),
        "year": said(volume, "year") or year,
        "published": whole_date(f"{day} {month.rstrip('.')} {year}")
        if said(volume, "year") in ("", year)
        else None,
        "month": month_of(month),
        "volume": said(volume, "volumenum"),
        "issue": said(volume, "issue", "issuenum"),
        **located(span(first, last)),
        "keywords": [text_of(one) for one in within(info, "keywordset", "keyword", "keywordterm")],
        "abstract": next(
            (text_of(one) for one in within(info, "abstract") if one.get("abstracttype", "Regular") == "Regular"),
            "",
        ),
    }


def _signer(signed: Element) -> Author:
    family = said(signed, "unicodesurname") or said(signed, "surname")
    given = said(signed, "unicodefirstname") or said(signed, "firstname")
    return (
        person(family, given or None, said(signed, "suffix") or None)
        if family
        else author(said(signed, "nonnormname"))
    )


def is_copernicus(head: str) -> bool:
    """Whether a file with this beginning is Copernicus' XML."""
    return _COPERNICUS.search(bare(head)) is not None


def read_copernicus(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    return collected(path, ("article",), _of_copernicus, reading)


def _of_copernicus(article: Element) -> dict[str, Any]:
    journal = next(iter(within(article, "journal")), None)
    day = said(article, "publication_date")
    return {
        "doi": best_doi(said(article, "doi")),
        "url": web_address(said(article, "article_url")),
        "title": said(article, "article_title"),
        "authors": [author(name) for one in within(article, "authors", "author") if (name := said(one, "name"))],
        "type": said(article, "article_type") or None,
        "journal": said(journal, "journal_title"),
        "issn": issn_in(said(journal, "issn") or said(journal, "eissn")),
        "year": said(journal, "publication_year") or day[:4],
        "published": whole_date(day),
        "volume": said(journal, "volume_number"),
        "issue": said(journal, "issue_number"),
        **located(span(said(article, "start_page"), said(article, "end_page")) or said(article, "article_number")),
        "abstract": said(article, "abstract"),
    }
