"""/ask and “Ask about this message”."""

from __future__ import annotations

import asyncio

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.actions.found import entry_of
from bot.discord.asking import ask
from bot.discord.cogs.base import VISIBLE, Interaction, MarrowCog
from bot.discord.errors import Refusal
from bot.discord.parts import Parts, own_ids
from bot.discord.suggest import scope_of
from bot.discord.text import EMBED_DESCRIPTION, nameless
from bot.storage.rows import Entry

MENU = "Ask about this message"
OURS = "That message is my own and answers no question. Use the menu on what somebody wrote, or /ask with your question."


class AskCog(MarrowCog):
    """Questions by command and by menu."""

    def __init__(self, bot: commands.AutoShardedBot, parts: Parts) -> None:
        super().__init__(bot, parts)
        bot.tree.add_command(app_commands.ContextMenu(name=MENU, callback=self.about_message))

    @app_commands.command(name="ask", description="Ask the papers; the answer is their own words, with the DOI")
    @app_commands.describe(
        question="Your question, or half of it",
        paper="Look only in this paper: title, first author, DOI or link",
        type="Look only in papers of this type",
        since="Look only in papers since this year or day (2024, 2024-05)",
        visible="Who sees the answer",
    )
    @app_commands.choices(visible=VISIBLE)
    @app_commands.autocomplete(paper=MarrowCog.suggested, type=MarrowCog.suggested_types)
    async def ask(
        self,
        interaction: Interaction,
        question: app_commands.Range[str, 1, 6000],
        paper: str | None = None,
        type: str | None = None,  # the option's name, as members read it
        since: str | None = None,
        visible: app_commands.Choice[str] | None = None,
    ) -> None:
        """Answer a question."""
        self.keep_pace(interaction)
        corpus = (await self.service(interaction)).corpus
        chosen = await self.paper(interaction, paper) if paper else None
        scope = await asyncio.to_thread(scope_of, corpus, chosen, type, since)
        door = await self.door(interaction, visible.value if visible else None)
        await ask(self.parts, door, self.place(interaction), question, scope)

    async def about_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Ask with a message's own words; the answer is for the member who asked."""
        self.keep_pace(interaction)
        place = self.place(interaction, "menu")
        if interaction.client.user is not None and message.author.id == interaction.client.user.id:
            entry = await self._answered(interaction, message)
            again = place.model_copy(update={"previous": entry.read_with, "anew": True, "writer": entry.asker})
            await ask(self.parts, self.own_door(interaction), again, entry.question)
            return
        words = nameless(_said(message), own=own_ids(interaction.client, interaction.guild))
        if not words:
            raise Refusal("That message has no words I can read; use /ask with your question.")
        door = self.own_door(interaction)
        place = place.model_copy(update={"writer": str(message.author.id)})
        await ask(self.parts, door, place, words[:EMBED_DESCRIPTION])

    async def _answered(self, interaction: Interaction, message: discord.Message) -> Entry:
        """The row of the answer in a message of ours. Raises Refusal if the message is none, or its question is not kept."""
        shown = await self.parts.storage.shown.by_message(str(message.id))
        if shown is None:
            raise Refusal(OURS)
        return await entry_of(interaction, shown.answer)


def _said(message: discord.Message) -> str:
    """A message's words: its writer's, those it forwards, or those of a program in an embed."""
    forwarded = (one.content for one in message.message_snapshots)
    embedded = (one.description or "" for one in message.embeds)
    return next((said for one in (message.content, *forwarded, *embedded) if (said := one.strip())), "")
