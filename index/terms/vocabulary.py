"""A library's words: how many passages have them, how they are written, and which word a misspelt one was meant
to be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.remembering import remembered
from index.ranking.engines import idf
from index.terms.analyzer import Analyzer, Piece, distinct
from index.terms.lexicon import Background
from index.terms.prefixes import opposed, opposites
from index.terms.words import ASKING, Spellings, of_one_root, unlike

SHORTEST_REPAIRED = 5  # below that, one changed letter makes another word too easily ("bone", "done")
SHORTEST_CODE = 4  # letters and digits of a code that may be mended
SHORTEST_CLIPPED = 4  # letters of a word that was cut off: "hosp"
SHARED = 2  # letters more that all words which begin with it must have in common
SHORTEST_FAMILY = 7  # letters of a word that one with an ending more may stand for
LONGEST_REPAIRED = 40  # letters; no real word is longer, so longer ones are not repaired
NEAREST = 20  # words of those nearest to a misspelt one, of which the most frequent is taken
REPAIRS = 10_000  # repairs remembered
# Endings that are no word by themselves, and what may be added to a whole word.
NO_PART = frozenset("able age ages als ens eras ers ins less lessness ness oned oning ons ors tes uses".split())
_ADDED = tuple("s es d ed r er ers rs ing y ry ies al ic ity ist ism ion ive ary ory ly ful ised ized".split())
LONG = 9  # letters; in words as long as this, two mistakes are repaired


class Words(Protocol):
    """What is known of a library's words. ``size``: the number of passages that were counted."""

    size: int

    def frequency(self, term: str) -> int:
        """The number of passages that contain a term."""
        ...

    def words(self, term: str) -> Mapping[str, int]:
        """The folded words that become a term, and how often each is written."""
        ...

    @property
    def spellings(self) -> Spellings:
        """The folded words to which a misspelt word may be repaired."""
        ...


class CountedWords:
    """Words counted in memory."""

    _most_pieces = 50_000  # counted before their words are

    def __init__(self) -> None:
        self._frequencies: Counter[str] = Counter()
        self._pieces: Counter[Piece] = Counter()
        self._words: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._by_length: dict[int, list[str]] = {}
        self._written: frozenset[str] | None = None
        self.size = 0

    def add(self, passage: Sequence[Piece]) -> None:
        """Count the words of one passage, given as its pieces."""
        self.size += 1
        self._pieces.update(passage)
        self._frequencies.update(distinct(passage))
        if len(self._pieces) > self._most_pieces:
            self._spread()

    def _spread(self) -> None:
        """Count the words of all pieces that were only collected so far."""
        if not self._pieces:
            return
        for piece, count in self._pieces.items():
            for term, word in piece.parts:
                words = self._words[term]
                words[word] = words.get(word, 0) + count
        self._pieces.clear()
        self._by_length, self._written = {}, None

    def frequency(self, term: str) -> int:
        """See :class:`Words`."""
        return self._frequencies[term]

    def words(self, term: str) -> Mapping[str, int]:
        """See :class:`Words`."""
        self._spread()
        return self._words.get(term, {})

    @property
    def written(self) -> frozenset[str]:
        """All folded words."""
        self._spread()
        if self._written is None:
            self._written = frozenset().union(*self._words.values())
        return self._written

    @property
    def spellings(self) -> Spellings:
        """See :class:`Words`."""
        return Spellings(self._of_length)

    def _of_length(self, length: int) -> Sequence[str]:
        self._spread()
        if not self._by_length:
            for form in sorted({form for forms in self._words.values() for form in forms}):
                self._by_length.setdefault(len(form), []).append(form)
        return self._by_length.get(length, ())

    def counts(self) -> dict[str, tuple[int, dict[str, int]]]:
        """For each term, the number of passages that contain it, and its words with how often each is written."""
        self._spread()
        return {term: (count, self._words[term]) for term, count in self._frequencies.items()}

    def take(self, size: int, counts: Mapping[str, tuple[int, Mapping[str, int]]]) -> None:
        """Add the counts of ``size`` other passages."""
        self._spread()
        self.size += size
        self._by_length, self._written = {}, None
        for term, (count, words) in counts.items():
            self._frequencies[term] += count
            held = self._words[term]
            for word, times in words.items():
                held[word] = held.get(word, 0) + times


class Vocabulary:
    """The weights of a library's words, how they are written, and which word a misspelt one was meant to be."""

    def __init__(self, analyzer: Analyzer, background: Background, words: Words) -> None:
        self._analyzer, self._background, self._words = analyzer, background, words
        self.repair = remembered(self._repair, REPAIRS)  # the same words are read several times a question

    @property
    def size(self) -> int:
        """The number of passages that were counted."""
        return self._words.size

    def __contains__(self, term: str) -> bool:
        """True if a passage contains the term."""
        return self._words.frequency(term) > 0

    def is_word(self, word: str) -> bool:
        """True if this library or the field has the folded word."""
        term = self._analyzer.term(word)
        return term in self or term in self._background

    def writes(self, word: str) -> bool:
        """True if a paper has the folded word in exactly this form."""
        if isinstance(self._words, CountedWords):  # without its stem: most are only words that there might be
            return word in self._words.written
        return word in self._words.words(self._analyzer.term(word))

    def is_at_large(self, word: str) -> bool:
        """True if the field has the folded word, whether or not this library does."""
        return self._analyzer.term(word) in self._background

    def holds_opposite(self, word: str) -> bool:
        """True if the library lacks a folded word but has its opposite ("hypo-" for "hyper-")."""
        return (
            len(word) > SHORTEST_REPAIRED
            and self._analyzer.term(word) not in self
            and any(self._analyzer.term(other) in self for other in opposites(word))
        )

    def is_of_field(self, term: str) -> bool:
        """True if the field has the term, whether or not this library does."""
        return term in self._background

    def idf(self, term: str) -> float:
        """Lucene's IDF of a term in this library."""
        return idf(self.size, self._words.frequency(term))

    def rarity(self, term: str, standing_in: Iterable[str] = ()) -> float:
        """The weight of a term, 0 to 1: the mean of its rarity in this library and in the field.

        ``standing_in``: terms that may be matched instead; the most frequent of all these terms gives the rarity
        here.
        """
        n = max(self._words.frequency(other) for other in (term, *standing_in))
        here = idf(self.size, n) / idf(self.size, 0)
        return (here + self._background.rarity(term)) / 2

    def commonest(self, term: str) -> str:
        """The word of a term that this library writes most often, to be shown. Raises ValueError if it has none."""
        return min(self._words.words(term).items(), key=lambda item: (-item[1], item[0]))[0]

    def has_like(self, word: str) -> bool:
        """See :meth:`Spellings.has_like`."""
        return self._words.spellings.has_like(word)

    def _repair(self, word: str) -> tuple[str, ...]:
        """The library's word or words that an unknown word was probably meant to be; empty if there are none. Words
        of the field that this library lacks are not changed: "proton" is no misspelt "protein"."""
        is_code = not word.isalpha() and not word.replace(".", "").isdecimal()
        if is_code and SHORTEST_CODE <= len(word) <= LONGEST_REPAIRED:
            return self._subscripted(word)
        if word.isalpha() and len(word) == SHORTEST_CLIPPED:
            return self._begun(word)
        if not word.isalpha() or not SHORTEST_REPAIRED <= len(word) <= LONGEST_REPAIRED:
            return ()
        if self._analyzer.term(word) in self._background:
            return self.other_form(word) or self.parts(word)
        return self._of_its_root(word) or self._only(word) or self.parts(word) or self._mended(word)

    def other_form(self, word: str) -> tuple[str, ...]:
        """A correct word that this library lacks with another ending, or all of a word that was cut off to it ("lido"); () if there is none."""
        if not word.isalpha() or not SHORTEST_CLIPPED <= len(word) <= LONGEST_REPAIRED:
            return ()
        form = (self._of_its_root(word) or self._of_its_family(word)) if len(word) >= SHORTEST_REPAIRED else ()
        longer = len(word) + SHARED  # "lava" is no "lavage"
        return form or tuple(one for one in self._begun(word) if len(one) > longer)

    def _of_its_root(self, word: str) -> tuple[str, ...]:
        """The word with another ending of its Greek family: "arthrography" for "arthrogram"."""
        return next(((other,) for other in of_one_root(word) if self._is_word(other)), ())

    def _of_its_family(self, word: str) -> tuple[str, ...]:
        """The most frequent word that only adds an ending to a long word: "circuitry" for "circuit"."""
        if len(word) < SHORTEST_FAMILY:
            return ()
        return self._commonest_of(form for one in _ADDED if self.writes(form := word + one))

    def _only(self, word: str) -> tuple[str, ...]:
        """The word of which a shortened one is the beginning, if only forms of one word begin so: "independent"
        for "indep"."""
        forms = tuple(self._words.spellings.starting(word, len(word) + 1, LONGEST_REPAIRED))
        return self._commonest_of(forms) if len({self._analyzer.term(form) for form in forms}) == 1 else ()

    def _begun(self, word: str) -> tuple[str, ...]:
        """The most frequent word that begins with a clipped one, if all that do have more than that in common: "hosp", "preg"."""
        forms = tuple(self._words.spellings.starting(word, len(word) + SHARED, LONGEST_REPAIRED))
        others = self._words.spellings.starting(word, len(word) + 1, len(word) + SHARED - 1)
        alike = len({form[: len(word) + SHARED] for form in forms}) == 1 and not any(others)
        return self._commonest_of(forms) if alike and self._analyzer.term(word) not in self._background else ()

    def _mended(self, word: str) -> tuple[str, ...]:
        """The nearest word; the most frequent that it begins, if there is none, or only one with another last letter ("trach" is no "track")."""
        near = self._nearest(word)
        kept = near and (len(near[0]), near[0][:-1]) != (len(word), word[:-1])
        return near if kept else self._commonest_of(self.begun(word)) or near

    def begun(self, word: str) -> tuple[str, ...]:
        """The words that begin with a shortened one ("adenoca")."""
        return tuple(self._words.spellings.starting(word, len(word), LONGEST_REPAIRED))

    def _subscripted(self, word: str) -> tuple[str, ...]:
        """A code with two more digits: a subscript after "EQD2" may be printed in line ("EQD210"). Other codes
        are not completed."""
        forms = self._words.spellings.starting(word, len(word) + 2, len(word) + 2)
        return self._commonest_of(form for form in forms if word[-1].isdigit() and form[-2:].isdecimal())

    def _commonest_of(self, forms: Iterable[str]) -> tuple[str, ...]:
        ranked = [(-self.frequency(form), form) for form in forms]
        return (min(ranked)[1],) if ranked else ()

    def frequency(self, word: str) -> int:
        """The number of passages that have a folded word in any of its forms."""
        return self._words.frequency(self._analyzer.term(word))

    def parts(self, word: str) -> tuple[str, ...]:
        """The two known words of which a word is made ("followup")."""
        for cut in range(3, len(word) - 1):
            left, right = word[:cut], word[cut:]
            if right in NO_PART or not self._is_word(left):
                continue
            if self._is_word(right) and right not in ASKING:  # no "network"
                return left, right
            if right in ("up", "off", "out") or (left in ASKING and right in ("in", "on")):  # no "casein"
                return (left,)
        return ()

    def same(self, word: str, other: str) -> bool:
        """True for two folded forms of one word."""
        return self._analyzer.term(word) == self._analyzer.term(other)

    def like(self, word: str) -> list[tuple[str, int]]:
        """The library's words that are one typing mistake away from a folded word, or two from a long one, each with their number, the
        nearest first."""
        reach = 2 if len(word) >= LONG else 1
        forms = list(self._words.spellings.between(max(SHORTEST_CODE, len(word) - reach), len(word) + reach))
        near = process.extract(word, forms, scorer=OSA.distance, score_cutoff=reach, limit=None)
        return [(form, distance) for form, distance, _ in near if _may_be_meant(form, word)]

    def _is_word(self, word: str) -> bool:
        return len(word) > 2 and self._analyzer.term(word) in self

    def _nearest(self, word: str) -> tuple[str, ...]:
        meant = self.like(word)[:NEAREST]
        ranked = sorted((distance, *unlike(form, word), -self.frequency(form), form) for form, distance in meant)
        return (ranked[0][-1],) if ranked else ()


def _may_be_meant(form: str, word: str) -> bool:
    """False for a form that is no misspelling's word: its opposite, or the word without its first letters."""
    return form.isalpha() and not word.endswith(form) and not opposed(word, form)
