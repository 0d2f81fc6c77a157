"""Filters by time: years, months, before and after, between."""

from __future__ import annotations

import re
from datetime import date

from bot.assistant.records.dates import MONTH, MONTHS, YEAR, Span, said, span
from bot.assistant.records.filtering import Filter
from bot.assistant.records.text import Asked
from corpus.models import Corpus, Paper

_IN = r"(?:(?:published|appeared|printed|released|came out|dated|out|papers)? ?(?:in|from|of|during|within|for) (?:the )?(?:year )?)?"
_BOUNDS = r"(?P<bound>before|prior to|until|up to|after|since|later than|earlier than|older than|newer than|from|starting)"
_WHEN = rf"(?:(?P<month>{MONTH}) )?(?P<year>{YEAR})"
_BETWEEN = re.compile(
    rf"\b(?:published |dated )?(?:between|from) (?:(?P<m1>{MONTH}) )?(?P<y1>{YEAR}) (?:and|to|until|till) (?:(?P<m2>{MONTH}) )?(?P<y2>{YEAR})\b"
)
_BOUND = re.compile(
    rf"\b(?:published |dated |that came out |out )?{_BOUNDS} (?:(?:the )?(?:end|start|year) (?:of )?)?{_WHEN}\b(?P<on> on(?:wards?)?| or (?:later|newer))?"
)
_DATE = re.compile(rf"\b{_IN}{_WHEN}\b")
_MONTH = re.compile(
    rf"\b(?:published |appeared |came out |out )?(?:in|during|from|of) (?P<month>{MONTH})\b(?! \d)"
)
_AFTER = ("after", "later than", "newer than")
_BEFORE = ("before", "prior to", "earlier than", "older than")


def covers(paper: Paper) -> Span | None:
    """The days a paper may have been published on: one, a whole year, or unknown."""
    if paper.published:
        return paper.published, paper.published
    return span(paper.year) if paper.year else None


def _within(first: date, last: date, says: str) -> Filter:
    def keeps(paper: Paper) -> bool:
        days = covers(paper)
        return days is not None and first <= days[0] and days[1] <= last

    return Filter("date", covers, keeps, says)


def _month_of(name: str | None) -> int | None:
    return MONTHS[name] if name else None


def date_filters(asked: Asked, corpus: Corpus) -> tuple[list[Filter], Asked]:
    """Years, months and spans named in a question."""
    match, asked = asked.take(_BETWEEN)
    if match:
        first, last = (
            span(int(match["y1"]), _month_of(match["m1"]))[0],
            span(int(match["y2"]), _month_of(match["m2"]))[1],
        )
        return [_within(first, last, f"published between {said(first)} and {said(last)}")], asked
    match, asked = asked.take(_BOUND)
    if match and (match["bound"] != "from" or match["on"]):
        return [_bounded(match)], asked
    if match:
        return [_period(match)], asked
    match, asked = asked.take(_DATE)
    if match:
        return [_period(match)], asked
    match, asked = asked.take(_MONTH)
    return ([_any_year(match["month"])] if match else []), asked


def _bounded(match: re.Match[str]) -> Filter:
    first, last = span(int(match["year"]), _month_of(match["month"]))
    if match["bound"] in _AFTER:
        return _within(date.fromordinal(last.toordinal() + 1), date.max, f"published after {said(last)}")
    if match["bound"] in _BEFORE:
        return _within(date.min, date.fromordinal(first.toordinal() - 1), f"published before {said(first)}")
    if match["bound"] in ("until", "up to"):
        return _within(date.min, last, f"published up to {said(last)}")
    return _within(first, date.max, f"published since {said(first)}")


def _period(match: re.Match[str]) -> Filter:
    first, last = span(int(match["year"]), _month_of(match["month"]))
    return _within(
        first, last, f"published in {said(first).split(' ', 1)[1] if match['month'] else match['year']}"
    )


def _any_year(name: str) -> Filter:
    month = MONTHS[name]
    full = said(date(2000, month, 1)).split()[1]
    return Filter(
        "date",
        lambda paper: paper.published,
        lambda paper: bool(paper.published and paper.published.month == month),
        f"published in {full}",
    )
