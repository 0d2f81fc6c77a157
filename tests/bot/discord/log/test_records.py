"""The record of one answer: whole, replayed, noted, removed, reported."""

from __future__ import annotations

import asyncio
import re
import time
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.discord import guards
from bot.discord.actions.judging import MODERATED
from bot.discord.guards import NOTED, service_over
from bot.discord.moderating import record as records
from bot.discord.parts import Parts
from bot.discord.text import read_back
from bot.replay import Replay
from bot.storage.selection import Selection
from tests.bot.discord.conftest import Server
from tests.bot.discord.log.steps import first_id, log
from tests.bot.discord.test_ask import QUESTION, SENTENCE
from tests.bot.discord.test_buttons import _field


async def test_a_record_is_whole(server: Server, asked: Any, parts: Parts) -> None:
    await server.rest(server.bob, asked, "Helpful")
    answer = await first_id(parts)
    shown = await log(server, "show", answer=answer[:8])
    parts_of_it = [read_back(shown.response.content)]
    parts_of_it += [(await file.read()).decode() for file in shown.response.attachments]
    record = max(parts_of_it, key=len)
    for said in (QUESTION, SENTENCE, answer, "helpful", "snapshot", "ms", "weights"):
        assert said in record
    assert re.search(r"10\.3390/\S+ \[\d+:\d+\]", record)
    menu = await server.moderator.context_menu(server.channel, "Answer record", asked)
    assert menu.ephemeral
    assert answer in read_back(menu.response.content)
    other = await log(server, "show", answer="ffff")
    assert "no answer of that id" in other.response.content


async def test_a_replay_is_identical_and_says_so(server: Server, asked: Any, parts: Parts) -> None:
    answer = await first_id(parts)
    assert f"Identical.\n{NOTED}" in (await log(server, "replay", answer=answer)).response.content
    assert "Identical." in (await log(server, "replay", answer=answer, today=True)).response.content
    shown = await log(server, "show", answer=answer)
    assert "Identical." in (await server.moderator.click(shown.response.message, label="Replay")).response.content


async def test_a_note_stands_under_the_answer_and_in_the_record(server: Server, asked: Any, parts: Parts) -> None:
    answer = await first_id(parts)
    told = await log(server, "note", answer=answer, note="@everyone see also **Table 2**")
    assert "under the answer" in told.response.content
    posted = server.channel.last_message
    assert posted.reference.message_id == asked.id
    assert not posted.mention_everyone
    shown = await log(server, "show", answer=answer)
    form = await server.moderator.click(shown.response.message, label="Note")
    again = await server.moderator.submit_modal(form, {_field(form): "and the correction"})
    assert "in the record" in again.response.content
    whole = await parts.storage.reader.whole(answer, Selection(server=str(server.guild.id)))
    assert whole is not None
    assert [note.note for note in whole.notes] == ["@everyone see also **Table 2**", "and the correction"]


async def test_a_removed_message_leaves_its_record(server: Server, asked: Any, parts: Parts) -> None:
    answer = await first_id(parts)
    assert "its record stays" in (await log(server, "remove", answer=answer)).response.content
    assert asked.id not in [message.id for message in server.channel.history()]
    assert "gone already" in (await log(server, "remove", answer=answer)).response.content
    assert QUESTION in read_back((await log(server, "show", answer=answer)).response.content)


async def test_of_what_only_its_asker_sees_it_is_not_said_that_it_is_gone(server: Server, parts: Parts) -> None:
    await server.ask(QUESTION, visible="private")
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    told = (await log(server, "remove", answer=await first_id(parts))).response.content
    assert told == "That message is gone already, or only whom it was shown to can remove it; its record stays."


async def test_a_note_on_what_was_taken_away_does_not_say_that_it_never_was_public(
    server: Server, asked: Any, parts: Parts
) -> None:
    answer = await first_id(parts)
    await log(server, "remove", answer=answer)
    told = await log(server, "note", answer=answer, note="see also Table 2")
    assert told.response.content == "The note stands in the record. The answer itself stands in no channel."


async def test_what_a_moderator_removed_is_not_removed_by_its_asker_again(server: Server, parts: Parts) -> None:
    answer = (await server.ask(QUESTION)).response.message
    rest = (await server.alice.click(answer, label="⋯")).response.message
    (row, *_) = await parts.storage.logbook.recent(1)
    await server.admin.slash(server.channel, "log remove", answer=row.id)
    pressed = (await server.alice.click(rest, label="Remove")).response
    assert pressed.content == MODERATED
    assert pressed.components == []


async def test_a_report_carries_a_button_to_the_record(server: Server, asked: Any) -> None:
    desk = server.guild.create_text_channel("mod-desk")
    await server.admin.slash(server.channel, "setup", moderator_channel=desk)
    form = await server.rest(server.bob, asked, "Report")
    await server.bob.submit_modal(form, {_field(form): "odd"})
    opened = await server.moderator.click(desk.last_message, label="Record")
    assert opened.ephemeral
    assert "odd" in read_back(opened.response.content)
    forced = await server.bob.click(desk.last_message, label="Record")
    assert forced.response.content == "Only this server's moderators can read its log."


async def test_every_date_is_the_readers_own_or_names_its_zone(server: Server, asked: Any, parts: Parts) -> None:
    rows = (await log(server, "recent")).response.content
    assert re.findall(r"<t:\d+:f>", rows)
    (row, _) = await parts.storage.logbook.recent()
    record = read_back((await log(server, "show", answer=row.id)).response.content)
    assert all(
        "UTC" in record[at.end() : at.end() + 12] for at in re.finditer(r"\d{4}-\d\d-\d\d \d\d:\d\d", record)
    )
    readings = await server.admin.slash(server.channel, "log readings")
    assert re.findall(r"<t:\d+:f> show by", readings.response.content)
    narrow = await log(server, "search", since="2020-01-01")
    assert "since 2020-01-01 00:00 UTC" in read_back(narrow.response.content)


async def test_a_record_begins_with_why_in_plain_sentences_and_links_its_place(
    server: Server, asked: Any, parts: Parts
) -> None:
    unheld, held = await parts.storage.logbook.recent()
    record = (await log(server, "show", answer=held.id)).response.content
    assert (
        f"in <#{server.channel.id}> · https://discord.com/channels/{server.guild.id}/{server.channel.id}/"
        in record
    )
    whole = await parts.storage.logbook.get(held.id)
    assert whole is not None
    looked, quoted = (*held.matched, *held.unmatched), " ".join(one.text for one in whole.quotes).casefold()
    found, words = sum(word in quoted for word in looked), len(looked)
    why = f"Answered, because what is quoted holds {found} of the {words} words looked for"
    assert read_back(record).split("\n")[1].startswith(why)
    missing = read_back((await log(server, "show", answer=unheld.id)).response.content)
    assert missing.split("\n")[1].startswith("Not answered")
    assert all(f"“{word}”" in missing.split("\n")[1] for word in unheld.unknown_words)
    assert ("nowhere in these papers" in missing) is bool(unheld.unknown_words)


async def test_a_report_shows_the_question_it_is_about(server: Server, asked: Any) -> None:
    posts = server.guild.create_text_channel("posts")
    await server.admin.slash(server.channel, "setup", moderator_channel=posts)
    answer = await server.ask(QUESTION)
    form = await server.rest(server.bob, answer.response.message, "Report")
    await server.bob.submit_modal(form, {_field(form): "odd"})
    assert f"Asked: {QUESTION}" in read_back(posts.last_message.content)


async def test_a_removal_that_discord_forbids_names_the_permission_and_the_channel(
    server: Server, asked: Any, parts: Parts
) -> None:
    (_, row) = await parts.storage.logbook.recent()
    server.env.inject_error("DELETE", "/channels/*/messages/*", status=403, code=50013)
    told = (await log(server, "remove", answer=row.id)).response.content
    assert f"Allow me View Channel and Manage Messages in <#{server.channel.id}>" in told


async def test_an_answer_is_asked_again_of_its_own_library_or_of_none(parts: Parts) -> None:
    asked = (await parts.service("1", None)).corpus.name
    found = await service_over(parts, "1", asked)
    assert found is not None
    assert found.corpus.name == asked
    assert await service_over(parts, "1", "bees") is None  # which the server does not use


async def test_replays_at_once_take_few_processes(
    server: Server, asked: Any, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thirty at once took gigabytes of memory, and Discord heard of them too late."""
    at_once, most = list[str](), list[int]()

    async def slowly(*_: Any) -> Replay:
        at_once.append("")
        most.append(len(at_once))
        await asyncio.to_thread(time.sleep, 0.02)
        at_once.pop()
        return Replay()

    monkeypatch.setattr(records, "replayed_aside", slowly)
    answer, member = await first_id(parts), SimpleNamespace(id=server.moderator.id, roles=[])
    asking = SimpleNamespace(client=server.env.bot, guild_id=server.guild.id, user=member)
    monkeypatch.setattr(guards, "is_moderator", lambda *_: True)
    await asyncio.gather(*(records.replayed(cast("Any", asking), answer, False) for _ in range(6)))
    assert len(most) == 6
    assert max(most) == 2
