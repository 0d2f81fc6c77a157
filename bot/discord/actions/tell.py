"""Tell me: a question that was not answered is asked again when papers come in, and its asker is told under it, once."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.actions.record import entry_of, shown_of
from bot.discord.errors import Refusal
from bot.discord.parts import parts_of, server_of
from bot.discord.rendering import Rendered
from bot.discord.sending import CommandDoor
from bot.storage.awaited import MOST

PROMISED = "I will answer under this message, once, when a paper that answers it comes in. /history shows what you wait for, and ends it."
NOTHING_KEPT = "You want nothing kept here, so I cannot remember to tell you."
NOT_HERE = "I can tell you only under an answer that everyone in a server's channel sees."


async def press_tell(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Keep the wish."""
    await entry_of(interaction, answer)
    shown, parts, server = await shown_of(interaction, answer), parts_of(interaction), server_of(interaction)
    member = str(interaction.user.id)
    if server is None or not shown.public or shown.message is None:
        raise Refusal(NOT_HERE)
    if await parts.withheld(server, member):
        raise Refusal(NOTHING_KEPT)
    if not await parts.storage.awaited.add(answer, server, member):
        raise Refusal(f"You wait for {MOST} answers here already; end one of them in /history first.")
    await CommandDoor(interaction, True).send(Rendered(content=PROMISED))
