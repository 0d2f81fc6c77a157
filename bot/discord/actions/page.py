"""Turning the pages of a long answer: a reader's own copy, so that nobody's page is turned under their eyes."""

from __future__ import annotations

from typing import Any

import discord

from bot.assistant.wording import counted
from bot.discord.actions.record import corpus_of, entry_of, shown_of
from bot.discord.buttons import page_view
from bot.discord.errors import Refusal
from bot.discord.rendering import Rendered, answer_pages
from bot.discord.sending import OwnDoor


async def press(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Show a page to the reader who asked for it; in a message only they see, in place."""
    door = OwnDoor(interaction)
    entry, shown = await entry_of(interaction, answer), await shown_of(interaction, answer)
    corpus = await corpus_of(interaction, shown)
    texts = answer_pages(entry, corpus.papers, corpus)
    if page is None or not 1 <= page <= len(texts):
        raise Refusal(f"This answer has {counted(len(texts), 'page')}.")
    view = page_view(answer, page, len(texts))
    await door.change(Rendered(content=texts[page - 1], view=view))
