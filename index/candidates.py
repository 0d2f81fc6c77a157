"""A paper read for a question, and its sentences as candidates for the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from corpus.models import Sentence
from index.lexicon import Phrase
from index.texts import Line


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
    what its name holds (title, authors), with and without words that only stand near, what each is worth in choosing among its sentences, and what none of its
    sentences can score more than. The sentences themselves are scored when they are asked for: of most papers that
    are read nothing is shown.
    """

    paper: str
    covered: float
    strength: float
    credits: tuple[float, ...]
    named: tuple[float, ...]
    named_itself: tuple[float, ...]
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


def order(candidate: Candidate) -> tuple[float, str, int]:
    """What candidates are sorted by: the best first, ties by paper and place."""
    return (-round(candidate.score, 9), candidate.paper, candidate.line.number)
