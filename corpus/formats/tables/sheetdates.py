"""What spreadsheets make of dates: the number of a day, a month with two figures of its year, and of a year a day of 1905."""

from __future__ import annotations

from datetime import timedelta

from corpus.formats.fields import FIRST_DAY, day_of, whole_date, years_in
from corpus.patterns import late

_SERIAL = late(r"(\d{5})(?:[.,]\d{1,10})?")
_FROM, _TO = 18_264, 55_153  # the days of 1950 to 2050, by their numbers
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_OF_YEAR = late(rf"(?i:({_MONTH})[a-z]{{0,6}})[- ’'](\d\d)")  # "Mar-20"
_OF_DAY = late(rf"(\d\d?)-(?i:({_MONTH}))")  # "20-Mar"
_WHOLE = late(rf"(\d\d?)-(?i:({_MONTH}))-(\d\d)")  # "20-Mar-20"
_WRITTEN = ("", "-", "/", " ")  # what stands behind a year
_TURN = 30  # from which two figures on a year is of the century before, as Excel has it
_YEARS = range(1900, 2101)


def year_told(cell: str) -> str:
    """A cell that tells a year, as a date that tells it: 43906 is a day of 2020, "Mar-20" a month of it, and 1905-07-12, which is how
    a sheet shows the day with the number 2020, is 2020."""
    day = whole_date(cell[:10]) if cell[:4] == "1905" else None
    number = (day - FIRST_DAY).days if day else 0
    return str(number) if number in _YEARS else date_told(cell, None)


def date_told(cell: str, year: str | None) -> str:
    """A cell that tells a date, in figures: 43906 is "2020-03-16", and "Mar-20" is "2020-03", or the twentieth of March if the ``year``
    is told beside it and is another. Any other cell as it is."""
    if cell[:4].isdigit() and cell[4:5] in _WRITTEN:  # as most dates are
        return cell
    if (serial := _SERIAL.fullmatch(cell)) and _FROM <= int(serial[1]) <= _TO:
        return (FIRST_DAY + timedelta(days=int(serial[1]))).isoformat()
    known = next(iter(years_in(year or "")), None)
    if found := _OF_YEAR.fullmatch(cell):
        if known and known[2:] != found[2] and (day := day_of(f"{found[1]} {found[2]}", known)):
            return day.isoformat()
        return f"{found[1].capitalize()} {_whole(found[2])}"
    if found := _WHOLE.fullmatch(cell):
        return f"{found[1]} {found[2].capitalize()} {_whole(found[3])}"
    if (found := _OF_DAY.fullmatch(cell)) and (day := day_of(f"{found[1]} {found[2]}", known)):
        return day.isoformat()
    return cell


def _whole(year: str) -> str:
    """A year of two figures with its century."""
    return f"{'20' if int(year) < _TURN else '19'}{year}"
