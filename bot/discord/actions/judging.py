"""Buttons for what readers think of an answer: helpful, not helpful, report (only moderators see these), and remove."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, cast

import discord

from bot.discord.actions.found import is_own, mark_of, may_remove, shown_of, stands_under
from bot.discord.buttons import AnswerButton
from bot.discord.errors import Refusal
from bot.discord.modals import open_form, reason_form, worded
from bot.discord.moderating.record import RecordButton
from bot.discord.parts import parts_of, server_of, typed
from bot.discord.posting import post
from bot.discord.rendering import Rendered, holding
from bot.discord.sending import CommandDoor, PlaceDoor
from bot.discord.text import clip, theirs
from bot.storage.rows import Shown
from corpus.errors import StorageError

QUESTION = 300  # of a question in the moderators' channel; escaped it may be twice as long
SAME = 3600.0  # seconds in which the same words about the same answer are the same report
UNREAD = (
    "No words of yours are kept here, and there is no channel of the moderators I could post them to, so nobody would "
    "read your report. Please tell a moderator yourself."
)
NO_WORDS = "Asked: (no words are kept)"
MODERATED = "A moderator has removed this answer already."
NOT_THERE = "The message of this answer is no longer there."
TAKEN, BACK = "The answer is taken away.", "Put it back"


async def press_helpful(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Keep the verdict and thank the reader."""
    await shown_of(interaction, answer)
    await judged(interaction, answer, True, "")
    await CommandDoor(interaction, True).send(Rendered(content="Thank you; only the moderators can see that."))


async def judged(interaction: discord.Interaction[Any], answer: str, helpful: bool, reason: str) -> None:
    """Keep a reader's verdict, with the reason and the reader's name only if they may be kept. Raises PatientText."""
    said, feedback = await typed(interaction, reason), parts_of(interaction).storage.feedback
    server, member = server_of(interaction), str(interaction.user.id)
    await feedback.judge(answer, server, member, helpful, said.kept or None, named=said.withheld is None)


async def press_unhelpful(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Keep the verdict, then open a form for the reason; a reader who closes the form has still been counted."""
    form = reason_form(
        "unhelpful", answer, "Not helpful", "What was missing or wrong? (optional)", False, mark_of(interaction)
    )
    await open_form(interaction, form, unhelpful_told(interaction, answer, ""))


async def unhelpful_told(interaction: discord.Interaction[Any], answer: str, reason: str) -> str:
    """Keep the reason. Returns what to say to the reader. Raises Refusal or PatientText."""
    await shown_of(interaction, answer)
    await judged(interaction, answer, False, reason)
    return "Thank you; only the moderators can see that."


async def press_report(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Open a form that asks for the reason."""
    form = reason_form(
        "report", answer, "Report to the moderators", "What is wrong with this answer?", True, mark_of(interaction)
    )
    await open_form(interaction, form, shown_of(interaction, answer))


async def report_told(interaction: discord.Interaction[Any], answer: str, reason: str) -> str:
    """Keep the report and post it to the moderators' channel, if there is one. Returns what to say to the reader.

    If no words may be kept, they are only posted there. Raises Refusal, also if nobody could then read them, or
    PatientText.
    """
    shown, server = await shown_of(interaction, answer), server_of(interaction)
    said, parts = await typed(interaction, worded(reason)), parts_of(interaction)
    if said.withheld and (await parts.settings(server)).moderator_channel is None:
        raise Refusal(UNREAD)
    if parts.again("report", str(interaction.user.id), answer, said.text, within=SAME):
        return "The moderators have that report already. Thank you."
    number = await parts.storage.feedback.report(
        answer, server, str(interaction.user.id), said.kept, named=said.withheld is None
    )
    where = None
    if shown.public and shown.message and interaction.guild_id:
        where = f"https://discord.com/channels/{interaction.guild_id}/{shown.channel}/{shown.message}"
    reached = await _tell_moderators(interaction, answer, number, said.text, where)
    if said.withheld and not reached:
        raise Refusal(UNREAD)
    return "The moderators have it now. Thank you." if reached else "It is kept for the moderators. Thank you."


async def _tell_moderators(
    interaction: discord.Interaction[Any], answer: str, number: int, reason: str, where: str | None
) -> bool:
    """Post to the moderators' channel. Returns False if no channel is set or it cannot be reached."""
    settings = await parts_of(interaction).settings(server_of(interaction))
    if interaction.guild is None or settings.moderator_channel is None:
        return False
    entry = await parts_of(interaction).storage.logbook.get(answer)
    asked = f"Asked: {theirs(clip(entry.question, QUESTION))}" if entry and entry.question else NO_WORDS
    lines = [
        f"**Report {number}** on answer {answer}{f': {where}' if where else ''}",
        asked,
        f"> {theirs(reason)}",
    ]
    view = holding(RecordButton("show", answer))
    rendered = Rendered(content="\n".join(lines), view=view)
    sent = await post(interaction.client, settings.moderator_channel, str(interaction.guild_id), rendered)
    if sent is not None:
        with suppress(StorageError):  # it was reported all the same
            await parts_of(interaction).storage.feedback.posted(number, settings.moderator_channel, str(sent))
    return sent is not None


async def press_remove(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Delete the answer's message."""
    parts, server = parts_of(interaction), server_of(interaction)
    door = PlaceDoor(interaction)
    shown = await shown_of(interaction, answer)
    if await parts.storage.shown.was_moderated(answer, server):
        raise Refusal(MODERATED)
    if not await may_remove(interaction, shown):
        raise Refusal("Only the member who asked, or a moderator, can remove this answer.")
    if stands_under(interaction, shown):
        await door.remove()
        await parts.storage.shown.removed(answer, server, moderated=not is_own(interaction, shown))
    elif interaction.message is not None and interaction.message.flags.ephemeral:
        await _from_elsewhere(interaction, shown)
    else:
        raise Refusal("That button belongs to another message of mine; use the one under the answer itself.")


async def _from_elsewhere(interaction: discord.Interaction[Any], shown: Shown) -> None:
    """Delete an answer's message from the private message with its other actions; its asker can put it back. Raises
    Refusal if that is not possible.
    """
    parts, channel = parts_of(interaction), interaction.channel
    if shown.message is None or channel is None:
        raise Refusal(NOT_THERE)
    if await parts.storage.shown.was_moderated(shown.answer, shown.server):
        raise Refusal(MODERATED)
    with suppress(discord.NotFound):
        await cast(Any, channel).get_partial_message(int(shown.message)).delete()
    await parts.storage.shown.removed(shown.answer, shown.server, moderated=not is_own(interaction, shown))
    entry = await parts.storage.logbook.get(shown.answer)
    view = holding()
    if is_own(interaction, shown) and entry is not None and not entry.withheld:
        view.add_item(AnswerButton("share", shown.answer, label=BACK))
    await CommandDoor(interaction, True).send(Rendered(content=TAKEN, view=view if view.children else None))
