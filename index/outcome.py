"""Answered, related or nothing: decided from what the question's words cover, never from the BM25 score alone.

Scores are normalised by the question itself (which share of what it names is covered), so that one threshold
serves nine papers and ten thousand; thresholds were set on the halves of the question sets that may be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.asking import QUANTITIES
from index.evidence import Candidate, Reading
from index.models import Outcome
from index.query import Query

HEAVY = 0.45  # from this weight on a concept is a topic of the question and not its small change


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where *answered* begins (``answered``) and where *nothing* ends (``related``), both 0..1."""

    answered: float = 0.62
    related: float = 0.2


def support(readings: Sequence[Reading], chosen: Sequence[Candidate], query: Query) -> float:
    """How much of the question the chosen sentences' best paper answers, 0 to 1."""
    if not chosen:
        return 0.0
    best = chosen[0]
    paper = next(reading for reading in readings if reading.paper == best.paper)
    value = 0.65 * paper.covered + 0.35 * best.covered
    value *= 1 - 0.5 * _missing(paper, query)
    if query.asked in QUANTITIES and not best.gives:
        value *= 0.6
    return value


def _missing(paper: Reading, query: Query) -> float:
    """The weight of the heaviest topic of the question that the paper does not hold at all, 0 to 1."""
    absent = [c.weight for c, credit in zip(query.concepts, paper.credits, strict=True) if credit == 0]
    return max((weight for weight in absent if weight >= HEAVY), default=0.0)


def judge(value: float, chosen: Sequence[Candidate], thresholds: Thresholds) -> Outcome:
    """The outcome for a support value."""
    if not chosen or value < thresholds.related:
        return Outcome.NOTHING
    return Outcome.ANSWERED if value >= thresholds.answered else Outcome.RELATED
