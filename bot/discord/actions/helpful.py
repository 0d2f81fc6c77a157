"""Helpful: kept for the moderators, seen by nobody else."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.actions.record import shown_of
from bot.discord.parts import parts_of, server_of, typed
from bot.discord.rendering import Rendered
from bot.discord.sending import CommandDoor


async def press(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Keep the verdict and say thank you."""
    await shown_of(interaction, answer)
    await judged(interaction, answer, True, "")
    await CommandDoor(interaction, True).send(Rendered(content="Thank you; only the moderators can see that."))


async def judged(interaction: discord.Interaction[Any], answer: str, helpful: bool, reason: str) -> None:
    """Keep a reader's verdict, and of its reason and its reader what may be kept. Raises PatientText."""
    said, feedback = await typed(interaction, reason), parts_of(interaction).storage.feedback
    server, member = server_of(interaction), str(interaction.user.id)
    await feedback.judge(answer, server, member, helpful, said.kept or None, named=said.withheld is None)
