"""An import's report as a message, and whole as a file where a message cannot hold it."""

from __future__ import annotations

import discord

from bot.assistant.wording import counted
from bot.discord.pages import pages
from bot.discord.rendering import Rendered, text_file
from bot.discord.text import escape
from corpus.taking import Brief


def report_shown(brief: Brief, after: str, view: discord.ui.View | None = None) -> Rendered:
    """The counts, what happens next (``after``), and the first of everything a curator should see."""
    counts = (
        f"{brief.source}: {counted(brief.read, 'record')} read = {brief.kept:,} kept + {brief.merged:,} merged"
        f" + {brief.refused:,} refused"
    )
    shown = pages(escape("\n".join((counts, after, *brief.told))))
    attach = text_file("report.json", brief.whole) if brief.more or len(shown) > 1 else list
    return Rendered(content=shown[0], view=view, attach=attach)
