"""Who may read a server's log; checked at every command and button, because Discord only hides them."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace
from typing import Any

import discord

from bot.discord.access import is_admin, is_moderator
from bot.discord.errors import Refusal
from bot.discord.parts import Parts, parts_of, server_of
from bot.discord.rendering import Rendered
from bot.discord.text import CONTENT, size
from bot.libraries import LibraryError
from bot.service import Service
from bot.storage.selection import Selection
from corpus.errors import StorageError

_LOG = logging.getLogger("marrow.discord")
Interaction = discord.Interaction[Any]
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
