"""Going on: the form of Follow up, threads, replies with and without a ping, and questions that are edited."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import simcord
from simcord.backend.models import AllowedMentions

from bot.assistant.assistant import Assistant
from bot.config import Config, StorageSection
from bot.discord.actions.follow import TWICE
from bot.discord.client import Marrow
from bot.discord.cogs.listening import EMPTY, FILE_ALONE, WORDLESS
from bot.discord.parts import Parts
from bot.discord.running import open_parts
from bot.discord.text import read_back
from bot.replay import replay
from bot.sections import DiscordSection
from tests.bot.discord.conftest import Server, new_server
from tests.bot.discord.test_ask import DOI, QUESTION, SENTENCE
from tests.bot.storage.samples import written

NEXT = "and the complications?"
COMPLICATIONS = "major complications was higher in the TES"


async def follow(who: Any, message: Any, question: str = NEXT) -> Any:
    """Press Follow up under a message and send the next question in the form."""
    form = await who.click(message, label="Follow up")
    assert form.modal is not None
    return await who.submit_modal(form, {"reason": question})


async def test_follow_up_asks_in_a_form_and_answers_in_a_thread(server: Server, parts: Parts) -> None:
    answer = (await server.ask(QUESTION)).response.message
    told = await follow(server.bob, answer)
    (thread,) = server.channel.threads
    first, reply = thread.history()
    assert told.ephemeral
    assert f"<#{thread.id}>" in told.response.content
    assert "Mention me here with your next question" in first.content
    assert "Kang et al. 2023" in first.content
    assert COMPLICATIONS in read_back(reply.content)
    assert f"https://doi.org/{DOI}" in read_back(reply.content)
    assert "Asked by bob-lab" in reply.content
    (row, _) = await parts.storage.logbook.recent()
    assert (row.question, row.surface, row.channel, row.reply) == (NEXT, "button", str(thread.id), str(reply.id))
    assert row.read_with is not None
    assert row.read_with.question == QUESTION


async def test_a_second_follow_up_goes_into_the_thread_there_is(server: Server) -> None:
    answer = (await server.ask(QUESTION)).response.message
    await follow(server.bob, answer)
    await follow(server.alice, answer, "how many patients were there?")
    (thread,) = server.channel.threads
    assert "Asked by alice-lab" in thread.last_message.content
    await follow(server.bob, thread.last_message, NEXT)
    assert len(server.channel.threads) == 1
    assert COMPLICATIONS in read_back(thread.last_message.content)


@pytest.mark.parametrize("visible", ["public", "private"])
async def test_the_same_words_twice_are_answered_once_and_said_to_be(
    server: Server, parts: Parts, visible: str
) -> None:
    answer = (await server.ask(QUESTION, visible=visible)).response.message
    await follow(server.alice, answer)
    again = await follow(server.alice, answer)
    assert again.ephemeral
    assert again.response.content == TWICE
    assert await parts.storage.logbook.count() == 2


async def test_no_thread_is_asked_for_where_there_is_one(server: Server) -> None:
    answer = (await server.ask(QUESTION)).response.message
    await follow(server.bob, answer)
    await follow(server.alice, answer, "how many patients were there?")
    (thread,) = server.channel.threads
    begun = [one for one in server.env.http_requests if one.method == "POST" and one.path.endswith("/threads")]
    assert len(begun) == 1
    assert "Asked by alice-lab" in thread.last_message.content


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (503, 0)])
async def test_no_empty_thread_stays_where_its_first_line_cannot_be_written(
    server: Server, status: int, code: int
) -> None:
    answer = (await server.ask(QUESTION)).response.message
    server.env.inject_error("POST", "/channels/*/messages", status=status, code=code, times=None)
    told = await follow(server.bob, answer)
    assert COMPLICATIONS in read_back(told.response.content)
    assert "I could not write in a thread" in told.response.content
    assert [thread for thread in server.channel.threads if not thread.archived] == []


async def test_who_asks_in_the_thread_goes_on_from_the_last_question(server: Server) -> None:
    answer = (await server.ask(QUESTION)).response.message
    await follow(server.bob, answer, "how many patients were there?")
    (thread,) = server.channel.threads
    await server.alice.send(thread, f"<@{server.env.bot.user.id}> {NEXT}")
    assert COMPLICATIONS in read_back(thread.last_message.content)


async def test_a_private_answer_is_followed_up_in_private(server: Server, parts: Parts) -> None:
    answer = await server.ask(QUESTION, visible="private")
    told = await follow(server.alice, answer.response.message)
    assert told.ephemeral
    assert COMPLICATIONS in read_back(told.response.content)
    assert "Asked by" not in told.response.content
    assert list(server.channel.threads) == []
    again = await server.alice.click(told.response.message, label="In context")
    assert "in bold" in again.response.content


async def test_a_direct_message_is_followed_up_in_place(server: Server) -> None:
    await server.alice.send_dm(QUESTION)
    told = await follow(server.alice.user, server.alice.user.dm_channel.last_message)
    assert COMPLICATIONS in read_back(told.response.content)


async def test_a_form_keeps_the_pace_and_a_patients_data_private(server: Server, parts: Parts) -> None:
    answer = (await server.ask(QUESTION)).response.message
    told = await follow(server.bob, answer, f"MRN 4482913, {NEXT}")
    assert told.ephemeral
    assert list(server.channel.threads) == []
    assert "4482913" not in (await parts.storage.logbook.recent(1))[0].question
    for count in range(4):
        await follow(server.bob, answer, f"and after {count + 2} years?")
    assert "Please ask again <t:" in (await follow(server.bob, answer)).response.content


async def test_a_reply_that_pings_goes_on_from_the_answer_without_a_mention(server: Server) -> None:
    await server.mention(QUESTION)
    await server.bob.send(server.channel, NEXT, reply_to=server.channel.last_message)
    assert COMPLICATIONS in read_back(server.channel.last_message.content)


async def quietly(env: Any, who: Any, channel: Any, text: str, reply_to: Any) -> None:
    """A reply with the ping switched off."""
    backend = env.backend
    reference = backend.normalize_message_reference(
        channel.id, {"channel_id": str(channel.id), "message_id": str(reply_to.id)}
    )
    allowed = AllowedMentions(replied_user=False)
    backend.create_message(channel.id, who.id, text, reference=reference, allowed_mentions=allowed)
    await env.settle()


async def test_a_reply_without_a_ping_is_told_how_once_a_conversation(server: Server, parts: Parts) -> None:
    answer = (await server.ask(QUESTION)).response.message
    await quietly(server.env, server.bob, server.channel, NEXT, answer)
    hint = server.channel.last_message
    assert hint.content == WORDLESS
    await quietly(server.env, server.bob, server.channel, NEXT, answer)
    assert [message.content for message in server.channel.history()].count(WORDLESS) == 1
    assert await parts.storage.logbook.count() == 1
    await follow(server.bob, hint)
    (thread,) = server.channel.threads
    assert COMPLICATIONS in read_back(thread.last_message.content)
    await server.env.advance_time(16 * 60)
    await quietly(server.env, server.bob, server.channel, NEXT, answer)
    assert server.channel.last_message.content == WORDLESS


async def test_a_reply_to_somebody_else_is_left_alone(server: Server) -> None:
    said = await server.alice.send(server.channel, "look at this")
    await quietly(server.env, server.bob, server.channel, NEXT, said)
    assert len(server.channel.history()) == 2


async def test_a_question_that_is_edited_is_answered_anew_in_the_same_message(
    server: Server, parts: Parts
) -> None:
    question = await server.mention("how long was follow-up after radiotherapy of mice?")
    before = server.channel.last_message
    await server.alice.edit(question, f"<@{server.env.bot.user.id}> {QUESTION}")
    after = server.channel.last_message
    assert after.id == before.id
    assert len(server.channel.history()) == 2
    assert SENTENCE in read_back(after.content)
    new, old = await parts.storage.logbook.recent()
    assert (new.question, old.question) == (QUESTION, "how long was follow-up after radiotherapy of mice?")
    assert new.read_with is None
    assert new.reply == old.reply == str(after.id)
    assert "in bold" in (await server.bob.click(after, label="In context")).response.content
    kept, service = await parts.storage.logbook.get(old.id), await parts.service(str(server.guild.id))
    assert kept is not None

    async def then(library: str, snapshot: str | None) -> Assistant:
        return service.assistant

    assert (await replay(kept, then)).identical


async def test_what_is_edited_late_or_not_changed_stays_as_it_was(server: Server, parts: Parts) -> None:
    question = await server.mention(QUESTION)
    await server.env.advance_time(11 * 60)
    await server.alice.edit(question, f"<@{server.env.bot.user.id}> {NEXT}")
    assert await parts.storage.logbook.count() == 1
    assert SENTENCE in read_back(server.channel.last_message.content)


async def test_a_mention_without_words_and_a_file_alone_have_their_own_sentence(
    server: Server, parts: Parts
) -> None:
    await server.mention("")
    assert server.channel.last_message.content == EMPTY
    await server.mention("", attachments=[("paper.pdf", b"%PDF")])
    assert server.channel.last_message.content == FILE_ALONE
    assert await parts.storage.logbook.count() == 0


async def test_threads_are_read_only_where_the_operator_made_it_possible(server: Server) -> None:
    told = await server.admin.slash(server.channel, "setup", threads="read")
    assert "the operator has to set discord.message_content" in told.response.content
    assert "what mentions me" in (await server.admin.slash(server.channel, "setup")).response.content


@pytest.fixture
async def reading(tmp_path: Path) -> AsyncIterator[Server]:
    """A server whose operator asked for the content of messages."""
    config = Config(
        storage=StorageSection(data_dir=tmp_path / "reading"), discord=DiscordSection(message_content=True)
    )
    async with open_parts(config) as parts:
        env = simcord.Env(Marrow(parts, shards=1), check_errors=False, settle_timeout=25.0)
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


async def test_a_chosen_channel_is_welcomed_once(server: Server) -> None:
    papers = server.guild.create_text_channel("papers")
    for _ in range(2):
        await server.admin.slash(server.channel, "setup", allow=papers)
    (said,) = papers.history()
    assert "I am Marrow" in said.content
    assert "9 papers of “Bone and Spine Metastases”" in read_back(said.content)
    assert "under a pseudonym" in said.content


async def test_help_shows_menus_threads_and_the_long_press(server: Server) -> None:
    said = (await server.alice.slash(server.channel, "help")).response.content
    for told in ("press and hold", "Ask about this message", "Threads", "Follow up", "⋯"):
        assert told in said


SECRET = "zyzzyva secret: survival after spondylectomy by Kang?"


@pytest.mark.parametrize("followed", [False, True])
async def test_what_was_asked_in_private_is_not_in_what_everybody_reads(
    server: Server, parts: Parts, followed: bool
) -> None:
    private = (await server.ask(SECRET, visible="private")).response.message
    if followed:
        await follow(server.alice, private)
    await server.mention("who wrote it?")
    said = server.channel.last_message
    public = await parts.storage.logbook.recent(1)
    await server.ask("and in how many patients?")
    for row in (*public, *await parts.storage.logbook.recent(1)):
        assert row.read_with is None
    for message in server.channel.history():
        assert "zyzzyva" not in message.content
    assert said.id != server.channel.last_message.id


async def test_a_private_question_may_follow_what_was_said_last_in_public_or_in_private(
    server: Server, parts: Parts
) -> None:
    await server.mention(QUESTION)
    asked = await server.ask(NEXT, visible="private")
    assert asked.ephemeral
    assert COMPLICATIONS in read_back(asked.response.content)
    (row,) = await parts.storage.logbook.recent(1)
    assert row.read_with is not None
    assert row.read_with.question == QUESTION
    await server.ask(SECRET, visible="private")
    await server.ask("who wrote it?", visible="private")
    (row,) = await parts.storage.logbook.recent(1)
    assert row.read_with is not None
    assert row.read_with.question == SECRET


async def test_who_opted_out_is_answered_alone_and_nothing_is_kept(
    server: Server, parts: Parts, tmp_path: Path
) -> None:
    answer = (await server.bob.slash(server.channel, "ask", question=QUESTION)).response.message
    await server.alice.slash(server.channel, "privacy opt-out")
    before = len(server.channel.history())
    told = await follow(server.alice, answer, f"{NEXT} zanzibar")
    assert told.ephemeral
    assert COMPLICATIONS in read_back(told.response.content)
    assert "Asked by" not in told.response.content
    assert list(server.channel.threads) == []
    assert len(server.channel.history()) == before
    (row,) = await parts.storage.logbook.recent(1)
    assert (row.question, row.asker, row.withheld) == ("", None, "opt-out")
    kept = await parts.storage.logbook.kept_of(str(server.alice.id), str(server.guild.id))
    assert {table for table, count in kept.items() if count} == {"opted_out"}
    await follow(server.bob, answer, "how many patients were there?")
    (thread,) = server.channel.threads
    again = await follow(server.alice, thread.last_message)
    assert again.ephemeral
    assert "alice-lab" not in thread.last_message.content
    assert b"zanzibar" not in written(tmp_path)


async def test_a_thread_keeps_no_name_where_the_server_keeps_none(server: Server, parts: Parts) -> None:
    answer = (await server.ask(QUESTION)).response.message
    await server.admin.slash(server.channel, "setup", logging="counts")
    await follow(server.bob, answer)
    (thread,) = server.channel.threads
    assert COMPLICATIONS in read_back(thread.last_message.content)
    kept = await parts.storage.logbook.kept_of(str(server.bob.id), str(server.guild.id))
    assert not any(kept.values())
