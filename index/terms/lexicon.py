"""Lists of general words, the same for every corpus: synonyms (``data/synonyms.txt``), everyday words (``data/light.txt``), their past forms
(``data/past.txt``), forms of irregular verbs (``data/irregular.txt``), words of asking (``data/asking.txt``), abbreviations (``data/abbreviations.txt``), and words that exclude each other
(``data/opposites.txt``).

How common words are in biomedical abstracts in general stands beside them: in a small library nearly every word is rare, so the weights of
words must come from elsewhere. The table ``data/background.tsv`` has the document frequencies of stems in public abstracts (from SciFact,
ODC-By 1.0, and PubMedQA, MIT). ``python -m index.terms.lexicon CORPUS.jsonl.gz …`` writes it.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.models import Terms
from corpus.patterns import late
from index.ranking.engines import idf
from index.terms.analyzer import Analyzer
from index.terms.words import ASKING

Phrase = tuple[str, ...]
# Each phrase with the other phrases of its groups, in the file's order.
Groups = Mapping[Phrase, Mapping[Phrase, None]]
RARE = 3  # a stem found in fewer abstracts is left out: it is as rare as one never seen, or a slip of the pen
COMMON = 10  # abstracts; a stem in fewer may be a name that some of them have


class _Tables(NamedTuple):
    """The lists that come with Marrow, as terms. ``everyday``: words as written, sorted."""

    light: frozenset[str]
    asking: frozenset[str]
    everyday: tuple[str, ...]
    synonyms: Groups
    abbreviations: Groups
    opposites: Groups


_DERIVED = late(r"[a-z]{3}(?:ness|ment|ship|ism|hood|ings)\Z")


class Synonyms:
    """Groups of phrases (tuples of terms) that may replace each other in a question, and everyday words."""

    def __init__(self, analyzer: Analyzer, tables: _Tables) -> None:
        self._term = analyzer.term
        self._light, self._asking, self._everyday, self._others, self._same, self._opposites = tables
        self.longest = max((len(phrase) for phrase in (*self._others, *self._same)), default=0)

    def is_light(self, phrase: Phrase) -> bool:
        """True if all terms are everyday words, which say little about a question's topic."""
        return self._light.issuperset(phrase)

    @property
    def everyday(self) -> frozenset[str]:
        """The everyday words and words of asking, as they are listed."""
        return frozenset(self._everyday)

    def is_everyday(self, word: str) -> bool:
        """True for an everyday word or a word of asking, in any of its forms."""
        return self._term(word) in self._light or self._term(word) in self._asking

    def is_derived(self, word: str) -> bool:
        """True for a noun made from an everyday word that is not an everyday word itself: "mindfulness" of "mind",
        "bearings" of "bear".
        """
        return _DERIVED.search(word) is not None and word not in self._everyday

    def is_superlative(self, word: str) -> bool:
        """True for the superlative of an everyday word: "commonest", "largest", "biggest", "easiest"."""
        base = word.removesuffix("est")
        if base == word or len(base) < 3:
            return False
        bases = (base, base + "e", base[:-1] + "y" if base[-1] == "i" else base[:-1])
        return any(self._term(one) in self._light for one in bases)

    def is_asking(self, phrase: Phrase) -> bool:
        """True if all terms only say what kind of thing is asked for ("percentage", "aim")."""
        return self._asking.issuperset(phrase)

    def is_slip(self, word: str) -> bool:
        """True for a word of five letters or more that is one typing mistake away from an everyday word
        ("happend")."""
        return len(word) >= 5 and word.isalpha() and self.is_near_everyday(word)

    def is_near_everyday(self, word: str) -> bool:
        """True for a word that is at most one typing mistake away from an everyday word ("waht")."""
        return process.extractOne(word, self._everyday, scorer=OSA.distance, score_cutoff=1) is not None

    def __contains__(self, phrase: Phrase) -> bool:
        """True if a phrase is a synonym or an abbreviation of another."""
        return phrase in self._others or phrase in self._same

    def synonyms(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """The synonyms of a phrase, in the file's order, without words that exclude it ("sex" is a synonym of both of a
        pair).
        """
        apart = self._opposites.get(phrase, ())
        return tuple(other for other in self._others.get(phrase, ()) if other not in apart)

    def written_out(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """The long forms of an abbreviation that is common in the field, or the reverse."""
        return tuple(self._same.get(phrase, ()))

    def opposites(self, term: str) -> frozenset[str]:
        """The terms that exclude a term: for "boy" those of "girl", "man", "woman"."""
        return frozenset(other for (other, *_) in self._opposites.get((term,), ()))


def load(analyzer: Analyzer, terms: Terms | None = None) -> Synonyms:
    """The lexicon that comes with Marrow, with the synonyms and abbreviations of a library's curator."""
    tables = _shipped()
    if terms is not None:
        tables = tables._replace(
            synonyms=_grouped(terms.synonyms, analyzer, tables.synonyms),
            abbreviations=_grouped(terms.abbreviations, analyzer, tables.abbreviations),
        )
    return Synonyms(analyzer, tables)


@cache
def _past() -> frozenset[str]:
    return frozenset(_words("past.txt"))


def names_nothing(word: str) -> bool:
    """True for a folded word that is hardly a topic even where no paper has it: the past form of an everyday verb that
    the stem does not show ("went").
    """
    return word in _past()


@cache
def _irregular() -> Mapping[str, frozenset[str]]:
    rows = [frozenset(line.split()) for line in _lines("irregular.txt")]
    return {form: row for row in rows for form in row}


def forms_of_verb(word: str) -> frozenset[str]:
    """All forms of an irregular verb, given any of them ("came", "comes"); none for other words."""
    return _irregular().get(word) or _irregular().get(word.removesuffix("s"), frozenset())


@cache
def _shipped() -> _Tables:
    """The lists that come with Marrow: analysed once in a process, for all its libraries."""
    analyzer, light = Analyzer(), _words("light.txt")
    groups = (
        _grouped([line.split(",") for line in _lines(name)], analyzer)
        for name in ("synonyms.txt", "abbreviations.txt", "opposites.txt")
    )
    return _Tables(
        frozenset(map(analyzer.term, light)),
        frozenset(map(analyzer.term, _words("asking.txt"))),
        tuple(sorted(word for word in light | ASKING if len(word) > 3)),
        *groups,
    )


def _grouped(
    groups: Iterable[Sequence[str]], analyzer: Analyzer, known: Groups = MappingProxyType({})
) -> dict[Phrase, dict[Phrase, None]]:
    """Each phrase of some groups, and of those known already, with the other phrases of its groups."""
    found = defaultdict[Phrase, dict[Phrase, None]](
        dict, {phrase: dict(others) for phrase, others in known.items()}
    )
    for group in groups:
        phrases = dict.fromkeys(analyzer.phrase(phrase) for phrase in group)
        phrases.pop((), None)
        for phrase in phrases:
            found[phrase].update(dict.fromkeys(other for other in phrases if other != phrase))
    return dict(found)


def _words(name: str) -> set[str]:
    return {word for line in _lines(name) for word in line.split()}


def _lines(name: str) -> list[str]:
    lines = (files("index") / "data" / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


class Background:
    """The document frequencies of stems in a large collection of abstracts."""

    def __init__(self, size: int, frequencies: dict[str, int]) -> None:
        self._size = size
        self._frequencies = frequencies
        self._highest = idf(size, 0)

    def __contains__(self, term: str) -> bool:
        """True if a stem is in the collection: a word of the field, whether or not the library has it."""
        return term in self._frequencies

    def is_common(self, term: str) -> bool:
        """True if the collection often has a stem: more often than it has most people's names."""
        return self._frequencies.get(term, 0) >= COMMON

    def rarity(self, term: str) -> float:
        """From 0 (in every abstract) to 1 (in none): Lucene's IDF divided by its highest value."""
        n = self._frequencies.get(term, 0)
        return idf(self._size, n) / self._highest


@cache
def load_background() -> Background:
    """The table that comes with Marrow; every library of a process has the same."""
    head, *lines = (files("index") / "data" / "background.tsv").read_text("utf-8").splitlines()
    frequencies = {}
    for line in lines:
        term, _, count = line.partition("\t")
        frequencies[term] = int(count)
    return Background(int(head.partition("\t")[2]), frequencies)


def count(abstracts: Iterable[str]) -> tuple[int, Counter[str]]:
    """The number of abstracts, and for each stem how many of them contain it."""
    from index.terms.analyzer import Analyzer

    analyzer, frequencies, size = Analyzer(), Counter[str](), 0
    for size, text in enumerate(abstracts, 1):  # noqa: B007  # the last number is the size
        frequencies.update({t.term for t in analyzer.tokens(text) if t.word.isalpha() and len(t.word) > 1})
    return size, frequencies


def _abstracts(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield f"{record['title']} {record['text']}"


def main(paths: list[str]) -> None:
    """Write the table from collections of abstracts (gzip JSON Lines with title and text)."""
    size, frequencies = count(_abstracts(paths))
    rows = [f"{term}\t{n}" for term, n in sorted(frequencies.items()) if n >= RARE]
    target = Path(__file__).parents[1] / "data" / "background.tsv"
    target.write_text("\n".join([f"abstracts\t{size}", *rows, ""]), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
