"""New messages under an interaction, each sent once. Discord may take one and say that it stumbled, or say nothing; and it
drops no repeated one, as it does in a channel (a nonce means nothing there). But it tells the bot of each message through
the gateway too, those that only one member sees included. So a try in doubt is repeated only if nothing was heard of it, and
it does not stand in the channel either, where the bot may look.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord

from bot.discord.reasons import INTERNAL
from bot.discord.trying import again

LISTENING = (1.0, 2.0, 3.0, 4.0, 1.0)  # seconds to listen after each try in doubt
AMONG = 100  # messages after the interaction that are looked through


class _InDoubt(Exception):
    """A message may have been taken or not; ``error`` says what was heard instead of a receipt."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


class _Untried:
    """aiohttp's session, as discord.py uses it to make a message; it tells of a try in doubt where discord.py would make
    the message again."""

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


@dataclass(eq=False)
class _Expected:
    """A message that is being sent under an interaction."""

    interaction: int
    content: str
    heard: asyncio.Future[int]

    def is_met_by(self, message: discord.Message) -> bool:
        """Whether this message is the one, and not one that is still to be filled in."""
        under = message.interaction_metadata
        return (
            under is not None
            and under.id == self.interaction
            and message.content.strip() == self.content
            and not message.flags.loading
        )


class Echoes:
    """What the gateway tells of the bot's own new messages, for whoever is sending one."""

    def __init__(self) -> None:
        self._expected: set[_Expected] = set()

    def hear(self, message: discord.Message) -> None:
        """Take note of a message of the bot's own."""
        for one in self._expected:
            if not one.heard.done() and one.is_met_by(message):
                one.heard.set_result(message.id)

    async def sent_once(
        self,
        interaction: discord.Interaction[Any],
        content: str,
        send: Callable[[discord.Webhook], Awaitable[int]],
    ) -> int:
        """Send a new message under an interaction with ``send``, which is called again for each try and returns the
        message's id; ``content`` is the message's. Returns its id.

        Raises what discord.py raises, and what it got instead of a receipt if nothing was heard of the last try either.
        """
        webhook = interaction.followup
        if not isinstance(webhook.session, _Untried):
            webhook.session = _Untried(webhook.session)  # type: ignore[assignment]
        told: Exception
        with self._expecting(interaction.id, content.strip()) as expected:
            for seconds in LISTENING:
                try:
                    return await again(lambda: send(webhook))
                except aiohttp.ClientConnectorError as error:  # nothing was sent
                    told = error
                    await asyncio.sleep(seconds)
                except _InDoubt as doubt:
                    told = doubt.error
                    if (there := await _found(interaction, expected, seconds)) is not None:
                        return there
        raise told

    @contextmanager
    def _expecting(self, interaction: int, content: str) -> Iterator[_Expected]:
        expected = _Expected(interaction, content, asyncio.get_running_loop().create_future())
        self._expected.add(expected)
        try:
            yield expected
        finally:
            self._expected.discard(expected)


async def _found(interaction: discord.Interaction[Any], expected: _Expected, seconds: float) -> int | None:
    """The id of a message that was perhaps taken, if it is heard of within these seconds, or stands in the channel."""
    await asyncio.wait({expected.heard}, timeout=seconds)
    if not expected.heard.done() and _readable(interaction):
        with suppress(discord.HTTPException, aiohttp.ClientError, OSError):
            async for message in interaction.channel.history(limit=AMONG, after=interaction):  # type: ignore[union-attr]
                if expected.is_met_by(message):
                    return message.id
    return expected.heard.result() if expected.heard.done() else None


def _readable(interaction: discord.Interaction[Any]) -> bool:
    """Whether the bot may read what stands in the interaction's channel."""
    held = interaction.app_permissions
    told = interaction.guild_id is None or (held.view_channel and held.read_message_history)
    return told and hasattr(interaction.channel, "history")
