"""What stands near what in a sentence: words of the question, numbers, figures of the kind asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from index.asking import Asked
from index.candidates import Candidate
from index.cues import figures
from index.query import Query
from index.texts import Line

BESIDE = 3  # words between a number and what it counts
NEAR = 4  # words between two neighbours of the question that still count as standing together
CLOSE, FAR = ((25, 1.0), (60, 0.7), (120, 0.35)), 0.15  # what a word counts within so many characters of a figure
Share = Callable[[Iterable[float]], float]  # credits → what they are worth, 0 to 1


def places_of(line: Line, row: Sequence[float], query: Query) -> list[list[int]]:
    """For every concept, where the words that stand for it are."""
    return [line.positions(concept) if credit else [] for concept, credit in zip(query.concepts, row, strict=True)]


def nearness(
    line: Line, row: Sequence[float], places: Sequence[Sequence[int]], asked: Asked, share: Share
) -> float:
    """How near a figure of the kind asked for stands to the question's words: the best figure's share of their worth, 0 to 1."""
    tokens = line.places.tokens
    spans = [[(tokens[place].start, tokens[place].end) for place in found] for found in places]
    best = 0.0
    for start, end in figures(line.text, asked):
        gaps = [[max(start - b, a - end, 0) for a, b in found if not start <= a < b <= end] for found in spans]
        near = [credit * _closeness(min(gap)) if gap else 0.0 for credit, gap in zip(row, gaps, strict=True)]
        best = max(best, share(near))
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
    neighbours = list(pairwise(places_of(candidate.line, candidate.credits, query)))
    return sum(_near(a, b) for a, b in neighbours) / len(neighbours) if neighbours else 1.0


def counted(line: Line, places: Sequence[Sequence[int]]) -> bool:
    """True where a numeral stands within ``BESIDE`` words of a word of the question that is none itself."""
    asked = [place for found in places for place in found if place not in line.places.numerals]
    return any(0 < abs(a - n) <= BESIDE for a in asked for n in line.places.numerals)


def _near(left: Sequence[int], right: Sequence[int]) -> bool:
    return any(0 < abs(a - b) <= NEAR for a in left for b in right)
