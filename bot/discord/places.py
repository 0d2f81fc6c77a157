"""Who may look into which channel, where what was said there is shown or told elsewhere."""

from __future__ import annotations

from typing import Any

import aiohttp
import discord


async def shared_place(guild: discord.Guild, channel: str) -> Any:
    """The channel whose permissions say who reads what stands in a channel or thread (by its id): a thread's parent, or
    itself. None for a private thread, and for what cannot be found.
    """
    try:
        found: Any = guild.get_channel_or_thread(int(channel)) or await guild.fetch_channel(int(channel))
    except (discord.HTTPException, discord.InvalidData, aiohttp.ClientError, OSError):
        return None
    if isinstance(found, discord.Thread):
        return None if found.is_private() else found.parent
    return found


async def looks_no_more(guild: discord.Guild, channel: str | None, member: discord.Member) -> bool:
    """Whether a member may not look into a channel (by its id) any more; False where that cannot be found out."""
    place = await shared_place(guild, channel) if channel else None
    return place is not None and not place.permissions_for(member).view_channel


async def may_look(interaction: discord.Interaction[Any], channel: str) -> bool:
    """Whether a member may look into a channel (by its id); False where that cannot be found out."""
    member, guild = interaction.user, interaction.guild
    if guild is None or isinstance(member, discord.User):
        return False
    place = await shared_place(guild, channel)
    return place is not None and bool(place.permissions_for(member).view_channel)
