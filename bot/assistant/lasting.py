"""How long a study ran, measured or followed, where its title or abstract says it otherwise than as the length of a follow-up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.assistant.works import is_review
from corpus.models import Paper
from corpus.patterns import late
from corpus.sentences import Sentence, sentences_of
from index.quantities import NUMBERS

_N = rf"(?:\d{{1,3}}(?:\.\d{{1,2}})?|{'|'.join(NUMBERS)})"
_UNIT = r"(?:days?|weeks?|months?|years?)"
_TIMES = rf"{_N}(?:,? (?:and |or )?{_N}|, {_N})*[ -]{_UNIT}\b"
_AGED = (
    r"(?!\s*(?:old|of age|or (?:older|younger|more)|and (?:older|over)|ago|earlier|before|later than)\b|-olds?\b)"
)
_DID = r"(?:follow|measur|monitor|track|observ|record|meter|sampl|visit|collect|count|survey|interview|kept|keep|ran|run|plac|install|stud|treat|assess|test|appl|fed|feed|grew|grow|grown|rais|hous|wore|use|taken|took|held|last|continu|stor)"
_FOR = late(
    rf"\b{_DID}\w*\b[^.;]{{0,160}}?\b(?:for|during|across|throughout|over(?= (?:an?|the|its)\b)) (?:(?:an?|the|its|up to|about|at least|some|period|total|median|mean|average|minimum|of|full|whole) ){{0,4}}(?P<said>{_TIMES}){_AGED}",
    re.IGNORECASE,
)
_AT = late(
    rf"\b(?:(?:at|within|after) (?P<said>{_TIMES}){_AGED}|(?P<then>{_TIMES}) (?:after(?!wards?\b.*\bago)|later|post\b|following|of follow))",
    re.IGNORECASE,
)
_LONG = late(
    rf"\b(?P<said>{_N}[- ](?:day|week|month|year))s?[- ](?:(?:long|field|cluster|randomi[sz]ed|controlled|cohort|prospective|follow-?up) )*(?:stud(?:y|ies)|trial|experiment|cohort|survey|period|programme|project|evaluation|follow-?up|measurements?|records?)\b"
    rf"|^(?P<titled>{_N} {_UNIT}) of\b|[:–] (?P<behind>{_N} {_UNIT}) of\b",
    re.IGNORECASE,
)
_SPAN = late(
    r"\b(?P<said>(?:from|between|in) (?:[A-Z][a-z]+ )?(?P<first>(?:19|20)\d\d) ?(?:to|and|until|through|[-–]) ?(?:[A-Z][a-z]+ )?(?P<last>(?:19|20)\d\d))\b"
)
_MEANT = late(
    r"\b(?:intend\w*|intention|wish\w*|hop(?:e|ed|ing)|want\w*|expect\w*|aged?|older|younger|guarantee\w*)\b",
    re.IGNORECASE,
)
_NUMBER = late(rf"\b{_N}\b", re.IGNORECASE)
_LENGTH = late(
    rf"\b{_N}(?:,? (?:and |or )?{_N})*[ -](?P<unit>hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE
)
_DAYS = {"h": 1 / 24, "d": 1, "w": 7, "m": 30.44, "y": 365.25}


class Lasted(NamedTuple):
    """A time that a sentence says its study took, as printed: ``text`` at ``start`` to ``end`` of the abstract; ``days`` long."""

    days: float
    text: str
    start: int
    end: int
    sentence: Sentence


def lasted(paper: Paper, years: bool) -> tuple[Lasted, ...]:
    """The times that a paper's abstract says its study took; if it says none, from which year to which (if ``years`` are to count),
    or when something was measured. None of a review, which tells how long the studies of others took.
    """
    lines = [] if is_review(paper) else [one for one in sentences_of(paper) if not _MEANT.search(one.text)]
    for patterns in ((_FOR, _LONG), (_SPAN,) if years else (), (_AT,)):
        if found := tuple(said for one in lines for pattern in patterns for said in _said(one, pattern)):
            return found
    return ()


def _said(one: Sentence, pattern: re.Pattern[str]) -> Iterator[Lasted]:
    for found in pattern.finditer(one.text):
        names = [name for name, said in found.groupdict().items() if said]
        start, end = found.span(names[0])
        text = one.text[start:end]
        days = [(int(found["last"]) - int(found["first"])) * _DAYS["y"]] if "last" in names else days_in(text)
        yield Lasted(max(days), text, one.start + start, one.start + end, one)


def days_in(text: str) -> list[float]:
    """The times that a text gives, in days; a unit is said once for all ("3, 12 and 24 months")."""
    return [
        float(NUMBERS.get(number.casefold(), number)) * _DAYS[said["unit"][0].casefold()]
        for said in _LENGTH.finditer(text)
        for number in _NUMBER.findall(said[0])
    ]
