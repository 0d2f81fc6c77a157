"""/corpus: the papers of a server's library, for its curators."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import discord
from discord import app_commands

from bot.assistant.citing import address, cite
from bot.assistant.compose import doubt
from bot.assistant.papers.summaries import about
from bot.assistant.reading.which import pick
from bot.assistant.wording import counted
from bot.discord import suggest
from bot.discord.asking import keep_pace
from bot.discord.cogs.base import MarrowCog
from bot.discord.curating.digest import paged, reloaded, reported_reply
from bot.discord.curating.importing import fetched, plain, tried
from bot.discord.errors import Refusal
from bot.discord.guards import curated, library_to_change
from bot.discord.parts import Interaction, home_of, server_of, service_of
from bot.discord.rendering import Rendered
from bot.discord.text import escape, library_name, named, slot
from bot.ownership import belongs, short
from bot.privacy import admitted
from corpus.errors import CorpusError
from corpus.models import Corpus, Paper
from corpus.overrides import Overrides, read, said_terms, with_term
from corpus.sameness import recognised
from corpus.shelf import is_mark, marked
from corpus.watching.origins import sources_of
from index.sentences.arithmetic import disagreements

LOOKED_AT = 5000  # papers that /corpus status counts in, and /corpus figures reads
SLIPS = "Shares that do not agree with the counts they are printed with; they stay as they are:"
NO_SLIP = "No share here disagrees with the counts that it is printed with."
OUT = 10  # papers left out that /corpus status names
NOT_THERE = "That paper is no longer in the library, so nothing was changed."
NOT_HELD = "It is no longer left out here, but the library does not hold it; import it to have it."
BACK = "It is in the library again."
NOT_ALL = "I looked at the first 5,000 papers; the operator's “marrow corpus figures” reads all of them."


class CorpusCog(MarrowCog):
    """A server's library."""

    corpus = app_commands.Group(
        name="corpus",
        description="For curators: the papers this server asks",
        guild_only=True,
        default_permissions=discord.Permissions(manage_messages=True),
    )

    @corpus.command(name="status", description="What the library holds, and which states of it are kept")
    async def status(self, interaction: Interaction) -> None:
        """The library in figures."""
        parts, settings = await curated(interaction)
        folder = self.parts.libraries.store.folder(
            settings.library_in(home_of(interaction)) or parts.config.corpus.library
        )
        corpus = (await service_of(interaction)).corpus
        states = await asyncio.to_thread(self.parts.libraries.store.states, corpus.name)
        bare, told = await asyncio.to_thread(_lacking, corpus)
        lines = [
            about(corpus, slot),
            f"{bare:,} without an abstract; {told:,} retracted, corrected or doubted.",
            *await asyncio.to_thread(_out, folder),
            *await asyncio.to_thread(_pages, folder),
            "States that are kept, the newest first:",
            *(f"{digest[:12]}, {at:%Y-%m-%d %H:%M} UTC" for digest, at in states[:10]),
        ]
        await self.own_door(interaction).send(paged("\n".join(lines), "status.txt"))

    @corpus.command(name="check", description="Read a file as an import would, and change nothing")
    @app_commands.describe(file="RIS, BibTeX, NBIB, XML, CSL-JSON, CSV, a saved page, JSON Lines; plain or gzip")
    async def check(self, interaction: Interaction, file: discord.Attachment) -> None:
        """A dry run."""
        door = self.own_door(interaction)
        await door.send(await door.within(tried(interaction, file, keep=False)))

    @corpus.command(name="import", description="Take a file's papers in: first a dry run, then a button does it")
    @app_commands.describe(
        file="RIS, BibTeX, NBIB, XML, CSL-JSON, CSV, a saved page, JSON Lines; plain or gzip",
        address="Instead of a file: the address of a special issue's page, at a host the operator allows",
        library="A further library of this server, by a short name; /setup says which channel asks it",
    )
    async def import_file(
        self,
        interaction: Interaction,
        file: discord.Attachment | None = None,
        address: app_commands.Range[str, 1, 2000] = "",
        library: app_commands.Range[str, 1, 32] = "",
    ) -> None:
        """Show what an import would do, with a button that does it."""
        door, named = self.own_door(interaction), library.strip()
        await curated(interaction)
        if (file is None) == (not address):
            raise Refusal("Send either a file or the address of a page: /corpus import file: or address:.")
        if address:
            keep_pace(interaction)
        work = tried(interaction, file, True, named) if file else fetched(interaction, address.strip(), named)
        await door.send(await door.within(work))

    @import_file.autocomplete("library")
    @suggest.offered
    async def _libraries(self, interaction: Interaction, typed: str) -> suggest.Choices:
        await curated(interaction)
        server = server_of(interaction)
        names = await asyncio.to_thread(self.parts.libraries.names)
        own = (short(one, server) for one in names if belongs(one, server))
        return suggest.words(own, typed)

    @corpus.command(
        name="reported", description="Questions whose answers were reported as wrong, and how each stands"
    )
    async def reported(self, interaction: Interaction) -> None:
        """What is open, answered by a pin, or mended by an import."""
        door = self.own_door(interaction)
        await door.send(await door.within(reported_reply(interaction)))

    @corpus.command(name="figures", description="Shares that do not agree with the counts they are printed with")
    async def figures(self, interaction: Interaction) -> None:
        """Each as printed, with its sentence and paper; nothing is corrected."""
        await curated(interaction)
        keep_pace(interaction)
        papers, door = (await service_of(interaction)).corpus.papers, self.own_door(interaction)
        text, links = await door.within(asyncio.to_thread(_to_look_at, papers))
        await door.send(paged(text, "figures.txt", links))

    @corpus.command(name="reload", description="Answer from the libraries as they are now")
    async def reload(self, interaction: Interaction) -> None:
        """Take up what changed."""
        parts, settings = await curated(interaction)
        door = self.own_door(interaction)
        asked = tuple(dict.fromkeys(name or parts.config.corpus.library for name in settings.libraries))
        changed = await door.within(reloaded(parts, self.bot, asked))
        said = [f"{library_name(name)}: {changed[name].told}" for name in asked if name in changed]
        await door.send(paged("\n".join(said) or "What this server asks has not changed."))

    @corpus.command(name="diff", description="What changed since an older state of the library")
    @app_commands.describe(before="The older state, by the beginning of its snapshot; /corpus status lists them")
    async def diff(self, interaction: Interaction, before: app_commands.Range[str, 8, 64]) -> None:
        """Added, removed, revised, retracted."""
        await curated(interaction)
        now, door = (await service_of(interaction)).corpus, self.own_door(interaction)
        try:
            change = await door.within(self.parts.libraries.change(now.name, before.strip(), now.digest))
        except CorpusError as error:
            raise Refusal(escape(str(error))) from None
        await door.send(paged(change.told))

    @corpus.command(name="term", description="Words that stand for one another, or a short form and its meaning")
    @app_commands.describe(
        word="The word or short form",
        meaning="What may stand for it; without it the word is taken back",
        abbreviation="The word is a short form of the meaning",
    )
    async def term(
        self,
        interaction: Interaction,
        word: app_commands.Range[str, 1, 100],
        meaning: app_commands.Range[str, 1, 200] = "",
        abbreviation: bool = False,
    ) -> None:
        """A curator's word on top of the papers."""
        parts, library = await library_to_change(interaction)
        admitted(word, meaning)

        def with_this(said: Overrides) -> Overrides:
            return with_term(said, word.strip(), meaning.strip(), abbreviation)

        door = self.own_door(interaction)
        try:
            await asyncio.to_thread(self.parts.libraries.store.say, library, with_this)
        except CorpusError as error:
            raise Refusal(escape(str(error))) from None
        await door.within(reloaded(parts, self.bot, [library]))
        said = f"“{word}” is now searched for as “{meaning}” too." if meaning else f"“{word}” is taken back."
        await door.send(Rendered(content=escape(said)))

    @corpus.command(name="remove", description="Leave a paper out, whatever is imported later, or take it back")
    @app_commands.describe(
        paper="Title, first author, DOI or link",
        back="Take back a paper that was left out; /corpus status lists them",
    )
    async def remove(self, interaction: Interaction, paper: str, back: bool = False) -> None:
        """A paper left out of the server's library, or taken back."""
        parts, library = await library_to_change(interaction)
        door, folder = self.own_door(interaction), self.parts.libraries.store.folder(library)
        try:
            gone = (await asyncio.to_thread(said_terms, folder)).gone
            meant = _left_out_as(gone, paper) if back else await self.paper(interaction, paper)
            named = [meant.key if meant else paper]
            now = await door.within(asyncio.to_thread(self.parts.libraries.store.leave_out, library, named, back))
            after = (await asyncio.to_thread(said_terms, folder)).gone
        except CorpusError as error:
            raise Refusal(plain(error, parts)) from None
        await door.within(reloaded(parts, self.bot, [library]))
        said = _taken_back(gone, after, now) if back else _left_out(meant, after)
        await door.send(Rendered(content=f"{said} The library holds {counted(len(now.papers), 'paper')} now."))

    @remove.autocomplete("paper")
    @suggest.offered
    async def _removable(self, interaction: Interaction, typed: str) -> suggest.Choices:
        if not interaction.namespace.back:
            return await self.suggested(interaction, typed)
        _, library = await library_to_change(interaction)
        gone = (await asyncio.to_thread(said_terms, self.parts.libraries.store.folder(library))).gone
        return suggest.named({suggest.label(one): suggest.token(one) for one in gone}, typed)


def _pages(folder: Path) -> list[str]:
    """The pages that a library comes from, one per line, with problems and news that wait."""
    try:
        sources = sources_of(folder).pages
    except CorpusError:
        return ["The pages it comes from are not known just now; the operator's doctor says why."]
    return [
        f"From {one.address[:300]}, "
        + (f"last read {one.read:%Y-%m-%d %H:%M} UTC" if one.read else "never read yet")
        + (f"; {one.waiting.counts} wait to be taken in" if one.waiting else "")
        + (f"; {one.trouble}" if one.trouble else "")
        for one in sources
    ]


def _out(folder: Path) -> list[str]:
    """The papers that are left out of a library, one per line below their number; the first ``OUT`` of many."""
    try:
        gone = read(folder).gone
    except CorpusError:
        return ["Which papers are left out is not known just now; the operator's doctor says why."]
    if not gone:
        return []
    more = [f"… +{len(gone) - OUT:,}"] if len(gone) > OUT else []
    said = f"{counted(len(gone), 'paper')} left out; /corpus remove back: takes one in again:"
    return [said, *(f"• {slot(suggest.label(one) if one.headline else one.key)}" for one in gone[:OUT]), *more]


def _left_out_as(gone: Sequence[Paper], words: str) -> Paper | None:
    """The paper among those left out that a choice's value or words name; None if that is not clear."""
    return marked(gone, words) if is_mark(words) else pick(words, gone).one


def _left_out(paper: Paper | None, gone: Sequence[Paper]) -> str:
    """The sentence that a paper is left out. Raises Refusal if it is not, because the library lost it meanwhile."""
    if paper is None or recognised(gone)(paper) is None:
        raise Refusal(NOT_THERE)
    return f"“{named(paper)}” is left out, whatever is imported later; /corpus remove back: takes it in again."


def _taken_back(before: Sequence[Paper], after: Sequence[Paper], now: Corpus) -> str:
    """The sentence on a paper that is no longer left out: whether the library has it."""
    is_it = recognised([one for one in before if one not in after])
    return BACK if any(is_it(paper) is not None for paper in now.papers) else NOT_HELD


def _to_look_at(papers: Sequence[Paper]) -> tuple[str, set[str]]:
    """Shares of the first ``LOOKED_AT`` papers that do not agree with their counts, below one another; and their papers' links."""
    found = [(paper, one) for paper in islice(papers, LOOKED_AT) for one in disagreements(paper)]
    lines = [
        SLIPS if found else NO_SLIP,
        *(
            f"{doubt(one, paper)}\n{slot(one.sentence.text)}\n— {cite(paper)} · {address(paper)}"
            for paper, one in found
        ),
        *([NOT_ALL] if len(papers) > LOOKED_AT else []),
    ]
    return "\n\n".join(lines), {paper.link for paper, _ in found if paper.link}


def _lacking(corpus: Corpus) -> tuple[int, int]:
    """How many papers have no abstract, and how many were retracted, corrected or doubted, of the first ``LOOKED_AT``."""
    looked_at = [(not paper.abstract, paper.status is not None) for paper in islice(corpus.papers, LOOKED_AT)]
    return sum(bare for bare, _ in looked_at), sum(told for _, told in looked_at)
