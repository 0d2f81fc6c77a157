"""Dates as people write them: read from a question, and said in a sentence."""

from __future__ import annotations

import calendar
from datetime import date

MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name} | {
    name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name
}
MONTHS["sept"] = 9
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
YEAR = r"(?:19|20)\d\d"

Span = tuple[date, date]


def said(day: date) -> str:
    """ "6 February 2025"."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def span(year: int, month: int | None = None) -> Span:
    """The first and the last day of a year, or of one of its months."""
    last = calendar.monthrange(year, month or 12)[1]
    return date(year, month or 1, 1), date(year, month or 12, last)
