"""More passages: what else shares the question's words, for the reader who wants to dig."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.actions.record import entry_of
from bot.discord.asking import Place, reply
from bot.discord.parts import home_of, parts_of, server_of
from bot.discord.scope import Scope
from bot.discord.sending import CommandDoor
from bot.models import Answer, Context


async def press(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Search again for the same question and show what was not shown yet, to this reader alone."""
    parts, entry = parts_of(interaction), await entry_of(interaction, answer)
    already = [(quote.key, quote.start) for quote in entry.quotes]
    door = CommandDoor(interaction, True)
    place = Place(
        surface="button",
        server=server_of(interaction),
        channel=str(interaction.channel_id),
        home=home_of(interaction),
        member=str(interaction.user.id),
        alone=True,
        previous=entry.read_with,
    )

    async def further(assistant: Any, context: Context) -> Answer:
        found: Answer = await assistant.more(entry.question, context, already)
        return found

    await reply(parts, door, place, entry.question, further, Scope(keys=entry.scope or ()))
