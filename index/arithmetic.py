"""Shares that do not agree with the counts they stand beside: "12 of 40 (35%)" is 30 %. Told, never corrected.

Only where the arithmetic is certain: a part, the whole it is of and the share are printed together, or the whole is the one
number studied that the abstract states; no other number of the abstract makes the share right; rounding and cutting off are both
taken for right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from corpus.models import Paper, Sentence
from corpus.sentences import sentences_of
from index.cues import plain
from index.samples import sample_size

_N = r"(?<![\w.,·/:%±=<>≤≥+-])(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6})(?![.·,]?\d)"
_WHOLE = r"(?P<whole>\d{1,3}(?:[, ]\d{3})+|\d{1,6})(?![.·,:]?\d|\s?%|[-–]\d)"
_SHARE = r"(?P<share>\d{1,3}(?:[.·]\d{1,3})?)\s?%"
_OPEN, _CLOSE = r"\s?[(\[]\s?", r"\s?[)\]]"
_WORDS = r"(?: (?!(?:and|or|vs|versus|in|had|were|was|with|who|than|to)\b)[a-z][\w-]{0,20}){0,3}"
_OF = r"(?: ?/ ?| (?:out )?of (?:the |these |all |our |a total of )?)"
_TOGETHER = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_N}{_OF}{_WHOLE}{_WORDS}(?:{_OPEN}|[,;] ?| ?= ?){_SHARE}(?:{_CLOSE}|(?=[,;]))",  # 12 of 40 patients (30%), 12/40 [30%]
        rf"{_N}{_WORDS}{_OPEN}{_SHARE}{_CLOSE} (?:out )?of (?:the |these |all |our |a total of )?{_WHOLE}\b(?!{_OPEN}\d)",  # 12 (30%) of 40
        rf"(?<![\d.,·±-]){_SHARE}{_OPEN}{_N}{_OF}{_WHOLE}{_WORDS}{_CLOSE}",  # 30% (12/40)
        rf"\b(?:of|among) (?:the |these |all |our |a total of )?{_WHOLE}{_WORDS}, {_N}{_WORDS}{_OPEN}{_SHARE}{_CLOSE}",  # of 40 patients, 12 (30%)
    )
)
_OF_ALL = re.compile(
    rf"{_N}{_OPEN}{_SHARE}{_CLOSE} of (?:the |all |our )?(?P<people>patients|participants|subjects|women|men|children|cases)\b(?! (?:with|who|whose|in|that|aged|under|treated|receiving|undergoing|without|on|from)\b)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"\d\s?%?\s?(?:to|and|or|-|–)\s?\Z|\d[.,·]\s\Z|\bof (?:the |all |these )?\Z|/ ?\Z", re.IGNORECASE
)
_NEAR = Decimal(
    "0.1"
)  # how far the whole that a share is right of may be from the number studied, to be a slip of it and no other whole
_INTEGER = re.compile(r"(?<![\d.·])(\d{1,3}(?:[, ]\d{3})+|\d{1,6})(?![.·]?\d|\s?%)")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A share that its counts do not give: ``abstract[start:end]`` as printed, and what the counts come to."""

    part: int
    whole: int
    share: str
    start: int
    end: int
    sentence: Sentence

    @property
    def said(self) -> str:
        """ "as printed; 79/469 = 16.8 %"."""
        return f"as printed; {self.part}/{self.whole} = {_reckoned(self.part, self.whole, _decimals(self.share) or 1)} %"


def disagreements(paper: Paper) -> tuple[Disagreement, ...]:
    """The shares of an abstract that do not agree with the counts they are printed with, in order."""
    numbers = frozenset(_value(one) for one in _INTEGER.findall(plain(paper.abstract or "")))
    return tuple(one for one in _stated(paper) if not _agrees(one) and not _explained(one, numbers))


def _stated(paper: Paper) -> Iterator[Disagreement]:
    """The shares that stand with a part and a whole, whether they agree or not."""
    lines = [line for line in sentences_of(paper) if "%" in line.text]
    sample = sample_size(paper) if lines else None
    for line in lines:
        text = plain(line.text)
        found = {m.start("n"): (m, _value(m["whole"])) for pattern in _TOGETHER for m in pattern.finditer(text)}
        for match in _OF_ALL.finditer(text) if sample and sample.number else ():
            whole = sample.number if sample and sample.number else 0
            share = _number(match["share"])
            if share and abs(_value(match["n"]) * 100 / share - whole) <= _NEAR * whole:
                found.setdefault(match.start("n"), (match, whole))
        for _, (match, whole) in sorted(found.items()):
            if 0 < _value(match["n"]) <= whole and not _ranges(text, match, paper, line):
                span = line.start + match.start(), line.start + match.end()
                yield Disagreement(_value(match["n"]), whole, match["share"], *span, line)


def _ranges(text: str, match: re.Match[str], paper: Paper, line: Sentence) -> bool:
    """True for the end of a range ("63% to 86% (…)"), for a whole that is a part elsewhere, and for what is left of a number that was torn apart ("80. 6%")."""
    start = match.start()
    torn = start == 0 and (paper.abstract or "")[max(0, line.start - 4) : line.start].rstrip()[-2:-1].isdigit()
    return torn or bool(_RANGE.search(text[max(0, start - 20) : start]))


def _agrees(one: Disagreement) -> bool:
    """True where the share is what the counts give, rounded or cut off to as many places."""
    exact = Decimal(100 * one.part) / one.whole
    return abs(exact - _number(one.share)) < Decimal(1).scaleb(-_decimals(one.share))


def _explained(one: Disagreement, numbers: frozenset[int]) -> bool:
    """True where the share is right of another number that the abstract prints."""
    return any(
        of >= one.part and _agrees(Disagreement(one.part, of, one.share, 0, 0, one.sentence)) for of in numbers
    )


def _value(printed: str) -> int:
    return int(re.sub(r"\D", "", printed))


def _number(share: str) -> Decimal:
    return Decimal(share.replace("·", "."))


def _decimals(share: str) -> int:
    return len(share.replace("·", ".").partition(".")[2])


def _reckoned(part: int, whole: int, places: int) -> Decimal:
    return (Decimal(100 * part) / whole).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
