"""Whoever asks likewise is shown the pin, as long as it is not taken back and its sentence stands."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing

import pytest

from bot.discord.client import Marrow
from bot.discord.parts import Parts
from bot.discord.text import read_back
from bot.libraries import LibraryError
from bot.ownership import own
from bot.storage.database import FILE
from bot.storage.selection import Selection
from tests.bot.discord.conftest import Server, new_server
from tests.bot.discord.pinning.steps import BEES, SAME, bees, newest, pinned, pins
from tests.bot.discord.test_ask import QUESTION


async def test_who_asks_likewise_is_shown_what_a_moderator_chose(server: Server, asked: str, parts: Parts) -> None:
    seen = await pinned(server, asked)
    given = (await server.bob.slash(server.channel, "ask", question=SAME)).response
    assert "Pinned by a moderator, 20" in given.content
    (quote,) = [line for line in seen.split("\n") if line.startswith("> ")]
    assert quote in given.content
    assert "https://doi.org/" in given.content
    row = await parts.storage.logbook.get(await newest(parts))
    assert row is not None
    (pin,) = await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5)
    assert (row.kind, row.pin, pin.answer, pin.question) == ("pinned", pin.id, asked, QUESTION)
    assert str(server.moderator.id) not in (pin.author or "")
    replayed = (await server.moderator.slash(server.channel, "log replay", answer=row.id)).response.content
    assert f"Identical. It was the pinned answer {pin.id}." in replayed
    record = (await server.moderator.slash(server.channel, "log show", answer=row.id)).response.content
    assert f"pinned ({pin.id})" in read_back(record)


async def test_an_export_says_which_pin_a_row_was(server: Server, asked: str, parts: Parts) -> None:
    await pinned(server, asked)
    await server.bob.slash(server.channel, "ask", question=SAME)
    (pin,) = await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5)
    exported = (await server.moderator.slash(server.channel, "log export")).response
    rows = list(csv.DictReader(io.StringIO((await exported.attachments[0].read()).decode()[1:])))
    assert {row["id"]: row["pin"] for row in rows} == {asked: "", await newest(parts): pin.id}


async def test_another_question_and_another_server_are_not_shown_it(
    server: Server, asked: str, parts: Parts
) -> None:
    await pinned(server, asked)
    for question in ("how long was follow-up before TES?", "how was follow-up after TES?"):
        await server.ask(question)
        row = await parts.storage.logbook.get(await newest(parts))
        assert row is not None
        assert row.pin is None
    elsewhere = new_server(server.env, "other")
    given = (await elsewhere.ask(QUESTION)).response
    assert "Pinned by" not in given.content


async def test_it_is_listed_taken_back_and_stays_as_history(server: Server, asked: str, parts: Parts) -> None:
    await pinned(server, asked)
    listed = await pins(server)
    (pin,) = await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5)
    assert f"`{pin.id}`" in listed.content
    assert f"<@{server.moderator.id}>" in listed.content
    assert QUESTION in read_back(listed.content)
    assert "· shown" in listed.content
    file = (await listed.attachments[0].read()).decode()
    assert pin.sentences[0].text in file
    assert "author" not in file
    record = await server.admin.slash(server.channel, "log show", answer=asked)
    gone = await server.admin.click(record.response.message, label="Unpin")
    assert "taken back" in gone.response.content
    assert "taken back already" in (await pins(server, undo=pin.id)).content
    assert "Nothing is pinned here" in (await pins(server)).content
    assert "· taken back" in (await pins(server, history=True)).content
    assert "Pinned by" not in (await server.bob.slash(server.channel, "ask", question=SAME)).response.content
    found = await parts.storage.reader.readings(Selection(server=str(server.guild.id)))
    assert {"pin", "unpin", "pins"} <= {one.what for one in found}


async def test_what_was_taken_back_by_mistake_is_pinned_again(server: Server, asked: str, parts: Parts) -> None:
    await pinned(server, asked)
    (pin,) = await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5)
    assert "taken back" in (await pins(server, undo=pin.id)).content
    await pinned(server, asked)
    (again,) = await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5)
    assert (again.id != pin.id, again.sentences) == (True, pin.sentences)
    assert "Pinned by" in (await server.bob.slash(server.channel, "ask", question=SAME)).response.content


async def test_a_pin_whose_sentence_is_another_now_is_not_shown_and_listed_as_broken(
    server: Server, asked: str, parts: Parts
) -> None:
    await pinned(server, asked)
    with closing(sqlite3.connect(parts.config.storage.data_dir / FILE)) as database, database:
        database.execute('UPDATE pins SET sentences = replace(sentences, \'"text": "\', \'"text": "Not \')')
    assert "Pinned by" not in (await server.bob.slash(server.channel, "ask", question=SAME)).response.content
    assert "not shown: its sentence in" in read_back((await pins(server)).content)


async def test_where_the_paper_has_left_the_usual_answer_is_given_also_after_a_restart(
    server: Server, parts: Parts
) -> None:
    await pinned(server, await bees(server, parts), 0)
    assert "Pinned by" in (await server.ask(BEES)).response.content
    await server.env.restart_bot(Marrow(parts, shards=1))
    assert "Pinned by" in (await server.ask(BEES)).response.content
    (kept,) = await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5)
    other = (
        "papers.jsonl",
        (
            json.dumps({"_id": "2", "title": "Wasps", "text": "Feeding raised honey of wasps by 3%."}) + "\n"
        ).encode(),
    )
    tried = (await server.admin.slash(server.channel, "corpus import", file=other)).response
    await server.admin.click(tried.message, label="Start the library anew with these")
    given = (await server.ask(BEES)).response.content
    assert "Pinned by" not in given
    assert f"the paper {kept.sentences[0].key} is no longer in the library" in read_back(
        (await pins(server)).content
    )
    reported = (await server.rest(server.bob, server.channel.last_message, "Report")).modal
    assert reported


async def test_a_library_that_cannot_be_opened_hides_no_pin_of_another(
    server: Server, parts: Parts, caplog: pytest.LogCaptureFixture
) -> None:
    await pinned(server, await bees(server, parts), 0)
    servers, here = parts.storage.servers, str(server.guild.id)
    settings = await servers.get(here)
    channels = {str(server.channel.id): settings.library}
    gone = own(here, "gone")
    await servers.put(settings.model_copy(update={"library": gone, "channel_libraries": channels}))
    with pytest.raises(LibraryError):
        await parts.libraries.service(gone)
    listed = (await pins(server)).content
    assert "Feeding raised honey" in read_back(listed)
    assert "not shown" not in listed
    caplog.clear()  # the operator was told
