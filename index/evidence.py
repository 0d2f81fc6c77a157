"""Which sentences are evidence: coverage of what the question names, first by the paper, then by its sentences.

The score of a sentence is a weighted sum of features, each 0 to 1 (``WEIGHTS``); the weights are the same for
every corpus. A concept counts the more inside a paper, the fewer of its sentences have it: in a paper on one
treatment the treatment's name chooses the paper and the rest of the question chooses the sentence.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from heapq import heappop, heappush
from itertools import pairwise
from operator import mul

from corpus.models import Sentence
from index.asking import QUANTITIES, SETTING, Asked
from index.cues import figures, fits_section
from index.lexicon import Phrase
from index.models import Evidence
from index.query import Concept, Query
from index.texts import Held, Line, PaperTexts

WEIGHTS = {
    "paper": 2.8,  # the share of the question that the whole paper holds
    "named": 1.1,  # the share of the question that the paper's own name holds
    "rank": 3.8,  # BM25 beside the best paper's
    "sentence": 7.0,  # the share of the question that this sentence holds
    "gained": 1.0,  # what of it the sentence before did not hold
    "gives": 2.4,  # the sentence has the kind of thing that was asked for
    "near": 1.2,  # a figure of the kind asked for stands near words of the question
    "counted": 0.7,  # a number stands beside a word of the question, where a number was asked for
    "sizes": 3.2,  # it gives the number of those studied, where that was asked for
    "sizes first": 2.0,  # and is the first to do so
    "compares": 1.7,  # it compares, where a comparison or an effect was asked for
    "singles out": 2.4,  # it says what is the most of something, where that was asked for
    "closing": 3.0,  # it closes the abstract, or stands among its conclusions, and those were asked for
    "setting": -0.3,  # it says what was planned or known before, where that was not asked for
    "setting, yes or no": -1.0,  # the same for a question to be answered yes or no
    "puts off": -3.2,  # it leaves something to later work
    "place": 1.8,  # how far down the abstract it stands, 0 to 1: results follow methods
}
ROUNDED = 1e-6  # what sums of the same features in another order may differ by, and more
BESIDE = 3  # words between a number and what it counts
NEAR = 4  # words between two neighbours of the question that still count as standing together
CLOSE, FAR = ((25, 1.0), (60, 0.7), (120, 0.35)), 0.15  # what a word counts within so many characters of a figure


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with what it covers of the question (one credit a concept) and its score."""

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
        """The sentence itself."""
        return self.line.sentence


@dataclass(frozen=True)
class Reading:
    """One paper read for a question: the share of the question it holds (0..1), the share of the score it could have
    (0..1), what it holds of each concept,
    what its name holds (title, authors), what each is worth in choosing among its sentences, and what none of its
    sentences can score more than. The sentences themselves are scored when they are asked for: of most papers that
    are read nothing is shown.
    """

    paper: str
    covered: float
    strength: float
    credits: tuple[float, ...]
    named: tuple[float, ...]
    weights: tuple[float, ...]
    bound: float
    score: Callable[[], tuple[Candidate, ...]]

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """The paper's sentences, best first."""
        return self.score()

    def saying(self, phrases: Sequence[Phrase]) -> Reading:
        """The same with only the sentences that say every phrase."""
        kept = tuple(c for c in self.candidates if all(map(c.line.says, phrases)))
        return replace(self, score=lambda: kept)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the sentences of one paper are scored by: the question, what each concept is worth here, what the paper brings."""

    query: Query
    weights: tuple[float, ...]
    total: float
    base: float

    def share(self, credits: Iterable[float]) -> float:
        """What some credits are worth here, 0 to 1."""
        return sum(map(mul, credits, self.weights)) / self.total if self.total else 0.0


def read_paper(texts: PaperTexts, query: Query, rank: float, strength: float = 0.0) -> Reading:
    """Read a paper, its sentences scored as they are needed.

    ``rank`` is its BM25 score as a share of the best paper's, ``strength`` as a share of what it could be.
    """
    concepts = query.concepts
    rows = texts.credits(concepts)
    named = tuple(texts.name.credit(concept) for concept in concepts)
    credits = tuple(
        max((*column, name)) for column, name in zip(_columns(rows, len(concepts)), named, strict=True)
    )
    plain = [concept.weight for concept in concepts]
    covered = _share(credits, plain)
    base = WEIGHTS["paper"] * covered + WEIGHTS["named"] * _share(named, plain) + WEIGHTS["rank"] * rank
    weights = choosing(concepts, rows, named)
    frame = _Frame(query, weights, sum(weights), base)
    shares = [frame.share(row) if any(row) else 0.0 for row in rows]
    bound = base + _most(query) + (WEIGHTS["sentence"] + WEIGHTS["gained"]) * max(shares, default=0.0)
    score = partial(_candidates, texts, frame, rows, shares)
    return Reading(texts.paper.key, covered, strength, credits, named, weights, bound, score)


def _most(query: Query) -> float:
    """What a sentence can have at most from what it is, whatever it covers."""
    names = ["place", "gives"]
    names += ["near", "counted"] if query.asked in QUANTITIES else []
    names += ["sizes", "sizes first"] if query.asked is Asked.SIZE else []
    names += ["closing"] if query.asked is Asked.CONCLUSION else []
    names += ["compares"] if query.form.compares else []
    names += ["singles out"] if query.form.singles_out else []
    return sum(WEIGHTS[name] for name in names)


def _candidates(
    texts: PaperTexts, frame: _Frame, rows: Sequence[tuple[float, ...]], shares: Sequence[float]
) -> tuple[Candidate, ...]:
    """Every sentence of a paper with its score, best first."""
    lines = texts.lines
    sized = next((at for at, line in enumerate(lines) if line.cues.sizes), -1)
    before = [(0.0,) * len(frame.weights), *rows]
    found = (
        _candidate(
            texts.paper.key, line, rows[at], before[at], shares[at], frame, at / (len(lines) - 1 or 1), at == sized
        )
        for at, line in enumerate(lines)
    )
    return tuple(sorted(found, key=_order))


def _order(candidate: Candidate) -> tuple[float, str, int]:
    return (-round(candidate.score, 9), candidate.paper, candidate.line.number)


def _share(credits: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(map(mul, credits, weights)) / total if total else 0.0


def _columns(rows: Sequence[Sequence[float]], width: int) -> list[tuple[float, ...]]:
    return list(zip(*rows, strict=True)) if rows else [()] * width


def choosing(
    concepts: Sequence[Concept], rows: Sequence[Sequence[float]], named: Sequence[float]
) -> tuple[float, ...]:
    """What each concept is worth in telling a paper's sentences apart, from what it is worth in telling papers apart.

    Its root, so that everyday words keep a say, but for words of an earlier turn; times the square of its rarity among the sentences,
    ln(1 + n / h) / ln(1 + n) for h of n sentences; less where the paper's name holds it.
    """
    n = len(rows) or 1
    having = [sum(credit > 0 for credit in column) or 1 for column in _columns(rows, len(concepts))]
    rarity = [math.log(1 + n / h) / math.log(1 + n) for h in having]
    return tuple(
        _say(concept) * rare * rare * (1 - 0.4 * name)
        for concept, rare, name in zip(concepts, rarity, named, strict=True)
    )


def _say(concept: Concept) -> float:
    return concept.weight if concept.carried else math.sqrt(concept.weight)


def _candidate(
    paper: str,
    line: Line,
    row: tuple[float, ...],
    before: tuple[float, ...],
    share: float,
    frame: _Frame,
    place: float,
    sized: bool,
) -> Candidate:
    query = frame.query
    given = line.gives(query.asked)
    score = frame.base + WEIGHTS["place"] * place + WEIGHTS["gives"] * given
    score += sum(WEIGHTS[cue] for cue in _cued(line, query, place, sized))
    if not share:
        return Candidate(line, paper, row, 0.0, given, False, 0.0, score)
    counted, near = _figured(line, row, given, frame) if query.asked in QUANTITIES else (False, 0.0)
    gained = frame.share([max(0.0, now - then) for now, then in zip(row, before, strict=True)])
    score += WEIGHTS["sentence"] * share + WEIGHTS["gained"] * gained
    score += WEIGHTS["near"] * near + WEIGHTS["counted"] * counted
    return Candidate(line, paper, row, share, given, counted, near, score)


def _figured(line: Line, row: tuple[float, ...], given: bool, frame: _Frame) -> tuple[bool, float]:
    """Whether a number stands beside a word of the question, and how near a figure of the kind asked for does."""
    places = _places(line, row, frame.query)
    return _counted(line, places), nearness(line, row, places, frame) if given else 0.0


def _places(line: Line, row: Sequence[float], query: Query) -> list[list[int]]:
    """For every concept, where the words that stand for it are."""
    return [line.positions(concept) if credit else [] for concept, credit in zip(query.concepts, row, strict=True)]


def _cued(line: Line, query: Query, place: float, sized: bool) -> Iterator[str]:
    """The features that a sentence has from its cues and place, and from how the question is put."""
    cues, form, asked = line.cues, query.form, query.asked
    if asked is Asked.SIZE and cues.sizes:
        yield from ("sizes", "sizes first") if sized else ("sizes",)
    if form.compares and cues.compares:
        yield "compares"
    if form.singles_out and cues.singles_out:
        yield "singles out"
    if asked is Asked.CONCLUSION and (place == 1.0 or fits_section(line.section, asked)):
        yield "closing"
    if cues.sets_out and asked not in SETTING:
        yield from ("setting", "setting, yes or no") if form.yes_no else ("setting",)
    if cues.puts_off:
        yield "puts off"


def nearness(line: Line, row: Sequence[float], places: Sequence[Sequence[int]], frame: _Frame) -> float:
    """How near a figure of the kind asked for stands to the question's words: the best figure's share of their worth, 0 to 1."""
    tokens = line.places.tokens
    spans = [[(tokens[place].start, tokens[place].end) for place in found] for found in places]
    best = 0.0
    for start, end in figures(line.text, frame.query.asked):
        gaps = [[max(start - b, a - end, 0) for a, b in found if not start <= a < b <= end] for found in spans]
        near = [credit * _closeness(min(gap)) if gap else 0.0 for credit, gap in zip(row, gaps, strict=True)]
        best = max(best, frame.share(near))
    return best


def _closeness(gap: int) -> float:
    """What a word counts so many characters from a figure."""
    return next((worth for reach, worth in CLOSE if gap <= reach), FAR)


def pairs(candidate: Candidate, query: Query) -> float:
    """The share of the question's neighbouring concepts that stand near each other in a sentence; 1 where it has
    but one concept, 0 where the sentence holds none.
    """
    if not candidate.covered:
        return 0.0
    neighbours = list(pairwise(_places(candidate.line, candidate.credits, query)))
    return sum(_near(a, b) for a, b in neighbours) / len(neighbours) if neighbours else 1.0


def _counted(line: Line, places: Sequence[Sequence[int]]) -> bool:
    """True where a numeral stands within ``BESIDE`` words of a word of the question that is none itself."""
    asked = [place for found in places for place in found if place not in line.places.numerals]
    return any(0 < abs(a - n) <= BESIDE for a in asked for n in line.places.numerals)


def _near(left: Sequence[int], right: Sequence[int]) -> bool:
    return any(0 < abs(a - b) <= NEAR for a in left for b in right)


def choose(readings: Sequence[Reading], query: Query, most: int, spread: float) -> tuple[Candidate, ...]:
    """The best sentences over several papers: at most ``most``, none far below the best, none saying the same.

    ``spread`` (0..1) is how far below the best score, as a share of it, a further sentence may be.
    """
    chosen: list[Candidate] = []
    best: Candidate | None = None
    for candidate in _ranked(readings, query):
        best = best or candidate
        if candidate.score < (1 - spread) * best.score:
            break
        if query.asked in QUANTITIES and best.gives and not candidate.gives:
            continue
        if not any(_alike(candidate.line.held, other.line.held) for other in chosen):
            chosen.append(candidate)
        if len(chosen) == most:
            break
    return tuple(chosen)


def _ranked(readings: Sequence[Reading], query: Query) -> Iterator[Candidate]:
    """Eligible sentences of several papers, best first; a paper's are scored once none that are is surely better."""
    waiting = sorted(readings, key=lambda reading: reading.bound)
    found: list[tuple[tuple[float, str, int], Candidate]] = []
    while waiting or found:
        while waiting and (not found or waiting[-1].bound >= found[0][1].score - ROUNDED):
            for candidate in _eligible(waiting.pop(), query):
                heappush(found, (_order(candidate), candidate))
        if found:
            yield heappop(found)[1]


def only_saying(readings: Sequence[Reading], phrases: Sequence[Phrase]) -> Sequence[Reading]:
    """The readings with only the sentences that say every phrase; as they are where no sentence does."""
    said = [reading.saying(phrases) for reading in readings]
    return said if any(reading.candidates for reading in said) else readings


def _eligible(reading: Reading, query: Query) -> Iterator[Candidate]:
    """A paper's sentences with a word of the question, or with the thing asked for where the question names the paper.

    A follow-up is answered by its own words, where it has any.
    """
    own = [not c.carried and c.telling == 1.0 for c in query.concepts]
    if any(own) and any(c.carried for c in query.concepts):
        return (c for c in reading.candidates if any(map(mul, c.credits, own)))
    meant = query.asked is not Asked.ANYTHING and any(reading.named)
    return (c for c in reading.candidates if any(c.credits) or (meant and c.gives))


def _alike(left: Held, right: Held) -> bool:
    """True for sentences that share four fifths of their terms: one of them is enough."""
    a, b = left.terms, right.terms
    return len(a & b) >= 0.8 * len(a | b)


def evidence_of(candidate: Candidate, query: Query, whole: Sentence) -> Evidence:
    """A chosen candidate as the rest of the program knows it, its matched words marked in ``whole``.

    ``whole`` is its sentence, or a slice that ends with it.
    """
    tokens, shift = candidate.line.places.tokens, len(whole.text) - len(candidate.line.text)
    matched = [c for c, credit in zip(query.concepts, candidate.credits, strict=True) if credit > 0]
    places = {place for concept in matched for place in candidate.line.positions(concept)}
    return Evidence(
        sentence=whole,
        score=round(candidate.score, 6),
        matched=tuple(concept.words for concept in matched),
        marks=tuple(sorted({(tokens[place].start + shift, tokens[place].end + shift) for place in places})),
    )
