"""What several formats write alike: years, months and days, values of JSON, lists in a cell, what spreadsheets made of numbers, and
abstracts in several languages."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from corpus.formats.languages import LEFT_OUT, in_one_language, language_in
from corpus.models import Author
from corpus.page.lines import DAY, day
from corpus.patterns import late

# "2019-11/2020-01" is a span of time and no day
_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})[-/](\d{1,2})|(?<!\d{5})([01]\d)([0-3]\d))(?!\d)")
_YEAR = r"(?:1[5-9]|20)\d\d"
_YEARS = re.compile(rf"(?<!\d){_YEAR}(?=(?:[01]\d[0-3]\d)?(?!\d))")  # also of 20200506
_NUMBERED = re.compile(
    rf"{_YEAR}[-/ .](\d\d?)(?:[-/]0{{1,2}})?(?://.{{0,40}}|/)?|(\d\d?)[-/ .]{_YEAR}|(\d\d?)|{_YEAR}(0[1-9]|1[0-2])"
)
_OF_MONTH = re.compile(rf"\A\s*({_YEAR})(?:0[1-9]|1[0-2])\s*\Z")  # 202005, and nothing else
_NAMED = re.compile(
    rf"(?:{_YEAR}(?:,? |[/-]{{1,3}})|\d\d? )?([A-Za-z]{{3,9}})\.?(?:,? \d\d?)?(?:,? ?{_YEAR})?"
)  # also "Aug2024"
_DAY_ALONE = late(r"([A-Za-z]{3,9})\.? ?(\d\d?)(?:st|nd|rd|th)?|(\d\d?)\.? ?([A-Za-z]{3,9})\.?")
_DOTTED = re.compile(r"\A(\d\d?)\. ?(\d\d?)\. ?(\d{4})\Z")  # the day first, wherever stops are written
_MONTH = r"([A-Z][a-z]{2,8})\.?"
_ORDERED = (
    (re.compile(rf"\A{_MONTH} (\d\d?)(?:st|nd|rd|th)?,? (\d{{4}})\Z"), r"\2 \1 \3"),
    (re.compile(rf"\A(\d{{4}}),? {_MONTH} (\d\d?)\Z"), r"\3 \2 \1"),
)
BREAK = "\x0b"  # between the lines of a workbook's cell, as spreadsheets themselves write it
FIRST_DAY, _LAST = date(1899, 12, 30), 100_000  # from which Excel counts days, and how far
_WHOLE = re.compile(r"-?\d{1,16}\.0+")
_AS_IT_STANDS = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]')  # in a sheet's form of numbers: texts, signs, colours
_NUMBER = re.compile(r"[0-9]{1,4}")
_PARTS = ("year", "month", "day")
_NAMES = tuple(name.casefold() for name in calendar.month_name)


def years_in(text: str) -> list[str]:
    """The years in a text, in its order, in which papers may have appeared."""
    return _YEARS.findall(text) or _OF_MONTH.findall(text)


def whole_date(text: str) -> date | None:
    """A full date: "2024-07-16", "2024/7/16", "20240716", "16.07.2024", "16 Jul 2024", "Jul 16, 2024" or "2024 Jul 16"; None if
    the day is missing."""
    text = _DOTTED.sub(r"\3-\2-\1", text)
    if iso := _ISO.match(text):
        try:
            return date(*(int(part) for part in iso.groups() if part))
        except ValueError:
            return None
    for form, ordered in _ORDERED:
        text = form.sub(ordered, text)
    return day(text) if re.fullmatch(DAY, text) else None


def day_of(text: str, year: str | None) -> date | None:
    """The day that a date without its year names in that year: "Mar 5", "MAR 5", "5 March"; None if it names no day."""
    found, years = _DAY_ALONE.fullmatch(text.strip()), years_in(year or "")
    month = month_of(found[1] or found[4]) if found else None
    return whole_date(f"{years[0]}-{month}-{found[2] or found[3]}") if found and month and years else None


def dated(day: str) -> date | None:
    """A full date as PubMed writes it: "20231122", "2023 Nov 22"; None if the day is missing."""
    parts = day.split()
    return whole_date(f"{parts[2]} {parts[1]} {parts[0]}" if len(parts) == 3 else day)


def month_of(text: object) -> int | None:
    """The month of a date ("2024-03", "2024/03//", "Mar 2024", 3); None if it gives none, or several."""
    text = str(text).strip()
    if found := _NUMBERED.fullmatch(text):
        number = int(found[1] or found[2] or found[3] or found[4])
        return number if 0 < number <= 12 else None
    named = _NAMED.fullmatch(text)
    said = re.sub("^sept$", "sep", named[1].casefold()) if named else ""
    return next((at for at, name in enumerate(_NAMES) if said and name.startswith(said)), None)


def date_said(value: object) -> str:
    """A date as a text: {"year": 2018, "month": "May"} and CSL's {"date-parts": [[2018, 5]]} as "2018-5", any other as it stands."""
    if not isinstance(value, dict):
        return str(value)
    dates = value.get("date-parts")
    parts = dates[0] if isinstance(dates, list) and dates else [value.get(name) for name in _PARTS]
    told = [str(part) for part in parts if part] if isinstance(parts, list) else []
    if told and _NUMBER.fullmatch(told[0]):
        return ("-" if all(map(_NUMBER.fullmatch, told)) else " ").join(told)
    return str(value.get("raw") or value.get("literal") or "")


def csl_date(value: object, name: str) -> dict[str, object]:
    """The field ``name`` of a date; its year and month where the day is missing, and a text that tells neither itself."""
    said = date_said(value).strip()
    if on := whole_date(said):
        return {name: on}
    years, month = years_in(said), month_of(said)
    return {name: None, "year": years[0], "month": month} if years else {name: said or None}


def when(text: str) -> dict[str, Any]:
    """The day of a date, or its month where no day is given."""
    return {"published": whole_date(text), "month": month_of(text)}


def but_new_year(date: str | None) -> str | None:
    """A date; None for 1 January, which services write where they know the year alone."""
    return None if date and date.endswith("-01-01") else date


def shown_number(said: str, shows: str | None) -> str:
    """A number as a reader of the sheet sees it: a "day" or the "month" of one, if it ``shows`` that, else without a fraction that says nothing."""
    try:
        value = float(said)
    except ValueError:
        return shown_text(said)
    if shows and 0 < value < _LAST:
        on = FIRST_DAY + timedelta(days=int(value))
        return on.isoformat() if shows == "day" else f"{calendar.month_abbr[on.month]} {on.year}"
    whole = value.is_integer() and abs(value) < 2**53 and ("E" in said.upper() or _WHOLE.fullmatch(said))
    return str(int(value)) if whole else said


def shown_as(form: str) -> str | None:
    """Whether a sheet's form of numbers shows a "day", or of one the "month" alone: it has a year among what is not printed as it stands ("0 "years"")."""
    signs = _AS_IT_STANDS.sub("", form).casefold()
    return ("day" if "d" in signs or "m" not in signs else "month") if "y" in signs else None


def shown_text(text: str) -> str:
    """A sheet's text; its line breaks are replaced by a sign that does not end a line of a table."""
    return BREAK.join(filter(None, (" ".join(line.split()) for line in text.splitlines())))


def text_in(value: object) -> str | None:
    """A text with something in it."""
    return value if isinstance(value, str) and value.strip() else None


def words_in(value: object) -> tuple[str, ...]:
    """The strings of a list."""
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def first_of(value: object) -> str | None:
    """A string, or the first of a list of strings."""
    return text_in(value) or next(iter(words_in(value)), None)


def object_in(value: object) -> dict[str, Any]:
    """An object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def objects(value: object) -> list[dict[str, Any]]:
    """The objects of a list; none of anything else."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


_ROUNDED = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
_SHORT = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_TAKEN_FOR_A_DAY = re.compile(
    rf"\d{{1,2}}-{_SHORT}|{_SHORT}(?:-\d{{2}}| (?:19|20)\d\d)|(?:19|20)\d\d-[01]\d-[0-3]\d(?: 00:00:00)?",
    re.IGNORECASE,
)


_SERIAL = re.compile(r"4[0-7]\d{3}")  # of a day from 2009 to 2031


def unserial(value: object) -> object:
    """An issue from its cell; None for the number of a day, into which a spreadsheet turned "3-4"."""
    told = undated(value)
    return None if isinstance(told, str) and _SERIAL.fullmatch(told) else told


def undated(value: object) -> object:
    """Pages or an issue from a cell ("12.0" is 12); None for what a spreadsheet rounded, or turned into a day
    ("12-Jan").
    """
    if not isinstance(value, str):
        return value
    return (
        None
        if _TAKEN_FOR_A_DAY.fullmatch(value.strip()) or _ROUNDED.fullmatch(value.strip())
        else re.sub(r"\A(\d{1,6})\.0\Z", r"\1", value)
    )


_LONGEST_LIST = 1000  # names; of more, how many there are is for the limits to judge


def once(authors: tuple[Author, ...]) -> tuple[Author, ...]:
    """The authors of a paper, each once. ResearchRabbit writes each author twice or more, one form behind the other;
    the longest is kept. If any author has no such neighbour, all stay.
    """
    if len(authors) > _LONGEST_LIST:
        return authors
    runs = list[list[Author]]()
    for one in authors:
        if runs and _is_like(runs[-1][0], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    return (
        tuple(max(run, key=lambda one: len(one.name)) for run in runs)
        if all(len(run) > 1 for run in runs)
        else authors
    )


def _is_like(one: Author, other: Author) -> bool:
    """Whether two names may be one person's: the same family name, and the same given name, or the initial of it."""
    if one.family is None or other.family is None:
        return one.name.casefold() == other.name.casefold()
    first, second = sorted((_bare((author.given or "").split(" ")[0]) for author in (one, other)), key=len)
    return _bare(one.family) == _bare(other.family) and (
        first == second or (len(first) == 1 and second.startswith(first))
    )


def _bare(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if c.isalnum())


FURTHER = "further_abstracts"  # the name under which a record tells that it has more of them than the one kept
UNKNOWN = "und"  # the language of a text of which none is told, as ISO 639 names it


def main_abstract(told: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The fields for a record's abstracts, each given as (language's code, text): the one to keep, in English if there
    is one, and whether there are more.
    """
    texts = [(language.casefold(), text) for language, text in told if text]
    if texts and texts[0][0] == UNKNOWN and len(texts) > 1 and language_in(texts[0][1]) not in (None, "en"):
        texts = [(language_in(text) or UNKNOWN if said == UNKNOWN else said, text) for said, text in texts]
    english = (text for language, text in texts if language.startswith("en"))
    kept = next(english, None) or next((text for _, text in texts), None)
    return {"abstract": kept, FURTHER: len(texts) > 1}


def whole_abstract(texts: Sequence[str]) -> dict[str, Any]:
    """The fields for an abstract that a record tells in several texts: those in one language, joined, and whether there are others."""
    kept, further = in_one_language(texts)
    return {"abstract": kept, FURTHER: further}


def left_out(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """The report's note on a record's further abstracts, which were left out."""
    return (LEFT_OUT,) if fields.get(FURTHER) else ()
