"""Ask all papers: a follow-up's words looked for in the whole library, and not only where the talk was."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.actions.follow import turn_of
from bot.discord.actions.record import entry_of
from bot.discord.asking import reply_to_press

AFRESH = "Ask all papers"


async def press(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Answer the reader who pressed it."""
    entry = await entry_of(interaction, answer)
    await reply_to_press(
        interaction, entry.question, lambda assistant, context: assistant.ask(AFRESH, context), turn_of(entry)
    )
