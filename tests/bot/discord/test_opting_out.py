"""Whoever opts out leaves neither words nor name, whoever repeats what they said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.discord.parts import Parts
from bot.discord.text import read_back
from tests.bot.discord.conftest import NEXT, Server, follow, labels
from tests.bot.discord.forging import press
from tests.bot.discord.test_ask import QUESTION, SENTENCE
from tests.bot.storage.samples import written


def mark_in(response: Any) -> str:
    """The mark in the ids of its buttons, which fits the asker alone."""
    ids = [one["custom_id"] for row in response.components for one in row["components"]]
    return next((one.partition("~")[2] for one in ids if "~" in one), "")


@pytest.mark.parametrize("how", ["menu", "reply"])
async def test_who_opted_out_is_not_quoted_by_who_asks_with_their_words(
    server: Server, parts: Parts, tmp_path: Path, how: str
) -> None:
    await server.alice.slash(server.channel, "privacy opt-out")
    said = await server.mention("what is the zyzzyva dose?")
    if how == "menu":
        await server.bob.context_menu(server.channel, "Ask about this message", said)
    else:
        await server.mention("answer this", server.bob, reply_to=said)
    (row, _) = await parts.storage.logbook.recent()
    assert (row.question, row.withheld) == ("", "opt-out")
    assert b"zyzzyva" not in written(tmp_path)


async def test_what_was_asked_before_opting_out_is_not_kept_again(server: Server, parts: Parts) -> None:
    """Whoever presses, replies to or asks about an answer does so with its asker's words, or has an answer to them."""
    answer = (await server.ask(QUESTION)).response.message
    await server.alice.slash(server.channel, "privacy opt-out")
    before = len(await parts.storage.logbook.recent())
    await server.bob.click(answer, label="More")
    await server.bob.context_menu(server.channel, "Ask about this message", answer)
    await follow(server.bob, answer)
    (thread,) = server.channel.threads
    await server.bob.send(thread, f"<@{server.env.bot.user.id}> {NEXT}")
    await server.mention(NEXT, server.bob, reply_to=answer)
    rows = await parts.storage.logbook.recent()
    told = [(one.question, one.read_with, one.withheld) for one in rows[: len(rows) - before]]
    assert told == [("", None, "opt-out")] * 5


async def test_what_another_asked_of_a_message_is_kept_no_more_once_its_writer_opts_out(
    server: Server, parts: Parts
) -> None:
    said = await server.alice.send(server.channel, QUESTION)
    answer = (await server.bob.context_menu(server.channel, "Ask about this message", said)).response.message
    await server.bob.click(answer, label="Share")
    shared = server.channel.history()[-1]
    await server.alice.slash(server.channel, "privacy opt-out")
    before = len(await parts.storage.logbook.recent())
    await server.rest(server.bob, answer, "More")
    await follow(server.bob, answer)
    await server.moderator.context_menu(server.channel, "Ask about this message", shared)
    await server.mention(NEXT, server.moderator, reply_to=shared)
    rows = await parts.storage.logbook.recent()
    told = [(one.question, one.read_with, one.withheld) for one in rows[: len(rows) - before]]
    assert told == [("", None, "opt-out")] * 4


async def test_what_a_member_asked_as_well_is_their_own(server: Server, parts: Parts) -> None:
    await server.ask(QUESTION)
    await server.alice.slash(server.channel, "privacy opt-out")
    await server.mention(QUESTION, server.bob)
    await server.mention(NEXT, server.bob)
    (row, *_) = await parts.storage.logbook.recent()
    assert row.read_with is not None
    assert (row.question, row.read_with.question, row.withheld) == (NEXT, QUESTION, None)


async def test_opting_out_keeps_a_receipt_without_words_or_name(
    server: Server, parts: Parts, tmp_path: Path
) -> None:
    await server.alice.slash(server.channel, "privacy opt-out")
    result = await server.ask("zanzibar follow-up after TES?")
    assert result.ephemeral
    assert "zanzibar" not in result.response.content
    (row,) = await parts.storage.logbook.recent()
    assert (row.question, row.text, row.asker, row.withheld) == ("", "", None, "opt-out")
    assert row.outcome in ("answered", "related")
    assert row.snapshot
    assert b"zanzibar" not in written(tmp_path)
    assert labels(result.response) == ["In context", "Cite", "⋯"]
    old = await press(server.alice, result.response.message, f"marrow:more:{row.id}~{mark_in(result.response)}")
    assert "wants no words kept" in old.response.content


async def test_a_mention_of_a_member_who_opted_out_is_not_restated(server: Server) -> None:
    await server.alice.slash(server.channel, "privacy opt-out")
    await server.mention(QUESTION)
    assert QUESTION not in server.channel.last_message.content
    assert SENTENCE in read_back(server.channel.last_message.content)
    assert QUESTION not in (await server.ask(QUESTION)).response.content
    await server.alice.slash(server.channel, "privacy opt-in")
    assert QUESTION in (await server.ask(QUESTION)).response.content
