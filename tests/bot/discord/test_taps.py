"""What members do most, in as few taps as docs/commands.md says, which is counted here on the way it goes."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.discord.actions.judging import BACK, TAKEN
from bot.discord.actions.more import REMOVED, SHARED
from bot.discord.parts import Parts
from tests.bot.discord.conftest import Server
from tests.bot.discord.test_ask import DOI, QUESTION, SENTENCE
from tests.bot.discord.test_buttons import _field

PAGE = Path(__file__).parents[3] / "docs" / "commands.md"
OTHER = "10.3390/cancers17030559"
IN_ROW = 5


class Thumb:
    """A member on a phone, whose taps are counted; a letter typed is none."""

    def __init__(self, server: Server, member: Any) -> None:
        self.server, self.member, self.taps = server, member, 0

    async def command(self, name: str, listed: dict[str, str] | None = None, **typed: str) -> Any:
        """The command in the list, each of the ``listed`` values where it is offered, and Send."""
        filled = dict(typed)
        for option, value in (listed or {}).items():
            offered = await self.member.autocomplete(self.server.channel, name, option, "", **filled)
            assert value in [one["value"] for one in offered]
            filled[option] = value
        self.taps += 2 + len(listed or {})
        return await self.member.slash(self.server.channel, name, **filled)

    async def press(self, shown: Any, label: str) -> Any:
        """A button of a message, in a row that is not too long."""
        message = getattr(getattr(shown, "response", None), "message", None) or shown
        assert all(len(row.children) <= IN_ROW for row in message.components)
        self.taps += 1
        return await self.member.click(message, label=label)

    async def submit(self, form: Any, text: str) -> Any:
        """A form, filled in."""
        self.taps += 1
        return await self.member.submit_modal(form, {_field(form): text})


Task = Callable[[Thumb, Any], Awaitable[str]]


async def _helpful(thumb: Thumb, answer: Any) -> str:
    return str((await thumb.press(await thumb.press(answer, "⋯"), "Helpful")).response.content)


async def _report(thumb: Thumb, answer: Any) -> str:
    form = await thumb.press(await thumb.press(answer, "⋯"), "Report")
    return str((await thumb.submit(form, "the wrong arm")).response.content)


async def _follow(thumb: Thumb, answer: Any) -> str:
    await thumb.submit(await thumb.press(answer, "Follow up"), "and the complications?")
    (thread,) = thumb.server.channel.threads
    return "".join(message.content for message in thread.history())


async def _remove(thumb: Thumb, answer: Any) -> str:
    gone = await thumb.press(await thumb.press(answer, "⋯"), "Remove")
    assert answer.id not in [one.id for one in thumb.server.channel.history()]
    return str(gone.response.content)


def _pressing(label: str) -> Task:
    async def press(thumb: Thumb, answer: Any) -> str:
        shown = (await thumb.press(answer, label)).response
        return f"{shown.content} {''.join(str(one.description) for one in shown.embeds)}"

    return press


def _asking(name: str, listed: dict[str, str] | None = None, **typed: str) -> Task:
    async def ask(thumb: Thumb, answer: Any) -> str:
        shown = (await thumb.command(name, listed, **typed)).response
        return f"{shown.content} {''.join(str(one.to_dict()) for one in shown.embeds)}"

    return ask


# task, as the page names it → how it is done, and what is then to be read
TASKS: dict[str, tuple[Task, str]] = {
    "ask": (_asking("ask", question=QUESTION), DOI),
    "see it in context": (_pressing("In context"), f"**{SENTENCE}**"),
    "more passages": (_pressing("More"), "https://doi.org/"),
    "cite": (_pressing("Cite"), "Kang DH"),
    "mark as helpful": (_helpful, "Thank you"),
    "report": (_report, "kept for the moderators"),
    "follow up": (_follow, "https://doi.org/"),
    "take your answer away": (_remove, TAKEN),
    "a table of figures": (_asking("table"), "https://doi.org/"),
    "compare two papers": (_asking("compare", {"paper": DOI, "other": OTHER}), OTHER),
    "a summary": (_asking("summary", {"paper": DOI}), DOI),
    "the list of papers": (_asking("papers"), "9 papers"),
}


def told() -> dict[str, int]:
    """The taps of each task, as the page says."""
    rows = re.findall(r"^\| ([a-z ]+) \| (\d) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    return {task: int(taps) for task, taps in rows}


def test_the_page_names_every_task_and_no_other() -> None:
    assert list(told()) == list(TASKS)


@pytest.mark.slow
async def test_a_task_takes_as_many_taps_as_the_page_says(server: Server) -> None:
    taps, otherwise = {}, {}
    for task, (way, expected) in TASKS.items():
        await server.env.advance_time(60)
        answer = (await server.ask(QUESTION)).response.message
        thumb = Thumb(server, server.alice)
        shown = (await way(thumb, answer)).replace("\\", "")
        taps[task] = thumb.taps
        if expected not in shown:
            otherwise[task] = shown
    assert otherwise == {}
    assert taps == told()


async def test_who_took_their_answer_away_puts_it_back_once(server: Server, parts: Parts) -> None:
    answer = (await server.ask(QUESTION)).response.message
    gone = (await server.rest(server.alice, answer, "Remove")).response.message
    back = await server.alice.click(gone, label=BACK)
    assert not back.ephemeral
    assert SENTENCE in back.response.content
    assert SHARED in (await server.alice.click(gone, label=BACK)).response.content
    (row,) = await parts.storage.logbook.recent()
    shown = await parts.storage.shown.get(row.id, str(server.guild.id))
    assert shown is not None
    assert (shown.public, shown.message) == (True, str(back.response.message.id))


@pytest.mark.parametrize("way", ["the button", "the log"])
async def test_what_a_moderator_removed_is_put_back_by_nobody(server: Server, parts: Parts, way: str) -> None:
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    answer = (await server.ask(QUESTION)).response.message
    gone = (await server.rest(server.alice, answer, "Remove")).response.message
    back = (await server.alice.click(gone, label=BACK)).response.message
    (row,) = await parts.storage.logbook.recent()
    if way == "the button":
        await server.rest(server.moderator, back, "Remove")
    else:
        await server.moderator.slash(server.channel, "log remove", answer=row.id)
    assert back.id not in [message.id for message in server.channel.history()]
    refused = await server.alice.click(gone, label=BACK)
    assert refused.ephemeral
    assert REMOVED in refused.response.content
    assert SENTENCE not in "".join(message.content for message in server.channel.history())


async def test_remove_is_offered_only_to_who_may(server: Server) -> None:
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    answer = (await server.ask(QUESTION)).response.message
    for member, offered in ((server.alice, True), (server.bob, False), (server.moderator, True)):
        shown = (await member.click(answer, label="⋯")).response
        assert ("Remove" in [one["label"] for row in shown.components for one in row["components"]]) is offered


async def test_what_another_took_away_is_not_put_back_by_a_moderator(server: Server) -> None:
    """A moderator's word is a pin or a note; whose answer it is decides whether it is shown."""
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    answer = (await server.ask(QUESTION)).response.message
    gone = (await server.rest(server.moderator, answer, "Remove")).response
    assert gone.content == TAKEN
    assert not gone.components


async def test_an_answer_whose_words_are_not_kept_is_not_offered_to_be_put_back(server: Server) -> None:
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators, logging="counts")
    await server.ask(QUESTION)
    gone = (await server.rest(server.moderator, server.channel.last_message, "Remove")).response
    assert not gone.components
