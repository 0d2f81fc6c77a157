"""Looking at libraries' pages again: which are due, and what is remembered of asking for one, whatever came of it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from corpus.errors import CorpusError
from corpus.store import CorpusStore
from corpus.watching.sources import SAID, Source, change_source, sources_of

if TYPE_CHECKING:
    from corpus.watching.visiting import Page, Visitor

DAY = timedelta(days=1)  # a page is asked for once in that time, unless somebody says "now"


class Watched(NamedTuple):
    """A library and a page it comes from."""

    library: str
    source: Source


def watched_in(store: CorpusStore, library: str) -> tuple[Watched, ...]:
    """Every page of a library. Raises CorpusError where the file that names them is damaged."""
    return tuple(Watched(library, source) for source in sources_of(store.folder(library)).pages)


def is_due(source: Source, now: datetime, every: timedelta = DAY) -> bool:
    """Whether a page may be asked for again: one that was in trouble after a day. A time in the future is a mistake."""
    every = min(every, DAY) if source.trouble else every
    return source.asked is None or not now - every < source.asked <= now


async def visited(visitor: Visitor, store: CorpusStore, watched: Watched) -> Page | None:
    """A page as it is now; None where it is as it was when the library was last brought up to it.

    Raises CorpusError where it cannot be read; that it was asked for is remembered whatever comes of it.
    """
    folder, address = store.folder(watched.library), watched.source.address
    seen, now = watched.source.seen, datetime.now(UTC)
    if seen is not None and seen.state != await asyncio.to_thread(store.imported, watched.library):
        seen = None  # the library is another one, so that the same page may be news to it

    async def remember(**said: object) -> None:
        await asyncio.to_thread(change_source, folder, address, lambda old: old.model_copy(update=said))

    await remember(asked=now)
    page = await visitor.page(address, seen)
    if page is None:
        await remember(read=now, trouble="", waiting=None)
    return page


def troubled(store: CorpusStore, watched: Watched, error: CorpusError) -> None:
    """Remember why a page could not be read, or not be understood. Raises CorpusError where that cannot be kept."""
    trouble = {"trouble": str(error)[:SAID]}
    folder = store.folder(watched.library)
    change_source(folder, watched.source.address, lambda old: old.model_copy(update=trouble))
