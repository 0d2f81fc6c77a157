"""Several questions in one message, several papers that fit: one by one, and the question which."""

from __future__ import annotations

import pytest

from bot.discord.parts import Parts
from bot.discord.text import read_back
from tests.bot.discord.conftest import Server


async def test_the_questions_of_a_message_are_answered_one_by_one(server: Server, parts: Parts) -> None:
    await server.mention("who wrote the RAMSES analysis? also what was the local PFS at 12 months")
    rows = await parts.storage.logbook.recent(5)
    assert len({row.reply for row in rows}) == 2
    assert "Dirk Rades" in rows[1].text
    assert "https://doi.org/10.3390/cancers16203436" in read_back(server.channel.last_message.content)
    assert [row.question for row in rows][::-1] == [
        "who wrote the RAMSES analysis?",
        "what was the local PFS at 12 months",
    ]


async def test_a_command_with_two_questions_gets_two_replies(server: Server, parts: Parts) -> None:
    await server.ask("when was the Knapp paper published and how often was it cited?")
    rows = await parts.storage.logbook.recent(5)
    assert len(rows) == 2
    assert all(row.keys == ("10.3390/cancers16020438",) for row in rows)


async def test_a_name_that_fits_several_papers_is_asked_back(server: Server, parts: Parts) -> None:
    result = await server.ask("summarise the review")
    labels = [button["label"] for row in result.response.components for button in row["components"]]
    assert [label[:2] for label in labels if label[:1].isdigit()] == ["1.", "2.", "3."]
    (row,) = await parts.storage.logbook.recent(1)
    assert row.kind == "which"
    pressed = await server.bob.click(
        result.response.message, label=next(label for label in labels if label.startswith("2."))
    )
    assert f"https://doi.org/{row.keys[1]}" in read_back(pressed.response.content)


@pytest.mark.parametrize("text", ["and the complications?"])
async def test_a_follow_up_can_be_asked_of_all_papers(server: Server, text: str) -> None:
    await server.ask("how long was follow-up after TES?")
    followed = await server.ask(text)
    assert "as before" in read_back(followed.response.content)
    afresh = await server.bob.click(followed.response.message, label="Ask all papers")
    assert "as before" not in read_back(afresh.response.content)
