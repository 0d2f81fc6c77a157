"""A private answer is shared once, where answers may be shown, and what it was read with stays its asker's."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
import pytest

from bot.discord.actions.more import SHARED
from bot.discord.parts import Parts
from tests.bot.discord.conftest import Server
from tests.bot.discord.forging import press
from tests.bot.discord.test_ask import QUESTION
from tests.bot.discord.test_buttons import _field
from tests.bot.discord.test_whose import newest, text_of


async def test_an_answer_is_shared_once_however_often_share_is_pressed(server: Server, parts: Parts) -> None:
    private = await server.ask(QUESTION, visible="private")
    before = len(server.channel.history())
    message, button = private.response.message, f"marrow:share:{await newest(parts)}"
    results = await asyncio.gather(*(press(server.alice, message, button) for _ in range(2)))
    again = await server.alice.click(message, label="Share")
    assert sorted(result.ephemeral for result in results) == [False, True]
    assert SHARED in text_of(again)
    assert len(server.channel.history()) == before + 1


async def test_an_answer_whose_sharing_was_given_up_can_be_shared_again(
    server: Server, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bot is told to stop while Discord does not answer."""
    private = await server.ask(QUESTION, visible="private")
    answer, begun = await newest(parts), asyncio.Event()

    async def silent(*given: Any, **named: Any) -> None:
        begun.set()
        await asyncio.Event().wait()

    with monkeypatch.context() as patched:
        patched.setattr(discord.InteractionResponse, "send_message", silent)
        pressing = asyncio.create_task(server.alice.click(private.response.message, label="Share"))
        await begun.wait()
        await server.env.bot.finish(0)
        await asyncio.wait({pressing})
    shown = await parts.storage.shown.get(answer, str(server.guild.id))
    assert shown is not None
    assert not shown.public
    assert not (await server.alice.click(private.response.message, label="Share")).ephemeral


async def test_sharing_is_refused_where_answers_may_not_be_shown(server: Server, parts: Parts) -> None:
    private = await server.ask(QUESTION, visible="private")
    await server.admin.slash(server.channel, "setup", allow=server.guild.create_text_channel("answers"))
    result = await server.alice.click(private.response.message, label="Share")
    assert result.ephemeral
    assert "may not be shown in this channel" in text_of(result)
    shown = await parts.storage.shown.get(await newest(parts), str(server.guild.id))
    assert shown is not None
    assert not shown.public


@pytest.mark.parametrize("way", ["More", "Follow up"])
async def test_what_a_shared_answer_was_read_with_stays_its_askers(server: Server, parts: Parts, way: str) -> None:
    await server.ask("how long was follow-up after TES?", visible="private")
    private = await server.ask("and in the SABR group?", visible="private")
    row = (await parts.storage.logbook.recent())[0]
    assert row.read_with is not None
    shared = await server.alice.click(private.response.message, label="Share")
    message = shared.response.message
    pressed = await (
        server.rest(server.bob, message, way) if way == "More" else server.bob.click(message, label=way)
    )
    if way == "Follow up":
        await server.bob.submit_modal(pressed, {_field(pressed): "and how many patients?"})
    theirs = (await parts.storage.logbook.recent())[0]
    assert theirs.id != row.id
    turn = theirs.read_with.model_dump_json() if theirs.read_with else ""
    assert "after TES" not in turn
    assert "follow" not in turn
    assert (await parts.storage.logbook.recent())[1].read_with == row.read_with
