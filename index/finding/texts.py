"""A paper's texts, ready to be searched for evidence: its sentences with their terms, and the words that name
it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from corpus.abbreviations import LongForms
from corpus.models import Paper
from corpus.remembering import Once
from corpus.sentences import Sentence
from index.finding.held_terms import HeldTerms
from index.sentences.asking import Asked
from index.sentences.cues import Cues, plain
from index.terms.analyzer import Analyzer, Token
from index.terms.attributes import tells
from index.terms.forms import PaperForm, SentenceForm, form_of, in_a_row
from index.terms.lexicon import Phrase
from index.terms.query import Concept
from index.terms.vocabulary import Vocabulary
from index.terms.words import ASKING, SPELT, may_spell_number


class Line(Once):
    """One sentence of an abstract: its terms and cues; its text, its tokens and the places of its terms are made
    when they are needed."""

    __slots__ = (
        "_abstract",
        "_analyzer",
        "_form",
        "_given",
        "_longs",
        "_numerals",
        "_places",
        "_sentence",
        "_spelt",
        "_text",
        "_tokens",
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
        held: HeldTerms,
        written_out: Mapping[str, Phrase],
        analyzer: Analyzer,
        longs: LongForms,
    ) -> None:
        self._longs, self._spelt = longs, ""
        self.key, self.number, self.held = key, number, held
        self._abstract, self._form, self._written_out, self._analyzer = abstract, form, written_out, analyzer
        self._text: str | None = None
        self._sentence: Sentence | None = None
        self._places: dict[str, list[int]] | None = None
        self._numerals: frozenset[int] | None = None
        self._tokens: tuple[Token, ...] | None = None
        self._given: dict[Asked, bool] = {}

    @property
    def cues(self) -> Cues:
        """What the sentence does, whatever the question."""
        return Cues.of_bits(self._form.cues)

    @property
    def section(self) -> str | None:
        """The published section of the sentence; None if it has none."""
        return self._form.section

    @property
    def text(self) -> str:
        """The text with plain spaces and hyphens; offsets are the same as in the abstract."""
        if self._text is None:
            self._text = plain(self._abstract[self._form.start : self._form.end])
        return self._text

    @property
    def spelt(self) -> str:
        """The text, and behind each short form of the paper its long form: what is asked for may be named by either."""
        if not self._spelt:
            short = not self.held.terms.isdisjoint(self._written_out)
            self._spelt = self._longs.written_out(self.text) if short else self.text
        return self._spelt

    @property
    def sentence(self) -> Sentence:
        """The sentence, verbatim."""
        if self._sentence is None:
            start, end = self._form.start, self._form.end
            self._sentence = Sentence.model_construct(
                key=self.key,
                number=self.number,
                start=start,
                end=end,
                text=self._abstract[start:end],
                section=self._form.section,
            )
        return self._sentence

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens in order; the sentence is analysed for them."""
        if self._tokens is None:
            self._tokens = tuple(self._analyzer.tokens(self._abstract[self._form.start : self._form.end]))
        return self._tokens

    @property
    def places(self) -> Mapping[str, Sequence[int]]:
        """For each term its places among the tokens, from 0; they are known without analysing the sentence."""
        if self._places is None:
            self._places = _places(self.held.row, self._written_out)
        return self._places

    @property
    def numerals(self) -> frozenset[int]:
        """The places of numbers in figures: "54.4", but neither "4T1.2" nor "three", whose term is a number."""
        if self._numerals is None:
            row = self.held.row
            numbers = [place for place, term in enumerate(row) if _is_number(term)]
            if any(row[place] in SPELT for place in numbers) and may_spell_number(self.text):
                numbers = [place for place in numbers if _is_number(self.tokens[place].word)]
            self._numerals = frozenset(numbers)
        return self._numerals

    def positions(self, concept: Concept) -> list[int]:
        """The places of the tokens that match a concept."""
        phrases = [one for one in (concept.phrase, *(p for p, _, _ in concept.others)) if self.held.has(one)]
        found = self.places
        close = self.held.close(concept)
        if close:
            return list(found.get(close.term, ()))
        return sorted(
            {at for phrase in phrases or [concept.phrase] for term in phrase for at in found.get(term, ())}
        )

    def says(self, phrase: Phrase) -> bool:
        """True if the sentence has the terms of a phrase one after the other."""
        return in_a_row(phrase, self._form.terms)

    def gives(self, asked: Asked) -> bool:
        """True if the sentence has the kind of thing asked for, or no particular kind is asked for."""
        if (found := self._given.get(asked)) is None:
            found = self._given[asked] = tells(self.text, asked, self.cues)
        return found


def _places(row: Sequence[str], written_out: Mapping[str, Phrase]) -> dict[str, list[int]]:
    """The places of each term in a row of terms; a short form stands also where its long form's terms would."""
    found: dict[str, list[int]] = {}
    for place, term in enumerate(row):
        found.setdefault(term, []).append(place)
        if term in written_out:
            for other in dict.fromkeys(written_out[term]):
                if other != term:
                    found.setdefault(other, []).append(place)
    return found


def _is_number(word: str) -> bool:
    return word.replace(".", "", 1).isdecimal()


class PaperTexts(Once):
    """A paper's sentences and naming words (title, authors); they are analysed when they are first needed."""

    def __init__(self, paper: Paper, analyzer: Analyzer, form: PaperForm | None = None) -> None:
        """``form``: the paper's stored analysis, if there is one."""
        self.paper = paper
        self.credited: Mapping[int, Any] = {}  # of the last question; see ``index.finding.lasting``
        self._analyzer = analyzer
        self._kept = form

    @cached_property
    def _form(self) -> PaperForm:
        return self._kept or form_of(self.paper, self._analyzer)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The sentences of the abstract, in order."""
        key, abstract, written_out = self.paper.key, self.paper.abstract or "", self._form.written_out
        longs = LongForms(self.paper)
        numbered = enumerate(zip(self._form.sentences, self.held, strict=True), 1)
        return tuple(
            Line(key, number, abstract, form, held, written_out, self._analyzer, longs)
            for number, (form, held) in numbered
        )

    @cached_property
    def held(self) -> tuple[HeldTerms, ...]:
        """The terms of each sentence, in order."""
        written_out = self._form.written_out
        return tuple([HeldTerms(sentence.terms, written_out) for sentence in self._form.sentences])

    def saying(self, terms: frozenset[str]) -> list[HeldTerms]:
        """The sentences, in order, that have any of some terms; the others are not divided into terms."""
        shorts = {short for short, long in self._form.written_out.items() if not terms.isdisjoint(long)}
        sought = [f" {term} " for term in terms | shorts]
        texts = [f" {sentence.terms} " for sentence in self._form.sentences]
        places = {at for one in sought for at, text in enumerate(texts) if one in text}
        return [self.held[at] for at in sorted(places)]

    @cached_property
    def name(self) -> HeldTerms:
        """The words that may name the paper: its title and authors."""
        return HeldTerms(self._form.name, {})

    @cached_property
    def terms(self) -> frozenset[str]:
        """All terms of the sentences, the naming words and the long forms of short forms."""
        held = (one.terms for one in self.held)
        return frozenset(self.name.terms).union(*held, *self._form.written_out.values())

    def says(self, phrase: Phrase) -> bool:
        """True if the naming words or a sentence have the terms of a phrase one after the other."""
        return self._form.says(phrase)

    def telling(self, vocabulary: Vocabulary) -> dict[str, float]:
        """Weights of the terms of the paper's title and abstract: (1 + ln(times it is used)) × rarity. Words of asking
        and of one or two letters are left out."""
        name = self._analyzer.tokens(self.paper.title)
        counted = Counter(
            token.term
            for token in (*name, *(token for line in self.lines for token in line.tokens))
            if token.word not in ASKING and token.word.isalpha() and len(token.word) > 2
        )
        weighed = {term: (1 + math.log(count)) * vocabulary.rarity(term) for term, count in counted.items()}
        return {term: weight for term, weight in weighed.items() if weight > 0}
