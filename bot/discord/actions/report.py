"""Report: to the moderators, with the answer's id and the reader's reason."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.actions.record import mark_of, shown_of
from bot.discord.errors import Refusal
from bot.discord.forms import open_form, reason_form, worded
from bot.discord.moderating.record import RecordButton
from bot.discord.parts import parts_of, server_of, typed
from bot.discord.posting import post
from bot.discord.rendering import Rendered
from bot.discord.text import clip, escape

QUESTION = 300  # of a question in the moderators' channel; escaped it may be twice as long
SAME = 3600.0  # seconds in which the same words about the same answer are the same report
UNREAD = (
    "No words of yours are kept here, and there is no channel of the moderators I could post them to, so nobody would "
    "read your report. Please tell a moderator yourself."
)


async def press(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Ask for the reason."""
    form = reason_form(
        "report", answer, "Report to the moderators", "What is wrong with this answer?", True, mark_of(interaction)
    )
    await open_form(interaction, form, shown_of(interaction, answer))


async def told(interaction: discord.Interaction[Any], answer: str, reason: str) -> str:
    """Keep the report and tell the moderators' channel where there is one; what to say to the reader.

    Where no words may be kept, they are for that channel alone. Raises Refusal, also where nobody could then read
    them, or PatientText.
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
    """Post to the moderators' channel; False where none is set or it cannot be reached."""
    settings = await parts_of(interaction).settings(server_of(interaction))
    if interaction.guild is None or settings.moderator_channel is None:
        return False
    entry = await parts_of(interaction).storage.logbook.get(answer)
    asked = (
        f"Asked: {escape(clip(entry.question, QUESTION))}"
        if entry and entry.question
        else "Asked: (no words are kept)"
    )
    lines = [
        f"**Report {number}** on answer {answer}{f': {where}' if where else ''}",
        asked,
        f"> {escape(reason)}",
    ]
    view = discord.ui.View(timeout=None)
    view.add_item(RecordButton("show", answer))
    rendered = Rendered(content="\n".join(lines), view=view)
    return await post(interaction.client, settings.moderator_channel, str(interaction.guild_id), rendered)
