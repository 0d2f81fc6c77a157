"""The features of the decision: how far the best paper, and the sentences chosen from it, say what was asked."""

from __future__ import annotations

from collections.abc import Sequence

from index.finding.account import AS_GOOD, HELD, Account
from index.finding.candidates import Candidate, ReadPaper, number_beside, pairs, states_doers
from index.sentences.asking import QUANTITIES
from index.sentences.measures import is_same
from index.sentences.quantities import points, said_of
from index.terms.attributes import GENERAL, SHARES, to_count
from index.terms.query import CLIPPED

PART = 0.3  # with less credit than this, not even a part of a concept is there
NEARBY = 0.6  # the most that a word of similar meaning counts for one asked beside the topic
LONG_QUESTION = 12  # words of a question; longer ones are all alike
LACKED = 2  # topic words that a paper lacks; more are all alike
USUAL, FURTHER = 6, 6  # concepts of a usual question; further ones that still count
FULL = 20  # a sentence's score that counts as 1
COMMON = 0.5  # a concept in this share of a paper's sentences, or in its name, distinguishes none of them


def features(account: Account, readings: Sequence[ReadPaper]) -> dict[str, float]:
    """The features by their names in ``index.finding.outcome.DECISION``, each about 0 to 1; the paper's lead is below 0 where
    BM25 alone would have put another paper first."""
    reading, query = account.reading, account.query
    return {
        "bias": 1.0,
        "stated": account.stated,
        "rest": _rest(account),
        "special": float(any(one.attribute.name not in GENERAL for one in account.wanted)),
        "unstated": _unstated(account),
        "opening": float(bool(account.telling) and reading.credits[account.telling[0]] < HELD),
        "missing": min(LACKED, sum(reading.credits[i] < PART for i in account.telling)) / LACKED,
        "left out": max((account.unsaid_worth(i) for i in account.unsaid), default=0.0)
        * account.share(account.said),
        "lay": _lay(account),
        "clipped": _clipped(account),
        "name": float(any(map(account.is_name, account.unsaid))),
        "opposite": float(bool(account.excluded)),
        "topicless": float(
            not account.telling and not query.within and not any(one.carried for one in query.concepts)
        ),
        "time": float(_time_missing(account)),
        "unit": float(bool(account.unit_missing or account.bound_missing)),
        "alike": float(any(account.nearest_shown(i) >= AS_GOOD for i in account.unsaid)),
        "apart": _apart(account),
        "uncounted": float(query.asked in QUANTITIES and not any(_counts(account, one) for one in account.shown)),
        "unmeasured": len(account.unmeasured) / len(account.measured) if account.measured else 0.0,
        "no share": float(_no_share(account)),
        "pairs": max(pairs(one, query) for one in account.shown),
        "words": min(LONG_QUESTION, len(query.text.split())) / LONG_QUESTION,
        "long": reading.covered * min(FURTHER, max(0, len(query.concepts) - USUAL)) / FURTHER,
        "score": account.shown[0].score / FULL,
        "strength": reading.strength,
        "lead": lead(reading, readings),
        "about": account.share(account.about),
    }


def lead(reading: ReadPaper, readings: Sequence[ReadPaper]) -> float:
    """How far a paper's BM25 score is above those of all others, as a share of it; below 0 where another's is higher."""
    return 1.0 - max((r.strength for r in readings if r is not reading), default=0.0) / (reading.strength or 1.0)


def _rest(account: Account) -> float:
    """Of the words asked that the paper is not about, the share that is shown, as the word itself or (for less)
    as the most similar one; 1 if there are no such words."""
    places = [i for i in account.query.own if account.about[i] < HELD]
    total = sum(account.query.concepts[i].weight for i in places)
    held = (
        max(min(1.0, account.shown_itself[i]), NEARBY * account.nearest_shown(i))
        * account.query.concepts[i].weight
        for i in places
    )
    return sum(held) / total if total else 1.0


def _unstated(account: Account) -> float:
    """The share of the attributes asked for that the best shown sentence does not state; 0 if only general ones
    were asked for."""
    special = any(one.attribute.name not in GENERAL for one in account.wanted)
    return 1.0 - max(map(account.stated_in, account.shown)) if special else 0.0


def _lay(account: Account) -> float:
    """The share of what must be said that is missing and in words the field does not use: no abstract would have
    them."""
    concepts, total = account.query.concepts, sum(map(account.worth, account.counted)) or 1.0
    return (
        sum(account.unsaid_worth(i) for i in account.unsaid if concepts[i].lay and not account.is_name(i)) / total
    )


def _clipped(account: Account) -> float:
    """The share of the question's weight in short unknown words: private abbreviations and typing mistakes."""
    concepts = account.query.concepts
    short = (c.weight for c in concepts if not c.known and c.telling == 1.0 and len(c.words) <= CLIPPED)
    return sum(short) / (sum(c.weight for c in concepts) or 1.0)


def _apart(account: Account) -> float:
    """If a figure is asked for: the share of the topic that is missing from the best sentence with such a
    figure; else 0."""
    if account.query.asked not in QUANTITIES:
        return 0.0
    places = [i for i in account.telling if not _common(account, i)]
    total = sum(map(account.worth, places))
    held = (
        sum(account.worth(i) for i in places if one.credits[i] >= HELD) / total if total else 1.0
        for one in account.lines
        if one.line.gives(account.query.asked)
    )
    return 1.0 - max(held, default=0.0)


def _common(account: Account, i: int) -> bool:
    """True for a word of the paper's name, or of many of its sentences."""
    said = sum(one.credits[i] > 0 for one in account.lines)
    return account.reading.named[i] >= COMMON or said >= COMMON * len(account.lines)


def _counts(account: Account, candidate: Candidate) -> bool:
    """True if a number stands beside a word of the question, or is the figure of an attribute asked for."""
    figures = [
        one.attribute for one in account.wanted if one.attribute.figure and one.attribute.name not in GENERAL
    ]
    return (
        candidate.counted
        or any(one.stands_in(candidate.line.spelt) for one in figures)
        or _counts_it(account, candidate)
    )


def _counts_it(account: Account, candidate: Candidate) -> bool:
    """True if a number, in figures or in words, stands beside the thing that is to be counted ("two lawyers"), or right before
    what those counted did ("288 answered")."""
    text, concepts = account.query.text, account.query.concepts
    starts = {start for _, start in to_count(text)}
    asked = (i for i, one in enumerate(concepts) if one.start in starts and candidate.credits[i] >= HELD)
    beside = any(number_beside(candidate.line, concepts[i], text) for i in asked)
    return beside or states_doers(candidate.line, account.query)


def _no_share(account: Account) -> bool:
    """True if the question asks for a rate or percentage, and no shown sentence gives one."""
    asked = [one.attribute for one in account.wanted if one.attribute.name in SHARES]
    texts = tuple(shown.line.spelt for shown in account.shown)
    return any(
        not any(one.stands_in(text) or (one.names_in(text) and is_same(text)) for text in texts) for one in asked
    )


def _time_missing(account: Account) -> bool:
    """True if the question names time points, and no shown sentence has any of them."""
    text = account.query.text
    asked = points(text)
    return bool(asked) and not any(asked & said_of(text, one.line.text) for one in account.shown)
