"""Nothing that was shown is lost: locked, full, corrupt, killed. Real SQLite files and real faults."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot.storage.connecting import connected
from bot.storage.database import FILE
from bot.storage.logbook import Logbook
from bot.storage.spool import BROKEN, WAITING
from bot.storage.store import Storage
from corpus.errors import StorageError
from tests.bot.storage.samples import NOON, answer, context, held_by_another

WRITER = """
import asyncio, sys
from contextlib import closing
from pathlib import Path
from bot.storage.logbook import Logbook
from tests.bot.storage.samples import answer, at, context

async def main():
    async with Logbook.open(Path(sys.argv[1])) as log:
        for n in range(int(sys.argv[2]), 10**6):
            await log.record(answer(n), context(), at(n))
            print(answer(n).id, flush=True)

asyncio.run(main())
"""


async def ids(data_dir: Path) -> set[str]:
    async with Logbook.read(data_dir) as log:
        return {entry.id for entry in await log.recent(limit=10**6)}


async def test_a_locked_database_spools_and_the_next_start_reads_it_in(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path) as log:
        await log.record(answer(1), context(), NOON)
    with held_by_another(tmp_path):
        async with Logbook.open(tmp_path, busy_timeout_ms=20) as log:
            await log.record(answer(2), context(), NOON)
            assert log.waiting() == 1
    async with Logbook.open(tmp_path) as log:
        assert log.waiting() == 0
    assert await ids(tmp_path) == {"id000001", "id000002"}


async def test_a_corrupt_database_is_left_as_it_is_and_rows_are_spooled(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE).write_bytes(b"this is no database" * 1000)
    async with Logbook.open(tmp_path) as log:
        await log.record(answer(1), context(), NOON)
        assert log.waiting() == 1
    assert (tmp_path / FILE).read_bytes() == b"this is no database" * 1000
    assert caplog.text.count("cannot be written") == 1
    assert "follow-up" not in caplog.text


async def test_what_is_kept_nowhere_is_not_said_to_wait_in_the_spool(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Both were said of a full disk, one after the other."""
    async with Logbook.open(tmp_path, busy_timeout_ms=20) as log:
        (tmp_path / "spool").write_bytes(b"")
        with (
            held_by_another(tmp_path),
            pytest.raises(StorageError, match="Neither the logbook nor its spool"),
        ):
            await log.record(answer(1), context(), NOON)
    assert "kept in the spool" not in caplog.text


async def test_a_database_corrupted_in_the_middle_loses_nothing_new(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path) as log:
        await log.record_many([(answer(n), context(), NOON) for n in range(300)])
    content = bytearray((tmp_path / FILE).read_bytes())
    content[4096 : len(content) - 4096] = os.urandom(len(content) - 8192)
    (tmp_path / FILE).write_bytes(content)
    async with Logbook.open(tmp_path) as log:
        await log.record(answer(999), context(), NOON)
        waiting = log.waiting()
    if waiting:
        assert "id000999" in (tmp_path / "spool" / WAITING).read_text("utf-8")
    else:
        assert "id000999" in await ids(tmp_path)


async def test_if_the_spool_fails_too_the_answer_is_withheld(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    (tmp_path / "spool").write_text("a file where the folder should be")
    async with Logbook.open(tmp_path) as log:
        with pytest.raises(StorageError, match="withheld"):
            await log.record(answer(), context(), NOON)


async def test_a_line_of_the_spool_cut_short_is_put_aside_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    async with Logbook.open(tmp_path) as log:
        await log.record(answer(1), context(), NOON)
        with (tmp_path / "spool" / WAITING).open("ab") as spool:
            spool.write(b'{"id": "half a li')
        await log.record(answer(2), context(), NOON)
    (tmp_path / FILE).rmdir()
    async with Logbook.open(tmp_path):
        pass
    assert await ids(tmp_path) == {"id000001", "id000002"}
    assert (tmp_path / "spool" / BROKEN).read_bytes() == b'{"id": "half a li\n'


async def test_rows_read_in_twice_are_there_once(tmp_path: Path) -> None:
    """Killed between committing the spool's rows and removing them, the next start reads them again."""
    (tmp_path / FILE).mkdir()
    async with Logbook.open(tmp_path) as log:
        await log.record(answer(1), context(), NOON)
    waiting = (tmp_path / "spool" / WAITING).read_bytes()
    (tmp_path / FILE).rmdir()
    for _ in range(2):
        (tmp_path / "spool" / WAITING).write_bytes(waiting)
        async with Logbook.open(tmp_path):
            pass
    async with Logbook.read(tmp_path) as log:
        assert await log.count() == 1
        entry = await log.get("id000001")
    assert entry is not None
    assert len(entry.quotes) == 1


def test_a_full_disk_withholds_or_keeps_but_never_loses(tmp_path: Path) -> None:
    """A file-size limit stands for the full disk: it works for root too."""

    def small_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    done = subprocess.run(
        [sys.executable, "-c", WRITER, str(tmp_path), "0"],
        preexec_fn=small_files,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    shown = set(done.stdout.split())
    assert shown
    assert "withheld" in done.stderr
    assert shown <= kept(tmp_path)


@pytest.mark.slow
def test_killed_at_any_moment_every_row_that_was_confirmed_is_there(tmp_path: Path) -> None:
    chance, shown = random.Random(7), set[str]()
    for round_ in range(6):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(round_ * 100_000)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        shown |= {writer.stdout.readline().strip() for _ in range(chance.randint(1, 40))}
        writer.kill()
        shown |= set(writer.stdout.read().split("\n")[:-1])
        writer.stdout.close()
        assert writer.wait() == -signal.SIGKILL
    assert shown <= kept(tmp_path)


def kept(data_dir: Path) -> set[str]:
    """Ids in the database and in the spool, read with nothing of ours."""
    database = sqlite3.connect(data_dir / FILE)
    found = {row[0] for row in database.execute("SELECT id FROM answers")}
    database.close()
    spool = data_dir / "spool" / WAITING
    if spool.exists():
        for line in spool.read_text("utf-8").splitlines():
            try:
                found.add(json.loads(line)["id"])
            except ValueError:
                continue
    return found


async def test_a_connection_that_cannot_be_made_leaves_no_thread_behind(tmp_path: Path) -> None:
    """It would speak to an event loop that is closed by then, in a traceback."""
    before = set(threading.enumerate())  # one of a test before this may have a step to go
    for _ in range(3):
        with pytest.raises(sqlite3.OperationalError):
            await connected(f"file:{tmp_path / 'nothing'}?mode=ro", uri=True)
        left = set(threading.enumerate()) - before
        assert [one for one in left if "_connection_worker_thread" in one.name] == []


@pytest.mark.parametrize("replaced", [False, True])
async def test_rows_behind_a_logbook_that_was_removed_are_spooled_and_found_at_the_next_start(
    tmp_path: Path, replaced: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async with Logbook.open(tmp_path, busy_timeout_ms=20) as log:
        await log.record(answer(1), context(), NOON)
        copy = (tmp_path / FILE).read_bytes()
        for name in os.listdir(tmp_path):
            if name.startswith(FILE):
                (tmp_path / name).unlink()
        if replaced:
            (tmp_path / FILE).write_bytes(copy)
        await log.record(answer(2), context(), NOON)
        assert log.waiting() == 1
    assert "was removed or replaced meanwhile, so restart Marrow" in caplog.text
    async with Logbook.open(tmp_path) as log:
        assert log.waiting() == 0
    assert "id000002" in await ids(tmp_path)


async def test_rows_behind_a_write_ahead_log_that_was_removed_are_spooled(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What is committed to it then is there for this process alone, and gone if that is killed."""
    wal = f"{FILE}-wal"
    async with Storage.open(tmp_path, busy_timeout_ms=20) as storage:
        await storage.logbook.record(answer(1), context(), NOON)
        (tmp_path / wal).unlink()
        await storage.logbook.record(answer(2), context(), NOON)
        assert storage.logbook.waiting() == 1
        killed = tmp_path / "killed"
        killed.mkdir()
        shutil.copy(tmp_path / FILE, killed)
        shutil.copy(tmp_path / "pseudonym.key", killed)
        assert "id000001" in await ids(killed)  # which was in that log alone
        with pytest.raises(StorageError, match="The logbook cannot be"):
            await storage.members.opt_out("alice", "lab")
    assert f"{wal} was removed or replaced meanwhile, so restart Marrow" in caplog.text
    async with Logbook.open(tmp_path) as log:
        assert log.waiting() == 0
    assert "id000002" in await ids(tmp_path)


async def test_nothing_is_moved_into_a_logbook_that_has_another_write_ahead_log(tmp_path: Path) -> None:
    """What is in that may be newer."""
    wal = tmp_path / f"{FILE}-wal"
    async with Storage.open(tmp_path, busy_timeout_ms=20) as storage:
        await storage.logbook.record(answer(1), context(), NOON)
        wal.unlink()
        wal.write_bytes(b"pages")
        before = (tmp_path / FILE).read_bytes()
        await storage.logbook.record(answer(2), context(), NOON)
        assert storage.logbook.waiting() == 1
        assert (tmp_path / FILE).read_bytes() == before


async def test_nothing_is_read_from_another_logbook_in_the_place_of_the_one_that_was_opened(
    tmp_path: Path,
) -> None:
    """Nobody has opted out in it."""
    async with Storage.open(tmp_path / "other"):
        pass
    async with Storage.open(tmp_path / "data") as storage:
        await storage.members.opt_out("alice", "lab")
    async with Storage.open(tmp_path / "data") as storage:
        os.replace(tmp_path / "other" / FILE, tmp_path / "data" / FILE)
        readers = storage.logbook._database._readers
        assert readers is not None
        while readers._idle:  # as where more read at once than before
            await readers._idle.pop().close()
        with pytest.raises(StorageError, match="removed or replaced meanwhile, so restart Marrow"):
            await storage.members.opted_out("alice", "lab")
