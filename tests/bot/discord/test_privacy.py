"""Members own their rows: shown, exported, deleted, or never kept."""

from __future__ import annotations

import json
from pathlib import Path

from bot.discord.parts import Parts
from bot.discord.text import read_back
from tests.bot.discord.conftest import Server
from tests.bot.discord.test_ask import QUESTION, SENTENCE


def written(folder: Path) -> bytes:
    """Every byte of the database, its log of changes included."""
    return b"".join(file.read_bytes() for file in folder.glob("logbook.sqlite3*"))


async def test_history_shows_own_questions_and_an_ephemeral_answer_again(server: Server) -> None:
    await server.ask(QUESTION, visible="private")
    await server.bob.slash(server.channel, "ask", question="who wrote about radiotherapy?")
    listed = await server.alice.slash(server.channel, "history")
    assert listed.ephemeral
    assert QUESTION in read_back(listed.response.content)
    assert "radiotherapy" not in listed.response.content
    menu = listed.response.components[0]["components"][0]
    again = await server.alice.select(listed.response.message, [menu["options"][0]["value"]])
    assert again.ephemeral
    assert SENTENCE in read_back(again.response.content)


async def test_a_long_history_has_pages(server: Server) -> None:
    for number in range(12):
        await server.ask(f"question number {number} about spinal metastases?")
        await server.env.advance_time(10)
    first = await server.alice.slash(server.channel, "history")
    assert "page 1 of 2" in first.response.content
    assert "number 11" in first.response.content
    second = await server.alice.click(first.response.message, label="Older")
    assert "number 0" in second.response.content


async def test_export_holds_every_word_kept(server: Server) -> None:
    await server.ask(QUESTION)
    result = await server.alice.slash(server.channel, "privacy export")
    assert result.ephemeral
    (row,) = json.loads(await result.response.attachments[0].read())
    assert row["question"] == QUESTION
    assert row["quotes"][0]["text"] == SENTENCE


async def test_nothing_kept_is_said_so(server: Server) -> None:
    assert "I keep nothing" in (await server.bob.slash(server.channel, "privacy export")).response.content
    shown = await server.bob.slash(server.channel, "privacy show")
    assert "0 questions of yours are kept here" in shown.response.content


async def test_delete_removes_the_members_words_from_the_files(server: Server, tmp_path: Path) -> None:
    await server.ask("zanzibar follow-up after TES?")
    asked = await server.alice.slash(server.channel, "privacy delete")
    await server.alice.click(asked.response.message, label="Delete it all")
    assert b"zanzibar" not in written(tmp_path)


async def test_opting_out_keeps_a_receipt_without_words_or_name(
    server: Server, parts: Parts, tmp_path: Path
) -> None:
    await server.alice.slash(server.channel, "privacy opt-out")
    result = await server.ask("zanzibar follow-up after TES?")
    assert result.ephemeral
    assert "zanzibar" not in result.response.content
    (row,) = await parts.storage.logbook.recent()
    assert (row.question, row.text, row.asker, row.withheld) == ("", "", None, "opt-out")
    assert row.outcome in ("answered", "related")
    assert row.snapshot
    assert b"zanzibar" not in written(tmp_path)
    again = await server.alice.click(result.response.message, label="More passages")
    assert "wants no words kept" in again.response.content


async def test_a_mention_of_a_member_who_opted_out_is_not_restated(server: Server) -> None:
    await server.alice.slash(server.channel, "privacy opt-out")
    await server.mention(QUESTION)
    assert "You asked" not in server.channel.last_message.content
    assert SENTENCE in read_back(server.channel.last_message.content)
    await server.alice.slash(server.channel, "privacy opt-in")
    await server.mention(QUESTION)
    assert "You asked" in server.channel.last_message.content
