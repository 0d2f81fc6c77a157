"""What all cogs share: the bot's parts, a door for each interaction, and the limit on questions."""

from __future__ import annotations

import asyncio

from discord import app_commands
from discord.ext import commands

from bot.assistant.reading.which import Found
from bot.discord import suggest
from bot.discord.access import is_private
from bot.discord.asking import Place, place_of
from bot.discord.parts import Interaction, Parts, server_of, service_of
from bot.discord.sending import CommandDoor
from bot.discord.suggest import the_paper
from bot.discord.text import CHOICES
from bot.service import Service
from corpus.models import Corpus, Paper
from corpus.shelf import is_mark, marked

LONGEST_NAME = 1000  # characters in which a paper is looked for: a reference pasted whole has fewer
VISIBLE = [
    app_commands.Choice(name="everyone", value="public"),
    app_commands.Choice(name="only me", value="private"),
]


class MarrowCog(commands.Cog):
    """A cog over the bot's parts."""

    def __init__(self, bot: commands.AutoShardedBot, parts: Parts) -> None:
        self.bot = bot
        self.parts = parts

    async def door(self, interaction: Interaction, visible: str | None = None) -> CommandDoor:
        """The door for a command's answer; private if the server or the member wants it, or the member has opted out."""
        settings = await self.parts.settings(server_of(interaction))
        private = is_private(settings, interaction.channel, visible)
        private = private or await self.parts.storage.members.opted_out(
            str(interaction.user.id), server_of(interaction)
        )
        return CommandDoor(interaction, private)

    def own_door(self, interaction: Interaction) -> CommandDoor:
        """A door whose replies only the member sees."""
        return CommandDoor(interaction, True)

    def place(self, interaction: Interaction, surface: str = "command") -> Place:
        """The place where a command was given."""
        return place_of(interaction.channel, interaction.user, interaction.guild_id, surface)

    async def paper(self, interaction: Interaction, words: str) -> Paper:
        """The paper that a member's words mean, found in a thread. Raises Refusal."""
        service = await service_of(interaction)
        return the_paper(await self._meant(service, words), words)

    async def _meant(self, service: Service, words: str) -> Found:
        """The papers that words, or the value of a choice, may mean."""
        if is_mark(words):  # of a key too long for a choice
            chosen = await asyncio.to_thread(marked, service.corpus.papers, words)
            if chosen is not None:
                return Found((chosen,), True)
        return await service.run(service.assistant.which(words[:LONGEST_NAME]))

    async def near(self, interaction: Interaction, words: str) -> Corpus:
        """The library; if it is large, only its papers that are most similar to some words."""
        service = await service_of(interaction)
        return await service.run(service.assistant.near(words))

    @suggest.offered
    async def suggested(self, interaction: Interaction, typed: str) -> suggest.Choices:
        """Papers to offer while a member types, found in a thread."""
        service = await service_of(interaction)
        return suggest.papers(await service.run(service.assistant.offered(typed, CHOICES)))

    @suggest.offered
    async def suggested_types(self, interaction: Interaction, typed: str) -> suggest.Choices:
        """Types of papers to offer."""
        return await asyncio.to_thread(suggest.types, (await service_of(interaction)).corpus, typed)

    @suggest.offered
    async def suggested_styles(self, interaction: Interaction, typed: str) -> suggest.Choices:
        """Styles of references to offer."""
        return suggest.named({one.label: name for name, one in self.parts.styles.items()}, typed)
