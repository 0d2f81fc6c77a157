"""Which sentences are evidence: coverage of what the question names, first by the paper, then by its sentences.

The score of a sentence is a weighted sum of features, each 0 to 1 (``WEIGHTS``); the weights are the same for
every corpus. A concept counts the more inside a paper, the fewer of its sentences have it: in a paper on one
treatment the treatment's name chooses the paper and the rest of the question chooses the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.models import Sentence
from index.asking import QUANTITIES, SETTING, Asked, fits_section, gives, sets_out
from index.models import Evidence
from index.query import Query
from index.texts import Line, PaperTexts, Terms

WEIGHTS = {
    "paper": 1.0,  # the share of the question that the whole paper holds
    "named": 0.3,  # the share of the question that the paper's own name holds
    "rank": 0.4,  # BM25 beside the best paper's
    "sentence": 0.9,  # the share of the question that this sentence holds
    "pair": 0.2,  # neighbouring words of the question stand together
    "gives": 0.2,  # the sentence has the kind of thing that was asked for
    "counted": 0.15,  # a number stands beside a word of the question, where a number was asked for
    "section": 0.1,  # it stands in the section where such things are
    "setting": -0.4,  # it says what was planned or known before, where that was not asked for
    "first": -0.1,  # it is the abstract's opening sentence
    "last": 0.05,  # it is its closing one
    "closing": 0.5,  # it closes the abstract, or stands among its conclusions, and those were asked for
    "length": 0.05,  # it is long enough to say something: 0 for a few words, 1 from thirty
}
BESIDE = 3  # words between a number and what it counts
NEAR = 4  # words between two neighbours of the question that still count as standing together


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with what it covers of the question (one credit a concept) and its score."""

    line: Line
    paper: str
    credits: tuple[float, ...]
    covered: float
    gives: bool
    counted: bool
    pairs: float
    score: float

    @property
    def sentence(self) -> Sentence:
        """The sentence itself."""
        return self.line.sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """One paper read for a question: the share of the question it holds (0..1), what it holds of each concept,
    what its name holds (title, authors), and its candidates, best first.
    """

    paper: str
    covered: float
    credits: tuple[float, ...]
    named: tuple[float, ...]
    candidates: tuple[Candidate, ...]


def read_paper(texts: PaperTexts, query: Query, rank: float) -> Reading:
    """Score every sentence of a paper. ``rank`` is its BM25 score as a share of the best paper's."""
    concepts = query.concepts
    rows = [[line.terms.credit(concept) for concept in concepts] for line in texts.lines]
    named = [texts.name.credit(concept) for concept in concepts]
    whole = tuple(max((row[i] for row in rows), default=0.0) for i in range(len(concepts)))
    credits = tuple(max(pair) for pair in zip(whole, named, strict=True))
    covered = _share(credits, [concept.weight for concept in concepts])
    name = _share(named, [concept.weight for concept in concepts])
    weights = [c.weight * _choosing(i, rows, named) for i, c in enumerate(concepts)]
    candidates = [
        _candidate(line, texts.paper.key, tuple(row), weights, query, covered, name, rank, line is texts.lines[-1])
        for line, row in zip(texts.lines, rows, strict=True)
    ]
    return Reading(texts.paper.key, covered, credits, tuple(named), tuple(sorted(candidates, key=_order)))


def _order(candidate: Candidate) -> tuple[float, str, int]:
    return (-round(candidate.score, 9), candidate.paper, candidate.sentence.number)


def _share(credits: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(c * w for c, w in zip(credits, weights, strict=True)) / total if total else 0.0


def _choosing(i: int, rows: Sequence[Sequence[float]], named: Sequence[float]) -> float:
    """How well a concept tells this paper's sentences apart: 1 in one sentence, little in all or in the title."""
    having = sum(row[i] > 0 for row in rows) / (len(rows) or 1)
    return (1 - 0.7 * having) * (1 - 0.4 * named[i])


def _candidate(
    line: Line,
    paper: str,
    row: tuple[float, ...],
    weights: Sequence[float],
    query: Query,
    covered: float,
    name: float,
    rank: float,
    last: bool,
) -> Candidate:
    share = _share(row, weights)
    sentence = line.sentence
    given = gives(sentence.text, query.asked)
    places = [line.terms.positions(c) if credit else [] for c, credit in zip(query.concepts, row, strict=True)]
    counted = query.asked in QUANTITIES and _counted(line.terms, places)
    pairs = _pairs(places)
    features = {
        "paper": covered,
        "named": name,
        "rank": rank,
        "sentence": share,
        "pair": pairs,
        "gives": float(given and share > 0),
        "counted": float(counted),
        "section": float(fits_section(sentence.section, query.asked)),
        "setting": float(query.asked not in SETTING and sets_out(sentence.text, sentence.section)),
        "first": float(sentence.number == 1),
        "last": float(last),
        "closing": float(
            query.asked is Asked.CONCLUSION and (last or fits_section(sentence.section, query.asked))
        ),
        "length": min(1.0, len(line.terms.tokens) / 30),
    }
    score = sum(WEIGHTS[name] * value for name, value in features.items())
    return Candidate(line, paper, row, share, given, counted, pairs, score)


def _pairs(places: Sequence[Sequence[int]]) -> float:
    """The share of the question's neighbouring concepts that stand near each other here; 1 where it has but one."""
    neighbours = list(pairwise(places))
    return sum(_near(a, b) for a, b in neighbours) / len(neighbours) if neighbours else 1.0


def _counted(terms: Terms, places: Sequence[Sequence[int]]) -> bool:
    """True where a numeral stands within ``BESIDE`` words of a word of the question that is none itself."""
    numerals = [place for place, token in enumerate(terms.tokens) if is_numeral(token.word)]
    asked = [p for found in places for p in found if not is_numeral(terms.tokens[p].word)]
    return any(0 < abs(a - n) <= BESIDE for a in asked for n in numerals)


def is_numeral(word: str) -> bool:
    """True for a number in figures: "54.4", but not "4T1.2"."""
    return word.replace(".", "", 1).isdecimal()


def _near(left: Sequence[int], right: Sequence[int]) -> bool:
    return any(0 < abs(a - b) <= NEAR for a in left for b in right)


def choose(readings: Sequence[Reading], query: Query, most: int, spread: float) -> tuple[Candidate, ...]:
    """The best sentences over several papers: at most ``most``, none far below the best, none saying the same.

    ``spread`` (0..1) is how far below the best score, as a share of it, a further sentence may be.
    """
    ranked = sorted(
        (c for reading in readings for c in reading.candidates if _eligible(c, reading, query)), key=_order
    )
    chosen: list[Candidate] = []
    for candidate in ranked:
        if len(chosen) == most or candidate.score < (1 - spread) * ranked[0].score:
            break
        if query.asked in QUANTITIES and ranked[0].gives and not candidate.gives:
            continue
        if not any(_alike(candidate.line.terms, other.line.terms) for other in chosen):
            chosen.append(candidate)
    return tuple(chosen)


def _eligible(candidate: Candidate, reading: Reading, query: Query) -> bool:
    """True for a sentence with a word of the question, or with the thing asked for in the paper the question names."""
    asked = query.asked is not Asked.ANYTHING and candidate.gives
    own = [not c.carried and c.telling == 1.0 for c in query.concepts]
    if any(own) and any(c.carried for c in query.concepts):  # a follow-up is answered by its own words
        return any(credit and ours for credit, ours in zip(candidate.credits, own, strict=True))
    return any(candidate.credits) or (asked and any(reading.named))


def _alike(left: Terms, right: Terms) -> bool:
    """True for sentences that share four fifths of their terms: one of them is enough."""
    a, b = set(left.places), set(right.places)
    return len(a & b) >= 0.8 * len(a | b)


def evidence_of(candidate: Candidate, query: Query) -> Evidence:
    """A chosen candidate as the rest of the program knows it, its matched words marked."""
    base = candidate.sentence
    tokens = candidate.line.terms.tokens
    matched = [c for c, credit in zip(query.concepts, candidate.credits, strict=True) if credit > 0]
    places = {place for concept in matched for place in candidate.line.terms.positions(concept)}
    return Evidence(
        sentence=base,
        score=round(candidate.score, 6),
        matched=tuple(concept.words for concept in matched),
        marks=tuple(sorted({(tokens[place].start, tokens[place].end) for place in places})),
    )
