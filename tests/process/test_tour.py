"""Every command, option, autocomplete, button, menu, form, thread, mention and direct message, once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.process import tour_members, tour_moderators
from tests.process.asking import QUESTION
from tests.process.harness import world

pytestmark = pytest.mark.slow


async def test_a_tour_of_everything(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        await tour_moderators.setup(here)
        answer = await tour_members.asking(here)
        await tour_members.buttons(here, answer)
        await tour_members.papers(here)
        await tour_members.messages(here)
        await tour_members.going_on(here)
        await tour_moderators.moderating(here)
        await tour_members.privacy(here)
        await tour_moderators.curating(here)
        assert _commands(here.sim.commands) == {
            _named(one.data) for one in here.sim.world.interactions.values() if one.type == 2
        }
        here.blameless()
        assert await here.bot.terminate() == 0
        assert "Traceback" not in here.bot.tail(5000)
        assert QUESTION not in here.bot.tail(5000)


def _commands(commands: list[dict[str, Any]]) -> set[str]:
    """The names of all commands that may be called, with those of their groups, and of the menus on messages."""
    found: set[str] = set()
    for one in commands:
        below = [each for each in one.get("options") or () if each["type"] == 1]
        found |= {f"{one['name']} {each['name']}" for each in below} or {one["name"]}
    return found


def _named(data: dict[str, Any]) -> str:
    """The name of the command that a member called."""
    below = [one["name"] for one in data.get("options") or () if one["type"] == 1]
    return " ".join((data["name"], *below))


async def test_a_running_bot_takes_up_a_changed_library(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        await here.bot.wait_line("Ready in 1 server ")
        papers = tmp_path / "papers.jsonl"
        papers.write_text(
            '{"_id": "1", "title": "Bees and sugar", "text": "Feeding raised honey by 12%."}\n', "utf-8"
        )
        assert "until “marrow corpus reload”" in await here.marrow("corpus", "import", str(papers))
        assert "takes up the libraries" in await here.marrow("corpus", "reload")
        await here.bot.wait_line("papers changed")
        answer = await here.sim.slash("alice", "ask", {"question": "how much did feeding raise honey?"})
        assert "12%" in answer.text
        here.blameless()
