"""What ``marrow doctor`` asks Discord: does the token work, and how is the bot invited."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

import aiohttp
import discord
from pydantic import SecretStr

from bot.config import TOKEN, Config
from bot.discord.access import NEEDED
from bot.discord.client import intents
from bot.discord.running import point_at
from bot.storage.servers import ServerSettings

PATIENCE = 15.0  # seconds


async def check_token(config: Config, token: SecretStr) -> tuple[bool, str]:
    """Whether Discord takes the token, and a sentence: whose bot it is and its invitation, or what to do."""
    point_at(config)
    try:
        return True, await asyncio.wait_for(_introduced(token, config.discord.message_content), PATIENCE)
    except discord.LoginFailure:
        return False, f"Discord refuses the token in {TOKEN}: copy a new one from the application's “Bot” page"
    except (TimeoutError, aiohttp.ClientError, OSError, discord.HTTPException) as error:
        said = f"Discord could not be asked at {config.discord.api_base} ({type(error).__name__})"
        return False, f"{said}: check the network and discord.api_base"


async def _introduced(token: SecretStr, content: bool) -> str:
    async with discord.Client(intents=intents()) as client:
        await client.login(token.get_secret_value())
        application = await client.application_info()
        flags = application.flags
        granted = flags.gateway_message_content or flags.gateway_message_content_limited
        needed = "no privileged intent is needed"
        if content:
            needed = (
                "the message-content intent is switched on"
                if granted
                else "discord.message_content is true, but “Message Content Intent” is off on the application's “Bot” page"
            )
        return f"the token is {application.name}'s, {needed}; invite: {invitation(application.id)}"


def invitation(application: int) -> str:
    """The address that invites the bot into a server with all it needs and nothing more."""
    wanted = discord.Permissions(**dict.fromkeys(NEEDED, True))
    return discord.utils.oauth_url(application, permissions=wanted, scopes=("bot", "applications.commands"))


async def deleted_places(config: Config, token: SecretStr, kept: Sequence[ServerSettings]) -> list[str]:
    """The roles and channels that are set in servers and are gone there, each as a sentence's beginning.

    A server the bot is no longer in, or that cannot be asked in time, is passed over.
    """
    point_at(config)
    gone: list[str] = []
    with suppress(TimeoutError, aiohttp.ClientError, OSError, discord.HTTPException, discord.LoginFailure):
        async with asyncio.timeout(PATIENCE), discord.Client(intents=intents()) as client:
            await client.login(token.get_secret_value())
            for settings in kept:
                gone += await _gone_from(client, settings)
    return gone


async def _gone_from(client: discord.Client, settings: ServerSettings) -> list[str]:
    try:
        guild = await client.fetch_guild(int(settings.server or 0), with_counts=False)
        channels = {str(channel.id) for channel in await guild.fetch_channels()}
    except (discord.Forbidden, discord.NotFound, ValueError):
        return []
    roles = {str(role.id) for role in guild.roles}
    wanted = [(f"role {one}", one in roles) for one in (settings.moderator_role, settings.curator_role) if one]
    places = (settings.moderator_channel, settings.digest_channel, *settings.channels, *settings.channel_libraries)
    wanted += [(f"channel {one}", one in channels) for one in places if one]
    return [f"the {what} that is set in server {settings.server} is gone" for what, there in wanted if not there]
