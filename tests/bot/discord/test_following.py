"""Going on: the form of Follow up, threads, and replies with and without a ping."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from simcord.backend.models import AllowedMentions

from bot.discord.actions import follow as actions
from bot.discord.actions.follow import TWICE
from bot.discord.cogs.listening import WORDLESS
from bot.discord.parts import Parts
from bot.discord.text import read_back
from corpus.errors import StorageError
from tests.bot.discord.conftest import COMPLICATIONS, NEXT, Server, follow
from tests.bot.discord.test_ask import DOI, QUESTION
from tests.bot.storage.samples import written


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


async def test_a_thread_that_went_meanwhile_leaves_nobody_waiting(server: Server) -> None:
    """Its end may be told to the bot after the form; the answer is announced by then."""
    answer = (await server.ask(QUESTION)).response.message
    await follow(server.bob, answer)
    (thread,) = server.channel.threads
    server.env.inject_error("POST", f"/channels/{thread.id}/messages", status=404, code=10003)
    told = await follow(server.bob, answer, "how many patients were there?")
    assert told.ephemeral
    assert "Discord did not let me: the channel is gone, or I cannot see it" in told.response.content


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


async def test_signs_that_mark_what_is_not_ours_come_in_with_no_question(server: Server, parts: Parts) -> None:
    answer = (await server.ask("\ufdd0how long was follow-up\ufdd1 after TES?")).response.message
    await follow(server.bob, answer)  # what is sent is held to it where the simulation ends
    (thread,) = server.channel.threads
    assert thread.name == "how long was follow-up after TES?"


async def test_a_thread_is_answered_in_while_the_logbook_takes_nothing(
    server: Server, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its answer is in the spool; that the thread goes on from it is kept with the next one."""
    answer = (await server.ask(QUESTION)).response.message

    async def locked(*_: Any) -> None:
        raise StorageError("locked")

    monkeypatch.setattr(parts.storage.conversations, "keep", locked)
    await follow(server.bob, answer)
    (thread,) = server.channel.threads
    assert COMPLICATIONS in read_back(thread.last_message.content)


@pytest.mark.parametrize("opened", [False, True])
async def test_where_discord_lets_a_thread_wait_for_minutes_nobody_waits_for_it(
    server: Server, parts: Parts, monkeypatch: pytest.MonkeyPatch, opened: bool
) -> None:
    """discord.py returns from the last that a limit lets through only when the limit is over."""
    answer, calls = (await server.ask(QUESTION)).response.message, list[Any]()

    async def waits(call: Any) -> Any:
        calls.append(call)
        if opened or len(calls) > 1:
            done = await call()
        if len(calls) == 1:
            raise TimeoutError  # as the time for it ends
        return done

    monkeypatch.setattr(actions, "again", waits)
    told = await follow(server.bob, answer)
    if opened:
        (thread,) = server.channel.threads
        assert f"<#{thread.id}>" in told.response.content
        assert COMPLICATIONS in read_back(thread.last_message.content)
    else:
        assert COMPLICATIONS in read_back(told.response.content)
        assert "I could not open a thread: it takes no more from me just now" in told.response.content
