"""Whole numbers as abstracts print them, in digits or words, with what they count."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.patterns import late
from corpus.sentences import Sentence
from index.sentences.asking import any_of
from index.sentences.quantities import NUMBERS

WORD = rf"(?:{'|'.join(NUMBERS)})"
DIGITS = r"(?:\d{1,3}(?:[, ]\d{3}){1,3}(?![,.]?\d)|\d{1,7}(?![,.·]?\d))"
_WORDS = rf"(?:{WORD}(?:(?:-| and | )(?:{WORD}|hundred|thousand)\b){{0,5}})"
COUNT = rf"(?:{DIGITS}|{_WORDS})"  # a pattern for printed whole numbers

ALONE = r"(?<![\w.,±<>≤≥/$€£·-])"  # before a number that is no part of another, and no limit or sum of money
# A word between a number and what it counts: none that begins something else, and no measure.
GAP = (
    r"(?:(?!(?:of|the|in|with|who|whom|whose|to|were|was|had|has|have|for|at|by|from|than|that|which|is|are|per|each|every|during|after|before|out|as|on|when|while"
    r"|but|or|if|million|billion|y|years?|months?|weeks?|days?|hours?|minutes?|mg|kg|ml|gy|cm|mm|km|ha"
    r"|[kmgt]?wh?|m?ah|[km]?v|[kmg]?hz|[kmgt]b|bits?|ppm|mpa|bar|times|points?)\b)[a-z][\w'’/+-]{0,30}[, ] ?)"
)
_YEAR = late(r"(?:19\d\d|20[0-4]\d)")
_DATED = any_of(
    r"(?:\b(?:in|since|until|to|from|by|before|after|during|(?:19|20)\d\d (?:and|to|-)|early|mid|late|spring|summer|autumn|fall|winter"
    r"|(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber)|[a-z]{3,9} \d{1,2},) \Z"
)
_TO_YEAR = late(r" ?(?:and|to|-) ?(?:19|20)\d\d\b")
_BEFORE = 60  # characters before a year in which something dates it


@dataclass(frozen=True, slots=True)
class Count:
    """A number of those studied. ``text``: the number as printed, which is ``abstract[start:end]`` (code
    points). ``of``: the words after it that say what was counted ("" for "n = 42"). ``sentence``: the sentence
    that states it.
    """

    number: int
    text: str
    of: str
    start: int
    end: int
    sentence: Sentence


def is_year(text: str, match: re.Match[str]) -> bool:
    """True if the number ``n`` that was found in a text is a year."""
    start, end = match.span("n")
    dated = _DATED.search(text[max(0, start - _BEFORE) : start]) or _TO_YEAR.match(text, end)
    return bool(_YEAR.fullmatch(match["n"]) and dated)
