"""A paper as the evidence stage reads it: its sentences with their terms, and what names the paper."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from corpus.abbreviations import abbreviations_of
from corpus.models import Paper, Sentence
from corpus.sentences import sentences_of
from index.analyzer import Analyzer, Token
from index.cues import Cues, cues_of, plain
from index.lexicon import Phrase
from index.query import Concept
from index.stopwords import ASKING
from index.vocabulary import Vocabulary

PARTIAL = 0.5  # what a part of a phrase counts ("effect" for "side effect")


class Terms:
    """The terms of one text and where they stand; answers how much of a concept it holds."""

    def __init__(self, tokens: Iterable[Token], written_out: Mapping[str, Phrase] | None = None) -> None:
        """``written_out`` maps short forms to the terms they stand for here, which then stand here too."""
        self.places: dict[str, list[int]] = defaultdict(list)
        self.tokens = tuple(tokens)
        for place, token in enumerate(self.tokens):
            for term in dict.fromkeys((token.term, *(written_out or {}).get(token.term, ()))):
                self.places[term].append(place)

    @cached_property
    def numerals(self) -> frozenset[int]:
        """The places of numbers in figures: "54.4", but not "4T1.2"."""
        return frozenset(
            place for place, token in enumerate(self.tokens) if token.word.replace(".", "", 1).isdecimal()
        )

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
            return float(phrase[0] in self.places)
        return sum(term in self.places for term in phrase) / len(phrase)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, its text with plain spaces and hyphens (offsets are the same), its terms and its cues."""

    sentence: Sentence
    text: str
    terms: Terms
    cues: Cues


class PaperTexts:
    """A paper's sentences and naming words (title, authors), analysed when first asked for."""

    def __init__(self, paper: Paper, analyzer: Analyzer) -> None:
        self.paper = paper
        self._analyzer = analyzer

    @cached_property
    def _written_out(self) -> dict[str, Phrase]:
        """What the paper's short forms of one word stand for: a sentence on "mOS" is one on survival."""
        found: dict[str, Phrase] = {}
        for entry in abbreviations_of(self.paper, sentences_of(self.paper)):
            short = self._analyzer.terms(entry.short)
            if len(short) == 1:
                long = tuple(t.term for t in self._analyzer.tokens(entry.long) if t.word not in ASKING)
                found.setdefault(short[0], long)
        return found

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The abstract's sentences in order."""
        return tuple(self._line(sentence) for sentence in sentences_of(self.paper))

    def _line(self, sentence: Sentence) -> Line:
        text = plain(sentence.text)
        terms = Terms(self._analyzer.tokens(sentence.text), self._written_out)
        return Line(sentence, text, terms, cues_of(text, sentence.section))

    @cached_property
    def name(self) -> Terms:
        """The words a reader may name the paper by."""
        return Terms(self._analyzer.tokens(naming_words(self.paper)))

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
