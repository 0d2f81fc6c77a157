"""The button Tell me: the bot asks an unanswered question again when papers come in, and tells the reader of an answer
once: under the question's answer, or in a direct message.
"""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.actions.record import entry_of, shown_of
from bot.discord.buttons import AnswerButton
from bot.discord.errors import Refusal
from bot.discord.parts import parts_of, server_of
from bot.discord.rendering import Rendered
from bot.discord.sending import CommandDoor
from bot.storage.awaited import MOST

PROMISED = "I will answer under this message, once, when a paper that answers it comes in. /history shows what you wait for, and ends it."
DIRECTLY = "I will send you a direct message, once, when a paper that answers it comes in. /history shows what you wait for, and ends it."
NOTHING_KEPT = "You want nothing kept here, so I cannot remember to tell you."
NOT_HERE = "I can tell you only of what was asked in a server."
INSTEAD = "Under the answer instead"


async def press_tell(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Keep the wish to be told under a public answer; for a private one, by direct message."""
    shown = await shown_of(interaction, answer)
    public = shown.public and shown.message is not None
    await _wished(interaction, answer, direct=not public)
    view = discord.ui.View(timeout=None)
    view.add_item(AnswerButton("direct", answer))
    rendered = Rendered(content=PROMISED, view=view) if public else Rendered(content=DIRECTLY)
    await CommandDoor(interaction, True).send(rendered)


async def press_direct(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Keep the wish to be told by direct message."""
    shown = await shown_of(interaction, answer)
    await _wished(interaction, answer, direct=True)
    view = discord.ui.View(timeout=None)
    view.add_item(AnswerButton("tell", answer, label=INSTEAD))
    public = shown.public and shown.message is not None
    await CommandDoor(interaction, True).send(Rendered(content=DIRECTLY, view=view if public else None))


async def _wished(interaction: discord.Interaction[Any], answer: str, direct: bool) -> None:
    """Keep the wish. Raises Refusal if it may not be kept."""
    await entry_of(interaction, answer)
    parts, server, member = parts_of(interaction), server_of(interaction), str(interaction.user.id)
    if server is None:
        raise Refusal(NOT_HERE)
    if await parts.withheld(server, member):
        raise Refusal(NOTHING_KEPT)
    if not await parts.storage.awaited.add(answer, server, member, direct, str(interaction.locale)):
        raise Refusal(f"You wait for {MOST} answers here already; end one of them in /history first.")
