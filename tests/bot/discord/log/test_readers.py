"""Who may read the log: moderators, of their own server alone, after it is noted that they do."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.discord.client import Marrow
from bot.discord.guards import NOTED, UNNOTED, told
from bot.discord.parts import LogReaders, Parts
from bot.discord.rendering import Rendered
from bot.discord.text import CONTENT, read_back
from bot.storage.selection import Selection
from tests.bot.discord.conftest import Server, impatient, new_server
from tests.bot.discord.log.steps import UNHELD, first_id, log, readings
from tests.bot.discord.test_ask import QUESTION
from tests.bot.storage.samples import held_by_another

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
    await server.env.restart_bot(Marrow(replace(parts, readers=LogReaders()), shards=1))
    for member, said in ((None, "recent by reader-"), (server.moderator, f"recent by <@{server.moderator.id}>")):
        result = await server.admin.slash(server.channel, "log readings", **({"member": member} if member else {}))
        assert said in read_back(result.response.content)
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
    assert (await log(other, "recent")).response.content == f"No row fits.\n{NOTED}"
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
    database._patience_ms = 60_000  # the lock is gone before, on a busy machine too
    with held_by_another(tmp_path):
        reading = asyncio.create_task(server.moderator.slash(server.channel, "log recent"))
        while database._writer is None or database._writer.done():  # noqa: ASYNC110  # until SQLite waits
            await asyncio.sleep(0.001)
        assert not reading.done()
    assert "The log, newest first" in (await reading).response.content
    (noted,) = await parts.storage.reader.readings(Selection(server=str(server.guild.id)))
    assert noted.what == "recent"


async def test_where_the_lock_stays_the_moderator_is_told_so(
    server: Server, parts: Parts, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await server.ask(QUESTION)
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    impatient(parts)
    with held_by_another(tmp_path):
        told = await server.moderator.slash(server.channel, "log recent")
    assert told.ephemeral
    assert told.response.content == UNNOTED
    assert "The log was not read, because that could not be noted" in caplog.text
    assert await parts.storage.reader.readings(Selection(server=str(server.guild.id))) == ()


def test_a_reading_is_told_below_what_was_read_where_there_is_room_for_it() -> None:
    line = f"\n{NOTED}"
    full = "x" * (CONTENT - len(line))
    for content, said in (("x", f"x{line}"), (full, full + line), (f"{full}x", f"{full}x")):
        assert told(Rendered(content=content)).content == said


async def test_whose_record_was_read_is_noted_by_the_answers_whole_id(
    server: Server, asked: Any, parts: Parts
) -> None:
    answer = await first_id(parts)
    await log(server, "show", answer=answer[:6])
    assert await readings(parts, server) == [("show", answer)]
