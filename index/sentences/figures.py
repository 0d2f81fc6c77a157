"""Finds the figures that a sentence states, as printed: percentages, means and medians, ratios with their
intervals, p values, sums of money, lengths of follow-up.

Each has the slice of its sentence that says what it is about. Nothing is calculated, rounded or put in other
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from corpus.models import Paper
from corpus.patterns import late
from corpus.sentences import Sentence, sentences_of
from index.sentences.asking import TIME
from index.sentences.cues import plain
from index.sentences.measures import COST
from index.sentences.whole_numbers import COUNT as _COUNT


class Kind(StrEnum):
    """The kind of a figure."""

    FOLLOW_UP = "follow-up"
    PERCENT = "percentage"
    AVERAGE = "mean or median"
    RATIO = "ratio"
    P_VALUE = "p value"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as printed, ``abstract[start:end] == text``, and the slice around it that says what it is about,
    ``abstract[of_start:of_end]`` (code points)."""

    kind: Kind
    text: str
    start: int
    end: int
    of_start: int
    of_end: int
    sentence: Sentence

    @property
    def of(self) -> str:
        """The sentence's own words that say what the figure is about, with the figure."""
        first = self.sentence.start
        return self.sentence.text[self.of_start - first : self.of_end - first]


_N = r"(?:\d{1,3}(?:,\d{3})+(?:[.·]\d{1,6})?|\d{1,9}(?:[.·]\d{1,6})?|[.·]\d{1,6})"
_SIGNED = rf"[-−–+]?{_N}"
_UNIT = rf"(?:{TIME}|mm ?hg|[munpkcdµμ]?(?:g|m|l|mol|pa|hz|v|w|j|u|iu|gy|eq)(?:/[a-z\d²]{{1,8}}){{0,2}}|cm[23²³]|points?|degrees?|°|scores?|fractions?|times|days?)(?![\w/])"
_SPREAD = rf"(?:\s?(?:±|\+/-|\+-)\s?{_N}|\s?[(\[]\s?(?:±|\+/-|SD|SEM|SE|IQR|range|interquartile range|standard deviation)?[\s,:=±]{{0,3}}{_SIGNED}(?:\s?{_UNIT})?(?:\s?(?:-|–|to|,|and)\s?{_SIGNED}(?:\s?{_UNIT})?)?[)\]])"
_LABEL = r"(?:\s?\([^()\d]{1,30}\))?"
_AND = rf"(?:,? ?(?:vs\.?|versus|v\.?|and|or|to|compared (?:to|with)|-|–),? {{0,2}}|, (?={_SIGNED}\s?[(±](?!\s?\d{{1,3}}[.·]?\d{{0,3}}\s?%)))"
_CI = r"(?:C[Rr]?Is?|C\.I\.|HP?DIs?)"  # of confidence, credible, of the highest density
_INTERVAL = (
    rf"(?:[\s,;:(\[]{{0,3}}(?:9[059]\s?%\s?-?\s?(?:{_CI}|confidence (?:intervals?|limits)|credible intervals?)(?:\s?[(\[]\s?(?:9[059]\s?%\s?)?{_CI}\s?[)\]])?|{_CI}(?:\s?9[059]\s?%)?)"
    rf"[\s:=,]{{0,3}}[(\[]?\s?(?:of |from )?{_SIGNED}\s?%?(?:\s?{_UNIT})?\s?(?:-|–|to|,|;|and)\s?{_SIGNED}\s?%?[)\]]?)"
)
_RATIO = late(
    r"(?P<value>(?:\b(?:[amu]|adj\.? )?(?:HR|OR|RR|IRR|SHR|sHR|SIR|SMR|PR)s?\b|\b(?i:hazards?|odds|risk|rate|incidence|prevalence)(?: rate)? (?i:ratios?)\b|\b(?i:relative risks?)\b)"
    rf"(?:\s?[(\[]\s?[A-Za-z ]{{1,16}}\s?[)\]])?\s?(?:[:=,]|of|was|is|were)?\s?[(\[]?\s?(?:\d{{1,4}}[.·]\d{{1,4}}|\d{{1,3}}(?={_INTERVAL}))(?!\d|\s?%)"
    rf"(?:{_INTERVAL}|\s?[(\[]\s?\d{{1,4}}[.·]\d{{1,4}}\s?(?:-|–|to|,)\s?\d{{1,4}}[.·]\d{{1,4}}\s?[)\]])?)"
)
_P = r"[01]?[.·]\d{1,12}(?:\s?[x×]\s?10\(?[-−]\d{1,3}\)?)?"
_P_NEXT = r"(?:0?[.·]\d{1,12}|1[.·]0{1,6})"
# Further values of the same p: they end where a bracket, the sentence or their order does.
_P_MORE = (
    rf"(?:(?:\s?[,;]\s?(?:and |or )?|\s(?:and|or|vs\.?|versus)\s)(?:[=<>≤≥]\s?)?{_P_NEXT}"
    r"(?=\s?[,;)\]]|\s?\.(?!\d)|\s?\Z|,?\s(?:and|or|vs\.?|versus|respectively|for|in)\b))"
)
_P_FOR = r"(?: ?\(?(?:interaction|trend)\)?| for (?:trend|interaction|heterogeneity))?"
_P_VALUE = late(
    rf"(?P<value>\bp(?:[- ]?values?|['’]s)?{_P_FOR}\s?(?:of )?(?:[=<>≤≥]|[<>]? ?or ?=)\s?{_P}{_P_MORE}{{0,8}}"
    rf"|\bp[- ]?values{_P_FOR}:?\s(?:of |were |are )?{_P}{_P_MORE}{{1,8}})",
    re.IGNORECASE,
)
_AVERAGE = late(
    rf"\b(?:medians?|means?|averages?|averaged)\b(?:[^.;:,()%\d=]|\([^()\d]{{0,40}}\)|(?:group|grade|type|stage|phase|level|class|arm|cohort|day)s? \d{{1,3}}\b|\d{{1,3}}-[a-z]{{3,9}}){{0,80}}?[,:=(]?\s?"
    rf"(?P<value>(?<![\w.\[]){_SIGNED}(?![\d-]|[.·]\d|\s?%)(?:{_SPREAD}\s?%|{_SPREAD}?){_LABEL}(?:\s?{_UNIT})?{_SPREAD}?{_LABEL}(?:{_AND}{_SIGNED}(?!\d|[.·]\d|\s?%|-[a-z]){_SPREAD}?{_LABEL}(?:\s?{_UNIT})?{_SPREAD}?){{0,4}}{_INTERVAL}?)",
    re.IGNORECASE,
)
_GRADED = "".join(
    rf"(?<!{word} )"
    for word in (
        "grade",
        "grades",
        "stage",
        "type",
        "group",
        "phase",
        "level",
        "class",
        "day",
        "week",
        "month",
        "year",
        "version",
        "step",
    )
)
_PERCENT = late(
    rf"(?<![\w.,·])(?P<value>(?:{_COUNT}(?: [a-z-]+){{0,2}} ?[(\[]\s?)?(?<![\d.,·]){_GRADED}{_N}(?:\s?(?:±|\+/-)\s?{_N})?"
    rf"(?:\s{{0,2}}(?:-|–|to|and|or|vs\.?|versus|v)\s{{0,2}}{_N}|\s?%\s?[-–]\s?{_N})?\s?(?:%|per ?cent\b)(?:\s?[)\]])?(?: (?:of|out of) (?:the )?\d{{1,7}}\b)?)"
    rf"(?!\s?-?\s?(?:{_CI}\b|C\.I|confidence|credible|limits of))(?:{_INTERVAL})?",
    re.IGNORECASE,
)
_FOLLOWED = late(
    rf"\bfollow(?:ed|ing)?(?:[ -]?up)?\b(?:[^.;()%\d]|\([^()\d]{{0,40}}\)){{0,60}}?(?P<value>(?<![\w.]){_N}{_SPREAD}?{_LABEL}(?:{_AND}{_N}{_SPREAD}?)?(?: ?{TIME}\b|-{TIME}\b(?! (?!follow|period)[a-z])){_SPREAD}?)"
    rf"|(?P<before>(?<![\w.]){_N}{_SPREAD}?[ -]{TIME}\b)(?:'s?)?,?(?: (?:of|minimum|maximum|median|mean|average|the|complete|or more),?){{0,3}} follow[ -]?up\b",
    re.IGNORECASE,
)
_BOUNDS = late(rf"\b(?:{_CI}|confidence|credible)\b[^.;()a-z]{{0,12}}\Z", re.IGNORECASE)
# After a figure: words that show that it belongs to what stands before it.
_GOES_ON = late(
    r"\s*(?:[,.;:)\]]|\Z|(?:in|for|at|with|among|after|vs\.?|versus|v|on|by|from|to|compared|respectively|and|or|than)\b)",
    re.IGNORECASE,
)
_CLOSED = late(r"\s?[)\]]")
_AROUND = 300  # characters in which an aside is open or closed
_NEAR = 40  # characters before a figure in which its kind is looked for
_OPENED = {")": "(", "]": "["}
_CUT = (
    late(r"[;:]\s"),
    late(r",\s"),
    late(r"\s(?:and|while|whereas|but|although|or)\s", re.IGNORECASE),
)
_EMPTY = late(
    r"[\s,;()\[\]]*(?:(?:and|or|vs\.?|versus|v|to|compared|with|in|the|respectively|only|was|were|is|than|while|a|an|of|by)\b[\s,;()\[\]]*)*\Z",
    re.IGNORECASE,
)
_JOINING = late(r"[\s,)\]]*(?:and|or|vs\.?|versus|v|to)?\s*", re.IGNORECASE)
_NAMED = late(
    r"\b(?!(?:mean|median|average|followed|with|from|were|that|this|than|compared|versus|also|after|among)\b)[a-z][\w-]{2,}",
    re.IGNORECASE,
)
_OPENING = late(r"^[\s,;:.)\]]*(?:(?:and|but|while|whereas|or)\s)?\s*", re.IGNORECASE)


_VERB = r"(?:was|were|is|are|had|has|have|did|showed|rose|fell|(?!(?:need|red|bed)\b)[a-z]{2,}ed)"
_LISTED = late(rf"\s*[)\]],? ?(?:(?:and|or) )?(?:(?!\b{_VERB}\b)[^.;()])*[(\[]\s*", re.IGNORECASE)
_SAYS = late(rf"\s*[)\]]\s*,?\s*{_VERB}\b", re.IGNORECASE)
_HAS_VERB = late(rf"\b{_VERB}\b", re.IGNORECASE)


def of_one_list(sentence: str, figures: Sequence[tuple[int, int]]) -> bool:
    """True if some figures in brackets (start, end), in order, belong to the members of one list, and the words after
    the list say something of all of them: "age (p = 0.03), sex (p = 0.01) and weight (p = 0.04) were associated with
    …".
    """
    text = plain(sentence)
    between = all(_LISTED.fullmatch(text, one[1], other[0]) for one, other in pairwise(figures))
    return between and not _HAS_VERB.search(text, 0, figures[0][0]) and bool(_SAYS.match(text, figures[-1][1]))


_PATTERNS = (
    (Kind.COST, COST),
    (Kind.RATIO, _RATIO),
    (Kind.P_VALUE, _P_VALUE),
    (Kind.AVERAGE, _AVERAGE),
    (Kind.PERCENT, _PERCENT),
)


def figures_of(paper: Paper) -> Iterator[Figure]:
    """All figures of a paper's abstract, in order."""
    for sentence in sentences_of(paper):
        yield from figures_in(sentence)


def figures_in(sentence: Sentence) -> tuple[Figure, ...]:
    """The figures of a sentence, in order."""
    text = plain(sentence.text)
    found = sorted(_found(text), key=lambda one: one.start)
    figures = []
    for group, (low, high) in _contexts(text, found):
        figures += [_figure(sentence, one, low, high) for one in group]
    return tuple(figures)


class _Found(NamedTuple):
    kind: Kind
    start: int
    end: int
    last: int


def _figure(sentence: Sentence, one: _Found, low: int, high: int) -> Figure:
    first = sentence.start
    text = sentence.text[one.start : one.end]
    return Figure(one.kind, text, first + one.start, first + one.end, first + low, first + high, sentence)


def _found(text: str) -> list[_Found]:
    """All figures in a sentence; the length of a follow-up may also be found as a mean."""
    found: list[_Found] = []
    taken = bytearray(len(text))
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("value")
            if any(taken[start:end]) or _is_bound(text, kind, start):
                continue
            start, end = _balanced(text, start, end)
            last = max(match.end(), end)
            taken[start:last] = b"\1" * (last - start)
            found.append(_Found(kind, start, end, last))
    for match in _FOLLOWED.finditer(text):
        start, end = match.span("value") if match["value"] else match.span("before")
        found.append(_Found(Kind.FOLLOW_UP, start, end, end))
    return found


def _is_bound(text: str, kind: Kind, start: int) -> bool:
    """True if a percentage is a limit of an interval."""
    return kind is Kind.PERCENT and bool(_BOUNDS.search(text[max(0, start - _NEAR) : start]))


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with balanced brackets: without a closing one that it does not open, and extended to one that
    closes its own."""
    for closing, opening in _OPENED.items():
        within = text[start:end]
        if within.endswith(closing) and within.count(closing) > within.count(opening):
            end -= 1
        elif within.count(opening) > within.count(closing):
            close = text.find(closing, end, end + _NEAR)
            start, end = (start, close + 1) if close >= 0 else (start + within.rfind(opening) + 1, end)
    return start, end


def _contexts(text: str, found: list[_Found]) -> Iterator[tuple[list[_Found], tuple[int, int]]]:
    """Groups of figures about the same thing, each with the span (start, end) of the words about it; spans are
    cut between groups, where a new clause begins."""
    groups = _grouped(text, found)
    if "respectively" in text:
        yield found, (0, len(text))
        return
    cuts = [0, *(_cut(text, one[-1].last, two[0].start) for one, two in pairwise(groups)), len(text)]
    for group, low, high in zip(groups, cuts, cuts[1:], strict=False):
        if not _NAMED.search(_without(text, low, high, group)):
            low, high = 0, len(text)
        if low and (opening := _OPENING.match(text[low:high])):
            low += opening.end()
        ending = len(text[low:high]) - len(text[low:high].rstrip(" ,;:"))
        yield group, (min(low, group[0].start), max(high - ending, group[-1].end))


def _without(text: str, low: int, high: int, group: Sequence[_Found]) -> str:
    """The text from ``low`` to ``high`` without the figures of a group."""
    first, last = min(one.start for one in group), max(one.last for one in group)
    return f"{text[low:first]} {text[last:high]}"


def _grouped(text: str, found: Sequence[_Found]) -> list[list[_Found]]:
    groups: list[list[_Found]] = []
    last = 0
    for one in found:
        if groups and _belongs(text, last, one):
            groups[-1].append(one)
            last = max(last, one.last)
        else:
            groups.append([one])
            last = one.last
    return groups


def _belongs(text: str, last: int, one: _Found) -> bool:
    """True if a figure belongs to the group that ends at ``last``: it is in the same brackets, joined by "vs",
    or has no words of its own that say what it is about."""
    if one.start < last:
        return True
    between = text[last : one.start]
    near = text[max(0, last - _AROUND) : last]
    opened = near.count("(") + near.count("[") > near.count(")") + near.count("]")
    if opened and ")" not in between and "]" not in between:
        return True
    if _JOINING.fullmatch(between):
        return True
    cut = _cut(text, last, one.start)
    return bool(_EMPTY.match(text[cut : one.start]) and _GOES_ON.match(text, one.last))


def _cut(text: str, low: int, high: int) -> int:
    """The offset between two figures where the words about the second one begin."""
    closed = _CLOSED.match(text, low)
    if closed:
        after = _CUT[0].search(text, closed.end(), high)
        return after.end() if after else closed.end()
    for mark in _CUT:
        if match := mark.search(text, low, high):
            return match.start()
    return high
