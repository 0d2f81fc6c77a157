"""The button Share: shows a private answer to the channel, if the server allows answers there."""

from __future__ import annotations

import asyncio
from typing import Any

import discord

from bot.discord.access import allowed
from bot.discord.actions.record import NOT_YET, corpus_of, entry_of, shown_of
from bot.discord.buttons import offered, view_of
from bot.discord.errors import Refusal
from bot.discord.parts import parts_of, server_of
from bot.discord.rendering import Rendered, answer_pages, text_file
from bot.discord.sending import CommandDoor
from bot.discord.text import slot

SHARED = "This answer is shown to everyone already."
REMOVED = "A moderator has removed this answer, so it is not shown again."


async def press_share(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Post the answer publicly, naming who shares it."""
    parts, server = parts_of(interaction), server_of(interaction)
    door = CommandDoor(interaction, private=False, quietly=True)
    entry, shown = await entry_of(interaction, answer), await shown_of(interaction, answer)
    if not allowed(await parts.settings(server), interaction.channel):
        raise Refusal("Answers may not be shown in this channel; /setup names those where they may.")
    corpus = await corpus_of(interaction, shown)
    papers = corpus.papers
    texts = answer_pages(entry, papers, corpus, notes=[f"Shared by {slot(interaction.user.display_name)}"])
    attach = text_file(f"answer-{answer}.txt", entry.text) if len(texts) > 1 else list
    view = view_of(answer, offered(entry, papers, False, entry.kind == "which"), len(texts))
    rendered = Rendered(content=texts[0], view=view, attach=attach)
    if not await parts.storage.shown.publish(answer, server, str(interaction.channel_id)):
        moderated = await parts.storage.shown.was_moderated(answer, server)
        raise Refusal(
            REMOVED if moderated else SHARED if (await shown_of(interaction, answer)).public else NOT_YET
        )
    try:
        message = await door.send(rendered)
    except BaseException:  # also if it is cancelled because the bot stops
        await asyncio.shield(parts.storage.shown.withdraw(shown))
        raise
    if message is not None:
        await parts.storage.shown.delivered(answer, str(message))
