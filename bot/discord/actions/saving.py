"""What a reader wants kept. Save to read puts a paper on the reader's own list (if an answer has several papers, the
reader chooses). Tell me keeps an unanswered question, which is asked again when papers come in; the reader is told of
an answer once: under the question's answer, or in a direct message.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import discord

from bot.discord.actions.found import corpus_of, entry_of, shown_of
from bot.discord.buttons import AnswerButton
from bot.discord.errors import Refusal, errors_told
from bot.discord.modals import KeptMenu, menu_of
from bot.discord.parts import parts_of, server_of
from bot.discord.rendering import Rendered, holding
from bot.discord.sending import CommandDoor
from bot.discord.suggest import label
from bot.discord.text import CHOICES, named, slot
from bot.storage.awaited import MOST as MOST_AWAITED
from bot.storage.saved import MOST
from corpus.models import Paper
from corpus.shelf import mark_of

NOT_KEPT = "Nothing that leads to you is kept here, so I cannot keep a reading list for you."
FULL = f"Your reading list here holds {MOST} papers at most. Take some off in /reading first."
NO_PAPER = "This answer is from no paper, so there is none to save."
PROMISED = "I will answer under this message, once, when a paper that answers it comes in. /history shows what you wait for, and ends it."
DIRECTLY = "I will send you a direct message, once, when a paper that answers it comes in. /history shows what you wait for, and ends it."
NOTHING_KEPT = "You want nothing kept here, so I cannot remember to tell you."
NOT_HERE = "I can tell you only of what was asked in a server."
INSTEAD = "Under the answer instead"


async def press_save(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Save the answer's paper, or ask which of several to save."""
    shown = await shown_of(interaction, answer)
    papers = (await corpus_of(interaction, shown)).papers
    if not papers:
        raise Refusal(NO_PAPER)
    if len(papers) == 1:
        rendered = Rendered(content=await saved(interaction, shown.library, papers))
    else:
        view = holding(SaveMenu(answer, papers))
        rendered = Rendered(content="Which papers?", view=view)
    await CommandDoor(interaction, True).send(rendered)


async def saved(interaction: discord.Interaction[Any], library: str, papers: Sequence[Paper]) -> str:
    """Put papers of a library on the presser's list. Returns what to say to them. Raises Refusal if they cannot be
    kept.
    """
    parts, server, member = parts_of(interaction), server_of(interaction), str(interaction.user.id)
    if await parts.withheld(server, member):
        raise Refusal(NOT_KEPT)
    done = await parts.storage.saved.add(member, server, library, [paper.key for paper in papers])
    if done == "full":
        raise Refusal(FULL)
    if len(papers) > 1:
        return "These papers are on your reading list; /reading shows it."
    name = named(papers[0])
    if done == "there":
        return f"“{name}” is on your reading list already; /reading shows it."
    return f"“{name}” is on your reading list now; /reading shows it."


class SaveMenu(KeptMenu, template=r"marrow:saving:(?P<answer>[0-9a-f]{12})"):
    """A menu of an answer's papers to save."""

    def __init__(self, answer: str, papers: Sequence[Paper] = ()) -> None:
        self.answer = answer
        few = list({paper.key: paper for paper in papers}.values())[:CHOICES]
        options = [discord.SelectOption(label=slot(label(paper)), value=mark_of(paper.key)) for paper in few]
        super().__init__(menu_of("Save to read", options, f"marrow:saving:{answer}", CHOICES))

    @errors_told
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Save the chosen papers."""
        shown = await shown_of(interaction, self.answer)
        papers = (await corpus_of(interaction, shown)).papers
        wanted = set(self.item.values)
        meant = await asyncio.to_thread(lambda: [one for one in papers if mark_of(one.key) in wanted])
        if not meant:
            raise Refusal(NO_PAPER)
        await CommandDoor(interaction, True).send(Rendered(content=await saved(interaction, shown.library, meant)))


async def press_tell(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Keep the wish to be told under a public answer; for a private one, by direct message."""
    shown = await shown_of(interaction, answer)
    public = shown.public and shown.message is not None
    await _wished(interaction, answer, direct=not public)
    view = holding(AnswerButton("direct", answer))
    rendered = Rendered(content=PROMISED, view=view) if public else Rendered(content=DIRECTLY)
    await CommandDoor(interaction, True).send(rendered)


async def press_direct(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Keep the wish to be told by direct message."""
    shown = await shown_of(interaction, answer)
    await _wished(interaction, answer, direct=True)
    view = holding(AnswerButton("tell", answer, label=INSTEAD))
    public = shown.public and shown.message is not None
    await CommandDoor(interaction, True).send(Rendered(content=DIRECTLY, view=view if public else None))


async def _wished(interaction: discord.Interaction[Any], answer: str, direct: bool) -> None:
    """Keep the wish. Raises Refusal if it may not be kept."""
    await entry_of(interaction, answer)
    parts, server, member = parts_of(interaction), server_of(interaction), str(interaction.user.id)
    if server is None:
        raise Refusal(NOT_HERE)
    if await parts.withheld(server, member):
        raise Refusal(NOTHING_KEPT)
    if not await parts.storage.awaited.add(answer, server, member, direct, str(interaction.locale)):
        raise Refusal(f"You wait for {MOST_AWAITED} answers here already; end one of them in /history first.")
