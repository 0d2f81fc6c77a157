"""A paper as the evidence stage reads it: its sentences with their terms, and what names the paper."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from corpus.models import Paper, Sentence
from index.analyzer import Analyzer, Token
from index.asking import Asked
from index.cues import Cues, gives, plain
from index.forms import PaperForm, SentenceForm, form_of
from index.lexicon import Phrase
from index.query import Concept
from index.stopwords import ASKING
from index.vocabulary import Vocabulary

PARTIAL = 0.5  # what a part of a phrase counts ("effect" for "side effect")


class Terms:
    """The terms of one text and where they stand; answers how much of a concept it holds."""

    __slots__ = ("_numerals", "places", "tokens")

    def __init__(self, tokens: Sequence[Token], written_out: Mapping[str, Phrase]) -> None:
        """``written_out`` maps short forms to the terms they stand for here, which then stand here too."""
        self.tokens = tokens
        self.places: dict[str, list[int]] = {}
        self._numerals: frozenset[int] | None = None
        for place, token in enumerate(tokens):
            self._put(token.term, place)
            if token.term in written_out:
                for term in dict.fromkeys(written_out[token.term]):
                    if term != token.term:
                        self._put(term, place)

    def _put(self, term: str, place: int) -> None:
        places = self.places.get(term)
        if places is None:
            self.places[term] = [place]
        else:
            places.append(place)

    @property
    def numerals(self) -> frozenset[int]:
        """The places of numbers in figures: "54.4", but not "4T1.2"."""
        if self._numerals is None:
            self._numerals = frozenset(
                place for place, token in enumerate(self.tokens) if token.word.replace(".", "", 1).isdecimal()
            )
        return self._numerals

    def credit(self, concept: Concept) -> float:
        """How much of a concept stands here, 0 to 1: its own words, or at a discount what may stand for them."""
        if concept.terms.isdisjoint(self.places):
            return 0.0
        best = self._share(concept.phrase)
        if best < 1.0:
            best *= PARTIAL
        for phrase, credit, _ in concept.others:
            if credit > best and self._share(phrase) == 1.0:
                best = credit
        return best

    def positions(self, concept: Concept) -> list[int]:
        """The places of the words that stand for a concept here."""
        phrases = [
            phrase for phrase in (concept.phrase, *(p for p, _, _ in concept.others)) if self._share(phrase) == 1.0
        ]
        if not phrases:
            phrases = [concept.phrase]
        return sorted({place for phrase in phrases for term in phrase for place in self.places.get(term, ())})

    def _share(self, phrase: Phrase) -> float:
        if len(phrase) == 1:
            return 1.0 if phrase[0] in self.places else 0.0
        return sum(term in self.places for term in phrase) / len(phrase)


class Line:
    """One sentence of an abstract: its terms and cues; its words are cut from the abstract when they are needed."""

    __slots__ = ("_abstract", "_form", "_given", "_text", "cues", "key", "number", "terms")

    def __init__(
        self, key: str, number: int, abstract: str, form: SentenceForm, written_out: Mapping[str, Phrase]
    ) -> None:
        self.key, self.number = key, number
        self.terms = Terms(form.tokens(), written_out)
        self.cues = Cues.of_bits(form.cues)
        self._abstract, self._form = abstract, form
        self._text: str | None = None
        self._given: dict[Asked, bool] = {}

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

    def gives(self, asked: Asked) -> bool:
        """True where it has the kind of thing asked for, or nothing particular was asked for."""
        found = self._given.get(asked)
        if found is None:
            found = self._given[asked] = gives(self.text, asked)
        return found


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
        form, paper = self._form, self.paper
        numbered = enumerate(form.sentences, 1)
        return tuple(Line(paper.key, n, paper.abstract or "", one, form.written_out) for n, one in numbered)

    @cached_property
    def name(self) -> Terms:
        """The words a reader may name the paper by."""
        return Terms(tuple(self._analyzer.tokens(naming_words(self.paper))), {})

    @cached_property
    def holding(self) -> Mapping[str, Sequence[int]]:
        """For every term, which lines (counted from 0) hold it."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, line in enumerate(self.lines):
            for term in line.terms.places:
                found[term].append(at)
        return found

    def credits(self, concepts: Iterable[Concept]) -> list[tuple[float, ...]]:
        """For every line what it holds of each concept: only lines with one of its terms are looked at."""
        concepts, holding = tuple(concepts), self.holding
        rows = [[0.0] * len(concepts) for _ in self.lines]
        for i, concept in enumerate(concepts):
            for at in {at for term in concept.terms for at in holding.get(term, ())}:
                rows[at][i] = self.lines[at].terms.credit(concept)
        return [tuple(row) for row in rows]

    def telling(self, vocabulary: Vocabulary) -> dict[str, float]:
        """What each of the paper's words tells of it: how often it says them (log) times what they are worth."""
        counted = Counter(
            token.term
            for terms in (self.name, *(line.terms for line in self.lines))
            for token in terms.tokens
            if token.word not in ASKING and token.word.isalpha() and len(token.word) > 2
        )
        weighed = {term: (1 + math.log(count)) * vocabulary.rarity(term) for term, count in counted.items()}
        return {term: weight for term, weight in weighed.items() if weight > 0}


def naming_words(paper: Paper) -> str:
    """A paper's title and its authors' names, as one text."""
    return " \n".join((paper.title, *(author.short for author in paper.authors)))
