"""What every cog and button is given: built in one place, passed by argument."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import discord

from bot.config import Config
from bot.discord.access import home
from bot.discord.cooldown import Cooldown, Doubles, Verdict
from bot.discord.metrics import Metrics
from bot.discord.ordering import Lists
from bot.libraries import Libraries
from bot.privacy import OPTED_OUT, Policy, Typed, admitted, policy_of
from bot.service import Service
from bot.storage.servers import ServerSettings
from bot.storage.store import Storage
from corpus.citing import Style

MOST = 10_000  # members remembered, the newest


class Readers:
    """Members by server, the newest at the end."""

    def __init__(self) -> None:
        self._met: OrderedDict[tuple[str | None, str], None] = OrderedDict()

    def met(self, server: str | None, member: str) -> None:
        """Remember who reads a server's log."""
        self._met[server, member] = None
        self._met.move_to_end((server, member))
        if len(self._met) > MOST:
            self._met.popitem(last=False)

    def of(self, server: str | None) -> list[str]:
        """The ids of those who have read a server's log."""
        return [member for where, member in self._met if where == server]


@dataclass(frozen=True)
class Parts:
    """The bot's parts: settings, libraries, everything stored, who has asked much lately, styles of references, papers in an order, who
    has read the log, what was done of late, what is counted.
    """

    config: Config
    libraries: Libraries
    storage: Storage
    cooldown: Cooldown
    styles: Mapping[str, Style]
    lists: Lists
    readers: Readers = field(default_factory=Readers)
    doubles: Doubles = field(default_factory=Doubles)
    metrics: Metrics = field(default_factory=Metrics)

    def pace(self, server: str | None, member: str) -> Verdict:
        """Count a question of a member, asked now."""
        return self.cooldown.take(server, member, asyncio.get_running_loop().time())

    def again(self, *what: str, within: float) -> bool:
        """True where the same was done less than so many seconds ago; else it is remembered."""
        return self.doubles.again(what, asyncio.get_running_loop().time(), within)

    @property
    def conversation(self) -> timedelta:
        """How long a channel's talk with one member is a conversation."""
        return timedelta(minutes=self.config.discord.conversation_minutes)

    async def settings(self, server: str | None) -> ServerSettings:
        """A server's settings; None stands for direct messages."""
        return await self.storage.servers.get(server)

    def reads_threads(self, settings: ServerSettings) -> bool:
        """Whether what is written in threads of ours is read without a mention: admin and operator both want it."""
        return self.config.discord.message_content and settings.threads == "read"

    def policy(self, settings: ServerSettings) -> Policy:
        """What is kept of a question, and for how long."""
        return policy_of(self.config.privacy, settings)

    async def withheld(self, server: str | None, member: str) -> str | None:
        """Why no words of a member may be kept here, whatever they are; None where they may. Raises StorageError."""
        withheld = self.policy(await self.settings(server)).withheld
        if withheld is None and await self.storage.members.opted_out(member, server):
            return OPTED_OUT
        return withheld

    async def service(self, server: str | None, channel: str | None = None) -> Service:
        """The service that answers in a channel: of the library set for it (a thread's is its parent's), or for the server."""
        return await self.libraries.service((await self.settings(server)).library_in(channel))


def parts_of(interaction: discord.Interaction[Any]) -> Parts:
    """The parts of the bot an interaction came to."""
    parts: Parts = interaction.client.parts
    return parts


async def service_of(interaction: discord.Interaction[Any]) -> Service:
    """The service that answers where an interaction came from."""
    return await parts_of(interaction).service(server_of(interaction), home_of(interaction))


async def typed(interaction: discord.Interaction[Any], *texts: str) -> Typed:
    """The first of some texts a member typed together, through the gate. Raises PatientText."""
    text = admitted(*texts)
    withheld = await parts_of(interaction).withheld(server_of(interaction), str(interaction.user.id))
    return Typed(text=text, withheld=withheld)


def own_ids(client: discord.Client, guild: discord.Guild | None) -> set[int]:
    """The ids that mean the bot: its own, and that of the role Discord made for it in a server."""
    roles = {role.id for role in guild.me.roles if role.managed} if guild is not None and guild.me else set()
    return roles | ({client.user.id} if client.user else set())


def home_of(interaction: discord.Interaction[Any]) -> str | None:
    """The channel whose settings hold where an interaction came from; None where Discord does not say."""
    return home(interaction.channel) if interaction.channel else None


def server_of(interaction: discord.Interaction[Any]) -> str | None:
    """The server an interaction came from; None in direct messages."""
    return str(interaction.guild_id) if interaction.guild_id else None
