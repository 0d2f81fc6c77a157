"""What happened while the bot was away. Nobody is told afterwards that a question was deleted, so the newest answers are looked at
once the bot is back.
"""

from __future__ import annotations

import logging
from datetime import timedelta

import discord

from bot.discord.curating.digest import caught_up
from bot.discord.parts import Parts
from bot.discord.posting import taken_away
from bot.discord.trying import going_on, own_powers
from bot.models import at_present
from bot.storage.rows import Shown
from corpus.errors import StorageError

AGO = timedelta(days=1)  # answers that are older are left
UNKNOWN = "Whether questions were deleted while Marrow was away is not known"
_LOG = logging.getLogger("marrow.discord")


async def back(parts: Parts, client: discord.Client) -> None:
    """Tell what changed in the libraries meanwhile, and delete the newest answers under messages whose message is gone."""
    await caught_up(parts, client)
    try:
        with going_on(UNKNOWN):
            for shown in await parts.storage.shown.under_messages(at_present() - AGO):
                await _look(parts, client, shown)
    except StorageError as error:
        _LOG.warning("%s: %s", UNKNOWN, error)


async def _look(parts: Parts, client: discord.Client, shown: Shown) -> None:
    channel, message = int(shown.channel or 0), int(shown.message or 0)
    server = int(shown.server) if shown.server else None
    place = client.get_channel(channel)
    if not isinstance(place, discord.abc.Messageable):
        return
    answer = place.get_partial_message(message)
    if not own_powers(answer).replies:
        return
    try:
        there = await answer.fetch()
    except (discord.NotFound, discord.Forbidden):
        return  # it was removed, or the channel was just closed
    if there.reference is not None and isinstance(there.reference.resolved, discord.DeletedReferencedMessage):
        await taken_away(client, channel, message, server)
        await parts.storage.shown.taken_away(shown)
