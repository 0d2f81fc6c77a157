"""Mentions, replies and direct messages; quiet otherwise."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest
import simcord

from bot.config import Config, StorageSection
from bot.discord.client import Marrow
from bot.discord.cogs.listening import EMPTY, FILE_ALONE, GONE, NO_WORDS
from bot.discord.parts import Parts
from bot.discord.running import open_parts
from bot.discord.text import read_back
from bot.service import OpenIndex
from tests.bot.discord.conftest import COMPLICATIONS, NEXT, UNHURRIED, Server, follow, new_server
from tests.bot.discord.settling import PATIENCE, Patient
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
    assert "Read after" not in server.channel.last_message.content


async def test_a_reply_to_an_answer_is_a_follow_up_to_it(server: Server) -> None:
    await server.mention(QUESTION)
    answer = server.channel.last_message
    await server.mention("and the complications?", server.bob, reply_to=answer)
    assert "about Kang et al. 2023, Cancers, as before" in server.channel.last_message.content


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
    assert await parts.storage.logbook.count() == 2  # as asked, and as edited


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


MARKED = f"<:bone:123456789012345678> {QUESTION} <#1466621612747915269> </ask:14666216127479>"


async def test_what_discord_writes_for_things_is_no_word_of_a_question(server: Server, parts: Parts) -> None:
    """The same on every way in: what is kept, and what the answer repeats, are the member's words alone."""
    me = f"<@{server.env.bot.user.id}>"
    await server.mention(MARKED)
    await server.ask(f"{me} {MARKED}")
    await server.alice.send_dm(f"{me} {MARKED}")
    said = await server.bob.send(server.channel, f"{me} {MARKED}")
    await server.alice.context_menu(server.channel, "Ask about this message", said)
    rows = await parts.storage.logbook.recent()
    assert {row.surface for row in rows} == {"mention", "command", "dm", "menu"}
    assert {row.question for row in rows} == {QUESTION}
    assert all(SENTENCE in row.text for row in rows)


async def test_the_bots_own_role_picked_by_mistake_is_answered(server: Server, parts: Parts) -> None:
    """Discord offers the role beside the bot, and then hides the words."""
    role = next(role for role in server.guild.me.roles if role.managed)
    await server.alice.send(server.channel, f"<@&{role.id}> {QUESTION}")
    said = server.channel.last_message
    assert "picked my role" in said.content
    assert f"<@{server.env.bot.user.id}>" in said.content
    await server.alice.send(server.channel, f"<@&{server.moderators.id}> {QUESTION}")
    assert server.channel.last_message.content.endswith(QUESTION)
    await server.mention(f"<@&{role.id}> {QUESTION}")
    (row,) = await parts.storage.logbook.recent()
    assert row.question == QUESTION


@pytest.mark.parametrize(
    "words",
    ["can you answer this one?", "<:up:12345>", "what about this?", "please answer @…'s question", "stimmt das?"],
)
async def test_a_reply_that_points_reads_the_message_replied_to(server: Server, parts: Parts, words: str) -> None:
    asked = await server.alice.send_dm(QUESTION)
    first = parts.storage.logbook
    assert await first.count() == 1
    under = {"channel_id": str(asked.channel.id), "message_id": str(asked.id)}
    await server.alice.user.send_dm(words, reference=under)
    assert [row.question for row in await first.recent()] == [QUESTION, QUESTION]


async def test_a_reply_that_points_at_what_is_hidden_says_how(server: Server, parts: Parts) -> None:
    asked = await server.bob.send(server.channel, QUESTION)
    await server.mention("can you answer this one?", reply_to=asked)
    said = server.channel.last_message.content
    assert "Ask about this message" in said
    assert await parts.storage.logbook.count() == 0
    named = await server.bob.send(server.channel, f"<@{server.env.bot.user.id}> {QUESTION}")
    await server.mention("can you answer this one?", reply_to=named)
    assert [row.question for row in await parts.storage.logbook.recent()] == [QUESTION, QUESTION]


async def test_a_reply_to_a_picture_says_that_it_has_no_words(server: Server, parts: Parts) -> None:
    picture = await server.bob.send(server.channel, f"<@{server.env.bot.user.id}>", attachments=[("x.png", b"1")])
    await server.mention("can you answer this one?", reply_to=picture)
    assert server.channel.last_message.content == NO_WORDS
    assert await parts.storage.logbook.count() == 0


async def test_a_reply_to_a_message_that_is_gone_is_answered_under_it(server: Server, parts: Parts) -> None:
    gone = await server.alice.send_dm("nice weather")
    await server.alice.user.delete(gone)
    under = {"channel_id": str(gone.channel.id), "message_id": str(gone.id), "fail_if_not_exists": False}
    said = await server.alice.user.send_dm(QUESTION, reference=under)
    reply = server.alice.user.dm_channel.last_message
    assert SENTENCE in read_back(reply.content)
    assert reply.reference.message_id == said.id
    await server.alice.user.send_dm("can you answer this one?", reference=under)
    assert server.alice.user.dm_channel.last_message.content == GONE
    assert len(await parts.storage.logbook.recent()) == 2


async def test_thanks_in_a_reply_and_a_question_of_its_own_are_read_as_they_are(
    server: Server, parts: Parts
) -> None:
    asked = await server.bob.send(server.channel, "Nice weather.")
    await server.mention("thanks for that!", reply_to=asked)
    assert "welcome" in server.channel.last_message.content
    await server.mention(QUESTION, reply_to=asked)
    assert SENTENCE in read_back(server.channel.last_message.content)


async def test_a_mention_without_words_and_a_file_alone_have_their_own_sentence(
    server: Server, parts: Parts
) -> None:
    await server.mention("")
    assert server.channel.last_message.content == EMPTY
    for of_it in ("", "what does this say?", "Summarise the attached PDF, please"):
        await server.mention(of_it, attachments=[("paper.pdf", b"%PDF")])
        assert server.channel.last_message.content == FILE_ALONE
    assert await parts.storage.logbook.count() == 0


async def test_a_question_of_the_papers_is_answered_whatever_is_attached(server: Server) -> None:
    await server.mention(QUESTION, attachments=[("paper.pdf", b"%PDF")])
    assert SENTENCE in read_back(server.channel.last_message.content)


async def test_threads_are_read_only_where_the_operator_made_it_possible(server: Server) -> None:
    told = await server.admin.slash(server.channel, "setup", threads="read")
    assert "the operator has to set discord.message_content" in told.response.content
    assert "what mentions me" in (await server.admin.slash(server.channel, "setup")).response.content


@pytest.fixture
async def reading(index: OpenIndex, tmp_path: Path) -> AsyncIterator[Server]:
    """A server whose operator asked for the content of messages."""
    config = Config(
        storage=StorageSection(data_dir=tmp_path / "reading"),
        discord=UNHURRIED.model_copy(update={"message_content": True}),
    )
    async with open_parts(config, index) as parts:
        env = Patient(Marrow(parts, shards=1), check_errors=False, settle_timeout=PATIENCE)
        await env.start()
        try:
            yield new_server(env)
        finally:
            await env.shutdown()


async def test_threads_of_ours_are_read_without_a_mention_where_that_is_set(reading: Server) -> None:
    answer = (await reading.ask(QUESTION)).response.message
    await follow(reading.bob, answer, "how many patients were there?")
    (thread,) = reading.channel.threads
    count = len(thread.history())
    await reading.alice.send(thread, NEXT)
    assert len(thread.history()) == count + 1
    told = await reading.admin.slash(reading.channel, "setup", threads="read")
    assert "In threads of mine I read** everything" in told.response.content
    await reading.alice.send(thread, NEXT)
    assert COMPLICATIONS in read_back(thread.last_message.content)
    for said in ("thanks!", "👍", "?!", f"<@{reading.bob.id}> what do you think of that?"):
        await reading.alice.send(thread, said)
        assert thread.last_message.content == said
    await reading.alice.send(reading.channel, NEXT)
    assert reading.channel.last_message.content == NEXT
    fresh = (await reading.ask(QUESTION)).response.message
    await follow(reading.bob, fresh)
    assert "Write your next question here" in list(reading.channel.threads)[-1].history()[0].content


async def test_a_bot_that_may_read_asks_for_that_intent_and_no_other(reading: Server) -> None:
    wanted = {name for name, on in reading.env.bot.intents if on}
    assert wanted & {"members", "presences", "message_content"} == {"message_content"}
