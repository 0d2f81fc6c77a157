"""How well some words match each paper: by its title, authors, year, journal and text."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol

from rapidfuzz.distance import OSA

from bot.assistant.reading.people import other_spellings
from bot.assistant.reading.words import CUT, fold, initials
from corpus.models import Paper
from index.library import Held

IN_TITLE, ALIKE, LEAD, AUTHOR, GIVEN, FILED, IN_TEXT, SLIP = 1.0, 0.95, 1.0, 0.95, 0.5, 0.75, 0.68, 0.85
ACRONYMS = 5_000  # titles whose acronyms are remembered
NEARLY = 0.6  # what another word for almost the same counts beside other words
OFTEN = 0.04  # what each further sentence that says a word adds, five at most
_BEGINNING = 4  # fewest letters of a word that may be the beginning of another
WRONG_YEAR = -0.6  # what a year counts that is another than the paper's
_YEAR = re.compile(r"(?:19|20)\d\d[a-z]?")


class Texts(Protocol):
    """What is known of the words in papers besides their names: an index, or nothing."""

    def holding(self, words: str, keys: Iterable[str], near: bool = False) -> Mapping[str, Held]:
        """For each paper by key, how much of some words its title and abstract have; ``near``: words of nearly
        the same meaning count too.
        """
        ...

    def is_word(self, word: str) -> bool:
        """True if a word is a real word and not a spelling mistake."""
        ...

    def term(self, word: str) -> str:
        """The form of a word that is compared with others (its stem)."""
        ...


class NoTexts:
    """No texts: for papers that are not indexed."""

    def holding(self, words: str, keys: Iterable[str], near: bool = False) -> Mapping[str, Held]:
        """See :class:`Texts`."""
        return {}

    def is_word(self, word: str) -> bool:
        """See :class:`Texts`."""
        return False

    def term(self, word: str) -> str:
        """See :class:`Texts`."""
        return word


class _Name(NamedTuple):
    """The words that may name a paper, by kind."""

    title: frozenset[str]
    stems: frozenset[str]
    leads: frozenset[str]
    authors: frozenset[str]
    given: frozenset[str]
    filed: frozenset[str]
    year: str


class Scored(NamedTuple):
    """Each paper with its score (the share of the words' weight that it matches, at most 1), and for each word
    its best credit in any paper.
    """

    papers: list[tuple[Paper, float]]
    best: dict[str, float]


class Names:
    """Scores some papers by the words that name them."""

    def __init__(self, texts: Texts, papers: Sequence[Paper]) -> None:
        self._of = texts
        self.papers = papers

    @cached_property
    def _names(self) -> dict[str, _Name]:
        return {paper.key: self._name(paper) for paper in self.papers}

    @cached_property
    def _known(self) -> Counter[str]:
        """The number of papers whose names contain a word, for each word."""
        return Counter(
            word
            for name in self._names.values()
            for word in name.title | name.leads | name.authors | name.given | name.filed
        )

    def _name(self, paper: Paper) -> _Name:
        title = frozenset(fold(paper.title).split())
        families = [
            frozenset((*fold(author.short).split(), *other_spellings(author.family or "")))
            for author in paper.authors
        ]
        own = [fold(author.given or "").split() for author in paper.authors]
        given = frozenset(name for names in own if names for name in (*names, "".join(n[0] for n in names)))
        volume = [
            paper.journal or "",
            paper.volume or "",
            paper.issue or "",
            paper.article_number or "",
            paper.type or "",
        ]
        term = self._of.term
        return _Name(
            title,
            frozenset(term(word) for word in title),
            families[0] if families else frozenset(),
            frozenset().union(*families[1:]),
            given,
            frozenset(fold(" ".join(volume)).split()) | initials(paper.journal or ""),
            str(paper.year or (paper.published.year if paper.published else "")),
        )

    def is_author(self, words: Iterable[str]) -> bool:
        """True if one of some words is in an author's name."""
        return any(word in name.leads or word in name.authors for word in words for name in self._names.values())

    def scored(self, words: Sequence[str], pool: Sequence[Paper]) -> Scored:
        """The scores of the papers in ``pool`` for some folded words; see ``Scored``."""
        if not pool:
            return Scored([], dict.fromkeys(words, 0.0))
        names = [self._names.get(paper.key) or self._name(paper) for paper in pool]
        columns = [self._column(word, names, pool) for word in words]
        best = {word: max(column) for word, column in zip(words, columns, strict=True)}
        for word, meant in {word: self._slip(word) for word, most in best.items() if most <= 0}.items():
            at = words.index(word)
            if meant:
                # the word meant is one of a name: texts are read for it only if the question says it itself, too
                read = [self._column(one, names, pool if one in words else ()) for one in meant]
                columns[at] = [SLIP * max(row) for row in zip(*read, strict=True)]
            elif len(words) > 1:
                near = self._of.holding(word, [paper.key for paper in pool], near=True)
                columns[at] = [
                    NEARLY if paper.key in near else credit
                    for paper, credit in zip(pool, columns[at], strict=True)
                ]
            best[word] = max(columns[at])
        counts = [sum(max(0.0, credit) for credit in column) for column in columns]
        weights = [max(0.2, math.log(1 + (len(pool) - n + 0.5) / (n + 0.5))) for n in counts]
        total = sum(weights) or 1.0
        scores = [
            (paper, sum(w * c for w, c in zip(weights, row, strict=True)) / total)
            for paper, row in zip(pool, zip(*columns, strict=True), strict=True)
        ]
        return Scored(scores, best)

    def _column(self, word: str, names: Sequence[_Name], pool: Sequence[Paper]) -> list[float]:
        """The credit of a word in each paper, given by its names. The texts of the papers in ``pool`` (the same
        papers, or none) are read only where the names do not decide it.
        """
        forms, term, is_year = _forms(word), self._of.term(word), _YEAR.fullmatch(word) is not None
        decided = [_decided(word, forms, term, is_year, name) for name in names]
        left = [paper.key for paper, credit in zip(pool, decided, strict=False) if credit is None]
        texts = self._of.holding(word, left) if left else {}
        column = []
        for at, credit in enumerate(decided):
            said = _said(texts.get(pool[at].key)) if credit is None and texts else 0.0
            column.append(max(_filed(word, forms, names[at]), said) if credit is None else credit)
        return column

    def _slip(self, word: str) -> tuple[str, ...]:
        """The words of names that differ from an unknown word by one letter (two for a long word) and begin alike;
        else those of which it is the beginning.
        """
        if len(word) < _BEGINNING or not word.isalpha():
            return ()
        reach = 1 if len(word) < 9 else 2
        near = [
            own
            for own in self._known
            if own[0] == word[0] and len(own) > 3 and OSA.distance(word, own, score_cutoff=reach) <= reach
        ]
        slips = near if len(word) > _BEGINNING and not self._of.is_word(word) else []
        return tuple(slips) or tuple(own for own in self._known if is_cut(word, own))


def is_cut(word: str, other: str) -> bool:
    """True if a word is the beginning of another ("kiwi" for kiwifruit)."""
    return len(word) >= _BEGINNING and other.startswith(word)


def is_acronym(word: str, paper: Paper) -> bool:
    """True if a paper's title has a folded word in capitals, as the name of a study."""
    return word in acronyms(paper.title)


_OF_ANOTHER = r"\b(?:of|from|after|in|to) (?:the )?(?:\S+ )?"


def studies(word: str, papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """The papers with an acronym in their titles; of several only those that do not name it as another study
    ("extension of the X trial").
    """
    found = [paper for paper in papers if is_acronym(word, paper)]
    own = [p for p in found if not re.search(rf"{_OF_ANOTHER}{re.escape(word)}\b", fold(p.title))]
    return tuple(own or found)


@lru_cache(maxsize=ACRONYMS)
def acronyms(title: str) -> frozenset[str]:
    """The words that a title writes in capitals, folded; none if most of the title is in capitals."""
    parts = re.findall(r"[^\W_]+", title)
    capitals = [part for part in parts if part.isupper()]
    shouted = len(capitals) > len(parts) / 2
    return frozenset() if shouted else frozenset(fold(part) for part in capitals if len(part) > 2)


def _forms(word: str) -> frozenset[str]:
    """A word in the singular and the plural."""
    forms = [word, f"{word}s", f"{word}es"]
    forms += [word[:-1]] if word.endswith("s") else []
    forms += [word[:-2]] if word.endswith("es") else []
    return frozenset(forms)


def stands_in(word: str, own: Set[str]) -> bool:
    """True if a word is among a paper's words, in the singular or the plural."""
    return not _forms(word).isdisjoint(own)


def _decided(word: str, forms: frozenset[str], term: str, is_year: bool, name: _Name) -> float | None:
    """The credit of a word by a paper's title, year and authors; None if these do not decide it."""
    if word in name.title or word in name.leads:
        return IN_TITLE
    if is_year and name.year:
        return LEAD if word[:4] == name.year else WRONG_YEAR
    if word in name.authors:
        return AUTHOR
    return None if forms.isdisjoint(name.title) and term not in name.stems else ALIKE


def _filed(word: str, forms: frozenset[str], name: _Name) -> float:
    """The credit of a word by the journal, number or type of a paper, or by a first name."""
    cut = len(word) >= CUT and any(own.startswith(word) for own in name.filed)
    return max(FILED if cut or not forms.isdisjoint(name.filed) else 0.0, GIVEN if word in name.given else 0.0)


def _said(held: Held | None) -> float:
    """The credit that a paper's title and abstract give a word or its synonyms."""
    if held is None:
        return 0.0
    return max(IN_TEXT * held.share + OFTEN * min(5, max(0, held.sentences - 1)), 0.9 * held.named)


def titles_holding(words: Iterable[str], papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """The papers whose title has all of some folded words, in the singular or the plural."""
    wanted = list(words)
    titles = [(paper, frozenset(fold(paper.title).split())) for paper in papers if paper.title]
    forms = [_forms(word) for word in wanted]
    return tuple(p for p, title in titles if not any(map(title.isdisjoint, forms)))


_SHORT_TITLE = re.compile(r"[^:?.–—]+[:?.–—]?")
FEWEST_OF_TITLE = 4  # words of a title, or of what stands before its colon, that is known within a question


def title_within(text: str, papers: Sequence[Paper]) -> tuple[Paper, str] | None:
    """The only paper whose title, or its part before a colon, is within a plain text, and the rest of the text; else None."""
    padded, words, found = f" {text} ", frozenset(text.split()), dict[str, tuple[Paper, str]]()
    for paper in papers:
        if not _may_begin(paper.title, words):
            continue
        said = next((title for title in _titles(paper.title) if f" {title} " in padded), "")
        if said:
            found[paper.key] = (paper, " ".join(padded.replace(f" {said} ", " ", 1).split()))
    one = next(iter(found.values())) if len(found) == 1 else None
    return one if one and one[1] else None


_FIRST = re.compile(r"[^\W_]+(?:\.\d+)*")


def _may_begin(title: str, words: frozenset[str]) -> bool:
    """False only if the first word of a title is none of some folded words, so that the title need not be folded."""
    first = _FIRST.search(title) if title.isascii() else None
    return first is None or first[0].lower() in words


@lru_cache(maxsize=ACRONYMS)
def _titles(title: str) -> tuple[str, ...]:
    """A title and its part before the colon, folded; only those long enough to be recognised."""
    short = _SHORT_TITLE.match(title)
    said = dict.fromkeys((fold(title), fold(short[0]) if short else ""))
    return tuple(one for one in said if len(one.split()) >= FEWEST_OF_TITLE)
