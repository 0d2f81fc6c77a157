"""Papers from Elsevier's XML of articles and chapters, as ScienceDirect's service answers it and as it is sold in bulk: what stands
in front of the text.

https://dev.elsevier.com/sd_article_meta_tdm.html and https://www.elsevier.com/researcher/author/policies-and-guidelines/elsevier-xml-dtds-and-transport-schemas describe it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author, person
from corpus.doi import Doi
from corpus.formats.cells import issn_in, located, span
from corpus.formats.collecting import PLAINLY, Reading
from corpus.formats.fields import UNKNOWN, but_new_year, main_abstract, when
from corpus.formats.links import web_address
from corpus.formats.xml.xmlrecords import collected
from corpus.formats.xml.xmlsections import labelled
from corpus.formats.xml.xmltext import holds, language_of, locally, said, text_of, within
from corpus.models import Author, Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_TAGS = ("document", "full-text-retrieval-response")
_NAMED = "://www.elsevier.com/xml/"
_REVIEWS = frozenset({"rev", "ssu"})
_BESIDE = frozenset(
    {"graphical", "author-highlights", "editor-highlights", "highlights", "teaser", "stereochemical"}
)


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is Elsevier's XML."""
    return holds(head, *_TAGS) and _NAMED in head


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _TAGS, _fields, reading)


def _fields(record: Element) -> dict[str, Any]:
    told = next(iter((*within(record, "RDF", "Description"), *within(record, "coredata"))), None)
    head = _head(record)
    names = [text_of(one) for one in within(told, "creator")]
    number = said(told, "articleNumber") or said(told, "article-number")
    date = said(told, "coverDate")
    chapter = said(told, "aggregationType").casefold() == "book"
    return {
        "doi": next((one for one in (said(told, "doi"), said(told, "identifier")) if Doi.within(one)), None),
        "title": _title(head) or " ".join(said(told, "title").split()),
        "authors": list(_people(head)) or list(map(author, names)),
        "type": "Chapter" if chapter else "Review" if _subtype(record) in _REVIEWS else "Article",
        "kind": "chapter" if chapter else None,
        "journal": said(told, "publicationName"),
        "issn": None if chapter else issn_in(said(told, "issn")),
        "publisher": said(told, "publisher"),
        "year": date or said(told, "coverDisplayDate"),
        **when(but_new_year(date) or ""),
        "volume": said(told, "volume"),
        "issue": said(told, "number") or said(told, "issueIdentifier"),
        **(
            {"article_number": number}
            if number
            else located(span(said(told, "startingPage"), said(told, "endingPage")))
        ),
        "keywords": _keywords(head, told),
        "rights": said(told, "copyright"),
        "licence": web_address(said(told, "openaccessUserLicense")),
        **_abstract(head, told),
    }


def _head(record: Element) -> Element | None:
    """What holds an article's title, authors and abstract: its head, or the chapter itself."""
    first = (
        one
        for one in record.iter()
        if within(one, "author-group") or (locally(one).endswith("head") and within(one, "title"))
    )
    return next(first, None)


def _subtype(record: Element) -> str:
    return next((kind for one in record.iter() if (kind := one.get("docsubtype"))), "")


def _title(head: Element | None) -> str:
    title, below = (" ".join(said(head, name).split()) for name in ("title", "subtitle"))
    return f"{title}: {below}" if below else title


def _people(head: Element | None) -> Iterator[Author]:
    for one in (child for group in within(head, "author-group") for child in group):
        family = said(one, "surname")
        if locally(one) == "author" and family:
            yield person(
                family, said(one, "given-name") or said(one, "initials") or None, said(one, "suffix") or None
            )
        elif locally(one) == "collaboration" and (name := said(one, "text")):
            yield Author(name=name)


def _keywords(head: Element | None, told: Element | None) -> tuple[str, ...]:
    """An article's own keywords; else the subjects it is told to have."""
    groups = (one for one in within(head, "keywords") if one.get("class", "keyword") in ("keyword", "idt"))
    own = [said(one, "text") for group in groups for one in within(group, "keyword")]
    subjects = (*within(told, "subject", "Bag", "li"), *(one for one in within(told, "subject") if not len(one)))
    return tuple(filter(None, own or map(text_of, subjects)))


def _abstract(head: Element | None, told: Element | None) -> dict[str, Any]:
    """The abstracts of the head, without graphical ones and highlights; else the one told in front, on the lines it has there."""
    own = [one for one in within(head, "abstract") if one.get("class", "author") not in _BESIDE]
    if own:
        return main_abstract((language_of(one, UNKNOWN), labelled(_sections(one))) for one in own)
    lines = ("".join(one.itertext()) for one in within(told, "description"))
    return {"abstract": next(lines, None) if told is not None and locally(told) == "coredata" else None}


def _sections(abstract: Element) -> Iterator[tuple[str, str]]:
    """The parts of an abstract, each with its title."""
    for one in within(abstract, "abstract-sec"):
        paragraphs = (*within(one, "simple-para"), *within(one, "para"))
        yield said(one, "section-title"), " ".join(filter(None, map(text_of, paragraphs)))
