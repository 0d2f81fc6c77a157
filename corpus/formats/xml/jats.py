"""Papers from articles in JATS XML, as PubMed Central and publishers give them: what stands in front of the text.

https://jats.nlm.nih.gov/publishing/ describes the elements.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author, is_particle, person
from corpus.cleaning.persons import prefixed
from corpus.formats.cells import KINDS, issn_in, located, pmid_in, span
from corpus.formats.collecting import PLAINLY, Reading, RefusedError
from corpus.formats.fields import UNKNOWN, main_abstract, month_of
from corpus.formats.xml.xmlrecords import collected
from corpus.formats.xml.xmlsections import sections_of
from corpus.formats.xml.xmltext import day_of, holds, language_of, link_of, locally, said, text_of, within
from corpus.models import Author, Notice, Parsed, Status, graver
from corpus.retractions import Became

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_TAGS = ("article",)
_OF_ANOTHER: dict[str, Became] = {"retracted-article": "retracted", "object-of-concern": "concern", "corrected-article": "corrected"}  # fmt: skip
_OF_ITSELF: dict[str, Became] = {"retraction-forward": "retracted", "concern-forward": "concern", "correction-forward": "corrected"}  # fmt: skip
_PUBLISHED = (
    "epub",
    "pub",
    "epub-ppub",
    "ppub",
    "collection",
    "",
)  # of the dates of an article, the first that is whole
_OF_ISSUE = ("collection", "ppub", "epub-ppub", "cover", "print")  # whose year is the volume's
_IN_FORMAT = {"print": "ppub", "electronic": "epub"}  # which "pub" a date is of
_OF_GROUPS = frozenset(
    {"collab", "collaboration", "collaborator", "group", "on-behalf-of"}
)  # as what a group signs
_OF_A_NAME = frozenset(
    {"contrib-group", "address", "email", "aff", "xref", "ext-link", "fn", ""}
)  # which is no part of it
_BESIDE = frozenset(  # what stands beside an abstract and is none
    {"graphical", "graphical-abstract", "teaser", "toc", "highlights", "author-highlights", "key-points", "precis", "web-summary", "video"}
)  # fmt: skip


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is an article in JATS, or several."""
    return holds(head, "article") and holds(head, "front")


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _TAGS, _fields, reading, _notices, only="front")


def _notices(article: Element) -> list[Notice]:
    """What an article states about those it corrects or takes back."""
    own = _identifier(_meta(article), "doi")
    source = f"https://doi.org/{own}" if own else None
    return [
        Notice(of=doi, status=Status(kind=kind, source=source))
        for kind, doi in _related(article, _OF_ANOTHER)
        if doi
    ]


def _related(article: Element, kinds: dict[str, Became]) -> Iterator[tuple[Became, str]]:
    """The articles that this one names as of some kinds, with their DOIs ("" where it gives none)."""
    for one in within(_meta(article), "related-article"):
        if kind := kinds.get(one.get("related-article-type", "")):
            yield kind, link_of(one) if one.get("ext-link-type", "doi") == "doi" else ""


def _meta(article: Element) -> Element | None:
    return next(iter(within(article, "front", "article-meta")), None)


def _fields(article: Element) -> dict[str, Any]:
    meta = _meta(article)
    if meta is None:
        raise RefusedError("it holds nothing that tells what the article is")
    journal = next(iter(within(article, "front", "journal-meta")), None)
    called = article.get("article-type", "").replace("-", " ")
    doi, pmid = _identifier(meta, "doi"), pmid_in(_identifier(meta, "pmid"))
    return {
        "doi": doi,
        "pmid": pmid,
        "source_id": None if doi or pmid else _own_number(meta),
        "title": _title(meta),
        "authors": list(_signed(meta, "author")),
        "type": "Review" if called == "review article" else called.capitalize(),
        "kind": KINDS.get(called),
        **_journal(journal),
        **_dates(meta),
        "volume": said(meta, "volume"),
        "issue": said(meta, "issue"),
        **_place(meta),
        "keywords": tuple(word for one in within(meta, "kwd-group", "kwd") if (word := text_of(one))),
        "rights": said(meta, "permissions", "copyright-statement"),
        "licence": next(filter(None, map(_licence, within(meta, "permissions", "license"))), None),
        "status": reduce(
            graver, (Status(kind=kind, source=_doi_link(doi)) for kind, doi in _related(article, _OF_ITSELF)), None
        ),
        **main_abstract(_abstracts(article, meta)),
    }


def _doi_link(doi: str) -> str | None:
    return f"https://doi.org/{doi}" if doi else None


def _title(meta: Element) -> str:
    title, below = (" ".join(said(meta, "title-group", name).split()) for name in ("article-title", "subtitle"))
    if title.casefold().startswith(below.casefold()):  # the running title, as some write it there
        return title
    return f"{title}: {below}" if below else title


def _journal(journal: Element | None) -> dict[str, Any]:
    short = said(journal, "journal-title-group", "abbrev-journal-title")
    listed = next(
        (text_of(one) for one in within(journal, "journal-id") if one.get("journal-id-type") == "nlm-ta"), ""
    )
    return {
        "journal": said(journal, "journal-title-group", "journal-title") or said(journal, "journal-title"),
        "short_journal": short or listed,
        "issn": issn_in(said(journal, "issn")),
        "publisher": said(journal, "publisher", "publisher-name"),
    }


def _dates(meta: Element) -> dict[str, Any]:
    """The day an article came out, and the year of its volume."""
    found = [(_kind_of(one), one) for one in within(meta, "pub-date")]
    days = (day_of(one) for kind in _PUBLISHED for its, one in found if its == kind)
    published: date | None = next(filter(None, days), None)
    dated = (one for kind in (*_OF_ISSUE, *_PUBLISHED) for its, one in found if its == kind and said(one, "year"))
    volume = next(dated, None)
    return {"published": published, "year": said(volume, "year"), "month": month_of(said(volume, "month"))}


def _kind_of(date: Element) -> str:
    kind = str(date.get("pub-type") or date.get("date-type") or "")
    return _IN_FORMAT.get(date.get("publication-format", ""), kind) if kind == "pub" else kind


def _place(meta: Element) -> dict[str, str | None]:
    pages, number = span(said(meta, "fpage"), said(meta, "lpage")), said(meta, "elocation-id")
    return located(pages) | ({"article_number": number} if number else {})


def _identifier(meta: Element | None, *kinds: str) -> str:
    named = {one.get("pub-id-type"): text_of(one) for one in within(meta, "article-id")}
    return next((said for kind in kinds if (said := named.get(kind, ""))), "")


def _own_number(meta: Element) -> str:
    """The number of PubMed Central's, which older files give without its letters (a PMID looks the same), or the publisher's."""
    number = _identifier(meta, "pmcid", "pmc")
    return f"PMC{number}" if number.isdecimal() else number or _identifier(meta, "publisher-id")


def _licence(licence: Element) -> str:
    """The address of a licence, which says which one it is."""
    return link_of(licence) or said(licence, "license_ref")


def _abstracts(article: Element, meta: Element) -> Iterator[tuple[str, str]]:
    """An article's own abstract, those in other languages, then summaries in plain words, each with its language."""
    own = [one for one in within(meta, "abstract") if one.get("abstract-type", "") not in _BESIDE]
    further = [one for one in own if one.get("abstract-type") is not None]
    for one in (*(one for one in own if one not in further), *within(meta, "trans-abstract"), *further):
        usual = UNKNOWN if locally(one) == "trans-abstract" else language_of(article, "en")
        yield language_of(one, usual), sections_of(one)


def _signed(meta: Element, role: str) -> Iterator[Author]:
    for one in within(meta, "contrib-group", "contrib"):
        of_group = (
            role == "author" and one.get("contrib-type", "") in _OF_GROUPS and len(within(one, "collab")) > 0
        )
        if (one.get("contrib-type", role) == role or of_group) and (made := _author(one)):
            yield made


def _author(contrib: Element) -> Author | None:
    names = (
        *within(contrib, "name"),
        *within(contrib, "name-alternatives", "name"),
        *within(contrib, "string-name"),
        *within(contrib, "name-alternatives", "string-name"),
    )
    for name in sorted(names, key=lambda one: one.get("name-style") == "eastern"):  # of two scripts the Latin one
        family, given = said(name, "surname"), said(name, "given-names")
        if family:
            return person(
                _with_particles(said(name, "prefix"), family), given or None, said(name, "suffix") or None
            )
        if whole := text_of(name):
            return author(whole)
    group = next(iter(within(contrib, "collab")), None)
    named = _without_members(group) if group is not None else ""
    return Author(name=named) if named else None


def _with_particles(prefix: str, family: str) -> str:
    """A family name with the particles ("van der") that stand in a place of their own; a title there is none."""
    return prefixed(prefix, family) if all(map(is_particle, prefix.split())) else family


def _without_members(group: Element) -> str:
    """A group's name; who belongs to it may stand in the same element."""
    parts = [group.text or ""]
    for child in group:
        parts += ["" if locally(child) in _OF_A_NAME else text_of(child), child.tail or ""]
    name = " ".join("".join(parts).split()).strip(" ,;:")
    return name[1:-1] if name[:1] == "(" and name.find(")") == len(name) - 1 else name
