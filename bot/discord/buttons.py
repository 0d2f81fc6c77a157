"""One row of buttons under an answer; its last button shows those of the other actions. Their ids contain the answer's
id, so that they work after a restart, for the members they were made for.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from importlib import import_module
from operator import itemgetter
from typing import Any, NamedTuple

import discord

from bot.assistant.citing import cite
from bot.assistant.pinning import KIND
from bot.discord.errors import Refusal, errors_told
from bot.discord.modals import UNKNOWN, KeptButton, KeptMenu, chosen, menu_of
from bot.discord.parts import parts_of, server_of
from bot.discord.rendering import AFRESH, holding, turning
from bot.discord.text import clip, slot
from bot.discord.trying import first_response
from bot.models import Answer
from bot.storage.rows import Entry, Shown
from corpus.models import Paper
from index.models import Outcome

IN_ROW = 4  # buttons beside the one for the rest
BUTTON = 80  # characters of a button's label

STYLE = discord.ButtonStyle


class Action(NamedTuple):
    """What a button under an answer does. ``room``: the module of ``bot.discord.actions`` with its ``press_…``;
    ``row``: its turn for the row under the answer, 0 first; None: always behind ⋯. ``quiet``: it is never announced to the
    presser alone, because it acts on a message that all see.
    """

    label: str
    room: str
    style: discord.ButtonStyle = STYLE.secondary
    row: int | None = None
    quiet: bool = False


ACTIONS = {
    "context": Action("In context", "more", STYLE.primary, 2),
    "more": Action("More", "more", row=8),
    "cite": Action("Cite", "more", row=5),
    "follow": Action("Follow up", "follow", row=3),
    "tell": Action("Tell me", "saving", row=7),
    "direct": Action("By direct message instead", "saving"),
    "rest": Action("⋯", "more"),
    "afresh": Action(AFRESH, "more", row=6),
    "share": Action("Share", "more", STYLE.primary, 4, quiet=True),
    "save": Action("Save to read", "saving"),
    "helpful": Action("Helpful", "judging"),
    "unhelpful": Action("Not helpful", "judging"),
    "report": Action("Report", "judging"),
    "remove": Action("Remove", "judging", STYLE.danger, quiet=True),
    "page": Action("Next page", "more", STYLE.primary, 0),
    "which": Action("This one", "more", STYLE.primary, 1),
}


OF_WORDS = ("afresh", "share", "more", "follow", "tell")  # what looks up again, or shows, what was asked


class AnswerButton(
    KeptButton,
    template=rf"marrow:(?P<action>{'|'.join(ACTIONS)}):(?P<answer>[0-9a-f]{{12}})(?::(?P<page>[0-9]{{1,3}}))?"
    r"(?:~(?P<mark>[0-9a-f]{16}))?",
):
    """One button of an answer; ``page``: the page or paper it is for; ``mark``: it fits only its asker."""

    def __init__(
        self, action: str, answer: str, page: int | None = None, label: str | None = None, mark: str = ""
    ) -> None:
        does = ACTIONS[action]
        self.action, self.answer, self.page = action, answer, page
        suffix = ("" if page is None else f":{page}") + (f"~{mark}" if mark else "")
        super().__init__(label or does.label, f"marrow:{action}:{answer}{suffix}", does.style)

    @errors_told
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Run the button's action; errors are told to the presser."""
        await press(interaction, self.action, self.answer, self.page)


async def press(interaction: discord.Interaction[Any], action: str, answer: str, page: int | None) -> None:
    """Run an action of a button or menu for its user. Raises errors that ``errors.report`` tells."""
    room = import_module(f"bot.discord.actions.{ACTIONS[action].room}")
    first_response(interaction).in_place |= ACTIONS[action].quiet  # before it waits, so that it is announced so
    # What a press shows or keeps of a question (a shared answer, a report) is waited for by who deletes that question.
    async with parts_of(interaction).under_way.noted(server_of(interaction)):
        await getattr(room, f"press_{action}")(interaction, answer, page)


class RestMenu(KeptMenu, template=r"marrow:menu:(?P<answer>[0-9a-f]{12})(?:~(?P<mark>[0-9a-f]{16}))?"):
    """A menu of papers, or of an answer's other actions as earlier versions showed them, for its user alone."""

    def __init__(self, answer: str, offered: Sequence[Offered] = (), mark: str = "") -> None:
        self.answer = answer
        options = [
            discord.SelectOption(label=one.label or ACTIONS[one.action].label, value=one.value) for one in offered
        ]
        super().__init__(menu_of("Which paper?", options, f"marrow:menu:{answer}{f'~{mark}' if mark else ''}"))

    @errors_told
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Run the chosen action; errors are told to the user."""
        one = Offered.read(chosen(self.item))
        await press(interaction, one.action, self.answer, one.page)


class Offered(NamedTuple):
    """An action offered for an answer; ``page``: which one, if there are several."""

    action: str
    page: int | None = None
    label: str | None = None

    @property
    def value(self) -> str:
        """Its value in a menu."""
        return self.action if self.page is None else f"{self.action}:{self.page}"

    @classmethod
    def read(cls, value: str) -> Offered:
        """The action for a menu's value. Raises Refusal if no menu of ours has that value."""
        action, _, page = value.partition(":")
        if action not in ACTIONS or action == "rest" or not (page.isdecimal() or not page):
            raise Refusal(UNKNOWN)
        return cls(action, int(page) if page else None)


def offered(
    said: Answer | Entry | Shown,
    papers: Sequence[Paper],
    private: bool,
    choosing: bool,
    awaits: bool = False,
    kept: bool = True,
) -> list[Offered]:
    """All actions for an answer, the likeliest first. ``choosing``: the answer asks which paper is meant. ``awaits``:
    the reader can ask to be told when a paper answers it. ``kept``: False leaves out what needs the question's words.
    """
    choices = [
        Offered("which", number, slot(clip(f"{number}. {cite(paper)}", BUTTON)))
        for number, paper in enumerate(papers if choosing else (), 1)
    ]
    quotes, content = bool(said.quotes), said.kind == "content"
    searched = content or said.kind == KIND
    leant = not isinstance(said, Shown) and said.read_with is not None
    wanted = {
        "context": quotes,
        "afresh": content and leant and bool(said.keys) and not choosing,
        "share": private,
        "more": quotes and searched,
        "cite": bool(papers),
        "follow": True,
        "save": bool(papers),
        "tell": (content or said.kind == "definition") and awaits and str(said.outcome) in ("related", "nothing"),
    }
    wanted |= {"helpful": True, "unhelpful": True, "report": True, "remove": not private}
    if not kept:
        choices, wanted = [], wanted | dict.fromkeys(OF_WORDS, False)
    return [*choices, *(Offered(action) for action, want in wanted.items() if want)]


def answer_view(
    answer: Answer,
    papers: Sequence[Paper],
    private: bool,
    pages: int,
    mark: str = "",
    awaits: bool = False,
    kept: bool = True,
    shares: bool = True,
) -> discord.ui.View | None:
    """The buttons of an answer; None if nothing was looked up. ``kept``: False if the words of the question are not;
    ``shares``: False if answers may not be shown in this channel.
    """
    if answer.outcome is Outcome.HELP:
        return None
    choosing = answer.turn is not None and answer.turn.choosing
    may = offered(answer, papers, private, choosing, awaits, kept)
    may = [one for one in may if shares or one.action != "share"]
    return view_of(answer.id, may, pages if kept else 1, mark)


def view_of(answer: str, may: Sequence[Offered], pages: int, mark: str = "") -> discord.ui.View:
    """One row: the next page, the likeliest actions, and a button for the others.

    ``mark``: for the asker of a private answer without a kept name.
    """
    turning = [Offered("page", 2, f"Next page (2 of {pages})")] if pages > 1 else []
    turns = ((turn, one) for one in (*turning, *may) if (turn := ACTIONS[one.action].row) is not None)
    first = [one for _, one in sorted(turns, key=itemgetter(0))][:IN_ROW]
    shown = [one for one in (*turning, *may) if one in first]
    return holding(
        *(AnswerButton(one.action, answer, one.page, one.label, mark) for one in (*shown, Offered("rest")))
    )


def rest_view(answer: str, may: Sequence[Offered], message: discord.Message | None, mark: str) -> discord.ui.View:
    """Buttons for the actions that have none under the answer's message, so that each is one tap more; a menu of the
    papers to choose from, whose names are long.
    """
    rows = message.components if message else []
    ids = [str(getattr(part, "custom_id", "")) for row in rows for part in getattr(row, "children", ())]
    there = {
        Offered(found["action"], int(found["page"]) if found["page"] else None).value
        for one in ids
        if (found := AnswerButton.__discord_ui_compiled_template__.fullmatch(one))
    }
    left = [one for one in may if one.value not in there]
    view = holding()
    if which := [one for one in left if one.action == "which"]:
        view.add_item(RestMenu(answer, which, mark))
    for one in left:
        if one.action != "which":
            view.add_item(AnswerButton(one.action, answer, one.page, one.label, mark))
    return view


def page_view(answer: str, page: int, pages: int) -> discord.ui.View:
    """The buttons that turn the pages of a long answer."""
    labels = f"Previous page ({page - 1} of {pages})", f"Next page ({page + 1} of {pages})"
    return holding(*turning(page, pages, partial(AnswerButton, "page", answer), labels))
