"""Share: an answer that only its asker sees is shown to the channel, where the server allows answers."""

from __future__ import annotations

import asyncio
from typing import Any

import discord

from bot.discord.access import allowed
from bot.discord.actions.record import NOT_YET, corpus_of, entry_of, shown_of
from bot.discord.buttons import view_of
from bot.discord.errors import Refusal
from bot.discord.parts import parts_of, server_of
from bot.discord.rendering import Rendered, content_pages, text_file
from bot.discord.sending import CommandDoor
from bot.discord.text import escape

SHARED = "This answer is shown to everyone already."


async def press(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Post the answer publicly, naming who shares it."""
    parts, server = parts_of(interaction), server_of(interaction)
    door = CommandDoor(interaction, private=False, quietly=True)
    entry, shown = await entry_of(interaction, answer), await shown_of(interaction, answer)
    if not allowed(await parts.settings(server), interaction.channel):
        raise Refusal("Answers may not be shown in this channel; /setup names those where they may.")
    corpus = await corpus_of(interaction, shown)
    papers = corpus.papers
    texts = content_pages(entry.text, papers, corpus)
    embed = discord.Embed(description=f"Shared by {escape(interaction.user.display_name)}", colour=0x2E7D5B)
    embed.set_footer(text=f"snapshot {entry.snapshot[:12]} · answer {entry.id}")
    attach = text_file(f"answer-{answer}.txt", entry.text) if len(texts) > 1 else list
    view = view_of(answer, entry.kind, bool(entry.quotes), papers, False, len(texts), threads=door.powers.threads)
    rendered = Rendered(content=texts[0], embed=embed, view=view, attach=attach)
    if not await parts.storage.shown.publish(answer, server, str(interaction.channel_id)):
        raise Refusal(SHARED if (await shown_of(interaction, answer)).public else NOT_YET)
    try:
        message = await door.send(rendered)
    except BaseException:  # given up too, when the bot stops
        await asyncio.shield(parts.storage.shown.withdraw(shown))
        raise
    if message is not None:
        await parts.storage.shown.delivered(answer, str(message))
