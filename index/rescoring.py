"""Reads the first papers of a ranking and ranks them again: by how much of the question each contains, and
whether its words stand together.

BM25 counts words wherever they are; reading adds what it cannot see. Both weights are round figures from the
range in which the questions of SciFact and PubMedQA are answered better (``python -m tests.quality.ranking``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.candidates import Reading
from index.evidence import read_paper
from index.models import Hit
from index.nearby import pairs
from index.query import Query
from index.sources import TextSource

DEPTH = 50  # papers that are read and ranked again
COVERED = 0.2  # added if the whole question is in the paper; the BM25 score is 1 for the best paper
TOGETHER = 0.12  # added if all adjacent concepts are together in one of the best sentences
SENTENCES = 3  # how many of the best sentences are looked at


def rescored(hits: Sequence[Hit], texts: TextSource, query: Query) -> tuple[Hit, ...]:
    """The same papers; the first ``DEPTH`` are ordered by their new scores, the others follow in their old
    order."""
    if not hits:
        return ()
    best = hits[0].score
    first = [
        (hit.score / best + _worth(read_paper(texts[hit.key], query, 0.0), query), hit) for hit in hits[:DEPTH]
    ]
    ranked = sorted(enumerate(first), key=lambda one: (-round(one[1][0], 9), one[0]))
    rest = [replace(hit, score=hit.score / best) for hit in hits[DEPTH:]]
    return (*(replace(hit, score=score) for _, (score, hit) in ranked), *rest)


def _worth(reading: Reading, query: Query) -> float:
    together = max((pairs(candidate, query) for candidate in reading.candidates[:SENTENCES]), default=0.0)
    return COVERED * reading.covered + TOGETHER * together
