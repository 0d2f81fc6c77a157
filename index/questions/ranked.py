"""What a question implies beyond its concepts. The terms that the ranking counts: its words, their other names, words
of similar meaning, and, where it asks for what is not so ("which was not associated with …"), words that deny. Its
parts. And which further papers it means.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from corpus.patterns import late
from index.finding.candidates import Candidate, ReadPaper
from index.finding.evidence import read_paper
from index.finding.selecting import alike
from index.finding.sources import TextSource
from index.models import Hit
from index.sentences.asking import WH
from index.terms.joined_names import GENUS
from index.terms.query import CLOSE, REPAIRED, Concept, Query

UNTELLING = 0.5  # the weight of words that say little about the topic
EXPANSION = 0.3  # the weight of another name's words if the library has the asker's own
NAME_ALONE = 0.7  # the same if it lacks them, so that only the name can find the paper
# The weight of words of similar meaning, × nearness: if the library lacks the word; if it has it.
CLOSE_RANKED, CLOSE_HELD = 0.7, 0.4
CLOSE_MOST = 15  # how many of the library's words most similar to a word it lacks are used
CLOSE_HELD_RANKED = 4  # how many are ranked if the library has the word; more would together outweigh it
SHORT = 12  # concepts; in a longer question, a word used twice counts twice
# The terms of sentences that deny something, the first one for them all.
DENYING = (
    "not",
    "no",
    "neither",
    "nor",
    "never",
    "without",
    "none",
    "cannot",
    "fail",
    "unabl",
    "lack",
    "absenc",
    "unaffect",
    "unchang",
)
WORTH = 0.1  # weight, small beside a topic word's: it chooses among sentences and names no topic
# Words that deny something in a question; not those of chat: "why not", "or not", "not only", "isn't it", "no idea", "no. 5", "no-till".
_DENIED = late(
    r"(?<!\bwhy )(?<!\bor )(?<!\bif )(?<!\bbut )\b(?:not(?! (?:only|sure|just|by)\b)|never|neither|without|no(?! (?:idea|doubt|one|more|problem|matter)\b|\.|-\w))\b"
    r"|(?<!\bdo)(?<!\bcan)(?<!\A\w{2})(?<!\A\w{3})(?<!\A\w{4})(?<!\A\w{5})n['’]t\b(?! (?:it|you|they|we|there|that|this|he|she)\b)",
    re.IGNORECASE,
)
MOST = 5  # papers of which a sentence is shown
NEAR_BEST = 0.5  # part of the best paper's share that another paper needs, if several are asked for
LEAST = 0.3  # share of the question that it needs as well
MEANT = 0.6  # share of a part that a paper needs to be meant by it
AHEAD = 0.25  # how much larger that share must be than the first paper's
PARTS = 4  # parts of a question that are looked at
READ = 3  # papers read for a part
WHOLE = 0.95  # with this share or more, a paper contains all of a part
ALIKE = 2  # papers shown beside the first that contain everything a question names

_PLURAL = late(
    r"\b(?:(?:papers|studies|articles|abstracts|trials|reviews|reports|experiments|surveys|cohorts)\b(?! (?:were|was) (?:included|found|searched))"
    r"|both(?=\s*(?:[,;:?.!]|$))|each (?:paper|study|trial|one)|respectively|any (?:other )?(?:papers?|stud(?:y|ies)|articles?|trials?)|who else"
    r"|(?:which|what) (?:papers?|stud(?:y|ies)|articles?|abstracts?|trials?)"
    r"|what (?:do|does|have|has) (?:we|you|the library) (?:have|got|know|hold|say|on|about)|what(?:'s| is) there (?:on|about)|everything"
    r"|(?:which|what) (?:[\w-]+ )?(?:interventions|measures|treatments|therapies|methods|techniques|programmes|programs|schemes|approaches|strategies|policies)"
    r"|(?:anything|something|stuff) (?:on|about|here|else|useful|known)"
    r"|in (?:here|this library|this collection))(?!\w)",
    re.IGNORECASE,
)
_TWO = late(
    r"\b(?:both|the two|two) (?:[\w-]+ ){0,3}(?:papers|studies|articles|abstracts|trials|series|reviews|cohorts)\b",
    re.IGNORECASE,
)
# If several papers are asked for, "or" also separates parts.
_ANY = late(r"\b(?:and|or|vs\.?|versus|plus|as well as|then)\b|[,;:&+/]|\s[–-]\s", re.IGNORECASE)
# "Breast cancer – when to operate": what stands before a word that asks is its topic.
_JOINT = late(
    rf"\b(?:and|vs\.?|versus|plus|as well as|then)\b|[;&+]|[,:](?!\s(?:{WH})\b)|\s[/–-]\s(?!(?:{WH})\b)",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def asks_of_several(question: str) -> bool:
    """True if a question asks about more than one paper, or about whatever the library has."""
    return bool(_PLURAL.search(question))


def parts(query: Query) -> tuple[tuple[int, ...], ...]:
    """For each part of a question, the places of its topic words among the concepts; empty if there are fewer
    than two parts."""
    joint = _ANY if asks_of_several(query.text) else _JOINT
    cuts = [match.start() for match in joint.finditer(query.text)]
    groups: dict[int, list[int]] = {}
    for i, concept in enumerate(query.concepts):
        if concept.telling == 1.0 and not concept.carried and (concept.known or concept.close):
            groups.setdefault(sum(cut < concept.start for cut in cuts), []).append(i)
    found = tuple(tuple(places) for places in groups.values())
    return found[:PARTS] if len(found) > 1 else ()


def means_several(query: Query) -> bool:
    """True if a question may mean several papers: it asks for more than one, or has several parts."""
    return asks_of_several(query.text) or bool(parts(query))


def near_the_best(readings: Sequence[ReadPaper], query: Query) -> Iterator[ReadPaper]:
    """The papers that contain nearly as much of a question as the best one, at most ``MOST``."""
    telling = [i for i, one in enumerate(query.concepts) if one.telling == 1.0] or range(len(query.concepts))
    shares = [(held(reading, query, telling), reading) for reading in readings if _itself(reading, query, telling)]
    ranked = sorted((share for share, _ in shares), reverse=True)
    near = ranked[1:2] if _TWO.search(query.text) else [NEAR_BEST * share for share in ranked[:1]]
    least = max(LEAST, *near, 0.0)
    yield from [reading for share, reading in shares if share >= least][:MOST]


def _itself(reading: ReadPaper, query: Query, places: Sequence[int]) -> bool:
    """True if a paper has one of the concepts at ``places`` by a name of its own, or none has a known name: words
    of similar meaning alone are not what several papers have in common."""
    named = [i for i in places if query.concepts[i].known]
    return not named or any(reading.credits[i] > CLOSE for i in named)


def held(reading: ReadPaper, query: Query, places: Sequence[int]) -> float:
    """The share (0..1) of the weight of the concepts at ``places`` that a paper contains; similar words count by
    their nearness."""
    total = sum(query.concepts[i].weight for i in places)
    return sum(min(1.0, reading.credits[i] / CLOSE) * query.concepts[i].weight for i in places) / (total or 1.0)


@dataclass(frozen=True)
class Several:
    """Looks for further papers. ``search`` ranks the best papers for a query, ``texts`` reads them."""

    search: Callable[[Query, int], Awaitable[Sequence[Hit]]]
    texts: TextSource

    async def widen(
        self, query: Query, readings: list[ReadPaper], chosen: Sequence[Candidate], most: int
    ) -> tuple[list[ReadPaper], tuple[Candidate, ...]]:
        """The papers read, with those added, and the sentences to show: the best one, one from each further paper that
        the question means, then others of ``chosen``, up to ``most`` in all.
        """
        lead = next(reading for reading in readings if reading.paper == chosen[0].paper)
        meant = await self._meant(query, readings, lead)
        if not meant:
            return readings, tuple(chosen)
        whole = {reading.paper: reading for reading in readings}
        for paper in meant:
            whole.setdefault(paper, read_paper(self.texts[paper], query, 0.0))
        others = [_said_in(whole[paper], number) for paper, number in meant.items()][: MOST - 1]
        shown = [chosen[0], *others]
        rest = [one for one in chosen[1:] if all(one.line is not other.line for other in shown)]
        return list(whole.values()), (*shown, *rest[: max(0, most - len(shown))])

    async def _meant(self, query: Query, readings: Sequence[ReadPaper], lead: ReadPaper) -> dict[str, int]:
        """The further papers that the question means, each with the number of its best sentence."""
        found: dict[str, int] = {}
        if asks_of_several(query.text):
            near = (reading for reading in near_the_best(readings, query) if reading.sentences())
            found = {reading.paper: reading.best.line.number for reading in near}
        for places in parts(query):
            some = part(query, places)
            read = [one for one in await self._read(some) if one.sentences()]
            share = max((_whole(one, some) for one in read), default=0.0)
            if (share >= MEANT and share - held(lead, query, places) >= AHEAD) or _is_ones(read, some):
                best = max(read, key=lambda one: _whole(one, some))
                found.setdefault(best.paper, best.best.line.number)
            for one in _holding(read, some) if asks_of_several(query.text) else ():
                found.setdefault(one.paper, one.best.line.number)
        for one in _as_much(readings, query, lead):
            # the same said twice is shown once
            if not alike(one.best.line.held, lead.best.line.held):
                found.setdefault(one.paper, one.best.line.number)
        found.pop(lead.paper, None)
        return found

    async def _read(self, part: Query) -> list[ReadPaper]:
        hits = await self.search(part, READ + 1)
        return [read_paper(self.texts[hit.key], part, hit.score / hits[0].score) for hit in hits]


def _is_ones(read: Sequence[ReadPaper], part: Query) -> bool:
    """True if one paper alone contains all of a part of two words or more."""
    return len(part.concepts) > 1 and sum(_whole(one, part) >= WHOLE for one in read) == 1


def _holding(read: Sequence[ReadPaper], part: Query) -> Sequence[ReadPaper]:
    """The papers that contain all of a part; none if more than ``READ`` do, as the part then distinguishes no
    paper."""
    whole = [one for one in read if _whole(one, part) >= WHOLE]
    return whole if len(whole) <= READ else ()


def _as_much(readings: Sequence[ReadPaper], query: Query, lead: ReadPaper) -> Sequence[ReadPaper]:
    """The papers that contain every topic word of a question under one of its names, if ``lead`` does so too."""
    telling = [i for i, one in enumerate(query.concepts) if one.telling == 1.0]
    if len(telling) < 2 or not all(lead.credits[i] > CLOSE for i in telling):
        return ()
    whole = (one for one in readings if all(one.credits[i] > CLOSE for i in telling) and one.sentences())
    return list(islice(whole, ALIKE + 1))


def _whole(reading: ReadPaper, part: Query) -> float:
    return held(reading, part, range(len(part.concepts)))


def _said_in(reading: ReadPaper, number: int) -> Candidate:
    return next(one.score() for one in reading.sentences() if one.line.number == number)


def denies(question: str) -> bool:
    """True if a question asks about what is not so."""
    return _DENIED.search(question) is not None


def denial(telling: float) -> Concept:
    """The concept to be added to such a question; it matches any word that denies. ``telling``: as in ``Concept``,
    below 1.
    """
    others = tuple(((term,), 1.0, "") for term in DENYING[1:])
    return Concept("not", DENYING[:1], others, WORTH, True, telling, frozenset(DENYING))


def ranked_by(concepts: Iterable[Concept]) -> dict[str, float]:
    """The terms that concepts are ranked by, each with its weight: 0..1, in a long question times how often it says the word."""
    ranked: dict[str, float] = defaultdict(float)
    concepts = tuple(concepts)
    for concept in concepts:
        if concept.phrase == DENYING[:1]:
            continue
        times = concept.times if len(concepts) > SHORT else 1
        telling = 1.0 if concept.telling == 1.0 else UNTELLING
        for term in concept.phrase:
            ranked[term] = max(ranked[term], times * telling)
        for phrase, credit, _ in concept.others:
            named = EXPANSION / len(phrase) if concept.held else NAME_ALONE * telling / math.sqrt(len(phrase))
            for term in phrase:
                if term.endswith(GENUS):
                    continue
                full = credit == REPAIRED and term not in concept.phrase
                ranked[term] = max(ranked[term], 1.0 if full else named)
        worth = (CLOSE_HELD if concept.known else CLOSE_RANKED) * telling
        for close in concept.close[: CLOSE_HELD_RANKED if concept.known else CLOSE_MOST]:
            ranked[close.term] = max(ranked[close.term], worth * close.credit / CLOSE)
    return dict(ranked)


def part(query: Query, places: Sequence[int]) -> Query:
    """The same query with only the concepts at these places."""
    concepts = tuple(query.concepts[i] for i in places)
    return replace(query, concepts=concepts, ranked=ranked_by(concepts))


def lifted(query: Query, words: Collection[str]) -> Query:
    """The same query with these words as topics, although elsewhere they say little."""
    concepts = tuple(one.as_name() if one.words in words else one for one in query.concepts)
    ranked = ranked_by(concepts)
    grown = sum(ranked.values()) / (sum(query.ranked.values()) or 1.0)
    return replace(query, concepts=concepts, ranked=ranked, reach=query.reach * grown)
