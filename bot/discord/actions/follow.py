"""The button Follow up: a form for the next question, which needs no mention. The answer goes to the thread under the
earlier answer, or beside it if a thread cannot be used. The question is read with that earlier answer.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import aiohttp
import discord

from bot.assistant.citing import cite
from bot.discord.actions.found import corpus_of, entry_of, mark_of, shown_of
from bot.discord.asking import DOUBLE, ask, keep_pace, place_of
from bot.discord.errors import Refusal
from bot.discord.modals import open_form, reason_form, worded
from bot.discord.parts import parts_of, server_of
from bot.discord.reasons import BUSY, REASONS, reason_told
from bot.discord.rendering import Rendered
from bot.discord.sending import NO_PINGS, CommandDoor, ThreadDoor
from bot.discord.text import NAME, THREAD_NAME, clip, label, shortened, slot, theirs
from bot.discord.translator import ENGLISH, tongue_of
from bot.discord.trying import again, going_on
from bot.models import Turn
from bot.patients import patient_data
from bot.storage.rows import Entry, Shown
from corpus.errors import StorageError

NAMELESS = "Follow-up"  # the name of a thread whose question shows no letters, or was deleted
FORGOTTEN = "What this thread grew from was deleted. Mention me here with your next question, or press Follow up under an answer."
OPENING = 10.0  # seconds; if many were opened in a channel, Discord makes the next one wait for minutes
HAS_A_THREAD = 160004  # Discord's code for a message that a thread was begun from before
TWICE = "You sent that a moment ago; it is answered once."
MAY_OPEN = "An admin can allow me “Create Public Threads” and “Send Messages in Threads”."
MAY_WRITE = "An admin can allow me “Send Messages in Threads”."


async def press_follow(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Open the form."""
    form = reason_form(
        "follow", answer, "Follow up", "Your next question, or half of it", True, mark_of(interaction)
    )
    await open_form(interaction, form, entry_of(interaction, answer))


async def told(interaction: discord.Interaction[Any], answer: str, question: str) -> None:
    """Answer the question in the form, once. Raises Refusal, or other errors that ``errors.report`` tells the member."""
    question = worded(question)
    if parts_of(interaction).again("follow", str(interaction.user.id), answer, question, within=DOUBLE):
        raise Refusal(TWICE)
    keep_pace(interaction)
    entry, shown = await entry_of(interaction, answer), await shown_of(interaction, answer)
    public = shown.public and not await _opted_out(interaction)
    turn, notes = turn_of(entry), [f"Asked by {slot(interaction.user.display_name)}"] if public else []
    door: CommandDoor = CommandDoor(interaction, not public)
    channel: Any = interaction.channel
    if public and shown.message and door.powers.threads and not patient_data(question):
        door.private = True  # what is announced while the thread is opened concerns the asker alone
        try:
            channel = await _thread(interaction, entry, shown, turn)
            door = ThreadDoor(interaction, channel)
        except Refusal as unopened:
            door = CommandDoor(interaction, False)
            notes.append(str(unopened))
    place = place_of(channel, interaction.user, interaction.guild_id, "button")
    told = {"previous": turn, "notes": tuple(notes)}
    await ask(parts_of(interaction), door, place.model_copy(update=told), question)


async def _opted_out(interaction: discord.Interaction[Any]) -> bool:
    """Whether the presser wants nothing kept; they then get private answers, as with commands."""
    members = parts_of(interaction).storage.members
    return await members.opted_out(str(interaction.user.id), server_of(interaction))


async def _thread(interaction: discord.Interaction[Any], entry: Entry, shown: Shown, turn: Turn) -> discord.Thread:
    """The thread under an answer, opened if there is none. Raises Refusal, with the reason, if none can be used."""
    channel: Any = interaction.channel
    said = tongue_of(interaction.locale) or ENGLISH
    name = label(entry.question, THREAD_NAME, said.label(NAMELESS))
    if (there := await _there(interaction, int(shown.message or 0))) is not None:
        return there
    try:
        under = channel.get_partial_message(int(shown.message or 0))
        async with asyncio.timeout(OPENING):
            thread: discord.Thread = await again(  # Discord opens no second one
                lambda: under.create_thread(name=name, auto_archive_duration=1440)
            )
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        found = await _opened(channel.guild, int(shown.message or 0), error)
        if found is None:
            lacks = f". {MAY_OPEN}" if isinstance(error, discord.Forbidden) else ""
            because = BUSY if isinstance(error, TimeoutError) else reason_told(error)
            raise Refusal(f"I could not open a thread: {because}{lacks}") from None
        if found.message_count or found.owner_id != channel.guild.me.id:
            return found
        thread = found  # opened by a try whose receipt was lost
    await _begun(interaction, thread, entry, shown, turn)
    return thread


async def _opened(guild: discord.Guild, answer: int, error: Exception) -> discord.Thread | None:
    """The thread, if Discord opened none because there was one already, or took too long to open it; None if it cannot
    be used.
    """
    if isinstance(error, TimeoutError):  # the last that a limit lets through is open before discord.py says so
        return guild.get_thread(answer)
    if not isinstance(error, discord.HTTPException) or error.code != HAS_A_THREAD:
        return None
    found: Any = guild.get_thread(answer)
    if found is None:
        with going_on("A thread that is open already could not be read"):
            found = await guild.fetch_channel(answer)
    return found if isinstance(found, discord.Thread) and not found.locked else None


async def _there(interaction: discord.Interaction[Any], answer: int) -> discord.Thread | None:
    """The thread that was opened under an answer's message before; None if there is none. Raises Refusal if it is
    locked.
    """
    guild: Any = interaction.guild
    message = interaction.message
    found = guild.get_thread(answer)
    if found is None and message is not None and message.id == answer and message.flags.has_thread:  # archived
        with going_on("The thread under an answer could not be read, so another is opened"):
            found = await guild.fetch_channel(answer)
    if not isinstance(found, discord.Thread):
        return None
    if found.locked:
        raise Refusal(f"I could not open a thread: {REASONS[160005]}")
    return found


async def _begun(
    interaction: discord.Interaction[Any], thread: discord.Thread, entry: Entry, shown: Shown, turn: Turn
) -> None:
    """Keep the turn as the new thread's conversation, if words are kept, and write in its first line how to ask there.
    Raises Refusal.
    """
    parts, server, member = parts_of(interaction), server_of(interaction), str(interaction.user.id)
    if await parts.withheld(server, member) is None:
        # while another program holds the logbook; the answer is in the spool then, too
        with suppress(StorageError):
            await parts.storage.conversations.keep(str(thread.id), server, member, turn, datetime.now(UTC))
    papers = (await corpus_of(interaction, shown)).papers
    names = ", ".join(cite(paper) for paper in papers if paper.key in turn.keys)
    reads = parts.reads_threads(await parts.settings(server))
    try:
        first = Rendered(content=welcome(entry.question, names, reads))
        given = {**first.arguments(tongue_of(interaction.locale)), "allowed_mentions": NO_PINGS}
        await again(lambda: thread.send(**given, nonce=str(thread.id)))
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        await _closed(thread)
        lacks = f". {MAY_WRITE}" if isinstance(error, discord.Forbidden) else ""
        raise Refusal(f"I could not write in a thread: {reason_told(error)}{lacks}") from None


async def _closed(thread: discord.Thread) -> None:
    """Delete an empty thread; archive it if the bot may not delete it."""
    with going_on("An empty thread could not be taken away"):
        if thread.permissions_for(thread.guild.me).manage_threads:
            await again(thread.delete)
        else:
            await again(lambda: thread.edit(archived=True))


async def unnamed(client: Any, guild: discord.Guild, answer: int) -> bool:
    """Remove a deleted question from the name and the first line of the thread under its answer.

    ``answer``: the id of the answer's message, which is also the thread's id. Returns False if Discord did not allow
    it.
    """
    try:
        thread = guild.get_thread(answer) or await client.fetch_channel(answer)  # archived ones too
        if isinstance(thread, discord.Thread) and thread.owner_id == guild.me.id:
            await _unnamed(thread, guild)
    except discord.NotFound:  # no thread
        return True
    except (discord.HTTPException, discord.InvalidData):
        return False
    return True


async def _unnamed(thread: discord.Thread, guild: discord.Guild) -> None:
    """Do this in a thread of ours; an archived thread stays archived. The first line is our first message without
    buttons.
    """
    archived, said = thread.archived, tongue_of(guild.preferred_locale) or ENGLISH
    await thread.edit(name=said.label(NAMELESS), archived=False)
    async for line in thread.history(limit=3, oldest_first=True):
        if line.author.id == guild.me.id and line.type is discord.MessageType.default and not line.components:
            await line.edit(content=said.message(FORGOTTEN), allowed_mentions=NO_PINGS)
            break
    if archived:
        await thread.edit(archived=True)


def turn_of(entry: Entry) -> Turn:
    """The turn that a follow-up to a logged answer is read with: its words and its first paper."""
    kind = entry.kind if entry.kind != "more" else "content"
    return Turn(
        question=entry.question,
        terms=(*entry.matched, *entry.unmatched),
        keys=entry.keys[:1],
        kind=kind,
        listed=entry.keys,
        choosing=entry.kind == "which",
        shown=tuple((quote.key, quote.start) for quote in entry.quotes),
    )


def welcome(question: str, names: str, reads: bool) -> str:
    """The first line of a thread, which says how to ask there."""
    how = (
        "Write your next question here, even half of it"
        if reads
        else "Mention me here with your next question, even half of it, or press Follow up"
    )
    within = f" I look in {slot(shortened(names, NAME))} first." if names else ""
    return f"{how}: I read it after “{theirs(clip(question, 300))}”.{within} A new topic starts afresh."
