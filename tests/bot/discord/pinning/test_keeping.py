"""What a pin keeps: no words and no names where members, servers or the clocks want none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.discord.moderating.pinning import NO_WORDS
from bot.discord.parts import Parts
from bot.discord.text import read_back
from bot.storage.selection import Selection
from tests.bot.discord.conftest import Server
from tests.bot.discord.pinning.steps import SAME, menu_of, newest, offered, pinned, pins
from tests.bot.discord.test_ask import QUESTION
from tests.bot.storage.samples import written


async def test_where_no_words_are_kept_the_question_is_typed_and_only_its_digest_stays(
    server: Server, parts: Parts
) -> None:
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators, logging="counts")
    await server.ask(QUESTION)
    answer = await newest(parts)
    assert (await offered(server, answer)).content == NO_WORDS
    choice = await offered(server, answer, QUESTION)
    seen = (await server.moderator.select(choice.message, [menu_of(choice)[0]["value"]])).response
    await server.moderator.click(seen.message, label="Pin it")
    given = (await server.bob.slash(server.channel, "ask", question=SAME)).response
    assert "Pinned by a moderator" in given.content
    row = await parts.storage.logbook.get(await newest(parts))
    (pin,) = await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5)
    assert row is not None
    assert (row.kind, row.pin, pin.question, pin.author) == ("content", None, None, None)
    assert b"follow-up after" not in written(parts.config.storage.data_dir)


async def test_who_opted_out_is_shown_it_and_leaves_a_receipt_that_does_not_tell(
    server: Server, asked: str, parts: Parts
) -> None:
    await pinned(server, asked)
    await server.bob.slash(server.channel, "privacy opt-out")
    given = (await server.bob.slash(server.channel, "ask", question=SAME)).response
    assert given.ephemeral
    assert "Pinned by a moderator" in given.content
    row = await parts.storage.logbook.get(await newest(parts))
    assert row is not None
    assert (row.withheld, row.kind, row.pin, row.question) == ("opt-out", "content", None, "")


async def test_who_asked_takes_their_words_out_of_the_pin_and_it_goes_on(
    server: Server, asked: str, parts: Parts
) -> None:
    await pinned(server, asked)
    gone = await server.alice.slash(server.channel, "privacy delete")
    await server.alice.click(gone.response.message, label="Delete it all")
    (pin,) = await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5)
    assert pin.question is None
    assert "(no words)" in read_back((await pins(server)).content)
    given = (await server.bob.slash(server.channel, "ask", question=SAME)).response
    assert "Pinned by a moderator" in given.content


async def test_a_pin_goes_on_after_both_clocks_and_is_still_taken_back(
    server: Server, asked: str, parts: Parts
) -> None:
    await pinned(server, asked)
    later, here = datetime.now(UTC) + timedelta(days=1), str(server.guild.id)
    await parts.storage.retention.fade(here, later)
    await parts.storage.retention.expire(here, later)
    assert await parts.storage.logbook.get(asked) is None
    assert "Pinned by" in (await server.bob.slash(server.channel, "ask", question=SAME)).response.content
    listed = read_back((await pins(server)).content)
    assert "(no words)" in listed
    assert "(unnamed)" in listed
    (kept,) = await parts.storage.pins.all(Selection(server=here), 5)
    assert "taken back" in (await pins(server, undo=kept.id)).content
    assert "Pinned by" not in (await server.bob.slash(server.channel, "ask", question=SAME)).response.content


async def test_a_moderator_who_opted_out_pins_without_a_name(server: Server, asked: str, parts: Parts) -> None:
    await server.moderator.slash(server.channel, "privacy opt-out")
    await pinned(server, asked)
    (kept,) = await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5)
    assert kept.author is None
    assert str(server.moderator.id).encode() not in written(parts.config.storage.data_dir)


async def test_what_who_opted_out_asked_is_pinned_by_words_the_moderator_types_and_none_are_kept(
    server: Server, parts: Parts
) -> None:
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    await server.alice.slash(server.channel, "privacy opt-out")
    await server.ask(QUESTION)
    choice = await offered(server, await newest(parts), QUESTION)
    seen = (await server.moderator.select(choice.message, [menu_of(choice)[0]["value"]])).response
    await server.moderator.click(seen.message, label="Pin it")
    (kept,) = await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5)
    assert kept.question is None
    assert b"follow-up after" not in written(parts.config.storage.data_dir)
    assert "Pinned by" in (await server.bob.slash(server.channel, "ask", question=SAME)).response.content
