"""/setup: what a server's admins choose, and what the bot still lacks there."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
from discord import app_commands

from bot.assistant.papers.summaries import holding as about
from bot.discord import suggest
from bot.discord.access import (
    SetupChoices,
    channels_after,
    check_clocks_and_channels,
    check_together,
    entrusted,
    is_admin,
)
from bot.discord.cogs.base import VISIBLE, MarrowCog
from bot.discord.errors import Refusal
from bot.discord.parts import Interaction, server_of
from bot.discord.posting import post
from bot.discord.rendering import Rendered
from bot.discord.setup_card import card
from bot.discord.text import escape, pages, slot, theirs
from bot.libraries import LibraryError
from bot.ownership import called, listed, offered
from bot.privacy import Policy, beyond
from bot.storage.servers import DAYS, ServerSettings

CLOCKS = ("retention_days", "names_days")
LOGGING = [
    app_commands.Choice(name="questions with names", value="full"),
    app_commands.Choice(name="questions with pseudonyms", value="pseudonymous"),
    app_commands.Choice(name="counts only", value="counts"),
    app_commands.Choice(name="nothing", value="off"),
]
THREADS = [
    app_commands.Choice(name="only what mentions me", value="mention"),
    app_commands.Choice(name="read", value="read"),
]
WEEKDAYS = [
    app_commands.Choice(name=day.capitalize() if day in DAYS else day, value=day) for day in (*DAYS, "never")
]
WELCOME = (
    "Hello, I am Marrow. Ask me about the papers here, {about}, and I answer with their own sentences and the DOI beside each: "
    "mention me with your question, or use /ask. /help shows the rest. I speak only when I am asked, and ping nobody. "
    "{kept}"
)
UNREADABLE = (
    "I cannot read threads without a mention here: the operator has to set discord.message_content and switch on "
    "“Message Content Intent” on the application's “Bot” page first."
)


class AnsweringChannel(app_commands.Transformer):
    """A channel people talk in. (discord.py's own annotation for forums names a kind Discord no longer takes.)"""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """The option takes a channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The kinds of channels that it offers."""
        kind = discord.ChannelType
        return [kind.text, kind.news, kind.forum, kind.voice]

    async def transform(self, interaction: Interaction, value: Any, /) -> Any:
        """The channel, as Discord gives it."""
        return value


Answering = app_commands.Transform[Any, AnsweringChannel]


class SetupCog(MarrowCog):
    """A server's settings, by its admins alone."""

    @app_commands.command(name="setup", description="For admins: where I answer, who sees it, who moderates")
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.describe(
        allow="Answer in this channel too (until the first one is named, I answer everywhere)",
        disallow="Do not answer in this channel any more",
        everywhere="Forget the list of channels and answer everywhere",
        visibility="Who sees an answer when the member does not say",
        moderator_role="The role that may read and remove answers",
        moderator_channel="Where reports are posted",
        retention_days="Keep rows of the log for so many days; 0 keeps them",
        library="The library that answers in this server",
        library_in="The channel that asks that library instead; the server's own one ends it",
        export_names="Let moderators export pseudonyms and places too",
        logging="What I keep of a question; less than the operator allows, never more",
        curator_role="The role that may change this server's library",
        digest_channel="Where changes of the library are posted",
        weekly_channel="Where the week is told: new papers, what was asked in public, in figures",
        weekly_day="On which day the week is told (UTC); never ends it",
        threads="What I read in threads that I opened",
        names_days="Forget who asked after so many days; 0 keeps it",
    )
    @app_commands.choices(visibility=VISIBLE, logging=LOGGING, threads=THREADS, weekly_day=WEEKDAYS)
    async def setup(
        self,
        interaction: Interaction,
        allow: Answering | None = None,
        disallow: Answering | None = None,
        everywhere: bool | None = None,
        visibility: app_commands.Choice[str] | None = None,
        moderator_role: discord.Role | None = None,
        moderator_channel: discord.TextChannel | None = None,
        retention_days: app_commands.Range[int, 0, 3650] | None = None,
        library: str | None = None,
        library_in: Answering | None = None,
        export_names: bool | None = None,
        logging: app_commands.Choice[str] | None = None,
        names_days: app_commands.Range[int, 0, 3650] | None = None,
        curator_role: discord.Role | None = None,
        digest_channel: discord.TextChannel | None = None,
        weekly_channel: discord.TextChannel | None = None,
        weekly_day: app_commands.Choice[str] | None = None,
        threads: app_commands.Choice[str] | None = None,
    ) -> None:
        """Change what was named, then show everything."""
        guild = _managed(interaction)
        wishes = SetupChoices(
            allow=allow, disallow=disallow, everywhere=everywhere, visibility=_value(visibility), threads=_value(threads),
            moderator_role=moderator_role, moderator_channel=_id(moderator_channel), curator_role=curator_role,
            library=library, library_in=library_in, digest_channel=_id(digest_channel), weekly_channel=_id(weekly_channel),
            weekly_day=_value(weekly_day), export_names=export_names, logging=_value(logging), names_days=names_days,
            retention_days=retention_days,
        )  # fmt: skip
        self._check(wishes)
        settings = await self._changed(guild, wishes)
        await self.own_door(interaction).send(await card(self.parts, settings, guild))

    def _check(self, wishes: SetupChoices) -> None:
        """Raise Refusal if the wishes are beyond what the operator allows, or contradict each other."""
        kept_less = beyond(self.parts.config.privacy, wishes.logging, wishes.names_days, wishes.retention_days)
        if kept_less:
            raise Refusal(kept_less)
        check_together(wishes)

    async def _changes(
        self, settings: ServerSettings, guild: discord.Guild, wishes: SetupChoices
    ) -> dict[str, Any]:
        """The new values of the named settings; None means "unchanged", except for a clock, which it stops. Raises
        Refusal.
        """
        clocks = {"retention_days": wishes.retention_days, "names_days": wishes.names_days}
        return {
            "channels": channels_after(settings, guild, wishes),
            "visibility": wishes.visibility,
            "moderator_role": entrusted(wishes.moderator_role),
            "moderator_channel": wishes.moderator_channel,
            **await self._libraries_after(settings, guild, wishes.library, wishes.library_in),
            "export_names": wishes.export_names,
            "curator_role": entrusted(wishes.curator_role),
            "digest_channel": wishes.digest_channel,
            "weekly_channel": wishes.weekly_channel,
            "weekly_day": wishes.weekly_day,
            "logging": wishes.logging,
            "threads": self._readable(wishes.threads),
            **{name: days or None for name, days in clocks.items() if days is not None},  # 0 stops a clock
        }

    async def _changed(self, guild: discord.Guild, wishes: SetupChoices) -> ServerSettings:
        """A server's settings after the wishes, kept if anything was named. Raises Refusal if the wishes contradict
        each other or a present setting.
        """
        async with self.parts.storage.servers.turn(str(guild.id)):
            after = await self._kept(guild, wishes)
        if wishes.allow and await self._welcomed(after, str(wishes.allow.id)):
            return await self.parts.settings(after.server)
        return after

    async def _kept(self, guild: discord.Guild, wishes: SetupChoices) -> ServerSettings:
        """The same, without saying hello."""
        settings = await self.parts.settings(str(guild.id))
        settings = settings.model_copy(update={"server": str(guild.id)})
        changes = await self._changes(settings, guild, wishes)
        named = {name: value for name, value in changes.items() if value is not None or name in CLOCKS}
        after = settings.model_copy(update=named)
        self._check_after(after, named, wishes)
        if named != {"channels": settings.channels} or wishes.allow or wishes.disallow or wishes.everywhere:
            await self.parts.storage.servers.put(after)
        return after

    def _check_after(self, after: ServerSettings, named: dict[str, Any], wishes: SetupChoices) -> None:
        """Raise Refusal if the settings, changed by what was ``named``, would contradict each other."""
        policy = self.parts.policy(after) if any(named.get(clock) for clock in CLOCKS) else Policy()
        check_clocks_and_channels(policy, wishes)
        if named.get("weekly_day", "never") != "never" and after.weekly_channel is None:
            raise Refusal("Say with weekly_channel: where the week is to be told.")

    def _readable(self, wanted: str | None) -> str | None:
        """The wish what to read in threads. Raises Refusal if the operator has not made it possible."""
        if wanted == "read" and not self.parts.config.discord.message_content:
            raise Refusal(UNREADABLE)
        return wanted

    async def _welcomed(self, settings: ServerSettings, channel: str) -> bool:
        """Say hello in a newly chosen channel, unless that was done before. Returns whether it was said."""
        if channel in settings.welcomed:
            return False
        try:
            corpus = (await self.parts.service(settings.server, channel)).corpus
        except LibraryError:  # the card says so
            return False
        said = WELCOME.format(about=escape(about(corpus, slot)), kept=self.parts.policy(settings).told())
        hello = Rendered(content=pages(said)[0])
        # of two at once, one
        if not await post(self.bot, channel, settings.server, hello, nonce=f"hello{channel}"):
            return False
        servers = self.parts.storage.servers
        async with servers.turn(settings.server):  # settings made while Discord answered stay
            now = await servers.get(settings.server)
            await servers.put(now.model_copy(update={"welcomed": tuple(dict.fromkeys((*now.welcomed, channel)))}))
        return True

    @setup.autocomplete("library")
    @suggest.offered
    async def _libraries(self, interaction: Interaction, typed: str) -> suggest.Choices:
        names = await self._libraries_for(server_of(interaction)) if is_admin(interaction) else ()
        return suggest.named({listed(name): name for name in names}, typed)

    async def _libraries_for(self, server: str | None) -> tuple[str, ...]:
        """The libraries that a server may choose."""
        return tuple(one for one in await asyncio.to_thread(self.parts.libraries.names) if offered(one, server))

    async def _libraries_after(
        self, settings: ServerSettings, guild: discord.Guild, name: str | None, channel: Any
    ) -> dict[str, Any]:
        """The changes for a chosen library, for the server or one channel; deleted channels are taken off. Raises Refusal."""
        if name is None:
            if channel:
                raise Refusal(f"Say which library <#{channel.id}> shall ask: /setup library: library_in:.")
            return {}
        chosen = await self._library(name, settings.server)
        own = settings.channel_libraries.items()
        others = {where: held for where, held in own if guild.get_channel(int(where)) is not None}
        if channel is None:
            return {"library": chosen, "channel_libraries": others}
        others.pop(str(channel.id), None)
        usual = settings.library or self.parts.config.corpus.library
        return {"channel_libraries": others if chosen == usual else others | {str(channel.id): chosen}}

    async def _library(self, name: str, server: str | None) -> str:
        """The full name of a library, which is opened first. Raises Refusal if it does not exist."""
        libraries = await self._libraries_for(server)
        chosen = next((one for one in libraries if name in (one, called(one))), None)
        if chosen is None:
            raise Refusal(
                f"There is no library “{theirs(name[:60])}”. The operator imports one with “marrow corpus import”."
            )
        await self.parts.libraries.service(chosen)
        return chosen


def _managed(interaction: Interaction) -> discord.Guild:
    """The server, if the member may manage it. Raises Refusal otherwise."""
    if not is_admin(interaction) or interaction.guild is None:
        raise Refusal("Only members who may manage this server can use /setup.")
    return interaction.guild


def _value(chosen: app_commands.Choice[str] | None) -> str | None:
    """The value of a choice; None without one."""
    return chosen.value if chosen else None


def _id(named: discord.abc.Snowflake | None) -> str | None:
    """The id of a role or channel; None without one."""
    return str(named.id) if named else None
