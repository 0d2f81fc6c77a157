"""Remove: the asker or a moderator takes the message away; its record stays for the moderators."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.access import is_moderator
from bot.discord.actions.record import shown_of, stands_under
from bot.discord.errors import Refusal
from bot.discord.parts import parts_of, server_of
from bot.discord.sending import PlaceDoor


async def press(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Delete the message the button stands under."""
    parts, server = parts_of(interaction), server_of(interaction)
    door = PlaceDoor(interaction)
    shown = await shown_of(interaction, answer)
    own = parts.storage.shown.is_asker(shown, str(interaction.user.id), server)
    if not own and not is_moderator(interaction, await parts.settings(server)):
        raise Refusal("Only the member who asked, or a moderator, can remove this answer.")
    if not stands_under(interaction, shown):
        raise Refusal("That button belongs to another message of mine; use the one under the answer itself.")
    await door.remove()
    await parts.storage.shown.removed(answer, server)
