"""Elliptical questions: read with the turn before them when they cannot stand alone, afresh when they can."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.models import Turn
from index.asking import Asked, asked_for
from index.library import LibraryIndex
from index.query import Query
from index.stopwords import ASKING

_LEANS = re.compile(
    r"^\W*(?:and|but|also|or|then|so|ok(?:ay)?|what about|how about|what of|same for|same question|versus|vs|compared (?:to|with)|"
    r"why|since when|over (?:what|how long)|for how long|after how long|how so|how come|in (?:which|what) (?:group|arm)|"
    r"which one|and which|by how much|who|when|where|how many|how much|how long|how often)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\W*(?:and|but|also|what about|how about|what of|same (?:for|question)|versus|compared (?:to|with))\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:it|its|they|their|them|those|these|this|that|he|she|his|her|the (?:same|other|others|first|second|latter|former|rest|"
    r"control|study|paper|authors?|difference|trial|arm|groups?|cohort|patients|two|one|first one|other (?:arm|group|one)))\b",
    re.IGNORECASE,
)
FEW = 2  # content words of a question that may be an ellipsis even without a pronoun


def read(index: LibraryIndex, question: str, previous: Turn | None) -> tuple[Query, Turn | None]:
    """The query for a question, and the turn it was read with where it is a follow-up."""
    alone = index.reader.read(question)
    if previous is None or not previous.keys:
        return alone, None
    new = index.missing(alone, previous.keys)
    if not leans(question, len(alone.concepts), new):
        return alone, None
    words = carried(previous, (concept.words for concept in alone.concepts))
    before = asked_for(previous.question)
    inherited = before if before is not Asked.DEFINITION else None
    return index.reader.read(question, words, inherited), previous


def leans(question: str, content_words: int, new_topics: int) -> bool:
    """True where a question needs the turn before it.

    ``content_words`` counts its words with a topic; ``new_topics`` those of them that none of the papers the
    conversation is about holds: with such a word a question changes the subject, unless it opens as a follow-up.
    """
    if _OPENING.match(question):
        return True
    if new_topics:
        return False
    if content_words == 0:
        return True
    points = bool(_POINTS.search(question) or _LEANS.match(question))
    return content_words <= FEW or (points and content_words <= 2 * FEW)


def carried(turn: Turn, words: Iterable[str]) -> str:
    """The words of the turn before that a follow-up is read with: all but those it says itself.

    Only a question about content leaves words; after a record, a summary or a definition the paper is enough.
    """
    if turn.kind != "content":
        return ""
    said = {word.casefold() for word in words}
    return " ".join(term for term in turn.terms if term.casefold() not in said and term.casefold() not in ASKING)
