"""Messages that are no questions: forwarded ones, and those of a server that the bot has just left."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.parts import Parts
from bot.discord.posting import FORWARDED
from tests.bot.discord.conftest import Server
from tests.bot.discord.test_ask import QUESTION


async def forwarded(env: Any, who: Any, channel: Any, message: Any) -> None:
    """A member forwards a message to a channel."""
    given = {"type": 1, "channel_id": str(message.channel.id), "message_id": str(message.id)}
    reference = env.backend.normalize_message_reference(channel.id, given)
    env.backend.create_message(channel.id, who.id, "", reference=reference)
    await env.settle()


async def test_an_answer_that_is_forwarded_is_no_reply_to_it(server: Server) -> None:
    answer = (await server.ask(QUESTION)).response.message
    other = server.guild.create_text_channel("elsewhere")
    await forwarded(server.env, server.bob, other, answer)
    await forwarded(server.env, server.bob, server.channel, answer)
    assert len(other.history()) == 1
    assert len(server.channel.history()) == 2


async def test_what_is_forwarded_in_direct_messages_is_not_read_and_says_so(server: Server, parts: Parts) -> None:
    said = await server.bob.send(server.channel, QUESTION)
    await server.alice.send_dm("hello")
    direct = server.alice.user.dm_channel
    await forwarded(server.env, server.alice, direct, said)
    assert direct.last_message.content == FORWARDED
    assert all(row.question != QUESTION for row in await parts.storage.logbook.recent())


async def test_what_was_forwarded_is_asked_from_the_menu(server: Server, parts: Parts) -> None:
    other = server.guild.create_text_channel("elsewhere")
    said = await server.bob.send(other, QUESTION)
    await forwarded(server.env, server.alice, server.channel, said)
    await server.alice.context_menu(server.channel, "Ask about this message", server.channel.last_message)
    (row,) = await parts.storage.logbook.recent()
    assert (row.question, row.outcome) == (QUESTION, "answered")


async def test_a_message_of_a_server_it_is_in_no_more_is_no_direct_message(server: Server, parts: Parts) -> None:
    heard: list[discord.Message] = []

    async def on_message(message: discord.Message) -> None:
        heard.append(message)

    server.env.bot.add_listener(on_message)
    connection = server.env.bot._connection
    left = connection._guilds.pop(server.guild.id)
    try:
        await server.mention(QUESTION)
        await server.bob.send(server.channel, QUESTION)
    finally:
        connection._guilds[left.id] = left
    assert [message.guild for message in heard] == [None, None]
    assert len(server.channel.history()) == 2
    assert await parts.storage.logbook.count() == 0
