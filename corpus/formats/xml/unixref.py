"""Papers from Crossref's XML: the records that its services give (unixref), each of one work, and what publishers deposit
(``doi_batch``), journals and books with their works.

https://www.crossref.org/documentation/schema-library/ describes the elements.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus.authors import person
from corpus.formats.cells import issn_in, located, span
from corpus.formats.collecting import PLAINLY, Reading, RefusedError
from corpus.formats.fields import UNKNOWN, main_abstract, month_of
from corpus.formats.links import web_address
from corpus.formats.opening.packed import unpacked
from corpus.formats.xml.xmlrecords import collected
from corpus.formats.xml.xmlsections import sections_of
from corpus.formats.xml.xmltext import day_of, holds, language_of, locally, said, text_of, within
from corpus.models import IN_BOOKS, Author, Kind, Notice, Parsed, Status
from corpus.retractions import Became

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_TAGS = ("doi_record",)
_CONTAINERS = ("journal", "conference", "book", "posted_content", "dissertation", "report-paper")  # of a deposit
_PARTS = frozenset({"journal_article", "conference_paper", "content_item"})
_HEAD = 64 * 1024  # bytes
SEVERAL_WORKS = "it tells several works, of which none is the record's own"
NO_WORK = "it tells no article, paper, chapter, book or preprint"


class _Work(NamedTuple):
    """Where a record's work stands, what it is, and where the journal or book around it is described."""

    path: tuple[str, ...]
    called: str
    kind: Kind | None
    around: tuple[str, ...] = ()


# The smallest work first: a record of a chapter tells its book, too.
_WORKS = (
    _Work(("journal", "journal_article"), "Article", None, ("journal", "journal_metadata")),
    _Work(("conference", "conference_paper"), "Conference paper", "paper-conference", ("conference", "proceedings_metadata")),
    _Work(("conference", "conference_paper"), "Conference paper", "paper-conference", ("conference", "proceedings_series_metadata")),
    *(_Work(("book", "content_item"), "Book chapter", "chapter", ("book", f"book_{which}metadata")) for which in ("", "series_", "set_")),
    _Work(("posted_content",), "Preprint", "preprint"),
    _Work(("dissertation",), "Dissertation", "thesis"),
    _Work(("report-paper", "report-paper_metadata"), "Report", "report"),
    *(_Work(("book", f"book_{which}metadata"), "Book", "book") for which in ("", "series_", "set_")),
)  # fmt: skip
_UPDATES: dict[str, Became] = {
    "retraction": "retracted", "withdrawal": "retracted", "removal": "retracted", "expression_of_concern": "concern", "correction": "corrected", "corrigendum": "corrected",
    "erratum": "corrected",
}  # fmt: skip


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is Crossref's XML."""
    return holds(head, "doi_records", "doi_record") or _is_deposit(head) or _is_harvested(head)


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    with unpacked(path) as stream:
        head = stream.read(_HEAD).decode("utf-8", "replace").removeprefix("\ufeff")
    if _is_deposit(head):
        return collected(path, _CONTAINERS, _fields, reading, _notices, parts=_works_of)
    tags = ("crossref",) if _is_harvested(head) else _TAGS
    return collected(
        path, tags, lambda record: _fields(_whole(record)), reading, lambda record: _notices(_whole(record))
    )


def _is_harvested(head: str) -> bool:
    """Whether a file is what Crossref answers a harvest (OAI-PMH), which has the works without a record of their own around them."""
    return (
        holds(head, "crossref")
        and holds(head, "record", "OAI-PMH")
        and not holds(head, "doi_records", "doi_record", "doi_batch")
    )


def _whole(record: Element) -> Element:
    if locally(record) != "crossref":
        return record
    whole = record.makeelement("doi_record", {})
    whole.append(record)
    return whole


def _is_deposit(head: str) -> bool:
    return holds(head, "doi_batch")


def _works_of(container: Element) -> Iterator[Element]:
    """A container as records of one work each: the book itself if it has a DOI, each part, or what has no parts."""
    parts = [one for one in container if locally(one) in _PARTS]
    around = [one for one in container if locally(one) not in _PARTS]
    own = any(within(one, "doi_data") for one in around if locally(container) == "book")
    if own or not parts:
        yield _alone(container, around)
    for part in parts:
        yield _alone(container, [*around, part])


def _alone(container: Element, children: list[Element]) -> Element:
    """A record as Crossref's services give it."""
    record = container.makeelement("doi_record", {})
    crossref = container.makeelement("crossref", {})
    work = container.makeelement(container.tag, container.attrib)
    work.extend(children)
    crossref.append(work)
    record.append(crossref)
    return record


def _notices(record: Element) -> list[Notice]:
    """What a record states about the papers that it corrects or takes back."""
    own = said(_found(record)[1], "doi_data", "doi")
    source = f"https://doi.org/{own}" if own else None
    updates = (one for one in record.iter() if locally(one) == "update")
    named = ((_UPDATES.get(one.get("type", "")), text_of(one)) for one in updates)
    return [Notice(of=doi, status=Status(kind=kind, source=source)) for kind, doi in named if kind and doi]


def _found(record: Element) -> tuple[_Work, Element | None]:
    """The work of a record and where it stands; None if it tells no work."""
    for work in _WORKS:
        if (own := within(record, "crossref", *work.path)) and (
            not work.around or within(record, "crossref", *work.around)
        ):
            return work, own[0]
    return _WORKS[0], None


def _fields(record: Element) -> dict[str, Any]:
    work, own = _found(record)
    if own is None:
        known = not within(record, "crossref", "error")
        raise RefusedError(NO_WORK if known else "Crossref knows no work of this DOI")
    if len(within(record, "crossref", *work.path)) > 1:
        raise RefusedError(SEVERAL_WORKS)
    around = next(iter(within(record, "crossref", *work.around)), None) if work.around else None
    issue = next(iter(within(record, "crossref", "journal", "journal_issue")), None)
    dates = [*_dates(own), *_dates(around), *_dates(issue)]
    held = next(iter((*within(own, "publisher"), *within(around, "publisher"))), None)
    return {
        "doi": said(own, "doi_data", "doi"),
        "url": web_address(said(own, "doi_data", "resource")),
        "title": _title(own),
        "authors": list(_people(own, "author")),
        "editors": list(_people(around, "editor")) if work.kind in IN_BOOKS else None,
        "type": "Review" if own.get("publication_type") == "review_article" else work.called,
        "kind": work.kind,
        "journal": said(around, "full_title")
        or said(around, "proceedings_title")
        or (_title(around) if around is not None else ""),
        "short_journal": said(around, "abbrev_title"),
        "issn": issn_in(said(around, "issn")) if work.kind is None else None,
        "publisher": said(held, "publisher_name") or said(own, "institution", "institution_name"),
        "publisher_place": said(held, "publisher_place"),
        **_when(dates),
        "volume": said(issue, "journal_volume", "volume"),
        "issue": said(issue, "issue"),
        **_place(own),
        **main_abstract((language_of(one, UNKNOWN), sections_of(one)) for one in within(own, "abstract")),
    }


def _when(dates: list[Element]) -> dict[str, Any]:
    """The first day on which a work came out, and the year of its volume, which is that of print; an old volume that was
    put online much later came out in its year.
    """
    printed = sorted(dates, key=lambda one: one.get("media_type") != "print")
    volume = next((one for one in printed if said(one, "year")), None)
    year = said(volume, "year")
    day = min(filter(None, map(day_of, dates)), default=None)
    late = day is not None and year.isdecimal() and day.year > int(year) + 1
    return {"published": None if late else day, "year": year, "month": month_of(said(volume, "month"))}


def _dates(part: Element | None) -> Iterator[Element]:
    for name in ("publication_date", "posted_date", "approval_date"):
        yield from within(part, name)


def _title(part: Element) -> str:
    title, below = (" ".join(said(part, "titles", name).split()) for name in ("title", "subtitle"))
    return f"{title}: {below}" if below else title


def _place(own: Element) -> dict[str, str | None]:
    first, last = said(own, "pages", "first_page"), said(own, "pages", "last_page")
    numbers = (
        one
        for one in within(own, "publisher_item", "item_number")
        if one.get("item_number_type", "").replace("-", "_") == "article_number"
    )
    number = next(map(text_of, numbers), "")
    return located(span(first, last)) | ({"article_number": number} if number and not first else {})


def _people(part: Element | None, role: str) -> Iterator[Author]:
    """The people and groups in a role, in the order of the record."""
    # a dissertation's writer stands there alone
    listed = within(part, "contributors") or within(part, "person_name")
    for one in (child for place in listed for child in (place if locally(place) == "contributors" else (place,))):
        if one.get("contributor_role") != role:
            continue
        if family := said(one, "surname"):
            yield person(family, said(one, "given_name") or None, said(one, "suffix") or None)
        elif name := text_of(one):
            yield Author(name=name)
