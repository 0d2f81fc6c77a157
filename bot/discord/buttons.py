"""The buttons under an answer. They carry the answer's id, so that they work after a restart, for those they were made for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Self

import discord

from bot.assistant.citing import cite
from bot.discord.errors import report_interaction
from bot.discord.limits import BUTTON_URL, clip, size
from bot.models import Answer
from corpus.models import Paper
from index.models import Outcome

MOST_LINKS = 3
MOST_CHOICES = 5  # papers to choose from on buttons: a row of them
BUTTON = 80  # characters of a button's label
Button = discord.ui.Button[discord.ui.View]

# action → its label, style and row; each has a module of its name in bot/discord/actions/
ACTIONS: dict[str, tuple[str, discord.ButtonStyle, int]] = {
    "context": ("In context", discord.ButtonStyle.primary, 0),
    "more": ("More passages", discord.ButtonStyle.secondary, 0),
    "cite": ("Cite", discord.ButtonStyle.secondary, 0),
    "follow": ("Follow up", discord.ButtonStyle.secondary, 0),
    "helpful": ("Helpful", discord.ButtonStyle.secondary, 1),
    "unhelpful": ("Not helpful", discord.ButtonStyle.secondary, 1),
    "report": ("Report", discord.ButtonStyle.secondary, 1),
    "remove": ("Remove", discord.ButtonStyle.secondary, 1),
    "share": ("Share", discord.ButtonStyle.primary, 1),
    "page": ("Next page", discord.ButtonStyle.primary, 2),
    "which": ("This one", discord.ButtonStyle.primary, 3),
    "afresh": ("Ask all papers", discord.ButtonStyle.secondary, 1),
}


class AnswerButton(
    discord.ui.DynamicItem[Button],
    template=rf"marrow:(?P<action>{'|'.join(ACTIONS)}):(?P<answer>[0-9a-f]{{12}})(?::(?P<page>[0-9]{{1,3}}))?"
    r"(?:~(?P<mark>[0-9a-f]{16}))?",
):
    """One button of one answer; ``page`` where it turns one, ``mark`` where it fits its asker alone."""

    def __init__(
        self, action: str, answer: str, page: int | None = None, label: str | None = None, mark: str = ""
    ) -> None:
        usual, style, row = ACTIONS[action]
        self.action, self.answer, self.page = action, answer, page
        suffix = ("" if page is None else f":{page}") + (f"~{mark}" if mark else "")
        super().__init__(
            discord.ui.Button(
                label=label or usual, style=style, row=row, custom_id=f"marrow:{action}:{answer}{suffix}"
            )
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button that was pressed, from its id alone."""
        page = int(match["page"]) if match["page"] else None
        return cls(match["action"], match["answer"], page, mark=match["mark"] or "")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button says; an error becomes a sentence for the reader who pressed it."""
        try:
            await import_module(f"bot.discord.actions.{self.action}").press(interaction, self.answer, self.page)
        except Exception as error:  # the error door: every reader is told something
            await report_interaction(interaction, error)


def answer_view(
    answer: Answer, papers: Sequence[Paper], private: bool, pages: int, mark: str = "", threads: bool = True
) -> discord.ui.View | None:
    """The buttons of an answer; None where nothing was looked up. ``threads``: one may grow under it."""
    if answer.outcome is Outcome.HELP:
        return None
    view = view_of(answer.id, answer.kind, bool(answer.quotes), papers, private, pages, mark, threads)
    if answer.turn is not None and answer.turn.choosing:
        for number, paper in enumerate(papers[:MOST_CHOICES], 1):
            view.add_item(AnswerButton("which", answer.id, number, clip(f"{number}. {cite(paper)}", BUTTON), mark))
    elif answer.read_with is not None and answer.kind == "content" and answer.keys:
        view.add_item(AnswerButton("afresh", answer.id, mark=mark))
    return view


def view_of(
    answer: str,
    kind: str,
    quotes: bool,
    papers: Sequence[Paper],
    private: bool,
    pages: int,
    mark: str = "",
    threads: bool = True,
) -> discord.ui.View:
    """The buttons under a reply: reading on, what readers think of it, its pages and papers.

    ``mark``: what they carry for the asker of a private answer of which no name is kept. ``threads``: one may grow there.
    """
    view = discord.ui.View(timeout=None)
    wanted = {
        "context": quotes,
        "more": quotes and kind == "content",
        "cite": bool(papers),
        "follow": threads and not private,
    }
    wanted |= {"helpful": True, "unhelpful": True, "report": True, "share": private, "remove": not private}
    for action in (action for action, want in wanted.items() if want):
        view.add_item(AnswerButton(action, answer, mark=mark))
    if pages > 1:
        view.add_item(AnswerButton("page", answer, 2, f"Next page (2 of {pages})", mark))
    add_links(view, papers)
    return view


def add_links(view: discord.ui.View, papers: Sequence[Paper]) -> None:
    """A link to each of the first papers: "Open DOI", numbered where there are several."""
    shown = [p for p in papers if (p.link or "").startswith("https://") and size(p.link or "") <= BUTTON_URL]
    for number, paper in enumerate(shown[:MOST_LINKS], 1):
        what = "Open DOI" if paper.doi else "Open source"
        label = what if len(papers) == 1 else f"{what} {number}"
        view.add_item(discord.ui.Button(label=label, url=paper.link, row=0 if number == 1 else 2))


def page_view(answer: str, page: int, pages: int) -> discord.ui.View:
    """The buttons that turn the pages of a long answer."""
    view = discord.ui.View(timeout=None)
    if page > 1:
        view.add_item(AnswerButton("page", answer, page - 1, f"Previous page ({page - 1} of {pages})"))
    if page < pages:
        view.add_item(AnswerButton("page", answer, page + 1, f"Next page ({page + 1} of {pages})"))
    return view
