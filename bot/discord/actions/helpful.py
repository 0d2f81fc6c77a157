"""Helpful: kept for the moderators, seen by nobody else."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.actions.record import shown_of
from bot.discord.parts import parts_of, server_of
from bot.discord.rendering import Rendered
from bot.discord.sending import CommandDoor


async def press(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Keep the verdict and say thank you."""
    await shown_of(interaction, answer)
    feedback = parts_of(interaction).storage.feedback
    await feedback.judge(answer, server_of(interaction), str(interaction.user.id), True, None)
    await CommandDoor(interaction, True).send(Rendered(content="Thank you; only the moderators can see that."))
