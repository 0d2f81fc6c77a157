"""/papers: which papers, in which order, in pages. The choice is kept under a token, so that buttons work after a
restart; an order is kept for a while, so that turning a page reads only the papers of that page.

``python -m bot.discord.listing`` puts the papers of a large library in order, reading all of them.
"""

from __future__ import annotations

import asyncio
import sys
from array import array
from base64 import b64decode, b64encode
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bot.assistant.citing import entitled
from bot.assistant.reading.filters import of_type
from bot.assistant.wording import covers
from bot.discord.text import CHOICE, ROOM, SMALL, clip, linked, size, theirs
from corpus.characters import one_line
from corpus.child import work
from corpus.models import Corpus, Model, Paper
from corpus.processes import Work, WorkLimits, in_process
from corpus.progress import Progress
from corpus.shelf import Shelf
from corpus.store import CorpusStore
from index.terms.analyzer import comparable

PER_PAGE = 10  # papers, each with its link
ABOVE = 200  # units of a page that are kept for what is said of new papers
SORTS: dict[str, Callable[[Paper], Any]] = {
    "newest": lambda paper: tuple(-part for part in _when(paper)),
    "oldest": lambda paper: (paper.published is None and paper.year is None, _when(paper)),
    "most cited": lambda paper: (paper.cited_by is None, -(paper.cited_by or 0)),
    "most viewed": lambda paper: (paper.views is None, -(paper.views or 0)),
    "title": lambda paper: comparable(paper.title),
}
AT_ONCE = 2  # processes that read whole libraries
KEPT = 16  # orders kept, the last used; one of a hundred thousand papers takes half a megabyte


class Choice(Model):
    """A choice of papers: an order and filters (empty: no filter). ``since``: only papers that this snapshot did not
    have; ``until``: only papers that this snapshot had.
    """

    sort: str = "newest"
    type: str = ""
    author: str = ""
    year: str = ""
    keyword: str = ""
    since: str = ""
    until: str = ""

    @property
    def typed(self) -> tuple[str, ...]:
        """The texts that a member typed."""
        return (self.type, self.author, self.keyword)

    def filters(self) -> str:
        """The filters in words, escaped: "type Review, author Kang"."""
        named = {"type": self.type, "author": self.author, "year": self.year, "keyword": self.keyword}
        return ", ".join(f"{name} {theirs(clip(value, CHOICE))}" for name, value in named.items() if value)


def _when(paper: Paper) -> tuple[int, int]:
    """(year, days since its 1 January); 0 if unknown."""
    days = covers(paper)
    return (days[0].year, days[0].timetuple().tm_yday - 1) if days else (0, 0)


class Order(NamedTuple):
    """The chosen papers in order, as positions in the library, and where in this order each page begins."""

    papers: array[int]
    starts: array[int]

    def page(self, number: int) -> tuple[int, range]:
        """The number of a page (the nearest existing one) and the range of its places in the order, both from 1."""
        number = min(max(number, 1), len(self.starts))
        stop = self.starts[number] if number < len(self.starts) else len(self.papers)
        return number, range(self.starts[number - 1] + 1, stop + 1)


def ordered(papers: Iterable[Paper], choice: Choice, held: Container[str] = ()) -> Order:
    """The papers of a choice in order, without those ``held`` before; equal papers stay in the library's order. It
    reads the whole library.
    """
    key = SORTS.get(choice.sort, SORTS["newest"])
    found = sorted(
        (key(paper), number, size(line(1, paper)))
        for number, paper in enumerate(papers)
        if paper.key not in held and _fits(paper, choice)
    )
    most = ROOM - ABOVE if choice.since else ROOM
    begins = array("I", starts((length for _, _, length in found), most))
    return Order(array("I", (number for _, number, _ in found)), begins)


def starts(lengths: Iterable[int], most: int = ROOM) -> Iterator[int]:
    """Where pages begin if their lines take at most ``most`` units; a paper's length is that of its line with the
    number 1.
    """
    room = held = 0
    for place, length in enumerate(lengths):
        need = length + len(str(place + 1))  # one digit more or less for the end of the line
        if held in (0, PER_PAGE) or need > room:
            yield place
            room, held = most, 0
        room, held = room - need, held + 1


def _fits(paper: Paper, choice: Choice) -> bool:
    words = comparable(f"{paper.title} {' '.join(paper.keywords)} {paper.abstract or ''}")
    names = comparable(" ".join(author.name for author in paper.authors))
    return (
        (not choice.type or of_type(paper, choice.type))
        and (not choice.author or comparable(choice.author).strip() in names)
        and (not choice.year or str(paper.year or "") == choice.year.strip())
        and (not choice.keyword or all(word in words for word in comparable(choice.keyword).split()))
    )


def line(number: int, paper: Paper) -> str:
    """A paper in the list: number, authors and year, title; below, in small print, where a phone has room for it, the
    link, then the type and the counts it may be sorted by.
    """
    counts = [
        f"cited by {paper.cited_by:,}" if paper.cited_by is not None else "",
        f"viewed {paper.views:,} times" if paper.views is not None else "",
    ]
    below = " · ".join(part for part in (linked(paper), theirs(one_line(paper.type or "")), *counts) if part)
    return f"**{number}.** {theirs(entitled(paper))}" + (f"\n{SMALL}{below}" if below else "")


class Ordering(Work):
    """The work of ordering a choice of papers from a library's snapshot."""

    root: Path
    library: str
    digest: str
    choice: Choice

    @property
    def undone(self) -> str:
        """The beginning of the error message: there is no list."""
        return "The list was not made"


class Lists:
    """The recently used orders of papers."""

    def __init__(self, root: Path, limits: WorkLimits) -> None:
        """``root``: the folder of the libraries; ``limits``: what one ordering process may use."""
        self._root, self._limits = root, limits
        self._kept: OrderedDict[tuple[str, str, Choice], Order] = OrderedDict()
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)  # by library
        self._processes = asyncio.Semaphore(AT_ONCE)

    async def order(self, corpus: Corpus, choice: Choice) -> Order:
        """The order of a library's chosen papers, computed if it is not kept. Raises CorpusError."""
        of = (corpus.name, corpus.digest, choice)
        order = self._kept.get(of)
        if order is None:
            async with self._turns[corpus.name]:  # another task may have made it meanwhile
                order = self._kept.get(of) or await self._found(corpus, choice)
        self._kept[of] = order
        self._kept.move_to_end(of)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return order

    async def _found(self, corpus: Corpus, choice: Choice) -> Order:
        if not isinstance(corpus.papers, Shelf):
            store = CorpusStore(self._root)
            return await asyncio.to_thread(lambda: ordered(corpus.papers, choice, left_out(store, corpus, choice)))
        asked = Ordering(
            limits=self._limits, root=self._root, library=corpus.name, digest=corpus.digest, choice=choice
        )
        async with self._processes:
            said = await in_process("bot.discord.listing", asked)
        return Order(*(array("I", b64decode(numbers)) for numbers in said))


def _ordered(asked: Ordering, progress: Progress) -> list[str]:
    store = CorpusStore(asked.root)
    corpus = store.snapshot(asked.library, asked.digest)
    order = ordered(corpus.papers, asked.choice, left_out(store, corpus, asked.choice))
    return [b64encode(numbers.tobytes()).decode() for numbers in order]


def left_out(store: CorpusStore, corpus: Corpus, choice: Choice) -> frozenset[str]:
    """The keys of the papers that a choice leaves out: those that the snapshot ``since`` had already, and those that
    the snapshot ``until`` did not have. Raises CorpusError.
    """

    def held(state: str) -> frozenset[str]:
        return frozenset(paper.key for paper in store.snapshot(corpus.name, state).papers)

    early = held(choice.since) if choice.since else frozenset[str]()
    late = frozenset(paper.key for paper in corpus.papers) - held(choice.until) if choice.until else early
    return early | late


if __name__ == "__main__":
    sys.exit(work(Ordering, _ordered))
