"""Background work, if the operator wants it: checks the pages that libraries come from."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.discord.curating.news import taken_up, told, watch_of, worked
from bot.discord.parts import Parts
from bot.discord.repeating import Repeating
from bot.visiting import visiting
from corpus.errors import CorpusError, MarrowError
from corpus.private import write_whole
from corpus.store import CorpusStore
from corpus.watching.reading import drop_page, kept_page
from corpus.watching.sources import Watched, change_source, is_due, troubled, watched_in
from corpus.watching.watch import Outcome

if TYPE_CHECKING:
    from corpus.watching.visiting import Page, Visitor

EVERY = 3600.0  # seconds between two looks at which pages are due
_LOG = logging.getLogger("marrow.discord")


def _now() -> datetime:
    return datetime.now(UTC)


class Watching:
    """Runs in the background; ``now`` gives the time."""

    def __init__(self, client: Any, parts: Parts, now: Callable[[], datetime] = _now) -> None:
        self._client, self._parts, self._now = client, parts, now
        self._store = CorpusStore(parts.libraries.data_dir / "libraries")
        self._round = Repeating("watching of pages", EVERY, self.look)

    def start(self) -> None:
        """Start, if the operator wants it."""
        if self._parts.config.pages.watch_days:
            self._round.start()

    async def stop(self) -> bool:
        """Stop. Returns True if it had been started."""
        return await self._round.stop()

    async def look(self) -> int:
        """Check every page that is due, one after the other. Returns how many were due. Raises ConfigError."""
        due = await asyncio.to_thread(self._due)
        if due:
            async with visiting(self._parts.config.pages) as visitor:
                for one in due:
                    await self._looked_at(visitor, one)
        return len(due)

    def _due(self) -> list[Watched]:
        every = timedelta(days=max(1, self._parts.config.pages.watch_days))
        found = list[Watched]()
        for name in self._store.libraries():
            try:
                found += watched_in(self._store, name)
            except CorpusError as error:
                _LOG.warning("The pages of “%s” are not looked at: %s", name, error)
        return [one for one in found if is_due(one.source, self._now(), every)]

    async def _looked_at(self, visitor: Visitor, one: Watched) -> None:
        """Check one page, and tell or import what is new. Errors are logged and kept for the doctor; the library then
        stays as it was.
        """
        try:
            page = await visitor.visit(self._store, one)
            if page is not None:
                await self._tell(one, await self._compared(one, page))
        except CorpusError as error:
            _LOG.warning("%s, %s: %s", one.library, one.source.address, error)
            await asyncio.to_thread(troubled, self._store, one, error)
        except MarrowError as error:
            _LOG.warning("%s, %s: what is new there is not told: %s", one.library, one.source.address, error)

    async def _compared(self, one: Watched, page: Page) -> Outcome:
        """Compare a page with its library; the page is kept until somebody accepts what is new. Raises CorpusError."""
        path = kept_page(self._store.folder(one.library), one.source.address)
        how = {"found": page.found, "keep": self._parts.config.pages.watch_import, "unseen": True}
        try:
            await asyncio.to_thread(write_whole, path, page.content)
            outcome = await worked(self._parts, watch_of(self._parts, one.library, path, **how))
        except OSError as error:
            raise CorpusError(f"{path} cannot be written: {error.strerror or error}.") from None
        if outcome.taken or not outcome.news.is_any:
            await asyncio.to_thread(drop_page, path)
        return outcome

    async def _tell(self, one: Watched, outcome: Outcome) -> None:
        """Tell once what is new; if it was imported, post it as every change of a library. Raises MarrowError."""
        news, source = outcome.news, one.source
        if outcome.taken:
            await taken_up(self._parts, self._client, one.library, outcome)
            _LOG.info("“%s” was brought up to %s: %s.", one.library, source.address, news.counts)
        is_question = bool({*news.gone} - {*source.gone}) or (news.is_any and not outcome.taken)
        if not is_question or news.token == source.told:
            return
        if await told(self._parts, self._client, one.library, source, outcome):
            folder, change = self._store.folder(one.library), {"told": news.token}
            await asyncio.to_thread(
                change_source, folder, source.address, lambda old: old.model_copy(update=change)
            )
            return
        _LOG.info(
            "%s, %s: %s. “marrow corpus watch” shows it and takes it in.", one.library, source.address, news.counts
        )
