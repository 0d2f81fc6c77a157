"""Time points in words: "12 months" is one year, "5- and 8-year" two of them."""

from __future__ import annotations

import re

# Days. A month and a year are what people mean by them: twelve months are a year, four weeks are no month.
_DAYS = {"y": 360.0, "mo": 30.0, "w": 7.0, "d": 1.0, "h": 1 / 24}
_WORDS = dict(
    zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True)
) | {"half a": 0.5}
_NUMBER = rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?|{'|'.join(_WORDS)})"
_UNIT = r"(?:years?|yrs?|(?-i:y)|months?|mos?|weeks?|wks?|days?|hours?|(?-i:hrs?|h))"
_POINT = re.compile(
    rf"\b({_NUMBER}(?:[ -]{{0,2}}(?:,|and|or|to|/|–)[ -]{{0,2}}{_NUMBER}){{0,3}})[ -]{{0,2}}({_UNIT})\b",
    re.IGNORECASE,
)
_ONE = re.compile(_NUMBER, re.IGNORECASE)
_SINGLE = re.compile(  # "after a year", "a week later", "the next day"
    r"\b(?:(?:after|at|within|by|for) an? (year|month|week|day|hour)|an? (year|month|week|day|hour) (?:later|after|on)"
    r"|(?:next|following) (year|month|week|day))\b",
    re.IGNORECASE,
)


def points(text: str) -> frozenset[float]:
    """The time points and spans a text names, in days."""
    return frozenset(named(text))


def named(text: str) -> dict[float, str]:
    """The same, each with how it is written."""
    found = {
        round(_value(number) * _unit(unit), 1): f"{number} {unit}"
        for numbers, unit in _POINT.findall(text)
        for number in _ONE.findall(numbers)
    }
    singles = ((match[0], next(filter(None, match.groups()))) for match in _SINGLE.finditer(text))
    return {round(_unit(unit), 1): words for words, unit in singles} | found


def _value(number: str) -> float:
    return float(_WORDS.get(number.lower(), 0) or number)


def _unit(unit: str) -> float:
    short = unit.lower()
    return _DAYS["mo" if short.startswith("mo") else short[0]]
