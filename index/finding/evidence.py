"""Which sentences are evidence: how much of what the question names is in the paper, and then in each sentence.

Within a paper, a concept counts more if fewer sentences contain it: in a paper about one treatment, the
treatment's name chooses the paper, and the rest of the question chooses the sentence.

The first papers of a ranking are read, and ranked again by how much of the question each contains, and whether its words stand
together: BM25 counts words wherever they are. Both weights are round figures from the range in which the questions of SciFact and
PubMedQA are answered better (``python -m tests.quality.ranking``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from operator import mul

from corpus.patterns import late
from index.finding.account import HELD
from index.finding.candidates import ReadPaper, pairs
from index.finding.lasting import credited, sizing
from index.finding.scoring import WEIGHTS, ScoredWith, Sentences
from index.finding.sources import TextSource
from index.finding.texts import PaperTexts
from index.models import Hit
from index.sentences.asking import Asked
from index.sentences.measures import has_unit, is_unit
from index.sentences.units import is_studying, number_studied
from index.terms.attributes import GENERAL, TOLD_ONCE, Attribute, Wanted, things_counted, to_count, wanted
from index.terms.query import Concept, Query

BY_NAME = 0.4  # a word in the paper's name loses this share of its weight; set together with the weights
# What all words of an earlier question together weigh in choosing sentences, at most, beside those asked now; and
# the same if the number studied is asked for, which is the study's, whatever was asked before.
CARRIED = 1.0
CARRIED_SIZE = 0.1
_EVERYONE = late(r"\b(?:patients?|people|persons|participants|subjects|individuals|pts|ppl)\Z", re.IGNORECASE)
_HOW_MANY = frozenset({Asked.NUMBER, Asked.SIZE})
_OF_THEM = late(r"total|altogether|overall|different")
# Told in other words than they are asked in: "how were they chosen", "drawn by lot".
_OTHERWISE = "sampling,satisfaction,adherence,drop-out,lasting effect,verification"
TOLD_OTHERWISE = (TOLD_ONCE - {"country", "place"}).union(_OTHERWISE.split(","))
STATED = 0.5  # with less credit than this for the word itself, a paper may state a figure in other words


def coverage(texts: PaperTexts, concepts: Sequence[Concept]) -> tuple[float, float, int]:
    """How much of some concepts a paper contains: the share of their weight (0..1), the lowest credit that its
    title and authors give one of them (0..1), and how many sentences contain any.
    """
    named = [texts.name.credit(one) for one in concepts]
    terms = frozenset[str]().union(*(one.terms for one in concepts))
    rows = [[held.credit(one) for one in concepts] for held in texts.saying(terms)]
    credits = [max(column) for column in zip(named, *rows, strict=True)]
    return _share(credits, [one.weight for one in concepts]), min(named), sum(map(any, rows))


def read_paper(texts: PaperTexts, query: Query, rank: float, strength: float = 0.0) -> ReadPaper:
    """Read a paper for a question; its sentences are scored when they are needed.

    ``rank``: its BM25 score divided by the best paper's. ``strength``: its BM25 score divided by the highest
    possible one.
    """
    concepts, held = query.concepts, credited(texts, query.concepts)
    named, itself = tuple([one.named for one in held]), tuple([one.named_itself for one in held])
    own: list[tuple[float, ...]] = list(zip(*(one.sentences for one in held), strict=True))
    rows = _with_stated(texts, query, own or [()] * len(texts.held), named)
    credits = tuple(map(max, zip(named, *rows, strict=True)))
    plain = [concept.weight for concept in concepts]
    covered = _share(credits, plain)
    base = WEIGHTS["paper"] * covered + WEIGHTS["named"] * _share(named, plain) + WEIGHTS["rank"] * rank
    weights = choosing(concepts, rows, named, CARRIED_SIZE if query.asked is Asked.SIZE else CARRIED)
    frame = ScoredWith.of(query, weights, named, credits, base, covered >= HELD, _stating(texts, query, named))
    shares = [frame.share(row) if any(row) else 0.0 for row in rows]
    bound = frame.bound(max(shares, default=0.0))
    sentences = Sentences(texts, frame, rows, shares)
    return ReadPaper(texts.paper.key, covered, strength, credits, named, itself, weights, bound, sentences.each)


def _stating(texts: PaperTexts, query: Query, named: Sequence[float]) -> int | None:
    """The number of the sentence that says how many of the things a question asks for were studied; None if there is none."""
    things = _things_asked(query, named)
    found = number_studied(texts.paper, things) if things else None
    return found.sentence.number if found else None


def _things_asked(query: Query, named: Sequence[float]) -> str:
    """The things of which a question asks how many there were ("tests"), if the paper's name holds all else that it says; or ""."""
    things, start = things_counted(query.text) if query.asked in _HOW_MANY and not query.form.counted else ("", -1)
    if not things:
        return ""
    rest = [
        credit
        for one, credit in zip(query.concepts, named, strict=True)
        if not (
            one.carried
            or start <= one.start < start + len(things)
            or _OF_THEM.fullmatch(one.words)
            or is_studying(one.words)
        )
    ]
    return things if min(rest, default=1.0) >= HELD else ""


def _with_stated(
    texts: PaperTexts, query: Query, rows: list[tuple[float, ...]], named: tuple[float, ...]
) -> list[tuple[float, ...]]:
    """The credits of a paper's sentences; a word that the paper does not have for a figure or for what is told in other words ("how accurate",
    "how were they chosen") is credited to the sentences that state it ("Precision was 0.9"); a unit, to those that have it ("$ 20")."""
    rows = _with_everyone(texts, query, rows)
    asked = _kinds_asked(query.text)
    if asked and all(any(one.names(concept.start) for one in asked) for concept in query.concepts):
        asked = tuple(one for one in asked if one.attribute.figure)  # else every paper with limits holds "limits"
    held = [max(column) for column in zip(named, *rows, strict=True)] if asked else []
    for at, concept in enumerate(query.concepts if asked else ()):
        apart = held[at] < STATED and not concept.carried
        kinds = [one.attribute for one in asked if one.names(concept.start, concept.end)] if apart else []
        if kinds:
            unit = concept.words if is_unit(concept.words) else ""
            stated = [
                any(_states(kind, line.spelt) for kind in kinds) and (not unit or has_unit(line.text, unit))
                for line in texts.lines
            ]
            rows = [
                (*row[:at], max(row[at], float(said)), *row[at + 1 :])
                for row, said in zip(rows, stated, strict=True)
            ]
    return rows


def _with_everyone(texts: PaperTexts, query: Query, rows: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """The credits of a paper's sentences; that it is patients or people who are counted is said by the sentence that states the
    number studied, whatever it calls them ("212 adults")."""
    if query.asked is not Asked.SIZE:
        return rows
    everyone = {start for name, start in to_count(query.text) if _EVERYONE.search(name)}
    counted = [one.start in everyone and not one.carried for one in query.concepts]
    if not any(counted):
        return rows
    stated = texts.once(sizing)
    return [
        tuple(max(credit, float(one)) for credit, one in zip(row, counted, strict=True))
        if line.number in stated
        else row
        for line, row in zip(texts.lines, rows, strict=True)
    ]


@lru_cache(maxsize=16)  # asked for beside each paper that is read
def _kinds_asked(question: str) -> tuple[Wanted, ...]:
    """The particular kinds of figures that a question names, and what is told in other words than it is asked in."""
    asked = (one for one in wanted(question) if one.attribute.name not in GENERAL)
    return tuple([one for one in asked if one.attribute.figure or one.attribute.name in TOLD_OTHERWISE])


def _states(kind: Attribute, sentence: str) -> bool:
    """True if a sentence states a kind of thing, a figure beside the words for it."""
    return kind.stands_in(sentence) and (not kind.figure or kind.counted_in(sentence))


def _share(credits: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(map(mul, credits, weights)) / total if total else 0.0


def _columns(rows: Sequence[Sequence[float]], width: int) -> list[tuple[float, ...]]:
    return list(zip(*rows, strict=True)) if rows else [()] * width


def choosing(
    concepts: Sequence[Concept],
    rows: Sequence[Sequence[float]],
    named: Sequence[float],
    carried: float = CARRIED,
) -> tuple[float, ...]:
    """The weight of each concept for choosing among a paper's sentences.

    It is the square root of the concept's own weight, so that everyday words still count (for words of an
    earlier question, the weight itself), times the square of its rarity among the sentences: ln(1 + n / h) /
    ln(1 + n) if h of n sentences contain it. It is reduced by ``BY_NAME`` if the paper's name contains it. Words of
    an earlier question together weigh at most ``carried`` times what the words asked now weigh.
    """
    n = len(rows) or 1
    having = [len(column) - column.count(0.0) or 1 for column in _columns(rows, len(concepts))]
    rarity = [_rarity(n, h) for h in having]
    worth = [
        _say(concept) * rare * rare * (1 - BY_NAME * name)
        for concept, rare, name in zip(concepts, rarity, named, strict=True)
    ]
    own = sum(one for one, concept in zip(worth, concepts, strict=True) if not concept.carried)
    old = sum(worth) - own
    faded = min(1.0, carried * own / old) if own and old else 1.0
    return tuple(faded * one if concept.carried else one for one, concept in zip(worth, concepts, strict=True))


@lru_cache(maxsize=4096)
def _rarity(n: int, h: int) -> float:
    """The rarity of a concept that ``h`` of a paper's ``n`` sentences contain."""
    return math.log(1 + n / h) / math.log(1 + n)


def _say(concept: Concept) -> float:
    return concept.weight if concept.carried else math.sqrt(concept.weight)


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


def _worth(reading: ReadPaper, query: Query) -> float:
    together = max((pairs(candidate, query) for candidate in reading.candidates[:SENTENCES]), default=0.0)
    return COVERED * reading.covered + TOGETHER * together
