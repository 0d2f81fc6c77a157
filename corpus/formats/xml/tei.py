"""Papers from TEI: as GROBID reads it off PDFs (the header, one file a paper), and as HAL tells its records, several in a file.

https://grobid.readthedocs.io/en/latest/TEI-encoding-of-results/ and https://github.com/CCSDForge/HAL describe them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author, person
from corpus.formats.cells import issn_in, located, span
from corpus.formats.collecting import PLAINLY, Reading, RefusedError
from corpus.formats.fields import UNKNOWN, main_abstract, when
from corpus.formats.links import web_address
from corpus.formats.xml.xmlrecords import collected
from corpus.formats.xml.xmlsections import labelled
from corpus.formats.xml.xmltext import holds, language_of, locally, said, text_of, within
from corpus.models import Author, Kind, Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_TAGS = ("TEI",)
_OF_HAL, _LISTED = ("biblFull",), ("biblStruct",)
_KINDS: dict[str, Kind] = {
    "book": "book", "bookSection": "chapter", "conferencePaper": "paper-conference", "thesis": "thesis", "report": "report", "preprint": "preprint",
    "webpage": "webpage",
}  # fmt: skip
_TYPES: dict[str, tuple[str, Kind | None]] = {
    "ART": ("Article", None), "COMM": ("Conference paper", "paper-conference"), "COUV": ("Chapter", "chapter"), "OUV": ("Book", "book"),
    "THESE": ("PhD thesis", "thesis"), "HDR": ("Habilitation", "thesis"), "MEM": ("Thesis", "thesis"), "REPORT": ("Report", "report"),
    "UNDEFINED": ("Preprint", "preprint"), "PREPRINT": ("Preprint", "preprint"), "POSTER": ("Poster", None), "DOUV": ("Edited book", "book"),
}  # fmt: skip
_OFF_PDFS = "TEI is what a program read off PDFs, and may hold its mistakes; look the abstracts over"


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is TEI with a header."""
    return holds(head, *_TAGS) and holds(head, "teiHeader")


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    parsed = collected(path, _TAGS, _fields, reading, only="teiHeader")
    return parsed.noted(_OFF_PDFS) if parsed.papers else parsed


def is_hals(head: str) -> bool:
    """Whether a file with this beginning is HAL's TEI."""
    return holds(head, *_TAGS) and holds(head, *_OF_HAL)


def read_hals(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _OF_HAL, _of_hal, reading)


def _of_hal(record: Element) -> dict[str, Any]:
    """A record of HAL."""
    work = next(iter(within(record, "sourceDesc", "biblStruct")), None)
    held = next(iter(within(work, "monogr")), None)
    profile = next(iter(within(record, "profileDesc")), None)
    printed = next(iter(within(record, "publicationStmt")), None)
    called, kind = _TYPES.get(_typology(profile), (None, None))
    date = said(held, "imprint", "date") or _produced(record)
    doi, pmid = _number(work, "doi"), _number(work, "pubmed")
    return {
        "doi": doi,
        "pmid": pmid,
        "source_id": None if doi or pmid else _number(printed, "halId"),
        "url": web_address(_number(printed, "halUri")),
        "title": _hals_title(work),
        "authors": list(_people(work)),
        "type": called,
        "kind": kind,
        "journal": _stands_in(held) or said(held, "meeting", "title"),
        "issn": issn_in(_number(held, "issn") or _number(held, "eissn")),
        "publisher": said(held, "imprint", "publisher"),
        "year": date,
        **when(date),
        "volume": _scope(held, "volume"),
        "issue": _scope(held, "issue"),
        **located(_scope(held, "pp")),
        "keywords": tuple(filter(None, map(text_of, within(profile, "textClass", "keywords", "term")))),
        **main_abstract((language_of(one, UNKNOWN), text_of(one)) for one in within(profile, "abstract")),
    }


def is_list(head: str) -> bool:
    """Whether a file with this beginning is a list of references in TEI, as Zotero writes it."""
    return holds(head, "listBibl") and holds(head, *_LISTED) and not holds(head, "teiHeader", *_OF_HAL)


def read_list(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    return collected(path, _LISTED, _of_list, reading)


def _of_list(work: Element) -> dict[str, Any]:
    """A reference of a list: an article in something, or a work of its own."""
    inside, held = (next(iter(within(work, name)), None) for name in ("analytic", "monogr"))
    whole = inside if inside is not None else held
    date = next((one.get("when") or text_of(one) for one in within(held, "imprint", "date")), "")
    notes = {
        str(one.get("type")): text_of(one)
        for part in (held, work)
        for one in (*within(part, "imprint", "note"), *within(part, "note"))
    }
    doi = _number(work, "DOI") or _number(held, "DOI")
    return {
        "doi": doi,
        "url": web_address(notes.get("url", "")),
        "title": said(whole, "title"),
        "authors": list(_people(work) if inside is not None else _names(held)),
        "kind": _KINDS.get(str(work.get("type"))),
        "journal": _stands_in(held) if inside is not None else None,
        "short_journal": next((text_of(one) for one in within(held, "title") if one.get("type") == "short"), None),
        "issn": issn_in(_number(work, "ISSN") or _number(held, "ISSN")),
        "publisher": said(held, "imprint", "publisher"),
        "publisher_place": said(held, "imprint", "pubPlace"),
        "year": date,
        **when(date),
        "volume": _scope(held, "volume"),
        "issue": _scope(held, "issue"),
        **located(_scope(held, "page") or _scope(held, "pp")),
    }


def _typology(profile: Element | None) -> str:
    """HAL's code for the kind of a work; "" if there is none."""
    codes = within(profile, "textClass", "classCode")
    return next((one.get("n") or "" for one in codes if one.get("scheme") == "halTypology"), "")


def _produced(record: Element) -> str:
    """The day a work was written, for one without a day of print; "" if that is not told."""
    dates = within(record, "editionStmt", "edition", "date")
    return next((text_of(one) for one in dates if one.get("type") == "whenProduced"), "")


def _hals_title(work: Element | None) -> str:
    """A work's English title, else its first, with the subtitle in the same language."""
    titles = [
        (language_of(one, UNKNOWN), text_of(one), one.get("type")) for one in within(work, "analytic", "title")
    ]
    own = [(language, text) for language, text, sort in titles if sort != "sub" and text]
    first = next((text for _, text in own), "")
    title = next((text for language, text in own if language.startswith("en")), first)
    below = next((text for language, text, sort in titles if sort == "sub" and (language, title) in own), "")
    return f"{title}: {below}" if below else title


def _stands_in(held: Element | None) -> str:
    """The title of the journal, or else of the book, that a work stands in; "" for none."""
    titles = [(one.get("level"), text_of(one)) for one in within(held, "title")]
    return next((text for wanted in "jm" for level, text in titles if level == wanted), "")


def _fields(record: Element) -> dict[str, Any]:
    header = next(iter(within(record, "teiHeader")), None)
    work = next(iter(within(header, "fileDesc", "sourceDesc", "biblStruct")), None)
    if work is None:
        raise RefusedError("its header tells of no paper")
    held = next(iter(within(work, "monogr")), None)
    title, journal, kind = _titles(header, work, held)
    printed = [*within(held, "imprint", "date"), *within(header, "fileDesc", "publicationStmt", "date")]
    date = next((day for one in printed if (day := one.get("when") or text_of(one))), "")
    return {
        "doi": _number(work, "DOI"),
        "pmid": _number(work, "PMID"),
        "title": " ".join(title.split()),
        "authors": list(_people(work)),
        "type": "Conference paper" if kind else "Article",
        "kind": kind,
        "journal": journal,
        "issn": issn_in(_number(held, "ISSN") or _number(held, "eISSN")),
        "publisher": said(held, "imprint", "publisher")
        or said(header, "fileDesc", "publicationStmt", "publisher"),
        "year": date,
        **when(date),
        "volume": _scope(held, "volume"),
        "issue": _scope(held, "issue"),
        **located(_scope(held, "page")),
        "keywords": tuple(
            filter(None, map(text_of, within(header, "profileDesc", "textClass", "keywords", "term")))
        ),
        "abstract": labelled(_sections(header)),
    }


def _titles(header: Element | None, work: Element, held: Element | None) -> tuple[str, str, Kind | None]:
    """A paper's title, that of what it stands in, and its kind."""
    around = next((one for one in within(held, "title") if one.get("level") in ("j", "m") and text_of(one)), None)
    meeting = bool(within(held, "meeting")) or (around is not None and around.get("level") == "m")
    title = said(work, "analytic", "title") or said(header, "fileDesc", "titleStmt", "title")
    return title, text_of(around), "paper-conference" if meeting else None


def _number(part: Element | None, kind: str) -> str:
    """A number of a kind among those of a work, or of its article."""
    numbers = (*within(part, "idno"), *within(part, "analytic", "idno"))
    return next((text_of(one) for one in numbers if one.get("type") == kind), "")


def _scope(held: Element | None, unit: str) -> str:
    found = next((one for one in within(held, "imprint", "biblScope") if one.get("unit") == unit), None)
    pages = span(found.get("from"), found.get("to")) if found is not None else None
    return text_of(found) or pages or ""


def _people(work: Element | None) -> Iterator[Author]:
    return (one for part in within(work, "analytic") for one in _names(part))


def _names(part: Element | None) -> Iterator[Author]:
    """Who signed a part of a reference: names in an element of their own, or in their parts alone."""
    for one in (name for signed in within(part, "author") for name in _named(signed)):
        family, given = said(one, "surname"), " ".join(filter(None, map(text_of, within(one, "forename"))))
        if family:
            yield person(family, given or None, said(one, "genName") or None)
        elif name := text_of(one):
            yield author(name)


def _named(signed: Element) -> list[Element]:
    return within(signed, "persName") or within(signed, "name") or ([signed] if within(signed, "surname") else [])


def _sections(header: Element | None) -> Iterator[tuple[str, str]]:
    """The parts of an abstract: paragraphs, alone or under headings."""
    for one in (child for abstract in within(header, "profileDesc", "abstract") for child in abstract):
        paragraphs = within(one, "p") if locally(one) == "div" else [one]
        text = " ".join(filter(None, map(text_of, paragraphs)))
        if text:
            yield said(one, "head"), text
