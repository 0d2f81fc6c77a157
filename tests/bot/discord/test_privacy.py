"""Members own their rows: shown, exported, deleted, or never kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.discord.actions.found import GONE
from bot.discord.housekeeping import Housekeeping
from bot.discord.parts import Parts
from bot.discord.text import read_back
from bot.storage import inserting
from bot.storage.exporting import OwnFile
from bot.storage.pseudonyms import rotate
from bot.storage.selection import Selection
from bot.storage.store import Storage
from tests.bot.discord.conftest import NEXT, Server, impatient, labels
from tests.bot.discord.forging import press
from tests.bot.discord.test_ask import QUESTION, SENTENCE
from tests.bot.storage.samples import held_by_another, written


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


@pytest.mark.slow
async def test_a_long_history_has_pages(server: Server) -> None:
    for number in range(12):
        await server.ask(f"question number {number} about spinal metastases?")
        await server.env.advance_time(10)
    first = await server.alice.slash(server.channel, "history")
    assert "page 1 of 2" in first.response.content
    assert "number 11" in first.response.content
    second = await server.alice.click(first.response.message, label="Older")
    assert "number 0" in second.response.content


async def test_a_page_of_a_history_that_is_no_more_is_its_last(server: Server, parts: Parts) -> None:
    for number in range(9):
        await server.ask(f"question number {number} about spinal metastases?")
        await server.env.advance_time(10)
    listed = await server.alice.slash(server.channel, "history")
    rows = await parts.storage.logbook.recent()
    await parts.storage.retention.expire(str(server.guild.id), rows[3].asked_at, rows[0].asked_at)
    turned = await server.alice.click(listed.response.message, label="Older")
    assert "number 8" in turned.response.content


async def test_export_holds_every_word_kept(server: Server) -> None:
    await server.ask(QUESTION)
    result = await server.alice.slash(server.channel, "privacy export")
    assert result.ephemeral
    row, *others = json.loads(await result.response.attachments[0].read())
    assert [other["table"] for other in others] == ["conversations", "shown"]
    assert row["question"] == QUESTION
    assert row["quotes"][0]["text"] == SENTENCE


async def test_an_export_beyond_what_discord_takes_comes_in_several_messages(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OwnFile, "finished", lambda _: [(f"-{number}.json.gz", b"x") for number in (1, 2)])
    await server.ask(QUESTION)
    first = await server.alice.slash(server.channel, "privacy export")
    said = [message.content for message in (first.response, *first.followups)]
    assert said == ["3 rows, everything I keep about you here. This is file 1 of 2.", "File 2 of 2."]
    assert all(message.ephemeral for message in (first, *first.followups))


async def test_a_moderator_sees_what_is_kept_of_them_and_what_stays(server: Server, parts: Parts) -> None:
    shown = (await server.ask(QUESTION)).response.message
    await server.rest(server.bob, shown, "Helpful")
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    (row,) = await parts.storage.logbook.recent()
    for command, options in (("recent", {}), ("show", {}), ("note", {"note": "see Table 2"})):
        answer = {"answer": row.id} if command != "recent" else {}
        await server.moderator.slash(server.channel, f"log {command}", **answer, **options)

    async def told(member: Any, command: str) -> str:
        return read_back((await member.slash(server.channel, f"privacy {command}")).response.content)

    assert "(notes as a moderator: 1, readings of the log: 3)" in await told(server.moderator, "show")
    assert "(verdicts: 1)" in await told(server.bob, "show")
    assert "Records of your answers were opened 2 times." in await told(server.alice, "show")
    assert "4 rows" in await told(server.moderator, "export")
    asked = await server.moderator.slash(server.channel, "privacy delete")
    assert "That you read the log 3 times stays noted under a pseudonym" in asked.response.content
    await server.moderator.click(asked.response.message, label="Delete it all")
    assert "(readings of the log: 3)" in await told(server.moderator, "show")
    whole = await parts.storage.reader.whole(row.id, Selection(server=str(server.guild.id)))
    assert whole is not None
    assert whole.notes == ()


async def test_nothing_kept_is_said_so(server: Server) -> None:
    assert "I keep nothing" in (await server.bob.slash(server.channel, "privacy export")).response.content
    shown = await server.bob.slash(server.channel, "privacy show")
    assert "0 questions of yours are kept here" in shown.response.content


@pytest.mark.parametrize("mode", ["counts", "off"])
async def test_where_no_words_are_kept_no_button_that_needs_them_is_shown(
    server: Server, parts: Parts, mode: str
) -> None:
    await server.admin.slash(server.channel, "setup", logging=mode)
    result = await server.ask("how long was follow-up after TES, and survival, and complications?")
    assert labels(result.response) == ["In context", "Cite", "⋯"]
    rest = await server.alice.click(result.response.message, label="⋯")
    assert {"More", "Follow up", "Share", "Tell me"}.isdisjoint(labels(rest.response))
    (row, *_) = await parts.storage.logbook.recent()
    old = await press(server.alice, result.response.message, f"marrow:more:{row.id}")
    assert "No words of questions are kept here" in old.response.content


@pytest.mark.parametrize(("mode", "why"), [("counts", "counts only"), ("off", "log off")])
async def test_a_server_may_keep_less_than_the_operator_allows(
    server: Server, parts: Parts, tmp_path: Path, mode: str, why: str
) -> None:
    await server.admin.slash(server.channel, "setup", logging=mode)
    result = await server.ask("zanzibar follow-up after TES?")
    assert not result.ephemeral
    assert "zanzibar" not in result.response.content
    (row,) = await parts.storage.logbook.recent()
    assert (row.question, row.text, row.asker, row.withheld) == ("", "", None, why)
    assert b"zanzibar" not in written(tmp_path)
    in_two_days = Housekeeping(parts, lambda: datetime.now(UTC) + timedelta(days=2))
    assert await in_two_days.tidy() == (mode == "off")


async def test_a_server_cannot_keep_more_than_the_operator_allows(server: Server, parts: Parts) -> None:
    await server.admin.slash(server.channel, "setup", logging="full")
    await server.ask(QUESTION)
    (row,) = await parts.storage.logbook.recent()
    assert row.member is None
    assert row.asker


async def test_ones_answers_in_channels_are_deleted_where_that_is_wanted(server: Server) -> None:
    shown = (await server.ask(QUESTION)).response.message
    others = await server.bob.slash(server.channel, "ask", question="who wrote about radiotherapy?")
    asked = await server.alice.slash(server.channel, "privacy delete")
    assert "30 days at most" in asked.response.content
    done = await server.alice.click(asked.response.message, label="Delete it all, and the answers sent to me")
    assert "1 of my messages is gone" in done.response.content
    left = [message.id for message in server.channel.history()]
    assert shown.id not in left
    assert others.response.message.id in left


async def test_answers_that_discord_does_not_let_go_are_counted(server: Server) -> None:
    """Nobody could find those that stay a second time."""
    for _ in range(2):
        await server.ask(QUESTION)
    server.env.inject_error("DELETE", "/channels/*/messages/*", status=403, code=50013)
    asked = await server.alice.slash(server.channel, "privacy delete")
    done = await server.alice.click(asked.response.message, label="Delete it all, and the answers sent to me")
    assert (
        "1 of my messages is gone with them. Messages I could not delete: 1; a moderator can."
        in done.response.content
    )
    assert len(server.channel.history()) == 1


async def test_whoever_deleted_a_private_answer_is_not_told_that_it_is_anothers(server: Server) -> None:
    answer = await server.ask(QUESTION, visible="private")
    asked = await server.alice.slash(server.channel, "privacy delete")
    await server.alice.click(asked.response.message, label="Delete it all")
    pressed = await server.alice.click(answer.response.message, label="Cite")
    assert pressed.response.content == GONE


async def test_a_rotated_key_still_finds_and_forgets_what_was_kept_before(
    server: Server, parts: Parts, tmp_path: Path
) -> None:
    await server.ask(QUESTION)
    await server.bob.slash(server.channel, "privacy opt-out")
    assert rotate(tmp_path) == 2
    async with Storage.open(tmp_path) as renewed:
        guild, alice, bob = str(server.guild.id), str(server.alice.id), str(server.bob.id)
        assert await renewed.members.opted_out(bob, guild)
        await renewed.members.opt_in(bob, guild)
        assert not await renewed.members.opted_out(bob, guild)
        assert await renewed.logbook.count_mine(alice, guild) == 1
        assert [row.question for row in await renewed.logbook.mine(alice, guild, 5)] == [QUESTION]
        assert await renewed.logbook.forget(alice, guild) == 1
        assert await renewed.logbook.count() == 0


async def test_a_member_who_left_a_server_is_told_by_direct_message_who_can_reach_their_rows(
    server: Server,
) -> None:
    await server.ask(QUESTION)
    server.guild.remove_member(server.alice)
    for command in ("privacy show", "privacy delete"):
        told = await server.alice.user.slash(command)
        assert "If you have left it, its rows are still yours: ask whoever runs me" in told.response.content
        here = await server.bob.slash(server.channel, command)
        assert "If you have left it" not in here.response.content


async def test_what_waits_in_the_spool_is_not_said_to_be_nothing(
    server: Server, parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """“I keep no question of yours here” stood beside “1 question of yours is kept here”."""
    impatient(parts)
    monkeypatch.setattr(inserting, "AGAIN", 3600.0)

    async def said(member: Any, command: str) -> str:
        return read_back((await member.slash(server.channel, command)).response.content)

    with held_by_another(tmp_path):
        await server.ask(QUESTION)
        assert "1 question of yours is kept here" in await said(server.alice, "privacy show")
        assert (await said(server.alice, "history")).startswith(
            "Not written yet, and so not listed here: 1 question"
        )
        assert await said(server.bob, "history") == "I keep no question of yours here."
        assert "Kang" in await said(server.bob, "cite thread")
    await parts.storage.logbook.catch_up()
    assert "Not written yet" not in await said(server.alice, "history")
    with held_by_another(tmp_path):
        await server.ask(NEXT)
        both = await said(server.alice, "history")
    assert QUESTION in both
    assert both.endswith(
        "Not written yet, and so not listed here: 1 question of yours. My logbook is busy; look again in a minute."
    )
