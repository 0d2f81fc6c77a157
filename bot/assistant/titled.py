"""Everyday words that papers are titled by: topics of their library, though elsewhere they say little ("wells", "light", "lead")."""

from __future__ import annotations

from bot.assistant.reading.frame import Frame
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.words import fold
from bot.assistant.telling.choosing import Library
from corpus.models import Paper
from index.quantities import NUMBERS
from index.query import ASKED, Concept, Query
from index.ranked import lifted

# Words that weigh what is talked about, and are a topic of nothing.
_WEIGH = frozenset(
    "good better best bad worse worst same different difference differences change changes new newer old more less".split()
)
_SHARE = 2  # of two papers one may be titled by it: what most are titled by tells none


def by_titles(query: Query, frame: Frame, library: Library) -> Query | None:
    """A question in which everyday words of titles are topics; None if it has no such word, points at something, is only half
    a question ("and in winter?"), or may be one for records."""
    if frame.points or frame.opens or frame.whole is not None:
        return None
    words = {one.words for one in query.concepts if _is_light(one) and _titles(one, library)}
    return lifted(query, words) if words else None


def _is_light(concept: Concept) -> bool:
    idle = _WEIGH | load().nouns | NUMBERS.keys()
    plain = concept.words.isalpha() and idle.isdisjoint((concept.words, concept.words.removesuffix("s")))
    return ASKED < concept.telling < 1.0 and len(concept.phrase) == 1 and plain and concept.start >= 0


def _titles(concept: Concept, library: Library) -> bool:
    """True if some papers, and not most, have a word in their titles, and one of them in a sentence, too."""
    term, begun = concept.phrase[0], concept.words[:3]
    held = [paper for paper in library.papers if begun in paper.title.casefold() and _has(term, paper, library)]
    few = _SHARE * len(held) <= len(library.papers)
    return few and any(term in one.terms for paper in held for one in library.index.texts(paper.key).held)


def _has(term: str, paper: Paper, library: Library) -> bool:
    return any(library.index.term(word) == term for word in fold(paper.title).split())
