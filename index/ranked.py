"""What the ranking counts of a question: its words, their other names, and words of similar meaning; and, where it asks
for what is not so ("which was not associated with …"), the words of sentences that deny.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from corpus.patterns import late
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


def denies(question: str) -> bool:
    """True if a question asks about what is not so."""
    return _DENIED.search(question) is not None


def denial(telling: float) -> Concept:
    """The concept to be added to such a question: it matches any word that denies. ``telling``: as in
    ``Concept``, below 1."""
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


def lifted(query: Query, words: Collection[str]) -> Query:
    """The same query with these words as topics, which say little elsewhere."""
    concepts = tuple(one.as_name() if one.words in words else one for one in query.concepts)
    ranked = ranked_by(concepts)
    grown = sum(ranked.values()) / (sum(query.ranked.values()) or 1.0)
    return replace(query, concepts=concepts, ranked=ranked, reach=query.reach * grown)
