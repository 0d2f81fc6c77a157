"""What members ask by: /ask and “Ask about this message”, /cite and “Cite papers in this message”, /about and /help; and sent forms, also of an
earlier process.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable

import discord
from discord import app_commands
from discord.ext import commands

from bot import own_version
from bot.assistant.citing import issue_page
from bot.assistant.message.smalltalk import HELP
from bot.assistant.papers import summaries
from bot.discord.actions import follow, judging
from bot.discord.actions.found import entry_of
from bot.discord.asking import ask, keep_pace
from bot.discord.cogs.base import VISIBLE, MarrowCog
from bot.discord.errors import Refusal, report_interaction
from bot.discord.modals import submitted
from bot.discord.moderating.pinning import searched
from bot.discord.moderating.record import noted
from bot.discord.parts import Interaction, Parts, own_ids, server_of, service_of
from bot.discord.references import USUAL, citing_reply, keep_pace_of, style_named
from bot.discord.rendering import Rendered, content_pages
from bot.discord.suggest import scope_of
from bot.discord.text import EMBED_DESCRIPTION, nameless, theirs
from bot.discord.trying import told_before
from bot.storage.rows import Entry
from corpus.models import Corpus, Paper

MENU = "Ask about this message"
OURS = "That message is my own and answers no question. Use the menu on what somebody wrote, or /ask with your question."
CITE_MENU = "Cite papers in this message"
MOST = 2_000  # papers in one file: two seconds of a worker thread
_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"”]+")
COMMANDS = """**/ask** your question, in all papers or one · **@me** in a channel does the same · **/summary** an abstract
**/papers** the list, **new** for you or all · **/reading** what you saved · **/cite** references · **/define** an abbreviation · **/related** papers near one
**/table** the papers' own figures, one row a paper · **/compare** two papers side by side
**/history** what you asked · **/privacy** your data · **/about** what I hold
**On a message**: press and hold it (right-click on a computer), then Apps: *Ask about this message*, *Cite papers in this message*
**Threads**: *Follow up* under an answer asks on without a mention, in a thread of its own; a reply to an answer with @ ON does too
**⋯** under an answer: save to read, was it helpful, report, remove. Edit your question within ten minutes, and its answer changes with it."""


LOOKED_AT = 1000  # papers whose licence is looked at; a library's rarely differ
Told = Callable[[Interaction, str, str], Awaitable[str | None]]
TOLD: dict[str, Told] = {
    "unhelpful": judging.unhelpful_told,
    "report": judging.report_told,
    "note": noted,
    "pin": searched,
    "follow": follow.told,
}


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
        keep_pace(interaction)
        corpus = (await service_of(interaction)).corpus
        chosen = await self.paper(interaction, paper) if paper else None
        scope = await asyncio.to_thread(scope_of, corpus, chosen, type, since)
        door = await self.door(interaction, visible.value if visible else None)
        await ask(self.parts, door, self.place(interaction), question, scope)

    async def about_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Ask with a message's own words; the answer is for the member who asked."""
        keep_pace(interaction)
        place = self.place(interaction, "menu")
        if interaction.client.user is not None and message.author.id == interaction.client.user.id:
            entry = await self._answered(interaction, message)
            again = place.model_copy(
                update={"previous": entry.read_with, "anew": True, "writers": (entry.writer, entry.asker)}
            )
            await ask(self.parts, self.own_door(interaction), again, entry.question)
            return
        words = nameless(_said(message), own=own_ids(interaction.client, interaction.guild))
        if not words:
            raise Refusal("That message has no words I can read; use /ask with your question.")
        door = self.own_door(interaction)
        place = place.model_copy(update={"writers": (str(message.author.id),)})
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


class CiteCog(MarrowCog):
    """References."""

    cite = app_commands.Group(
        name="cite", description="References to paste: Vancouver, AMA, APA, MDPI, BibTeX, RIS …"
    )

    def __init__(self, bot: commands.AutoShardedBot, parts: Parts) -> None:
        super().__init__(bot, parts)
        bot.tree.add_command(app_commands.ContextMenu(name=CITE_MENU, callback=self.cite_message))

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
        held = (await service_of(interaction)).assistant.papers
        papers = [held[key] for key in keys if key in held]
        if not papers:
            raise Refusal("No paper has been quoted here yet. Ask something first, or use /cite paper.")
        await self._send(interaction, papers, style)

    @cite.command(name="library", description="The references of every paper here, as a file")
    @app_commands.describe(style="How the references are written")
    @app_commands.autocomplete(style=MarrowCog.suggested_styles)
    async def cite_library(self, interaction: Interaction, style: app_commands.Range[str, 1, 100] = USUAL) -> None:
        """Cite everything."""
        papers = (await service_of(interaction)).corpus.papers
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
        near, held = await self.near(interaction, text), (await service_of(interaction)).assistant.papers
        named = await asyncio.to_thread(_named_in, text, near)
        papers = [held[key] for key in dict.fromkeys(named) if key in held]
        if not papers:
            others = sorted({found.rstrip(").,;]") for found in _DOI.findall(text)})
            said = f" It names {theirs(', '.join(others[:5]))}, which I do not hold." if others else ""
            raise Refusal(f"That message names no paper of this library.{said}")
        await self._send(interaction, papers)

    async def _send(self, interaction: Interaction, papers: list[Paper], style: str = USUAL) -> None:
        name, door = style_named(style, self.parts), self.own_door(interaction)
        corpus = (await service_of(interaction)).corpus
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


class AboutCog(MarrowCog):
    """What Marrow is and how to use it."""

    @app_commands.command(name="about", description="What I hold, where it comes from, and how I answer")
    async def about(self, interaction: Interaction) -> None:
        """The library, its source and licence, and the version."""
        corpus = (await service_of(interaction)).corpus
        licences = await asyncio.to_thread(_licences, corpus)
        lines = [
            f"Marrow {own_version()}. {summaries.about(corpus)}.",
            f"Source: {issue_page(corpus)}." + (f" Abstracts: {licences}." if licences else ""),
            "Every answer quotes the papers' own sentences, with the DOI beside each. No language model: in the "
            "same conversation, over the same papers, the same question gets the same answer.",
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


class FormsCog(MarrowCog):
    """Reasons readers give, and questions they ask in a form."""

    @commands.Cog.listener("on_interaction")
    async def sent(self, interaction: Interaction) -> None:
        """Handle a sent form of ours, and reply to its sender."""
        form = submitted(interaction)
        if form is None or form[0] not in TOLD or told_before(interaction):
            return
        action, answer, reason = form
        try:
            async with self.parts.under_way.noted(server_of(interaction)):
                said = await TOLD[action](interaction, answer, reason)
            if said is not None:
                await self.own_door(interaction).send(Rendered(content=said))
        except Exception as error:  # the error door
            await report_interaction(interaction, error)
