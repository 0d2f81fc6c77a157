"""The same message, press or report twice acts once; what is blank is refused; buttons that ask keep the pace."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import aiohttp
import discord
import pytest

from bot.discord.pace import Doubles, UnderWay
from bot.discord.parts import Parts
from bot.discord.trying import FirstResponse
from bot.storage.selection import Selection
from tests.bot.discord.conftest import Server, follow
from tests.bot.discord.test_ask import QUESTION


async def test_a_message_that_discord_tells_twice_is_answered_once(
    server: Server, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a lost connection Discord tells again what it told before; a proxy between may do so after a restart."""
    emit, told = server.env.backend.emit, []

    def heard(event: str, payload: Any) -> None:
        told.append((event, payload))
        emit(event, payload)

    monkeypatch.setattr(server.env.backend, "emit", heard)
    await server.mention(QUESTION)
    event, payload = next(one for one in told if one[0] == "MESSAGE_CREATE")
    for _ in range(2):
        emit(event, payload)
        await server.env.settle()
        assert await parts.storage.logbook.count() == 1
        assert len(server.channel.history()) == 2
        parts.doubles._done.clear()  # as it is after a restart


async def test_a_command_a_press_and_a_form_that_discord_tells_twice_are_answered_once(
    server: Server, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    emit = server.env.backend.emit

    def twice(event: str, payload: Any) -> None:
        for _ in range(2 if event == "INTERACTION_CREATE" else 1):
            emit(event, payload)

    monkeypatch.setattr(server.env.backend, "emit", twice)
    answer = (await server.ask(QUESTION)).response.message
    assert await parts.storage.logbook.count() == 1
    told = await follow(server.bob, answer)
    (thread,) = server.channel.threads
    assert f"<#{thread.id}>" in told.response.content
    assert await parts.storage.logbook.count() == 2
    assert "in bold" in (await server.bob.click(answer, label="In context")).response.content
    given = [one.path for one in server.env.http_requests if one.path.endswith("/callback")]
    assert len(given) == len(set(given)) == 4


async def late(
    server: Server, parts: Parts, member: Any, message: Any, label: str, monkeypatch: pytest.MonkeyPatch
) -> Any:
    """What comes of a press that a deletion holds back until Discord has been told that its answer takes longer."""
    announce, free, announced = FirstResponse.announce, UnderWay._free, asyncio.Event()

    async def noted(first: FirstResponse) -> None:
        await announce(first)
        announced.set()

    async def held(under_way: UnderWay, of: str | None) -> None:
        await server.env.external_wait(free(under_way, of), reason="a deletion is being done")

    monkeypatch.setattr(FirstResponse, "announce", noted)
    monkeypatch.setitem(vars(parts.config.discord), "defer_after_ms", 1)
    async with parts.under_way.stilled(str(server.guild.id), 0):
        monkeypatch.setattr(UnderWay, "_free", held)
        pressing = asyncio.create_task(member.click(message, label=label))
        await announced.wait()
    return await pressing


def given(server: Server) -> list[tuple[str, str]]:
    """What the bot asked of Discord: how, and the end of the path."""
    return [(one.method, re.sub(r".*(?=/callback|/messages/)", "", one.path)) for one in server.env.http_requests]


async def test_a_double_click_asks_once(server: Server, parts: Parts) -> None:
    answer = await server.ask(QUESTION)
    await server.bob.click(answer.response.message, label="More")
    second = await server.bob.click(answer.response.message, label="More")
    assert await parts.storage.logbook.count() == 2
    assert second.followups == []
    await server.alice.click(answer.response.message, label="More")
    assert await parts.storage.logbook.count() == 3
    await server.env.advance_time(4)
    await server.bob.click(answer.response.message, label="More")
    assert await parts.storage.logbook.count() == 4


async def test_a_second_click_that_waited_for_a_deletion_leaves_no_announcement(
    server: Server, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was announced, and was "thinking" until Discord gave it up."""
    answer = await server.ask(QUESTION)
    await server.bob.click(answer.response.message, label="More")
    second = await late(server, parts, server.bob, answer.response.message, "More", monkeypatch)
    assert await parts.storage.logbook.count() == 2
    assert second.followups == []
    assert given(server)[-1] == ("DELETE", "/messages/@original")


async def test_what_is_shared_late_is_shared_with_all(
    server: Server, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = await server.ask(QUESTION, visible="private")
    before = len(server.channel.history())
    await late(server, parts, server.alice, private.response.message, "Share", monkeypatch)
    assert len(server.channel.history()) == before + 1


async def test_buttons_that_ask_keep_the_pace(server: Server, parts: Parts) -> None:
    answer = await server.ask(QUESTION)
    for _ in range(5):
        await server.bob.click(answer.response.message, label="More")
        await server.env.advance_time(4)
    refused = await server.bob.click(answer.response.message, label="More")
    assert "That was quick" in refused.response.content
    assert refused.ephemeral
    assert await parts.storage.logbook.count() == 6


async def reported(server: Server, answer: Any, reason: str) -> str:
    form = await server.rest(server.bob, answer.response.message, "Report")
    told = await server.bob.submit_modal(form, {"reason": reason})
    return str(told.response.content)


async def test_a_report_sent_in_twice_is_one_report(server: Server, parts: Parts) -> None:
    posts = server.guild.create_text_channel("moderators")
    await server.admin.slash(server.channel, "setup", moderator_channel=posts)
    answer = await server.ask(QUESTION)
    (row,) = await parts.storage.logbook.recent()
    assert "have it now" in await reported(server, answer, "Wrong arm.")
    assert "have that report already" in await reported(server, answer, "  Wrong   arm. ")
    assert "have it now" in await reported(server, answer, "And the wrong year.")
    assert [one.reason for one in await parts.storage.feedback.reports(row.id)] == [
        "Wrong arm.",
        "And the wrong year.",
    ]
    assert len(posts.history()) == 2


async def test_a_blank_report_is_refused(server: Server, parts: Parts) -> None:
    answer = await server.ask(QUESTION)
    (row,) = await parts.storage.logbook.recent()
    for blank in (" ", "\n\t ", "\u200b\u2060", "\u3164"):
        assert "in a few words" in await reported(server, answer, blank), blank
    assert await parts.storage.feedback.reports(row.id) == []


async def test_a_blank_note_is_refused_and_the_same_note_stands_once(server: Server, parts: Parts) -> None:
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    await server.ask(QUESTION)
    (row,) = await parts.storage.logbook.recent()
    blank = await server.moderator.slash(server.channel, "log note", answer=row.id, note="\u200b ")
    assert "in a few words" in blank.response.content
    for said in ("The note stands", "already"):
        told = await server.moderator.slash(server.channel, "log note", answer=row.id, note="See the erratum.")
        assert said in told.response.content
    whole = await parts.storage.reader.whole(row.id, Selection(server=str(server.guild.id)))
    assert whole is not None
    assert [note.note for note in whole.notes] == ["See the erratum."]


async def test_an_answer_removed_twice_is_gone(server: Server) -> None:
    answer = await server.ask(QUESTION)
    server.env.inject_error("DELETE", "/channels/*/messages/*", status=404, code=10008)
    gone = await server.rest(server.alice, answer.response.message, "Remove")
    assert gone.response.content == "The answer is taken away."


def test_what_was_just_done_is_remembered_for_so_long_and_for_so_many() -> None:
    doubles = Doubles(most=2)
    assert not doubles.again(("press", "a"), 0.0, 3.0)
    assert doubles.again(("press", "a"), 2.9, 3.0)
    assert not doubles.again(("press", "a"), 3.1, 3.0)
    assert not doubles.again(("press", "b"), 3.1, 3.0)
    assert not doubles.again(("press", "c"), 3.1, 3.0)
    assert not doubles.again(("press", "a"), 3.2, 3.0)


async def test_a_mention_that_comes_too_fast_is_told_once_and_then_marked(server: Server, parts: Parts) -> None:
    for _ in range(6):
        await server.ask(QUESTION)
    told = await server.mention("pain?")
    assert "That was quick" in server.channel.last_message.content
    marked = await server.mention("survival?")
    await server.env.settle()
    assert server.channel.last_message.id == marked.id
    kept = [server.env.backend.get_message(server.channel.id, message.id) for message in (told, marked)]
    assert [[one.emoji for one in message.reactions] for message in kept] == [[], ["⏳"]]


async def test_a_connection_that_breaks_at_a_mark_says_nothing(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(6):
        await server.ask(QUESTION)
    await server.mention("pain?")
    broken: list[str] = []

    async def breaks(self: discord.Message, emoji: str) -> None:
        broken.append(emoji)
        raise aiohttp.ClientConnectionError

    monkeypatch.setattr(discord.Message, "add_reaction", breaks)
    sent = await server.mention("survival?")
    await server.env.settle()
    assert broken == ["⏳"]
    assert server.channel.last_message.id == sent.id
