"""A paper that was read for a question, its sentences as candidates for the answer, and the distances in a sentence between words of the
question, numbers, and figures of the kind asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import pairwise
from typing import NamedTuple

from corpus.models import Paper
from corpus.patterns import late
from corpus.retractions import asks_for_notices, is_notice
from corpus.sentences import Sentence
from index.finding.sources import TextSource
from index.finding.texts import Line, PaperTexts
from index.models import Hit
from index.sentences.asking import NUMERAL, Asked
from index.sentences.cues import figures
from index.terms.attributes import Attribute, doing_counted, is_average
from index.terms.lexicon import Phrase
from index.terms.query import Concept, Query

BESIDE = 3  # words between a number and what it counts
LOOKED_BACK = 60  # characters before what those counted did, in which their number is looked for
NEAR = 4  # words that may be between two neighbours of the question
CLOSE, FAR = ((25, 1.0), (60, 0.7), (120, 0.35)), 0.15  # (characters from a figure, what a word counts so near)
_COMES_TO = late(  # behind what is counted: "visits per farm fell from 4 to 2", "tenants were content, but 14 of them left"
    rf"(?! (?:and|or)\b)[^.;]{{1,60}}? {NUMERAL} of (?:them|these|those|whom)\b|(?: (?:per|an?|each) [a-z-]+){{0,2}} (?:fell|rose|dropped|declined|decreased|increased|averaged|numbered|totalled|went (?:up|down))"
    rf"(?: [a-z]+ly)?(?: from| at)? {NUMERAL}(?![\d.,·]{{0,30}} ?%)",
    re.IGNORECASE,
)
# "Number of" before what is counted, and the number behind it: "the number of falls in the first week was 4".
_NUMBER_OF, _WAS = (
    late(r"\bnumbers? of \Z", re.IGNORECASE),
    late(rf"(?: [a-z-]+){{0,6}} (?:was|were) {NUMERAL}", re.IGNORECASE),
)
ROUNDED = 1e-6  # more than sums of the same features in another order may differ by
_SHARE = " %"  # what makes a number a share, at most so long
_NUMBER = late(rf"\b{NUMERAL}\b(?![\d.,·]{{0,30}} ?%)", re.IGNORECASE)  # "42" of "42.5 %" is none either
# A whole number, with what stands in brackets behind it, right before what those counted did: "276 (96.2%) tolerated". Before
# it begins a part of the sentence: "week 12", "aged 65" and "a mean of 3.5" count nobody.
_JUST_BEFORE = late(
    r"(?:\A|[(—–]|(?:[.;:,]|\b(?:of|and|or|but|while|whereas|when|that|which|whom|only|just|all|the|these|those|other|another|further|remaining|about|approximately"
    rf"|nearly|almost|over|than|least|most|to)) )(?!(?:19|20)\d\d\b)(?!\d+[.·]\d){NUMERAL}(?: ?\([^()]{{1,30}}\))?(?: (?:had|have|has|were|was|been|\w+ly)){{0,2}} \Z",
    re.IGNORECASE,
)
Share = Callable[[Iterable[float]], float]  # credits → what they are worth, 0 to 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of ``paper`` (a key), scored for a question.

    ``credits``: how much of each concept it contains (0..1). ``covered``: their weighted mean (0..1). ``gives``:
    it has the kind of thing asked for. ``counted``: a number stands beside a word of the question. ``near``: how
    near (0..1) a figure of the kind asked for is to words of the question."""

    line: Line
    paper: str
    credits: tuple[float, ...]
    covered: float
    gives: bool
    counted: bool
    near: float
    score: float

    @property
    def sentence(self) -> Sentence:
        """The sentence, verbatim."""
        return self.line.sentence


class Likely(NamedTuple):
    """A sentence that is not scored yet: the most it may score, the sentence, its credits, and what scores it."""

    bound: float
    line: Line
    credits: tuple[float, ...]
    score: Callable[[], Candidate]


@dataclass(frozen=True)
class ReadPaper:
    """A paper that was read for a question. Its sentences are scored only when they are asked for, as most
    papers that are read are not shown.

    ``covered``: the share of the question it contains (0..1). ``strength``: its BM25 score divided by the
    highest possible one. For each concept: ``credits``, how much the paper contains (0..1); ``named``, how much
    its title and authors contain; ``named_itself``, the same without words of similar meaning; ``weights``, the
    weight for choosing among its sentences. ``bound``: no sentence scores more. ``sentences`` gives them in order.
    """

    paper: str
    covered: float
    strength: float
    credits: tuple[float, ...]
    named: tuple[float, ...]
    named_itself: tuple[float, ...]
    weights: tuple[float, ...]
    bound: float
    sentences: Callable[[], tuple[Likely, ...]]

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """The paper's sentences, the best first."""
        return tuple(sorted((one.score() for one in self.sentences()), key=order))

    @cached_property
    def best(self) -> Candidate:
        """The first of ``candidates``; only those are scored that may be it. Raises ValueError if there are none."""
        found: list[Candidate] = []
        for one in sorted(self.sentences(), key=lambda one: -one.bound):
            if found and one.bound < found[0].score - ROUNDED:
                break
            found = [min((*found, one.score()), key=order)]
        return min(found, key=order)

    def saying(self, phrases: Sequence[Phrase]) -> ReadPaper:
        """The same reading with only the sentences that contain every phrase."""
        kept = tuple(one for one in self.sentences() if all(map(one.line.says, phrases)))
        return replace(self, sentences=lambda: kept)

    def scored(self, candidates: Sequence[Candidate]) -> ReadPaper:
        """The same reading with these sentences."""
        kept = tuple(Likely(one.score, one.line, one.credits, partial(_itself, one)) for one in candidates)
        return replace(self, sentences=lambda: kept)


def _itself(candidate: Candidate) -> Candidate:
    return candidate


def order(candidate: Candidate) -> tuple[float, str, int]:
    """The sort key of candidates: best score first, then paper key and sentence number."""
    return (-round(candidate.score, 9), candidate.paper, candidate.line.number)


def works(hits: tuple[Hit, ...], query: Query, texts: TextSource) -> tuple[Hit, ...]:
    """The hits without notices about other papers, which repeat a title but report nothing; all hits if nothing else
    was found or the question asks for notices. A notice stays if its own sentences contain more of the question than
    any paper does.
    """
    if asks_for_notices(query.text):
        return hits
    read = [(hit, texts[hit.key]) for hit in hits]
    papers = [(hit, one) for hit, one in read if not _tells_of_another(one.paper)]
    if not papers or len(papers) == len(read):
        return hits
    most = max(_holds(query, one.terms) for _, one in papers)
    kept = {hit.key for hit, _ in papers}
    return tuple(hit for hit, one in read if hit.key in kept or _holds(query, _said(one)) > most)


def _tells_of_another(paper: Paper) -> bool:
    return is_notice(paper.title, (paper.type or "", *paper.labels))


def _said(texts: PaperTexts) -> frozenset[str]:
    """The terms of a paper's sentences, without its title."""
    return frozenset().union(*(held.terms for held in texts.held))


def _holds(query: Query, terms: frozenset[str]) -> float:
    """How much of a question is among some terms, by any of its names."""
    return sum(
        one.weight
        for one in query.concepts
        if any(terms.issuperset(phrase) for phrase in (one.phrase, *(other for other, _, _ in one.others)))
    )


def places_of(line: Line, row: Sequence[float], query: Query) -> list[list[int]]:
    """For each concept, the places of the words that match it in a sentence. ``row``: the sentence's credits."""
    return [line.positions(concept) if credit else [] for concept, credit in zip(query.concepts, row, strict=True)]


def nearness(
    line: Line, row: Sequence[float], places: Sequence[Sequence[int]], asked: Asked, share: Share
) -> float:
    """How near (0..1) a figure of the kind asked for is to the question's words: the weighted nearness of the
    best figure."""
    found = figures(line.text, asked)
    if not found:
        return 0.0
    tokens = line.tokens
    starts = [[tokens[place].start for place in own] for own in places]
    ends = [[tokens[place].end for place in own] for own in places]
    best = 0.0
    for start, end in found:
        gaps = (_gap(a, b, start, end) for a, b in zip(starts, ends, strict=True))
        best = max(best, share([credit * _closeness(gap) for credit, gap in zip(row, gaps, strict=True)]))
    return best


def _gap(starts: Sequence[int], ends: Sequence[int], start: int, end: int) -> int | None:
    """The number of characters between a figure and the nearest of some words, given in order; None if no word
    is outside the figure."""
    left = bisect_left(starts, start)
    right = bisect_right(ends, end, left)
    gaps = [start - ends[left - 1]] if left else []
    gaps += [starts[right] - end] if right < len(starts) else []
    return max(min(gaps), 0) if gaps else None


def _closeness(gap: int | None) -> float:
    """What a word counts (0..1) at a distance of ``gap`` characters from a figure."""
    if gap is None:
        return 0.0
    return next((worth for reach, worth in CLOSE if gap <= reach), FAR)


def pairs(candidate: Candidate, query: Query) -> float:
    """The share (0..1) of the question's pairs of adjacent concepts that are near each other in a sentence; 1 if
    the question has only one concept, 0 if the sentence contains none.
    """
    if not candidate.covered:
        return 0.0
    neighbours = list(pairwise(places_of(candidate.line, candidate.credits, query)))
    return sum(_near(a, b) for a, b in neighbours) / len(neighbours) if neighbours else 1.0


def counted(line: Line, places: Sequence[Sequence[int]], query: Query) -> bool:
    """True if a number is within ``BESIDE`` words of a word of the question that is not a number itself; people are counted by no
    decimal.
    """
    numerals = line.numerals
    if query.form.counted == "people":
        row = line.held.row
        numerals = frozenset(at for at in numerals if row[at].isdecimal())
    asked = [place for found in places for place in found if place not in numerals] if numerals else []
    return any(place in numerals for a in asked for place in _around(a, BESIDE))


def _near(left: Sequence[int], right: Sequence[int]) -> bool:
    others = frozenset(right)
    return any(place in others for a in left for place in _around(a, NEAR))


def _around(place: int, reach: int) -> Iterable[int]:
    """The places up to ``reach`` words before and after a place."""
    return (*range(place - reach, place), *range(place + 1, place + reach + 1))


def as_proper_name(line: Line, concept: Concept) -> bool:
    """True if a sentence has a concept only as a proper name: behind its first word, with a capital letter followed by
    small ones.
    """
    tokens = [line.tokens[place] for place in line.positions(concept)]
    written = [line.text[token.start : token.end] for token in tokens]
    return bool(tokens) and all(
        word[0].isupper() and word[1:].islower() and token.start > 0
        for word, token in zip(written, tokens, strict=True)
    )


def gives_average(candidate: Candidate, concepts: Sequence[Concept], kinds: Sequence[Attribute]) -> bool:
    """True if a sentence gives an average of the things named by its words for some concepts or attributes."""
    line = candidate.line
    tokens = [line.tokens[place] for one in concepts for place in line.positions(one)]
    spans = [(one.start, one.end) for one in tokens]
    spans += [span for kind in kinds for span in kind.places_in(line.text)]
    return any(is_average(line.text, *span) for span in spans)


def doers_counted(line: Line, concept: Concept) -> bool:
    """True if a number stands right before a word for what those counted did: they are counted there, whatever they are
    called ("31 of 276 (11%) had relapsed")."""
    starts = (line.tokens[place].start for place in line.positions(concept))
    return any(_JUST_BEFORE.search(line.text, max(0, start - LOOKED_BACK), start) for start in starts)


def states_doers(line: Line, query: Query) -> bool:
    """True if a sentence gives the number of those who did what the question counts ("how many archaeologists answered")."""
    _, start = doing_counted(query.text, joined=True) or ("", -1)
    return any(doers_counted(line, one) for one in query.concepts if one.start == start)


def number_beside(line: Line, concept: Concept, question: str) -> bool:
    """True if a number that is not in the question and is no share stands beside a word for a concept."""
    tokens, asked = line.tokens, {match[0] for match in _NUMBER.finditer(question)}
    for place in line.positions(concept):
        before, after = tokens[max(0, place - BESIDE)].start, tokens[min(len(tokens) - 1, place + BESIDE)].end
        near = {match[0] for match in _NUMBER.finditer(line.text[before : after + len(_SHARE)])}
        named = _NUMBER_OF.search(line.text, 0, tokens[place].start) and _WAS.match(line.text, tokens[place].end)
        if near - asked or named or _COMES_TO.match(line.text, tokens[place].end):
            return True
    return False
