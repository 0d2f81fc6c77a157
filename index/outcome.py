"""Answered, related or nothing: decided from what the question's words cover, never from the BM25 score alone.

Every feature is a share of the question's own weight, 0 to 1, so that one decision serves nine papers and ten
thousand. The decision is a logistic regression; ``python -m tests.quality.learn`` fits it on the halves of the
question sets that may be read and prints the figures below.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence

from index.asking import QUANTITIES
from index.evidence import NEAR, WEIGHTS, Candidate, Reading
from index.models import Outcome
from index.query import Concept, Query

HEAVY = 0.45  # from this weight on a concept is a topic of the question and not its small change
ANSWERED = 0.5  # from this support on a question counts as answered
RELATED = 0.25  # a paper holding less of the question's weight is not even related

DECISION = {
    "bias": -4.36,
    "paper": 3.9,  # the share of the question the best paper holds
    "sentence": 3.4,  # the share its chosen sentence holds
    "choosing": 2.3,  # the same, counting most what tells the paper's sentences apart
    "unknown": -1.6,  # the share no paper of the library holds
    "name": -2.0,  # a name or code word of the question that no paper holds
    "quantity": -4.4,  # a figure was asked for and no chosen sentence has one of its kind
}


def features(reading: Reading, chosen: Sequence[Candidate], query: Query) -> dict[str, float]:
    """What the decision sees of a question: the best paper, and the sentences chosen from it."""
    ours = [candidate for candidate in chosen if candidate.paper == reading.paper]
    best = ours[0]
    weights = [concept.weight for concept in query.concepts]
    return {
        "bias": 1.0,
        "paper": reading.covered,
        "sentence": _share(best.credits, weights),
        "choosing": best.covered,
        "unknown": _share([float(not concept.known) for concept in query.concepts], weights),
        "name": float(any(not c.known and is_name(c, query.text) for c in query.concepts)),
        "quantity": float(query.asked in QUANTITIES and not any(candidate.gives for candidate in ours)),
    }


def support(readings: Sequence[Reading], chosen: Sequence[Candidate], query: Query) -> float:
    """How likely the chosen sentences answer the question, 0 to 1; 0 where nothing was chosen."""
    if not chosen:
        return 0.0
    reading = next(reading for reading in readings if reading.paper == chosen[0].paper)
    value = sum(DECISION[name] * value for name, value in features(reading, chosen, query).items())
    return 1 / (1 + math.exp(-value))


def judge(readings: Sequence[Reading], chosen: Sequence[Candidate], query: Query) -> Outcome:
    """The outcome for what was found."""
    if not chosen or max(reading.covered for reading in readings) < RELATED:
        return Outcome.NOTHING
    return Outcome.ANSWERED if support(readings, chosen, query) >= ANSWERED else Outcome.RELATED


def is_name(concept: Concept, question: str) -> bool:
    """True for a word written as a name or a code inside the question: "Oxford", "CD4", "Ror2"."""
    at = question.casefold().find(concept.words)
    word = question[at : at + len(concept.words)] if at > 0 else ""
    mixed = any(c.isdigit() for c in word) and any(c.isalpha() for c in word)
    return mixed or (word[:1].isupper() and any(c.islower() for c in question))


def weights_digest() -> str:
    """Twelve hex digits that change with any weight or threshold of the evidence and the outcome."""
    whole = json.dumps([sorted(WEIGHTS.items()), NEAR, HEAVY, ANSWERED, RELATED, sorted(DECISION.items())])
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def _share(values: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(v * w for v, w in zip(values, weights, strict=True)) / total if total else 0.0
