"""The bot: its intents, its cogs and buttons, its start and its end."""

from __future__ import annotations

import asyncio
import logging
import struct
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import aiohttp
import discord
import yarl
from discord import app_commands
from discord.ext import commands

from bot.assistant.wording import counted
from bot.discord.actions.saving import SaveMenu
from bot.discord.buttons import AnswerButton, RestMenu
from bot.discord.cogs import COGS
from bot.discord.cogs.ask import TOLD
from bot.discord.cogs.privacy import ForgetButton
from bot.discord.curating.importing import ImportButton
from bot.discord.curating.news import NewsButton, Watching
from bot.discord.errors import NOWHERE, Refusal, report_interaction
from bot.discord.health import Health
from bot.discord.history import AwaitedMenu, CameMenu, HistoryButton, HistoryMenu
from bot.discord.housekeeping import Housekeeping
from bot.discord.missed import Missed
from bot.discord.modals import UNKNOWN, not_known
from bot.discord.moderating.pinning import PinButton, PinMenu
from bot.discord.moderating.record import RecordButton
from bot.discord.moderating.rows import RecordMenu, RowsButton
from bot.discord.papers import ListButton, PaperButton, PickMenu
from bot.discord.parts import Parts, own_ids, server_of
from bot.discord.receiving import CHECKS, from_cdn, keep_session
from bot.discord.references import StyleMenu
from bot.discord.saved import ReadingButton, ReadingMenu
from bot.discord.sending import NO_PINGS
from bot.discord.suggest import offer_nothing, offers
from bot.discord.syncing import keep_synced
from bot.discord.text import nameless
from bot.discord.trying import start_clock, told_before
from bot.discord.weekly import Weekly

BUTTONS = (
    AnswerButton,
    RestMenu,
    StyleMenu,
    HistoryButton,
    HistoryMenu,
    AwaitedMenu,
    CameMenu,
    ListButton,
    PaperButton,
    PickMenu,
    ReadingMenu,
    ReadingButton,
    SaveMenu,
    ForgetButton,
    RecordButton,
    PinMenu,
    PinButton,
    RecordMenu,
    RowsButton,
    ImportButton,
    NewsButton,
)
# how discord.py names the tasks in which commands, buttons, forms and messages are answered
REPLYING = ("CommandTree-invoker", "discord-ui-", "discord.py: on_message", "discord.py: on_interaction")
_MUST = frozenset(("READY", "RESUMED"))  # events without which there is no session
GOODBYE = 1000  # the code that ends a session
GIVEN_UP = 0.3  # seconds for a cancelled answer to clean up
_LOG = logging.getLogger("marrow.discord")


def intents(content: bool = False) -> discord.Intents:
    """The events that the bot receives: servers, mentions and direct messages. No privileged intents, unless
    ``content`` is True: the operator wants the bot to read other messages in its own threads.
    """
    wanted = discord.Intents.none()
    wanted.guilds = True
    wanted.guild_messages = True
    wanted.dm_messages = True
    wanted.message_content = content
    return wanted


class Tree(app_commands.CommandTree["Marrow"]):
    """The commands; their errors go to ``errors.report``, and names of members are removed from their options."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """False for a repeated interaction, and for autocomplete of an option that offers nothing; otherwise mentions
        are removed from the options first.
        """
        if told_before(interaction):
            return False
        options = dict(interaction.data or {}).get("options")
        if interaction.type is discord.InteractionType.autocomplete and (
            interaction.channel is None or not offers(interaction.command, options)
        ):
            await offer_nothing(interaction)
            return False
        if interaction.channel is None:
            await report_interaction(interaction, Refusal(NOWHERE))
            return False
        _unnamed(options, interaction.guild_id, own_ids(interaction.client, interaction.guild))
        return True

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the member of an error."""
        await report_interaction(interaction, error)


def _unnamed(options: Any, server: int | None, own: set[int]) -> None:
    """Remove mentions and the like from a command's options, in place."""
    for option in options or ():
        if option["type"] == discord.AppCommandOptionType.string.value:
            option["value"] = nameless(option["value"], server, own)
        _unnamed(option.get("options"), server, own)


def _sparing(event: str, parse: Callable[[Any], None]) -> Callable[[Any], None]:
    """``parse``, discord.py's reading of one kind of event, but an incomplete event, as a proxy may send it, is
    ignored and logged without its words. discord.py itself would end the bot.
    """

    def spared(data: Any) -> None:
        try:
            if event in CHECKS:
                CHECKS[event](data)
            parse(data)
        except Exception as error:  # whatever discord.py stumbles over
            _LOG.warning(
                "Discord sent a %s that cannot be read (%s). It was left out.", event, type(error).__name__
            )

    return spared


async def _left(shard: discord.ShardInfo) -> None:
    """Close a shard's gateway connection, but first read what Discord has already sent.

    discord.py's own close drops those events; its connection has no public name.
    """
    parent = shard._parent
    with suppress(Exception):  # any error means that the connection has ended
        parent._cancel_task()
        if parent._task is not None:  # it reads the socket until it ends, and only one task may read
            await asyncio.wait({parent._task})
        await parent.ws.socket.send_frame(struct.pack("!H", GOODBYE), aiohttp.WSMsgType.CLOSE)
        while True:
            await parent.ws.poll_event()


class Marrow(commands.AutoShardedBot):
    """The bot in Discord. Its parts are opened before it and closed after it."""

    def __init__(self, parts: Parts, shards: int | None = None) -> None:
        """``shards``: the number of connections if the settings name none; None asks Discord."""
        sharding = parts.config.discord.sharding
        ours: dict[str, Any] = {"shard_ids": list(sharding.ids)} if sharding else {}
        super().__init__(
            shard_count=sharding.total if sharding else shards,
            command_prefix=commands.when_mentioned,
            tree_cls=Tree,
            intents=intents(parts.config.discord.message_content),
            help_command=None,
            allowed_mentions=NO_PINGS,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=parts.config.discord.direct_messages, private_channel=False
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            enable_debug_events=False,
            http_trace=parts.clock.trace(),
            **ours,
        )
        self.http.get_from_cdn = from_cdn  # type: ignore[method-assign]
        parsers = self._connection.parsers  # they have no public name
        parsers.update({name: _sparing(name, parse) for name, parse in parsers.items() if name not in _MUST})
        self.parts = parts
        self._syncing: asyncio.Task[None] | None = None
        self.missed = Missed(parts, self)
        self.health = Health(self, parts, self.missed)
        self.housekeeping = Housekeeping(parts)
        self.watching = Watching(self, parts)
        self.weekly = Weekly(self, parts)

    async def equip(self) -> None:
        """Add all cogs, buttons and menus."""
        for cog in COGS:
            await self.add_cog(cog(self, self.parts))
        self.add_dynamic_items(*BUTTONS)

    async def setup_hook(self) -> None:
        """Add everything that answers, send changed commands to Discord, and start the background tasks."""
        await self.equip()
        sharding = self.parts.config.discord.sharding
        if self.parts.config.discord.gateway_url and sharding is None:
            self.shard_count, _, _ = await self.http.get_bot_gateway()
        if sharding is None or sharding.has(None):  # one of several processes sends the commands
            told = keep_synced(self.tree, self.parts.storage.facts)
            self._syncing = asyncio.create_task(told, name="marrow-sync")
        if held := await self.parts.storage.awaited.hold_unfinished():
            _LOG.warning(
                "%s was being told when Marrow ended; /history keeps it for who waited.", counted(held, "answer")
            )
        await self.missed.remember(self.health.path)
        for repeated in (self.health, self.housekeeping, self.watching, self.weekly):
            repeated.start()

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard, which keeps its session over short losses of the connection."""
        await super().launch_shard(gateway, shard_id, initial=initial)
        keep_session(self.shards[shard_id])

    async def on_interaction(self, interaction: discord.Interaction[Any], /) -> None:
        """Start the clock that announces a late answer, note the member's language, and refuse buttons and forms that we
        do not know.
        """
        if told_before(interaction):
            return
        start_clock(interaction)
        self.parts.speaks(server_of(interaction), str(interaction.user.id), str(interaction.locale))
        if not_known(interaction, BUTTONS, TOLD):
            await report_interaction(interaction, Refusal(UNKNOWN))

    async def on_message(self, message: discord.Message, /) -> None:
        """Note the bot's own messages, for code that waits for one. Mentions are questions, not commands with a
        prefix; the listening cog answers them.
        """
        if message.author == self.user:
            self.parts.echoes.hear(message)

    async def on_ready(self) -> None:
        """Log it; this may come again after a reconnect."""
        _LOG.info("Ready in %s as %s.", counted(len(self.guilds), "server"), self.user)
        await self.health.tell()

    async def on_shard_ready(self, shard: int) -> None:
        """Make up for what a shard's new session was not told; it knows its servers now."""
        self.missed.anew(shard)

    async def on_shard_disconnect(self, shard: int) -> None:
        """Note in the health file that a shard is disconnected; discord.py connects again by itself."""
        self.parts.echoes.lost(shard)
        self.missed.lost(shard)
        await self.health.lost(shard)

    async def on_shard_resumed(self, shard: int) -> None:
        """Note that a shard is connected again and missed no events."""
        self.parts.echoes.found(shard)
        self.missed.resumed(shard)
        await self.health.found(shard)

    async def on_shard_connect(self, shard: int) -> None:
        """Note that a shard is connected, with a new session; that it is ready is told later, perhaps when it is lost again."""
        self.parts.echoes.found(shard)
        await self.health.found(shard)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log errors outside of replies."""
        _LOG.exception("Unexpected in %s.", event_method)

    async def finish(self, seconds: float) -> None:
        """Stop listening, and wait at most ``seconds`` for answers in progress; those that are then unfinished are
        cancelled.

        Discord tells members who ask after this at once that the bot is away.
        """
        until = self.loop.time() + seconds
        self.missed.stop()
        leaving = [asyncio.ensure_future(_left(shard)) for shard in self.shards.values()]
        if leaving:
            await asyncio.wait(leaving, timeout=seconds)
        seconds = max(0.0, until - self.loop.time())
        working = {task for task in asyncio.all_tasks() if task.get_name().startswith(REPLYING)}
        _, late = await asyncio.wait(working, timeout=seconds) if working else (working, working)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=GIVEN_UP)

    async def close(self) -> None:
        """Stop the background tasks, then disconnect."""
        if self._syncing is not None:
            self._syncing.cancel()
        self.missed.stop()
        for repeated in (self.weekly, self.watching, self.housekeeping, self.health):
            await repeated.stop()
        await super().close()
