"""For curators: the questions whose answers were reported as wrong, so that they can add papers or terms."""

from __future__ import annotations

from collections.abc import Sequence

from bot.assistant.wording import counted
from bot.discord.access import is_moderator
from bot.discord.guards import Interaction, curated, kept_reading, service_over, told
from bot.discord.parts import Parts, server_of
from bot.discord.places import may_look
from bot.discord.rendering import Rendered, text_file
from bot.discord.text import clip, pages, theirs
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
        rows = await _seen(interaction, parts, rows)
    found = listed([(row, await _state(parts, settings.server or "", row)) for row in rows])
    if not found:
        return told(Rendered(content="No answer was reported here, or no words of what was asked are kept."))
    lines = [
        f"{theirs(clip(one.question, QUESTION))}\n-# {one.state} · {counted(one.reports, 'report')} · `{one.answer}`"
        for one in found
    ]
    text = "\n".join(("Questions whose answers were reported as wrong, the open ones first:", *lines))
    shown = pages(text)
    return told(Rendered(content=shown[0], attach=text_file("reported.txt", text) if len(shown) > 1 else list))


async def _seen(interaction: Interaction, parts: Parts, rows: Sequence[Reviewed]) -> list[Reviewed]:
    """Those of some rows whose answers were shown to others than their askers, where this member may look."""
    shown = [(row, await parts.storage.shown.get(row.id, row.server)) for row in rows]
    placed = [(row, one.channel) for row, one in shown if one is not None and one.public and one.channel]
    channels = {channel for _, channel in placed}  # each is asked once: Discord may have to be asked for it
    seen = {channel for channel in channels if await may_look(interaction, channel)}
    return [row for row, channel in placed if channel in seen]


async def _state(parts: Parts, server: str, row: Reviewed) -> State:
    service = await service_over(parts, server, row.library)
    if service is None:
        return "open"
    with_pins = await service.with_pins(row.question, Context(server=row.server, scope=row.scope or ()))
    return await service.run(state_of(row, service.assistant, with_pins.pins))
