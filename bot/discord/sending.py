"""The last step of every reply, on every surface: quick ones directly, slow ones announced, each sent once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Protocol, TypeVar

import aiohttp
import discord

from bot.discord.pages import pages
from bot.discord.rendering import Rendered

Result = TypeVar("Result")
TRIES = 3
PAUSE = 0.4  # seconds before the second try, twice as long before the third
ALREADY_ANSWERED = 40060  # Discord's code for an interaction whose first response it has taken
NO_PINGS = discord.AllowedMentions.none()
_LOG = logging.getLogger("marrow.discord")


class Door(Protocol):
    """Where a question came in and its reply goes out."""

    private: bool

    async def within(self, work: Awaitable[Result]) -> Result:
        """Wait for some work, letting the asker know when it takes long."""
        ...

    async def send(self, rendered: Rendered, nonce: str | None = None) -> int | None:
        """Send the reply; its message's id, None where it could not be delivered."""
        ...

    async def refuse(self, sentence: str) -> None:
        """Say a short sentence to the asker alone, as far as the surface can."""
        ...


class CommandDoor:
    """A command, a button, a menu or a form: ``private`` replies are seen by the asker alone."""

    def __init__(self, interaction: discord.Interaction[Any], private: bool, defer_after: float) -> None:
        self.private = private
        self._interaction = interaction
        self._defer_after = defer_after

    async def within(self, work: Awaitable[Result]) -> Result:
        """Wait; announce after ``defer_after`` seconds that the answer is coming."""
        task = asyncio.ensure_future(work)
        done, _ = await asyncio.wait({task}, timeout=self._defer_after)
        if not done and not self._interaction.response.is_done():
            await once(lambda: self._interaction.response.defer(ephemeral=self.private, thinking=True))
        return await task

    async def send(self, rendered: Rendered, nonce: str | None = None) -> int | None:
        """Answer the interaction, or fill in the answer that was announced (which may be tried again safely)."""
        response = self._interaction.response
        if response.is_done():
            return await self._fill_in(rendered)
        sent = await once(
            lambda: response.send_message(
                **rendered.arguments(),
                ephemeral=self.private,
                allowed_mentions=NO_PINGS,
            )
        )
        if sent is not None:
            return sent.message_id
        with suppress(discord.HTTPException):
            return (await self._interaction.original_response()).id
        return None

    async def _fill_in(self, rendered: Rendered) -> int | None:
        def edit() -> Awaitable[discord.InteractionMessage]:
            given = rendered.arguments()
            given["attachments"] = given.pop("files", [])
            return self._interaction.edit_original_response(**given, allowed_mentions=NO_PINGS)

        return (await again(edit)).id

    async def refuse(self, sentence: str) -> None:
        """Say it ephemerally; a public announcement is taken back first."""
        sentence, response = clip_lines(sentence), self._interaction.response
        if not response.is_done():
            await once(lambda: response.send_message(sentence, ephemeral=True, allowed_mentions=NO_PINGS))
            return
        if response.type is discord.InteractionResponseType.deferred_channel_message and not self.private:
            with suppress(discord.HTTPException):
                await self._interaction.delete_original_response()
        await self._interaction.followup.send(sentence, ephemeral=True, allowed_mentions=NO_PINGS)


class MessageDoor:
    """A mention or a direct message: the reply goes under it, and pings nobody."""

    private = False

    def __init__(self, message: discord.Message, defer_after: float) -> None:
        self._message = message
        self._defer_after = defer_after

    async def within(self, work: Awaitable[Result]) -> Result:
        """Wait; show that the bot is typing when it takes long."""
        task = asyncio.ensure_future(work)
        done, _ = await asyncio.wait({task}, timeout=self._defer_after)
        if not done:
            with suppress(discord.HTTPException):
                await self._message.channel.typing()
        return await task

    async def send(self, rendered: Rendered, nonce: str | None = None) -> int | None:
        """Reply under the question; Discord drops a second try that the first made needless, by its nonce."""
        try:
            sent = await again(lambda: self._reply(rendered.arguments(), nonce))
        except discord.Forbidden as error:
            _LOG.warning("A reply may not be sent in channel %s: %s", self._message.channel.id, error.text)
            return None
        return sent.id

    async def _reply(self, given: dict[str, Any], nonce: str | None) -> discord.Message:
        reference = discord.MessageReference.from_message(self._message, fail_if_not_exists=False)
        given |= {"nonce": nonce} if nonce else {}
        return await self._message.channel.send(
            **given, reference=reference, mention_author=False, allowed_mentions=NO_PINGS
        )

    async def refuse(self, sentence: str) -> None:
        """Say it briefly under the message."""
        await self.send(Rendered(content=clip_lines(sentence)), nonce=str(self._message.id))


def clip_lines(sentence: str) -> str:
    """A sentence of ours as far as a message goes: what it repeats of the member's words may be long."""
    return pages(sentence)[0]


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
