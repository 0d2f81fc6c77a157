"""A question after it was read: its concepts, each with its other names and its weight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from corpus.patterns import late
from index.sentences.asking import Asked, Form
from index.terms.analyzer import comparable
from index.terms.lexicon import Phrase, names_nothing
from index.terms.words import is_run

# What a match by another name counts; the word itself counts 1.
ABBREVIATED, SYNONYM, REPAIRED = 0.95, 0.7, 0.9
ASKED = 0.12  # ``telling`` of a word that only says what kind of thing is asked for
CLIPPED = 4  # letters; an unknown word this short may be a private abbreviation or a typing mistake
CLOSE = 0.49  # a match by a word of similar meaning counts this × its nearness: less than any name
ALMOST = 0.3  # with this credit or more, a similar word means almost the same: "injuries" for "accidents"
_BETWEEN = late(r"[^\w+#]+")  # characters between the words of a name


class Close(NamedTuple):
    """A word of the library whose meaning is near that of a word in the question: its term, what a match by it
    counts (0..1), and its spelling."""

    term: str
    credit: float
    word: str


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that a question names.

    ``words``: as folded text; ``phrase``: their terms. ``others``: its other names, each with what a match by it
    counts (0..1) and how it is shown ("": not shown). ``weight``: 0..1. ``known``: False if the library has
    neither it nor another name for it. ``telling``: 1 for a topic word; less for everyday words and words of
    asking. ``terms``: all terms that may match it. ``carried``: it comes from an earlier question of the
    conversation.

    ``close``: words of similar meaning that are no names for it, the nearest first. ``start``, ``end``: its
    place in the question (code points); -1 if it is not there. ``written``: False if nobody writes it so: a
    spelling mistake, a private abbreviation. ``whole``: those of its phrases whose words must stand together
    ("vitamin K"). ``strict``: no word of similar meaning may replace it: a name of several words, a code, a word
    whose opposite the library has. ``opposites``: terms that exclude it. ``lay``: a word that people write, but
    the field does not. ``times``: how often the question names it. ``held``: the library has all its own terms.
    ``clipped``: a short word that names nothing: a private abbreviation or a typing mistake ("w", "reop", "waht").
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
    held: bool = True
    clipped: bool = False

    @property
    def is_empty(self) -> bool:
        """True for a word that no sentence need contain: the past form of an everyday verb ("made") that the library
        lacks.
        """
        return not self.known and names_nothing(self.words)

    def as_name(self) -> Concept:
        """The concept as a name: a topic word that no similar word may replace."""
        return replace(self.near(()), telling=1.0, weight=self.weight / self.telling)

    def near(self, close: tuple[Close, ...]) -> Concept:
        """The same concept with only these words of similar meaning, and the terms that may match it then."""
        if close == self.close:
            return self
        names = (self.phrase, *(phrase for phrase, _, _ in self.others))
        return replace(self, close=close, terms=frozenset().union(*names, (one.term for one in close)))


@dataclass(frozen=True, slots=True)
class Query:
    """An analysed question.

    ``asked``: the kind of thing it asks for; ``form``: how it is put. ``ranked``: every term with its weight in
    the ranking. ``searched_also``: names added to the asker's words, to be shown. ``reach``: the sum of the
    terms' weight × IDF; times k1 + 1 it is the limit of any passage's BM25 score. ``within``: True if only some
    papers are searched, so that the question itself need not name a topic.
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
    def follows(self) -> bool:
        """True if it is asked of some papers, or with the words of an earlier question."""
        return self.within or any(one.carried for one in self.concepts)

    @property
    def own(self) -> list[int]:
        """The places of the concepts of the question itself, without words of asking and what was asked before."""
        return [i for i, one in enumerate(self.concepts) if one.telling > ASKED and not one.carried]

    @property
    def itself(self) -> Query:
        """The same question without ``close`` words, to read papers that are already chosen."""
        return replace(self, concepts=tuple(concept.near(()) for concept in self.concepts))

    @property
    def nearly(self) -> Query:
        """The same question with only those ``close`` words that mean almost the same."""
        close = (tuple(one for one in concept.close if one.credit >= ALMOST) for concept in self.concepts)
        return replace(
            self, concepts=tuple(one.near(near) for one, near in zip(self.concepts, close, strict=True))
        )

    @property
    def unknown_words(self) -> tuple[str, ...]:
        """The asker's words, folded, which the library does not have under any name."""
        return tuple(dict.fromkeys(c.words for c in self._unknown))

    @property
    def unknown_as_typed(self) -> tuple[str, ...]:
        """The ``unknown_words`` as the asker typed them, with accents, for display. Lone letters are left out, and if
        another word is missing, so are words that name nothing, unless they are written as a code.
        """
        words = [c for c in self._unknown if len(c.words) > 1 or not c.words.isascii()]
        telling = [c for c in words if not names_nothing(c.words) or self._is_code(c)]
        return tuple(dict.fromkeys(typed(telling or words, self.text)))

    def _is_code(self, concept: Concept) -> bool:
        """True for a word in capitals in a text that is not all in capitals: "GOT"."""
        return self.text[concept.start : concept.end].isupper() and not self.text.isupper()

    @property
    def _unknown(self) -> tuple[Concept, ...]:
        return tuple(c for c in self.concepts if not c.known and c.telling == 1.0 and not c.carried)


def as_typed(concept: Concept, text: str) -> str:
    """A concept's words as they were typed in ``text``: with accents, with "of" in "quality of life" and, in a name
    of several words, capitals and hyphens."""
    written = text[max(0, concept.start) : max(0, concept.end)]
    folded, words = comparable(written).split(), concept.words.split()
    longer = len(words) > 1 and [word for word in folded if word in words] == words and folded[-1] == words[-1]
    if longer or _BETWEEN.sub("", comparable(written)) == _BETWEEN.sub("", concept.words):
        return written if concept.whole else written.casefold()
    return concept.words


def typed(concepts: Iterable[Concept], text: str, exactly: bool = False) -> Iterator[str]:
    """The words of some concepts of a question as they were typed; the parts of one word of kanji or kana, which overlap,
    as one. ``exactly``: with their capitals."""
    runs: list[list[Concept]] = []
    for one in concepts:
        before = runs[-1][-1] if runs else None
        if before and is_run(before.words) and is_run(one.words) and before.start < one.start <= before.end:
            runs[-1].append(one)
        else:
            runs.append([one])
    for first, *rest in runs:
        written = text[first.start : rest[-1].end if rest else first.start + len(first.words)]
        as_it_is = rest or (exactly and written.casefold() == first.words)
        yield written if as_it_is else as_typed(first, text)


def apart(concepts: Sequence[Concept]) -> Iterator[Concept]:
    """The same concepts; ``close`` words that the question itself names are removed, because in "omeprazole or
    lansoprazole" neither may replace the other."""
    named = {term for concept in concepts for term in concept.phrase}
    for one in concepts:
        kept = tuple(close for close in one.close if close.term not in named)
        yield one if len(kept) == len(one.close) else replace(one, close=kept)


def merged(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    """The concepts, each once; ``times`` counts how often the question names it."""
    found: dict[Phrase, Concept] = {}
    for one in concepts:
        before = found.get(one.phrase)
        again = before is not None and not before.carried
        found[one.phrase] = replace(one, times=before.times + 1) if before is not None and again else one
    return tuple(found.values())
