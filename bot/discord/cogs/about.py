"""/about and /help."""

from __future__ import annotations

import asyncio
from importlib.metadata import version

from discord import app_commands

from bot.assistant import summaries
from bot.assistant.citing import issue_page
from bot.assistant.smalltalk import HELP
from bot.discord.cogs.base import Interaction, MarrowCog
from bot.discord.rendering import Rendered, content_pages
from corpus.models import Corpus

COMMANDS = """**/ask** your question, in all papers or one · **@me** in a channel does the same · **/summary** an abstract
**/papers** the list, **new** for you or all · **/reading** what you saved · **/cite** references · **/define** an abbreviation · **/related** papers near one
**/table** the papers' own figures, one row a paper · **/compare** two papers side by side
**/history** what you asked · **/privacy** your data · **/about** what I hold
**On a message**: press and hold it (right-click on a computer), then Apps: *Ask about this message*, *Cite papers in this message*
**Threads**: *Follow up* under an answer asks on without a mention, in a thread of its own; a reply to an answer with @ ON does too
**⋯** under an answer: save to read, was it helpful, report, remove. Edit your question within ten minutes, and its answer changes with it."""


LOOKED_AT = 1000  # papers whose licence is looked at; a library's rarely differ


class AboutCog(MarrowCog):
    """What Marrow is and how to use it."""

    @app_commands.command(name="about", description="What I hold, where it comes from, and how I answer")
    async def about(self, interaction: Interaction) -> None:
        """The library, its source and licence, and the version."""
        corpus = (await self.service(interaction)).corpus
        licences = await asyncio.to_thread(_licences, corpus)
        lines = [
            f"Marrow {version('marrow')}. {summaries.about(corpus)}.",
            f"Source: {issue_page(corpus)}." + (f" Abstracts: {licences}." if licences else ""),
            "Every answer quotes the papers' own sentences, with the DOI beside each. No language model: the same "
            "question over the same papers gives the same answer.",
        ]
        content = content_pages("\n".join(lines), (), corpus)[0]
        await self.own_door(interaction).send(Rendered(content=content))

    @app_commands.command(name="help", description="What you can ask, and the commands")
    async def help(self, interaction: Interaction) -> None:
        """How to ask, and the commands."""
        await self.own_door(interaction).send(Rendered(content=f"{HELP}\n\n{COMMANDS}"))


def _licences(corpus: Corpus) -> str:
    """The licences of a library's abstracts, each once."""
    return ", ".join(dict.fromkeys(paper.licence for paper in corpus.papers[:LOOKED_AT] if paper.licence))
