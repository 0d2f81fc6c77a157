"""What every cog and button needs, made in one place and passed as an argument. Part of it is Discord's clock: each of
Discord's answers bears the time (the header Date). If a machine starts with its clock a year ahead, everything that is
removed by its age would be gone at once.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import OrderedDict, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
from aiohttp import hdrs

from bot.config import Config
from bot.discord.access import home
from bot.discord.echoes import Echoes
from bot.discord.listing import Lists
from bot.discord.metrics import Metrics
from bot.discord.pace import Allowance, Cooldown, Doubles, Turns, UnderWay
from bot.discord.reasons import TOO_MANY
from bot.libraries import Libraries
from bot.privacy import OPTED_OUT, Policy, Typed, admitted, policy_of
from bot.service import Service
from bot.storage.servers import ServerSettings
from bot.storage.store import Storage
from corpus.citing import Style

Interaction = discord.Interaction[Any]  # a command, a button, a menu or a form, by whichever client
FAR = timedelta(days=1)  # a clock that is farther from Discord's is wrong
LONGEST_WAIT = 86_400  # seconds; Discord's own limits are of a day at most
_MADE = range(200, 300)  # HTTP statuses of success
_GOING_ON = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # counts while the machine sleeps, too
MOST = 10_000  # members remembered, the newest
AT_ONCE = 2  # processes for moderators: thirty replays at once took gigabytes, and seconds to start


class DiscordsClock:
    """Discord's clock: the time in its last answer, plus the time since."""

    def __init__(self) -> None:
        self._told: tuple[datetime, float] | None = None

    def trace(self) -> aiohttp.TraceConfig:
        """The tracing that discord.py's session needs so that the time in every answer is read."""
        traced = aiohttp.TraceConfig()
        traced.on_request_end.append(self._answered)
        traced.on_request_end.append(_readable)
        return traced

    async def _answered(
        self, _: aiohttp.ClientSession, __: SimpleNamespace, ended: aiohttp.TraceRequestEndParams
    ) -> None:
        headers = ended.response.headers
        if hdrs.AGE not in headers:  # what a cache gives may bear an old time
            self.hear(headers.get(hdrs.DATE, ""))

    def hear(self, date: str) -> None:
        """Note the time that Discord states; a text that is no time is ignored."""
        try:
            told = parsedate_to_datetime(date)
        except (ValueError, TypeError, OverflowError):
            return
        if told.tzinfo is not None:
            self._told = told, time.clock_gettime(_GOING_ON)

    def off(self, now: datetime) -> timedelta:
        """How far this machine's time ``now`` is ahead; zero if Discord has not been heard yet, or the difference is
        small.
        """
        ahead = now - self.now(now)
        return ahead if abs(ahead) > FAR else timedelta()

    def now(self, here: datetime) -> datetime:
        """Discord's time; this machine's, ``here``, if Discord has not been heard yet."""
        if self._told is None:
            return here
        told, at = self._told
        return told + timedelta(seconds=time.clock_gettime(_GOING_ON) - at)


async def _readable(_: aiohttp.ClientSession, __: SimpleNamespace, ended: aiohttp.TraceRequestEndParams) -> None:
    """Raise aiohttp.ClientPayloadError, as for an answer that broke off, if an answer lacks what discord.py takes for
    granted: it says “too many” but not for how many seconds, or that something was made but not which.
    """
    response = ended.response
    if response.status == TOO_MANY:  # without the header nothing is waited for
        lacks = hdrs.VIA in response.headers and not _names_a_wait(await _said(response))
    else:
        name = _must_name(ended.method, response.url.path) if response.status in _MADE else ""
        lacks = bool(name) and not _names(await _said(response), name)
    if lacks:
        raise aiohttp.ClientPayloadError


async def _said(response: aiohttp.ClientResponse) -> dict[str, Any]:
    """The object that an answer is; an empty one for any other answer."""
    try:
        said = json.loads(await response.read())
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _names_a_wait(said: dict[str, Any]) -> bool:
    seconds = said.get("retry_after")
    return isinstance(seconds, int | float) and abs(seconds) <= LONGEST_WAIT


def _must_name(method: str, path: str) -> str:
    """What a successful answer must name; "" if it need not be known."""
    made = method in (hdrs.METH_POST, hdrs.METH_PATCH) and not path.endswith("/typing")
    if made or path.endswith("/@me"):
        return "id"
    return "shards" if path.endswith("/gateway/bot") else ""


def _names(said: dict[str, Any], name: str) -> bool:
    """Whether an answer names its message, thread and so on; for the first response to an interaction, the interaction."""
    made = said.get("interaction", said)
    return isinstance(made, dict) and str(made.get(name, "")).isdecimal()


class LogReaders:
    """Members who read a server's log, the newest last."""

    def __init__(self) -> None:
        self._met: OrderedDict[tuple[str | None, str], None] = OrderedDict()

    def met(self, server: str | None, member: str) -> None:
        """Remember that a member reads a server's log."""
        self._met[server, member] = None
        self._met.move_to_end((server, member))
        if len(self._met) > MOST:
            self._met.popitem(last=False)

    def of(self, server: str | None) -> list[str]:
        """The ids of members who have read a server's log."""
        return [member for where, member in self._met if where == server]


class MembersLanguages:
    """The languages to which members' Discord was set when they last used a command, a button or a form, by server;
    kept in memory alone, because messages do not state them. For direct messages, which nobody else sees, the language
    last used anywhere counts.
    """

    def __init__(self, most: int = MOST) -> None:
        """``most``: how many are remembered, the newest."""
        self._met: OrderedDict[tuple[str | None, str], tuple[str, float]] = OrderedDict()
        self._most = most

    def met(self, server: str | None, member: str, language: str, now: float) -> None:
        """Remember a member's language at the time ``now``, in seconds of a clock that only goes forward."""
        for where in {server, None}:
            self._met[where, member] = language, now
            self._met.move_to_end((where, member))
        while len(self._met) > self._most:
            self._met.popitem(last=False)

    def of(self, server: str | None, member: str, now: float, within: float) -> str | None:
        """A member's language in a server; None if they used nothing there in the last ``within`` seconds."""
        language, at = self._met.get((server, member), (None, float("-inf")))
        return language if now - at <= within else None


@dataclass(frozen=True)
class Parts:
    """The bot's parts: settings, libraries, storage, the limit on questions, reference styles, orders of papers,
    readers of the log, recent actions, questions under way, whose turn it is, members' languages, metrics,
    Discord's clock, and what it tells of the bot's own messages.

    ``citing``: held while the references of many papers are written; ``aside``: while a process draws a picture or
    repeats a question for a moderator; ``telling``, by library: while its changes are posted, so that they are not
    posted twice; ``posted``, by library: the digest of the state that was posted last, which may not have been noted.
    """

    config: Config
    libraries: Libraries
    storage: Storage
    cooldown: Cooldown
    styles: Mapping[str, Style]
    lists: Lists
    readers: LogReaders = field(default_factory=LogReaders)
    doubles: Doubles = field(default_factory=Doubles)
    under_way: UnderWay = field(default_factory=UnderWay)
    turns: Turns = field(default_factory=Turns)
    languages: MembersLanguages = field(default_factory=MembersLanguages)
    metrics: Metrics = field(default_factory=Metrics)
    clock: DiscordsClock = field(default_factory=DiscordsClock)
    echoes: Echoes = field(default_factory=Echoes)
    citing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
    aside: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    telling: defaultdict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))
    posted: dict[str, str] = field(default_factory=dict)

    def pace(self, server: str | None, member: str, way: str = "") -> Allowance:
        """Count a question that a member asks now, in this way."""
        return self.cooldown.take(server, member, asyncio.get_running_loop().time(), way)

    def again(self, *what: str, within: float) -> bool:
        """Whether the same was done less than ``within`` seconds ago; otherwise it is remembered."""
        return self.doubles.again(what, asyncio.get_running_loop().time(), within)

    def speaks(self, server: str | None, member: str, language: str) -> None:
        """Note the language to which a member's Discord is set now, if they are seen using a command, button or form."""
        self.languages.met(server, member, language, asyncio.get_running_loop().time())

    def language(self, server: str | None, member: str) -> str | None:
        """The language of a member who used a command, button or form here within the time that a conversation lasts;
        otherwise None.
        """
        now = asyncio.get_running_loop().time()
        return self.languages.of(server, member, now, self.conversation.total_seconds())

    @property
    def conversation(self) -> timedelta:
        """How long after its last turn a member's conversation in a channel still goes on."""
        return timedelta(minutes=self.config.discord.conversation_minutes)

    async def settings(self, server: str | None) -> ServerSettings:
        """A server's settings; None means direct messages."""
        return await self.storage.servers.get(server)

    def reads_threads(self, settings: ServerSettings) -> bool:
        """Whether the bot reads its own threads without a mention: operator and admin must both allow it."""
        return self.config.discord.message_content and settings.threads == "read"

    def policy(self, settings: ServerSettings) -> Policy:
        """What is kept of questions, and for how long."""
        return policy_of(self.config.privacy, settings)

    async def withheld(self, server: str | None, member: str, *writers: str | None) -> str | None:
        """Why no words of a member may be kept here, if others wrote them, the ``writers``; None if they may. Raises
        StorageError.
        """
        withheld, members = self.policy(await self.settings(server)).withheld, self.storage.members
        if withheld is None and any([await members.opted_out(one, server) for one in (member, *writers) if one]):
            return OPTED_OUT
        return withheld

    async def unwilling(self, server: str | None, member: str, before: str) -> str | None:
        """Why nothing may be kept that is read with the question ``before``: another member asked it, who has opted out
        since. None if it may. Raises StorageError.
        """
        return OPTED_OUT if await self.storage.members.opted_out_of(before, member, server) else None

    async def service(self, server: str | None, channel: str | None = None) -> Service:
        """The service that answers in a channel (for a thread, pass its parent): with the channel's library, or the
        server's.
        """
        return await self.libraries.service((await self.settings(server)).library_in(channel))


def parts_of(interaction: discord.Interaction[Any]) -> Parts:
    """The parts of the interaction's bot."""
    parts: Parts = interaction.client.parts
    return parts


async def service_of(interaction: discord.Interaction[Any]) -> Service:
    """The service that answers in the interaction's channel."""
    return await parts_of(interaction).service(server_of(interaction), home_of(interaction))


async def typed(interaction: discord.Interaction[Any], *texts: str) -> Typed:
    """The first of the texts that a member typed, after all of them were checked together; and whether it may be kept.
    Raises PatientText.
    """
    text = admitted(*texts)
    withheld = await parts_of(interaction).withheld(server_of(interaction), str(interaction.user.id))
    return Typed(text=text, withheld=withheld)


def own_ids(client: discord.Client, guild: discord.Guild | None) -> set[int]:
    """The bot's own ids: its user's, and that of its role in a server."""
    roles = {role.id for role in guild.me.roles if role.managed} if guild is not None and guild.me else set()
    return roles | ({client.user.id} if client.user else set())


def home_of(interaction: discord.Interaction[Any]) -> str | None:
    """The id of the channel whose settings apply to an interaction; None if Discord does not tell the channel."""
    return home(interaction.channel) if interaction.channel else None


def server_of(interaction: discord.Interaction[Any]) -> str | None:
    """The id of an interaction's server; None in direct messages."""
    return str(interaction.guild_id) if interaction.guild_id else None
