"""Who may change a server's libraries, and which these are; only the operator may change a library that servers share."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import discord

from bot.discord.access import is_curator
from bot.discord.errors import Refusal
from bot.discord.parts import Parts, home_of, parts_of, server_of
from bot.ownership import belongs, own
from bot.storage.servers import ServerSettings

MOST_LIBRARIES = 20  # libraries of one server
_SHORT = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
Interaction = discord.Interaction[Any]


async def curated(interaction: Interaction) -> tuple[Parts, ServerSettings]:
    """The bot's parts and the settings of the server, if the member may change its libraries. Raises Refusal otherwise."""
    parts, server = parts_of(interaction), server_of(interaction)
    settings = await parts.settings(server)
    if server is None or not is_curator(interaction, settings):
        raise Refusal("Only this server's curators can do that; an admin names their role with /setup.")
    return parts, settings


async def library_to_fill(interaction: Interaction, named: str = "") -> tuple[Parts, str]:
    """The parts, and the name of the library for an import: the server's own library with the short name ``named``;
    without it, the one asked here if it is the server's own, else the server's first. Raises Refusal.
    """
    parts, settings = await curated(interaction)
    server = server_of(interaction) or ""
    if named:
        if not _SHORT.fullmatch(named):
            raise Refusal("A library's name has small letters, digits and hyphens, 32 at most.")
        return parts, await asyncio.to_thread(_few, parts, own(server, named), server)
    here = settings.library_in(home_of(interaction)) or ""
    return parts, here if belongs(here, server) else own(server)


def _few(parts: Parts, library: str, server: str) -> str:
    """The library's name, if the server has it already or may have another one. Raises Refusal otherwise."""
    held = [name for name in parts.libraries.names() if belongs(name, server)]
    if library not in held and len(held) >= MOST_LIBRARIES:
        raise Refusal(f"This server has {MOST_LIBRARIES} libraries already, the most one server keeps here.")
    return library


async def library_to_change(interaction: Interaction) -> tuple[Parts, str]:
    """The parts, and the name of the library asked here. Raises Refusal if it is not the server's own."""
    parts, settings = await curated(interaction)
    here = settings.library_in(home_of(interaction)) or ""
    if not belongs(here, server_of(interaction)):
        raise Refusal(
            "The library asked here is one that servers share. /corpus import gives this server its own."
        )
    return parts, here
