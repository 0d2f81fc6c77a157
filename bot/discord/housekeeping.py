"""Work that is repeated while the bot runs; above all the hourly work, which removes old names and later old questions,
after the times that operator and servers have set.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import discord
from discord.ext import tasks
from discord.utils import MISSING

from bot.assistant.wording import counted
from bot.discord.curating.digest import told_of
from bot.discord.curating.waiting import forget_old
from bot.discord.parts import Parts
from bot.models import at_present
from bot.privacy import Policy
from bot.storage.retention import DUE, LATER, NOT, NOW
from bot.storage.servers import ServerSettings
from bot.storage.wishes import forget_wishes
from corpus.errors import CorpusError, MarrowError, StorageError

# what the log calls the work of other modules
THE_WEEK, THE_PAGES = "telling of the week", "watching of pages"


class _Counted(tasks.Loop[Callable[[], Coroutine[Any, Any, None]]]):
    """discord.py's loop, with its next round a fixed number of seconds from now. discord.py counts from the time of
    the round before: if the clock is set back by a year, it would wait that year; if it is set forward, it would run
    every missed round.
    """

    def _get_next_sleep_time(self, now: datetime = MISSING) -> datetime:
        self._last_iteration = discord.utils.utcnow()
        return super()._get_next_sleep_time(now)


class Repeating:
    """Does some work when started, and then again ``seconds`` after it ended, until it is stopped."""

    def __init__(self, name: str, seconds: float, work: Callable[[], Awaitable[object]]) -> None:
        """``name``: the work's name in the log."""
        self._name, self._seconds, self._work = name, seconds, work
        self._loop = _Counted(self._once, seconds, MISSING, MISSING, MISSING, None, True, f"marrow-{name}")

    def start(self) -> None:
        """Start."""
        self._loop.start()

    async def stop(self) -> bool:
        """Stop. Returns True if it had been started."""
        task = self._loop.get_task()
        if task is None:
            return False
        self._loop.cancel()
        with suppress(asyncio.CancelledError):
            await task
        return True

    async def _once(self) -> None:
        try:
            await self._work()
        except MarrowError as error:
            _LOG.warning("The %s of this round failed; the next one is tried all the same: %s", self._name, error)
        except Exception:  # the next round must still run
            _LOG.exception("The %s of this round failed; the next one is tried all the same.", self._name)
        self._loop.change_interval(seconds=self._seconds)  # from now


EVERY = 3600.0  # seconds
# a receipt shows that an answer was logged before it was seen; no server needs it longer
RECEIPTS = timedelta(days=1)
SET_ASIDE = 30  # days that lines of the spool which are no rows are kept at most
ERASED = "erased at"  # the fact when bytes were last erased
ERASE_EVERY = timedelta(days=1)
_LOG = logging.getLogger("marrow.discord")


class Housekeeping(Repeating):
    """Runs at once and then every hour; ``now`` gives the time."""

    def __init__(self, parts: Parts, now: Callable[[], datetime] = at_present) -> None:
        super().__init__("housekeeping", EVERY, self._tidy)
        self._parts = parts
        self._now = now

    async def tidy(self) -> int:
        """Remove old names and old questions in every server, in direct messages and of the terminal, unless the machine's
        clock is wrong. Returns how many answers were changed or removed.

        Once a day the bytes of removed rows are erased. Raises StorageError.
        """
        now = self._now()
        if off := self._parts.clock.off(now):
            _LOG.warning(
                "This machine's clock is %s Discord's: nothing is removed by its age until it is right.",
                _said(off),
            )
        try:
            return 0 if off else await self._aged_out(now)
        finally:
            await self._erase(now)

    async def _aged_out(self, now: datetime) -> int:
        """Remove what is too old at a time. Returns how many answers were changed or removed. Raises StorageError at
        the end, after everything else was removed, if something could not be (a page of the logbook may be damaged).
        """
        shortest, failed = SET_ASIDE, list[StorageError]()

        async def tried(work: Awaitable[int | None]) -> int:
            try:
                return await work or 0
            except StorageError as error:
                failed.append(error)
                return 0

        total = await tried(self._parts.storage.retention.drop_receipts(now - RECEIPTS, now))
        for settings in await self._everywhere():
            policy = self._parts.policy(settings)
            total += await tried(self._aged_out_in(settings.server, policy, now))
            shortest = min(filter(None, (shortest, policy.names_days, policy.words_days)))
        if total or failed:
            await self._parts.storage.facts.put(DUE, LATER)
        data_dir, days = self._parts.libraries.data_dir, self._parts.config.privacy.backup_days
        await asyncio.to_thread(forget_old, data_dir)
        await tried(asyncio.to_thread(forget_wishes, data_dir, now - timedelta(days=days), now))
        spool = self._parts.storage.logbook.spool  # nobody knows whose a damaged line is
        await tried(asyncio.to_thread(spool.age_out, now - timedelta(days=shortest), now))
        await self._prune(now)
        if failed:
            raise failed[0]
        return total

    async def _aged_out_in(self, server: str | None, policy: Policy, now: datetime) -> int:
        """The same in one server; None: of direct messages and the terminal."""
        retention, total = self._parts.storage.retention, 0
        try:
            if policy.names_days:
                total += await retention.fade(server, now - timedelta(days=policy.names_days), now)
        finally:  # also if a name cannot be removed
            if policy.words_days:
                total += await retention.expire(server, now - timedelta(days=policy.words_days), now)
        return total

    async def _prune(self, now: datetime) -> None:
        """Remove old snapshots of libraries that are needed neither for a replay nor to say what has changed."""
        days = self._parts.config.corpus.snapshot_days
        if days:
            needed = {*await self._parts.storage.logbook.snapshots(), *(await told_of(self._parts)).values()}
            await self._parts.libraries.prune(now - timedelta(days=days), needed)

    async def _everywhere(self) -> list[ServerSettings]:
        """The settings of every server that has rows or settings."""
        known = {settings.server: settings for settings in await self._parts.storage.servers.all()}
        places = await self._parts.storage.servers.with_rows()
        return [known.get(server) or ServerSettings(server=server) for server in {*known, *places}]

    async def _erase(self, now: datetime) -> None:
        """Erase the bytes of removed rows if the last time was a day ago, or an erasing was interrupted."""
        facts = self._parts.storage.facts
        due = await facts.get(DUE)
        if due == NOW or (due == LATER and self._a_day_ago(await facts.get(ERASED), now)):
            await self._parts.storage.retention.erase()
            await facts.put(DUE, NOT)
            await facts.put(ERASED, now.isoformat())

    def _a_day_ago(self, last: str | None, now: datetime) -> bool:
        """Whether ``last`` is at least a day ago; also True if it is missing, damaged or in the future."""
        try:
            return not last or not now - ERASE_EVERY < datetime.fromisoformat(last) <= now
        except (ValueError, TypeError):
            return True

    async def _tidy(self) -> None:
        try:
            if changed := await self.tidy():
                _LOG.info(
                    "%d answers had been kept as long as was wanted; their names or words are removed.", changed
                )
        except (StorageError, CorpusError) as error:
            _LOG.warning("Old rows could not be removed: %s", error)


def _said(off: timedelta) -> str:
    """How far a clock is off, in words."""
    days = counted(round(abs(off) / timedelta(days=1)), "day")
    return f"{days} {'ahead of' if off > timedelta() else 'behind'}"
