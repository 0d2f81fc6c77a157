"""What the ranking counts of a question: its words, their other names, and words of similar meaning."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.denial import DENYING
from index.naming import GENUS
from index.query import CLOSE, REPAIRED, Concept, Query

UNTELLING = 0.5  # the weight of words that say little about the topic
EXPANSION = 0.3  # the weight of another name's words if the library has the asker's own
NAMED = 0.7  # the same if it lacks them, so that only the name can find the paper
# The weight of words of similar meaning, × nearness: if the library lacks the word; if it has it.
CLOSE_RANKED, CLOSE_HELD = 0.7, 0.4
CLOSE_MOST = 15  # how many of the library's words most similar to a word it lacks are used
CLOSE_HELD_RANKED = 4  # how many are ranked if the library has the word; more would together outweigh it
SHORT = 12  # concepts; in a longer question, a word used twice counts twice


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
            named = EXPANSION / len(phrase) if concept.held else NAMED * telling / math.sqrt(len(phrase))
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
