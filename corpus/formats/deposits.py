"""What publishers deposit at Crossref (``doi_batch``): journals and books with their works, as records of one work each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.formats.decoding import unpacked
from corpus.formats.xmlmarks import holds
from corpus.formats.xmltext import locally, within

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

CONTAINERS = ("journal", "conference", "book", "posted_content", "dissertation", "report-paper")
_PARTS = frozenset({"journal_article", "conference_paper", "content_item"})
_HEAD = 64 * 1024  # bytes


def is_deposit(head: str) -> bool:
    """Whether a file that begins so is a deposit."""
    return holds(head, "doi_batch")


def deposited(path: Path) -> bool:
    """Whether a file is a deposit."""
    with unpacked(path) as stream:
        return is_deposit(stream.read(_HEAD).decode("utf-8", "replace").removeprefix("\ufeff"))


def works_of(container: Element) -> Iterator[Element]:
    """A container as records of one work each: the book itself if it has a DOI, each part, or what has no parts."""
    parts = [one for one in container if locally(one) in _PARTS]
    around = [one for one in container if locally(one) not in _PARTS]
    own = any(within(one, "doi_data") for one in around if locally(container) == "book")
    if own or not parts:
        yield _record(container, around)
    for part in parts:
        yield _record(container, [*around, part])


def _record(container: Element, children: list[Element]) -> Element:
    """A record as Crossref's services give it."""
    record = container.makeelement("doi_record", {})
    crossref = container.makeelement("crossref", {})
    work = container.makeelement(container.tag, container.attrib)
    work.extend(children)
    crossref.append(work)
    record.append(crossref)
    return record
