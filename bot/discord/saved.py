"""A member's reading list in pages, and the papers that are new since their last look; only for that member."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

import discord

from bot.assistant.citing import entitled
from bot.assistant.wording import counted
from bot.discord.errors import Refusal, errors_told
from bot.discord.listing import Choice, starts
from bot.discord.modals import KeptButton, KeptMenu, chosen, menu_of
from bot.discord.papers import PaperButton, card, papers_page
from bot.discord.parts import Interaction, parts_of, server_of, service_of
from bot.discord.references import USUAL, citing_reply
from bot.discord.rendering import Rendered, holding, turning
from bot.discord.sending import CommandDoor, OwnDoor
from bot.discord.suggest import label
from bot.discord.text import CHOICE, SMALL, clip, library_name, linked, moment, shortened, size, slot
from bot.service import Service
from bot.storage.saved import SavedPaper
from corpus.errors import CorpusError
from corpus.models import Corpus, Paper
from corpus.shelf import mark_of

WEEKS = timedelta(weeks=4)  # shown if a member's last look is unknown
TITLE = 200  # units of a paper's name and title in the list
EMPTY = "Your reading list here is empty. “Save to read”, behind ⋯ under an answer or on a paper's card, puts a paper on it."
CANNOT_KNOW = (
    "Nothing that leads to you is kept here, so I cannot know when you last looked. New in the last four weeks:"
)
FIRST = "I do not know of a look of yours before this one. New in the last four weeks:"
LOST = "The state you last looked at is no longer kept. New in the last four weeks:"
LABELS = {"page": "Page", "cite": "Cite all", "clear": "Clear", "sure": "Clear my reading list"}
NOTHING_NEW = "No paper has come in."


class Saved(NamedTuple):
    """A saved paper: its key and library, and the paper if the library asked here has it."""

    at: SavedPaper
    paper: Paper | None

    def line(self, number: int, library: str) -> str:
        """One paper of the list; it says so if the paper is not in the library asked here."""
        if self.paper is not None:
            named, where = slot(shortened(entitled(self.paper), TITLE)), linked(self.paper)
            return f"**{number}.** {named}" + (f"\n{SMALL}{where}" if where else "")
        key = slot(shortened(self.at.key, TITLE))
        if self.at.library == library:
            return f"**{number}.** “{key}” is no longer in this library."
        return f"**{number}.** “{key}” was saved from “{library_name(self.at.library)}”, which is not asked here."


async def _saved(interaction: Interaction) -> tuple[Service, list[Saved]]:
    """The service that answers here, and all papers that the member saved."""
    service, parts = await service_of(interaction), parts_of(interaction)
    held = service.assistant.papers
    kept = await parts.storage.saved.of(str(interaction.user.id), server_of(interaction))
    # in a thread: a large library reads each paper from disk
    return service, await asyncio.to_thread(lambda: [Saved(one, held.get(one.key)) for one in kept])


async def reading_page(interaction: Interaction, page: int) -> Rendered:
    """One page of the member's list, with a menu that opens cards."""
    service, papers = await _saved(interaction)
    if not papers:
        return Rendered(content=EMPTY)
    lines = [one.line(number, service.corpus.name) for number, one in enumerate(papers, 1)]
    begins = [*starts(map(size, lines)), len(lines)]
    pages = len(begins) - 1
    page = min(max(page, 1), pages)
    here = slice(begins[page - 1], begins[page])
    head = f"Your reading list: {counted(len(papers), 'paper')}" + (
        f", page {page} of {pages}" if pages > 1 else ""
    )
    return Rendered(content="\n".join((head, *lines[here])), view=_view(papers[here], page, pages))


def _view(papers: Sequence[Saved], page: int, pages: int) -> discord.ui.View:
    return holding(
        ReadingMenu(papers),
        *(ReadingButton(what) for what in ("cite", "clear")),
        *turning(page, pages, partial(ReadingButton, "page")),
    )


async def references_of_saved(interaction: Interaction, style: str = USUAL) -> Rendered:
    """The references of the saved papers that this library has, in one style. Raises Refusal if there are none."""
    service, papers = await _saved(interaction)
    here = [one.paper for one in papers if one.paper is not None]
    if not here:
        raise Refusal(EMPTY if not papers else "None of the papers you saved is in this library any more.")
    return await citing_reply(parts_of(interaction), server_of(interaction), service.corpus, here, style)


class ReadingMenu(KeptMenu, template=r"marrow:reading:open"):
    """A menu that opens a saved paper's card, which can also remove it from the list."""

    def __init__(self, papers: Sequence[Saved] = ()) -> None:
        options = [
            discord.SelectOption(
                label=slot(label(one.paper) if one.paper else clip(one.at.key, CHOICE)), value=mark_of(one.at.key)
            )
            for one in papers
        ]
        super().__init__(menu_of("Open a paper", options, "marrow:reading:open"))

    @errors_told
    async def callback(self, interaction: Interaction) -> None:
        """Show the card to its user only."""
        mark = chosen(self.item)
        service, papers = await _saved(interaction)
        one = next((one for one in papers if mark_of(one.at.key) == mark), None)
        if one is None:
            raise Refusal("That paper is not on your reading list any more.")
        await CommandDoor(interaction, True).send(_opened(one, service.corpus.name))


def _opened(one: Saved, library: str) -> Rendered:
    """A saved paper's card; if the library does not have it, a sentence and a button to remove it from the list."""
    if one.paper is not None:
        return card(one.paper, saved=True)
    view = holding(PaperButton("unsave", mark_of(one.at.key)))
    return Rendered(content=one.line(1, library).partition(" ")[2], view=view)


class ReadingButton(
    KeptButton,
    template=r"marrow:reading:(?P<what>page|cite|clear|sure)(?::(?P<page>[0-9]{1,3}))?",
):
    """Turns a page of the presser's list, gives its references, or clears it after a second yes; its id names nobody."""

    def __init__(self, what: str, page: int | None = None, label: str | None = None) -> None:
        self.what, self.page = what, page
        style = discord.ButtonStyle.danger if what == "sure" else discord.ButtonStyle.secondary
        suffix = "" if page is None else f":{page}"
        super().__init__(label or LABELS[what], f"marrow:reading:{what}{suffix}", style)

    @errors_told
    async def callback(self, interaction: Interaction) -> None:
        """Run the action for the presser only."""
        if self.what == "page":
            place = OwnDoor(interaction)
            await place.change(await reading_page(interaction, self.page or 1))
        else:
            door = CommandDoor(interaction, True)
            await door.send(await door.within(self._done(interaction)))

    async def _done(self, interaction: Interaction) -> Rendered:
        if self.what == "cite":
            return await references_of_saved(interaction)
        storage, member, server = (
            parts_of(interaction).storage.saved,
            str(interaction.user.id),
            server_of(interaction),
        )
        if self.what == "sure":
            count = await storage.drop(member, server)
            return Rendered(content=f"Your reading list here is empty now: {counted(count, 'paper')} taken off.")
        count = len(await storage.of(member, server))
        if not count:
            return Rendered(content=EMPTY)
        view = holding(ReadingButton("sure"))
        return Rendered(
            content=f"This takes {counted(count, 'paper')} off your reading list here, for good.", view=view
        )


async def news_page(interaction: Interaction, corpus: Corpus, choice: Choice, now: datetime) -> Rendered:
    """Papers that are new since the member's last look at the library; if that is unknown, those of the last four
    weeks.

    ``now``: the present time. Raises Refusal, PatientText or CorpusError.
    """
    parts, server, member = parts_of(interaction), server_of(interaction), str(interaction.user.id)
    said, since = CANNOT_KNOW, None
    if not await parts.withheld(server, member):
        look = await parts.storage.saved.last_look(member, server, corpus.name)
        said = f"New since you last looked, {moment(look.at)}:" if look else FIRST
        since = look.snapshot if look else None
    if since is not None:
        try:
            return await _since(interaction, corpus, choice, since, said)
        except CorpusError:
            said = LOST
    four_weeks_ago = await parts.libraries.state_at(corpus.name, now - WEEKS)
    return await _since(interaction, corpus, choice, four_weeks_ago, said)


async def _since(
    interaction: Interaction, corpus: Corpus, choice: Choice, since: str | None, said: str
) -> Rendered:
    """The papers that the snapshot ``since`` did not have (None: all papers), below the sentence ``said``."""
    wanted = choice.model_copy(update={"since": since or ""})
    if since == corpus.digest or not (await parts_of(interaction).lists.order(corpus, wanted)).papers:
        return Rendered(content=f"{said}\n{NOTHING_NEW}")
    return await papers_page(interaction, corpus, wanted, 1, above=said)


async def looked(interaction: Interaction, corpus: Corpus, choice: Choice) -> None:
    """Note that the member has seen all that is new in a library; not if filters hid some of it, or it may not be kept.
    Raises StorageError.
    """
    parts, server, member = parts_of(interaction), server_of(interaction), str(interaction.user.id)
    if choice.filters() or await parts.withheld(server, member):
        return
    await parts.storage.saved.look(member, server, corpus.name, corpus.digest)
