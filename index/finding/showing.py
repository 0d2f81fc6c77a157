"""In which order the chosen sentences of an answer are shown, and which of them are left out beside the first.

Whether they answer is decided before, from all that were chosen, and does not change here. A word that the paper's name
has chooses the paper; the sentence to lead with is chosen by a topic word that the name lacks, and by the word that the
fewest sentences have. Beside a sentence that surely answers, a much worse one only tires the reader. Where a paper's topic is all that is asked, or a figure,
what the paper mainly found is shown too.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from index.finding.account import HELD
from index.finding.beside import kind_sought, states
from index.finding.candidates import Candidate, ReadPaper
from index.finding.lasting import REPORTED, first_result
from index.finding.outcome import Judgement
from index.finding.sources import TextSource
from index.models import Outcome
from index.sentences.asking import SETTING, Asked
from index.sentences.cues import plain
from index.sentences.reporting import asks_attrition, is_attrition, likelihood
from index.terms.attributes import table
from index.terms.query import ASKED, CLOSE, Query

# What is added to a sentence's score in choosing the first. Fitted on the questions that may be read, with a softmax over the sentences of
# the right paper, and tried on each library with that library left out.
FIRST = {
    "tells": 1.1,  # it has a topic word of the question that the paper's name lacks, itself or by another name
    "rarest": 0.7,  # it has the word of the question that fewest sentences of the paper have
    "states": 4.5,  # it tells the means, the definition, the dose or the share that is asked for; tried, not fitted
    "dull": -1.75,  # it is not likely to report a result, or says how many were studied, if a result may be asked for
    "attrition": -0.8,  # it says who was lost or stayed to the end, if that is not asked for
}
DULL = 0.3  # a sentence that is less likely to report a result tells what was known, planned or done
BEHIND = 4.0  # beside a sentence that surely answers, one that is so much worse is not shown
BESIDE_THE_POINT = 1.5  # the same for one that is dull and tells nothing that the name does not, beside any

_DONE = SETTING | {Asked.SIZE, Asked.DOSE}  # what was planned or done may answer these
_FIGURES = frozenset({Asked.NUMBER, Asked.PERCENT})  # the main result may give these, in whatever words
_OF_PEOPLE = ("age", "sex")  # attributes
ENTITLED = 0.5  # share of a question's topic words in a paper's name, from which on its main result may be meant


class Rated(NamedTuple):
    """A chosen sentence with the ``worth`` that decides its place among those shown, and those of ``FIRST`` that it
    has.
    """

    candidate: Candidate
    worth: float
    has: frozenset[str]


def arranged(
    chosen: Sequence[Candidate],
    readings: Sequence[ReadPaper],
    query: Query,
    judgement: Judgement,
    texts: TextSource,
) -> tuple[Candidate, ...]:
    """The chosen sentences in the order in which they are shown, and behind them the main result of the first paper, where it may be meant. Those of the first paper take the places that its
    sentences have, the best first, and without those that are not worth it; those of other papers stay as they are.
    """
    if not chosen or judgement.outcome is Outcome.NOTHING:
        return tuple(chosen)
    reading = next(one for one in readings if one.paper == chosen[0].paper)
    ours = places([one for one in chosen if one.paper == reading.paper], reading, query)
    kept = iter(_kept(ours, query, judgement.outcome is Outcome.ANSWERED and judgement.sure))
    found = (next(kept, None) if one.paper == reading.paper else one for one in chosen)
    shown = tuple(one for one in found if one is not None)
    sure = judgement.outcome is Outcome.ANSWERED and judgement.sure
    return (*shown, *_main_result(shown, reading, query, texts)) if sure else shown


def _main_result(
    shown: Sequence[Candidate], reading: ReadPaper, query: Query, texts: TextSource
) -> tuple[Candidate, ...]:
    """The main result of the first paper, if it is not ``shown`` and a question that goes on from no other asks for a figure that the
    first sentence lacks, or for nothing in particular of a topic that the paper's name has; else nothing.
    """
    if query.asked not in {Asked.ANYTHING, *_FIGURES} or any(one.carried for one in query.concepts):
        return ()
    if not (_lacks_figure(shown[0], query) if query.asked in _FIGURES else _is_named(reading, query)):
        return ()
    paper = texts[reading.paper]
    at = paper.once(first_result)
    if (
        at < 0
        or _tells_who(paper.lines[at].text)
        or any(one.paper == reading.paper and one.line.number == paper.lines[at].number for one in shown)
    ):
        return ()
    return tuple(one.score() for one in reading.sentences() if one.line.number == paper.lines[at].number)


def _tells_who(text: str) -> bool:
    """True if a sentence tells who was studied: their age or sex, which no study is done for."""
    said = plain(text)
    return any(row.name in _OF_PEOPLE and row.stands_in(said) for row in table())


def _lacks_figure(first: Candidate, query: Query) -> bool:
    """True if the first sentence has no figure of the kind that a question asks for, or lacks one of its words."""
    own = (i for i, one in enumerate(query.concepts) if one.telling > ASKED)
    return not first.gives or any(first.credits[i] < HELD for i in own)


def _is_named(reading: ReadPaper, query: Query) -> bool:
    """True if a paper's name has half of a question's topic words."""
    named = [reading.named_itself[i] >= HELD for i, one in enumerate(query.concepts) if one.telling == 1.0]
    return bool(named) and sum(named) >= ENTITLED * len(named)


def places(candidates: Sequence[Candidate], reading: ReadPaper, query: Query) -> list[Rated]:
    """Sentences of one paper with what decides their places, the first one first."""
    topics, rarest = _telling(reading, query)
    kind = kind_sought(query)
    found = []
    for one in candidates:
        has = {"tells"} if any(one.credits[i] > CLOSE for i in topics) else set[str]()
        has |= {"rarest"} if rarest is not None and one.credits[rarest] > CLOSE else set()
        has |= {"states"} if states(one, kind) else set()
        has |= _idle(one, query, kind)
        worth = one.score + sum(FIRST[name] for name in has)
        found.append(Rated(one, round(worth, 9), frozenset(has)))
    return sorted(found, key=attrgetter("worth"), reverse=True)


def _idle(candidate: Candidate, query: Query, kind: Asked) -> set[str]:
    """What makes a sentence no answer to a question for a ``kind`` of thing, whatever words it has (keys of ``FIRST``)."""
    text, found = candidate.line.text, set[str]()
    sized = candidate.line.cues.sizes and query.asked is not Asked.NUMBER
    if not {kind, query.asked} & _DONE and likelihood(text) < (REPORTED if sized else DULL):
        found.add("dull")
    if is_attrition(text) and not asks_attrition(query.text):
        found.add("attrition")
    return found


def _telling(reading: ReadPaper, query: Query) -> tuple[list[int], int | None]:
    """Two kinds of words that tell which sentence is meant, by their places among the concepts: the topic words that a paper's name
    lacks, and the word that the fewest of its sentences have. For the second, None if no sentence has any."""
    own = query.own
    topics = [i for i in own if query.concepts[i].telling == 1.0 and reading.named[i] < HELD]
    rows = [one.credits for one in reading.sentences()]
    having = {i: found for i in own if (found := sum(row[i] > CLOSE for row in rows))}
    rarest = min(having, key=lambda i: (having[i], -query.concepts[i].weight), default=None)
    return topics, rarest


def _kept(ours: Sequence[Rated], query: Query, sure: bool) -> list[Candidate]:
    """Of some sentences, the first, and those that are worth to be shown beside it. ``sure``: they surely answer."""
    first = ours[0]
    if "tells" not in first.has or not first.candidate.gives:
        return [one.candidate for one in ours]
    answers = sure and (query.asked in _DONE or likelihood(first.candidate.line.text) >= REPORTED)

    def is_worth_it(one: Rated) -> bool:
        behind = first.worth - one.worth
        if behind > BESIDE_THE_POINT and "dull" in one.has and "tells" not in one.has:
            return False
        counts = query.asked is Asked.SIZE and one.candidate.line.cues.sizes  # another number may be meant
        return counts or not answers or behind <= BEHIND

    return [first.candidate, *(one.candidate for one in ours[1:] if is_worth_it(one))]
