"""A member's own questions in pages, with menus that show an answer again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from bot.assistant.wording import counted
from bot.discord.errors import Refusal, errors_told
from bot.discord.guards import looks_no_more
from bot.discord.modals import AnswerMenu, KeptButton
from bot.discord.parts import Parts, parts_of, server_of
from bot.discord.rendering import Rendered, answer_pages, first_page, holding, turning
from bot.discord.sending import CommandDoor, OwnDoor
from bot.discord.text import clip, moment, theirs
from bot.storage.awaited import WaitingMember
from bot.storage.rows import Entry

PER_PAGE = 8  # questions, with their answers' first lines
AWAITED = "You want to be told of answers that may still come; the menu ends that."
CAME = "An answer you waited for has come and could not be told; the other menu shows it."
ENDED = "An answer you waited for will not come: its question was taken away."
DIRECT = "By direct message"
NONE = "I keep no question of yours here."
WAITING = "Not written yet, and so not listed here: {} of yours. My logbook is busy; look again in a minute."
NOT_SEEN = "You can no longer see the channel where that was asked, so I do not show its answer."
QUESTION = 90  # escaped it may be twice as long, and a page of them must fit a message


async def history_page(parts: Parts, server: str | None, member: str, page: int) -> Rendered:
    """One page of a member's questions in one server, newest first; the last page if there are not so many any more."""
    logbook = parts.storage.logbook
    pages = max(1, -(-await logbook.count_mine(member, server) // PER_PAGE))
    page = min(max(page, 1), pages)
    entries = await logbook.mine(member, server, PER_PAGE, (page - 1) * PER_PAGE)
    wishes = await parts.storage.awaited.of(member, server)
    waiting = parts.storage.shown.waiting(member, server)
    told = [""] if wishes or (waiting and entries) else []
    told += [WAITING.format(counted(waiting, "question"))] if waiting else []
    told += [AWAITED] if any(not (one.held or one.ended) for one in wishes) else []
    told += [CAME] if any(one.held for one in wishes) else []
    if any(one.ended for one in wishes):
        told += [ENDED]
        await parts.storage.awaited.end_said(member, server)
    awaited = [(one, await _asked(parts, one.answer)) for one in wishes if not one.ended]
    if not entries:
        view = _view(entries, 1, 1, awaited) if awaited else None
        return Rendered(content="\n".join((*([] if waiting else [NONE]), *told)), view=view)
    lines = [
        f"{moment(entry.asked_at, 'd')} {theirs(clip(entry.question, QUESTION))} · {entry.outcome}"
        for entry in entries
    ]
    head = f"Your questions here, page {page} of {pages}:" if pages > 1 else "Your questions here:"
    return Rendered(content="\n".join((head, *lines, *told)), view=_view(entries, page, pages, awaited))


async def _asked(parts: Parts, answer: str) -> str:
    """The question of an answer; "" if it is not kept."""
    entry = await parts.storage.logbook.get(answer)
    return entry.question if entry else ""


def _view(
    entries: Sequence[Entry], page: int, pages: int, awaited: Sequence[tuple[WaitingMember, str]]
) -> discord.ui.View:
    view = holding()
    if entries:
        view.add_item(HistoryMenu([(entry.id, entry.question) for entry in entries]))
    if waiting := [(one.answer, asked) for one, asked in awaited if not one.held]:
        view.add_item(AwaitedMenu(waiting, {one.answer: DIRECT for one, _ in awaited if one.direct}))
    if came := [(one.answer, asked) for one, asked in awaited if one.held]:
        view.add_item(CameMenu(came))
    for button in turning(page, pages, HistoryButton, ("Newer", "Older")):
        view.add_item(button)
    return view


class HistoryMenu(AnswerMenu, template=r"marrow:history:show"):
    """A menu that shows an answer again, to its asker only."""

    custom, asks = "marrow:history:show", "Show an answer again"

    async def show(self, interaction: discord.Interaction[Any], answer: str) -> None:
        """Show the chosen answer if it is the member's own."""
        parts, server = parts_of(interaction), server_of(interaction)
        entry = await parts.storage.logbook.get(answer)
        shown = await parts.storage.shown.get(answer, server)
        own = shown is not None and parts.storage.shown.is_asker(shown, str(interaction.user.id), server)
        if entry is None or entry.server != server or not own:
            raise Refusal("That answer is no longer kept.")
        await CommandDoor(interaction, True).send(await _again(parts, entry))


async def _again(parts: Parts, entry: Entry) -> Rendered:
    """A kept answer as it was given, without buttons."""
    corpus = await parts.libraries.snapshot(entry.library, entry.snapshot, entry.keys)
    texts = answer_pages(entry, corpus.papers, corpus)
    return first_page(texts, f"answer-{entry.id}.txt", entry.text)


class AwaitedMenu(AnswerMenu, template=r"marrow:history:awaited"):
    """A menu to stop waiting for an answer."""

    custom, asks = "marrow:history:awaited", "Stop waiting for an answer"

    async def show(self, interaction: discord.Interaction[Any], answer: str) -> None:
        """End this member's wish."""
        await parts_of(interaction).storage.awaited.end(answer, str(interaction.user.id), server_of(interaction))
        await CommandDoor(interaction, True).send(Rendered(content="You no longer wait for that answer."))


class CameMenu(AnswerMenu, template=r"marrow:history:came"):
    """A menu that shows, once, an answer that came and could not be told to its waiting member."""

    custom, asks = "marrow:history:came", "Show an answer that came"

    async def show(self, interaction: discord.Interaction[Any], answer: str) -> None:
        """Show the answer, then end the wish."""
        parts, server, member = parts_of(interaction), server_of(interaction), str(interaction.user.id)
        wishes = [
            one for one in await parts.storage.awaited.of(member, server) if one.held and one.answer == answer
        ]
        entry = await parts.storage.logbook.get(answer)
        if not wishes or entry is None or entry.server != server:
            raise Refusal("That answer is no longer kept.")
        shown, guild, user = await parts.storage.shown.get(answer, server), interaction.guild, interaction.user
        if (
            shown
            and guild
            and isinstance(user, discord.Member)
            and await looks_no_more(guild, shown.channel, user)
        ):
            await parts.storage.awaited.met(wishes[0])
            raise Refusal(NOT_SEEN)
        await CommandDoor(interaction, True).send(await _again(parts, entry))
        await parts.storage.awaited.met(wishes[0])


class HistoryButton(KeptButton, template=r"marrow:history:page:(?P<page>[0-9]{1,5})"):
    """Turns a page of the member's own history."""

    def __init__(self, page: int, label: str = "Page") -> None:
        self.page = page
        super().__init__(label, f"marrow:history:page:{page}")

    @errors_told
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show that page in place."""
        door, server = OwnDoor(interaction), server_of(interaction)
        await door.change(await history_page(parts_of(interaction), server, str(interaction.user.id), self.page))
