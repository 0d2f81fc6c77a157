"""Questions asked again when papers have come in: whoever wanted to be told is told under the old answer, with the new one."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Any

import discord

from bot.discord.access import home
from bot.discord.asking import render
from bot.discord.parts import Parts
from bot.discord.sending import NO_PINGS
from bot.models import Context
from bot.storage.rows import Entry
from bot.storage.state import Shown
from corpus.errors import MarrowError
from index.models import Outcome

MOST = 200  # questions of a server that are asked again after one change
TOLD = "A paper that came in answers this; somebody here wanted to be told"
_LOG = logging.getLogger("marrow.discord")


async def tell_awaited(parts: Parts, client: Any, changed: Collection[str]) -> None:
    """Ask again, of the libraries that changed, what somebody waits for. Raises StorageError."""
    for server in filter(None, await parts.storage.servers.with_rows() if changed else ()):
        for answer in await parts.storage.awaited.waiting(server, MOST):
            try:
                await _asked_again(parts, client, answer, server, changed)
            except MarrowError as error:  # one's trouble is nobody else's
                _LOG.warning("A question that somebody waits for could not be asked again: %s", error)


async def _asked_again(parts: Parts, client: Any, answer: str, server: str, changed: Collection[str]) -> None:
    """Ask one again, and tell where it is answered now; what has no words any more, or no message, is waited for no more."""
    entry, shown = await parts.storage.logbook.get(answer), await parts.storage.shown.get(answer, server)
    if entry is None or entry.withheld or not entry.question or shown is None or not shown.public:
        await parts.storage.awaited.done(answer)
        return
    channel = client.get_channel(int(shown.channel or 0))
    service = await parts.service(server, home(channel) if channel else shown.channel)
    if service.corpus.name not in changed:
        return
    context = _context(entry, shown, service.corpus.name)
    proposed = await service.propose(entry.question, context)
    if proposed.answer.outcome is not Outcome.ANSWERED or not proposed.answer.sure:
        return
    await service.commit([proposed])
    await parts.storage.shown.keep(proposed.answer, context, True)
    await parts.storage.awaited.done(answer)
    rendered = render(proposed.answer, service, [TOLD], False)
    place = client.get_partial_messageable(int(shown.channel or 0), guild_id=int(server))
    try:
        under = place.get_partial_message(int(shown.message or 0))
        sent = await under.reply(**rendered.arguments(), mention_author=False, allowed_mentions=NO_PINGS)
    except discord.HTTPException as error:
        _LOG.warning("Nobody could be told of an answer that was waited for: %s", error.text)
        return
    await parts.storage.logbook.delivered(proposed.answer.id, str(sent.id))
    await parts.storage.shown.delivered(proposed.answer.id, str(sent.id))


def _context(entry: Entry, shown: Shown, library: str) -> Context:
    """As it was asked, by nobody."""
    return Context(
        library=library,
        surface="awaited",
        server=entry.server,
        channel=shown.channel,
        previous=entry.read_with,
        scope=entry.scope or (),
    )
