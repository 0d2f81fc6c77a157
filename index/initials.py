"""A short form that no paper defines, and the phrase with these initials that the library writes: "mbu", "mother and baby
unit"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from corpus.models import Abbreviation, Corpus, Paper
from corpus.remembering import remembered
from index import lexicon, names, neighbours
from index.analyzer import Analyzer
from index.lexicon import Phrase
from index.reader import Reader
from index.shortforms import Phraser, ShortForms
from index.stopwords import ASKING
from index.vocabulary import Vocabulary

PAPERS = 2_000  # of a larger library the abstracts are not looked through
SHORTEST, LONGEST = 3, 6  # letters
CHANCE = 3  # letters; a phrase with so few initials must be written twice, as it may have them by chance
REMEMBERED = 256  # short forms
_SMALL = r"(?:(?:and|of|the|for|in|to|with|on)[ -])?"  # has no letter in a short form


class Initials:
    """The short forms of a library with those that only initials tell. ``is_word`` says whether a word is no short form."""

    def __init__(
        self, defined: ShortForms, papers: Sequence[Paper], phrase: Phraser, is_word: Callable[[str], bool]
    ) -> None:
        self._defined, self._phrase, self._is_word = defined, phrase, is_word
        self._papers = papers if isinstance(papers, tuple) and len(papers) <= PAPERS else ()
        self.longest = max(defined.longest, 1)
        self._told = remembered(self._look, REMEMBERED)

    def known(self, short: str) -> str | None:
        """See ``ShortForms``."""
        return self._defined.known(short)

    def entries(self, short: str) -> Sequence[Abbreviation]:
        """See ``ShortForms``."""
        return self._defined.entries(short)

    def all(self) -> Sequence[str]:
        """See ``ShortForms``."""
        return self._defined.all()

    def standing_for(self, phrase: Phrase) -> Mapping[Phrase, str]:
        """See ``ShortForms``."""
        found = self._defined.standing_for(phrase)
        return found if found or len(phrase) != 1 else self._told(phrase[0])

    def _look(self, short: str) -> Mapping[Phrase, str]:
        """The phrase that the library writes most often of those with these initials; none if it may be chance."""
        fits = short.isascii() and short.isalpha() and SHORTEST <= len(short) <= LONGEST
        if not fits or not self._papers or self._is_word(short):
            return {}
        written = Counter(self._written(short))
        phrases = Counter[Phrase]()
        for one, times in written.items():
            phrases[self._phrase(one)] += times
        most = min(phrases, key=lambda one: (-phrases[one], one), default=())
        if phrases[most] < (2 if len(short) <= CHANCE else 1):
            return {}
        return {
            most: min((one for one in written if self._phrase(one) == most), key=lambda one: (-written[one], one))
        }

    def _written(self, short: str) -> Iterator[str]:
        """The phrases with these initials in the papers' titles and abstracts, in small letters."""
        pattern = re.compile(rf"\b{f'[ -]{_SMALL}'.join(rf'{letter}[a-z]{{2,}}' for letter in short)}\b")
        for paper in self._papers:
            for match in pattern.finditer(f"{paper.title} \n {paper.abstract or ''}".lower()):
                first, *_, last = match[0].split()
                if not {first, last} & ASKING:
                    yield match[0]


def reader_of(corpus: Corpus, analyzer: Analyzer, vocabulary: Vocabulary, defined: ShortForms) -> Reader:
    """A reader of questions for a library, which knows its short forms by their initials, too."""
    field, near, called = lexicon.load(analyzer, corpus.terms), neighbours.load(), names.load()

    def is_word(word: str) -> bool:
        known = vocabulary.is_word(word) or word in near or field.is_everyday(word)
        return word in vocabulary or (known and not called.is_short(word))

    forms = Initials(defined, corpus.papers, analyzer.phrase, is_word)
    return Reader(analyzer, vocabulary, field, forms, near, called)
