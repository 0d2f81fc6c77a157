"""``python -m bot.discord.ordering``: a process that puts the papers of a large library in order, reading all of them.

    lists = Lists(root, limits)
    order = await lists.order(corpus, choice)

An order is kept for a while, so that turning a page reads only the papers of that page.
"""

from __future__ import annotations

import asyncio
import sys
from array import array
from base64 import b64decode, b64encode
from collections import OrderedDict, defaultdict
from pathlib import Path

from bot.discord.listing import Choice, Order, ordered
from corpus.child import work
from corpus.models import Corpus
from corpus.processes import Work, WorkLimits, in_process
from corpus.progress import Progress
from corpus.shelf import Shelf
from corpus.store import CorpusStore

AT_ONCE = 2  # processes that read whole libraries
KEPT = 16  # orders kept, the last used; one of a hundred thousand papers takes half a megabyte


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
            said = await in_process("bot.discord.ordering", asked)
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
