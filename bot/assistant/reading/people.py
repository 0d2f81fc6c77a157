"""Finds the authors that a question names: by family name, whole name or group, without regard to accents and
hyphens. Nothing is guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from rapidfuzz.distance import OSA

from bot.assistant.reading.catalogue import kept
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.words import fold
from corpus.authors import is_particle, particle
from corpus.cleaning.persons import GROUP
from corpus.models import Author, Corpus, Paper
from index.library import LibraryIndex

_LONGEST_NAME = 7  # words of a group or a person
_SHORTEST_PART = 4  # letters of a part by which a double name is called: "Al", "Ben" are none

READ = 2_000  # papers whose authors are all read before a word is taken for a slip


class Person(NamedTuple):
    """A person or group named in a question: the words typed (``start`` and ``end`` are places of words, from
    0), the names as printed, and whether the words are exactly the name (else one letter is wrong). ``denied``:
    their papers are excluded.
    """

    typed: str
    start: int
    end: int
    names: tuple[str, ...]
    exact: bool = True
    denied: bool = False


_BEFORE_ARTICLE = frozenset("have has had is are there with for".split())  # "have a Müller": no initial


class People:
    """The authors of some papers, to be found by the words of a question. Made once for a library: see
    ``people_of``.
    """

    def __init__(self, papers: Iterable[Paper]) -> None:
        """Read the authors of the papers, in the papers' order."""
        lexicon = load()
        self._idle = lexicon.filler | lexicon.nouns
        self._ordinary = self._idle | frozenset("long old new last first most more open by no".split())
        self._families: dict[str, dict[str, Author]] = defaultdict(dict)
        self._by_word: dict[str, set[str]] = defaultdict(set)
        self._groups: dict[str, str] = {}
        folded: dict[str, str] = {}
        for author in (author for paper in papers for author in paper.authors):
            if author.family is None:
                self._groups[f" {fold(author.name)} "] = author.name
                continue
            family = folded.get(author.family) or folded.setdefault(author.family, fold(author.family))
            self._families[family][author.name] = author
            if bare := fold(author.family.removeprefix(particle(author.family))):  # "Berg" is van der Berg too
                self._families[bare].setdefault(author.name, author)
        self._add_parts()
        self._aliases: dict[str, str] = {}
        for family in self._families:
            for word in family.split():
                self._by_word[word].add(family)
        for written, family in folded.items():
            for alias in other_spellings(written):
                if alias not in self._families:
                    self._aliases.setdefault(alias, family)
        self._begin = {name.partition(" ")[0] for name in (*self._families, *self._aliases)}
        self._in_groups = {word for name in self._groups for word in name.split()}

    def _add_parts(self) -> None:
        """Let a double name be called by a part of it ("Marchetti" for Marchetti-Boyle) that is nobody's whole name here."""
        signed = [author for family in self._families.values() for author in family.values()]
        parts: dict[str, dict[str, Author]] = defaultdict(dict)
        for author in signed:
            for part in (author.family or "").split("-") if "-" in (author.family or "") else ():
                parts[fold(part)][author.name] = author
        for part, authors in parts.items():
            if len(part) >= _SHORTEST_PART and part not in self._families and part not in self._ordinary:
                self._families[part] = authors

    def named(self, words: Sequence[str]) -> list[Person]:
        """The people and groups named in some plain words, in order. The longest match is taken, and none
        overlap.
        """
        wholes = self._wholes(words)
        begin = {name.partition(" ")[0] for name in wholes}
        found, at = list[Person](), 0
        while at < len(words):
            may_begin = words[at] in begin or self._may_begin(words[at])
            person = self._at(words, at, wholes) if may_begin else None
            found += [self._with_particles(person, words, found[-1].end if found else 0)] if person else []
            at = person.end if person else at + 1
        return found

    def _may_begin(self, word: str) -> bool:
        """False only if no family name, in any spelling, begins with a word, and no group has it."""
        return word in self._begin or word in self._in_groups or word.removesuffix("s") in self._begin

    def _with_particles(self, person: Person, words: Sequence[str], free: int) -> Person:
        """The person with the particles before their name, if the name has any ("van den Berg" for van der Berg)."""
        start = person.start
        while start > free and is_particle(words[start - 1]):
            start -= 1
        own = {author.name: author for author in self._families.get(words[person.start], {}).values()}
        led = any(name in own and particle(own[name].family or "") for name in person.names)
        return person._replace(start=start, typed=" ".join(words[start : person.end])) if led else person

    def _wholes(self, words: Sequence[str]) -> dict[str, dict[str, None]]:
        """The folded names of two words and more of the authors whose family name shares a word with the
        question, each with the names as printed.
        """
        wholes: dict[str, dict[str, None]] = defaultdict(dict)
        near = {family for word in words for family in self._by_word.get(word, ())}
        for author in (author for family in sorted(near) for author in self._families[family].values()):
            own = fold(author.name).split()
            for start in range(len(own) - 1):  # "Lopez Campos" of "Fernando Lopez Campos"
                wholes[" ".join(own[start:])][author.name] = None
            wholes[fold(f"{author.family} {author.given or ''}")][author.name] = None
        return wholes

    def by_given(self, word: str) -> tuple[str, ...]:
        """The names of the authors whose first given name is this word."""
        return tuple(self._given.get(word, ()))

    @cached_property
    def _given(self) -> Mapping[str, dict[str, None]]:
        """The names of the authors by their first given name."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for author in (author for family in self._families.values() for author in family.values()):
            for word in fold(author.given or "").split()[:1]:
                found[word][author.name] = None
        return dict(found)

    def is_family(self, word: str) -> bool:
        """True if a folded word is an author's family name."""
        return word in self._families

    def is_given(self, word: str, family: str) -> bool:
        """True if an author with this family name has this given name, or such an initial."""
        return any(_fits([word], author) for author in self._families.get(family, {}).values())

    def is_group(self, person: Person) -> bool:
        """True for a society or study group."""
        return any(name in self._groups.values() for name in person.names)

    def near(self, word: str) -> Person | None:
        """The person whose family name differs from a misspelt word by one letter; None if there is none or
        several.

        An added, missing or swapped letter counts as a mistake ("knap", "Govindna"). A changed letter does so
        only in a long name: "Smits" is not "Smith".
        """
        close = [family for family in self._families if _slip(word, family)]
        return Person(word, 0, 1, tuple(self._families[close[0]]), exact=False) if len(close) == 1 else None

    def _at(self, words: Sequence[str], at: int, wholes: Mapping[str, Iterable[str]]) -> Person | None:
        for end in range(min(len(words), at + _LONGEST_NAME), at, -1):
            typed = " ".join(words[at:end])
            names = tuple(wholes.get(typed, ())) or self._group(typed, end - at)
            if names and typed not in self._families and (end - at > 1 or typed not in self._ordinary):
                return Person(typed, at, end, names)
            family = typed if typed in self._families else self._aliases.get(typed, "")
            if family and typed not in self._ordinary:
                return self._narrowed(words, at, end, family)
            if end - at == 1 and typed.endswith("s") and len(typed) > 4 and typed[:-1] in self._families:
                return Person(typed, at, end, tuple(self._families[typed[:-1]]))
        return None

    def _group(self, typed: str, length: int) -> tuple[str, ...]:
        """The groups that some words name: all of a name, or a piece that says what they are ("the Nordic society"). What
        else a name holds is the group's subject, of which others write too.
        """
        if length < 2:
            return ()
        if whole := self._groups.get(f" {typed} "):
            return (whole,)
        found = [name for said, name in self._groups.items() if f" {typed} " in said]
        bodies = {word for name in found for said in GROUP.finditer(name) for word in fold(said[0]).split()}
        words = {*typed.split()}
        return () if words.isdisjoint(bodies) or words <= self._idle | bodies else tuple(found)

    def _narrowed(self, words: Sequence[str], start: int, end: int, family: str) -> Person | None:
        """The person with a family name, and with the given names or initials next to it if they fit an author
        here.
        """
        typed = " ".join(words[start:end])
        named = self._families[family]
        for first, last, given in (*_before(words, start), *_after(words, end)):
            names = tuple(name for name, author in named.items() if _fits(given, author))
            article = words[first:last] == ["a"] and first and words[first - 1] in _BEFORE_ARTICLE
            if names and not article:
                return Person(
                    " ".join(words[min(first, start) : max(last, end)]), min(first, start), max(last, end), names
                )
        return Person(typed, start, end, tuple(named))


_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "ß": "ss"})


def other_spellings(family: str) -> tuple[str, ...]:
    """Other spellings of a family name, folded: its parts joined ("OBrien"), its umlauts written out
    ("Mueller").
    """
    if family.isascii() and family.isalpha():
        return ()
    written = fold(family.casefold().translate(_WRITTEN_OUT))
    return tuple(
        one
        for one in dict.fromkeys((written, fold(family).replace(" ", ""), written.replace(" ", "")))
        if one != fold(family)
    )


def _before(words: Sequence[str], start: int) -> list[tuple[int, int, Sequence[str]]]:
    return [(first, start, words[first:start]) for first in range(max(0, start - 3), start)]


def _after(words: Sequence[str], end: int) -> list[tuple[int, int, Sequence[str]]]:
    return [
        (end, last, words[end:last]) for last in range(min(len(words), end + 2), end, -1) if len(words[end]) <= 2
    ]


def _fits(given: Sequence[str], author: Author) -> bool:
    """True if the words are the author's given names or initials, beginning with the first."""
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


@kept
def _people(papers: Sequence[Paper]) -> People:
    return People(papers)


def people_of(corpus: Corpus) -> People:
    """The authors of a library, read from its records once."""
    return _people(corpus.papers)


def papers_by(papers: Iterable[Paper], names: Iterable[str]) -> list[Paper]:
    """The papers with any of the names among their authors: first those where one is first author, each group in
    the library's order.
    """
    wanted = set(names)
    of = [paper for paper in papers if any(author.name in wanted for author in paper.authors)]
    return sorted(of, key=lambda paper: paper.authors[0].name not in wanted)


def is_author(index: LibraryIndex) -> Callable[[str], bool]:
    """A function that tells whether a folded word is the family name of an author here. In a large library authors are not read for that."""
    few = len(index.papers) <= READ
    return lambda word: few and people_of(index.corpus).is_family(word)
