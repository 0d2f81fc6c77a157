"""Every table of the schema says which of its columns leads to a person, and what becomes of that when they are forgotten."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from bot.models import Turn
from bot.storage.database import FILE
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.selection import Selection
from bot.storage.servers import ServerSettings
from bot.storage.store import Storage
from bot.storage.traces import NOBODY, TRACES, WRITTEN
from tests.bot.storage.samples import NOON, answer, at, context, pinned, written

pytestmark = pytest.mark.usefixtures("begun_log")

ALICE = "145607444398080001"
Cells = dict[tuple[str, str], int]


async def everything(storage: Storage, who: str, server: str | None, number: int) -> None:
    """All that somebody can leave who asks, reads the log and opts out in a server."""
    where = context(who, server).model_copy(
        update={"conversation": f"papers:{who}", "message": f"message of {who}"}
    )
    asked = answer(number, f"zebrafish {number}").model_copy(update={"turn": Turn(question=f"zebrafish {number}")})
    await storage.logbook.record(asked, where, at(number))
    theirs = context(f"reader of {who}", server).model_copy(
        update={"writer": storage.members.writer((who,), "somebody", server)}
    )
    await storage.logbook.record(answer(number + 100, f"zebrafish {number}, says somebody"), theirs, at(number))
    await storage.shown.keep(asked, where, public=True)
    await storage.conversations.keep(f"papers:{who}", server, who, Turn(question="x"), NOON)
    await storage.feedback.judge(asked.id, server, who, False, "why")
    await storage.feedback.report(asked.id, server, who, "odd")
    await storage.reader.note(asked.id, server, who, "see the paper")
    await storage.reader.read(server, who, "show", asked.id)
    pin = pinned(f"{number:012}", server, asked.id, f"zebrafish {number}")
    await storage.pins.add(pin, storage.pins.known_by(server, {f"zebrafish {number}"}), who)
    await storage.pins.undo(pin.id, server, who)
    await storage.awaited.add(asked.id, server, who)
    await storage.saved.add(who, server, "default", ["10.1234/x"])
    await storage.saved.look(who, server, "default", "abc")
    await storage.members.opt_out(who, server)
    (entry,) = (await storage.logbook.mine(who, server, 1))[:1]
    selection = Selection(server=server, asker=entry.asker)
    await storage.listings.keep(server, {"log": selection.model_dump_json()})
    await storage.listings.keep(server, {"sort": "newest", "keyword": "pain"}, who)
    await storage.reader.solve(server, "zebrafish", "danio")


def tables(data_dir: Path) -> set[str]:
    """The tables of the newest schema, without those that SQLite keeps for itself and for the full text."""
    with closing(sqlite3.connect(data_dir / FILE)) as database:
        rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {name for (name,) in rows if not name.startswith(("sqlite_", "answers_text_"))}


def cells(data_dir: Path, *traces: str) -> Cells:
    """In which columns of which tables some texts stand, and how often."""
    found: Cells = {}
    with closing(sqlite3.connect(data_dir / FILE)) as database:
        database.row_factory = sqlite3.Row
        for table in tables(data_dir):
            for row in database.execute(f"SELECT * FROM {table}"):  # noqa: S608
                for column in row.keys():  # noqa: SIM118  # a row's own iteration gives values
                    if any(trace in str(row[column]) for trace in traces):
                        found[table, column] = found.get((table, column), 0) + 1
    return found


async def test_every_table_says_whom_it_leads_to(tmp_path: Path) -> None:
    async with Storage.open(tmp_path):
        pass
    declared = {trace.table for trace in TRACES} | set(NOBODY)
    assert tables(tmp_path) == declared, "declare a new table in bot/storage/traces.py"
    assert not {trace.table for trace in TRACES} & set(NOBODY)


@pytest.mark.parametrize("server", ["one", None])
async def test_every_column_that_leads_to_a_member_is_declared_shown_exported_and_forgotten(
    tmp_path: Path, server: str | None
) -> None:
    async with Storage.open(tmp_path) as storage:
        await storage.servers.put(ServerSettings(server="one", moderator_role="21"))
        await everything(storage, ALICE, server, 1)
        await everything(storage, "bob", server, 2)
        await everything(storage, ALICE, "elsewhere", 3)
        names = Pseudonyms.load(tmp_path).everywhere(ALICE, server)
        hers = cells(tmp_path, *names)
        assert set(hers) == {(trace.table, trace.column) for trace in (*TRACES, WRITTEN)}
        assert cells(tmp_path, ALICE) == {}

        kept = await storage.logbook.kept_of(ALICE, server)
        assert kept == sum(
            (Counter({trace.table: hers[trace.table, trace.column]}) for trace in TRACES), Counter()
        )
        exported = [
            row.get("table", "answers")
            async for some in storage.logbook.export_mine(ALICE, server)
            for row in some
        ]
        assert {table: exported.count(table) for table in kept} == kept

        bobs = Pseudonyms.load(tmp_path).everywhere("bob", server)
        before = cells(tmp_path, *bobs), await storage.logbook.kept_of(ALICE, "elsewhere")
        assert await storage.logbook.forget(ALICE, server) == 1
        stay = {(trace.table, trace.column): 1 for trace in TRACES if trace.fate == "stays"}
        assert cells(tmp_path, *names) == stay
        assert (cells(tmp_path, *bobs), await storage.logbook.kept_of(ALICE, "elsewhere")) == before
        assert await storage.members.opted_out(ALICE, server)
    assert b"zebrafish 1" not in written(tmp_path)


async def test_names_and_then_readings_go_with_the_clocks(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await everything(storage, ALICE, "one", 1)
        later = (await storage.reader.readings(Selection(server="one")))[0].at.replace(year=9999)
        await storage.retention.fade("one", later)
        names = Pseudonyms.load(tmp_path).readers(ALICE, "one")
        assert cells(tmp_path, *names) == {}
        (reading,) = await storage.reader.readings(Selection(server="one"))
        assert (reading.reader, reading.what) == ("forgotten", "show")
        await storage.retention.expire("one", later)
        assert await storage.reader.readings(Selection(server="one")) == ()


async def test_in_full_mode_a_members_id_stands_in_one_column_and_goes_with_its_row(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        where = context(ALICE, "one").model_copy(update={"named": True, "conversation": f"papers:{ALICE}"})
        await storage.logbook.record(answer(1), where, NOON)
        assert cells(tmp_path, ALICE) == {("answers", "member"): 1}
        await storage.logbook.forget(ALICE, "one")
        assert ALICE.encode() not in written(tmp_path)
