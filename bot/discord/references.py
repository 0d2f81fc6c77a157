"""References for a member to paste: a block to copy, the same text as a file, and a menu of styles."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from typing import Any

import discord
from pydantic import TypeAdapter

from bot.assistant.citing import banner
from bot.assistant.citing import cite as named
from bot.discord.asking import keep_pace
from bot.discord.errors import Refusal, errors_told
from bot.discord.modals import KeptMenu, chosen
from bot.discord.parts import Parts, parts_of, server_of
from bot.discord.rendering import Rendered, holding, text_file
from bot.discord.sending import OwnDoor
from bot.discord.text import CHOICE, ROOM, escape, label, shortened, size, slot
from bot.storage.rows import found_json
from corpus.characters import visible
from corpus.citing import STYLES, Style, style_of
from corpus.errors import CorpusError, StorageError
from corpus.models import Corpus, Paper

USUAL = "vancouver"
MUCH_WORK = 50  # papers whose references are much work
WARNED, WARNING = 3, 400  # papers that are warned of, and how long each warning may be
_KEYS = TypeAdapter(tuple[str, ...])
FENCE, FENCE_SHOWN = "```", "`\u200b``"


async def citing_reply(
    parts: Parts, server: str | None, corpus: Corpus, papers: Sequence[Paper], style: str = USUAL
) -> Rendered:
    """The references of some papers in one style. Raises Refusal without papers."""
    if not papers:
        raise Refusal("There is no paper to cite here yet.")
    chosen = parts.styles[style]
    # one at a time, so that threads are left for others
    async with parts.citing if len(papers) > MUCH_WORK else nullcontext():
        text = await asyncio.to_thread(chosen.render, papers)
        filed = await asyncio.to_thread(chosen.filed, papers) if chosen.whole else text
    keys = json.dumps([paper.key for paper in papers])
    spec = {"keys": keys, "library": corpus.name, "snapshot": corpus.digest}
    view = holding()
    with suppress(StorageError):  # the references need no log; only the menu of styles does
        view.add_item(StyleMenu(await parts.storage.listings.keep(server, spec), parts.styles, style))
    file = text_file(f"references.{chosen.extension}", filed)
    # a fence inside the text would end the block early; the file holds it as it is
    block = f"{FENCE}\n{visible(text).replace(FENCE, FENCE_SHOWN)}\n{FENCE}"
    head = "\n".join((slot(shortened(chosen.label, WARNING)), *_warnings(papers)))
    if size(head) + size(block) >= ROOM:
        block = f"{len(papers)} references do not fit a message; all of them are in the file."
    return Rendered(content=f"{head}\n{block}", view=view, attach=file)


def keep_pace_of(interaction: discord.Interaction[Any], papers: Sequence[Paper]) -> None:
    """Count the references of many papers as a question: a library's take seconds of a processor. Raises Refusal."""
    if len(papers) > MUCH_WORK:
        keep_pace(interaction)


def style_named(words: str, parts: Parts) -> str:
    """The name of the style that a member's words mean. Raises Refusal."""
    try:
        return style_of(words, parts.styles)
    except CorpusError as error:
        raise Refusal(escape(str(error))) from None


def _warnings(papers: Sequence[Paper]) -> list[str]:
    """Warnings about papers that were retracted, corrected or doubted."""
    marked = [paper for paper in papers if paper.status]
    said = [shortened(f"{banner(paper)} ({named(paper)})", WARNING) for paper in marked[:WARNED]]
    return said + ([f"⚠ and {len(marked) - WARNED} more"] if len(marked) > WARNED else [])


class StyleMenu(KeptMenu, template=r"marrow:style:(?P<token>[0-9a-f]{8})"):
    """A menu that shows the same references in another style."""

    def __init__(self, token: str, styles: Mapping[str, Style] = STYLES, style: str = USUAL) -> None:
        self.token = token
        options = [
            discord.SelectOption(label=slot(label(one.label, CHOICE, name)), value=name, default=name == style)
            for name, one in styles.items()
        ]
        super().__init__(
            discord.ui.Select(placeholder="Style", options=options, custom_id=f"marrow:style:{token}")
        )

    @errors_told
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the chosen style, in place in the reader's own message."""
        await OwnDoor(interaction).change(await self._restyled(interaction))

    async def _restyled(self, interaction: discord.Interaction[Any]) -> Rendered:
        parts = parts_of(interaction)
        server = server_of(interaction)
        spec = await parts.storage.listings.get(self.token, server)
        keys = found_json(_KEYS, spec["keys"], "the papers behind references") if spec and "keys" in spec else None
        if spec is None or keys is None:
            raise Refusal("These references are no longer kept. Use /cite again.")
        corpus = await parts.libraries.snapshot(spec["library"], spec["snapshot"], keys)
        keep_pace_of(interaction, corpus.papers)
        return await citing_reply(parts, server, corpus, corpus.papers, style_of(chosen(self.item), parts.styles))
