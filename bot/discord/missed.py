"""What happened while the bot was away: stopped, or reconnected with a new session, which Discord does not tell of the
past. The bot then reads the channels for what was asked meanwhile, and checks whether the questions of the newest
answers were deleted or edited.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import discord
from discord.ext import commands

from bot.discord.cogs.listening import ListeningCog
from bot.discord.curating.digest import caught_up
from bot.discord.parts import Parts
from bot.discord.posting import withdrawn
from bot.discord.reasons import why
from bot.discord.trying import own_powers
from bot.models import at_present
from bot.storage.rows import Shown
from corpus.private import read_own

HEARD = "heard_until"  # in the bot's report of its health: until when it was told all that was said
LARGEST = 2**20  # bytes of that report
AGO = timedelta(days=1)  # older questions are left, and so are answers from longer before the bot was away
LONGEST = timedelta(days=365)  # nobody was away for longer, whatever a report says
UNNOTICED = timedelta(minutes=2)  # a connection is taken to live for so long after Discord last told anything
PAUSES = (3.0, 60.0, 600.0)  # seconds after a try that failed
ENOUGH_FAILED = (
    10  # channels or answers that fail are a trouble of Discord's own, which more requests would not mend
)
MOST = 300  # messages of a channel that are looked through, the newest
UNKNOWN = "What was asked or deleted while Marrow was away is not known"
_LOG = logging.getLogger("marrow.discord")


def heard_until(report: Path) -> datetime | None:
    """The time up to which the bot that wrote a health report heard everything; None if there is no valid report."""
    with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
        told = json.loads(read_own(report, LARGEST))
        moment = datetime.fromisoformat(told[HEARD])
        return max(moment, at_present() - LONGEST)
    return None


class Missed:
    """Knows, for each shard, since when the bot may have missed something, and catches up."""

    def __init__(self, parts: Parts, client: commands.AutoShardedBot) -> None:
        self._parts, self._client = parts, client
        self._before = at_present()  # used if nothing is known of a process before this one
        self._until: datetime | None = None
        self._since: dict[int, datetime] = {}  # by shard that has no connection, or resumed its session
        self._connected: set[int] = set()
        self._working: dict[asyncio.Task[None], datetime] = {}  # task → since when its messages were missed

    async def remember(self, report: Path) -> None:
        """Note up to which time the process before this one heard everything, according to its ``report``."""
        if (before := await asyncio.to_thread(heard_until, report)) is not None:
            self._before = before

    def heard(self) -> datetime:
        """The time up to which the bot heard everything."""
        if self._until is not None or not self._client.is_ready():
            return self._until or self._before
        return min((*self._since.values(), *self._working.values()), default=self._now())

    def lost(self, shard: int) -> None:
        """Note that a shard lost its connection."""
        self._since.setdefault(shard, self._now() - UNNOTICED)

    def resumed(self, shard: int) -> None:
        """Note that Discord told a shard what it missed."""
        self._since.pop(shard, None)

    def anew(self, shard: int) -> None:
        """Catch up on what a shard with a new session was not told; for the first shard, also tell what changed in the
        libraries.
        """
        if not self._connected:
            self._work(caught_up(self._parts, self._client), self._now())
        if shard not in self._connected:
            self._since.setdefault(shard, self._before)
        self._connected.add(shard)
        if (since := self._since.pop(shard, None)) is not None:
            self._work(self._shard(shard, since), since)

    def stop(self) -> None:
        """Stop catching up when the bot stops listening; the rest is done after the next start."""
        self._until = self.heard()
        for task in self._working:
            task.cancel()

    def _now(self) -> datetime:
        """The time by Discord's clock, which dates the messages."""
        return self._parts.clock.now(at_present())

    def _work(self, work: Coroutine[Any, Any, None], since: datetime) -> None:
        task = asyncio.create_task(work, name="marrow-catching-up")
        self._working[task] = since
        task.add_done_callback(self._working.pop)

    async def _shard(self, shard: int, since: datetime) -> None:
        """Catch up on what a shard missed; if that fails, try again later, a few times."""
        for pause in PAUSES:
            try:
                await self._all(shard, since)
            except Exception as error:
                told = why(error) if isinstance(error, discord.HTTPException) else type(error).__name__
                _LOG.warning("%s (%s).", UNKNOWN, told)
                await asyncio.sleep(pause)
            else:
                return

    async def _all(self, shard: int, since: datetime) -> None:
        """Catch up in every channel. Raises the last error at the end: trouble in one channel does not stop the
        others.
        """
        lately, before = max(since, self._now() - AGO), since - AGO
        answers = self._parts.storage.shown
        looks: list[Callable[[], Awaitable[None]]] = [
            *(partial(self._asked, shard, channel, lately) for channel in await answers.channels()),
            *(partial(self._look, shard, shown, since) for shown in await answers.under_messages(before)),
        ]
        failed: list[Exception] = []
        for look in looks:
            try:
                await look()
            except (discord.NotFound, discord.Forbidden):
                continue  # it was removed, or the channel was just closed
            except Exception as error:  # any trouble of discord.py, such as a web page instead of messages
                failed.append(error)
            if len(failed) == ENOUGH_FAILED:
                break
        if failed:
            raise failed[-1]

    async def _look(self, shard: int, shown: Shown, since: datetime) -> None:
        """Delete an answer whose message is gone, and change one whose message was edited."""
        place = self._place(shard, int(shown.channel or 0))
        if place is None:
            return
        answer = place.get_partial_message(int(shown.message or 0))
        if not own_powers(answer).replies:
            return
        there = await answer.fetch()
        asked = there.reference.resolved if there.reference is not None else None
        if isinstance(asked, discord.DeletedReferencedMessage):
            await withdrawn(self._parts.storage, self._client, place.id, shown)
        elif asked is not None and asked.edited_at is not None and asked.edited_at >= since:
            await self._finished(self._listening().reread(asked))

    async def _asked(self, shard: int, channel: int, since: datetime) -> None:
        """Answer a channel's unanswered messages in order; no request is made if nothing was said there."""
        place = self._place(shard, channel)
        last = getattr(place, "last_message_id", None)
        if place is None or last is None or discord.utils.snowflake_time(last) < since:
            return
        if not own_powers(place.get_partial_message(last)).replies:
            return
        said = [one async for one in place.history(limit=MOST, after=since, oldest_first=False)]
        for message in reversed(self._unanswered(said)):
            await self._finished(self._listening().listen(message))

    def _listening(self) -> ListeningCog:
        cog = self._client.get_cog(ListeningCog.__name__)
        assert isinstance(cog, ListeningCog)
        return cog

    async def _finished(self, answering: Coroutine[Any, Any, None]) -> None:
        """Answer; an answer that has begun is finished even if the bot stops."""
        await asyncio.shield(asyncio.create_task(answering, name="discord-ui-missed"))

    def _place(self, shard: int, channel: int) -> Any:
        """A channel or thread of a shard that has messages; None for others."""
        place = self._client.get_channel(channel)
        guild = getattr(place, "guild", None)
        there = isinstance(place, discord.abc.Messageable) and guild is not None and guild.shard_id == shard
        return place if there else None

    def _unanswered(self, said: list[discord.Message]) -> list[discord.Message]:
        """The messages under which the bot neither wrote nor left a sign."""
        own = self._client.user
        replied = {one.reference.message_id for one in said if one.author == own and one.reference is not None}
        return [one for one in said if one.id not in replied and not any(sign.me for sign in one.reactions)]
