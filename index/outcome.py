"""Answered, related or nothing: decided from what the question's words cover, never from the BM25 score alone.

The decision is a logistic regression over the features of ``index/features.py``; none depends on the size of the
library. ``python -m tests.quality.learn`` fits it on question sets over several libraries and reports what it does to
a library it has not seen.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from index.account import AS_GOOD, HELD, Account, account_of
from index.candidates import Candidate, Reading
from index.features import features
from index.hedging import no_figure, not_said
from index.models import Outcome
from index.query import ASKED, CLOSE, Query

TOUCHES = 0.6  # a single word less near than this makes no paper related
HEAVY = 0.45  # from this weight on a concept is a topic of the question and not its small change
ANSWERED = 0.42  # from this support on a question counts as answered, under a hedge that names what is not said
PLAIN = 0.5  # from here on where there is nothing to name
SURE = 0.62  # from here on without a hedge
_JUDGED = re.compile(  # asked for a yes or a no
    r"\W*(?:and |so |but |then )*(?:is|are|was|were|does|do|did|can|could|has|have|will|would|should)\b",
    re.IGNORECASE,
)
RELATED = 0.25  # a paper holding less of the question's weight, by itself or by near words, is not even related

DECISION = {
    "bias": -2.01,
    "stated": 1.36,  # the best sentence: the share of what is asked it states, times the share of the topic it says
    "special": 0.52,  # a particular thing is asked for: a dose, a follow-up, a cost
    "unstated": -1.28,  # the share of the particular things that no shown sentence states
    "opening": -1.05,  # the first word of the field is missing
    "left out": -2.27,  # the weightiest missing word, times the share of the topic the paper does hold
    "unshown": -0.97,  # how many words of the field the shown sentences do not hold: a half each, two at most
    "topicless": -5.33,  # no word of the field at all
    "time": -3.78,  # a time point is asked about that no shown sentence has
    "unit": -4.51,  # a figure is asked for in a unit no shown sentence has
    "alike": 1.12,  # a word that is not shown is by one that says about the same
    "figure": -1.25,  # a figure the question itself gives stands nowhere in the paper
    "quantity": -1.25,  # a figure was asked for and no shown sentence has one of its kind
    "uncounted": -1.29,  # a figure was asked for and no number stands beside any word of the question
    "no share": -3.51,  # a share is asked for and no shown sentence gives one
    "worded": 0.17,  # it is put as a question
    "long": 4.96,  # the share of the question the paper holds, for each of the six words a long one has beyond six
    "score": 4.1,  # the best sentence's score, in twentieths
    "strength": -4.96,  # the paper's BM25 score beside what it could be
    "lead": 1.35,  # how far that stands above every other paper's
}


def support(account: Account, readings: Sequence[Reading]) -> float:
    """How likely the chosen sentences answer the question, 0 to 1."""
    value = sum(DECISION[name] * value for name, value in features(account, readings).items())
    return 1 / (1 + math.exp(-value))


class Verdict(NamedTuple):
    """The outcome; whether an answer is given without a hedge; what of the question is not said."""

    outcome: Outcome
    sure: bool = True
    not_said: tuple[str, ...] = ()


def judge(readings: Sequence[Reading], chosen: Sequence[Candidate], query: Query) -> Verdict:
    """The outcome for what was found."""
    if not chosen or max(_touched(reading, query) for reading in readings) < RELATED:
        return Verdict(Outcome.NOTHING)
    account = account_of(readings, chosen, query)
    likely, missing = support(account, readings), not_said(account)
    if _only_near(account):
        return Verdict(Outcome.RELATED, True, missing)
    if likely < (ANSWERED if missing else PLAIN) or _lacks_name(account, account.paper):
        return Verdict(Outcome.RELATED, True, missing)
    sure = not missing or (likely >= SURE and not no_figure(account) and not _lacks_name(account, account.said))
    return Verdict(Outcome.ANSWERED, sure, () if sure else missing)


def bare_paper(readings: Sequence[Reading], query: Query) -> str:
    """The key of the first paper that holds every word of the field a question has, where it has no abstract; "" otherwise."""
    field = [i for i, one in enumerate(query.concepts) if one.telling == 1.0 and not one.carried]
    for reading in readings if field else ():
        if all(reading.credits[i] >= HELD for i in field):
            return "" if reading.candidates else reading.paper
    return ""


def _lacks_name(account: Account, held: Sequence[float]) -> bool:
    """True where a name is asked about that nothing near may stand for, and that is not held."""
    pairs = zip(account.query.concepts, held, strict=True)
    return any(one.strict and one.telling == 1.0 and not one.carried and credit < HELD for one, credit in pairs)


def _only_near(account: Account) -> bool:
    """True where nothing but words that stand near holds the topic, or what a short yes-or-no question asks of it."""
    concepts, topic = account.query.concepts, account.topic

    def held(i: int) -> bool:
        return account.said[i] >= HELD or account.nearest_shown(i) >= AS_GOOD

    if topic and not any(map(held, topic)):
        return True
    asked = [i for i, one in enumerate(concepts) if i not in topic and one.telling > ASKED and not one.carried]
    short = len(topic) <= 1 and _JUDGED.match(account.query.text) is not None
    return short and not any(map(held, asked)) and any(map(account.nearest_shown, asked))


def _touched(reading: Reading, query: Query) -> float:
    """The share of a question's weight that a paper holds, by itself or by words near enough."""
    total = sum(concept.weight for concept in query.concepts)
    pairs = zip(reading.credits, query.concepts, strict=True)
    held = [(min(1.0, credit / CLOSE), concept.weight) for credit, concept in pairs if credit]
    if len(held) == 1 and held[0][0] < TOUCHES:
        return 0.0
    return sum(nearness * weight for nearness, weight in held) / (total or 1.0)
