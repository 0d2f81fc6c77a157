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

from index.asking import QUANTITIES, Asked, is_worded
from index.evidence import NEAR, WEIGHTS, Candidate, Reading
from index.models import Outcome
from index.query import Concept, Query

HEAVY = 0.45  # from this weight on a concept is a topic of the question and not its small change
ANSWERED = 0.5  # from this support on a question counts as answered
NAMING = 0.5  # from this credit on a concept is part of a paper's name
LIGHTEST = 0.1  # less weight than this is nothing that was asked about
RELATED = 0.25  # a paper holding less of the question's weight is not even related

DECISION = {
    "bias": -3.0,
    "paper": 2.01,  # the share of the question the best paper holds
    "sentence": 0.75,  # the share its chosen sentence holds
    "unknown": -1.37,  # the share no paper of the library holds
    "name": -0.96,  # a name or code word of the question that no paper holds
    "absent": -0.55,  # the first thing the question names stands nowhere in the paper
    "subject": -1.99,  # the same for a question without a question word, which names its subject first
    "matched": 2.96,  # how many of its words the paper holds: a third each, three at most
    "pairs": 1.06,  # the share of the question's neighbours that stand together in a chosen sentence
    "located": -2.21,  # where a figure was asked for: how much of what is asked about stands in one sentence with such a figure
    "counted": -2.38,  # and no number stands beside any word of the question
    "quantity": -1.93,  # a figure was asked for and no chosen sentence has one of its kind
}


def features(readings: Sequence[Reading], chosen: Sequence[Candidate], query: Query) -> dict[str, float]:
    """What the decision sees of a question: the best paper, and the sentences chosen from it."""
    reading = next(reading for reading in readings if reading.paper == chosen[0].paper)
    ours = [candidate for candidate in chosen if candidate.paper == reading.paper]
    weights = [concept.weight for concept in query.concepts]
    focus = next((i for i, weight in enumerate(weights) if weight >= LIGHTEST), 0)
    return {
        "bias": 1.0,
        "paper": reading.covered,
        "sentence": _share(ours[0].credits, weights),
        "unknown": _share([float(not concept.known) for concept in query.concepts], weights),
        "name": float(any(not c.known and is_name(c, query.text) for c in query.concepts)),
        "absent": 1.0 - reading.credits[focus],
        "subject": (1.0 - reading.credits[focus]) * (not is_worded(query.text)),
        "matched": min(3, sum(credit > 0 for credit in reading.credits)) / 3,
        "pairs": max(candidate.pairs for candidate in ours),
        "located": 1.0 - _located(reading, query, weights),
        "counted": float(query.asked is Asked.NUMBER and not any(candidate.counted for candidate in ours)),
        "quantity": float(query.asked in QUANTITIES and not any(candidate.gives for candidate in ours)),
    }


def support(readings: Sequence[Reading], chosen: Sequence[Candidate], query: Query) -> float:
    """How likely the chosen sentences answer the question, 0 to 1; 0 where nothing was chosen."""
    if not chosen:
        return 0.0
    value = sum(DECISION[name] * value for name, value in features(readings, chosen, query).items())
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


def _located(reading: Reading, query: Query, weights: Sequence[float]) -> float:
    """The greatest share of what is asked about that one sentence holds together with a figure of the kind asked for."""
    if query.asked not in QUANTITIES:
        return 1.0
    return max((_about(c.credits, reading.named, weights) for c in reading.candidates if c.gives), default=0.0)


def _about(credits: Sequence[float], named: Sequence[float], weights: Sequence[float]) -> float:
    """The share held of the concepts that the paper's own name does not hold; 1 where it holds them all.

    A paper's name chooses the paper ("follow-up after TES": TES); what is asked about it is the rest.
    """
    rest = [0.0 if name >= NAMING else weight for name, weight in zip(named, weights, strict=True)]
    return _share(credits, rest) if sum(rest) > LIGHTEST else 1.0


def _share(values: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(v * w for v, w in zip(values, weights, strict=True)) / total if total else 0.0
