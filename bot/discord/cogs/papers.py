"""/summary, /papers, /reading, /define, /table, /compare and /related."""

from __future__ import annotations

import asyncio

from discord import app_commands

from bot.assistant.papers.summaries import ONE_LINE, section_names
from bot.assistant.papers.tables import question_of
from bot.discord import suggest
from bot.discord.asking import Work, keep_pace, reply
from bot.discord.cogs.base import MarrowCog
from bot.discord.errors import Refusal
from bot.discord.listing import SORTS, Choice
from bot.discord.papers import papers_page, related_reply
from bot.discord.parts import Interaction, service_of
from bot.discord.references import style_named
from bot.discord.saved import looked, news_page, reading_page, references_of_saved
from bot.discord.text import theirs
from bot.models import at_present
from bot.patients import without_patient_data
from corpus.models import Paper

SORT_CHOICES = [app_commands.Choice(name=name, value=name) for name in SORTS]


class PapersCog(MarrowCog):
    """The papers themselves."""

    @app_commands.command(name="summary", description="A paper's abstract as published, whole or one section")
    @app_commands.describe(
        paper="Title, first author, DOI or link",
        section="One published section; “one line” is the paper's own conclusion",
    )
    @app_commands.autocomplete(paper=MarrowCog.suggested)
    async def summary(self, interaction: Interaction, paper: str, section: str | None = None) -> None:
        """Show an abstract."""
        keep_pace(interaction)
        found = await self.paper(interaction, paper)
        wanted = _section(found, section)
        await self._replied(
            interaction, section or "", lambda assistant, context: assistant.summarise(found.key, context, wanted)
        )

    @summary.autocomplete("section")
    @suggest.offered
    async def _sections(self, interaction: Interaction, typed: str) -> suggest.Choices:
        named = str(interaction.namespace.paper or "")
        try:
            names = section_names(await self.paper(interaction, named))
        except Refusal:
            near = await self.near(interaction, named)
            names = await asyncio.to_thread(
                lambda: tuple(n for paper in near.papers for n in section_names(paper))
            )
        return suggest.words((ONE_LINE, *names), typed)

    @app_commands.command(name="papers", description="The papers of this library; pick one to see its record")
    @app_commands.describe(
        sort="In what order",
        type="Only this type",
        author="Only papers of this author",
        year="Only this year",
        keyword="Only papers with these words in title, keywords or abstract",
        new="Only those that came since you last looked here",
    )
    @app_commands.choices(sort=SORT_CHOICES)
    @app_commands.autocomplete(type=MarrowCog.suggested_types)
    async def papers(
        self,
        interaction: Interaction,
        sort: app_commands.Choice[str] | None = None,
        type: str | None = None,  # the option's name, as members read it
        author: app_commands.Range[str, 1, 100] | None = None,
        year: app_commands.Range[int, 1500, 2200] | None = None,
        keyword: app_commands.Range[str, 1, 100] | None = None,
        new: bool = False,
    ) -> None:
        """List the papers, or to the member alone what is new for them."""
        choice = Choice(
            sort=sort.value if sort else "newest",
            type=(type or "").strip(),
            author=(author or "").strip(),
            year=str(year or ""),
            keyword=(keyword or "").strip(),
        )
        if choice.filters():  # each reads the whole library, and others who list it wait for it
            keep_pace(interaction)
        corpus = (await service_of(interaction)).corpus
        if new:
            alone = self.own_door(interaction)
            await alone.send(await alone.within(news_page(interaction, corpus, choice, at_present())))
            await looked(interaction, corpus, choice)
            return
        door = await self.door(interaction)
        await door.send(await door.within(papers_page(interaction, corpus, choice, 1)))

    @papers.autocomplete("author")
    @suggest.offered
    async def _authors(self, interaction: Interaction, typed: str) -> suggest.Choices:
        return await asyncio.to_thread(suggest.authors, await self.near(interaction, typed), typed)

    @papers.autocomplete("keyword")
    @suggest.offered
    async def _keywords(self, interaction: Interaction, typed: str) -> suggest.Choices:
        return await asyncio.to_thread(suggest.keywords, await self.near(interaction, typed), typed)

    @app_commands.command(name="reading", description="The papers you saved to read; for you alone")
    @app_commands.describe(style="Their references in this style, as a file too: BibTeX, RIS …")
    @app_commands.autocomplete(style=MarrowCog.suggested_styles)
    async def reading(
        self, interaction: Interaction, style: app_commands.Range[str, 1, 100] | None = None
    ) -> None:
        """Show the member's list, or its references."""
        door = self.own_door(interaction)
        if style is None:
            await door.send(await door.within(reading_page(interaction, 1)))
            return
        named = style_named(style, self.parts)
        await door.send(await door.within(references_of_saved(interaction, named)))

    @app_commands.command(name="define", description="What an abbreviation stands for, in each paper that uses it")
    @app_commands.describe(term="The abbreviation or term")
    async def define(self, interaction: Interaction, term: app_commands.Range[str, 1, 100]) -> None:
        """Show the sentences that define a term."""
        keep_pace(interaction)
        asked = without_patient_data(term)
        await self._replied(interaction, term, lambda assistant, context: assistant.define(asked, context))

    @define.autocomplete("term")
    @suggest.offered
    async def _terms(self, interaction: Interaction, typed: str) -> suggest.Choices:
        assistant = (await service_of(interaction)).assistant
        return await asyncio.to_thread(lambda: suggest.words(assistant.short_forms, typed))

    @app_commands.command(
        name="table", description="The papers' own figures, one row a paper; all of them as a file"
    )
    @app_commands.describe(topic="Figures on this alone: survival, complications, sample size …")
    async def table(self, interaction: Interaction, topic: app_commands.Range[str, 1, 100] | None = None) -> None:
        """Show a table of figures."""
        keep_pace(interaction)
        question = question_of(without_patient_data(topic or ""))
        await self._replied(interaction, topic or "", lambda assistant, context: assistant.ask(question, context))

    @app_commands.command(name="compare", description="Two papers side by side, in their own sentences")
    @app_commands.describe(
        paper="Title, first author, DOI or link", other="The paper beside it", topic="An outcome or another topic"
    )
    @app_commands.autocomplete(paper=MarrowCog.suggested, other=MarrowCog.suggested)
    async def compare(
        self,
        interaction: Interaction,
        paper: str,
        other: str,
        topic: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        """Show what both papers state."""
        keep_pace(interaction)
        pair = [await self.paper(interaction, paper), await self.paper(interaction, other)]
        if pair[0].key == pair[1].key:
            raise Refusal("Both are the same paper. Name another one beside it.")
        keys, words = [one.key for one in pair], without_patient_data(topic or "")
        await self._replied(
            interaction, topic or "", lambda assistant, context: assistant.compare(keys, context, words)
        )

    @app_commands.command(name="related", description="The papers nearest to one, with the words they share")
    @app_commands.describe(paper="Title, first author, DOI or link")
    @app_commands.autocomplete(paper=MarrowCog.suggested)
    async def related(self, interaction: Interaction, paper: str) -> None:
        """List the nearest papers."""
        keep_pace(interaction)
        found, door = await self.paper(interaction, paper), await self.door(interaction)
        await door.send(await door.within(related_reply(await service_of(interaction), found)))

    async def _replied(self, interaction: Interaction, words: str, work: Work) -> None:
        await reply(self.parts, await self.door(interaction), self.place(interaction), words, work)


def _section(paper: Paper, wanted: str | None) -> str | None:
    """A section's name as the paper prints it. Raises Refusal, with the existing names, if there is no such section."""
    if wanted is None:
        return None
    names = (ONE_LINE, *section_names(paper))
    exact = [name for name in names if name.casefold() == wanted.strip().casefold()]
    begun = [name for name in names if name.casefold().startswith(wanted.strip().casefold())]
    if found := exact or begun:
        return found[0]
    listed = ", ".join(theirs(name) for name in names[1:])
    there = f"its published sections are {listed}" if listed else "its abstract has no published sections"
    raise Refusal(
        f"That paper has no section “{theirs(wanted.strip()[:60])}”: {there}; “{ONE_LINE}” always works."
    )
