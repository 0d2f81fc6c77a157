"""For curators: the questions whose answers were reported as wrong, so that they can add papers or terms."""

from __future__ import annotations

import discord

from bot.assistant.wording import counted
from bot.discord.access import is_moderator, shared_place
from bot.discord.curating.guard import Interaction, curated
from bot.discord.moderating.guard import kept_reading, service_over
from bot.discord.parts import Parts, server_of
from bot.discord.rendering import Rendered, text_file
from bot.discord.text import clip, escape, pages
from bot.models import Context
from bot.reported import State, listed, rows_reported, state_of
from bot.storage.reviewed import Reviewed
from bot.storage.selection import Selection

QUESTION = 200  # units of a question


async def reported_reply(interaction: Interaction) -> Rendered:
    """The questions, each with its state; it is recorded who read them. Raises Refusal."""
    parts, settings = await curated(interaction)
    selection = Selection(server=server_of(interaction))
    await kept_reading(interaction, "reported", selection)
    rows = await rows_reported(parts.storage.reader, selection)
    if not is_moderator(interaction, settings):
        rows = [row for row in rows if await _is_seen(interaction, parts, row)]
    found = listed([(row, await _state(parts, settings.server or "", row)) for row in rows])
    if not found:
        return Rendered(content="No answer was reported here, or no words of what was asked are kept.")
    lines = [
        f"{escape(clip(one.question, QUESTION))}\n-# {one.state} · {counted(one.reports, 'report')} · `{one.answer}`"
        for one in found
    ]
    text = "\n".join(("Questions whose answers were reported as wrong, the open ones first:", *lines))
    shown = pages(text)
    return Rendered(content=shown[0], attach=text_file("reported.txt", text) if len(shown) > 1 else list)


async def _is_seen(interaction: Interaction, parts: Parts, row: Reviewed) -> bool:
    """True if the answer was shown to others than its asker, where this member may look."""
    shown = await parts.storage.shown.get(row.id, row.server)
    member, guild = interaction.user, interaction.guild
    if shown is None or not shown.public or not shown.channel or guild is None or isinstance(member, discord.User):
        return False
    place = await shared_place(guild, shown.channel)
    return place is not None and bool(place.permissions_for(member).view_channel)


async def _state(parts: Parts, server: str, row: Reviewed) -> State:
    service = await service_over(parts, server, row.library)
    if service is None:
        return "open"
    with_pins = await service.with_pins(row.question, Context(server=row.server, scope=row.scope or ()))
    return await service.run(state_of(row, service.assistant, with_pins.pins))
