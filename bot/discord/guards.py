"""Who may read a server's log, who may change its libraries, and which libraries these are; a library that servers
share may be changed only by the operator. This is checked at every command and button, because Discord only hides them.
Also who may look into a channel, before what was said there is shown or told elsewhere.
"""

from __future__ import annotations

import asyncio
import logging
import re
from contextlib import suppress
from dataclasses import replace
from typing import Any

import aiohttp
import discord

from bot.discord.access import is_admin, is_curator, is_moderator
from bot.discord.errors import Refusal
from bot.discord.parts import Interaction, Parts, home_of, parts_of, server_of
from bot.discord.rendering import Rendered
from bot.discord.text import CONTENT, size
from bot.libraries import LibraryError
from bot.ownership import belongs, own
from bot.service import Service
from bot.storage.selection import Selection
from bot.storage.servers import ServerSettings
from corpus.errors import StorageError

_LOG = logging.getLogger("marrow.discord")
MOST_LIBRARIES = 20  # libraries of one server
_SHORT = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
UNNOTED = "Whoever reads the log is noted first, and nothing can be written to it just now. Please try again in a minute."
NOTED = "-# That you read this is noted, under a pseudonym; admins see it with /log readings."


async def moderated(interaction: Interaction) -> tuple[Parts, str]:
    """The bot's parts and the server, if the member may read its log. Raises Refusal otherwise."""
    parts, server = parts_of(interaction), server_of(interaction)
    if server is None or not is_moderator(interaction, await parts.settings(server)):
        raise Refusal("Only this server's moderators can read its log.")
    return parts, server


async def owned(interaction: Interaction) -> tuple[Parts, str]:
    """The same for members who may manage the server. Raises Refusal otherwise."""
    parts, server = parts_of(interaction), server_of(interaction)
    if server is None or not is_admin(interaction):
        raise Refusal("Only members who may manage this server can see who read its log.")
    return parts, server


def reader(interaction: Interaction) -> str:
    """The reader's id, for the record of readings, which keeps a pseudonym of it."""
    return str(interaction.user.id)


async def service_over(parts: Parts, server: str, library: str) -> Service | None:
    """The service for one of a server's libraries, by the name in its answers; None if the server no longer uses that
    library, or it cannot be opened now.
    """
    for name in (await parts.settings(server)).libraries:
        with suppress(LibraryError):
            service = await parts.libraries.service(name)
            if service.corpus.name == library:
                return service
    return None


def told(rendered: Rendered) -> Rendered:
    """A reply with a line that says that the reading is recorded, if it fits."""
    content = f"{rendered.content}\n{NOTED}"
    return replace(rendered, content=content) if size(content) <= CONTENT else rendered


async def kept_reading(interaction: Interaction, what: str, selection: Selection, detail: str = "") -> None:
    """Record that the log was read: an answer's id, or a selection. Raises Refusal if it cannot be recorded; then
    nothing is shown.
    """
    parts = parts_of(interaction)
    parts.readers.met(selection.server, reader(interaction))
    log = parts.storage.reader
    try:
        await log.read(selection.server, reader(interaction), what, detail or selection.told())
    except StorageError as error:
        _LOG.warning("The log was not read, because that could not be noted: %s", error)
        raise Refusal(UNNOTED) from None


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


async def shared_place(guild: discord.Guild, channel: str) -> Any:
    """The channel whose permissions decide who reads a channel or thread (by its id): a thread's parent, or the
    channel itself. None for a private thread, or if it cannot be found.
    """
    try:
        found: Any = guild.get_channel_or_thread(int(channel)) or await guild.fetch_channel(int(channel))
    except (discord.HTTPException, discord.InvalidData, aiohttp.ClientError, OSError):
        return None
    if isinstance(found, discord.Thread):
        return None if found.is_private() else found.parent
    return found


async def looks_no_more(guild: discord.Guild, channel: str | None, member: discord.Member) -> bool:
    """Whether a member may no longer look into a channel (by its id); False if that is unknown."""
    place = await shared_place(guild, channel) if channel else None
    return place is not None and not place.permissions_for(member).view_channel


async def may_look(interaction: discord.Interaction[Any], channel: str) -> bool:
    """Whether a member may look into a channel (by its id); False if that is unknown."""
    member, guild = interaction.user, interaction.guild
    if guild is None or isinstance(member, discord.User):
        return False
    place = await shared_place(guild, channel)
    return place is not None and bool(place.permissions_for(member).view_channel)
