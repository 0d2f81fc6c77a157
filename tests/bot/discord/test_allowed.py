"""What a channel does not allow costs the decoration, never the answer; what Discord refuses is told in plain words."""

from __future__ import annotations

import logging
from typing import Any

import discord
import pytest
import simcord

from bot.discord.parts import Parts
from bot.discord.text import read_back
from tests.bot.discord.conftest import COMPLICATIONS, Server, follow
from tests.bot.discord.test_ask import DOI, QUESTION, SENTENCE

LONG = f"summary of {DOI}"


def closed(server: Server, **denied: bool) -> Any:
    """A channel that denies something to everybody."""
    overwrite = discord.PermissionOverwrite(**denied)
    return server.guild.create_text_channel("closed", overwrites={server.guild.default_role: overwrite})


def labels(message: Any) -> list[str]:
    return [part.label for row in message.components for part in row.children if getattr(part, "label", None)]


async def mentioned(server: Server, channel: Any, words: str = QUESTION) -> Any:
    """What stands in a channel after Alice has mentioned the bot there."""
    await server.alice.send(channel, f"<@{server.env.bot.user.id}> {words}")
    return channel.last_message


async def test_a_channel_without_embeds_gets_the_answer_without_one(server: Server) -> None:
    answer = await mentioned(server, closed(server, embed_links=False))
    assert SENTENCE in read_back(answer.content)
    assert answer.embeds == []


@pytest.mark.parametrize("words", ["table of survival figures", "sample sizes of all studies"])
async def test_a_channel_without_files_gets_the_table_without_them(server: Server, words: str) -> None:
    channel = closed(server, attach_files=False)
    answer = await mentioned(server, channel, words)
    assert f"https://doi.org/{DOI}" in read_back(answer.content)
    assert answer.attachments == []
    by_command = (await server.alice.slash(channel, "table", topic="survival")).response
    assert f"https://doi.org/{DOI}" in read_back(by_command.content)


async def test_a_channel_whose_history_is_hidden_gets_the_answer_without_a_reference(server: Server) -> None:
    answer = await mentioned(server, closed(server, read_message_history=False))
    assert SENTENCE in read_back(answer.content)
    assert answer.reference is None


@pytest.mark.parametrize(
    ("status", "code"), [(403, 50013), (403, 160002), (400, 50035)], ids=["permission", "history", "reference"]
)
async def test_what_discord_refuses_whole_is_sent_again_plain(server: Server, status: int, code: int) -> None:
    """What the bot believes it may do and what Discord thinks can differ: a role was just changed."""
    server.env.inject_error("POST", "/channels/*/messages", status=status, code=code)
    answer = await mentioned(server, server.channel)
    assert SENTENCE in read_back(answer.content)
    assert (answer.embeds, answer.reference) == ([], None)
    assert "In context" in labels(answer)


async def test_a_command_whose_decoration_is_refused_is_answered_plain(server: Server, parts: Parts) -> None:
    server.env.inject_error("POST", "/interactions/*/callback", status=403, code=50013)
    answer = await server.ask(QUESTION)
    assert SENTENCE in read_back(answer.response.content)
    assert answer.response.embeds == []
    (row,) = await parts.storage.logbook.recent()
    assert row.reply == str(answer.response.message.id)


async def test_where_no_thread_can_grow_a_follow_up_is_answered_in_place(server: Server) -> None:
    voice, stage = server.guild.create_voice_channel("talk"), server.guild.create_stage_channel("lecture")
    for channel in (voice, stage, closed(server, create_public_threads=False)):
        by_command = await server.alice.slash(channel, "ask", question=QUESTION)
        assert SENTENCE in read_back(by_command.response.content)
        assert "Follow up" in labels(await mentioned(server, channel))
        told = await follow(server.alice, by_command.response.message)
        assert COMPLICATIONS in read_back(told.response.content)
        assert not told.ephemeral
        await server.env.advance_time(31)  # the pace is not what is asked for here


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (400, 160006, "as many open threads as Discord allows"),
        (403, 50013, "Create Public Threads"),
        (400, 50024, "this kind of channel"),
        (404, 10008, "message is gone"),
    ],
)
async def test_a_thread_that_cannot_be_opened_is_told_with_the_reason(
    server: Server, status: int, code: int, words: str
) -> None:
    answer = await server.ask(QUESTION)
    server.env.inject_error("POST", "/channels/*/messages/*/threads", status=status, code=code)
    told = await follow(server.alice, answer.response.message)
    assert COMPLICATIONS in read_back(told.response.content)
    assert words in told.response.content
    assert "reference" not in told.response.content


@pytest.mark.parametrize("path", ["/channels/*/messages/*/threads", "/channels/*/messages"])
async def test_of_what_discord_says_beyond_what_we_know_the_log_has_the_number_alone(
    server: Server, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A proxy may say again what it was sent, with the token, or whatever it likes."""
    answer = await server.ask(QUESTION)
    said = "Bot secret [here](https://evil.example) **now** @everyone"
    server.env.inject_error("POST", path, status=418, code=123456, message=said, times=None)
    told = await follow(server.alice, answer.response.message)
    assert COMPLICATIONS in read_back(told.response.content)
    assert "Discord gave another reason, which my log has" in told.response.content
    assert not [part for part in ("secret", "evil", "everyone") if part in told.response.content]
    assert "418, code 123456" in caplog.text
    assert "secret" not in caplog.text


async def test_a_thread_that_takes_no_word_of_the_bot_costs_no_answer(server: Server) -> None:
    answer = await server.ask(QUESTION)
    server.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, times=None)
    told = await follow(server.alice, answer.response.message)
    assert list(server.channel.threads) == []
    assert COMPLICATIONS in read_back(told.response.content)
    assert "Send Messages in Threads" in told.response.content


@pytest.mark.parametrize("code", [10003, 50001])
async def test_a_channel_that_is_gone_is_one_line_in_the_log(
    server: Server, caplog: pytest.LogCaptureFixture, parts: Parts, code: int
) -> None:
    status = 404 if code == 10003 else 403
    server.env.inject_error("POST", "/channels/*/messages", status=status, code=code, times=None)
    await server.mention(QUESTION)
    (said,) = [one for one in caplog.records if one.name == "marrow.discord" and one.levelno >= logging.WARNING]
    assert said.exc_info is None
    assert "the channel is gone, or I cannot see it" in said.getMessage()
    (row,) = await parts.storage.logbook.recent()
    assert (row.question, row.reply) == (QUESTION, None)


async def test_what_else_discord_refuses_is_told_in_words_and_not_in_numbers(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await server.ask(QUESTION)
    server.env.inject_error("DELETE", "/channels/*/messages/*", status=403, code=50013)
    pressed = await server.rest(server.alice, answer.response.message, "Remove")
    assert "I lack a permission in this channel" in pressed.response.content
    assert "50013" not in pressed.response.content


async def test_a_post_to_a_set_channel_goes_without_what_it_does_not_allow(server: Server) -> None:
    reports = server.guild.create_text_channel("reports")
    await server.admin.slash(server.channel, "setup", moderator_channel=reports)
    answer = await server.ask(QUESTION)
    form = await server.rest(server.alice, answer.response.message, "Report")
    server.env.inject_error("POST", f"/channels/{reports.id}/messages", status=404, code=10003)
    told = await server.alice.submit_modal(form, {"reason": "Wrong arm."})
    assert "kept for the moderators" in told.response.content


async def test_the_bot_may_be_in_direct_messages_where_nothing_is_denied(
    server: Server, simcord_env: simcord.Env
) -> None:
    await server.alice.send_dm(QUESTION)
    reply = server.alice.user.dm_channel.last_message
    assert reply.reference is not None
    assert "Follow up" in labels(reply)
