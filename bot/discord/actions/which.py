"""Which of these: the question asked again of the paper that was chosen."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.actions.follow import turn_of
from bot.discord.actions.record import entry_of
from bot.discord.asking import reply_to_press
from bot.discord.errors import Refusal


async def press(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Answer the question for the paper of the button, to the reader who pressed it."""
    entry = await entry_of(interaction, answer)
    if page is None or not 1 <= page <= len(entry.keys):
        raise Refusal("That paper is no longer in the list. Ask again and I will look anew.")
    await reply_to_press(
        interaction, entry.question, lambda assistant, context: assistant.ask(str(page), context), turn_of(entry)
    )
