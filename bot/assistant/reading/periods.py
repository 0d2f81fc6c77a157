"""Filters by time: years, months, halves, before and after, between."""

from __future__ import annotations

import calendar
import re
from datetime import date

from bot.assistant.fields import covers, day
from bot.assistant.reading.frame import Filter, meant
from bot.assistant.reading.words import Workspace
from corpus.models import Paper

MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name} | {
    name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name
}
MONTHS["sept"] = 9
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
YEAR = r"(?:1[89]|20)\d\d"
_LEAD = r"(?:(?:published|appeared|printed|released|came out|dated|out|written) )?(?:(?:in|from|of|during|within|for|on) )?(?:the )?(?:years? )?"
_WHEN = rf"(?:(?P<month>{_MONTH}) )?(?P<year>{YEAR})"
_BOUNDS = (
    r"(?P<bound>before|prior to|until|till|up to|after|since|later than|earlier than|older than|newer than|from|starting(?: in| from)?"
    r"|as of|no later than|not later than|more recent than|at least|at most|more than|less than)"
)
_BETWEEN = re.compile(
    rf"\b(?:published |dated )?(?:between |from )?(?:(?P<m1>{_MONTH}) )?(?P<y1>{YEAR}) (?P<link>and|to|until|till|through) (?:(?P<m2>{_MONTH}) )?(?P<y2>{YEAR})\b"
)
_MONTHS = re.compile(
    rf"\b(?:published |dated )?(?:between |from )?(?P<m1>{_MONTH}) (?:and|to|until|till|through) (?P<m2>{_MONTH}) (?P<y2>{YEAR})\b"
)
_PART_OF = re.compile(
    rf"\b(?:published |dated )?(?:in |from |during |of )?(?:the )?(?:(?P<which>first|second|third|fourth|last) (?P<part>half|quarter|three months|six months) of|(?P<short>q[1-4]|h[12])) (?P<year>{YEAR})\b"
)
_BOUND = re.compile(
    rf"\b(?:published |dated |that came out |out |appeared )?{_BOUNDS} (?:(?:the )?(?:end|start|year) (?:of )?)?{_WHEN}\b(?P<on> on(?:wards?)?| or (?:later|newer))?"
)
_OR_LATER = re.compile(
    rf"\b{_LEAD}{_WHEN} (?:(?:or|and) (?P<side>later|newer|earlier|older|before|after|more)|on ?wards?)\b"
)
_DATE = re.compile(rf"\b{_LEAD}{_WHEN}\b")
_MONTH_ALONE = re.compile(
    rf"\b(?:published |appeared |came out |out )?(?:in|during|from|of) (?P<month>{_MONTH})\b(?! \d)"
)
_AFTER = ("after", "later than", "newer than", "more recent than", "more than")
_BEFORE = ("before", "prior to", "earlier than", "older than", "less than")
_UP_TO = ("until", "till", "up to", "no later than", "not later than", "at most")


def _days(year: int, month: int | None = None) -> tuple[date, date]:
    last = calendar.monthrange(year, month or 12)[1]
    return date(year, month or 1, 1), date(year, month or 12, last)


def within(first: date, last: date, says: str, bound: bool = False) -> Filter:
    """The papers published between two days, as far as their records tell."""

    def keeps(paper: Paper) -> bool:
        days = covers(paper)
        return days is not None and first <= days[0] and days[1] <= last

    return Filter("date", covers, keeps, says, bound=bound)


def take_dates(space: Workspace) -> list[Filter]:
    """Every year, month and span of a question; their words are taken."""
    found: list[Filter] = []
    while took := space.take(_BETWEEN):
        match, places = took
        if match["link"] == "and" and not re.match(r"(?:published |dated )?(?:between|from)\b", match[0]):
            space.taken -= places  # "2023 and 2024" are two years
            break
        first = _days(int(match["y1"]), MONTHS.get(match["m1"] or ""))[0]
        last = _days(int(match["y2"]), MONTHS.get(match["m2"] or ""))[1]
        found.append(meant(space, places, within(first, last, f"published between {day(first)} and {day(last)}")))
    while took := space.take(_MONTHS):
        match = took[0]
        first, last = (
            _days(int(match["y2"]), MONTHS[match["m1"]])[0],
            _days(int(match["y2"]), MONTHS[match["m2"]])[1],
        )
        found.append(meant(space, took[1], within(first, last, f"published between {day(first)} and {day(last)}")))
    for pattern, made in (
        (_PART_OF, _part_of),
        (_BOUND, _bounded),
        (_OR_LATER, _later),
        (_DATE, _period),
        (_MONTH_ALONE, _any_year),
    ):
        while took := space.take(pattern):
            found.append(meant(space, took[1], made(took[0])))
    return found


def _part_of(match: re.Match[str]) -> Filter:
    short = match["short"] or ""
    months = 6 if match["part"] in ("half", "six months") or short.startswith("h") else 3
    number = (
        int(short[1]) - 1
        if short
        else {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": 12 // months - 1}[match["which"]]
    )
    year, start = int(match["year"]), min(number, 12 // months - 1) * months + 1
    first, last = _days(year, start)[0], _days(year, start + months - 1)[1]
    return within(first, last, f"published between {day(first)} and {day(last)}")


def _bounded(match: re.Match[str]) -> Filter:
    first, last = _days(int(match["year"]), MONTHS.get(match["month"] or ""))
    bound = match["bound"]
    if bound in _AFTER:
        return within(date.fromordinal(last.toordinal() + 1), date.max, f"published after {day(last)}", True)
    if bound in _BEFORE:
        return within(date.min, date.fromordinal(first.toordinal() - 1), f"published before {day(first)}", True)
    if bound in _UP_TO:
        return within(date.min, last, f"published up to {day(last)}", True)
    if bound == "from" and not match["on"]:
        return _period(match)
    return within(first, date.max, f"published since {day(first)}", True)


def _later(match: re.Match[str]) -> Filter:
    first, last = _days(int(match["year"]), MONTHS.get(match["month"] or ""))
    if match["side"] in ("earlier", "older", "before"):
        return within(date.min, last, f"published up to {day(last)}", True)
    return within(first, date.max, f"published since {day(first)}", True)


def _period(match: re.Match[str]) -> Filter:
    first, last = _days(int(match["year"]), MONTHS.get(match["month"] or ""))
    return within(first, last, f"published in {day(first).split(' ', 1)[1] if match['month'] else match['year']}")


def _any_year(match: re.Match[str]) -> Filter:
    month = MONTHS[match["month"]]
    return Filter(
        "date",
        lambda paper: paper.published,
        lambda paper: bool(paper.published and paper.published.month == month),
        f"published in {calendar.month_name[month]}",
    )
