"""The process that is killed: ``python -m tests.bot.storage.killed WORK FOLDER AT``. It does one piece of work on a data folder.

Every statement SQLite begins, every two hundred steps it takes in one, and every file that is made, renamed, linked or removed
counts one; at number ``AT`` the process kills itself. At 0 it lives, and prints how many there were. All that is known
of the product here is its API: the counting hangs on Python's audit events and on SQLite's own callbacks.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bot.storage.erasing import erase
from bot.storage.logbook import Logbook
from bot.storage.store import Storage
from corpus.store import CorpusStore
from corpus.watching.origins import FetchedState, sources_of
from tests.bot.storage.samples import at

STEPS = 200
_CONNECT = sqlite3.connect
FILES = ("os.rename", "os.link", "os.remove", "os.truncate", "os.mkdir")
GONE, LIBRARY, PAPERS, COPY, PAGE = 15, "library", "papers.ris", "copy.sqlite3", "page.html"


class Count:
    """Counts, and kills at the number it was given."""

    def __init__(self, number: int) -> None:
        self.number, self.seen, self.on = number, 0, False

    def one(self, *_: Any) -> None:
        """Another moment at which the process could be killed."""
        self.seen += self.on
        if self.on and self.seen == self.number:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Python's audit hook."""
        if event in FILES or (event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT):
            self.one()

    def connect(self, *arguments: Any, **named: Any) -> sqlite3.Connection:
        """A connection whose steps are counted."""
        connection: sqlite3.Connection = _CONNECT(*arguments, **named)
        connection.set_trace_callback(self.one)
        connection.set_progress_handler(self.one, STEPS)
        return connection


async def migrate(folder: Path) -> None:
    """Bring an old logbook to the newest schema."""
    async with Storage.open(folder):
        pass


async def expire(folder: Path) -> None:
    """Turn the clock: the first rows have been kept long enough."""
    async with Storage.open(folder) as storage:
        await storage.retention.expire("guild", at(GONE))


async def forget(folder: Path) -> None:
    """Forget one member."""
    async with Storage.open(folder) as storage:
        await storage.logbook.forget("alice", "guild")


async def overwrite(folder: Path) -> None:
    """Erase bytes, as the process beside the bot does."""
    erase(folder / "logbook.sqlite3", 2000)


async def read_in(folder: Path) -> None:
    """Take in what waits in the spool."""
    async with Logbook.open(folder):
        pass


async def back_up(folder: Path) -> None:
    """Copy the logbook."""
    async with Logbook.read(folder) as log:
        await log.backup(folder / COPY)


async def take_in(folder: Path) -> None:
    """Import a file of papers into a library."""
    from corpus.files import read_papers  # its parsers take the other works' processes too long to load

    CorpusStore(folder / "libraries").add(LIBRARY, read_papers(folder / PAPERS), prefer="new")


async def complete(folder: Path) -> None:
    """Look every paper up that was not looked up yet, and fill in what was found."""
    from corpus.completing.planning import planned
    from corpus.completing.questions import CrossrefReply, kept, question_of, questions_of

    store, today = CorpusStore(folder / "libraries"), at(0).date()
    papers = store.load(LIBRARY).papers
    with kept(store.folder(LIBRARY), questions_of(papers), today) as answers:
        for paper in papers:
            record = {"DOI": paper.doi, "title": [paper.title], "abstract": "It flew."}
            if (question := str(question_of(paper))) not in answers:
                answers.add([CrossrefReply(question=question, on=today, records=(record,))])
        plan = planned(store.source(LIBRARY).digest, papers, answers)
    if plan.changes:
        store.revise(LIBRARY, plan.of, plan.revised())


async def look_again(folder: Path) -> None:
    """Take in what is new on the page that the library comes from."""
    from corpus.watching.watch import Watch, watched

    address = sources_of(CorpusStore(folder / "libraries").folder(LIBRARY)).pages[0].address
    found = FetchedState(address=address, at=at(0), digest="0" * 64)
    watched(Watch(root=folder / "libraries", library=LIBRARY, path=folder / PAGE, found=found, keep=True))


async def change_index(folder: Path) -> None:
    """Bring a kept index to the newest state of its library."""
    from index.kept.libraries import index_of
    from index.library import Settings

    store = CorpusStore(folder / "libraries")
    place, state = store.folder(LIBRARY), store.state(LIBRARY)
    index_of(place, LIBRARY, state, lambda: store.load(LIBRARY), Settings(), "tantivy")


WORKS: dict[str, Callable[[Path], Awaitable[None]]] = {
    work.__name__: work
    for work in (migrate, expire, forget, overwrite, read_in, back_up, take_in, complete, look_again, change_index)
}


def main() -> None:
    """Do the work that is named."""
    work, folder, number = sys.argv[1:]
    count = Count(int(number))
    sys.addaudithook(count.audit)
    sqlite3.connect = count.connect  # type: ignore[assignment]  # what is connected here is counted
    count.on = True
    asyncio.run(WORKS[work](Path(folder)))  # type: ignore[arg-type]
    count.on = False
    print(count.seen)


if __name__ == "__main__":
    main()
