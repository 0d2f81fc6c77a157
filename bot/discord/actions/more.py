"""More passages: what else shares the question's words, for the reader who wants to dig."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.actions.record import entry_of
from bot.discord.asking import reply_to_press
from bot.discord.scope import Scope
from bot.models import Answer, Context


async def press(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Search again for the same question and show what was not shown yet, to this reader alone."""
    entry = await entry_of(interaction, answer)
    already = [(quote.key, quote.start) for quote in entry.quotes]

    async def further(assistant: Any, context: Context) -> Answer:
        found: Answer = await assistant.more(entry.question, context, already)
        return found

    await reply_to_press(interaction, entry.question, further, entry.read_with, Scope(keys=entry.scope or ()))
