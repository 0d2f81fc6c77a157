"""A paper as the evidence stage reads it: its sentences with their terms, and what names the paper."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from corpus.models import Paper, Sentence
from index.analyzer import Analyzer, Token
from index.asking import Asked
from index.cues import Cues, gives, plain
from index.forms import PaperForm, SentenceForm, form_of, in_a_row, naming_words
from index.lexicon import Phrase
from index.naming import together
from index.query import Close, Concept
from index.stopwords import ASKING
from index.vocabulary import Vocabulary

PARTIAL = 0.5  # what a part of a phrase counts ("effect" for "side effect")


class Held:
    """The terms a text holds; answers how much of a concept is among them."""

    __slots__ = ("_text", "terms")

    def __init__(self, text: str, written_out: Mapping[str, Phrase]) -> None:
        """``text``: its terms in order, joined by spaces; ``written_out`` maps short forms to the terms they stand for here,
        which then are held too.
        """
        self._text = text
        self.terms = set(text.split(" ")) if text else set()
        for short in self.terms & written_out.keys() if written_out else ():
            self.terms.update(written_out[short])

    @property
    def _row(self) -> list[str]:
        return self._text.split(" ") if self._text else []

    def credit(self, concept: Concept) -> float:
        """How much of a concept is held, 0 to 1: its own words, or at a discount what may stand for them."""
        if concept.terms.isdisjoint(self.terms):
            return 0.0
        best = self._part(concept)
        for phrase, credit, _ in concept.others:
            if credit > best and self._says(phrase, concept):
                best = credit
        if best or concept.whole:
            return best
        return next((close.credit for close in concept.close if close.term in self.terms), 0.0)

    def _part(self, concept: Concept) -> float:
        """How much of a concept's own words is held; of a name that stays together all or nothing."""
        if concept.phrase in concept.whole:
            return float(together(concept.phrase, self._row))
        share = self.share(concept.phrase)
        return share if share == 1.0 else share * PARTIAL

    def _says(self, phrase: Phrase, concept: Concept) -> bool:
        return together(phrase, self._row) if phrase in concept.whole else self.share(phrase) == 1.0

    def close(self, concept: Concept) -> Close | None:
        """The word that stands for a concept only by being near it, the nearest; None where it is held itself."""
        if self.share(concept.phrase) or any(self.share(phrase) == 1.0 for phrase, _, _ in concept.others):
            return None
        return next((close for close in concept.close if close.term in self.terms), None)

    def share(self, phrase: Phrase) -> float:
        """The share of a phrase's terms that are held."""
        if len(phrase) == 1:
            return 1.0 if phrase[0] in self.terms else 0.0
        return sum(term in self.terms for term in phrase) / len(phrase)


class Line:
    """One sentence of an abstract: what it holds, its cues; its words and where they stand when they are needed."""

    __slots__ = (
        "_abstract",
        "_analyzer",
        "_form",
        "_given",
        "_places",
        "_text",
        "_written_out",
        "held",
        "key",
        "number",
    )

    def __init__(
        self,
        key: str,
        number: int,
        abstract: str,
        form: SentenceForm,
        written_out: Mapping[str, Phrase],
        analyzer: Analyzer,
    ) -> None:
        self.key, self.number = key, number
        self.held = Held(form.terms, written_out)
        self._abstract, self._form, self._written_out, self._analyzer = abstract, form, written_out, analyzer
        self._text: str | None = None
        self._places: Places | None = None
        self._given: dict[Asked, bool] = {}

    @property
    def cues(self) -> Cues:
        """What it does, whatever is asked."""
        return Cues.of_bits(self._form.cues)

    @property
    def section(self) -> str | None:
        """The published section it stands in."""
        return self._form.section

    @property
    def text(self) -> str:
        """Its text with plain spaces and hyphens; offsets are the same as in the source."""
        if self._text is None:
            self._text = plain(self._abstract[self._form.start : self._form.end])
        return self._text

    @property
    def sentence(self) -> Sentence:
        """The sentence itself, verbatim."""
        start, end = self._form.start, self._form.end
        return Sentence.model_construct(
            key=self.key,
            number=self.number,
            start=start,
            end=end,
            text=self._abstract[start:end],
            section=self._form.section,
        )

    @property
    def places(self) -> Places:
        """Where its words stand."""
        if self._places is None:
            tokens = self._analyzer.tokens(self._abstract[self._form.start : self._form.end])
            self._places = Places(tuple(tokens), self._written_out)
        return self._places

    def positions(self, concept: Concept) -> list[int]:
        """The places of the words that stand for a concept here."""
        phrases = [
            phrase
            for phrase in (concept.phrase, *(p for p, _, _ in concept.others))
            if self.held.share(phrase) == 1.0
        ]
        found = self.places.of
        close = self.held.close(concept)
        if close:
            return list(found.get(close.term, ()))
        return sorted(
            {at for phrase in phrases or [concept.phrase] for term in phrase for at in found.get(term, ())}
        )

    def says(self, phrase: Phrase) -> bool:
        """True where the terms of a phrase stand in a row here."""
        return in_a_row(phrase, self._form.terms)

    def gives(self, asked: Asked) -> bool:
        """True where it has the kind of thing asked for, or nothing particular was asked for."""
        found = self._given.get(asked)
        if found is None:
            found = self._given[asked] = gives(self.text, asked)
        return found


class Places:
    """The tokens of a sentence, and where each term stands among them."""

    __slots__ = ("numerals", "of", "tokens")

    def __init__(self, tokens: tuple[Token, ...], written_out: Mapping[str, Phrase]) -> None:
        self.tokens = tokens
        self.of: dict[str, list[int]] = {}
        for place, token in enumerate(tokens):
            for term in dict.fromkeys((token.term, *written_out.get(token.term, ()))):
                self.of.setdefault(term, []).append(place)
        # Numbers in figures: "54.4", but not "4T1.2".
        self.numerals = frozenset(
            place for place, token in enumerate(tokens) if token.word.replace(".", "", 1).isdecimal()
        )


class PaperTexts:
    """A paper's sentences and naming words (title, authors), analysed when first asked for."""

    def __init__(self, paper: Paper, analyzer: Analyzer, form: PaperForm | None = None) -> None:
        """``form`` is the paper's analysis where it was kept."""
        self.paper = paper
        self._analyzer = analyzer
        self._kept = form

    @cached_property
    def _form(self) -> PaperForm:
        return self._kept or form_of(self.paper, self._analyzer)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The abstract's sentences in order."""
        key, abstract, written_out = self.paper.key, self.paper.abstract or "", self._form.written_out
        numbered = enumerate(self._form.sentences, 1)
        return tuple(Line(key, number, abstract, form, written_out, self._analyzer) for number, form in numbered)

    @cached_property
    def name(self) -> Held:
        """The words a reader may name the paper by."""
        return Held(self._form.name, {})

    @cached_property
    def terms(self) -> frozenset[str]:
        """All that its sentences and its naming words hold, what its short forms stand for too."""
        form = self._form
        texts = (form.name, *(sentence.terms for sentence in form.sentences))
        return frozenset(" ".join(texts).split(" ")).union(*form.written_out.values())

    def says(self, phrase: Phrase) -> bool:
        """True where the terms of a phrase stand in a row in the name or in a sentence."""
        return self._form.says(phrase)

    def credits(self, concepts: Sequence[Concept]) -> list[tuple[float, ...]]:
        """For every line what it holds of each concept."""
        wanted = [(concept.terms, concept) for concept in concepts]
        return [
            tuple([0.0 if any_of.isdisjoint(held.terms) else held.credit(concept) for any_of, concept in wanted])
            for held in [line.held for line in self.lines]
        ]

    def telling(self, vocabulary: Vocabulary) -> dict[str, float]:
        """What each of the paper's words tells of it: how often it says them (log) times what they are worth."""
        name = self._analyzer.tokens(naming_words(self.paper))
        counted = Counter(
            token.term
            for token in (*name, *(token for line in self.lines for token in line.places.tokens))
            if token.word not in ASKING and token.word.isalpha() and len(token.word) > 2
        )
        weighed = {term: (1 + math.log(count)) * vocabulary.rarity(term) for term, count in counted.items()}
        return {term: weight for term, weight in weighed.items() if weight > 0}
