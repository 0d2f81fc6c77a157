"""What the bot makes up for once it is back: in which channels, of which messages, and what is left."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.discord import missed
from bot.discord.missed import UNKNOWN
from bot.discord.parts import Parts
from bot.discord.text import read_back
from tests.bot.discord.conftest import NEXT, Server
from tests.bot.discord.settling import PATIENCE
from tests.bot.discord.test_ask import QUESTION, SENTENCE

ONE = "when was the Knapp paper published?"
OTHERS = ("who wrote the RAMSES analysis?", "what does SINS stand for?")
DAY, SOON = 24 * 60 * 60.0, timedelta(seconds=20)
Away = Callable[..., AbstractAsyncContextManager[None]]


@pytest.fixture
def away(server: Server, parts: Parts, monkeypatch: pytest.MonkeyPatch) -> Away:
    """What happens to messages in the block is not told to the bot, which then gets a new session."""
    emit = server.env.backend.emit

    def hears(event: str, payload: Any) -> None:
        if not event.startswith("MESSAGE_"):
            emit(event, payload)

    @asynccontextmanager
    async def nothing_told(for_days: float = 0, noticed: bool = True) -> AsyncIterator[None]:
        parts.clock.hear(format_datetime(server.env.now()))
        if noticed:
            server.env.bot.missed.lost(0)
        monkeypatch.setattr(server.env.backend, "emit", hears)
        yield
        monkeypatch.setattr(server.env.backend, "emit", emit)
        parts.clock.hear(format_datetime(server.env.now() + timedelta(days=for_days)))
        for channel in server.env.bot.get_guild(server.guild.id).text_channels:  # as a new session tells of each
            last = server.env.backend.channels[channel.id].last_message_id
            channel.last_message_id = int(last) if last else None
        server.env.bot.missed.anew(0)
        await asyncio.gather(*server.env.bot.missed._working)
        await server.env.settle()

    return nothing_told


def said(server: Server, channel: Any = None) -> list[str]:
    """What the bot said in a channel, the oldest first."""
    own = server.env.bot.user.id
    found = sorted((channel or server.channel).history(), key=lambda one: one.id)
    return [read_back(one.content) for one in found if one.author.id == own]


def looked(server: Server) -> list[str]:
    """What the bot read of channels."""
    requests = [where for kind, where, _ in server.env.backend.transcript if kind == "HTTP"]
    return [one for one in requests if one.startswith("GET /channels")]


async def test_what_was_asked_is_answered_in_its_order_where_it_was_asked_before_and_nowhere_else(
    server: Server, away: Away
) -> None:
    other = server.guild.create_text_channel("other")
    await server.mention(ONE)
    async with away():
        await server.mention(QUESTION, server.bob)
        await server.bob.send(server.channel, "are you there?")
        await server.mention(NEXT, server.bob)
        await server.bob.send(other, f"<@{server.env.bot.user.id}> {QUESTION}")
    assert [SENTENCE in one for one in said(server)[1:]] == [True, False]
    assert said(server, other) == []
    async with away():
        pass
    assert len(said(server)) == 3


async def test_what_has_its_answer_is_left(server: Server, parts: Parts, away: Away) -> None:
    """As one of another process with the same token, or of this one before a crash: nothing of it is in its memory."""
    asked = [await server.mention(one) for one in OTHERS]
    parts.doubles._done.clear()
    async with away():
        pass
    assert len(said(server)) == len(asked) == await parts.storage.logbook.count()


async def test_of_what_was_asked_longer_than_a_day_ago_nothing_is_answered(server: Server, away: Away) -> None:
    await server.mention(ONE)
    async with away(for_days=1.01):
        await server.mention(QUESTION, server.bob)
    assert len(said(server)) == 1
    await server.env.advance_time(300)
    async with away(for_days=0.99):
        await server.mention(QUESTION, server.bob)
    assert [SENTENCE in one for one in said(server)[1:]] == [True]


async def test_an_answer_changes_with_its_question(server: Server, away: Away) -> None:
    edited, _ = [await server.mention(one) for one in OTHERS]
    await server.ask(ONE)
    async with away():
        await server.alice.edit(edited, f"<@{server.env.bot.user.id}> {QUESTION}")
    assert [SENTENCE in one for one in said(server)] == [True, False, False]


async def test_what_was_edited_before_is_not_asked_again(server: Server, parts: Parts, away: Away) -> None:
    """Also where no words are kept, by which it could be told that it has its answer."""
    await server.alice.slash(server.channel, "privacy opt-out")
    asked = await server.mention(ONE)
    await server.alice.edit(asked, f"<@{server.env.bot.user.id}> {QUESTION}")
    assert await parts.storage.logbook.count() == 2
    await server.env.advance_time(11 * 60)
    parts.doubles._done.clear()  # as it is after a restart
    async with away():
        pass
    assert await parts.storage.logbook.count() == 2


async def test_where_it_may_not_write_it_neither_looks_nor_answers(server: Server, away: Away) -> None:
    await server.mention(ONE)
    asked = len(looked(server))
    channel = server.env.bot.get_channel(server.channel.id)
    closed = discord.PermissionOverwrite(read_message_history=False)
    async with away():
        await server.mention(QUESTION, server.bob)
        await channel.set_permissions(channel.guild.default_role, overwrite=closed)
    assert len(looked(server)) == asked
    assert len(said(server)) == 1


async def test_no_request_is_made_where_nothing_was_said(server: Server, parts: Parts, away: Away) -> None:
    await server.ask(ONE)
    await server.bob.send(server.channel, "nothing for it")
    await server.env.advance_time(11 * 60)
    async with away():
        pass
    assert looked(server) == []


async def test_it_is_tried_again_where_discord_stumbles_and_said_each_time(
    server: Server, away: Away, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(missed, "PAUSES", (0.0, 0.0, 0.0))
    await server.mention(ONE)
    server.env.inject_error("GET", f"/channels/{server.channel.id}/messages", status=400, code=50035, times=2)
    async with away():
        await server.mention(QUESTION, server.bob)
    assert [SENTENCE in one for one in said(server)[1:]] == [True]
    assert [one for one in caplog.messages if one.startswith(UNKNOWN)] == [
        f"{UNKNOWN} (Discord's reason: 400, code 50035)."
    ] * 2


async def test_what_is_no_list_of_messages_is_tried_again_too(
    server: Server, away: Away, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a proxy's page, over which discord.py stumbles."""
    monkeypatch.setattr(missed, "PAUSES", (0.0, 0.0))
    history, tries = discord.TextChannel.history, list[int]()

    async def page(self: Any, **which: Any) -> AsyncIterator[Any]:
        tries.append(len(tries))
        if len(tries) == 1:
            raise TypeError("string indices must be integers")
        async for one in history(self, **which):
            yield one

    await server.mention(ONE)
    monkeypatch.setattr(discord.TextChannel, "history", page)
    async with away():
        await server.mention(QUESTION, server.bob)
    assert [SENTENCE in one for one in said(server)[1:]] == [True]
    assert [one for one in caplog.messages if one.startswith(UNKNOWN)] == [f"{UNKNOWN} (TypeError)."]


@pytest.mark.parametrize("error", [{"status": 403, "code": 50001}, {"status": 400, "code": 50035}])
@pytest.mark.parametrize("broken", [0, 1])
async def test_a_channel_that_was_closed_or_cannot_be_read_costs_the_others_nothing(
    server: Server,
    away: Away,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    broken: int,
    error: dict[str, int],
) -> None:
    monkeypatch.setattr(missed, "PAUSES", (0.0, 0.0))
    channels = (server.channel, server.guild.create_text_channel("other"))
    for channel in channels:
        await server.bob.send(channel, f"<@{server.env.bot.user.id}> {ONE}")
    server.env.inject_error("GET", f"/channels/{channels[broken].id}/messages", times=None, **error)
    async with away():
        for channel in channels:
            await server.bob.send(channel, f"<@{server.env.bot.user.id}> {QUESTION}")
    assert [[SENTENCE in one for one in said(server, channel)[1:]] for channel in channels] == [
        [] if at == broken else [True] for at in (0, 1)
    ]
    assert (UNKNOWN in caplog.text) == (error["status"] != 403)


async def test_where_discord_itself_is_in_trouble_it_is_left_alone_until_the_next_try(
    server: Server, away: Away, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(missed, "PAUSES", (0.0,))
    monkeypatch.setattr(missed, "ENOUGH_FAILED", 2)
    channels = (server.channel, *(server.guild.create_text_channel(f"other-{one}") for one in range(3)))
    for channel in channels:
        await server.bob.send(channel, f"<@{server.env.bot.user.id}> {ONE}")
    server.env.inject_error("GET", "/channels/*/messages", status=400, code=50035, times=None)
    async with away():
        for channel in channels:
            await server.bob.send(channel, f"<@{server.env.bot.user.id}> {QUESTION}")
    assert len(looked(server)) == missed.ENOUGH_FAILED


async def test_an_answer_that_somebody_deleted_costs_the_others_nothing(server: Server, away: Away) -> None:
    edited, _ = [await server.mention(one) for one in OTHERS]
    (newest, *_) = sorted(server.channel.history(), key=lambda one: -one.id)
    async with away():
        server.env.backend.delete_message(server.channel.id, newest.id)
        await server.alice.edit(edited, f"<@{server.env.bot.user.id}> {QUESTION}")
    assert [SENTENCE in one for one in said(server)] == [True]


async def test_until_then_it_says_that_it_was_told_nothing(server: Server, parts: Parts) -> None:
    """What the next start begins from, should this one end before it is done."""
    bot = server.env.bot
    moment = datetime.now(UTC)
    parts.clock.hear(format_datetime(moment))
    assert abs(bot.missed.heard() - moment) < SOON
    bot.missed.lost(0)
    bot.missed.lost(0)
    assert abs(moment - missed.UNNOTICED - bot.missed.heard()) < SOON
    parts.clock.hear(format_datetime(moment + timedelta(hours=1)))
    bot.missed.anew(0)
    assert abs(moment - missed.UNNOTICED - bot.missed.heard()) < SOON
    bot.missed.stop()
    await server.env.settle()
    assert abs(moment - missed.UNNOTICED - bot.missed.heard()) < SOON


async def test_a_session_that_was_taken_up_leaves_nothing_to_make_up_for(server: Server, parts: Parts) -> None:
    bot = server.env.bot
    parts.clock.hear(format_datetime(moment := datetime.now(UTC)))
    bot.missed.lost(0)
    bot.missed.resumed(0)
    assert abs(bot.missed.heard() - moment) < SOON


async def test_at_its_start_it_begins_where_the_process_before_it_ended(
    server: Server, parts: Parts, away: Away, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = missed.Missed(parts, server.env.bot)
    monkeypatch.setattr(server.env.bot, "missed", begun)
    await server.mention(ONE)
    ended = server.env.now() - timedelta(hours=1)
    (tmp_path / "before.json").write_text(json.dumps({"heard_until": ended.isoformat()}))
    await begun.remember(tmp_path / "before.json")
    for count in (2, 2):  # the second time there is nothing that is not known
        async with away(noticed=False):
            await server.mention(QUESTION, server.bob)
        assert len(said(server)) == count


async def test_what_would_be_tried_again_later_is_left_to_the_next_start(
    server: Server, parts: Parts, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = server.env.bot
    parts.clock.hear(format_datetime(server.env.now()))
    monkeypatch.setattr(missed, "PAUSES", (DAY,))
    await server.mention(ONE)
    server.env.inject_error("GET", f"/channels/{server.channel.id}/messages", status=400, code=50035)
    bot.missed.lost(0)
    bot.missed.anew(0)
    while not any(one.startswith(UNKNOWN) for one in caplog.messages):  # noqa: ASYNC110  # a log has no event
        await asyncio.sleep(0)
    for _ in range(100):
        await asyncio.sleep(0)
    assert bot.missed.heard() < server.env.now() - missed.UNNOTICED / 2  # it waits, and is not done
    bot.missed.stop()
    await asyncio.wait_for(asyncio.gather(*bot.missed._working, return_exceptions=True), PATIENCE)
