"""Answered, related or nothing: decided from what the question's words cover, never from the BM25 score alone.

The decision is a logistic regression over a dozen and a half features of the question, the best paper and the
sentences chosen from it; none depends on the size of the library. ``python -m tests.quality.learn`` fits it on
question sets over several libraries and reports what it does to a library it has not seen.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from index.asking import QUANTITIES, SETTING, is_worded
from index.candidates import Candidate, Reading
from index.models import Outcome
from index.nearby import pairs
from index.query import Concept, Query

HEAVY = 0.45  # from this weight on a concept is a topic of the question and not its small change
ANSWERED = (
    0.54  # from this support on a question counts as answered; above a half, because a wrong claim costs more
)
NAMING = 0.5  # from this credit on a concept is part of a paper's name
HELD = 0.5  # from this credit on a paper or a sentence holds a concept
PART = 0.3  # less credit than this is not even a part of it
LIGHTEST = 0.1  # less weight than this is nothing that was asked about
FLOOR = 0.35  # no word of the field counts less than this, however common it is here
RELATED = 0.25  # a paper holding less of the question's weight is not even related

DECISION = {
    "bias": -4.49,
    "held": 1.45,  # the share of the question's words of the field that the best paper holds
    "missing": -0.89,  # how many of them it does not hold: a half each, two at most
    "unshown": -0.61,  # how many of them the chosen sentences do not hold, likewise
    "opening": -0.89,  # the first of them is missing
    "unknown": -1.01,  # the share of the question that no paper of the library holds
    "name": -0.41,  # a name or code word of the question that no paper holds
    "figure": -1.04,  # a figure the question itself gives stands nowhere in the paper
    "whole": 0.94,  # the share of the whole question that the best paper holds
    "long": 4.42,  # the same, for each of the six words a long question has beyond six
    "lead": 0.56,  # how far its BM25 score stands above every other paper's
    "score": 3.24,  # the best sentence's score, in twentieths
    "pairs": 1.02,  # the share of the question's neighbours that stand together in a chosen sentence
    "setting": 1.03,  # the best sentence says what was planned or known before
    "words": 1.8,  # how much was named: a sixth each, six at most
    "compares": 0.49,  # a comparison or an effect was asked for
    "counts": -0.67,  # it was asked how many there are
    "subject": -1.05,  # a question without a question word: its subject does not stand beside a figure in any result
    "quantity": -1.28,  # a figure was asked for and no chosen sentence has one of its kind
    "apart": -1.69,  # a figure was asked for: the share of what is asked about that no sentence with such a figure holds
    "far": -0.61,  # the same, counted by how near the words stand to the figure
    "uncounted": -0.92,  # a figure was asked for and no number stands beside any word of the question
}


def features(readings: Sequence[Reading], chosen: Sequence[Candidate], query: Query) -> dict[str, float]:
    """What the decision sees of a question: the best paper, and the sentences chosen from it."""
    reading = next(reading for reading in readings if reading.paper == chosen[0].paper)
    ours = [candidate for candidate in chosen if candidate.paper == reading.paper]
    weights = [concept.weight for concept in query.concepts]
    shown = [max(column) for column in zip(*(candidate.credits for candidate in ours), strict=True)]
    return {
        "bias": 1.0,
        **_of_the_field(reading.credits, shown, query),
        "unknown": _share([float(not concept.known) for concept in query.concepts], weights),
        "name": float(any(not c.known and is_name(c, query.text) for c in query.concepts)),
        "figure": float(any(not credit for credit in _own_figures(reading.credits, query))),
        "whole": reading.covered,
        "long": reading.covered * min(6, max(0, len(weights) - 6)) / 6,
        "lead": 1.0
        - max((r.strength for r in readings if r is not reading), default=0.0) / (reading.strength or 1.0),
        "score": ours[0].score / 20,
        "pairs": max(pairs(candidate, query) for candidate in ours),
        "setting": float(ours[0].line.cues.sets_out),
        "words": min(6, len(weights)) / 6,
        "compares": float(query.form.compares),
        "counts": float(query.form.counts),
        "subject": 0.0 if is_worded(query.text) else 1.0 - _subject(reading, query),
        **_figured(reading, ours, query),
    }


def _own_figures(credits: Sequence[float], query: Query) -> list[float]:
    """What the paper holds of each figure that the question itself gives ("30 days", "over 65")."""
    pairs = zip(credits, query.concepts, strict=True)
    return [
        credit for credit, concept in pairs if concept.words.replace(".", "").isdecimal() and not concept.carried
    ]


def _of_the_field(credits: Sequence[float], shown: Sequence[float], query: Query) -> dict[str, float]:
    """What the paper, and what is shown of it, holds of the question's words of the field; everyday words aside."""
    telling = _telling(query)
    held = [float(credits[i] >= HELD) for i in telling]
    return {
        "held": _share(held, [_worth(query, i) for i in telling]) if telling else 1.0,
        "missing": min(2, sum(credits[i] < PART for i in telling)) / 2,
        "unshown": min(2, sum(shown[i] < PART for i in telling)) / 2,
        "opening": float(bool(held) and not held[0]),
    }


def _figured(reading: Reading, ours: Sequence[Candidate], query: Query) -> dict[str, float]:
    """How far what is asked about stands from figures of the kind asked for; all 0 where no figure was asked for."""
    if query.asked not in QUANTITIES:
        return {"quantity": 0.0, "apart": 0.0, "far": 0.0, "uncounted": 0.0}
    candidates = reading.candidates
    about = [
        i
        for i in _telling(query)
        if reading.named[i] < NAMING and sum(c.credits[i] > 0 for c in candidates) < len(candidates) / 2
    ]
    worth = [_worth(query, i) for i in about]
    held = (
        _share([float(c.credits[i] >= HELD) for i in about], worth) if about else 1.0
        for c in candidates
        if c.gives
    )
    return {
        "quantity": float(not any(candidate.gives for candidate in ours)),
        "apart": 1.0 - max(held, default=0.0),
        "far": 1.0 - max(candidate.near for candidate in candidates),
        "uncounted": float(not any(candidate.counted for candidate in ours)),
    }


def _subject(reading: Reading, query: Query) -> float:
    """How much of the first thing a question names stands in a sentence of results that has a number in it."""
    focus = next((i for i, concept in enumerate(query.concepts) if concept.weight >= LIGHTEST), 0)
    results = (c for c in reading.candidates if not c.line.cues.puts_off and not _sets_out(c, query))
    return max((c.credits[focus] for c in results if any(map(str.isdigit, c.line.text))), default=0.0)


def _sets_out(candidate: Candidate, query: Query) -> bool:
    return candidate.line.cues.sets_out and query.asked not in SETTING


def _telling(query: Query) -> list[int]:
    """The places of the concepts that are words of the field, an earlier turn's aside."""
    return [i for i, concept in enumerate(query.concepts) if concept.telling == 1.0 and not concept.carried]


def _worth(query: Query, i: int) -> float:
    return max(FLOOR, query.concepts[i].weight)


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


def _share(values: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(v * w for v, w in zip(values, weights, strict=True)) / total if total else 0.0
