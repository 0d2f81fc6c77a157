"""A logbook of an older Marrow names its members by id: after the first start no byte of that is left, and all is found again."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.models import Turn
from bot.storage.database import FILE
from bot.storage.logbook import Logbook
from bot.storage.migrate import DUE
from bot.storage.pseudonyms import Pseudonyms, first_key, rotate
from bot.storage.selection import Selection
from bot.storage.spool import BROKEN, WAITING
from bot.storage.store import Storage
from tests.bot.storage.samples import NOON, answer, at, context, written
from tests.bot.storage.test_migrate import OLD, first_schema

ALICE, MONA, SERVER, CHANNEL, DIRECT, QUESTION = (f"14560744439808{n:05}" for n in range(6))
RAW = [ALICE, MONA, "Mona Moderator", "operatress", DIRECT, QUESTION]
HOSTILE = '5\nnull\n{"asked_at": 1, "conversation": [1]}\n{"asked_at": "\\ud800"}\n' + "[" * 10_000
TURN = Turn(question="how long was follow-up?", keys=("10.1234/x",))


def old(data_dir: Path) -> None:
    """What the schema before held of Alice, who asked, and of Mona, who read it."""
    first_schema(data_dir / FILE, 4)
    name = Pseudonyms.load(data_dir).of(ALICE, SERVER)
    with closing(sqlite3.connect(data_dir / FILE)) as database, database:
        for number in range(300):
            place: tuple[str | None, ...] = (
                f"{number:012x}",
                SERVER,
                CHANNEL,
                QUESTION,
                "reply",
                name,
                f"{CHANNEL}:{ALICE}",
            )
            if number % 3 == 0:
                place = (f"{number:012x}", None, DIRECT, QUESTION, "reply", name, DIRECT)
            values = OLD | dict(
                zip(("id", "server", "channel", "message", "reply", "asker", "conversation"), place, strict=True)
            )
            database.execute(
                f"INSERT INTO answers ({', '.join(values)}) VALUES ({', '.join(f':{one}' for one in values)})",  # noqa: S608
                values,
            )
        database.execute("UPDATE answers SET withheld = 'opt-out', message = NULL WHERE id LIKE '%01'")
        database.execute("DELETE FROM answers WHERE id LIKE '%7'")  # what was removed has left bytes behind
        for answer, server, channel in (("a1", SERVER, CHANNEL), ("a2", None, DIRECT)):
            shown = (
                answer,
                server,
                channel,
                f"{QUESTION}{answer[1]}",
                "m2",
                name,
                "answered",
                "content",
                "default",
                "ab",
                "[]",
                '["k"]',
                1,
                "2026",
            )
            database.execute("INSERT INTO shown VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", shown)
        for conversation, server in ((f"{CHANNEL}:{ALICE}", SERVER), (DIRECT, "")):
            turn = (conversation, server, name, TURN.model_dump_json(), NOON.isoformat())
            database.execute("INSERT INTO conversations VALUES (?, ?, ?, ?, ?)", turn)
        for reader in (f"Mona Moderator (again) ({MONA})", "terminal: operatress", "terminal"):
            database.execute(
                "INSERT INTO readings VALUES (NULL, ?, ?, 'show', 'a1', '2026-11-25')", (SERVER, reader)
            )
        database.execute(
            "INSERT INTO notes VALUES (NULL, '000000000000', ?, ?, 'see', '2026')",
            (SERVER, f"Mona Moderator ({MONA})"),
        )


def spooled(data_dir: Path) -> None:
    """Rows that wait as the version before wrote them, whole and cut short anywhere."""
    where = {
        "surface": "mention",
        "server": SERVER,
        "channel": CHANNEL,
        "message": QUESTION,
        "conversation": f"{CHANNEL}:{ALICE}",
    }
    row = json.dumps(
        where
        | {"asked_at": at(5).isoformat(), "asker": Pseudonyms.load(data_dir).of(ALICE, SERVER)}
        | {"member": None}
        | OLD
        | {"id": "waiting00000", "quotes": []}
        | where
    )
    folder = data_dir / "spool"
    folder.mkdir()
    (folder / WAITING).write_text(
        f'{row}\n{{"id": "000000000002", "reply": "late"}}\n{row[: row.index(ALICE) + 9]}\n'
    )
    direct = row.replace(f'"{SERVER}"', "null").replace(CHANNEL, DIRECT)
    cut = [line[:length] for line in (row, direct) for length in range(1, len(line), 7)]
    (folder / BROKEN).write_text("\n".join([*cut, HOSTILE]))


async def test_no_byte_of_an_id_or_a_name_is_left(tmp_path: Path) -> None:
    old(tmp_path)
    spooled(tmp_path)
    assert [raw for raw in RAW if raw.encode() not in written(tmp_path)] == []
    async with Storage.open(tmp_path) as storage:
        assert [raw for raw in RAW if raw.encode() in written(tmp_path)] == []
        assert await storage.facts.get(DUE) is None
        waited = await storage.logbook.get("waiting00000")
        assert waited is not None
        assert waited.asked_at == at(0)
        cut = (tmp_path / "spool" / BROKEN).read_bytes()
        assert b'"conversation": "' not in cut  # the beginning of an id leads to a person too
        assert b'"server": null, "channel": "' not in cut
        assert cut.count(b'"question": "how long?"') > 2


async def test_what_leads_to_a_person_is_found_again_by_who_knows_it(tmp_path: Path) -> None:
    old(tmp_path)
    async with Storage.open(tmp_path) as storage:
        last = storage.conversations.last
        assert await last(f"{CHANNEL}:{ALICE}", SERVER, NOON, timedelta(minutes=5)) == TURN
        assert await last(DIRECT, None, NOON, None) == TURN
        assert await last(f"{CHANNEL}:{MONA}", SERVER, NOON, None) is None
        for answer, server in (("a1", SERVER), ("a2", None)):
            (found,) = await storage.shown.by_question(f"{QUESTION}{answer[1]}")
            assert found == await storage.shown.get(answer, server)
        assert await storage.shown.cited_in(DIRECT, None) == ["k"]
        assert await storage.shown.cited_in(CHANNEL, SERVER) == ["k"]
        names = storage.reader.names_of([MONA, "terminal: operatress", "terminal"], SERVER)
        readings = await storage.reader.readings(Selection(server=SERVER))
        assert [names[one.reader] for one in readings] == ["terminal", "terminal: operatress", MONA]
        whole = await storage.reader.whole("000000000000", Selection(everywhere=True))
        assert whole is not None
        assert [names[note.author] for note in whole.notes] == [MONA]
        rows = await storage.logbook.recent(1000)
        assert {row.reply for row in rows if row.withheld} == {None}
        talks = {row.conversation for row in rows if row.server}
        assert len(talks) == 1
        assert talks != {row.conversation for row in rows if not row.server}


async def test_bytes_that_could_not_be_erased_are_at_the_next_start(tmp_path: Path) -> None:
    old(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM answers").fetchone()  # somebody reads the old rows meanwhile
        async with Logbook.open(tmp_path, busy_timeout_ms=20) as log:
            assert await log.count() > 0
            assert ALICE.encode() in written(tmp_path)
    async with Storage.open(tmp_path) as storage:
        assert await storage.facts.get(DUE) is None
        assert [raw for raw in RAW if raw.encode() in written(tmp_path)] == []


async def test_a_blank_folder_is_not_written_anew(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        assert await storage.facts.get(DUE) is None


@pytest.mark.parametrize("server", ["one", None])
def test_what_is_keyed_stays_and_differs_by_kind_place_and_key(tmp_path: Path, server: str | None) -> None:
    first_key(tmp_path)
    names = Pseudonyms.load(tmp_path)
    keyed = names.keyed("message", ALICE, server)
    assert keyed is not None
    assert names.keyed("message", keyed, server) == keyed
    assert names.keyed("message", None, server) is None
    others = [
        names.keyed("channel", ALICE, server),
        names.keyed("message", ALICE, "two"),
        names.reader(ALICE, server),
        names.of(ALICE, server),
    ]
    assert len({keyed[-16:], *(str(one)[-16:] for one in others)}) == 5
    assert Pseudonyms().keyed("message", ALICE, server) is None


@pytest.mark.parametrize("out", [False, True])
async def test_opting_out_holds_for_what_was_asked_under_an_older_name(tmp_path: Path, out: bool) -> None:
    asked, told = answer(1, "zebrafish"), answer(2, "zebrafish")
    where = context("alice", "one")
    async with Storage.open(tmp_path) as storage:
        await storage.logbook.record(asked, where, NOON)
        await storage.shown.keep(asked, where, public=True)
    rotate(tmp_path)
    async with Storage.open(tmp_path) as storage:
        await storage.awaited.add(asked.id, "one", "bob")
        if out:
            await storage.members.opt_out("alice", "one")
        entry, shown = await storage.logbook.get(asked.id), await storage.shown.get(asked.id, "one")
        assert entry is not None
        assert shown is not None
        assert await storage.awaited.claim(entry, shown, told, where) is not out
