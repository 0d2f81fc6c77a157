"""/log in a simulated Discord: as a moderator, as a member, and as a member who gets through all the same."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.discord.client import Marrow
from bot.discord.moderating import guard
from bot.discord.moderating.guard import NOTED, UNNOTED, service_over
from bot.discord.moderating.rows import export_reply
from bot.discord.parts import Parts, Readers
from bot.discord.rendering import Rendered
from bot.discord.text import CONTENT, read_back
from bot.storage.selection import Selection
from tests.bot.discord.conftest import Server, new_server
from tests.bot.discord.test_ask import QUESTION, SENTENCE
from tests.bot.discord.test_buttons import _field

UNHELD = "proton arc dose for zebrafish?"
COMMANDS: dict[str, dict[str, Any]] = {
    "recent": {},
    "search": {"text": "TES"},
    "show": {"answer": "0123"},
    "replay": {"answer": "0123"},
    "gaps": {},
    "stats": {},
    "export": {},
    "note": {"answer": "0123", "note": "x"},
    "pins": {},
    "remove": {"answer": "0123"},
    "readings": {},
}


@pytest.fixture
async def asked(server: Server) -> Any:
    """Alice's answer in public; Bob's question that nothing answered. Moderators have their role."""
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    answer = await server.ask(QUESTION)
    await server.bob.slash(server.channel, "ask", question=UNHELD)
    return answer.response.message


async def log(server: Server, command: str, **options: Any) -> Any:
    """A moderator's command; what they alone see."""
    result = await server.moderator.slash(server.channel, f"log {command}", **options)
    assert result.ephemeral
    return result


async def first_id(parts: Parts) -> str:
    """The id of Alice's answer."""
    return (await parts.storage.logbook.recent())[-1].id


async def test_members_do_not_see_it(server: Server) -> None:
    assert "log recent" not in server.alice.available_commands(server.channel)
    assert "log recent" in server.moderator.available_commands(server.channel)


async def test_a_member_who_gets_through_is_refused(server: Server, asked: Any, parts: Parts) -> None:
    (group,) = [one for one in await server.env.bot.tree.fetch_commands() if one.name == "log"]
    server.guild.set_command_permissions(group, {server.guild.default_role: True})
    for command, options in COMMANDS.items():
        result = await server.alice.slash(server.channel, f"log {command}", **options)
        assert result.ephemeral, command
        assert result.response.content.startswith("Only "), command
        assert QUESTION not in read_back(result.response.content), command
    assert await readings(parts, server) == []


async def readings(parts: Parts, server: Server) -> list[tuple[str, str]]:
    found = await parts.storage.reader.readings(Selection(server=str(server.guild.id)))
    return [(one.what, one.detail) for one in found]


async def test_rows_are_found_and_their_records_opened(server: Server, asked: Any, parts: Parts) -> None:
    recent = await log(server, "recent")
    text = read_back(recent.response.content)
    assert text.index(UNHELD[:20]) < text.index(QUESTION)
    found = await log(server, "search", text="zebra", outcome="nothing")
    assert QUESTION not in read_back(found.response.content)
    menu = found.response.components[0]["components"][0]
    shown = await server.moderator.select(found.response.message, [menu["options"][0]["value"]])
    record = read_back(shown.response.content)
    assert UNHELD in record
    assert "zebrafish" in re.search(r"unknown\s+(.*)", record)[1]  # type: ignore[index]
    nothing = await log(server, "search", feedback="reported")
    assert nothing.response.content == "No row fits."
    whats = [what for what, _ in await readings(parts, server)]
    assert whats == ["search", "show", "search", "recent"]


async def test_a_long_log_has_pages_that_survive_a_restart(server: Server, asked: Any, parts: Parts) -> None:
    for number in range(9):
        await server.env.advance_time(10)
        await server.ask(f"question number {number} about metastases?")
    first = await log(server, "search", text="metastases")
    await server.env.restart_bot(Marrow(parts, shards=1))
    second = await server.moderator.click(first.response.message, label="Older")
    assert "number 0" in second.response.content
    assert "number 8" not in second.response.content
    newest = await server.moderator.click(first.response.message, label="Newest")
    assert "number 8" in newest.response.content


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
    assert "Identical." in (await log(server, "replay", answer=answer)).response.content
    assert "Identical." in (await log(server, "replay", answer=answer, today=True)).response.content
    shown = await log(server, "show", answer=answer)
    assert "Identical." in (await server.moderator.click(shown.response.message, label="Replay")).response.content


async def test_gaps_are_counted_without_names_and_can_be_closed(server: Server, asked: Any) -> None:
    text = read_back((await log(server, "gaps")).response.content)
    assert "1 × zebrafish" in text
    assert str(server.bob.id) not in text
    closed = await log(server, "gaps", close="zebrafish", by="danio")
    assert "zebrafish" not in closed.response.content
    opened = await log(server, "gaps", close="zebrafish")
    assert "zebrafish" in opened.response.content


async def test_figures_come_as_text_and_as_a_described_picture(server: Server, asked: Any) -> None:
    result = await log(server, "stats")
    assert "2 questions on 1 day" in read_back(result.response.content)
    (picture,) = result.response.attachments
    assert (await picture.read()).startswith(b"\x89PNG")
    assert (await log(server, "stats", until="2020-01-01")).response.content == "No question in this period."
    assert "is no day" in (await log(server, "stats", since="yesterday")).response.content


async def test_an_export_names_nobody_unless_the_server_allows_it(
    server: Server, asked: Any, parts: Parts
) -> None:
    result = await log(server, "export")
    content = (await result.response.attachments[0].read()).decode()
    assert content.startswith("\ufeff")  # so that Excel reads it as UTF-8
    rows = list(csv.DictReader(io.StringIO(content[1:])))
    assert {row["question"] for row in rows} == {QUESTION, UNHELD}
    assert "asker" not in rows[0]
    assert str(server.channel.id) not in content
    refused = await log(server, "export", names=True)
    assert "does not let exports name" in refused.response.content
    await server.admin.slash(server.channel, "setup", export_names=True)
    named = await log(server, "export", names=True, format="jsonl")
    lines = (await named.response.attachments[0].read()).decode().splitlines()
    assert {json.loads(line)["channel"] for line in lines} == {str(server.channel.id)}


async def test_an_export_too_large_names_the_terminals_command(server: Server, asked: Any, parts: Parts) -> None:
    said = await export_reply(parts, Selection(server=str(server.guild.id)), "csv", False, 100)
    assert f"marrow log export --server {server.guild.id} --format csv --out log.csv" in said.content
    assert said.attach() == []


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


async def test_admins_see_who_read_it(server: Server, asked: Any, parts: Parts) -> None:
    said = (await log(server, "recent")).response.content
    assert "That you read this is noted" in said
    result = await server.admin.slash(server.channel, "log readings")
    assert f"recent by <@{server.moderator.id}>: everything" in result.response.content
    refused = await log(server, "readings")
    assert "Only members who may manage" in refused.response.content


async def test_after_a_restart_a_reader_is_a_pseudonym_until_an_admin_asks_for_the_member(
    server: Server, asked: Any, parts: Parts
) -> None:
    await log(server, "recent")
    await server.env.restart_bot(Marrow(replace(parts, readers=Readers()), shards=1))
    for member, told in ((None, "recent by reader-"), (server.moderator, f"recent by <@{server.moderator.id}>")):
        result = await server.admin.slash(server.channel, "log readings", **({"member": member} if member else {}))
        assert told in read_back(result.response.content)
    nobodys = await server.admin.slash(server.channel, "log readings", member=server.alice)
    assert nobodys.response.content == "No reading of the log is noted here."


async def test_an_asker_is_looked_for_by_a_pseudonym_alone(server: Server, asked: Any, parts: Parts) -> None:
    refused = await log(server, "search", asker=str(server.alice.id))
    assert "is no pseudonym" in refused.response.content
    name = (await parts.storage.logbook.recent())[-1].asker
    found = read_back((await log(server, "search", asker=name)).response.content)
    assert QUESTION in found
    assert UNHELD not in found


async def test_no_server_sees_another(server: Server, asked: Any, parts: Parts) -> None:
    other = new_server(server.env, "rival")
    await other.admin.slash(other.channel, "setup", moderator_role=other.moderators)
    answer = await first_id(parts)
    assert (await log(other, "recent")).response.content == "No row fits."
    assert "no answer of that id" in (await log(other, "show", answer=answer)).response.content
    assert "No question" in (await log(other, "stats")).response.content
    assert "No gap" in (await log(other, "gaps")).response.content
    assert "no answer of that id" in (await log(other, "note", answer=answer, note="x")).response.content


async def test_a_moderator_waits_for_a_lock_and_reads_when_it_is_gone(
    server: Server, parts: Parts, tmp_path: Path
) -> None:
    """That they read is noted before they do; where the lock stays, they are told so in a sentence."""
    await server.ask(QUESTION)
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    database = parts.storage.reader._database
    with closing(sqlite3.connect(tmp_path / "logbook.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        reading = asyncio.create_task(server.moderator.slash(server.channel, "log recent"))
        while database._writer is None or database._writer.done():  # noqa: ASYNC110  # until SQLite waits
            await asyncio.sleep(0.001)
        assert not reading.done()
        other.execute("ROLLBACK")
    assert "The log, newest first" in (await reading).response.content
    (noted,) = await parts.storage.reader.readings(Selection(server=str(server.guild.id)))
    assert noted.what == "recent"


async def test_where_the_lock_stays_the_moderator_is_told_so(server: Server, parts: Parts, tmp_path: Path) -> None:
    await server.ask(QUESTION)
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    with closing(sqlite3.connect(tmp_path / "logbook.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        told = await server.moderator.slash(server.channel, "log recent")
        other.execute("ROLLBACK")
    assert told.ephemeral
    assert told.response.content == UNNOTED
    assert await parts.storage.reader.readings(Selection(server=str(server.guild.id))) == ()


async def test_a_search_for_what_stands_everywhere_says_so_and_shows_no_rows(server: Server) -> None:
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    await server.ask(QUESTION)
    for text, said in (("...", "nothing in that which I can look for"), ("🙏", "No row fits"), ("?", QUESTION)):
        shown = await server.moderator.slash(server.channel, "log search", text=text)
        assert said in read_back(shown.response.content)


async def test_every_period_is_one_or_is_refused_with_the_reason(server: Server, asked: Any) -> None:
    """The first day there is, the last one, one that Discord's own timestamp names, and one that ends before it begins."""
    for bounds in ({"since": "0001-01-01"}, {"until": "9999-12-31"}, {"since": "<t:1700000000:D>"}):
        assert QUESTION in read_back((await log(server, "search", **bounds)).response.content)
    whole = await log(server, "stats", since="0001-01-01", until="9999-12-31")
    assert "2 questions on 1 day" in read_back(whole.response.content)
    refused = await log(server, "stats", since="2026-02-01", until="2026-01-01")
    assert "before it begins on 2026-02-01" in refused.response.content


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
    found, words = len(held.matched), len(held.matched) + len(held.unmatched)
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


def test_a_reading_is_told_below_what_was_read_where_there_is_room_for_it() -> None:
    line = f"\n{NOTED}"
    full = "x" * (CONTENT - len(line))
    for content, said in (("x", f"x{line}"), (full, full + line), (f"{full}x", f"{full}x")):
        assert guard.told(Rendered(content=content)).content == said
