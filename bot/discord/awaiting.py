"""Questions asked again when papers have come in: whoever wanted to be told is told under the old answer, with the new one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import discord

from bot.discord.access import allowed, home
from bot.discord.asking import render
from bot.discord.parts import Parts
from bot.discord.rendering import Rendered
from bot.discord.sending import NO_PINGS
from bot.discord.translator import tongue_of
from bot.discord.trying import again, fitting, why
from bot.models import Context
from bot.privacy import Policy
from bot.storage.awaited import SURFACE
from bot.storage.rows import Entry
from bot.storage.state import Shown
from corpus.errors import MarrowError, StorageError
from index.models import Outcome

MOST = 200  # questions of a server that are asked again after one change
GONE = (10003, 10008, 50035)  # Discord's codes where the channel, or the message to reply to, is no more
TOLD = "A paper that came in answers this; somebody here wanted to be told"
_LOG = logging.getLogger("marrow.discord")


def _now() -> datetime:
    return datetime.now(UTC)


async def tell_awaited(
    parts: Parts, client: Any, changed: Collection[str], now: Callable[[], datetime] = _now
) -> None:
    """Ask again, of the libraries that changed, what somebody waits for; ``now`` is the clock it goes by. Raises StorageError."""
    for server in filter(None, await parts.storage.servers.with_rows() if changed else ()):
        for answer in await parts.storage.awaited.waiting(server, MOST):
            try:
                await _asked_again(parts, client, answer, server, changed, now())
            except MarrowError as error:  # one's trouble is nobody else's
                _LOG.warning("A question that somebody waits for could not be asked again: %s", error)


async def _asked_again(
    parts: Parts, client: Any, answer: str, server: str, changed: Collection[str], now: datetime
) -> None:
    """Ask one again, and tell where it is answered now; what may be asked no more, or has no message, is waited for no more."""
    entry, shown = await parts.storage.logbook.get(answer), await parts.storage.shown.get(answer, server)
    settings = await parts.settings(server)
    kept = entry is not None and _is_kept(entry, parts.policy(settings), now)
    if entry is None or not kept or shown is None or not shown.public or shown.message is None:
        await parts.storage.awaited.done(answer)
        return
    channel = client.get_channel(int(shown.channel or 0)) or discord.Object(int(shown.channel or 0))
    if not allowed(settings, channel):
        return
    service = await parts.service(server, home(channel))
    if service.corpus.name not in changed:
        return
    context = _context(entry, shown, service.corpus.name)
    proposed = await service.propose(entry.question, context)
    if proposed.context.withheld:
        await parts.storage.awaited.done(answer)
        return
    if proposed.answer.outcome is not Outcome.ANSWERED or not proposed.answer.sure:
        return
    told = proposed.answer
    if not await parts.storage.awaited.claim(entry, shown, told, context):
        return
    await _told(parts, client, shown, told.id, render(told, service, [TOLD], False))


async def _told(parts: Parts, client: Any, shown: Shown, told: str, rendered: Rendered) -> None:
    """Send a claimed answer. Where that fails nothing is kept of it, and who waits goes on waiting if it may be tried again."""
    awaited = parts.storage.awaited
    try:
        sent = await _sent(client, shown, rendered, told)
    except BaseException as error:
        await awaited.release(told, shown.answer)
        if not isinstance(error, (discord.HTTPException, aiohttp.ClientError, OSError)):
            raise
        if isinstance(error, discord.HTTPException) and error.code in GONE:
            await awaited.done(shown.answer)
        said = why(error) if isinstance(error, discord.HTTPException) else str(error)
        _LOG.warning("Nobody could be told of an answer that was waited for: %s.", said)
        return
    if await _may_stand(parts, shown, told, str(sent.id)):
        await parts.storage.logbook.delivered(told, str(sent.id))
        await awaited.done(told, shown.answer)
        return
    with suppress(discord.NotFound, discord.Forbidden):
        await again(sent.delete)
    await awaited.release(told, shown.answer)


async def _may_stand(parts: Parts, shown: Shown, told: str, message: str) -> bool:
    """Note where a told answer stands; False where its question or the answer above it was taken away meanwhile."""
    try:
        await parts.storage.shown.delivered(told, message)
        above = await parts.storage.shown.get(shown.answer, shown.server)
        kept = await parts.storage.logbook.get(told)
    except StorageError:  # then nobody could find it to take it away
        return False
    return kept is not None and above is not None and above.public


async def _sent(client: Any, shown: Shown, rendered: Rendered, nonce: str) -> discord.Message:
    """Reply under the old answer, in the server's language; Discord drops a second try that the first made needless."""
    server = int(shown.server or 0)
    guild = client.get_guild(server)
    tongue = tongue_of(guild.preferred_locale) if guild else None
    under: Any = client.get_partial_messageable(int(shown.channel or 0), guild_id=server)
    under = under.get_partial_message(int(shown.message or 0))

    async def reply(what: Rendered) -> discord.Message:
        given = what.arguments(tongue) | {"nonce": nonce, "mention_author": False, "allowed_mentions": NO_PINGS}
        sent: discord.Message = await under.reply(**given)
        return sent

    return await fitting(lambda: again(lambda: reply(rendered)), lambda: again(lambda: reply(rendered.only())))


def _is_kept(entry: Entry, policy: Policy, now: datetime) -> bool:
    """Whether a question's words, and whose they are, are kept by what holds now: the clocks may not have come round yet."""
    days = min(filter(None, (policy.names_days, policy.words_days)), default=None)
    old = days is not None and entry.asked_at < now - timedelta(days=days)
    return bool(entry.question and entry.asker) and not (entry.withheld or policy.withheld or old)


def _context(entry: Entry, shown: Shown, library: str) -> Context:
    """As it was asked."""
    return Context(
        library=library,
        surface=SURFACE,
        server=entry.server,
        channel=shown.channel,
        previous=entry.read_with,
        scope=entry.scope or (),
    )
