"""Remove: the asker or a moderator takes the message away; its record stays for the moderators."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import discord

from bot.discord.access import is_moderator
from bot.discord.actions.record import shown_of, stands_under
from bot.discord.errors import Refusal
from bot.discord.parts import parts_of, server_of
from bot.discord.rendering import Rendered
from bot.discord.sending import CommandDoor, PlaceDoor
from bot.storage.state import Shown

NOT_THERE = "The message of this answer is no longer there."


async def press(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Delete the message the button stands under."""
    parts, server = parts_of(interaction), server_of(interaction)
    door = PlaceDoor(interaction)
    shown = await shown_of(interaction, answer)
    own = parts.storage.shown.is_asker(shown, str(interaction.user.id), server)
    if not own and not is_moderator(interaction, await parts.settings(server)):
        raise Refusal("Only the member who asked, or a moderator, can remove this answer.")
    if stands_under(interaction, shown):
        await door.remove()
    elif interaction.message is not None and interaction.message.flags.ephemeral:
        await _from_elsewhere(interaction, shown)
    else:
        raise Refusal("That button belongs to another message of mine; use the one under the answer itself.")
    await parts.storage.shown.removed(answer, server)


async def _from_elsewhere(interaction: discord.Interaction[Any], shown: Shown) -> None:
    """Take away an answer that another message's menu is about. Raises Refusal where that cannot be done from here."""
    channel: Any = interaction.channel
    if shown.message is None or channel is None:
        raise Refusal(NOT_THERE)
    with suppress(discord.NotFound):
        await channel.get_partial_message(int(shown.message)).delete()
    await CommandDoor(interaction, True).send(Rendered(content="The answer is taken away."))
