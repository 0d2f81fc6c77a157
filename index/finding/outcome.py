"""Decides between answered, related and nothing, from how much of the question is covered and never from the
BM25 score alone.

The decision is a logistic regression over the features of ``index/finding/features.py``; none depends on the size of the
library. ``python -m tests.quality.learn`` fits it on question sets for several libraries and reports how it does
on a library that it was not fitted on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.finding.account import AS_GOOD, HELD, Account, account_of
from index.finding.candidates import Candidate, ReadPaper
from index.finding.counting import lacks_group, only_planned
from index.finding.features import features, lead
from index.finding.hedging import COUNTS, no_figure, not_said, own_words, own_words_only
from index.models import Outcome
from index.sentences.asking import QUANTITIES, Asked, is_for_yes_or_no
from index.sentences.cues import plain
from index.sentences.measures import unit_missing
from index.sentences.quantities import points, said_of, said_otherwise
from index.terms.attributes import STATISTICS, Attribute, told, wanted
from index.terms.query import ASKED, CLOSE, Query, typed

TOUCHES = 0.6  # if only one word matches, and is less similar than this, the paper is not related
LEAD = 0.05  # a paper that fits better than the next by less than this share is not surely the one that is meant
HEAVY = 0.45  # with this weight or more, a concept is an important topic of the question
ANSWERED = 0.38  # support for an answer; if anything is not said, it is named in a warning
SURE = 0.75  # support for an answer without a warning if only the asker's own words are missing
CERTAIN = 0.85  # support for an answer without a warning if anything else is missing
PARTLY = 0.5  # support for an answer of papers that were named or talked about
SURELY = 0.55  # and for one without a warning
SURELY_COUNTED = 0.65  # the same if a number is asked for, and what it is to count is not all said
STRONG = 0.8  # support of an answer that stands even where another question may have been meant
RELATED = 0.25  # a paper with a smaller share of the question's weight, similar words included, is not related

# SURE, and NEAR_BEST in ranked.py, were set by trying values on the question sets that may be read; the other thresholds
# were chosen on these (`python -m tests.quality people`) with one library left out at a time. All are held to
# `python -m tests.quality.refusing`. The weights are those that `python -m tests.quality.learn` prints.
DECISION = {
    "bias": -4.18,
    "stated": 1.81,  # the best sentence: share of attributes it states, times share of the topic it contains
    "rest": 0.8,  # the share shown of the words that the paper is not about, similar words too
    "special": 0.52,  # a particular attribute is asked for: a dose, a follow-up, a cost
    "unstated": -0.78,  # the share of the attributes asked for that the best shown sentence does not state
    "opening": -0.94,  # the paper lacks the first topic word
    "missing": -1.07,  # how many topic words the paper lacks: a half each, two at most
    "left out": -0.86,  # the weight of the most important word not said, times the share of the topic that is said
    "lay": 1.25,  # the share not said in words that the field does not use, so that other words may say it
    "clipped": 1.9,  # the share of the question in short unknown words: private abbreviations and slips
    "name": -0.42,  # a name is not said
    "opposite": -0.59,  # a word is not shown, but one that excludes it is
    "topicless": -4.83,  # no topic word at all
    "time": -5.3,  # a time point is asked about that no shown sentence has
    "unit": -3.8,  # a figure is asked for in a unit, or beyond a cut-off, that no shown sentence has
    "alike": 0.56,  # a word that is not said has a very similar one that is shown
    "apart": -1.03,  # a figure is asked for: the share of the topic missing from the best sentence with one
    "uncounted": -1.12,  # a figure is asked for, and no number stands beside a word of the question
    "unmeasured": -1.0,  # the share of the things measured that are in no shown sentence with a figure
    "no share": -2.88,  # a rate or percentage is asked for, and no shown sentence gives one
    "pairs": 0.76,  # the share of adjacent concepts that are together in a shown sentence
    "words": 1.78,  # the question's length: a twelfth for each word, at most 1
    "long": 2.82,  # the share of the question in the paper, times sixths for each concept beyond six
    "score": 2.87,  # the best sentence's score, in twentieths
    "strength": -3.03,  # the paper's BM25 score divided by the highest possible one
    "lead": 1.86,  # how far that is above every other paper's
}
# The same for a question that is asked of some papers, or with the words of the one before it: the paper is given, and
# what counts is whether the sentence is the right one. `python -m tests.quality.learn_following` prints them. SURELY, SURELY_COUNTED and STRONG were
# tried on the strangers' messages that may be read: as many are told as by the other weights, and fewer wrongly.
FOLLOWING = {
    "bias": -3.23,
    "stated": 0.91,
    "rest": 0.76,
    "special": 0.43,
    "unstated": -0.73,
    "lay": 0.56,
    "opposite": -2.41,
    "time": -1.67,
    "unit": -1.15,
    "alike": 0.51,
    "apart": 0.27,
    "uncounted": -0.7,
    "unmeasured": -0.86,
    "score": 2.74,
    "strength": 2.32,
    "lead": 0.43,
    "about": -0.64,  # the share of what must be said that the paper is about: it tells nothing of the sentence
}


def support(account: Account, readings: Sequence[ReadPaper]) -> float:
    """The probability (0..1) that the chosen sentences answer the question."""
    weights = FOLLOWING if account.query.follows else DECISION
    found = features(account, readings)
    return 1 / (1 + math.exp(-sum(weight * found[name] for name, weight in weights.items())))


@dataclass(frozen=True, slots=True)
class Judgement:
    """The outcome; whether an answer is given without a warning (``sure``); the parts of the question that are
    not covered; whether an answer's support is ``strong``."""

    outcome: Outcome
    sure: bool = True
    not_said: tuple[str, ...] = ()
    strong: bool = field(default=False, compare=False)


def judge(readings: Sequence[ReadPaper], chosen: Sequence[Candidate], query: Query) -> Judgement:
    """The outcome for the papers read and the sentences chosen."""
    if not chosen or _is_strange(query) or max(_touched(reading, query) for reading in readings) < RELATED:
        return Judgement(Outcome.NOTHING)
    account = account_of(readings, chosen, query)
    likely, near = support(account, readings), _near_alone(account)
    missing = not_said(account) or near
    beside = bool(account.topic) and all(account.shown[0].credits[i] >= HELD for i in account.topic)
    if (
        (near and not beside)
        or _only_near(account)
        or _lacks_statistic(account)
        or lacks_group(account)
        or only_planned(account)
    ):
        return Judgement(Outcome.RELATED, True, missing)
    enough = likely >= (PARTLY if query.follows else ANSWERED) or (not missing and _is_title(account))
    everyday = _unsaid_there(account) if not enough and missing in ((), near) else None
    if not (enough or everyday is not None) or _lacks_name(account, account.paper):
        return Judgement(Outcome.RELATED, True, missing)
    missing = missing or everyday or ()
    told = likely >= _least(account, missing) or everyday == ()  # the sentence says all of the question itself
    doubtful = near or no_figure(account) or _lacks_name(account, account.said)
    sure = told and not (missing and doubtful) and not _is_loose(account, readings, chosen)
    return Judgement(Outcome.ANSWERED, sure, () if sure else missing, likely >= STRONG)


def _least(account: Account, missing: tuple[str, ...]) -> float:
    """The support that an answer without a warning needs, if some words are ``missing``."""
    counted = SURELY_COUNTED if account.query.asked in COUNTS else SURELY
    least, own, other = (SURELY, SURELY, counted) if account.query.follows else (0.0, SURE, CERTAIN)
    return (own if own_words_only(account) else other) if missing else least


def still_missing(missing: Iterable[str], query: Query, shown: Iterable[str]) -> tuple[str, ...]:
    """Of some words and kinds of figures that were named as missing: those that are still missing in the sentences
    ``shown``. Left out are kinds of which these have a figure; a unit that they lack ("euros") stays.
    """
    kinds: dict[str, Attribute] = {}
    missing = tuple(missing)
    for one in (one for one in wanted(query.text) if one.attribute.figure and missing):
        kinds[own_words(one, query)] = one.attribute
        spans = [query.text[start:end].strip().casefold() for start, end in one.spans]
        kinds |= dict.fromkeys((*spans, *(word for span in spans for word in span.split())), one.attribute)
    named = {form for name in missing for form in (name, name.casefold())} & kinds.keys()
    texts = tuple(map(plain, shown)) if named else ()
    seen = {name for name in named if any(map(kinds[name].stands_in, texts))}
    unit = unit_missing(query.text, " ".join(texts)) if seen else ""
    return tuple(name for name in missing if name == unit or not {name, name.casefold()} & seen)


def unknown_words(query: Query) -> tuple[str, ...]:
    """The asker's words that no paper has, without the names of statistics, for which abstracts write signs ("p =
    0.03").
    """
    asked = [one for one in wanted(query.text) if one.attribute.name in STATISTICS]
    said = [query.text[start:end].strip().casefold() for one in asked for start, end in one.spans]
    signs = {*said, *(word for one in said for word in one.split())}
    return tuple(word for word in query.unknown_as_typed if word.casefold() not in signs)


def bare_paper(readings: Sequence[ReadPaper], query: Query) -> str:
    """The key of the first paper that contains every topic word of a question, if that paper has no abstract;
    else ""."""
    field = [i for i, one in enumerate(query.concepts) if one.telling == 1.0 and not one.carried]
    for reading in readings if field else ():
        if all(reading.credits[i] >= HELD for i in field):
            return "" if reading.sentences() else reading.paper
    return ""


def _lacks_statistic(account: Account) -> bool:
    """True if the question asks for a statistic by name (a hazard ratio, a p value …) and no shown sentence has a
    figure like it: that is no answer, whatever else is said of it."""
    asked = [one.attribute for one in told(account.wanted) if one.attribute.name in STATISTICS]
    if account.query.form.yes_no:
        return False
    return any(not any(kind.has_figure(one.line.text) for one in account.shown) for kind in asked)


def _lacks_name(account: Account, held: Sequence[float]) -> bool:
    """True if the question names something that no similar word may replace, and ``held`` (a credit per concept)
    lacks it."""
    pairs = zip(account.query.concepts, held, strict=True)
    return any(one.strict and one.telling == 1.0 and not one.carried and credit < HELD for one, credit in pairs)


def _only_near(account: Account) -> bool:
    """True if the topic is matched only by words of similar meaning."""
    return bool(account.topic) and not any(_holds(account, i) for i in account.topic)


def _near_alone(account: Account) -> tuple[str, ...]:
    """The words of what a short yes-or-no question asks of its topic, if it is matched only by words of similar meaning."""
    concepts, topic = account.query.concepts, account.topic
    asked = [i for i in account.query.own if i not in topic]
    short = len(topic) <= 1 and is_for_yes_or_no(account.query.text)
    near = short and not any(_holds(account, i) for i in asked) and any(map(account.nearest_shown, asked))
    return tuple(typed((concepts[i] for i in asked), account.query.text)) if near else ()


def _is_loose(account: Account, readings: Sequence[ReadPaper], chosen: Sequence[Candidate]) -> bool:
    """True if little but the turn before, or chance, speaks for what was found: a question that goes on is answered by other papers,
    or says nothing that a sentence could have; or another paper, which is not shown, fits as well."""
    query = account.query
    if lead(account.reading, readings) < LEAD and len({one.paper for one in chosen}) == 1:
        return True
    own = query.own
    first = account.shown[0]
    timed = points(query.text) & said_of(query.text, first.line.text)  # "and after a week"
    asked = [one.attribute.stands_in(first.line.spelt) for one in account.wanted]
    asked += [first.gives] if query.asked in (*QUANTITIES, Asked.AIM) else []
    stated = query.within and not own and bool(asked) and all(asked)  # "the dose?", "by how much"
    if timed or stated or not any(one.carried for one in query.concepts):
        return False
    vague = query.asked is Asked.ANYTHING and not any(query.concepts[i].telling == 1.0 for i in own)
    return not query.within or not own or (vague and any(account.said[i] < HELD for i in own))


def _holds(account: Account, i: int) -> bool:
    return account.said[i] >= HELD or account.nearest_shown(i) >= AS_GOOD


def _is_title(account: Account) -> bool:
    """True if a question says nothing but topics, and the paper's title has all of them: it asks for what the paper found."""
    concepts, named = account.query.concepts, account.reading.named_itself
    asks = account.query.asked is not Asked.ANYTHING or account.wanted
    said = [name for one, name in zip(concepts, named, strict=True) if one.telling > ASKED]
    return not asks and not any(one.carried for one in concepts) and bool(said) and min(said) >= HELD


def _unsaid_there(account: Account) -> tuple[str, ...] | None:
    """Of some papers that alone are asked: the everyday words of the question itself that the first sentence shown lacks, if it has all its
    topic; else None. What was asked before, and that sentence does not say, is no part of it ("sulphate?").
    """
    query, first = account.query, account.shown[0]
    own = query.own
    topic = [i for i in own if query.concepts[i].telling == 1.0]
    lacked = [i for i in own if not _is_in(account, first, i)]
    topical = any(first.credits[i] >= HELD for i in topic) and not set(topic) & set(lacked)
    if not query.within or not topical or no_figure(account):
        return None
    return tuple(typed((query.concepts[i] for i in lacked), query.text))


def _is_in(account: Account, line: Candidate, i: int) -> bool:
    """True if a sentence has a concept: as itself, or as such things are written."""
    said = line.credits[i] >= HELD
    return said or said_otherwise(account.query.concepts[i].words, account.query.text, line.line.text)


def _is_strange(query: Query) -> bool:
    """True if the library has none of the question's topic words but numbers, no similar word at all for one of them, and
    no very similar word for any."""
    field = [one for one in query.concepts if one.telling == 1.0 and not one.words.isdecimal()]
    near = [max((close.credit / CLOSE for close in one.close), default=0.0) for one in field]
    return bool(field) and not any(one.known for one in field) and not all(near) and max(near) < AS_GOOD


def _touched(reading: ReadPaper, query: Query) -> float:
    """The share (0..1) of a question's weight that a paper contains, as the words themselves or as similar ones; numbers
    count only where there is nothing else.

    It is 0 if the question has topic words and the paper contains none of them, or only one, by a word that is
    not similar enough: everyday words ("does it reduce the use of …") are no topic.
    """
    held = [(min(1.0, credit / CLOSE), one) for credit, one in zip(reading.credits, query.concepts, strict=True)]
    held = [pair for pair in held if not pair[1].words.isdecimal()] or held
    total = sum(one.weight for _, one in held)
    field = [near for near, one in held if one.telling == 1.0] or [near for near, _ in held]
    touched = [near for near in field if near]
    if not touched or (len(touched) == 1 and touched[0] < TOUCHES):
        return 0.0
    return sum(near * one.weight for near, one in held) / (total or 1.0)
