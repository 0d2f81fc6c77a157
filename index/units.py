"""Units a question asks for a figure in: "in mg", "mmHg", "pg/ml"."""

from __future__ import annotations

import re

# One line a unit: how it is written, in a question and in a sentence; "in" must stand before the short ones that are also words or parts of them.
_PLAIN = (
    r"mm ?hg",
    r"[mµμunp]?g/(?:d|m)?l",
    r"m?iu/m?l",
    r"u/l",
    r"[mµμunp]?mol/l",
    r"m/s",
    r"km/h",
    r"kw ?h",
    r"mbq",
    r"kpa",
    r"mpa",
    r"[mµμ]v",
    r"db",
    r"[kmg]?hz",
    r"kcal",
    r"met(?:re|er)s per second",
    r"microvolts?",
    r"decibels?",
    r"degrees?(?: celsius)?",
    r"dollars?",
    r"euros?",
)
_SHORT = (
    r"[mµμk]?g",
    r"[cmkµμn]?m",
    r"m?l",
    r"tons?(?:nes)?",
    r"kilograms?",
    r"seconds?",
    r"minutes?",
    r"hours?",
    r"days?",
    r"weeks?",
    r"months?",
    r"years?",
    r"points?",
    r"feet",
    r"inches",
)
_ASKED = re.compile(
    rf"\b(?:{'|'.join(_PLAIN)})(?![\w/])|\bin (?:{'|'.join(_SHORT)})(?![\w/])(?! \d)", re.IGNORECASE
)


# How a sentence may write what a question writes out.
_SHORTENED = {
    "second": r"s(?:ec(?:ond)?s?)?",
    "minute": r"min(?:ute)?s?",
    "hour": r"h(?:(?:ou)?rs?)?",
    "day": r"d(?:ays?)?",
    "week": r"w(?:(?:ee)?ks?)?",
    "month": r"mo(?:nth)?s?",
    "year": r"y(?:(?:ea)?rs?)?",
}


def unit_missing(question: str, sentences: str) -> str:
    """The first unit a question asks for that stands nowhere in some sentences, as the question writes it; "" where there is none."""
    for match in _ASKED.finditer(question):
        unit = match[0].removeprefix("in ")
        if not re.search(_written(unit), sentences, re.IGNORECASE):
            return unit
    return ""


def _written(unit: str) -> str:
    """How a sentence may write a unit: with a space in it, in the plural, with either sign for micro."""
    short = _SHORTENED.get(unit.lower().removesuffix("s"))
    if short:
        return rf"(?<![a-zµμ]){short}(?![\w/])"
    letters = ("[uµμ]" if c in "uµμ" else re.escape(c) for c in unit.lower().replace(" ", "").removesuffix("s"))
    return rf"(?<![a-zµμ]){' ?'.join(letters)}s?(?![\w/])"
