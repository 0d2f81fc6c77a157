"""Follow up: a thread under the answer, where every mention is read with what was said before."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import discord

from bot.assistant.citing import cite
from bot.discord.actions.record import corpus_of, entry_of, shown_of, stands_under
from bot.discord.errors import Refusal
from bot.discord.limits import THREAD_NAME, clip
from bot.discord.parts import parts_of, server_of
from bot.discord.rendering import Rendered
from bot.discord.sending import NO_PINGS, CommandDoor
from bot.discord.text import escape, label
from bot.discord.trying import REASONS, why
from bot.models import Turn
from bot.storage.rows import Entry

MAY_OPEN = "An admin can allow me “Create Public Threads” and “Send Messages in Threads”."
MAY_WRITE = "An admin can allow me “Send Messages in Threads”."
ELSE = "Until then, mention me again in this channel within a few minutes, and I read it as a follow-up."
HAS_A_THREAD = 160004  # Discord's code for a message that a thread was begun from before


async def press(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Open the thread (or point at the one there is), with the answer's papers as its scope."""
    entry, shown = await entry_of(interaction, answer), await shown_of(interaction, answer)
    if not shown.public or not stands_under(interaction, shown):
        raise Refusal(
            "A thread grows under an answer that everyone sees. Press Share first, then Follow up there."
        )
    message = interaction.message
    if message is None or isinstance(interaction.channel, discord.Thread | discord.DMChannel):
        raise Refusal("Just go on here: mention me with your next question, and I read it as a follow-up.")
    door = CommandDoor(interaction, True)
    thread = await door.within(_opened(message, entry.question))
    if isinstance(thread, int):
        await door.send(Rendered(content=f"The thread is open already: <#{thread}>"))
        return
    parts, server = parts_of(interaction), server_of(interaction)
    turn = turn_of(entry)
    await parts.storage.conversations.keep(
        str(thread.id), server, str(interaction.user.id), turn, datetime.now(UTC)
    )
    papers = (await corpus_of(interaction, shown)).papers
    names = ", ".join(cite(paper) for paper in papers if paper.key in turn.keys)
    try:
        await thread.send(_welcome(entry.question, names), allowed_mentions=NO_PINGS)
    except discord.HTTPException as error:
        said = f"The thread <#{thread.id}> is open, but I could not write in it: {why(error)}. {MAY_WRITE}"
        await door.send(Rendered(content=said))
        return
    await door.send(Rendered(content=f"Go on in <#{thread.id}>."))


async def _opened(message: discord.Message, question: str) -> discord.Thread | int:
    """The new thread, or the id of the one that was begun from this message before."""
    try:
        return await message.create_thread(
            name=label(question, THREAD_NAME, "Follow-up"), auto_archive_duration=1440
        )
    except discord.HTTPException as error:
        if error.code == HAS_A_THREAD:
            return message.id
        if isinstance(error, discord.Forbidden):
            raise Refusal(f"I may not open threads here. {MAY_OPEN} {ELSE}") from None
        if error.code in REASONS:
            raise Refusal(f"I could not open a thread: {why(error)}. {ELSE}") from None
        raise


def turn_of(entry: Entry) -> Turn:
    """What a follow-up to a logged answer may lean on: its words and its first paper."""
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


def _welcome(question: str, names: str) -> str:
    within = f" I look in {escape(names)} first." if names else ""
    return (
        f"Mention me here with your next question, even half of it: I read it after “{escape(clip(question, 300))}”."
        f"{within} A new topic starts afresh."
    )
