"""Mentions and direct messages; an answer goes when its question does."""

from __future__ import annotations

from collections import deque
from contextlib import suppress

import discord
from discord.ext import commands

from bot.assistant.smalltalk import points
from bot.discord.access import allowed
from bot.discord.actions.follow import turn_of
from bot.discord.asking import ask, place_of
from bot.discord.cogs.base import MarrowCog
from bot.discord.cooldown import Pace, too_fast
from bot.discord.errors import report
from bot.discord.parts import Parts, own_ids
from bot.discord.sending import MessageDoor
from bot.discord.text import nameless
from bot.models import Turn

SAID = (discord.MessageType.default, discord.MessageType.reply)
ROLE = "You picked my role, not me, and Discord then hides your words from me. Pick {} from the list instead, or use /ask."
HIDDEN = (
    "Discord shows me only what mentions me, so I cannot read the message you replied to. Press and hold it (or right-click), "
    "then Apps, then “Ask about this message”; or mention me with the question itself."
)
TOLD_AGAIN = 3600.0  # seconds in which Discord may tell of a message a second time, after a lost connection
REMEMBERED = 512  # questions deleted while their answers were on the way


class ListeningCog(MarrowCog):
    """What is said to the bot, and what is taken back."""

    def __init__(self, bot: commands.AutoShardedBot, parts: Parts) -> None:
        super().__init__(bot, parts)
        self._deleted: deque[int] = deque(maxlen=REMEMBERED)

    @commands.Cog.listener("on_message")
    async def listen(self, message: discord.Message) -> None:
        """Answer a mention, a reply to an answer, or a direct message; stay quiet otherwise."""
        if not self._is_for_us(message) or self.parts.again("message", str(message.id), within=TOLD_AGAIN):
            return
        door = MessageDoor(message, self.parts.config.discord.defer_after_ms / 1000)
        try:
            await self._answer(message, door)
        except Exception as error:  # the error door: a mention is never left without a word
            await report(error, door)

    def _is_for_us(self, message: discord.Message) -> bool:
        if message.author.bot or message.webhook_id or message.type not in SAID or self.bot.user is None:
            return False
        if message.guild is None:
            return self.parts.config.discord.direct_messages
        return any(user.id == self.bot.user.id for user in message.mentions) or self._means_role(message)

    def _means_role(self, message: discord.Message) -> bool:
        """True where the bot's own role was picked from the list instead of the bot."""
        own = own_ids(self.bot, message.guild)
        return any(role.id in own for role in message.role_mentions)

    async def _answer(self, message: discord.Message, door: MessageDoor) -> None:
        server = str(message.guild.id) if message.guild else None
        settings = await self.parts.settings(server)
        verdict = self.pace(server, message.author)
        if verdict.pace is not Pace.FINE:
            if verdict.pace is Pace.TOLD:
                await door.refuse(too_fast(verdict))
            return
        if server is not None and not allowed(settings, message.channel):
            places = " or ".join(f"<#{channel}>" for channel in settings.channels[:3])
            await door.refuse(f"I answer in {places}. Here, use /ask: only you will see the answer.")
            return
        question = self._question(message)
        if not question and self._means_role(message):
            await door.refuse(ROLE.format(self.bot.user.mention if self.bot.user else "me"))
            return
        replied = message.reference.resolved if message.reference else None
        if isinstance(replied, discord.Message) and not self._is_ours(replied) and points(question):
            question = self._question(replied)
            if not question:
                await door.refuse(HIDDEN)
                return
        place = place_of(message.channel, message.author, message.guild.id if message.guild else None, "message")
        surface = "mention" if server else "dm"
        changes = {
            "message": str(message.id),
            "surface": surface,
            "under": True,
            "previous": await self._replied_to(message, server),
        }
        await ask(self.parts, door, place.model_copy(update=changes), question)
        if message.id in self._deleted:
            await self._take_back(message.id, message.channel.id)

    def _question(self, message: discord.Message) -> str:
        """The message's words without the mention of the bot, or the id of anybody else."""
        return nameless(message.content, own=own_ids(self.bot, message.guild)).strip()

    def _is_ours(self, message: discord.Message) -> bool:
        return self.bot.user is not None and message.author.id == self.bot.user.id

    async def _replied_to(self, message: discord.Message, server: str | None) -> Turn | None:
        """The turn of the answer a message replies to."""
        replied = message.reference.message_id if message.reference else None
        shown = await self.parts.storage.shown.by_message(str(replied)) if replied else None
        if shown is None or shown.server != server:
            return None
        entry = await self.parts.storage.logbook.get(shown.answer)
        return turn_of(entry) if entry and not entry.withheld and entry.keys else None

    @commands.Cog.listener("on_raw_message_delete")
    async def deleted(self, event: discord.RawMessageDeleteEvent) -> None:
        """Take the answer away with its question."""
        self._deleted.append(event.message_id)
        await self._take_back(event.message_id, event.channel_id)

    @commands.Cog.listener("on_raw_bulk_message_delete")
    async def bulk_deleted(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """The same for many at once."""
        for message in event.message_ids:
            self._deleted.append(message)
            await self._take_back(message, event.channel_id)

    async def _take_back(self, question: int, channel: int) -> None:
        """Delete the answer to a message: it stands in the same channel."""
        shown = await self.parts.storage.shown.by_question(str(question))
        if shown is None or shown.message is None:
            return
        place = self.bot.get_partial_messageable(channel, guild_id=int(shown.server) if shown.server else None)
        with suppress(discord.NotFound, discord.Forbidden):
            await place.get_partial_message(int(shown.message)).delete()
        await self.parts.storage.shown.removed(shown.answer, shown.server)
