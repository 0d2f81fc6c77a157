"""What papers can be compared by: citations, views, date, pages, authors; and the words for either end of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from bot.assistant.records.dates import said
from bot.assistant.wording import counted
from corpus.models import Paper

_MOST = r"(?:most|highest|top|best|greatest|maximum|max|biggest|largest)"
_LEAST = r"(?:least|fewest|lowest|smallest|minimum|min)"
RANKS = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "fifth": 5, "next": 2}
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_COUNT = rf"(?:(?:top )?(?P<n>\d|10|{'|'.join(NUMBERS)}) |(?P<rank>{'|'.join(RANKS)}) )?(?:top )?"


class Measure(NamedTuple):
    """Something papers can be compared by: the patterns for its two ends, its value, how a value is said, and the
    words for its two ends.
    """

    name: str
    high: re.Pattern[str]
    low: re.Pattern[str]
    value: Callable[[Paper], int | None]
    says: Callable[[int], str]
    ends: tuple[str, str]


def _ends(nouns: str, high: str = "", low: str = "") -> tuple[re.Pattern[str], re.Pattern[str]]:
    def end(adverb: str, own: str) -> re.Pattern[str]:
        before = (
            rf"{adverb} (?:(?:number|count|times|often|highly|frequently|widely|of|the|commonly) )*(?:{nouns})"
        )
        after = rf"(?:{nouns}) (?:the |times )*{adverb}(?: often| times)?"
        return re.compile(rf"\b{_COUNT}(?:{before}|{after}{f'|{own}' if own else ''})\b")

    return end(_MOST, high), end(_LEAST, low)


def _day(paper: Paper) -> int | None:
    return paper.published.toordinal() if paper.published else None


MEASURES: tuple[Measure, ...] = (
    Measure(
        "citations",
        *_ends("cited|citations?|cites"),
        lambda paper: paper.cited_by,
        lambda n: f"cited {counted(n, 'time')}",
        ("most cited", "least cited"),
    ),
    Measure(
        "views",
        *_ends("viewed|views?|read|reads|popular|seen|accessed|visited|looked at|clicked"),
        lambda paper: paper.views,
        lambda n: f"viewed {counted(n, 'time')}",
        ("most viewed", "least viewed"),
    ),
    Measure(
        "date",
        *_ends(
            "recently published|recent",
            r"newest|latest|youngest|(?:published|c[oa]me out|appeared) (?:last|latest|most recently)|last published (?:paper|article|study)",
            r"oldest|earliest|(?:published|c[oa]me out|appeared) (?:first|earliest)|first published (?:paper|article|study)",
        ),
        _day,
        lambda n: said(date.fromordinal(n)),
        ("newest", "oldest"),
    ),
    Measure(
        "pages",
        *_ends("pages", r"longest", r"shortest"),
        lambda paper: paper.pages,
        lambda n: counted(n, "page"),
        ("longest", "shortest"),
    ),
    Measure(
        "authors",
        *_ends(r"(?:co )?authors|author (?:list|team|group)s?|writers"),
        lambda paper: len(paper.authors) or None,
        lambda n: counted(n, "author"),
        ("paper with the most authors", "paper with the fewest authors"),
    ),
)


def measure(name: str) -> Measure:
    """The measure of that name, in the singular or plural; "year", "newest" and "oldest" are the date."""
    plural = {"year": "date", "newest": "date", "oldest": "date", "date": "date"}.get(name, name.rstrip("s") + "s")
    return next(one for one in MEASURES if one.name == plural)
