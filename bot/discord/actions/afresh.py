"""Ask all papers: a follow-up's words looked for in the whole library, and not only where the talk was."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.actions.follow import turn_of
from bot.discord.actions.record import entry_of
from bot.discord.asking import Place, reply
from bot.discord.parts import home_of, parts_of, server_of
from bot.discord.sending import CommandDoor

AFRESH = "Ask it of all papers"


async def press(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Answer the reader who pressed it."""
    entry = await entry_of(interaction, answer)
    place = Place(
        surface="button",
        server=server_of(interaction),
        channel=str(interaction.channel_id),
        home=home_of(interaction),
        member=str(interaction.user.id),
        alone=True,
        previous=turn_of(entry),
    )
    await reply(
        parts_of(interaction),
        CommandDoor(interaction, True),
        place,
        entry.question,
        lambda assistant, context: assistant.ask(AFRESH, context),
    )
