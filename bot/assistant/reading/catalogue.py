"""What is read from all papers of a library, once for all questions, because a question would otherwise take longer the
more papers there are; and the titles by their words and by how they begin.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeVar
from weakref import WeakKeyDictionary, proxy

from bot.assistant.reading.words import words_of_title
from corpus.models import Paper
from corpus.patterns import late
from corpus.shelf import KeptPapers

Made = TypeVar("Made")
LIBRARIES = 8  # those asked last: what was read off them is kept
FEW = 100  # titles: so few are looked through as they are written, since dividing them all takes longer


class _Papers(NamedTuple):
    """The papers of a library, compared by identity: comparing thousands of records would take longer than
    reading them again.
    """

    papers: Sequence[Paper]

    def __hash__(self) -> int:
        return id(self.papers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Papers) and other.papers is self.papers


def kept(make: Callable[[Sequence[Paper]], Made]) -> Callable[[Sequence[Paper]], Made]:
    """A function of some papers whose result is kept, so that it is computed once for the same papers.

    Results for papers outside memory are dropped with these papers and do not keep them alive; otherwise their files
    would stay open.
    """
    held = lru_cache(maxsize=LIBRARIES)(lambda same: make(same.papers))
    outside: WeakKeyDictionary[KeptPapers, Made] = WeakKeyDictionary()

    def made(papers: Sequence[Paper]) -> Made:
        if not isinstance(papers, KeptPapers):
            return held(_Papers(papers))
        if papers not in outside:
            outside[papers] = make(proxy(papers))
        return outside[papers]

    return made


_FIRST = late(r"[^\W_]+(?:\.\d+)*")


class Catalogue:
    """Finds papers by what stands in their titles. It gives them in their own order."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._papers = papers

    @cached_property
    def words(self) -> Mapping[str, Sequence[int]]:
        """The folded words of all titles, each with the places of its papers."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at, paper in enumerate(self._papers):
            for word in words_of_title(paper.title):
                found[word].append(at)
        return dict(found)

    @cached_property
    def _begun(self) -> Mapping[str, Sequence[int]]:
        """The places of papers by the first word of their title; under "" those that must be folded to tell."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at, paper in enumerate(self._papers):
            first = _FIRST.search(paper.title) if paper.title.isascii() else None
            found[first[0].lower() if first else ""].append(at)
        return dict(found)

    @cached_property
    def _volumes(self) -> Mapping[str, Sequence[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at, paper in enumerate(self._papers):
            if paper.volume:
                found[paper.volume].append(at)
        return dict(found)

    def begun(self, words: Iterable[str]) -> list[Paper]:
        """The papers whose title may begin with one of some folded words; no other title does."""
        return self._at(at for word in ("", *words) for at in self._begun.get(word, ()))

    def holding(self, words: Iterable[str]) -> list[Paper]:
        """The papers whose title has one of some folded words."""
        return self._at(at for word in words for at in self.words.get(word, ()))

    def referred(self, said: Collection[str], least: float) -> list[Paper]:
        """The papers whose title has at least ``least`` of some folded words, or whose volume is one of these; and of few
        papers perhaps others whose title has as many only as parts of its words."""
        placed = (at for word in said for at in self._volumes.get(word, ()))
        return self._at((*self._sharing(said, least), *placed))

    def _sharing(self, said: Collection[str], least: float) -> Iterator[int]:
        if len(self._papers) > FEW:
            shared = Counter(at for word in said for at in self.words.get(word, ()))
            yield from (at for at, count in shared.items() if count >= least)
            return
        for at, title in enumerate(paper.title for paper in self._papers):
            if not title.isascii() or sum(map(title.lower().__contains__, said)) >= least:
                yield at

    def _at(self, places: Iterable[int]) -> list[Paper]:
        return [self._papers[at] for at in sorted({*places})]


@kept
def catalogue_of(papers: Sequence[Paper]) -> Catalogue:
    """The titles of some papers: made once for the same ones."""
    return Catalogue(papers)
