"""Which sentences are evidence: how much of what the question names is in the paper, and then in each sentence.

A sentence's score is a weighted sum of features, each 0 to 1 (``WEIGHTS``); the weights are the same for every
corpus. Within a paper, a concept counts more if fewer sentences contain it: in a paper about one treatment, the
treatment's name chooses the paper, and the rest of the question chooses the sentence.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import mul
from typing import NamedTuple

from corpus.models import Paper
from index.asking import QUANTITIES, SETTING, Asked
from index.attributes import GENERAL, Attribute, wanted
from index.candidates import Candidate, Reading, order
from index.cues import counts, fits_section
from index.nearby import counted, nearness, places_of
from index.plans import is_aside
from index.query import Concept, Query
from index.samples import sample_size
from index.texts import Line, PaperTexts
from index.units import units_studied

WEIGHTS = {
    "paper": 2.8,  # the share of the question that the whole paper contains
    "named": 1.1,  # the share of the question that its title and authors contain
    "rank": 3.8,  # the paper's BM25 score divided by the best paper's
    "sentence": 7.0,  # the share of the question that the sentence contains
    "gained": 1.0,  # the part of that share that the sentence before does not contain
    "gives": 2.4,  # the sentence has the kind of thing that was asked for
    "near": 1.2,  # a figure of the kind asked for is near words of the question
    "counted": 0.7,  # a number stands beside a word of the question, if a number is asked for
    "sizes": 3.2,  # it gives the number of those studied, if that is asked for
    "sizes first": 2.0,  # and is the first to do so
    "compares": 1.7,  # it compares, if a comparison or an effect is asked for
    "singles out": 2.4,  # it says what is the most of something, if that is asked for
    "closing": 8.0,  # it is the last one or in the conclusions, if findings or conclusions are asked for
    "setting": -0.3,  # it says what was planned or known before, if that is not asked for
    "setting, yes or no": -4.0,  # the same for a question to be answered yes or no, or one about harm that was done
    "setting, reports": -6.0,  # the same, or it is the first one, if findings or conclusions are asked for
    "puts off": -3.2,  # it leaves something to later work
    "place": 1.8,  # its place in the abstract, 0 (first) to 1 (last): results follow methods
}

BY_NAME = 0.4  # a word in the paper's name loses this share of its weight; set together with the weights
# What all words of an earlier question together weigh in choosing sentences, at most, beside those asked now; and
# the same if the number studied is asked for, which is the study's, whatever was asked before.
CARRIED = 1.0
CARRIED_SIZE = 0.1
STATED = 0.5  # with less credit than this for the word itself, a paper may state a figure in other words


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the sentences of one paper are scored with: the question, the weight of each concept in this paper
    with their total, and the part of the score that is the same for all its sentences (``base``)."""

    query: Query
    weights: tuple[float, ...]
    total: float
    base: float

    def share(self, credits: Iterable[float]) -> float:
        """The weighted mean of one credit per concept, 0 to 1."""
        return sum(map(mul, credits, self.weights)) / self.total if self.total else 0.0


class _Place(NamedTuple):
    """Where a sentence stands: from 0 (first) to 1 (last); whether it states the number studied; whether it is the last
    but for limits, funding and what is left to do."""

    share: float
    sized: bool
    closes: bool


def coverage(texts: PaperTexts, concepts: Sequence[Concept]) -> tuple[float, float, int]:
    """How much of some concepts a paper contains: the share of their weight (0..1), the lowest credit that its
    title and authors give one of them (0..1), and how many sentences contain any.
    """
    named = [texts.name.credit(one) for one in concepts]
    terms = frozenset[str]().union(*(one.terms for one in concepts))
    rows = [[held.credit(one) for one in concepts] for held in texts.saying(terms)]
    credits = [max(column) for column in zip(named, *rows, strict=True)]
    return _share(credits, [one.weight for one in concepts]), min(named), sum(map(any, rows))


def read_paper(texts: PaperTexts, query: Query, rank: float, strength: float = 0.0) -> Reading:
    """Read a paper for a question; its sentences are scored when they are needed.

    ``rank``: its BM25 score divided by the best paper's. ``strength``: its BM25 score divided by the highest
    possible one.
    """
    concepts = query.concepts
    named = tuple(texts.name.credit(concept) for concept in concepts)
    rows = _with_stated(texts, query, texts.credits(concepts), named)
    itself = tuple(
        0.0 if credit and texts.name.close(concept) else credit
        for concept, credit in zip(concepts, named, strict=True)
    )
    credits = tuple(
        max((*column, name)) for column, name in zip(_columns(rows, len(concepts)), named, strict=True)
    )
    plain = [concept.weight for concept in concepts]
    covered = _share(credits, plain)
    base = WEIGHTS["paper"] * covered + WEIGHTS["named"] * _share(named, plain) + WEIGHTS["rank"] * rank
    weights = choosing(concepts, rows, named, CARRIED_SIZE if query.asked is Asked.SIZE else CARRIED)
    frame = _Frame(query, weights, sum(weights), base)
    shares = [frame.share(row) if any(row) else 0.0 for row in rows]
    bound = base + _most(query) + (WEIGHTS["sentence"] + WEIGHTS["gained"]) * max(shares, default=0.0)
    score = partial(_candidates, texts, frame, rows, shares)
    return Reading(texts.paper.key, covered, strength, credits, named, itself, weights, bound, score)


def _with_stated(
    texts: PaperTexts, query: Query, rows: list[tuple[float, ...]], named: tuple[float, ...]
) -> list[tuple[float, ...]]:
    """The credits of a paper's sentences; a word for a figure that the paper does not have ("how accurate") is credited to
    the sentences that state the figure in other words ("Precision was 0.9")."""
    held = [max(column) for column in zip(named, *rows, strict=True)]
    for at, concept in enumerate(query.concepts):
        kinds = () if held[at] >= STATED or concept.carried else tuple(_figures_named(query, concept))
        if kinds:
            stated = [
                any(kind.stands_in(line.text) and kind.counted_in(line.text) for kind in kinds)
                for line in texts.lines
            ]
            rows = [
                (*row[:at], max(row[at], float(said)), *row[at + 1 :])
                for row, said in zip(rows, stated, strict=True)
            ]
    return rows


def _figures_named(query: Query, concept: Concept) -> Iterator[Attribute]:
    """The particular kinds of figures that a word of the question names."""
    for one in wanted(query.text):
        if one.attribute.figure and one.attribute.name not in GENERAL and one.names(concept.start):
            yield one.attribute


def _most(query: Query) -> float:
    """The most that a sentence's score can gain from its cues and place, whatever it contains of the question."""
    names = ["place", "gives"]
    names += ["near", "counted"] if query.asked in QUANTITIES else []
    names += ["sizes", "sizes first"] if query.asked is Asked.SIZE else []
    names += ["closing"] if query.asked is Asked.CONCLUSION or query.form.reports else []
    names += ["compares"] if query.form.compares else []
    names += ["singles out"] if query.form.singles_out else []
    return sum(WEIGHTS[name] for name in names)


def _candidates(
    texts: PaperTexts, frame: _Frame, rows: Sequence[tuple[float, ...]], shares: Sequence[float]
) -> tuple[Candidate, ...]:
    """All sentences of a paper with their scores, the best first."""
    lines = texts.lines
    sized = _sized(texts, frame.query)
    before = [(0.0,) * len(frame.weights), *rows]
    closing = max((at for at, line in enumerate(lines) if not is_aside(line.text, line.section)), default=-1)
    found = (
        _candidate(
            texts.paper.key,
            line,
            rows[at],
            before[at],
            shares[at],
            frame,
            _Place(at / (len(lines) - 1 or 1), at == sized, at == closing),
        )
        for at, line in enumerate(lines)
    )
    return tuple(sorted(found, key=order))


def _share(credits: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(map(mul, credits, weights)) / total if total else 0.0


def _columns(rows: Sequence[Sequence[float]], width: int) -> list[tuple[float, ...]]:
    return list(zip(*rows, strict=True)) if rows else [()] * width


def choosing(
    concepts: Sequence[Concept],
    rows: Sequence[Sequence[float]],
    named: Sequence[float],
    carried: float = CARRIED,
) -> tuple[float, ...]:
    """The weight of each concept for choosing among a paper's sentences.

    It is the square root of the concept's own weight, so that everyday words still count (for words of an
    earlier question, the weight itself), times the square of its rarity among the sentences: ln(1 + n / h) /
    ln(1 + n) if h of n sentences contain it. It is reduced by ``BY_NAME`` if the paper's name contains it. Words of
    an earlier question together weigh at most ``carried`` times what the words asked now weigh.
    """
    n = len(rows) or 1
    having = [len(column) - column.count(0.0) or 1 for column in _columns(rows, len(concepts))]
    rarity = [_rarity(n, h) for h in having]
    worth = [
        _say(concept) * rare * rare * (1 - BY_NAME * name)
        for concept, rare, name in zip(concepts, rarity, named, strict=True)
    ]
    own = sum(one for one, concept in zip(worth, concepts, strict=True) if not concept.carried)
    old = sum(worth) - own
    faded = min(1.0, carried * own / old) if own and old else 1.0
    return tuple(faded * one if concept.carried else one for one, concept in zip(worth, concepts, strict=True))


@lru_cache(maxsize=4096)
def _rarity(n: int, h: int) -> float:
    """The rarity of a concept that ``h`` of a paper's ``n`` sentences contain."""
    return math.log(1 + n / h) / math.log(1 + n)


def _say(concept: Concept) -> float:
    return concept.weight if concept.carried else math.sqrt(concept.weight)


def _candidate(
    paper: str,
    line: Line,
    row: tuple[float, ...],
    before: tuple[float, ...],
    share: float,
    frame: _Frame,
    place: _Place,
) -> Candidate:
    query = frame.query
    given = line.gives(query.asked)
    score = frame.base + WEIGHTS["place"] * place.share + WEIGHTS["gives"] * given
    score += sum(WEIGHTS[cue] for cue in _cued(line, query, place))
    if not share:
        return Candidate(line, paper, row, 0.0, given, False, 0.0, score)
    counted, near = _figured(line, row, given, frame) if query.asked in QUANTITIES else (False, 0.0)
    gained = frame.share([now - then if now > then else 0.0 for now, then in zip(row, before, strict=True)])
    score += WEIGHTS["sentence"] * share + WEIGHTS["gained"] * gained
    score += WEIGHTS["near"] * near + WEIGHTS["counted"] * counted
    return Candidate(line, paper, row, share, given, counted, near, score)


def _figured(line: Line, row: tuple[float, ...], given: bool, frame: _Frame) -> tuple[bool, float]:
    """Whether a number stands beside a word of the question, and how near (0..1) a figure of the kind asked for
    is to its words."""
    places = places_of(line, row, frame.query)
    return counted(line, places), nearness(line, row, places, frame.query.asked, frame.share) if given else 0.0


def _sized(texts: PaperTexts, query: Query) -> int:
    """The place (from 0) of the sentence that states the number studied, or else of the first one with a number of
    those counted; -1 if there is none, or something else is asked.
    """
    if query.asked is not Asked.SIZE:
        return -1
    sizes = [at for at, line in enumerate(texts.lines) if _sizes(line, query)]
    stated = _stated_size(texts.paper)
    best = [at for at in sizes if texts.lines[at].number in stated]
    if not best and not query.form.counted:  # things of any kind
        best = [at for at, line in enumerate(texts.lines) if line.number in stated]
    return next(iter((*best, *sizes)), -1)


def _stated_size(paper: Paper) -> set[int]:
    """The numbers of the sentences that state how many were studied."""
    sample, units = sample_size(paper), units_studied(paper)
    counts = sample.counts if sample else (units,) if units else ()
    return {count.sentence.number for count in counts}


def _sizes(line: Line, query: Query) -> bool:
    """True if a sentence gives the number of those studied, of the kind that the question asks to count."""
    return line.cues.sizes and counts(line.text, query.form.counted)


def _cued(line: Line, query: Query, place: _Place) -> Iterator[str]:
    """The features (keys of ``WEIGHTS``) that a sentence has, from its cues, its place and the form of the
    question."""
    cues, form, asked = line.cues, query.form, query.asked
    if place.sized or (asked is Asked.SIZE and _sizes(line, query)):
        yield from ("sizes", "sizes first") if place.sized else ("sizes",)
    if form.compares and cues.compares:
        yield "compares"
    if form.singles_out and cues.singles_out:
        yield "singles out"
    reports = (form.reports or asked is Asked.CONCLUSION) and asked not in SETTING
    if reports and (place.closes or fits_section(line.section, Asked.CONCLUSION)):
        yield "closing"
    if reports and (cues.sets_out or place.share == 0.0):
        yield "setting, reports"
    if cues.sets_out and asked not in SETTING:
        yield from ("setting", "setting, yes or no") if form.yes_no or asked is Asked.HARM else ("setting",)
    if cues.puts_off:
        yield "puts off"
