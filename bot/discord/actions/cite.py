"""Cite: the references of the papers an answer quotes."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.actions.record import papers_of, shown_of
from bot.discord.citations import citing_reply
from bot.discord.parts import parts_of, server_of
from bot.discord.sending import CommandDoor


async def press(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Give the references to the reader who asked for them."""
    papers = await papers_of(interaction, await shown_of(interaction, answer))
    door = CommandDoor(interaction, True, parts_of(interaction).config.discord.defer_after_ms / 1000)
    await door.send(await door.within(citing_reply(parts_of(interaction), server_of(interaction), papers)))
