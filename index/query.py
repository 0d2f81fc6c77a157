"""A question as the index reads it: concepts, each with what else may stand for it and what it is worth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from index.analyzer import fold
from index.asking import Asked, Form
from index.lexicon import Phrase

ASKED = 0.12  # what a word is worth that only says what kind of thing is asked for
CLOSE = 0.49  # what a match by a word that only stands near counts, times its nearness: less than any name
ALMOST = 0.3  # what a near word counts at least to be another word for the same: "injuries" for "accidents"
_BETWEEN = re.compile(r"[^\w+#]+")  # what stands between the words of a name


class Close(NamedTuple):
    """A word of the library that stands near one of the question: its term, what a match counts (0..1), how it is written."""

    term: str
    credit: float
    word: str


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing a question names: its words, their terms, what may stand for it (with credit 0..1), its weight 0..1.

    ``known`` is False where neither it nor anything that may stand for it is in the library. ``telling`` is below 1
    for everyday words and words of asking, which say little of the topic; ``terms`` are all that may match it.
    ``carried`` marks a word of the turn before. ``close`` are words that are no other name for it and stand near it, the nearest first. ``start`` and ``end`` are
    where it stands in the question (code points); ``written`` is False for what nobody writes: a slip, a short cut.
    ``whole`` are those of its phrases whose words must stand together ("vitamin K").
    ``strict`` marks what nothing near may stand for: a name of several words, a code, a word whose opposite the library has.
    ``opposites`` are terms that exclude it. ``lay`` is a word people write that the field at large does not. ``times`` is how often the question says it.
    """

    words: str
    phrase: Phrase
    others: tuple[tuple[Phrase, float, str], ...]
    weight: float
    known: bool
    telling: float = 1.0
    terms: frozenset[str] = frozenset()
    carried: bool = False
    close: tuple[Close, ...] = ()
    start: int = -1
    end: int = -1
    written: bool = True
    whole: frozenset[Phrase] = frozenset()
    strict: bool = False
    opposites: frozenset[str] = frozenset()
    lay: bool = False
    times: int = 1


@dataclass(frozen=True, slots=True)
class Query:
    """An analysed question. ``ranked`` maps every term to its weight in the ranking; ``reach`` is what BM25 would give,
    divided by k1 + 1, a passage that held them all without end. ``within`` says that it is asked of some papers only, which then are its topic.
    """

    text: str
    concepts: tuple[Concept, ...]
    asked: Asked
    form: Form
    ranked: dict[str, float]
    searched_also: tuple[str, ...]
    reach: float = 0.0
    within: bool = False

    @property
    def itself(self) -> Query:
        """The same question without the words that only stand near, for reading papers that are chosen already."""
        return replace(self, concepts=tuple(replace(concept, close=()) for concept in self.concepts))

    @property
    def nearly(self) -> Query:
        """The same question with those near words alone that are almost another word for the same."""
        close = (tuple(one for one in concept.close if one.credit >= ALMOST) for concept in self.concepts)
        return replace(
            self, concepts=tuple(replace(c, close=near) for c, near in zip(self.concepts, close, strict=True))
        )

    @property
    def unknown_words(self) -> tuple[str, ...]:
        """The asker's words, folded, that the library does not hold under any name."""
        return tuple(dict.fromkeys(c.words for c in self._unknown))

    @property
    def unknown_as_typed(self) -> tuple[str, ...]:
        """The same with the accents they were typed with, to be shown."""
        return tuple(dict.fromkeys(as_typed(c, self.text) for c in self._unknown))

    @property
    def _unknown(self) -> tuple[Concept, ...]:
        return tuple(c for c in self.concepts if not c.known and c.telling == 1.0 and not c.carried)


def as_typed(concept: Concept, text: str) -> str:
    """A concept's words as they were typed: accents, and the capitals and hyphens of a name of several words."""
    written = text[max(0, concept.start) : max(0, concept.end)]
    if _BETWEEN.sub("", fold(written)) == _BETWEEN.sub("", concept.words):
        return written if concept.whole else written.casefold()
    return concept.words


def apart(concepts: Sequence[Concept]) -> Iterator[Concept]:
    """The same without near words the question asks for themselves: of "omeprazole or lansoprazole" neither is the other."""
    named = {term for concept in concepts for term in concept.phrase}
    for one in concepts:
        kept = tuple(close for close in one.close if close.term not in named)
        yield one if len(kept) == len(one.close) else replace(one, close=kept)


def merged(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    """A concept said twice is one, which knows how often."""
    found: dict[Phrase, Concept] = {}
    for one in concepts:
        before = found.get(one.phrase)
        again = before is not None and not before.carried
        found[one.phrase] = replace(one, times=before.times + 1) if before is not None and again else one
    return tuple(found.values())
