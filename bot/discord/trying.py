"""What is said to Discord, said again where the network or Discord stumbles, and never twice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord

Result = TypeVar("Result")
TRIES = 3
PAUSE = 0.4  # seconds before the second try, twice as long before the third
ALREADY_ANSWERED = 40060  # Discord's code for an interaction whose first response it has taken


async def again(call: Callable[[], Awaitable[Result]]) -> Result:
    """Do what may safely be done twice, up to three times where the network or Discord stumbles."""
    for tried in range(1, TRIES):
        try:
            return await call()
        except (aiohttp.ClientError, OSError, discord.DiscordServerError):
            await asyncio.sleep(PAUSE * tried)
    return await call()


async def once(call: Callable[[], Awaitable[Result]]) -> Result | None:
    """Give an interaction its first response, trying again where the network stumbles.

    None where Discord says it has one: an earlier try got through and only its receipt was lost.
    """
    try:
        return await again(call)
    except discord.InteractionResponded:
        return None
    except discord.HTTPException as error:
        if error.code == ALREADY_ANSWERED:
            return None
        raise
