"""Replies under messages, answers that change when their question is edited, and posts to chosen channels; and what a message is: said to the bot by
a person, in reply to another message, or forwarded.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Awaitable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

import aiohttp
import discord

from bot.discord.reasons import reason, why
from bot.discord.rendering import Rendered
from bot.discord.sending import NO_PINGS, Door, Result, changing, clip_lines, whole_or_plain
from bot.discord.translator import tongue_of
from bot.discord.trying import again, fitting, going_on, own_powers
from bot.ownership import own
from bot.storage.rows import Shown
from bot.storage.store import Storage

LATER = "⏳"
_LOG = logging.getLogger("marrow.discord")
SAID = (discord.MessageType.default, discord.MessageType.reply)
FORWARDED = (
    "I do not read forwarded messages by themselves. Press and hold it (or right-click), then Apps, then “Ask about this "
    "message”; or write me the question itself."
)


class MessageDoor:
    """A mention or direct message: the reply goes under it and pings nobody.

    It is in the server's language, or in the asker's (``language``) if that is another than English. ``refused``: the id
    of a message that was sent instead of an answer.
    """

    private = False

    def __init__(self, message: discord.Message, defer_after: float, language: str | None = None) -> None:
        self._message = message
        self._defer_after = defer_after
        server = tongue_of(message.guild.preferred_locale) if message.guild else None
        self._tongue = server or tongue_of(language)
        self.powers = own_powers(message)
        self.refused: int | None = None
        self._sent = 0

    async def within(self, work: Awaitable[Result]) -> Result:
        """Wait for work, and show that the bot is typing if it takes long."""
        task = asyncio.ensure_future(work)
        done, _ = await asyncio.wait({task}, timeout=self._defer_after)
        if not done:
            with suppress(discord.HTTPException, aiohttp.ClientError, OSError):
                await self._message.channel.typing()
        return await task

    async def send(self, rendered: Rendered, nonce: str | None = None) -> int | None:
        """Reply under the question. The nonce, of the question and which reply it is, lets Discord drop what is sent again:
        by another try, after a restart, or by another process with the same token.
        """
        may, nonce = self.powers, f"{self._asked()}.{self._sent:x}"
        self._sent += 1
        try:
            sent = await fitting(
                lambda: again(lambda: self._reply(rendered.only(may.embeds, may.files), nonce, may.replies)),
                lambda: again(lambda: self._reply(rendered.only(), nonce, False)),
            )
        except (discord.Forbidden, discord.NotFound) as error:
            where = own(str(self._message.guild.id)) if self._message.guild else "direct messages"
            _LOG.warning("A reply could not be sent in a channel of %s: %s.", where, why(error))
            return None
        return sent.id

    async def _reply(self, rendered: Rendered, nonce: str | None, under: bool) -> discord.Message:
        given = rendered.arguments(self._tongue) | ({"nonce": nonce} if nonce else {})
        if under:
            given["reference"] = discord.MessageReference.from_message(self._message, fail_if_not_exists=False)
            given["mention_author"] = False
        return await self._message.channel.send(**given, allowed_mentions=NO_PINGS)

    def _asked(self) -> str:
        """What is replied to."""
        return f"{self._message.id:x}"

    def further(self) -> Door:
        """This door: each reply goes under the question."""
        return self

    async def refuse(self, sentence: str) -> None:
        """Say a sentence under the message."""
        await self.instead(Rendered(content=clip_lines(sentence)))

    async def instead(self, rendered: Rendered) -> None:
        """Send this under the message instead of an answer."""
        self.refused = await self.send(rendered)

    async def mark(self) -> None:
        """Mark the message as one that came too fast, if that is allowed; its writer was already told in words."""
        if self.powers.reacts:
            with suppress(discord.HTTPException, aiohttp.ClientError, OSError):
                await self._message.add_reaction(LATER)


class EditDoor(MessageDoor):
    """An edited question: new answers replace the old ones in their messages, in order; further ones are sent as new
    messages.

    ``places``: for each message, in order, whether its answer still stands; a removed one is not brought back.
    ``changed``: messages whose answer was replaced or is gone; ``left``: messages not used yet. ``refused``: a message
    sent earlier instead of an answer; an answer without a message replaces it.
    """

    def __init__(
        self,
        message: discord.Message,
        places: Mapping[int, bool],
        refused: int | None,
        defer_after: float,
        language: str | None = None,
    ) -> None:
        super().__init__(message, defer_after, language)
        self.refused = refused
        self._stands = places
        self.left = deque(places)
        self.changed: list[int] = []
        self.answered = False

    async def send(self, rendered: Rendered, nonce: str | None = None) -> int | None:
        """Show a new answer in the place of the next old one; None if that was removed."""
        self.answered = True
        if not self.left:
            refused, self.refused = self.refused, None
            if refused is not None and await self._changed(refused, rendered):
                return refused
            return await super().send(rendered, nonce)
        place = self.left.popleft()
        if not self._stands[place]:
            return None
        there = await self._changed(place, rendered)
        self.changed.append(place)
        return place if there else None

    async def _changed(self, place: int, rendered: Rendered) -> bool:
        """Edit a message of ours. Returns False if it is gone."""
        may = self.powers
        try:
            await whole_or_plain(
                lambda what: again(lambda: self._change(place, what)), rendered.only(may.embeds, may.files)
            )
        except discord.NotFound:
            return False
        return True

    async def _change(self, place: int, rendered: Rendered) -> None:
        channel: Any = self._message.channel
        await channel.get_partial_message(place).edit(
            **({"embed": None, "view": None} | changing(rendered, self._tongue))
        )

    async def instead(self, rendered: Rendered) -> None:
        """Send this instead of an answer, in the place of an earlier such message; existing answers stay."""
        if self.refused is None or not await self._changed(self.refused, rendered):
            self.refused = await super().send(rendered)

    def _asked(self) -> str:
        """This edit: with the message's own nonce, Discord would drop a new reply as a repeat of the earlier one."""
        asked, edited = self._message.created_at, self._message.edited_at
        return f"{self._message.id:x}.{((edited or asked) - asked) // timedelta(milliseconds=1):x}"


async def taken_away(client: discord.Client, channel: int, message: int, server: int | None) -> bool | None:
    """Delete a message of ours. Returns True if it was there; None, with a line in the log, if Discord refused."""
    place = client.get_partial_messageable(channel, guild_id=server).get_partial_message(message)
    with going_on("A message of mine could not be deleted"):
        try:
            await again(place.delete)
        except discord.NotFound:
            return False
        return True
    return None


async def answers_to(storage: Storage, question: int) -> dict[int, Shown]:
    """The messages with a question's answers, in order, each with the state of the last answer in it. Raises StorageError."""
    answers = await storage.shown.by_question(str(question))
    last = {int(shown.message): shown for shown in answers if shown.message is not None}
    return dict(sorted(last.items()))


async def withdrawn(storage: Storage, client: discord.Client, channel: int, shown: Shown) -> None:
    """Delete an answer whose question was deleted, and note that in ``storage``; if it cannot be noted, the log has a
    line and the answer is deleted all the same.
    """
    await taken_away(client, channel, int(shown.message or 0), int(shown.server) if shown.server else None)
    with going_on("That an answer went with its question could not be noted"):
        await storage.shown.taken_away(shown)


async def post(
    client: discord.Client, channel: str, server: str | None, rendered: Rendered, nonce: str | None = None
) -> int | None:
    """Post to a channel, without embed and files if they are not allowed. Returns the message's id, or None, with a
    line in the log, if that failed. The ``nonce`` lets Discord drop a repeated try; None: a new one.
    """
    place = client.get_partial_messageable(int(channel), guild_id=int(server) if server else None)
    guild = client.get_guild(int(server)) if server else None
    tongue, once = tongue_of(guild.preferred_locale) if guild else None, nonce or secrets.token_hex(8)

    async def sent(what: Rendered) -> int:
        given = what.arguments(tongue) | {"nonce": once}
        return (await place.send(**given, allowed_mentions=NO_PINGS, suppress_embeds=what.embed is None)).id

    try:
        return await whole_or_plain(lambda what: again(lambda: sent(what)), rendered)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        place_named = own(server) if server else "direct messages"
        _LOG.warning("A post could not be made in %s: %s.", place_named, reason(error))
        return None


def is_said(message: discord.Message) -> bool:
    """Whether a person wrote the message, in direct messages or in a server that the bot is in.

    A message of any other server has no server here and must not pass for a direct one: it may come just after the bot
    was removed.
    """
    placed = message.guild is not None or isinstance(message.channel, discord.DMChannel)
    return placed and not message.author.bot and not message.webhook_id and message.type in SAID


def is_forward(message: discord.Message) -> bool:
    """Whether somebody forwarded the message from elsewhere; its words are not its sender's."""
    reference = message.reference
    return reference is not None and reference.type is discord.MessageReferenceType.forward


def replied_to(message: discord.Message) -> int | None:
    """The id of the message that this one replies to. A forwarded message refers to what it repeats, and replies to nothing."""
    return message.reference.message_id if message.reference is not None and not is_forward(message) else None
