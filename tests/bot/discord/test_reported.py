"""Answers that were reported become questions in the curators' list, with how each stands."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.assistant.assistant import Assistant
from bot.discord.guards import NOTED
from bot.discord.parts import Parts
from bot.discord.text import read_back
from bot.models import Context
from bot.reported import Reported, listed, rows_reported, state_of
from bot.storage.selection import Selection
from bot.storage.store import Storage
from index.library import LibraryIndex
from tests.bot.assistant.test_pinning import CHOSEN, QUESTION, TEAS, pin, revised, sentence
from tests.bot.discord.conftest import Server, new_server
from tests.bot.storage.samples import at


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[Storage]:
    async with Storage.open(tmp_path) as opened:
        yield opened


async def reported(kept: Storage, question: str, words: bool = True) -> None:
    """A question of a member, answered and reported."""
    answer = await TEAS.ask(question, Context())
    where = Context(server="guild", asker="alice", withheld=None if words else "opt-out")
    await kept.logbook.record(answer, where, at(0))
    await kept.feedback.report(answer.id, "guild", "bob", "wrong")


async def test_each_stands_as_pins_and_papers_have_it(kept: Storage) -> None:
    await reported(kept, QUESTION)
    (row,) = await rows_reported(kept.reader, Selection(server="guild"))
    assert await state_of(row, TEAS, ()) == "open"
    good, broken = pin(sentence(CHOSEN)), pin(sentence("No such sentence.", start=0))
    assert await state_of(row, TEAS, (broken, good)) == "answered by a pin"
    assert await state_of(row, TEAS, (broken,)) == "open"
    assert await state_of(row.model_copy(update={"pin": good.id}), TEAS, (good,)) == "open"


async def test_an_import_mends_what_it_answers_otherwise(kept: Storage) -> None:
    await reported(kept, "how long did naps last?")
    (row,) = await rows_reported(kept.reader, Selection(server="guild"))
    same = Assistant(LibraryIndex.build(revised("Nothing else was said of porters here.")))
    assert await state_of(row, same, ()) == "open"
    better = Assistant(LibraryIndex.build(revised("Results: Naps of porters lasted 40 min on average.")))
    assert await state_of(row, better, ()) == "mended by an import"


async def test_a_question_stands_there_once_open_ones_first_and_nobody_is_named(kept: Storage) -> None:
    for question in (QUESTION, QUESTION.upper(), "how long did sleep last with green tea?"):
        await reported(kept, question)
    await reported(kept, "nobody's words?", words=False)
    rows = await rows_reported(kept.reader, Selection(server="guild"))
    states = {QUESTION.casefold(): "answered by a pin"}
    found = listed([(row, states.get(row.question.casefold(), "open")) for row in rows])  # type: ignore[misc]
    assert [(one.state, one.reports) for one in found] == [("open", 1), ("answered by a pin", 2)]
    assert not {"asker", "reason", "server"} & set(Reported.model_fields)
    assert await rows_reported(kept.reader, Selection(server="other")) == []


@pytest.fixture
async def wrong(server: Server, parts: Parts) -> str:
    """The id of an answer of Alice's that Bob reported; there is a curator."""
    curators = server.guild.create_role("Curators")
    await server.admin.slash(server.channel, "setup", curator_role=curators)
    await server.ask("how long was follow-up after TES?")
    (row,) = await parts.storage.logbook.recent()
    await parts.storage.feedback.report(row.id, str(server.guild.id), str(server.bob.id), "a secret reason")
    return row.id


async def test_curators_see_it_and_members_do_not(server: Server, wrong: str, parts: Parts) -> None:
    shown = (await server.admin.slash(server.channel, "corpus reported")).response
    said = read_back(shown.content)
    assert "how long was follow-up after TES?\n-# open · 1 report · " in said
    assert wrong in said
    assert "secret" not in said
    assert str(server.bob.id) not in said
    readings = await parts.storage.reader.readings(Selection(server=str(server.guild.id)))
    assert [one.what for one in readings] == ["reported"]
    (group,) = [one for one in await server.env.bot.tree.fetch_commands() if one.name == "corpus"]
    server.guild.set_command_permissions(group, {server.guild.default_role: True})
    refused = await server.alice.slash(server.channel, "corpus reported")
    assert refused.response.content.startswith("Only this server's curators")
    other = new_server(server.env, "other")
    empty = (await other.admin.slash(other.channel, "corpus reported")).response
    assert empty.content.startswith("No answer was reported here")
    assert empty.content.endswith(NOTED)


async def curator_of(server: Server) -> tuple[Any, Any]:
    """A new member with the curators' role, which may use /corpus; and the role."""
    curators = server.guild.create_role("Curators")
    await server.admin.slash(server.channel, "setup", curator_role=curators)
    curator = server.guild.add_member(server.env.create_user("curator"), roles=[curators])
    (group,) = [one for one in await server.env.bot.tree.fetch_commands() if one.name == "corpus"]
    server.guild.set_command_permissions(group, {curators: True, server.admin: True})
    return curator, curators


async def test_a_private_question_is_listed_for_curators_who_may_read_the_log_alone(
    server: Server, parts: Parts
) -> None:
    curator, _ = await curator_of(server)
    for question, visible in (("how long was follow-up after TES?", "public"), ("who wrote of SABR?", "private")):
        await server.ask(question, visible=visible)
        (row, *_) = await parts.storage.logbook.recent()
        await parts.storage.feedback.report(row.id, str(server.guild.id), str(server.alice.id), "")
    said = read_back((await curator.slash(server.channel, "corpus reported")).response.content)
    assert "TES" in said
    assert "SABR" not in said
    assert "SABR" in (await server.admin.slash(server.channel, "corpus reported")).response.content


async def test_a_question_is_listed_only_for_curators_who_may_look_where_it_was_asked(
    server: Server, parts: Parts
) -> None:
    curator, curators = await curator_of(server)
    hidden = {curators: discord.PermissionOverwrite(view_channel=False)}
    closed = server.guild.create_text_channel("board", overwrites=hidden)
    for channel, question in (
        (server.channel, "how long was follow-up after TES?"),
        (closed, "who wrote of SABR?"),
    ):
        await server.admin.slash(channel, "ask", question=question)
        (row, *_) = await parts.storage.logbook.recent()
        await parts.storage.feedback.report(row.id, str(server.guild.id), str(server.admin.id), "")
    said = read_back((await curator.slash(server.channel, "corpus reported")).response.content)
    assert "TES" in said
    assert "SABR" not in said
    assert "SABR" in (await server.admin.slash(server.channel, "corpus reported")).response.content
