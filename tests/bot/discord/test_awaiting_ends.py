"""What ends a wait, and what was told: somebody deletes, opts out or wants it no more, or the question is too old to be kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.discord.asking import WAITED
from bot.discord.awaiting import tell_awaited
from bot.discord.history import AWAITED, ENDED
from bot.discord.housekeeping import Housekeeping
from bot.discord.parts import Parts
from tests.bot.discord.conftest import (
    HONEY,
    Server,
    Slow,
    asked,
    awaited_by_bob,
    forgotten,
    meanwhile,
    taken_in,
    told,
)
from tests.bot.discord.test_ask import QUESTION
from tests.bot.storage.samples import written


async def test_a_told_answer_goes_with_its_asker(server: Server, parts: Parts) -> None:
    await awaited_by_bob(server)
    await taken_in(server)
    assert len(told(server)) == 1
    assert HONEY.encode() in written(parts.config.storage.data_dir)
    await forgotten(server)
    assert told(server) == []
    assert await parts.storage.logbook.recent() == []
    assert HONEY.encode() not in written(parts.config.storage.data_dir)


async def test_who_waits_for_anothers_question_is_told_that_it_was_taken_away(
    server: Server, parts: Parts
) -> None:
    await awaited_by_bob(server)
    await forgotten(server)
    assert WAITED["ended"] in (await server.bob.slash(server.channel, "ask", question=QUESTION)).response.content
    history = (await server.bob.slash(server.channel, "history")).response
    assert ENDED in history.content
    assert AWAITED not in history.content
    assert "(empty)" not in str(history.components)
    assert await parts.storage.awaited.of(str(server.bob.id), str(server.guild.id)) == []
    assert (
        WAITED["ended"] not in (await server.bob.slash(server.channel, "ask", question=QUESTION)).response.content
    )
    await taken_in(server)
    assert told(server) == []


async def test_a_told_answer_goes_when_its_question_is_old(server: Server, parts: Parts) -> None:
    await awaited_by_bob(server)
    asked_at = (await parts.storage.logbook.recent(1))[0].asked_at
    await taken_in(server)
    await parts.storage.retention.expire(str(server.guild.id), asked_at + timedelta(microseconds=1))
    assert await parts.storage.logbook.recent() == []


async def test_the_asker_who_opted_out_is_not_asked_for_again(server: Server, parts: Parts) -> None:
    await awaited_by_bob(server)
    await server.alice.slash(server.channel, "privacy opt-out")
    await taken_in(server)
    assert told(server) == []
    assert len(await parts.storage.logbook.recent()) == 1


@pytest.mark.parametrize("logging", ["counts", "off"])
async def test_a_server_that_keeps_no_words_any_more_is_told_nothing(
    server: Server, parts: Parts, logging: str
) -> None:
    await awaited_by_bob(server)
    await server.admin.slash(server.channel, "setup", logging=logging)
    await taken_in(server)
    assert told(server) == []
    assert len(await parts.storage.logbook.recent()) == 1
    assert await parts.storage.awaited.of(str(server.bob.id), str(server.guild.id)) == []


@pytest.mark.parametrize("clock", ["retention_days", "names_days"])
async def test_what_is_too_old_for_the_server_is_not_asked_again(server: Server, parts: Parts, clock: str) -> None:
    await awaited_by_bob(server)
    await server.admin.slash(server.channel, "setup", **{clock: 30})
    later = datetime.now(UTC) + timedelta(days=31)
    await tell_awaited(parts, server.env.bot, ["default"], lambda: later)
    assert await parts.storage.awaited.of(str(server.bob.id), str(server.guild.id)) == []


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_told_answer_goes_with_the_message_of_its_question(
    server: Server, parts: Parts, when: str
) -> None:
    question = await server.mention(HONEY)
    await server.bob.click(server.channel.last_message, label="Tell me")
    if when == "after":
        await taken_in(server)
        assert len(told(server)) == 1
    await server.alice.delete(question)
    await taken_in(server)
    assert told(server) == []
    assert not any(HONEY in message.content for message in server.channel.history())


async def test_who_deletes_while_it_is_being_told_leaves_nothing(server: Server, parts: Parts) -> None:
    await awaited_by_bob(server)
    library = await meanwhile(server, parts)
    await tell_awaited(parts, Slow(server.env.bot, lambda: forgotten(server)), [library])
    assert told(server) == []
    assert await parts.storage.logbook.recent() == []
    assert HONEY.encode() not in written(parts.config.storage.data_dir)
    assert await parts.storage.awaited.of(str(server.bob.id), str(server.guild.id)) == []


@pytest.mark.parametrize("how", ["opt-out", "delete", "end"])
async def test_who_wants_it_no_more_is_not_told(server: Server, parts: Parts, how: str) -> None:
    await asked(server)
    if how == "opt-out":
        said = await server.alice.slash(server.channel, "privacy opt-out")
        assert "You no longer wait for 1 answer." in said.response.content
        history = await server.alice.slash(server.channel, "history")
        assert "want to be told" not in history.response.content
        assert await parts.storage.awaited.of(str(server.alice.id), str(server.guild.id)) == []
        again = await server.alice.slash(server.channel, "privacy opt-out")
        assert "You wait" not in again.response.content
    elif how == "delete":
        sure = await server.alice.slash(server.channel, "privacy delete")
        await server.alice.click(sure.response.message, label="Delete it all")
    else:
        history = await server.alice.slash(server.channel, "history")
        (waiting,) = [
            one
            for row in history.response.components
            for one in row["components"]
            if "awaited" in one["custom_id"]
        ]
        assert [one["label"] for one in waiting["options"]] == [HONEY]
        await server.alice.select(
            history.response.message, [waiting["options"][0]["value"]], custom_id=waiting["custom_id"]
        )
        assert await parts.storage.awaited.of(str(server.alice.id), str(server.guild.id)) == []
    await taken_in(server)
    assert told(server) == []


async def test_what_is_kept_no_longer_is_waited_for_no_longer(server: Server, parts: Parts) -> None:
    await asked(server)
    await server.admin.slash(server.channel, "setup", retention_days=30)
    await Housekeeping(parts, lambda: datetime.now(UTC) + timedelta(days=31)).tidy()
    assert await parts.storage.awaited.of(str(server.alice.id), str(server.guild.id)) == []
    await taken_in(server)
    assert told(server) == []


@pytest.mark.parametrize("out", [False, True])
async def test_what_was_read_with_the_words_of_who_opted_out_is_asked_no_more(
    server: Server, parts: Parts, out: bool
) -> None:
    await server.mention("how long was follow-up after TES?")
    await server.mention(
        "and did it raise the honey complications?", server.bob, reply_to=server.channel.last_message
    )
    await server.rest(server.bob, server.channel.last_message, "Tell me")
    (row,) = await parts.storage.logbook.recent(1)
    assert row.read_with is not None
    assert row.read_with.question == "how long was follow-up after TES?"
    if out:
        await server.alice.slash(server.channel, "privacy opt-out")
    text = b"TES raised the honey complications by 12% at follow-up."
    await taken_in(
        server, ("tes.jsonl", b'{"_id": "3", "title": "Honey complications after TES", "text": "%s"}' % text)
    )
    assert len(told(server)) == (not out)
