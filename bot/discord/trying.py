"""What is said to Discord: again where the network or Discord stumbles, never twice, plain where it may not be whole, and in time.

Discord must hear of an interaction within three seconds: a clock runs for each one from the moment it arrives. Whoever
answers in time gives the first response; else the clock does, and says that the answer is coming. Nothing that is waited
for in between (the log, a library, Discord itself) can make it come too late."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Literal, NamedTuple, TypeVar

import aiohttp
import discord

Result = TypeVar("Result")
TRIES = 3
PAUSE = 0.4  # seconds before the second try, twice as long before the third
ALREADY_ANSWERED = 40060  # Discord's code for an interaction whose first response it has taken
NOT_ALL = (50013, 160002, 50035, 40005)  # an embed, a file or a reference may be what Discord would not take
_UNSEEN, _LATE = "the channel is gone, or I cannot see it", "it was answered too late, and Discord has closed it"
_THREADS = "there are as many open threads as Discord allows"
REASONS = {  # https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
    10003: _UNSEEN,
    50001: _UNSEEN,
    10008: "the message is gone",
    10015: _LATE,
    10062: _LATE,
    50027: _LATE,
    20016: "slow mode is on in this channel",
    20028: "too much is written in this channel just now",
    40004: "Discord lets nobody write just now",
    40005: "the file is larger than Discord takes here",
    50007: "they take no direct messages from me",
    50013: "I lack a permission in this channel",
    50024: "this kind of channel has no such thing",
    50083: "the thread is closed",
    160002: "I may not read this channel's history",
    160005: "the thread is locked",
    160006: _THREADS,
    160007: _THREADS,
    200000: "a rule of this server's AutoMod holds it back",
}
_LOG = logging.getLogger("marrow.discord")


class Powers(NamedTuple):
    """What the bot may do where it answers: speak, show embeds, attach files, reply under a message, open a thread."""

    speaks: bool = True
    embeds: bool = True
    files: bool = True
    replies: bool = True
    threads: bool = True


def powers_in(channel: Any, held: discord.Permissions | None) -> Powers:
    """The powers in a channel with these permissions; None for direct messages, where there is nothing to deny."""
    if held is None:
        return Powers(threads=False)
    inside = isinstance(channel, discord.Thread)
    grows = getattr(channel, "type", None) in (discord.ChannelType.text, discord.ChannelType.news)
    return Powers(
        speaks=held.send_messages_in_threads if inside else held.send_messages,
        embeds=held.embed_links,
        files=held.attach_files,
        replies=held.read_message_history,
        threads=grows and held.create_public_threads,
    )


def own_powers(message: discord.Message) -> Powers:
    """The powers where a message stands, as far as the bot knows them by now."""
    if message.guild is None:
        return powers_in(message.channel, None)
    try:
        held = message.channel.permissions_for(message.guild.me)
    except discord.ClientException:  # a thread of a channel the bot cannot see
        held = discord.Permissions.all()
    return powers_in(message.channel, held)


def why(error: discord.HTTPException) -> str:
    """Why Discord refused something, in plain words where its code is known; else as Discord says it."""
    return REASONS.get(error.code) or f"Discord said: {error.text or error.status}"


async def fitting(whole: Callable[[], Awaitable[Result]], plain: Callable[[], Awaitable[Result]]) -> Result:
    """Send something whole, or plain where Discord will not take all of it: the decoration is lost, and never the words."""
    try:
        return await whole()
    except discord.HTTPException as error:
        if error.code not in NOT_ALL:
            raise
        _LOG.warning("A message goes without its embed and files: %s.", why(error))
        return await plain()


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


KEPT = "first response"  # where an interaction carries its own
Announced = Literal["to all", "privately", "in place"]
CLOCKED = (
    discord.InteractionType.application_command,
    discord.InteractionType.component,
    discord.InteractionType.modal_submit,
)


class FirstResponse:
    """The first response to one interaction: given once, by whoever answers or by the clock.

    ``private``: an announcement is seen by the asker alone. ``in_place``: the message a button stands under is going
    to be changed, so no new one is announced.
    """

    def __init__(self, interaction: discord.Interaction[Any], seconds: float) -> None:
        """The clock runs from now, for so many seconds."""
        self.private = True
        self.in_place = False
        self.seconds = seconds
        self.announced: Announced | None = None
        self._given = False
        self._interaction = interaction
        self._turn = asyncio.Lock()
        self._announcing: asyncio.Task[None] | None = None
        self._clock = asyncio.get_running_loop().call_later(seconds, self._late)

    def stop_clock(self) -> None:
        """Leave it to the caller to answer in time."""
        self._clock.cancel()

    async def give(self, call: Callable[[], Awaitable[Result]]) -> tuple[bool, Result | None]:
        """Make the first response by a call, unless there is one: whether it was made, and what the call gave.

        What it gave is None where only Discord's receipt was lost.
        """
        self._clock.cancel()
        async with self._turn:
            if self._given or self._interaction.response.is_done():
                return False, None
            result = await once(call)
            self._given = True  # also where Discord says so and only its receipt was lost
            return True, result

    async def announce(self) -> None:
        """Say that the answer is coming, unless something was said already."""
        response = self._interaction.response
        if self.in_place and self._interaction.type is discord.InteractionType.component:
            how: Announced = "in place"
            made, _ = await self.give(lambda: response.defer())
        else:
            how = "privately" if self.private else "to all"
            made, _ = await self.give(lambda: response.defer(ephemeral=how == "privately", thinking=True))
        if made:
            self.announced = how

    def _late(self) -> None:
        self._announcing = asyncio.create_task(self.announce(), name=f"discord-ui-late-{self._interaction.id}")
        self._announcing.add_done_callback(_heard)


def _heard(task: asyncio.Task[None]) -> None:
    """What stopped an announcement stops the answer too, and is told there."""
    if not task.cancelled():
        task.exception()


def first_response(interaction: discord.Interaction[Any]) -> FirstResponse:
    """An interaction's own; its clock is started by whoever asks first."""
    kept = interaction.extras.get(KEPT)
    if not isinstance(kept, FirstResponse):
        seconds = interaction.client.parts.config.discord.defer_after_ms / 1000
        kept = interaction.extras[KEPT] = FirstResponse(interaction, seconds)
    return kept


def start_clock(interaction: discord.Interaction[Any]) -> None:
    """Begin to count for an interaction that has just arrived, if it is of a kind that may be announced."""
    if interaction.type in CLOCKED:
        first_response(interaction)
