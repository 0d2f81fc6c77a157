"""Cite: the references of the papers an answer quotes."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.actions.record import corpus_of, shown_of
from bot.discord.citations import citing_reply
from bot.discord.parts import parts_of, server_of
from bot.discord.sending import CommandDoor


async def press(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Give the references to the reader who asked for them."""
    shown = await shown_of(interaction, answer)
    corpus = await corpus_of(interaction, shown)
    door = CommandDoor(interaction, True)
    await door.send(
        await door.within(citing_reply(parts_of(interaction), server_of(interaction), corpus, corpus.papers))
    )
