"""What a record says of one field, in words; None where it says nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.assistant.records.dates import said
from bot.assistant.records.reply import joined
from bot.assistant.wording import counted
from corpus.models import Author, Paper

Value = Callable[[Paper], str | None]

_COMMONS = re.compile(r"cc\b|creative commons", re.IGNORECASE)


def people(authors: tuple[Author, ...]) -> str | None:
    """The authors' names as printed, "A, B and C"."""
    return joined([author.name for author in authors]) or None


def split(paper: Paper) -> tuple[list[str], list[str]]:
    """The names of the people who sign, and those of the groups."""
    names = [author.name for author in paper.authors if not author.is_group]
    return names, [author.name for author in paper.authors if author.is_group]


def number_of_authors(paper: Paper) -> str | None:
    """ "8 authors", and the groups that sign with them."""
    names, groups = split(paper)
    parts = ([counted(len(names), "author")] if names else []) + [f"the group {name}" for name in groups]
    return joined(parts) or None


def last_author(paper: Paper) -> str | None:
    """The last person to sign; a group that signs after them is told too."""
    names, groups = split(paper)
    if names and groups:
        return f"{names[-1]} (the group {joined(groups)} signs too)"
    return (names or groups)[-1] if paper.authors else None


def nth_author(place: int) -> Value:
    """The author at a place counted from 0."""
    return lambda paper: paper.authors[place].name if place < len(paper.authors) else None


def published(paper: Paper) -> str | None:
    """The day, or the year where the record gives no more."""
    return said(paper.published) if paper.published else str(paper.year) if paper.year else None


def number_of(field: str, noun: str) -> Value:
    """A counted field with its noun: "22 pages"."""

    def value(paper: Paper) -> str | None:
        number = getattr(paper, field)
        return None if number is None else counted(number, noun)

    return value


def licence(paper: Paper) -> str | None:
    """The licence as recorded, and whether it is one of Creative Commons, which keep a paper free to read."""
    if paper.licence and _COMMONS.match(paper.licence):
        return f"{paper.licence} (Creative Commons, open to read)"
    return paper.licence


def text_of(field: str) -> Value:
    """A field that is text, or a list of texts."""

    def value(paper: Paper) -> str | None:
        found = getattr(paper, field)
        return ", ".join(found) or None if isinstance(found, tuple) else str(found) if found else None

    return value


def reference(paper: Paper) -> str | None:
    """A plain reference: authors. title. journal year, volume(issue), number."""
    volume = f", {paper.volume}" if paper.volume else ""
    issue = f"({paper.issue})" if paper.issue else ""
    number = f", {paper.article_number}" if paper.article_number else ""
    where = " ".join(str(part) for part in (paper.journal, paper.year) if part) + volume + issue + number
    parts = [people(paper.authors), paper.headline, where]
    return ". ".join(part.rstrip(".") for part in parts if part) or None
