"""What ``marrow doctor`` asks Discord: whether the token works, how to invite the bot, and whether Discord knows its
commands.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import discord
from pydantic import SecretStr

from bot.assistant.wording import counted
from bot.config import Config
from bot.discord.access import NEEDED
from bot.discord.client import Marrow, intents
from bot.discord.listing import Lists
from bot.discord.pace import Cooldown
from bot.discord.parts import Parts
from bot.discord.running import point_at
from bot.discord.syncing import CommandDifference, difference, payloads, why
from bot.libraries import Libraries
from bot.settings import TOKEN
from bot.storage.servers import ServerSettings
from bot.storage.store import Storage

PATIENCE = 15.0  # seconds


async def check_token(config: Config, token: SecretStr) -> tuple[bool, str]:
    """Whether Discord accepts the token, and a sentence: the bot's name and invitation, or what to do."""
    point_at(config)
    try:
        return await asyncio.wait_for(_introduced(token, config.discord.message_content), PATIENCE)
    except discord.LoginFailure:
        return False, f"Discord refuses the token in {TOKEN}: copy a new one from the application's “Bot” page"
    except (TimeoutError, aiohttp.ClientError, OSError, discord.HTTPException) as error:
        said = f"Discord could not be asked at {config.discord.api_base} ({type(error).__name__})"
        return False, f"{said}: check the network and discord.api_base"


async def _introduced(token: SecretStr, content: bool) -> tuple[bool, str]:
    """Whether the bot can start, and a sentence; ``content``: it asks for the content of messages."""
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
                else "the bot cannot start: discord.message_content is true, but “Message Content Intent” is off on the application's “Bot” page"
            )
        said = f"the token is {application.name}'s, {needed}; invite: {invitation(application.id)}"
        return bool(granted) or not content, said


def invitation(application: int) -> str:
    """The address that invites the bot into a server with exactly the permissions it needs."""
    wanted = discord.Permissions(**dict.fromkeys(NEEDED, True))
    return discord.utils.oauth_url(application, permissions=wanted, scopes=("bot", "applications.commands"))


async def deleted_places(config: Config, token: SecretStr, kept: Sequence[ServerSettings]) -> list[str]:
    """Roles and channels in servers' settings that no longer exist, each as the beginning of a sentence.

    Servers that the bot has left, or that do not answer in time, are skipped.
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
    places = (settings.moderator_channel, settings.digest_channel, settings.weekly, *settings.channels)
    places = (*places, *settings.channel_libraries)
    wanted += [(f"channel {one}", one in channels) for one in places if one]
    return [f"the {what} that is set in server {settings.server} is gone" for what, there in wanted if not there]


COMPARING = 30.0  # seconds
SWITCH = "“marrow doctor --sync” does so now"


class _Teller(Marrow):
    """A bot with its commands, which never connects and starts no tasks."""

    async def setup_hook(self) -> None:
        """Add the cogs and buttons, but start nothing."""
        await self.equip()


async def commands_told(config: Config, token: SecretStr, upload: bool) -> tuple[bool, str]:
    """Whether Discord's commands are the same as ours, and a sentence about it; ``upload``: send them to Discord first."""
    point_at(config)
    try:
        async with asyncio.timeout(COMPARING), _teller(config, token) as bot:
            if upload:
                await bot.tree.sync()
            return _sentence(await difference(bot.tree, payloads(bot.tree)), len(bot.tree.get_commands()), upload)
    except discord.LoginFailure:
        return False, "not compared, because Discord refuses the token"
    except (TimeoutError, aiohttp.ClientError, OSError, discord.HTTPException) as error:
        wanted = "Discord has not taken the commands" if upload else "Discord did not tell which commands it has"
        return False, f"{wanted} ({why(error)}); a running bot tries again by itself, so do you in a while"


@asynccontextmanager
async def _teller(config: Config, token: SecretStr) -> AsyncIterator[Marrow]:
    """A bot that has logged in. Its storage is in a temporary folder, so that the real data is not touched."""
    with tempfile.TemporaryDirectory(prefix="marrow-") as folder:
        section = config.storage.model_copy(update={"data_dir": Path(folder)})
        aside = config.model_copy(update={"storage": section})
        async with Storage.open(Path(folder)) as storage:
            parts = Parts(
                aside,
                Libraries(aside, storage.logbook),
                storage,
                Cooldown(1, 1),
                {},
                Lists(Path(folder), aside.corpus.work_limits),
            )
            async with _Teller(parts, shards=1) as bot:
                await bot.login(token.get_secret_value())
                yield bot


def _sentence(found: CommandDifference, count: int, upload: bool) -> tuple[bool, str]:
    """Whether there is no difference, and a sentence that names the differences and what to do."""
    told = [
        f"{what} {', '.join(names)}"
        for what, names in (
            ("lacks", found.lacking),
            ("has otherwise", found.otherwise),
            ("still has", found.left),
        )
        if names
    ]
    if not told:
        return True, f"Discord has all {counted(count, 'command')} as they are here{' now' if upload else ''}"
    what = (
        "it was told them anew and has not taken them" if upload else f"the bot tells it when it starts; {SWITCH}"
    )
    return False, f"Discord {'; '.join(told)}: {what}"
