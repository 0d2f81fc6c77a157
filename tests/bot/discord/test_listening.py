"""Mentions, replies and direct messages; quiet otherwise."""

from __future__ import annotations

import discord
import simcord

from bot.discord.parts import Parts
from bot.discord.text import read_back
from tests.bot.discord.conftest import Server, new_server
from tests.bot.discord.test_ask import DOI, QUESTION, SENTENCE


async def test_a_mention_is_answered_under_it_without_a_ping(server: Server, parts: Parts) -> None:
    question = await server.mention(QUESTION)
    reply = server.channel.last_message
    assert SENTENCE in read_back(reply.content)
    assert reply.reference is not None
    assert reply.reference.message_id == question.id
    assert not reply.mentions
    (row,) = await parts.storage.logbook.recent()
    assert (row.surface, row.question, row.reply) == ("mention", QUESTION, str(reply.id))


async def test_what_is_not_said_to_it_is_left_alone(server: Server, parts: Parts) -> None:
    await server.alice.send(server.channel, QUESTION)
    await server.alice.send(server.channel, "@everyone look")
    assert len(server.channel.history()) == 2
    assert await parts.storage.logbook.count() == 0


async def test_a_follow_up_in_the_channel_is_read_with_the_members_own_last_question(server: Server) -> None:
    await server.mention(QUESTION)
    await server.mention("and the complications?")
    assert f"https://doi.org/{DOI}" in read_back(server.channel.last_message.content)
    await server.mention("and the complications?", server.bob)
    fields = [field.name for embed in server.channel.last_message.embeds for field in embed.fields]
    assert "Read as a follow-up to" not in fields


async def test_a_reply_to_an_answer_is_a_follow_up_to_it(server: Server) -> None:
    await server.mention(QUESTION)
    answer = server.channel.last_message
    await server.mention("and the complications?", server.bob, reply_to=answer)
    fields = {field.name: field.value for field in server.channel.last_message.embeds[0].fields}
    assert QUESTION in read_back(fields["Read as a follow-up to"])


async def test_a_direct_message_is_answered(server: Server, parts: Parts) -> None:
    await server.alice.send_dm(QUESTION)
    reply = server.alice.user.dm_channel.last_message
    assert SENTENCE in read_back(reply.content)
    (row,) = await parts.storage.logbook.recent()
    assert (row.surface, row.server) == ("dm", None)


async def test_small_talk_gets_a_short_reply_without_buttons(server: Server) -> None:
    await server.mention("thanks!")
    assert "welcome" in server.channel.last_message.content
    assert not server.channel.last_message.components


async def test_a_deleted_question_takes_its_answer_with_it(server: Server, parts: Parts) -> None:
    question = await server.mention(QUESTION)
    await server.alice.edit(question, f"<@{server.env.bot.user.id}> how long was follow-up after SABR?")
    await server.alice.delete(question)
    assert server.channel.history() == []
    assert await parts.storage.logbook.count() == 1


async def test_too_many_questions_are_told_once_and_then_left_quiet(server: Server) -> None:
    for _ in range(8):
        await server.mention(QUESTION)
    replies = [m.content for m in server.channel.history() if m.author.id == server.env.bot.user.id]
    told = [reply for reply in replies if "Please ask again <t:" in reply]
    assert len(replies) == 6
    assert len(told) == 1
    await server.env.advance_time(31)
    await server.mention(QUESTION)
    assert SENTENCE in read_back(server.channel.last_message.content)


async def test_the_pace_is_each_members_own(server: Server) -> None:
    for _ in range(6):
        await server.mention(QUESTION)
    await server.mention(QUESTION, server.bob)
    assert SENTENCE in read_back(server.channel.last_message.content)


async def test_outside_the_allowed_channels_it_says_where(server: Server, parts: Parts) -> None:
    papers = server.guild.create_text_channel("papers")
    await server.admin.slash(server.channel, "setup", allow=papers)
    await server.mention(QUESTION)
    assert server.channel.last_message.content.startswith(f"I answer in <#{papers.id}>.")
    assert (await server.ask(QUESTION)).ephemeral
    assert (await server.ask(QUESTION, visible="public")).ephemeral
    assert await parts.storage.logbook.count() == 2


async def test_without_the_permission_to_reply_it_stays_quiet_and_keeps_the_row(
    server: Server, parts: Parts, simcord_env: simcord.Env
) -> None:
    simcord_env.inject_error("POST", "/channels/*/messages", status=403)
    await server.mention(QUESTION)
    (row,) = await parts.storage.logbook.recent()
    assert row.reply is None
    assert len(server.channel.history()) == 1


async def test_another_server_has_its_own_rows_and_settings(server: Server, parts: Parts) -> None:
    other = new_server(server.env, "other")
    await server.admin.slash(server.channel, "setup", visibility="private")
    assert (await server.ask(QUESTION)).ephemeral
    assert not (await other.ask(QUESTION)).ephemeral
    rows = await parts.storage.logbook.recent()
    assert {row.server for row in rows} == {str(server.guild.id), str(other.guild.id)}
    assert len({row.asker for row in rows}) == 2


async def test_the_bot_asks_for_no_privileged_intent(server: Server) -> None:
    intents: discord.Intents = server.env.bot.intents
    privileged = {"message_content", "members", "presences"}
    assert {name for name, wanted in intents if wanted} & privileged == set()
