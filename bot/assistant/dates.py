"""When a paper was published, as far as its record tells: a day, a month or a year; in words."""

from __future__ import annotations

import calendar
from datetime import date

from corpus.models import Paper


def day(when: date) -> str:
    """A date in words: "6 February 2025"."""
    return f"{when.day} {calendar.month_name[when.month]} {when.year}"


def covers(paper: Paper) -> tuple[date, date] | None:
    """The first and the last day on which a paper may have been published; None if its year is unknown."""
    if paper.published:
        return paper.published, paper.published
    return span_of(paper.year, paper.month) if paper.year else None


def span_of(year: int, month: int | None = None) -> tuple[date, date]:
    """The first and the last day of a month, or of a year."""
    last = calendar.monthrange(year, month or 12)[1]
    return date(year, month or 1, 1), date(year, month or 12, last)


def when(days: tuple[date, date] | None) -> str | None:
    """What ``covers`` found, in words: a day, or the month or year if only that is known; None if nothing is."""
    if days is None or days[0] == days[1]:
        return day(days[0]) if days else None
    return str(days[0].year) if days[0].month != days[1].month else day(days[0]).split(" ", 1)[1]


def latest(paper: Paper) -> int | None:
    """The last day on which a paper may have been published, as its number; None if its year is unknown."""
    return days[1].toordinal() if (days := covers(paper)) else None
