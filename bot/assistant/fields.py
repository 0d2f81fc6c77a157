"""The fields of a paper's record, one row each: how a field is read, put into words, compared and sorted.
``reading/lexicon.toml`` has the words that ask for a field, under the same name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from bot.assistant.wording import counted, covers, day, joined, latest, when
from corpus.characters import one_line
from corpus.models import Author, Paper
from corpus.patterns import late
from corpus.retractions import is_notice
from index.sentences.quantities import PLACES

Value = Callable[[Paper], str | None]
Number = Callable[[Paper], int | None]
_SPAN = late(r"(?P<lead>[A-Za-z]{0,3})(?P<first>[0-9]{1,6})[-‐-―](?P<again>[A-Za-z]{0,3})(?P<last>[0-9]{1,6})")
_COMMONS = late(r"cc\b|creative commons", re.IGNORECASE)


class Field(NamedTuple):
    """One field: ``value`` gives it in words (None: the record does not have it), ``says`` is the sentence for paper and value.
    A ``shared`` field is told once if all papers have the same value. ``none`` names what a record without a value is free of (a
    retraction, say), if that says more than "not given". ``lacking`` is a pattern for what a question calls it in "papers without a …".
    """

    name: str
    value: Value
    says: str
    shared: bool = False
    none: str = ""
    lacking: str = ""


class Measure(NamedTuple):
    """A number that papers are ordered by: ``number`` reads it (None: not given), ``says`` puts it into words, ``high`` and ``low``
    name its two ends, ``field`` is the field that says it of one paper."""

    name: str
    number: Number
    says: Callable[[int], str]
    high: str
    low: str
    field: str


def people(authors: Sequence[Author]) -> str | None:
    """The authors' names as printed, "A, B and C"; None if there are none."""
    return joined([author.name for author in authors]) or None


def signing(paper: Paper) -> tuple[list[str], list[str]]:
    """The names of a paper's authors: those of people, and those of groups."""
    names = [author.name for author in paper.authors if not author.is_group]
    return names, [author.name for author in paper.authors if author.is_group]


def _number_of_authors(paper: Paper) -> str | None:
    names, groups = signing(paper)
    parts = ([counted(len(names), "author")] if names else []) + [f"the group {name}" for name in groups]
    return joined(parts) or None


def _last_author(paper: Paper) -> str | None:
    """The last author who is a person, with the groups among the authors; the last group if there is no person."""
    names, groups = signing(paper)
    if names and groups:
        return f"{names[-1]} (the group {joined(groups)} signs too)"
    return (names or groups)[-1] if paper.authors else None


def _counted(field: str, noun: str) -> Value:
    def value(paper: Paper) -> str | None:
        number = getattr(paper, field)
        return None if number is None else counted(number, noun)

    return value


def spread_over(paper: Paper) -> str:
    """The first and the last page of a paper, as the record has them ("801-817"); "" if it gives no such two."""
    return next((said for said in (paper.page, paper.article_number) if said and _SPAN.fullmatch(said)), "")


def number_of_pages(paper: Paper) -> int | None:
    """The number of a paper's pages: the one on record, else as its first and last page tell; None if neither does.

    "801-17" is 801 to 817, and "S9-S12" are four.
    """
    found = _SPAN.fullmatch(spread_over(paper))
    if paper.pages is not None or found is None or found["again"] not in ("", found["lead"]):
        return paper.pages
    first, last = found["first"], found["last"]
    number = int(first[: max(0, len(first) - len(last))] + last) - int(first) + 1
    return number if number > 0 else None


def _pages(paper: Paper) -> str | None:
    """The number of pages, and the first and last page if the record gives them."""
    span, number = spread_over(paper), number_of_pages(paper)
    return None if number is None else counted(number, "page") + (f" ({span})" if span else "")


def _licence(paper: Paper) -> str | None:
    """The licence as recorded, with a note if it is one of Creative Commons, under which a paper is free to read."""
    if paper.licence and _COMMONS.match(paper.licence):
        return f"{paper.licence} (Creative Commons, open to read)"
    return paper.licence


def _text(field: str) -> Value:
    def value(paper: Paper) -> str | None:
        found = getattr(paper, field)
        return ", ".join(found) or None if isinstance(found, tuple) else str(found) if found else None

    return value


def _reference(paper: Paper) -> str | None:
    """A plain reference: authors. title. journal year, volume(issue), number."""
    volume = f", {paper.volume}" if paper.volume else ""
    issue = f"({paper.issue})" if paper.issue else ""
    number = f", {paper.article_number}" if paper.article_number else ""
    where = " ".join(str(part) for part in (paper.journal, paper.year) if part) + volume + issue + number
    parts = [people(paper.authors), paper.headline, where]
    return ". ".join(part.rstrip(".") for part in parts if part) or None


def _status(paper: Paper) -> str | None:
    """What became of a paper, and where that is said; or that it is such a notice itself."""
    if paper.status is None:
        notice = is_notice(paper.title, (paper.type or "", *paper.labels))
        return "itself a notice on another paper" if notice else None
    said = {"retracted": "retracted", "corrected": "corrected", "concern": "under an expression of concern"}
    where = f" ({one_line(paper.status.source)})" if paper.status.source else ""
    return said[paper.status.kind] + where


FIELDS: dict[str, Field] = {
    row.name: row
    for row in (
        Field("number of authors", _number_of_authors, "{paper} has {value}."),
        Field("last author", _last_author, "The last author of {paper} is {value}."),
        Field(
            "authors",
            lambda paper: people(paper.authors),
            "{paper} was written by {value}.",
            lacking=r"(?:named )?authors",
        ),
        Field(
            "date of publication",
            lambda paper: when(covers(paper)),
            "{paper} was published on {value}.",
            lacking=r"(?:dates?|years?)(?: of publication)?",
        ),
        Field("journal", _text("journal"), "{paper} is in the journal {value}.", True, lacking=r"journals?"),
        Field("ISSN", _text("issn"), "The ISSN of {paper} is {value}.", True, lacking=r"issns?"),
        Field("volume", _text("volume"), "{paper} is in volume {value}.", True, lacking=r"volumes?"),
        Field("issue number", _text("issue"), "{paper} is in issue {value}."),
        Field("article number", _text("article_number"), "{paper} is article number {value}."),
        Field(
            "DOI",
            lambda paper: str(paper.doi) if paper.doi else None,
            "The DOI of {paper} is {value}.",
            lacking=r"dois?",
        ),
        Field("PMID", _text("pmid"), "The PMID of {paper} is {value}.", lacking=r"pmids?"),
        Field("link", lambda paper: paper.link, "{paper} can be read here:"),
        Field("type", _text("type"), "{paper} is of type {value}.", True),
        Field("heading", _text("heading"), "{paper} stands under the heading {value}.", True),
        Field("number of pages", _pages, "{paper} has {value}.", lacking=r"page counts?|pages|page numbers?"),
        Field("file size", _text("size"), "The file of {paper} is {value} in size."),
        Field(
            "number of citations",
            _counted("cited_by", "time"),
            "{paper} has been cited {value}.",
            lacking=r"citation counts?|counts?|number of citations|citation numbers?|citation data|citation figures?",
        ),
        Field("views", _counted("views", "time"), "{paper} has been viewed {value}."),
        Field(
            "licence",
            _licence,
            "The record gives the licence of {paper} as {value}.",
            True,
            lacking=r"licen[cs]es?",
        ),
        Field("title", lambda paper: paper.headline or None, "{paper} is the title.", lacking=r"titles?"),
        Field("keywords", _text("keywords"), "The keywords of {paper} are {value}.", lacking=r"keywords?"),
        Field("labels", _text("labels"), "{paper} carries the label {value}."),
        Field("reference", _reference, "The reference of {paper} is: {value}."),
        Field("source", _text("source"), "The record of {paper} comes from {value}.", True),
        Field(
            "abstract",
            lambda paper: "an abstract here" if paper.abstract else None,
            "{paper} has {value}.",
            lacking=r"abstracts?",
        ),
        Field("state", _status, "{paper} is {value}.", none="retraction, correction or expression of concern"),
    )
}

MEASURES: dict[str, Measure] = {
    row.name: row
    for row in (
        Measure("citations", lambda paper: paper.cited_by, lambda n: f"cited {counted(n, 'time')}", "most cited", "least cited", "number of citations"),
        Measure("views", lambda paper: paper.views, lambda n: f"viewed {counted(n, 'time')}", "most viewed", "least viewed", "views"),
        Measure("date", latest, lambda n: day(date.fromordinal(n)), "newest", "oldest", "date of publication"),
        Measure("title", lambda paper: len(paper.title) or None, lambda n: f"title of {counted(n, 'character')}", "longest title", "shortest title", "title"),
        Measure("pages", number_of_pages, lambda n: counted(n, "page"), "longest", "shortest", "number of pages"),
        Measure(
            "authors", lambda paper: len(paper.authors) or None, lambda n: counted(n, "author"),
            "paper with the most authors", "paper with the fewest authors", "number of authors",
        ),
    )
}  # fmt: skip

TOTALLED = ("citations", "views", "pages")  # measures whose sum is of use; authors of two papers may be the same
SUMMED = (*TOTALLED, "authors")  # measures that are added up or averaged

# What papers are put in alphabetical order by; None where a record does not give it.
ORDERS: dict[str, Callable[[Paper], str | None]] = {
    "title": lambda paper: paper.title or None,
    "first author": lambda paper: (paper.authors[0].family or paper.authors[0].name) if paper.authors else None,
    "journal": lambda paper: paper.journal,
    "type": lambda paper: paper.type,
    "heading": lambda paper: paper.heading,
    "volume": lambda paper: paper.volume,
}


def span(measure: Measure, paper: Paper) -> tuple[int, int] | None:
    """The least and the greatest value that a paper's measure may have: the same, except for a date of which only the
    year is known.
    """
    number, days = measure.number(paper), covers(paper) if measure.name == "date" else None
    return (days[0].toordinal(), number) if days and number else None if number is None else (number, number)


FROM_THE_END = {"penultimate": -2} | {f"{word}-to-last": -n for n, word in enumerate([*PLACES][2:], 3)}
BEFORE_FIRST = "before-first"  # the place before the first, which nobody has


def ordinal(place: int) -> str:
    """A place, counted from 1, in words: "third"; in figures where there is no word for it here: "21st"."""
    words, last = [*PLACES], place % 10 if place // 10 % 10 != 1 else 0
    return words[place - 1] if place <= len(words) else f"{place}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def nth_author(word: str, place: int) -> Field:
    """The field "third author" for the word "third"; ``place`` counts from 0, and from -1 backwards."""

    def value(paper: Paper) -> str | None:
        return paper.authors[place].name if -len(paper.authors) <= place < len(paper.authors) else None

    return Field(f"{word} author", value, f"The {word} author of {{paper}} is {{value}}.")


def field_of(called: str) -> Field:
    """The field with a name; "third author" and the like are fields as well."""
    if called in FIELDS:
        return FIELDS[called]
    word = called.split()[0]
    if word == BEFORE_FIRST:
        return nth_author("first", 0)._replace(says="Nobody comes before {value}, the first author of {paper}.")
    return nth_author(word, (PLACES | FROM_THE_END)[word])


def _one(value: Value) -> Callable[[Paper], tuple[str, ...]]:
    def group(paper: Paper) -> tuple[str, ...]:
        found = value(paper)
        return (found,) if found else ()

    return group


# The groups papers fall into; by keywords a paper is in several.
GROUPS: dict[str, Callable[[Paper], tuple[str, ...]]] = {
    "year": _one(lambda paper: str(paper.year) if paper.year else None),
    "month": _one(lambda paper: f"{paper.published:%Y-%m}" if paper.published else None),
    "type": _one(lambda paper: paper.type),
    "heading": _one(lambda paper: paper.heading),
    "journal": _one(lambda paper: paper.journal),
    "volume": _one(lambda paper: paper.volume),
    "author": _one(lambda paper: paper.authors[0].name if paper.authors else None),
    "keyword": lambda paper: paper.keywords,
}


def sentence(field: Field, name: str, value: str) -> str:
    """A sentence that gives the value of a paper's field; ``name`` is the paper's name, or "It"."""
    says = field.says
    if field.name == "date of publication" and len(value.split()) < 3:  # no day
        says = says.replace(" on ", " in ")
    subject = name.lower() if name == "It" and not says.startswith("{") else name
    return says.format(paper=subject, value=value)
