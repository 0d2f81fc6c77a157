"""Mentions, replies and direct messages; an answer changes with its question, and is deleted with it."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from typing import Any

import discord
from discord.ext import commands

from bot.assistant.message.smalltalk import asks_of_file, points, talk
from bot.discord.access import allowed, home
from bot.discord.actions.follow import turn_of
from bot.discord.actions.found import as_shared
from bot.discord.asking import ask, place_of
from bot.discord.buttons import AnswerButton
from bot.discord.cogs.base import MarrowCog
from bot.discord.errors import report
from bot.discord.pace import Pace, Turns, too_fast
from bot.discord.parts import Parts, own_ids
from bot.discord.posting import (
    FORWARDED,
    EditDoor,
    MessageDoor,
    answers_to,
    is_forward,
    is_said,
    replied_to,
    taken_away,
    withdrawn,
)
from bot.discord.rendering import Rendered, holding
from bot.discord.text import nameless
from bot.discord.trying import going_on
from bot.models import Turn
from bot.storage.rows import Entry, Shown, clean

ROLE = "You picked my role, not me, and Discord then hides your words from me. Pick {} from the list instead, or use /ask."
HIDDEN = (
    "Discord shows me only what mentions me, so I cannot read the message you replied to. Press and hold it (or right-click), "
    "then Apps, then “Ask about this message”; or mention me with the question itself."
)
TOLD_AGAIN = 3600.0  # seconds in which Discord may tell of a message a second time, after a lost connection
WORDLESS = (
    "I see that you replied to this answer, but not your words: Discord shows them to me only where the reply pings me. "
    "Reply again with @ ON (beside your reply), or press Follow up."
)
EMPTY = (
    "You mentioned me without a question. Write it behind my name, even half of it; /help shows what you can ask."
)
EMPTY_ALONE = "I found no words in that. Write your question, even half of it; /help shows what you can ask."
GONE = "The message you replied to is gone, so I cannot read it. Write the question itself to me."
NO_WORDS = "The message you replied to has no words that I could read. Mention me with the question itself."
FILE_ALONE = (
    "I read questions, and no files or pictures. Write what you want to know about the papers; "
    "curators bring in papers with /corpus import."
)
REMEMBERED = 512  # how many deleted questions are remembered, and how many refused ones
EDITABLE = timedelta(minutes=10)  # after a question was sent, its answer changes with it


class ListeningCog(MarrowCog):
    """What is said to the bot, and what is taken back."""

    def __init__(self, bot: commands.AutoShardedBot, parts: Parts) -> None:
        super().__init__(bot, parts)
        self._deleted: deque[int] = deque(maxlen=REMEMBERED)
        self._refused: dict[int, int] = {}  # by message, what was said to it instead of an answer
        self._turns = Turns()

    @commands.Cog.listener("on_message")
    async def listen(self, message: discord.Message) -> None:
        """Answer a mention, a reply to an answer, or a direct message; ignore other messages."""
        if not is_said(message):
            return
        async with self._turns.taken(message.id):
            if not (self._is_for_us(message) or await self._is_read_here(message)):
                await self._wordless(message)
            elif not self.parts.again("message", str(message.id), within=TOLD_AGAIN):
                await self._reply(message, self._door(message))

    def _door(self, message: discord.Message) -> MessageDoor:
        return MessageDoor(message, self.parts.config.discord.defer_after_ms / 1000, self._language(message))

    def _language(self, message: discord.Message) -> str | None:
        """What its writer's Discord is set to, as far as that was seen here."""
        server = str(message.guild.id) if message.guild else None
        return self.parts.language(server, str(message.author.id))

    async def _reply(
        self, message: discord.Message, door: MessageDoor, changes: dict[str, Any] | None = None
    ) -> bool:
        """Answer a message, remember a refusal, and delete the replies if the message was deleted meanwhile.

        Returns False if an error stopped the answer.
        """
        try:
            await self._answer(message, door, changes)
            whole = True
        except Exception as error:  # the error door: a mention is never left without a word
            await report(error, door)
            whole = False
        self._remember(message.id, door.refused)
        if message.id in self._deleted:
            await self._take_back(message.id, message.channel.id)
        return whole

    def _remember(self, message: int, refused: int | None) -> None:
        """Remember the message sent instead of an answer, for the newest questions, because they may be edited."""
        self._refused.pop(message, None)
        if refused is not None:
            self._refused[message] = refused
        while len(self._refused) > REMEMBERED:
            del self._refused[next(iter(self._refused))]

    def _is_for_us(self, message: discord.Message) -> bool:
        if message.guild is None:
            return self.parts.config.discord.direct_messages
        own = self.bot.user.id if self.bot.user else 0
        return any(user.id == own for user in message.mentions) or self._means_role(message)

    async def _is_read_here(self, message: discord.Message) -> bool:
        """Whether to read a message without a mention: it is in a thread of ours that is read, addresses nobody else
        and is no small talk.
        """
        thread, own = message.channel, self.bot.user.id if self.bot.user else 0
        if not isinstance(thread, discord.Thread) or thread.owner_id != own or not message.content:
            return False
        server = str(message.guild.id) if message.guild else None
        replied = message.reference.resolved if message.reference else None
        to_others = message.mentions or (isinstance(replied, discord.Message) and replied.author.id != own)
        if to_others or not self.parts.reads_threads(await self.parts.settings(server)):
            return False
        corpus = (await self.parts.service(server, home(thread))).corpus
        said = self._question(message)
        return any(sign.isalnum() for sign in said) and talk(said, corpus) is None

    async def _wordless(self, message: discord.Message) -> None:
        """Say, once per conversation, how to reply to an answer: Discord hides the words of replies that do not ping."""
        server = str(message.guild.id) if message.guild else None
        if message.content or message.guild is None:
            return
        shown = await self._answer_at(replied_to(message), server)
        if shown is None or not shown.public or not allowed(await self.parts.settings(server), message.channel):
            return
        said = ("wordless", str(message.channel.id), str(message.author.id))
        if not self.parts.again(*said, within=self.parts.conversation.total_seconds()):
            door = self._door(message)
            await self._say_how(door, shown)
            self._remember(message.id, door.refused)

    async def _say_how(self, door: MessageDoor, shown: Shown) -> None:
        """Say how to reply to an answer, with the button Follow up, which needs no reply."""
        view = holding(AnswerButton("follow", shown.answer))
        await door.instead(Rendered(content=WORDLESS, view=view))

    def _means_role(self, message: discord.Message) -> bool:
        """Whether the member mentioned the bot's role instead of the bot."""
        return not own_ids(self.bot, message.guild).isdisjoint(role.id for role in message.role_mentions)

    async def _answer(
        self, message: discord.Message, door: MessageDoor, changes: dict[str, Any] | None = None
    ) -> None:
        """Answer a message if channel and pace allow it; ``changes``: the values of its ``Place`` that an edit changed."""
        if changes is None and await answers_to(self.parts.storage, message.id):  # told again after a restart
            return None
        server = str(message.guild.id) if message.guild else None
        settings = await self.parts.settings(server)
        allowance = self.parts.pace(server, str(message.author.id), "message")
        if allowance.pace is not Pace.FINE:
            return await (door.refuse(too_fast(allowance)) if allowance.pace is Pace.TOLD else door.mark())
        if server is not None and not allowed(settings, message.channel):
            places = " or ".join(f"<#{channel}>" for channel in settings.channels[:3])
            return await door.refuse(f"I answer in {places}. Here, use /ask: only you will see the answer.")
        question = self._question(message)
        if not question and self._means_role(message):
            return await door.refuse(ROLE.format(self.bot.user.mention if self.bot.user else "me"))
        replied, writer = message.reference.resolved if message.reference else None, message.author
        if points(question) and await self._is_gone(message.reference, server):
            return await door.refuse(GONE)
        if isinstance(replied, discord.Message) and replied.author != self.bot.user and points(question):
            question, writer = self._question(replied), replied.author
            if not question:
                read = self.parts.config.discord.message_content or replied.attachments or replied.stickers
                return await door.refuse(NO_WORDS if read else HIDDEN)
        of_file = bool(message.attachments) and replied is None and asks_of_file(question)
        if not question or of_file:
            return await self._nothing_said(message, door, server)
        place = place_of(message.channel, message.author, message.guild.id if message.guild else None, "message")
        surface = "menu" if writer != message.author else "mention" if server else "dm"
        told = {"message": str(message.id), "surface": surface, "under": True, "writers": (str(writer.id),)}
        told |= changes or {"previous": await self._replied_to(message, server)}
        await ask(self.parts, door, place.model_copy(update=told), question)
        return None

    async def _is_gone(self, reference: discord.MessageReference | None, server: str | None) -> bool:
        """Whether a reply is to a message that is gone, and that held no answer of ours."""
        if reference is None or reference.type is not discord.MessageReferenceType.reply:
            return False
        there = isinstance(reference.resolved, discord.Message)
        return not there and await self._answer_at(reference.message_id, server) is None

    def _question(self, message: discord.Message) -> str:
        """The message's words without the bot's mention and without ids of members."""
        return nameless(message.content, own=own_ids(self.bot, message.guild)).strip()

    async def _nothing_said(self, message: discord.Message, door: MessageDoor, server: str | None) -> None:
        """Reply to a message without words: how to reply, that files are not read, or how to ask."""
        shown = await self._answer_at(replied_to(message), server)
        if is_forward(message):
            await door.refuse(FORWARDED)
        elif message.attachments or message.stickers:
            await door.refuse(FILE_ALONE)
        elif shown is not None:
            await self._say_how(door, shown)
        else:
            await door.refuse(EMPTY if server else EMPTY_ALONE)

    async def _answer_at(self, message: int | None, server: str | None) -> Shown | None:
        """The answer in a message, if it belongs to this server."""
        shown = await self.parts.storage.shown.by_message(str(message)) if message else None
        return shown if shown is not None and shown.server == server else None

    async def _replied_to(self, message: discord.Message, server: str | None) -> Turn | None:
        """The turn of the answer to which a message replies."""
        shown = await self._answer_at(replied_to(message), server)
        entry = await self.parts.storage.logbook.get(shown.answer) if shown else None
        if entry is None or entry.withheld or not entry.keys:
            return None
        return turn_of(await as_shared(self.parts, entry))

    @commands.Cog.listener("on_raw_message_edit")
    async def edited(self, event: discord.RawMessageUpdateEvent) -> None:
        """Answer an edited message again."""
        await self.reread(event.message)

    async def reread(self, message: discord.Message) -> None:
        """Answer a message again, in the place of its answers, if it was edited soon after it was sent."""
        at = message.edited_at
        if at is None or at - message.created_at > EDITABLE or not is_said(message):
            return
        async with self._turns.taken(message.id, edit=True) as newest:
            if newest and message.id not in self._deleted:  # otherwise a newer edit replaced this one
                await self._edited(message, at)

    async def _edited(self, message: discord.Message, at: datetime) -> None:
        """Answer an edited message for us, once, if it has an answer or refusal to replace."""
        if not (self._is_for_us(message) or await self._is_read_here(message)):
            return
        told = (str(message.id), at.isoformat(), str(hash(message.content)))  # two edits may bear the same time
        if self.parts.again("edit", *told, within=EDITABLE.total_seconds()):
            return
        before = await answers_to(self.parts.storage, message.id)
        first = await self.parts.storage.logbook.get(next(iter(before.values())).answer) if before else None
        refused, said = message.id in self._refused, clean(self._question(message))
        if first is not None and (first.typed or first.question) == said and not refused:
            return  # it was pinned, published or the like, which Discord reports as an edit
        if any(shown.public for shown in before.values()) or (not before and refused):
            await self._answer_anew(message, before, first)

    async def _answer_anew(self, message: discord.Message, before: dict[int, Shown], first: Entry | None) -> None:
        """Replace its answers, or refusal, by new ones, read as the ``first`` was; a removed one is not brought back."""
        places = {place: shown.public for place, shown in before.items()}
        refused, after = self._refused.get(message.id), self.parts.config.discord.defer_after_ms / 1000
        door = EditDoor(message, places, refused, after, self._language(message))
        changes = {"previous": first.read_with if first else None, "anew": True} if before else None
        if await self._reply(message, door, changes) and door.answered:
            for place in door.left:
                await withdrawn(self.parts.storage, self.bot, message.channel.id, before[place])
            await self._take_refusal(message.id, message.channel.id)
        with going_on("That an answer stands in the place of another could not be noted"):
            for place in door.changed:  # the message is the new answer's; the old one's row stays
                await self.parts.storage.shown.removed(before[place].answer, before[place].server, moderated=False)

    @commands.Cog.listener("on_raw_message_delete")
    async def deleted(self, event: discord.RawMessageDeleteEvent) -> None:
        """Delete the answers of a deleted message."""
        self._deleted.append(event.message_id)
        await self._take_back(event.message_id, event.channel_id)

    @commands.Cog.listener("on_raw_bulk_message_delete")
    async def bulk_deleted(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """The same for many messages."""
        self._deleted.extend(event.message_ids)
        for message in event.message_ids:
            await self._take_back(message, event.channel_id)

    async def _take_back(self, question: int, channel: int) -> None:
        """Delete all replies to a message; they are in the same channel."""
        with going_on("The answers to a deleted message could not be looked up"):
            for shown in (await answers_to(self.parts.storage, question)).values():
                await withdrawn(self.parts.storage, self.bot, channel, shown)
        await self._take_refusal(question, channel)

    async def _take_refusal(self, question: int, channel: int) -> None:
        """Delete the message that was sent instead of an answer."""
        if (refused := self._refused.pop(question, None)) is not None:
            await taken_away(self.bot, channel, refused, None)
