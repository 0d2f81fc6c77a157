"""Tell me by direct message: as each wants it, once, and never what its reader may not see."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.discord.actions.saving import DIRECTLY, INSTEAD, PROMISED
from bot.discord.asking import WAITED
from bot.discord.awaiting import WANTED, tell_awaited
from bot.discord.parts import Parts
from bot.discord.text import read_back
from tests.bot.discord.conftest import HONEY, OTHER, Server, Slow, meanwhile, new_server, taken_in, told
from tests.bot.discord.test_ask import QUESTION


async def directly(server: Server, member: Any, answer: Any) -> None:
    """A member wants to be told by a direct message."""
    promised = await member.click(answer, label="Tell me")
    changed = await member.click(promised.response.message, label="By direct message instead")
    assert changed.response.content == DIRECTLY


def direct(member: Any) -> list[Any]:
    """The direct messages a member has."""
    channel = member.user.dm_channel
    return channel.history() if channel else []


async def waits(server: Server, parts: Parts, member: Any) -> list[bool]:
    """Whether each answer a member waits for is kept for them by now."""
    return [one.held for one in await parts.storage.awaited.of(str(member.id), str(server.guild.id))]


async def test_who_wants_a_direct_message_gets_one_once_and_nobody_is_told_in_public(
    server: Server, parts: Parts
) -> None:
    answer = (await server.ask(HONEY)).response.message
    await directly(server, server.alice, answer)
    await taken_in(server)
    (message,) = direct(server.alice)
    assert message.content.startswith(f"{WANTED}: <https://discord.com/channels/{server.guild.id}/")
    assert "> Feeding raised honey by 12%." in read_back(message.content)
    assert HONEY in message.content
    assert not message.components
    assert told(server) == []
    await taken_in(server, OTHER)
    assert len(direct(server.alice)) == 1
    assert await waits(server, parts, server.alice) == []
    row, old = await parts.storage.logbook.recent(2)
    assert (row.surface, row.asker, row.server) == ("awaited", old.asker, str(server.guild.id))


async def test_each_is_told_as_they_want_and_another_is_not_sent_the_askers_words(server: Server) -> None:
    answer = (await server.ask(HONEY)).response.message
    await server.alice.click(answer, label="Tell me")
    await directly(server, server.bob, answer)
    await taken_in(server)
    assert len(told(server)) == 1
    (message,) = direct(server.bob)
    assert HONEY not in message.content
    assert f"/{answer.id}>" in message.content
    assert direct(server.alice) == []


async def test_how_to_be_told_may_be_changed_back(server: Server) -> None:
    answer = (await server.ask(HONEY)).response.message
    promised = await server.alice.click(answer, label="Tell me")
    changed = await server.alice.click(promised.response.message, label="By direct message instead")
    history = (await server.alice.slash(server.channel, "history")).response
    assert "By direct message" in str(history.components)
    back = await server.alice.click(changed.response.message, label=INSTEAD)
    assert back.response.content == PROMISED
    await taken_in(server)
    assert (len(told(server)), direct(server.alice)) == (1, [])


async def test_a_private_question_is_told_by_direct_message_alone(server: Server) -> None:
    private = await server.ask(HONEY, visible="private")
    assert (await server.alice.click(private.response.message, label="Tell me")).response.content == DIRECTLY
    await taken_in(server)
    (message,) = direct(server.alice)
    assert "> Feeding raised honey by 12%." in read_back(message.content)
    assert told(server) == []


def closed(server: Server) -> None:
    """Nobody takes direct messages from the bot any more."""
    server.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, times=None)


async def test_who_takes_no_direct_message_is_told_under_a_public_question(server: Server, parts: Parts) -> None:
    answer = (await server.ask(HONEY)).response.message
    await directly(server, server.bob, answer)
    closed(server)
    await taken_in(server)
    assert len(told(server)) == 1
    assert await waits(server, parts, server.bob) == []


async def test_who_takes_none_is_kept_the_answer_to_a_private_question_until_they_ask(
    server: Server, parts: Parts
) -> None:
    private = await server.ask(HONEY, visible="private")
    await server.alice.click(private.response.message, label="Tell me")
    closed(server)
    await taken_in(server)
    assert (told(server), await waits(server, parts, server.alice)) == ([], [True])
    assert WAITED["came"] in (await server.ask(QUESTION)).response.content
    assert (
        WAITED["came"] not in (await server.bob.slash(server.channel, "ask", question=QUESTION)).response.content
    )
    await shown_from_history(server, parts)
    assert WAITED["came"] not in (await server.ask(QUESTION)).response.content


async def shown_from_history(server: Server, parts: Parts) -> None:
    """Alice is shown the answer that is kept for her, by /history, once."""
    history = (await server.alice.slash(server.channel, "history")).response
    (menu,) = [
        one for row in history.components for one in row["components"] if one["custom_id"].endswith(":came")
    ]
    (option,) = menu["options"]
    seen = await server.alice.select(history.message, [option["value"]], custom_id=menu["custom_id"])
    assert seen.ephemeral
    assert "> Feeding raised honey by 12%." in read_back(seen.response.content)
    assert await waits(server, parts, server.alice) == []
    gone = await server.alice.select(history.message, [option["value"]], custom_id=menu["custom_id"])
    assert gone.response.content == "That answer is no longer kept."


class Stuck(Slow):
    """Discord, of which nothing is heard any more just before a message of ours is taken."""

    async def create_dm(self, member: Any) -> Any:
        await self._before()


@pytest.mark.parametrize("way", ["here", "direct"])
async def test_what_was_being_told_when_the_process_ended_is_kept_and_not_sent_again(
    server: Server, parts: Parts, way: str
) -> None:
    answer = (await server.ask(HONEY)).response.message
    await (
        directly(server, server.alice, answer) if way == "direct" else server.alice.click(answer, label="Tell me")
    )
    library = await meanwhile(server, parts)
    claimed, never = asyncio.Event(), asyncio.Event()

    async def ended() -> None:
        claimed.set()
        await never.wait()

    telling = asyncio.create_task(tell_awaited(parts, Stuck(server.env.bot, ended), [library]))
    await claimed.wait()
    assert await parts.storage.awaited.hold_unfinished() == 1  # the next start
    assert await parts.storage.awaited.hold_unfinished() == 0
    await taken_in(server, OTHER)
    assert (told(server), direct(server.alice)) == ([], [])
    await shown_from_history(server, parts)
    telling.cancel()
    with suppress(asyncio.CancelledError):
        await telling


async def test_whose_address_cannot_be_read_any_more_is_told_under_the_old_answer(
    server: Server, parts: Parts, tmp_path: Path
) -> None:
    answer = (await server.ask(HONEY)).response.message
    await directly(server, server.alice, answer)
    with closing(sqlite3.connect(tmp_path / "logbook.sqlite3")) as database, database:
        assert database.execute("UPDATE awaited SET address = 'torn'").rowcount == 1
    await taken_in(server)
    (message,) = told(server)
    assert message.reference.message_id == answer.id
    assert direct(server.alice) == []
    assert await waits(server, parts, server.alice) == []


async def test_a_direct_message_that_could_not_be_sent_just_now_comes_the_next_time(
    server: Server, parts: Parts, caplog: pytest.LogCaptureFixture
) -> None:
    answer = (await server.ask(HONEY)).response.message
    await directly(server, server.alice, answer)
    server.env.inject_error("POST", "/users/@me/channels", status=500, code=0, times=None)
    await taken_in(server)
    server.env.backend.faults.clear()
    said = [one for one in caplog.messages if one.startswith("A direct message could not be sent just now: 500 ")]
    assert len(said) == 1
    assert await waits(server, parts, server.alice) == [False]
    assert len(await parts.storage.logbook.recent()) == 1
    await taken_in(server, OTHER)
    assert len(direct(server.alice)) == 1


@pytest.mark.parametrize("how", ["opt-out", "delete"])
async def test_no_direct_message_against_anybodys_wish(server: Server, how: str) -> None:
    answer = (await server.ask(HONEY)).response.message
    await directly(server, server.alice, answer)
    if how == "opt-out":
        await server.alice.slash(server.channel, "privacy opt-out")
    else:
        sure = await server.alice.slash(server.channel, "privacy delete")
        await server.alice.click(sure.response.message, label="Delete it all")
    await taken_in(server)
    assert direct(server.alice) == []


async def test_a_question_that_was_taken_away_is_told_nobody_else_by_direct_message(server: Server) -> None:
    answer = (await server.ask(HONEY)).response.message
    await directly(server, server.bob, answer)
    await server.rest(server.alice, answer, "Remove")
    await taken_in(server)
    assert direct(server.bob) == []


async def test_who_left_the_server_is_sent_nothing_of_its_papers(server: Server, parts: Parts) -> None:
    answer = (await server.ask(HONEY)).response.message
    await directly(server, server.bob, answer)
    other = new_server(server.env, "other")
    other.guild.add_member(server.bob.user)
    server.guild.remove_member(server.bob)
    await taken_in(server)
    assert direct(server.bob) == []
    assert await parts.storage.awaited.of(str(server.bob.id), str(server.guild.id)) == []


async def test_who_may_have_left_is_told_where_that_cannot_be_found_out(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    answer = (await server.ask(HONEY)).response.message
    await directly(server, server.bob, answer)
    server.env.inject_error("GET", f"/guilds/{server.guild.id}/members/*", status=500, code=0, times=None)
    await taken_in(server)
    assert len(direct(server.bob)) == 1
    said = "Whether a member is still in a server could not be found out just now: 500 "
    assert [one.startswith(said) for one in caplog.messages if "find" in one or "found" in one] == [True]


async def test_who_may_look_into_the_channel_no_more_is_sent_nothing_of_its_papers(
    server: Server, parts: Parts
) -> None:
    hidden, shown = (discord.PermissionOverwrite(view_channel=may) for may in (False, True))
    closed = {server.guild.default_role: hidden, server.moderators: shown, server.env.bot.user: shown}
    desk = server.guild.create_text_channel("desk", overwrites=closed)
    answer = (await server.moderator.slash(desk, "ask", question=HONEY)).response.message
    await directly(server, server.moderator, answer)
    channel = server.env.bot.get_channel(desk.id)
    await channel.set_permissions(channel.guild.get_role(server.moderators.id), overwrite=hidden)
    await server.env.settle()
    await taken_in(server)
    assert direct(server.moderator) == []
    assert await parts.storage.awaited.of(str(server.moderator.id), str(server.guild.id)) == []
