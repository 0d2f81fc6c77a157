"""Who may change a server's library, and which library that is."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.access import is_admin
from bot.discord.errors import Refusal
from bot.discord.parts import Parts, parts_of, server_of
from bot.storage.servers import ServerSettings

OWN = "server-"  # what the name of a server's own library begins with; its id follows
Interaction = discord.Interaction[Any]


async def curated(interaction: Interaction) -> tuple[Parts, ServerSettings]:
    """The bot's parts and the settings of a server whose library the member may change. Raises Refusal."""
    parts, server = parts_of(interaction), server_of(interaction)
    settings = await parts.settings(server)
    roles = [str(role.id) for role in getattr(interaction.user, "roles", ())]
    if server is None or not (is_admin(interaction) or settings.curator_role in roles):
        raise Refusal("Only this server's curators can do that; an admin names their role with /setup.")
    return parts, settings


async def own_library(interaction: Interaction) -> tuple[Parts, str]:
    """The parts, and the server's own library, named now where it has none: what all servers share is the operator's.

    Raises Refusal.
    """
    parts, settings = await curated(interaction)
    return parts, settings.library or f"{OWN}{settings.server or server_of(interaction)}"


async def owned_library(interaction: Interaction) -> tuple[Parts, str]:
    """The parts, and the server's own library. Raises Refusal where it answers from the one all servers share."""
    parts, settings = await curated(interaction)
    if settings.library is None:
        raise Refusal(
            "This server answers from the library all servers share. /corpus import gives it one of its own."
        )
    return parts, settings.library
