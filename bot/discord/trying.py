"""What is said to Discord: again where the network or Discord stumbles, never twice, and plain where it may not be whole."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple, TypeVar

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
