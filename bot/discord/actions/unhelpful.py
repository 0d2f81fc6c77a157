"""Not helpful: kept at once; why, if the reader wants to say."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.actions.helpful import judged
from bot.discord.actions.record import mark_of, shown_of
from bot.discord.forms import open_form, reason_form


async def press(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Keep the verdict, then open the form; a reader who closes it has still been heard."""
    form = reason_form(
        "unhelpful", answer, "Not helpful", "What was missing or wrong? (optional)", False, mark_of(interaction)
    )
    await open_form(interaction, form, told(interaction, answer, ""))


async def told(interaction: discord.Interaction[Any], answer: str, reason: str) -> str:
    """Keep the reason; what to say to the reader. Raises Refusal, or PatientText."""
    await shown_of(interaction, answer)
    await judged(interaction, answer, False, reason)
    return "Thank you; only the moderators can see that."
