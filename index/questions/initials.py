"""Short forms that no paper defines, and the phrases of the library that have these initials: "mbu", "mother and baby
unit".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from corpus.models import Abbreviation, Corpus, Paper
from corpus.patterns import late
from corpus.remembering import remembered
from index.questions.reader import QueryReader
from index.terms import lexicon, names, neighbours
from index.terms.analyzer import Analyzer
from index.terms.forms import Phraser, ShortForms
from index.terms.lexicon import Phrase
from index.terms.vocabulary import Vocabulary
from index.terms.words import ASKING

PAPERS = 2_000  # of a larger library the abstracts are not looked through
SHORTEST, LONGEST = 3, 6  # letters
CHANCE = (
    3  # letters; a phrase with so few initials must be written twice, or in a title, as it may have them by chance
)
REMEMBERED = 256  # short forms
_APART = "\n"  # stands among the letters where a phrase ends
# A word that gives a letter to a short form, or a letter that stands alone ("hepatitis G virus"); what else matches parts the words before it from those behind, and small words, blanks
# and hyphens match nothing.
_SMALL = r"(?:and|of|the|for|in|to|with|on)\b"
_LETTER = late(rf"\b(?!{_SMALL})([a-z])(?:[a-z]{{2,}}|(?<=[b-hj-z])\b)|\b(?!{_SMALL})[a-z]{{1,2}}\b|[^a-z -]+")


class Initials:
    """The short forms of a library, together with those that only initials explain. ``is_word`` tells which words are
    no short forms.
    """

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
            phrases[self._phrase(one)] += times + (one in self._titles)
        most = min(phrases, key=lambda one: (-phrases[one], one), default=())
        if phrases[most] < (2 if len(short) <= CHANCE else 1):
            return {}
        return {
            most: min((one for one in written if self._phrase(one) == most), key=lambda one: (-written[one], one))
        }

    def _written(self, short: str) -> Iterator[str]:
        """The phrases with these initials in the papers' titles and abstracts, in small letters."""
        for paper, letters in zip(self._papers, self._letters, strict=True):
            if short in letters:
                yield from _phrases(short, letters, _text(paper))

    @cached_property
    def _titles(self) -> str:
        """All titles in small letters, a line each: some hundred phrases may have three letters."""
        return "\n".join(paper.title.lower() for paper in self._papers)

    @cached_property
    def _letters(self) -> list[str]:
        """Of each paper the first letters of its words: read for the first short form that needs them, since to search all
        abstracts for each took 55 ms in 1,900.
        """
        return ["".join(letter or _APART for letter in _LETTER.findall(_text(paper))) for paper in self._papers]


def _text(paper: Paper) -> str:
    return f"{paper.title} \n {paper.abstract or ''}".lower()


def _phrases(short: str, letters: str, text: str) -> Iterator[str]:
    """The phrases of a text with these initials; ``letters`` are those of all its words."""
    words = list(_LETTER.finditer(text))
    at = letters.find(short)
    while at >= 0:
        phrase = text[words[at].start() : words[at + len(short) - 1].end()]
        first, *_, last = phrase.replace("-", " ").split()
        if not {first, last} & ASKING:
            yield phrase
        at = letters.find(short, at + 1)


def reader_of(corpus: Corpus, analyzer: Analyzer, vocabulary: Vocabulary, defined: ShortForms) -> QueryReader:
    """A reader of questions for a library, which also knows short forms by their initials."""
    field, near, called = lexicon.load(analyzer, corpus.terms), neighbours.load(), names.load()

    def is_word(word: str) -> bool:
        known = vocabulary.is_word(word) or word in near or field.is_everyday(word)
        return word in vocabulary or (known and not called.is_short(word))

    forms = Initials(defined, corpus.papers, analyzer.phrase, is_word)
    return QueryReader(analyzer, vocabulary, field, forms, near, called)
