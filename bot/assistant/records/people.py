"""Which authors a question names: by family name, whole name or group, accents and hyphens aside, never a guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from bot.assistant.records.text import FILLER, NOUNS, fold
from corpus.models import Author, Paper

_TITLES = frozenset({"dr", "prof", "professor", "doctor", "mr", "ms", "mrs"})
_ORDINARY = FILLER | NOUNS | {"long", "old", "new", "last", "first", "most", "more", "open", "by", "no"}
_LONGEST_NAME = 7


class Person(NamedTuple):
    """Somebody named: the words typed (``start``, ``end`` count words), the author's names as printed, and
    whether the words are the name itself or one slip away from it.
    """

    typed: str
    start: int
    end: int
    names: tuple[str, ...]
    exact: bool = True


class People:
    """The authors of a library, by the ways of naming them."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        """Read the papers' authors, in the papers' order."""
        self._wholes: dict[str, dict[str, None]] = defaultdict(dict)
        self._families: dict[str, dict[str, Author]] = defaultdict(dict)
        self._groups: dict[str, str] = {}
        for author in (author for paper in papers for author in paper.authors):
            words = fold(author.name).split()
            for start in range(len(words) - 1):  # "Lopez Campos" of "Fernando Lopez Campos"
                self._wholes[" ".join(words[start:])][author.name] = None
            if author.family:
                self._families[fold(author.family)][author.name] = author
                self._wholes[fold(f"{author.family} {author.given or ''}")][author.name] = None
            else:
                self._groups[f" {fold(author.name)} "] = author.name

    def named(self, words: Sequence[str]) -> list[Person]:
        """Everybody named in the words, in order; the longest reading of each stretch, none overlapping."""
        found, at = [], 0
        while at < len(words):
            person = self._at(words, at)
            found += [person] if person else []
            at = person.end if person else at + 1
        return found

    def near(self, word: str) -> Person | None:
        """The one family name a single slip away from a word of five letters or more, where there is just one.

        A changed letter makes another name ("Smith", "Smits") unless the name is long; a doubled, dropped or
        swapped one is a slip ("knap", "Govindna").
        """
        close = [family for family in self._families if _slip(word, family)]
        return Person(word, 0, 1, tuple(self._families[close[0]]), exact=False) if len(close) == 1 else None

    def _at(self, words: Sequence[str], at: int) -> Person | None:
        for end in range(min(len(words), at + _LONGEST_NAME), at, -1):
            typed = " ".join(words[at:end])
            names = tuple(self._wholes.get(typed, ())) or self._group(typed, end - at)
            if names and (end - at > 1 or typed not in _ORDINARY):
                return Person(typed, at, end, names)
            if typed in self._families and typed not in _ORDINARY:
                return self._narrowed(words, at, end)
        return None

    def _group(self, typed: str, length: int) -> tuple[str, ...]:
        if length < 2 or set(typed.split()) <= FILLER | NOUNS:
            return ()
        return tuple(name for words, name in self._groups.items() if f" {typed} " in words)

    def _narrowed(self, words: Sequence[str], start: int, end: int) -> Person | None:
        """A family name, with the given names or initials around it if they are somebody's here."""
        typed = " ".join(words[start:end])
        named = self._families[typed]
        for first, last, given in (*_before(words, start), *_after(words, end)):
            names = tuple(name for name, author in named.items() if _fits(given, author))
            if names:
                return Person(
                    " ".join(words[min(first, start) : max(last, end)]), min(first, start), max(last, end), names
                )
        return Person(typed, start, end, tuple(named))


def _before(words: Sequence[str], start: int) -> list[tuple[int, int, Sequence[str]]]:
    return [(first, start, words[first:start]) for first in range(max(0, start - 3), start)]


def _after(words: Sequence[str], end: int) -> list[tuple[int, int, Sequence[str]]]:
    return [
        (end, last, words[end:last]) for last in range(min(len(words), end + 2), end, -1) if len(words[end]) <= 2
    ]


def _fits(given: Sequence[str], author: Author) -> bool:
    """True where the words are the author's given names or initials, from the first one on."""
    own = fold(author.given or author.name).split()
    initials = "".join(word[0] for word in own)
    if len(given) == 1 and 1 < len(given[0]) <= 3 and given[0] == initials[: len(given[0])]:
        return True
    return len(given) <= len(own) and all(
        word == name or (len(word) == 1 and name.startswith(word)) for word, name in zip(given, own, strict=False)
    )


def _slip(word: str, family: str) -> bool:
    if min(len(word), len(family)) < 4 or len(family) < 5 or word[0] != family[0] or word == family:
        return False
    swapped = len(word) == len(family) and sorted(word) == sorted(family)
    same_length_is_fine = swapped or len(family) >= 8
    return OSA.distance(word, family, score_cutoff=1) == 1 and (len(word) != len(family) or same_length_is_fine)


def papers_by(papers: Iterable[Paper], names: Iterable[str]) -> list[Paper]:
    """The papers that carry any of the names, first authors' papers before the others, each in the library's order."""
    wanted = set(names)
    of = [paper for paper in papers if any(author.name in wanted for author in paper.authors)]
    return sorted(of, key=lambda paper: paper.authors[0].name not in wanted)


def fits_name(words: Sequence[str], name: str) -> bool:
    """True where the words hold somebody's family name (the last word of the name)."""
    return fold(name).split()[-1] in words


def is_courtesy(word: str) -> bool:
    """True for "Dr", "Prof" and the like."""
    return word in _TITLES
