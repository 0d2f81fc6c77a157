"""An import's report as a message, and whole as a file where a message cannot hold it."""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.discord.pages import pages
from bot.discord.rendering import Rendered, text_file
from bot.discord.text import escape
from corpus.models import ImportReport

SHOWN = 10  # notes, merges, refusals and conflicts that are shown
LONGEST = 2_000_000  # characters of the file: Discord takes 10 MB, and a character has four bytes at most


def report_shown(report: ImportReport, after: str, view: discord.ui.View | None = None) -> Rendered:
    """The counts, what happens next (``after``), and the first of everything a curator should see."""
    counts = (
        f"{report.source}: {report.read:,} records read = {report.kept:,} kept + {report.merged:,} merged"
        f" + {len(report.rejected):,} refused"
    )
    shown = pages(escape("\n".join((counts, after, *_told(report)))))
    longest = max(map(len, (report.notes, report.merges, report.rejected, report.conflicts)))
    whole = report.rejected or len(shown) > 1 or longest > SHOWN
    return Rendered(
        content=shown[0], view=view, attach=text_file("report.json", _whole(report)) if whole else list
    )


def _told(report: ImportReport) -> Iterator[str]:
    yield from (f"note: {note}" for note in report.notes[:SHOWN])
    yield from (f"merged, line {one.line}: it is {one.key}" for one in report.merges[:SHOWN])
    yield from (f"refused, line {one.line}: {one.reason}" for one in report.rejected[:SHOWN])
    yield from (f"{one.key}, {one.field}: {one.difference}" for one in report.conflicts[:SHOWN])


def _whole(report: ImportReport) -> str:
    """The report as JSON; without the refused records' own text where that would be too long to attach."""
    text = report.model_dump_json(indent=1)
    if len(text) <= LONGEST:
        return text
    bare = tuple(one.model_copy(update={"raw": ""}) for one in report.rejected)
    return report.model_copy(update={"rejected": bare, "conflicts": ()}).model_dump_json(indent=1)[:LONGEST]
