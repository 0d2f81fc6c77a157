"""The list of papers, a paper's card, related papers, and the buttons and menus on these messages."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import discord

from bot.assistant.citing import cite, entitled
from bot.assistant.papers.summaries import fields
from bot.assistant.wording import counted
from bot.discord.actions.saving import saved
from bot.discord.asking import reply_to_press
from bot.discord.errors import Refusal, errors_told
from bot.discord.listing import Choice, Order, line
from bot.discord.modals import KeptButton, KeptMenu, chosen, menu_of
from bot.discord.parts import Interaction, parts_of, server_of, service_of, typed
from bot.discord.references import citing_reply
from bot.discord.rendering import Rendered, first_page, holding, text_file, turning
from bot.discord.sending import CommandDoor, PlaceDoor
from bot.discord.suggest import label
from bot.discord.text import (
    EMBED_FIELD,
    EMBED_TITLE,
    PAPER_COLOUR,
    ROOM,
    escape,
    linked,
    named,
    pages,
    shortened,
    size,
    slot,
    theirs,
)
from bot.service import Service
from corpus.models import DERIVED, Corpus, Paper
from corpus.shelf import is_mark, mark_of, marked

OFFERED = {  # on a card: action → label
    "summary": "Abstract",
    "cite": "Cite",
    "related": "Related papers",
    "save": "Save to read",
    "unsave": "Take off my list",
}
_MARK_BEFORE = re.compile(r"[0-9a-f]{12}")  # the mark of a paper in messages from older versions
MOST_LISTED = 2_000  # papers in a file of a list
CHANGED = "This list is from a library that has changed since. Use /papers again."


async def corpus_of(interaction: Interaction) -> Corpus:
    """The library asked in the interaction's channel."""
    return (await service_of(interaction)).corpus


async def papers_page(
    interaction: Interaction, corpus: Corpus, choice: Choice, page: int, token: str | None = None, above: str = ""
) -> Rendered:
    """One page of a choice of papers, with a menu that opens cards. Raises Refusal or PatientText.

    ``token``: the token under which the choice is already kept; ``above``: text at the top. If the typed words may not
    be kept, there are no buttons to turn pages; a longer list then comes as a file.
    """
    said = await typed(interaction, *choice.typed)
    parts = parts_of(interaction)
    order = await parts.lists.order(corpus, choice)
    filters, pages = choice.filters(), len(order.starts)
    if not order.papers:
        raise Refusal(f"No paper here fits {filters}. /papers without filters shows them all.")
    words = any(choice.typed)
    turns = not (words and said.withheld)
    page, places = order.page(page)
    head = _head(len(order.papers), filters, choice.sort, (page, pages), above)
    papers = await asyncio.to_thread(_standing, corpus, order, places)
    shown = "\n".join((head, *(line(number, paper) for number, paper in papers)))
    if size(shown) > 2000:  # one title may be longer than a message: then it comes as a file
        whole = await asyncio.to_thread(_whole, corpus, order)
        return Rendered(content=f"{head}: attached.", attach=text_file("papers.txt", whole))
    buttons: Iterable[discord.ui.Item[Any]] = ()
    if turns:
        spec, server = {**choice.model_dump(), "snapshot": corpus.digest}, server_of(interaction)
        member = str(interaction.user.id) if words else None
        token = token or await parts.storage.listings.keep(server, spec, member)
        buttons = turning(page, pages, partial(ListButton, token))
    view = holding(PickMenu([paper for _, paper in papers]), *buttons)
    whole = "" if turns or pages == 1 else await asyncio.to_thread(_whole, corpus, order)
    return Rendered(content=shown, view=view, attach=text_file("papers.txt", whole) if whole else list)


def _head(papers: int, filters: str, sort: str, place: tuple[int, int], above: str) -> str:
    """The line over a page of papers; ``place``: which page of how many; ``above``: text before it."""
    page, pages = place
    which = f", page {page} of {pages}" if pages > 1 else ""
    head = f"{counted(papers, 'paper')}{f' ({filters})' if filters else ''}, {sort}{which}"
    return f"{above}\n{head}" if above else head


def _standing(corpus: Corpus, order: Order, places: Iterable[int]) -> list[tuple[int, Paper]]:
    """The papers at some places of an order, as (place, paper)."""
    return [(place, corpus.papers[order.papers[place - 1]]) for place in places]


def _whole(corpus: Corpus, order: Order) -> str:
    """The text of a file with the chosen papers, at most the first ``MOST_LISTED``."""
    count = len(order.papers)
    listed = _standing(corpus, order, range(1, min(count, MOST_LISTED) + 1))
    lines = [f"{number}. {entitled(paper)} {_identified(paper)}".rstrip() for number, paper in listed]
    return "\n".join([*lines, *([f"… and {count - MOST_LISTED:,} more"] if count > MOST_LISTED else [])])


def _identified(paper: Paper) -> str:
    """A paper's link or its source's identifier; "" if it has neither."""
    return paper.link or ("" if paper.key.startswith(DERIVED) else paper.key)


def card(paper: Paper, saved: bool = False, keeps: bool = True) -> Rendered:
    """A paper's record, with buttons for its abstract, reference, related papers and the reader's list.

    ``saved``: it was opened from that list. ``keeps``: a list can be kept for this reader.
    """
    rows = [(name, value) for name, value in fields(paper) if value and name != "link"]
    embed = discord.Embed(title=slot(shortened(paper.headline, EMBED_TITLE)) or "(no title)", colour=PAPER_COLOUR)
    attach: Any = list
    for name, value in rows:
        ours = name in ("status", "source")  # texts of others stand in quotation marks there, or last
        shown = escape(value) if ours else theirs(value)
        if size(shown) > EMBED_FIELD:
            attach = text_file("record.txt", "\n".join((paper.title, *(f"{n}: {v}" for n, v in rows))))
            shown = f"{slot(shortened(value, EMBED_FIELD - 40))} (all in the file)"
        embed.add_field(name=name.capitalize(), value=shown, inline=name not in ("authors", "journal"))
    actions = ("summary", "cite", "related", *(["unsave"] if saved else ["save"] if keeps else []))
    view = holding(*(PaperButton(action, mark_of(paper.key)) for action in actions))
    where = linked(paper)
    content = f"**{slot(shortened(cite(paper), ROOM - size(where)))}** {where}"
    return Rendered(content=content.rstrip(), embed=embed, view=view, attach=attach)


class ListButton(KeptButton, template=r"marrow:list:(?P<token>[0-9a-f]{8}):(?P<page>[0-9]{1,5})"):
    """Turns a page of a list of papers."""

    def __init__(self, token: str, page: int, label: str = "Page") -> None:
        self.token, self.page = token, page
        super().__init__(label, f"marrow:list:{token}:{page}", row=1)

    @errors_told
    async def callback(self, interaction: Interaction) -> None:
        """Turn the page in place if the presser made the list; otherwise give them their own copy."""
        parts, place = parts_of(interaction), PlaceDoor(interaction) if _is_own(interaction) else None
        spec = await parts.storage.listings.get(self.token, server_of(interaction))
        rendered = await self._page(interaction, spec)
        if place is not None:
            await place.change(rendered)
        else:
            await CommandDoor(interaction, True).send(rendered)

    async def _page(self, interaction: Interaction, spec: Mapping[str, str] | None) -> Rendered:
        corpus = await corpus_of(interaction)
        # references have tokens, too
        ours = spec is not None and spec.keys() <= {*Choice.model_fields, "snapshot"}
        if spec is None or not ours or spec.get("snapshot") != corpus.digest:
            raise Refusal(CHANGED)
        choice = Choice(**{name: value for name, value in spec.items() if name != "snapshot"})
        return await papers_page(interaction, corpus, choice, self.page, self.token)


def _is_own(interaction: Interaction) -> bool:
    """Whether only its reader sees the message, or the presser's own command made it."""
    message = interaction.message
    if message is None:
        return False
    by = message.interaction_metadata
    return message.flags.ephemeral or (by is not None and by.user.id == interaction.user.id)


class PickMenu(KeptMenu, template=r"marrow:pick"):
    """A menu that opens the card of a paper in the list."""

    def __init__(self, papers: Sequence[Paper] = ()) -> None:
        options = [
            discord.SelectOption(label=slot(label(paper)), value=mark_of(paper.key))
            for paper in {paper.key: paper for paper in papers}.values()
        ]
        super().__init__(menu_of("Open a paper", options, "marrow:pick", row=0))

    @errors_told
    async def callback(self, interaction: Interaction) -> None:
        """Show the card to its user only."""
        paper = await marked_paper(interaction, chosen(self.item))
        withheld = await parts_of(interaction).withheld(server_of(interaction), str(interaction.user.id))
        await CommandDoor(interaction, True).send(card(paper, keeps=not withheld))


class PaperButton(
    KeptButton,
    template=r"marrow:paper:(?P<action>summary|cite|related|save|unsave):(?P<paper>[0-9a-f]{12}|[0-9a-f]{16})",
):
    """A button on a card: abstract, reference, related papers, or the reader's list."""

    def __init__(self, action: str, paper: str) -> None:
        self.action, self.paper = action, paper
        super().__init__(OFFERED[action], f"marrow:paper:{action}:{paper}", row=0)

    @errors_told
    async def callback(self, interaction: Interaction) -> None:
        """Answer the presser only."""
        if self.action == "unsave":
            await CommandDoor(interaction, True).send(await _taken_off(interaction, self.paper))
        else:
            await self._answer(interaction, await marked_paper(interaction, self.paper))

    async def _answer(self, interaction: Interaction, paper: Paper) -> None:
        parts = parts_of(interaction)
        door = CommandDoor(interaction, True)
        service = await service_of(interaction)
        if self.action == "cite":
            await door.send(
                await door.within(citing_reply(parts, server_of(interaction), service.corpus, [paper]))
            )
        elif self.action == "related":
            await door.send(await door.within(related_reply(service, paper)))
        elif self.action == "save":
            await door.send(Rendered(content=await saved(interaction, service.corpus.name, [paper])))
        else:
            await reply_to_press(
                interaction, "", lambda assistant, context: assistant.summarise(paper.key, context)
            )


async def _taken_off(interaction: Interaction, mark: str) -> Rendered:
    """Remove a paper from the presser's list, even if it is no longer in the library."""
    storage, member, server = parts_of(interaction).storage.saved, str(interaction.user.id), server_of(interaction)
    for one in await storage.of(member, server):
        if mark_of(one.key) == mark:
            await storage.drop(member, server, one.key)
            return Rendered(content="It is off your reading list.")
    return Rendered(content="It was not on your reading list.")


async def marked_paper(interaction: Interaction, mark: str) -> Paper:
    """The paper for a mark in a button or menu. Raises Refusal if the library no longer has it."""
    paper = await asyncio.to_thread(_marked, (await corpus_of(interaction)).papers, mark)
    if paper is None:
        raise Refusal(CHANGED)
    return paper


def _marked(papers: Sequence[Paper], mark: str) -> Paper | None:
    if is_mark(mark):
        return marked(papers, mark)
    if _MARK_BEFORE.fullmatch(mark):
        return next((p for p in papers if hashlib.sha256(p.key.encode()).hexdigest()[:12] == mark), None)
    return None


async def related_reply(service: Service, paper: Paper) -> Rendered:
    """The most similar papers of the library; a sentence if none shares distinctive words."""
    kin = await service.run(service.assistant.related(paper.key))
    papers = service.assistant.papers
    if not kin:
        return Rendered(content=f"No other paper here shares telling words with {named(paper)}.")
    lines = [
        f"{line(number, papers[near.key])}\n-# shared words: {theirs(', '.join(near.shared))}"
        for number, near in enumerate(kin, 1)
    ]
    text = "\n\n".join((f"Nearest in words to **{named(paper)}**, not in findings:", *lines))
    return first_page(pages(text), "related.txt", text)
