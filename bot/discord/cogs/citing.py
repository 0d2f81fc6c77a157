"""/cite and “Cite papers in this message”."""

from __future__ import annotations

import asyncio
import re

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.cogs.base import Interaction, MarrowCog
from bot.discord.errors import Refusal
from bot.discord.parts import Parts, server_of
from bot.discord.references import USUAL, citing_reply, keep_pace_of, style_named
from bot.discord.text import theirs
from corpus.models import Corpus, Paper

MENU = "Cite papers in this message"
MOST = 2_000  # papers in one file: two seconds of a worker thread
_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"”]+")


class CiteCog(MarrowCog):
    """References."""

    cite = app_commands.Group(
        name="cite", description="References to paste: Vancouver, AMA, APA, MDPI, BibTeX, RIS …"
    )

    def __init__(self, bot: commands.AutoShardedBot, parts: Parts) -> None:
        super().__init__(bot, parts)
        bot.tree.add_command(app_commands.ContextMenu(name=MENU, callback=self.cite_message))

    @cite.command(name="paper", description="The reference of one paper")
    @app_commands.describe(paper="Title, first author, DOI or link", style="How the reference is written")
    @app_commands.autocomplete(paper=MarrowCog.suggested, style=MarrowCog.suggested_styles)
    async def cite_paper(
        self, interaction: Interaction, paper: str, style: app_commands.Range[str, 1, 100] = USUAL
    ) -> None:
        """Cite a paper."""
        found = await self.paper(interaction, paper)
        await self._send(interaction, [found], style)

    @cite.command(name="thread", description="The references of all papers quoted in this channel or thread")
    @app_commands.describe(style="How the references are written")
    @app_commands.autocomplete(style=MarrowCog.suggested_styles)
    async def cite_thread(self, interaction: Interaction, style: app_commands.Range[str, 1, 100] = USUAL) -> None:
        """Cite what was quoted here."""
        keys = await self.parts.storage.shown.cited_in(str(interaction.channel_id), server_of(interaction))
        held = (await self.service(interaction)).assistant.papers
        papers = [held[key] for key in keys if key in held]
        if not papers:
            raise Refusal("No paper has been quoted here yet. Ask something first, or use /cite paper.")
        await self._send(interaction, papers, style)

    @cite.command(name="library", description="The references of every paper here, as a file")
    @app_commands.describe(style="How the references are written")
    @app_commands.autocomplete(style=MarrowCog.suggested_styles)
    async def cite_library(self, interaction: Interaction, style: app_commands.Range[str, 1, 100] = USUAL) -> None:
        """Cite everything."""
        papers = (await self.service(interaction)).corpus.papers
        if len(papers) > MOST:
            raise Refusal(
                f"{len(papers):,} papers are too many to cite here ({MOST:,} at most). "
                "The operator exports them with “marrow corpus cite --out FILE”."
            )
        keep_pace_of(interaction, papers)
        await self._send(interaction, await asyncio.to_thread(list, papers), style)

    async def cite_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Cite the papers whose DOI or link stands in a message."""
        text = "\n".join((message.content, *(embed.description or "" for embed in message.embeds)))
        near, held = await self.near(interaction, text), (await self.service(interaction)).assistant.papers
        named = await asyncio.to_thread(_named_in, text, near)
        papers = [held[key] for key in dict.fromkeys(named) if key in held]
        if not papers:
            others = sorted({found.rstrip(").,;]") for found in _DOI.findall(text)})
            said = f" It names {theirs(', '.join(others[:5]))}, which I do not hold." if others else ""
            raise Refusal(f"That message names no paper of this library.{said}")
        await self._send(interaction, papers)

    async def _send(self, interaction: Interaction, papers: list[Paper], style: str = USUAL) -> None:
        name, door = style_named(style, self.parts), self.own_door(interaction)
        corpus = (await self.service(interaction)).corpus
        await door.send(await door.within(citing_reply(self.parts, server_of(interaction), corpus, papers, name)))


def _named_in(text: str, near: Corpus) -> list[str]:
    """The keys of the papers that a text names, and all DOIs in it."""
    named = [paper.key for paper in near.papers if _names(text, paper)]
    return named + [found.rstrip(").,;]").lower() for found in _DOI.findall(text)]


def _names(text: str, paper: Paper) -> bool:
    """Whether a text contains a paper's whole DOI or its link."""
    for name in (str(paper.doi or ""), paper.url or ""):
        at = text.casefold().find(name.casefold()) if name else -1
        if at >= 0 and not text[at + len(name) : at + len(name) + 1].isalnum():
            return True
    return False
