"""⋯: what else may be done with an answer, in a menu for the reader who asked for it; and what it was found in."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.actions.record import corpus_of, mark_of, shown_of
from bot.discord.buttons import offered, rest_view
from bot.discord.parts import parts_of
from bot.discord.rendering import SMALL, Rendered
from bot.discord.sending import CommandDoor
from bot.discord.text import clip, escape
from bot.naming import called

LIBRARY = 200  # units of a library's name


async def press(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Offer it."""
    shown = await shown_of(interaction, answer)
    entry = await parts_of(interaction).storage.logbook.get(answer)
    papers = (await corpus_of(interaction, shown)).papers
    said = entry if entry and not entry.withheld else shown
    awaits = said is entry and shown.server is not None and shown.message is not None
    may = offered(said, papers, not shown.public, shown.kind == "which", awaits)
    name = escape(clip(called(shown.library), LIBRARY))
    told = f"{SMALL}From {name}, snapshot {shown.snapshot[:12]}. This is answer {answer}."
    view = rest_view(answer, may, interaction.message, mark_of(interaction))
    await CommandDoor(interaction, True).send(Rendered(content=told, view=view))
