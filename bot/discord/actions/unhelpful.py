"""Not helpful: kept at once; why, if the reader wants to say."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.actions.record import parts_of, server_of, shown_of
from bot.discord.forms import ReasonForm
from bot.discord.sending import once


async def press(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Keep the verdict, then open the form; a reader who closes it has still been heard."""
    await shown_of(interaction, answer)
    server, member = server_of(interaction), str(interaction.user.id)
    feedback = parts_of(interaction).storage.feedback
    await feedback.judge(answer, server, member, False, None)

    async def told(reason: str) -> str:
        await feedback.judge(answer, server, member, False, reason or None)
        return "Thank you; only the moderators can see that."

    form = ReasonForm("Not helpful", "What was missing or wrong? (optional)", required=False, then=told)
    await once(lambda: interaction.response.send_modal(form))
