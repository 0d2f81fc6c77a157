"""Calls to Discord: repeated after failures of the network, never made twice, without decoration if that is refused,
and in time.

Discord must get a first response to an interaction within three seconds, so a clock runs for each one from its arrival.
Whoever answers in time gives the first response; otherwise the clock announces that the answer is coming. Waiting for
the log, a library or Discord cannot delay it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal, NamedTuple, TypeVar

import aiohttp
import discord

from bot.discord.reasons import reason, wait_named, why
from corpus.errors import StorageError

Result = TypeVar("Result")
TRIES = 3  # of a call that Discord refuses for a moment
LONGEST = 5.0  # seconds to wait at most if too much was asked
PAUSE = 0.4  # seconds before the second try, twice as long before the third
ALREADY_ANSWERED = 40060  # Discord's code for an interaction that had its first response
NOT_ALL = (50013, 160002, 50035, 40005)  # an embed, a file or a reference may be what Discord would not take
_LOG = logging.getLogger("marrow.discord")


class Powers(NamedTuple):
    """What the bot may do in a place: speak, show embeds, attach files, reply under a message, open a thread, react."""

    speaks: bool = True
    embeds: bool = True
    files: bool = True
    replies: bool = True
    threads: bool = True
    reacts: bool = True


def powers_in(channel: Any, held: discord.Permissions | None) -> Powers:
    """The powers in a channel with these permissions; ``held`` None means direct messages, where only threads are
    impossible.
    """
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
        reacts=held.add_reactions and held.read_message_history,
    )


def own_powers(message: discord.PartialMessage) -> Powers:
    """The powers in a message's channel, as far as the bot knows them."""
    if message.guild is None:
        return powers_in(message.channel, None)
    try:
        held = message.channel.permissions_for(message.guild.me)
    except discord.ClientException:  # a thread of a channel the bot cannot see
        held = discord.Permissions.all()
    return powers_in(message.channel, held)


async def fitting(whole: Callable[[], Awaitable[Result]], plain: Callable[[], Awaitable[Result]]) -> Result:
    """Send a message completely, or in its plain form if Discord refuses parts of it: embeds and files are lost, words
    never.
    """
    try:
        return await whole()
    except discord.HTTPException as error:
        if error.code not in NOT_ALL:
            raise
        _LOG.warning("A message goes without its embed and files: %s.", why(error))
        return await plain()


@contextmanager
def going_on(lost: str) -> Iterator[None]:
    """Continue if Discord refuses what the block tries or is not reached, or if something cannot be stored; the log
    then has a line that names what is ``lost``, without members' words.
    """
    try:
        yield
    except (discord.HTTPException, discord.ClientException, aiohttp.ClientError, OSError) as error:
        _LOG.warning("%s: %s.", lost, reason(error))
    except StorageError as error:
        _LOG.warning("%s: %s", lost, error)


async def again(call: Callable[[], Awaitable[Result]]) -> Result:
    """Make a call that may safely be repeated: up to three times if the network or Discord fails, or a proxy before
    Discord asks us to wait (when Discord itself asks, discord.py waits).
    """
    for tried in range(1, TRIES):
        try:
            return await call()
        except (aiohttp.ClientError, OSError, discord.DiscordServerError):
            await asyncio.sleep(PAUSE * tried)
        except discord.HTTPException as error:
            seconds = wait_named(error)
            if seconds is None or seconds > LONGEST:
                raise
            await asyncio.sleep(seconds)
    return await call()


async def once(call: Callable[[], Awaitable[Result]]) -> Result | None:
    """Give an interaction its first response; try again if the network fails.

    Returns None if Discord already has one: an earlier try succeeded and only its confirmation was lost.
    """
    try:
        return await again(call)
    except discord.InteractionResponded:
        return None
    except discord.HTTPException as error:
        if error.code == ALREADY_ANSWERED:
            return None
        raise


KEPT, BEFORE = "first response", "before"  # keys in an interaction's extras
OPEN_SECONDS = 900.0  # as long as Discord keeps an interaction
Announced = Literal["to all", "privately", "in place"]
CLOCKED = (
    discord.InteractionType.application_command,
    discord.InteractionType.component,
    discord.InteractionType.modal_submit,
)


class FirstResponse:
    """The first response to one interaction; it is given once, by the code that answers or by the clock.

    ``private``: only the asker sees an announcement. ``in_place``: the button's own message will be changed, so no new
    message is announced. ``elsewhere``: Discord had a response already: its receipt was lost, or another process with this
    token gave it. ``shown``: the messages under the interaction whose ids are known.
    """

    def __init__(self, interaction: discord.Interaction[Any], seconds: float) -> None:
        """Start the clock, for ``seconds``."""
        self.private = True
        self.in_place = False
        self.seconds = seconds
        self.announced: Announced | None = None
        self.elsewhere = False
        self.shown: frozenset[int] = frozenset()
        self._given = False
        self._interaction = interaction
        self._turn = asyncio.Lock()
        self._announcing: asyncio.Task[None] | None = None
        self._clock = asyncio.get_running_loop().call_later(seconds, self._late)

    def stop_clock(self) -> None:
        """Stop the clock; the caller must answer in time."""
        self._clock.cancel()

    async def give(self, call: Callable[[], Awaitable[Result]]) -> tuple[bool, Result | None]:
        """Make the first response by a call, if there is none yet. Returns whether it was made, and the call's result.

        The result is None if only Discord's confirmation was lost.
        """
        self._clock.cancel()
        async with self._turn:
            if self._given or self._interaction.response.is_done():
                return False, None
            result = await once(call)
            self._given = True  # also if Discord says so because only its receipt was lost
            self.elsewhere = result is None
            return True, result

    async def announce(self) -> None:
        """Announce that the answer is coming, unless there was a response already."""
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
    """Mark the error of an announcement as seen; the answer fails for the same reason and reports it."""
    if not task.cancelled():
        task.exception()


def first_response(interaction: discord.Interaction[Any]) -> FirstResponse:
    """The first response of an interaction; the first call starts its clock."""
    kept = interaction.extras.get(KEPT)
    if not isinstance(kept, FirstResponse):
        seconds = interaction.client.parts.config.discord.defer_after_ms / 1000
        kept = interaction.extras[KEPT] = FirstResponse(interaction, seconds)
    return kept


def told_before(interaction: discord.Interaction[Any]) -> bool:
    """Whether this is a repetition of an interaction that is being answered, which Discord may send after a lost
    connection. The first of the handlers to ask decides for all.
    """
    if interaction.type not in CLOCKED:  # an offer while somebody types may be made twice
        return False
    if BEFORE not in interaction.extras:
        again = interaction.client.parts.again
        interaction.extras[BEFORE] = again("interaction", str(interaction.id), within=OPEN_SECONDS)
    return bool(interaction.extras[BEFORE])


def start_clock(interaction: discord.Interaction[Any]) -> None:
    """Start the clock of an interaction that has just arrived, if its kind can be announced."""
    if interaction.type in CLOCKED:
        first_response(interaction)
