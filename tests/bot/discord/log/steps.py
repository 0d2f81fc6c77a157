"""A moderator's look into the log of a simulated Discord, and what is noted of it."""

from __future__ import annotations

from typing import Any

from bot.discord.parts import Parts
from bot.storage.selection import Selection
from tests.bot.discord.conftest import Server

UNHELD = "proton arc dose for zebrafish?"


async def log(server: Server, command: str, **options: Any) -> Any:
    """A moderator's command; what they alone see."""
    result = await server.moderator.slash(server.channel, f"log {command}", **options)
    assert result.ephemeral
    return result


async def first_id(parts: Parts) -> str:
    """The id of Alice's answer."""
    return (await parts.storage.logbook.recent())[-1].id


async def readings(parts: Parts, server: Server) -> list[tuple[str, str]]:
    found = await parts.storage.reader.readings(Selection(server=str(server.guild.id)))
    return [(one.what, one.detail) for one in found]
