"""New messages under an interaction, each sent once. Discord may accept a message and still answer with an error, or
not at all; and it accepts a repeated message, because it ignores nonces here. But the gateway reports each new
message, even one that only one member sees. So a message in doubt is sent again only if the gateway did not report it
and it is not in the channel (if the bot may read that). A message that only one member sees is in no channel: if the
gateway is disconnected, the bot waits for it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

import aiohttp
import discord

from bot.discord.reasons import INTERNAL
from bot.discord.trying import again

LISTENING = (1.0, 2.0, 3.0, 4.0, 1.0)  # seconds to listen after each try in doubt
AMONG = 100  # messages after the interaction that are looked through
AWAY = 120.0  # seconds in which the gateway may come back and tell what was missed
ELSEWHERE = 5.0  # seconds in which another process with this token, which was quicker, may send the message
LATELY = 200  # messages heard of that are remembered


class _InDoubt(Exception):
    """It is unknown whether Discord accepted a message; ``error``: what came instead of a receipt."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


class _Untried:
    """aiohttp's session for discord.py's sending of messages; it raises after a try in doubt, where discord.py would
    send the message again.
    """

    def __init__(self, session: Any) -> None:
        self._session = session

    @asynccontextmanager
    async def request(self, method: str, url: Any, **given: Any) -> AsyncIterator[aiohttp.ClientResponse]:
        """The answer to one request. Raises _InDoubt if there is none, or Discord stumbled."""
        try:
            async with self._session.request(method, url, **given) as response:
                if response.status >= INTERNAL:
                    raise _InDoubt(discord.DiscordServerError(response, await response.text(errors="replace")))
                yield response
        except aiohttp.ClientConnectorError:
            raise  # nothing was sent
        except (aiohttp.ClientError, OSError) as error:
            raise _InDoubt(error) from None


class _Sent(NamedTuple):
    """What identifies a message under an interaction; ``interaction`` None: it is under none, or not filled in yet."""

    interaction: int | None
    content: str


def _sent(message: discord.Message) -> _Sent:
    under = None if message.flags.loading else message.interaction_metadata
    return _Sent(under.id if under else None, message.content.strip())


@dataclass(eq=False)
class _Expected:
    """A message that is being sent under an interaction. ``known``: if another process may send it, the known messages
    under the same interaction, at least the first reply; otherwise None.
    """

    what: _Sent
    heard: asyncio.Future[int]
    known: frozenset[int] | None = None

    def is_it(self, what: _Sent, there: int) -> bool:
        """Whether a message is this one; if another process may send it, perhaps in other words, any message that is
        not known is.
        """
        if self.known is None:
            return what == self.what
        return what.interaction == self.what.interaction and there not in self.known


class Echoes:
    """The bot's own new messages, as the gateway reports them to the code that sends one."""

    def __init__(self) -> None:
        self._expected: set[_Expected] = set()
        self._lately: deque[tuple[_Sent, int]] = deque(maxlen=LATELY)
        self._away: dict[int, asyncio.Future[int]] = {}  # by shard, until it is connected again

    def lost(self, shard: int) -> None:
        """Note that a shard is disconnected."""
        self._away.setdefault(shard, asyncio.get_running_loop().create_future())

    def found(self, shard: int) -> None:
        """Note that a shard is connected again, and has reported what it could of what was missed."""
        if (back := self._away.pop(shard, None)) is not None:
            back.set_result(shard)

    def hear(self, message: discord.Message) -> None:
        """Note one of the bot's own messages."""
        what = _sent(message)
        self._lately.append((what, message.id))
        for one in self._expected:
            if not one.heard.done() and one.is_it(what, message.id):
                one.heard.set_result(message.id)

    async def sent_once(
        self,
        interaction: discord.Interaction[Any],
        content: str,
        send: Callable[[discord.Webhook], Awaitable[int]],
        private: bool,
        elsewhere: frozenset[int] | None,
    ) -> int:
        """Send a new message under an interaction with ``send``, which is called again for each try and returns the
        message's id; ``content`` is the message's; ``private``: only one member sees it; ``elsewhere``: if another process
        may send it, perhaps in other words, the messages under the interaction whose ids are known; otherwise None. Returns its id.

        Raises what discord.py raises, and what it got instead of a receipt if nothing was heard of the last try either.
        """
        webhook = interaction.followup
        if not isinstance(webhook.session, _Untried):
            webhook.session = _Untried(webhook.session)  # type: ignore[assignment]
        told: Exception
        with self._expecting(_Sent(interaction.id, content.strip())) as expected:
            if elsewhere is not None and (there := await self._by_another(expected, elsewhere)) is not None:
                return there
            for seconds in LISTENING:
                try:
                    return await again(lambda: send(webhook))
                except aiohttp.ClientConnectorError as error:  # nothing was sent
                    told = error
                    await asyncio.sleep(seconds)
                except _InDoubt as doubt:
                    told = doubt.error
                    if (there := await self._found(interaction, expected, seconds, private)) is not None:
                        return there
        raise told

    @contextmanager
    def _expecting(self, what: _Sent) -> Iterator[_Expected]:
        expected = _Expected(what, asyncio.get_running_loop().create_future())
        self._expected.add(expected)
        try:
            yield expected
        finally:
            self._expected.discard(expected)

    async def _by_another(self, expected: _Expected, known: frozenset[int]) -> int | None:
        """The id of a message that another process has sent, or sends now. If no message is ``known``, it must have
        the same words; otherwise the first reply might be taken for it.
        """
        expected.known = known or None
        there = next((there for what, there in self._lately if expected.is_it(what, there)), None)
        there = await _heard(expected, ELSEWHERE) if there is None else there
        expected.known = None  # a try of our own is recognised by its words
        return there

    async def _found(
        self, interaction: discord.Interaction[Any], expected: _Expected, seconds: float, private: bool
    ) -> int | None:
        """The id of a message in doubt, if the gateway reports it within these seconds or after it is back, or it is
        in the channel.
        """
        if (there := await _heard(expected, seconds)) is not None:
            return there
        if _readable(interaction) and not private:
            return await _standing(interaction, expected)
        if (back := self._away.get(_shard(interaction))) is None:
            return None
        await asyncio.wait({expected.heard, back}, timeout=AWAY, return_when=asyncio.FIRST_COMPLETED)
        return await _heard(expected, seconds)


async def _heard(expected: _Expected, seconds: float) -> int | None:
    await asyncio.wait({expected.heard}, timeout=seconds)
    return expected.heard.result() if expected.heard.done() else None


async def _standing(interaction: discord.Interaction[Any], expected: _Expected) -> int | None:
    with suppress(discord.HTTPException, aiohttp.ClientError, OSError):
        async for message in interaction.channel.history(limit=AMONG, after=interaction):  # type: ignore[union-attr]
            if _sent(message) == expected.what:
                return message.id
    return expected.heard.result() if expected.heard.done() else None


def _shard(interaction: discord.Interaction[Any]) -> int:
    """The shard that tells of an interaction's messages."""
    return ((interaction.guild_id or 0) >> 22) % (interaction.client.shard_count or 1)


def _readable(interaction: discord.Interaction[Any]) -> bool:
    """Whether the bot may read what stands in the interaction's channel."""
    held = interaction.app_permissions
    told = interaction.guild_id is None or (held.view_channel and held.read_message_history)
    return told and hasattr(interaction.channel, "history")
