"""Finds filters by time: years, months, parts of a year, before, after and between. And writes out years and days that are typed in a hurry:
"kang23", "Kang '23", "Kang et al., 2023a"; "cured by d28".
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from bot.assistant.reading.catalogue import kept
from bot.assistant.reading.frame import Filter, meant
from bot.assistant.reading.phrases import WHO
from bot.assistant.reading.words import Workspace, fold
from bot.assistant.wording import counted, covers, day, span_of
from corpus.models import Paper
from corpus.patterns import late
from index.sentences.quantities import NUMBERS

MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name} | {
    name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name
}
MONTHS["sept"] = 9
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
YEAR = r"(?:1[89]|20)\d\d"
_LEAD = r"(?:(?:published|appeared|printed|released|came out|dated|out|written) )?(?:(?:in|from|of|during|within|for|on) )?(?:the )?(?:years? )?"
_WHEN = rf"(?:(?P<month>{_MONTH}) )?(?P<year>{YEAR})"
# What bounds a time: where it lies from a year or month on, and the words for it.
_BOUNDS = {word: lies for lies, words in {
    "after": "after,past,post,postdate,postdates,postdating,later than,newer than,more recent than,more than",
    "before": "before,prior to,ahead of,pre,predate,predates,predating,earlier than,older than,less than,further than,back further than,further back than",
    "until": "until,till,up to,no later than,not later than,at most",
    "since": "since,from,starting,starting in,starting from,as of,at least",
}.items() for word in words.split(",")}  # fmt: skip
_BETWEEN = late(
    rf"\b(?:published |dated )?(?P<lead>between |from )?(?:(?P<m1>{_MONTH}) )?(?P<y1>{YEAR}) (?P<link>and|to|until|till|through) (?:(?P<m2>{_MONTH}) )?(?P<y2>{YEAR})\b"
)
_MONTHS = late(
    rf"\b(?:published |dated )?(?:between |from )?(?P<m1>{_MONTH}) (?:and|to|until|till|through) (?P<m2>{_MONTH}) (?P<y2>{YEAR})\b"
)
# parts of a year: its first month, and how many
_PARTS = {
    "first half": (1, 6), "second half": (7, 6), "last half": (7, 6), "h1": (1, 6), "h2": (7, 6),
    "first six months": (1, 6), "last six months": (7, 6), "second six months": (7, 6),
    "first quarter": (1, 3), "second quarter": (4, 3), "third quarter": (7, 3), "fourth quarter": (10, 3), "last quarter": (10, 3),
    "first three months": (1, 3), "last three months": (10, 3), "q1": (1, 3), "q2": (4, 3), "q3": (7, 3), "q4": (10, 3),
    "early": (1, 4), "start": (1, 4), "beginning": (1, 4), "mid": (5, 4), "middle": (5, 4), "late": (9, 4), "end": (9, 4),
    "spring": (3, 3), "summer": (6, 3), "autumn": (9, 3), "fall": (9, 3), "winter": (12, 3),
}  # fmt: skip
_PART_OF = late(
    rf"\b{_LEAD}(?:the )?(?P<part>{'|'.join(sorted(_PARTS, key=lambda part: -len(part)))})(?: of)?(?: the year)? (?P<year>{YEAR})\b"
    rf"|\b(?P<year_first>{YEAR}) (?P<after>spring|summer|autumn|winter|q[1-4]|h[12])\b"
)
_TENS = {f"{word[:-1]}ies": n for word, n in NUMBERS.items() if n >= 20}  # "twenties"
_DECADE = late(
    rf"\b{_LEAD}(?:the )?(?:(?P<from>(?:1[89]|20)\d)0s|(?P<noughties>noughties)|(?P<tens>twenty tens|tens)|(?P<word>{'|'.join(_TENS)}))\b(?! patients| aged| of)"
)
_COUNT = NUMBERS | {"": 1, "couple of": 2, "few": 3}
_RECENT = late(
    rf"\b(?:(?:published|appeared|printed|released|came out|out|written) )?(?:from|in|of|within|over|during) (?:the |these |this )?(?:last|past|previous|latest|most recent|recent) (?:(?P<n>\d{{1,2}}|{'|'.join(word for word in _COUNT if word)}) )?(?P<unit>years?|months?|decades?)\b(?! of)"
)
_THIS_YEAR = late(
    r"\b(?:(?:published|appeared|printed|released|came out|out|written) )?(?:from|in|of|during)? ?(?:(?:the )?(?:latest|newest|most recent|current)|this) year\b"
)
_BOUND = late(
    rf"\b(?:(?:that )?(?:published|dated|came out|out|appeared) |that )?(?P<bound>{'|'.join(_BOUNDS)}) (?:of )?(?:the )?(?:(?:end|start|year) (?:of )?)?{_WHEN}\b(?P<on> on(?:wards?)?| or (?:later|newer))?"
)
_OR_LATER = late(
    rf"\b{_LEAD}{_WHEN} (?:(?:or|and) (?P<side>later|newer|earlier|older|before|after|more)|on ?wards?)\b"
)
_DATE = late(rf"\b{_LEAD}{_WHEN}\b")
_MONTH_ALONE = late(
    rf"\b(?:published |appeared |came out |out )?(?:in|during|from|of) (?P<month>{_MONTH})\b(?! \d)"
)
AUTHORS_READ = 2_000  # papers: of more the authors are not looked through
_TYPED = late(
    r"(?<![\w/.])(?P<name>[^\W\d_][^\W\d_'’-]*[^\W\d_])(?P<al>,? et ?al\b\.?)?(?P<apart>[ ,]*['’‘`´]|[ ,_-]*)(?P<year>(?:19|20)?\d\d)(?P<letter>[a-h])?(?![\w%/]|[.,:]\d)"
)
# "Kang 23 patients": a number of people, no year.
_COUNTED = late(rf"\W{{1,2}}(?:{WHO}|%|per ?cent|days?|weeks?|months?|years|year(?!\W*$))\b", re.IGNORECASE)


def within(first: date, last: date, says: str, bound: bool = False) -> Filter:
    """A filter for the papers published from one day to another; a paper without a date does not pass. ``says``
    describes it. Whole years are those that papers are cited by: many are online in the year before.
    """

    def by_day(paper: Paper) -> bool:
        days = covers(paper)
        return days is not None and first <= days[0] and days[1] <= last

    def by_year(paper: Paper) -> bool:
        return first.year <= paper.year <= last.year if paper.year else by_day(paper)

    daily = Filter("date", covers, by_day, says, bound=bound)
    if (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
        return daily
    either = daily._replace(keeps=lambda paper: by_year(paper) or by_day(paper))
    return daily._replace(keeps=by_year, looser=either)


def _between(first: date, last: date) -> Filter:
    return within(first, last, f"published between {day(first)} and {day(last)}")


def take_dates(space: Workspace, papers: Sequence[Paper] = ()) -> list[Filter]:
    """The filters for all years, months and spans in a question; their words are taken. "The last years" are
    counted back from the newest of ``papers``, not from today.
    """
    rows: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], Filter | None]]] = (
        (_BETWEEN, _years), (_MONTHS, _months), (_PART_OF, _part_of), (_BOUND, _bounded), (_OR_LATER, _later), (_DATE, _period),
        (_MONTH_ALONE, _any_year), (_DECADE, _decade),
        (_RECENT, lambda match: _recent(match, papers)), (_THIS_YEAR, lambda match: _newest_year(papers)),
    )  # fmt: skip
    found: list[Filter] = []
    for pattern, made in rows:
        while took := space.take(pattern):
            if (one := made(took[0])) is None:
                space.taken -= took[1]
                break
            found.append(meant(space, took[1], one))
    return found


def _years(match: re.Match[str]) -> Filter | None:
    """The filter from one year to another; None for "2023 and 2024", which are two years."""
    if match["link"] == "and" and not match["lead"]:
        return None
    first = span_of(int(match["y1"]), MONTHS.get(match["m1"] or ""))[0]
    return _between(first, span_of(int(match["y2"]), MONTHS.get(match["m2"] or ""))[1])


def _months(match: re.Match[str]) -> Filter:
    year = int(match["y2"])
    return _between(span_of(year, MONTHS[match["m1"]])[0], span_of(year, MONTHS[match["m2"]])[1])


def _part_of(match: re.Match[str]) -> Filter:
    start, months = _PARTS[match["part"] or match["after"]]
    year, last = int(match["year"] or match["year_first"]), start + months - 2  # months counted from 0
    return _between(span_of(year, start)[0], span_of(year + last // 12, last % 12 + 1)[1])


def _decade(match: re.Match[str]) -> Filter:
    named = 2000 if match["noughties"] else 2010 if match["tens"] else 0
    tens = _TENS.get(match["word"] or "", 0)
    first = int(match["from"] or 0) * 10 or named or (2000 if tens == 20 else 1900) + tens
    return _between(date(first, 1, 1), date(first + 9, 12, 31))


def _recent(match: re.Match[str], papers: Sequence[Paper]) -> Filter | None:
    """The last so many years or months before the newest paper's day."""
    newest = max((days[1] for paper in papers if (days := covers(paper))), default=None)
    if newest is None:
        return None
    said = match["n"] or ""
    number = _COUNT[said] if said in _COUNT else int(said)
    unit, months = (
        match["unit"].rstrip("s"),
        {"month": 1, "year": 12, "decade": 120}[match["unit"].rstrip("s")] * number,
    )
    number, unit = (number * 10, "year") if unit == "decade" else (number, unit)
    at = newest.year * 12 + newest.month - 1 - months
    first = date(at // 12, at % 12 + 1, min(newest.day, calendar.monthrange(at // 12, at % 12 + 1)[1]))
    span = f"the {counted(number, unit)}" if number > 1 else f"the {unit}"
    return within(first, newest, f"published in {span} up to {day(newest)}, the day of the newest here", True)


def _newest_year(papers: Sequence[Paper]) -> Filter | None:
    newest = max((days[1].year for paper in papers if (days := covers(paper))), default=None)
    if newest is None:
        return None
    return within(*span_of(newest), f"published in {newest}, the newest year here", True)


def _bounded(match: re.Match[str]) -> Filter:
    first, last = span_of(int(match["year"]), MONTHS.get(match["month"] or ""))
    lies = _BOUNDS[match["bound"]]
    if lies == "after":
        return within(date.fromordinal(last.toordinal() + 1), date.max, f"published after {day(last)}", True)
    if lies == "before":
        return within(date.min, date.fromordinal(first.toordinal() - 1), f"published before {day(first)}", True)
    if lies == "until":
        return within(date.min, last, f"published up to {day(last)}", True)
    if match["bound"] == "from" and not match["on"]:
        return _period(match)
    return within(first, date.max, f"published since {day(first)}", True)


def _later(match: re.Match[str]) -> Filter:
    first, last = span_of(int(match["year"]), MONTHS.get(match["month"] or ""))
    if match["side"] in ("earlier", "older", "before"):
        return within(date.min, last, f"published up to {day(last)}", True)
    return within(first, date.max, f"published since {day(first)}", True)


def _period(match: re.Match[str]) -> Filter:
    first, last = span_of(int(match["year"]), MONTHS.get(match["month"] or ""))
    return within(first, last, f"published in {day(first).split(' ', 1)[1] if match['month'] else match['year']}")


def _any_year(match: re.Match[str]) -> Filter:
    month = MONTHS[match["month"]]
    return Filter(
        "date",
        covers,
        lambda paper: (days := covers(paper)) is not None and days[0].month == days[1].month == month,
        f"published in {calendar.month_name[month]}",
    )


def dated(question: str, papers: Sequence[Paper]) -> str:
    """A question with the whole year behind each author's name who has a paper of that year; otherwise unchanged."""
    if len(papers) > AUTHORS_READ or not any(map(str.isdigit, question)):
        return question
    years = _years_of_authors(papers)

    def whole(typed: re.Match[str]) -> str:
        year = typed["year"] if len(typed["year"]) > 2 else f"20{typed['year']}"
        counts = (
            len(typed["year"]) < 3 and not typed["apart"].strip(" ,-_") and _COUNTED.match(question, typed.end())
        )
        if counts or year not in years.get(fold(typed["name"]), ()):
            return typed[0]
        return f"{typed['name']}{typed['al'] or ''} {year}"

    return _TYPED.sub(whole, question)


@kept
def _years_of_authors(papers: Sequence[Paper]) -> Mapping[str, frozenset[str]]:
    """For the last word of each family name the years of its papers."""
    found: dict[str, set[str]] = {}
    for paper in papers:
        for one in paper.authors:
            for word in fold(one.family or "").split()[-1:]:
                found.setdefault(word, set()).add(str(paper.year))
    return {name: frozenset(years) for name, years in found.items()}


_DAY = late(r"(?<![\w.,-])d-?(\d{1,3})(?![\w^/.-]|\.\d)", re.IGNORECASE)
_FIRST_DAY = 7  # a smaller number may be another's name: vitamin D3


def days_in(question: str, held: Callable[[str], bool]) -> str:
    """A question with "d28" written out as a day, unless the library has the word itself (``held``, folded)."""

    def out(found: re.Match[str]) -> str:
        is_day = int(found[1]) >= _FIRST_DAY and not held(found[0].casefold())
        return f"day {found[1]}" if is_day else found[0]

    return _DAY.sub(out, question)
