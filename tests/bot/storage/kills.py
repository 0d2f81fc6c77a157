"""``python -m tests.bot.storage.kills [100]``: kill each piece of work on a data folder so often, at any of its moments.

Each kill must hit: the process must have died by it, between the first moment of its work and the last. Afterwards nothing
that was kept is lost, nothing is half done, and the same work done again comes to its end.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bot.storage.rows import answer_row
from bot.storage.spool import Spool
from bot.storage.store import Storage
from corpus.files import read_papers
from corpus.snapshots import moments
from corpus.store import CorpusStore
from corpus.watching.origins import FetchedState, papers_of_page, sources_of
from corpus.watching.watch import remember
from index.kept.libraries import opened
from index.library import Settings
from tests.bot.storage.killed import COPY, GONE, LIBRARY, PAGE, PAPERS, change_index
from tests.bot.storage.samples import answer, at, context, written
from tests.bot.storage.test_migrate import first_schema
from tests.corpus.watching.site import Owl, issue

ROOT, SEED, ROWS = Path(__file__).parents[3], 20261126, 30
LOGBOOK = "logbook.sqlite3"
OWLS = (Owl(1), Owl(2, "Owls Sleep by Day"), Owl(3, "Owls Eat Mice"))
RIS = "TY  - JOUR\nTI  - Paper {0}\nDO  - 10.1234/{0}\nAB  - Pain was less {1}.\nER  - \n"


def run(work: str, folder: Path, at_moment: int = 0) -> subprocess.CompletedProcess[str]:
    """One process that does one piece of work, killed at a moment of it, or not (0)."""
    command = [sys.executable, "-m", "tests.bot.storage.killed", work, str(folder), str(at_moment)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def killed(work: str, kills: int, seed: int = SEED) -> tuple[int, int]:
    """Kill a piece of work so often and look at what is left; how many moments it has, and how many kills hit."""
    prepare, look = WORKS[work]
    chance, hit = random.Random(seed), 0
    with tempfile.TemporaryDirectory() as name:
        before = Path(name) / "before"
        before.mkdir()
        prepare(before)
        whole = _copied(before, Path(name) / "whole")
        done = run(work, whole)
        assert done.returncode == 0, done.stderr
        look(whole)
        moments = int(done.stdout)
        for _ in range(kills):
            folder = _copied(before, Path(name) / "killed")
            ended = run(work, folder, chance.randint(1, moments))
            hit += ended.returncode == -signal.SIGKILL
            assert ended.returncode in (0, -signal.SIGKILL), ended.stderr
            look(folder)
            again = run(work, folder)
            assert again.returncode == 0 or "is there already" in again.stderr, again.stderr
            look(folder)
            shutil.rmtree(folder)
    return moments, hit


def _copied(source: Path, target: Path) -> Path:
    shutil.copytree(source, target)
    return target


def _old(folder: Path) -> None:
    first_schema(folder / LOGBOOK, 1)
    with closing(sqlite3.connect(folder / LOGBOOK)) as database, database:
        columns = [
            row[1] for row in database.execute("PRAGMA table_info (answers)") if row[1] not in ("number", "id")
        ]
        copied = ", ".join(columns)
        for number in range(1, ROWS):
            database.execute(
                f"INSERT INTO answers (id, {copied}) SELECT ?, {copied} FROM answers LIMIT 1",  # noqa: S608
                (f"{number:012x}",),
            )
    (folder / "pseudonym.key").write_text("ab" * 32)


def _full(folder: Path) -> None:
    asyncio.run(_filled(folder, ROWS))


async def _filled(folder: Path, rows: int) -> None:
    async with Storage.open(folder) as storage:
        for number in range(rows):
            who = ("alice", "bob")[number % 2]
            words = f"{'zebrafish' if who == 'alice' else 'marmoset'} {number} " * (1 + number % 9)
            await storage.logbook.record(answer(number, words), context(who), at(number))
            await storage.logbook.delivered(f"id{number:06}", f"{number}" * 9)


def _spooled(folder: Path) -> None:
    _full(folder)
    rows = [answer_row(answer(100 + n), context("bob"), "00112233445566aa", at(n)) for n in range(ROWS)]
    Spool(folder).append([*rows, *({"id": f"id{100 + n:06}", "reply": str(n)} for n in range(ROWS))])


def _removed(folder: Path) -> None:
    _full(folder)
    with closing(sqlite3.connect(folder / LOGBOOK)) as database, database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("DELETE FROM answers WHERE question GLOB 'zebrafish*'")


def _library(folder: Path) -> None:
    (folder / PAPERS).write_text("".join(RIS.format(number, "before") for number in range(5)))
    CorpusStore(folder / "libraries").add(LIBRARY, read_papers(folder / PAPERS))
    (folder / PAPERS).write_text("".join(RIS.format(number, "after") for number in range(5, 40)))


def _bare(folder: Path) -> None:
    bare = "TY  - JOUR\nTI  - Paper {0}\nDO  - 10.1234/{0}\nER  - \n"
    (folder / PAPERS).write_text("".join(bare.format(number) for number in range(5)))
    CorpusStore(folder / "libraries").add(LIBRARY, read_papers(folder / PAPERS))


def _from_a_page(folder: Path) -> None:
    store, page = CorpusStore(folder / "libraries"), folder / PAGE
    page.write_text(issue(*OWLS[:2]))
    found = FetchedState(address="https://www.example.org/owls", at=at(0), digest="1" * 64)
    read = papers_of_page(page, found)
    store.add_all(LIBRARY, [read])
    remember(store, LIBRARY, read, found)
    page.write_text(issue(*OWLS))


def _indexed(folder: Path) -> None:
    store = CorpusStore(folder / "libraries")
    for number in range(43):
        (folder / PAPERS).write_text(RIS.format(number, f"of kind {number}"))
        store.add(LIBRARY, read_papers(folder / PAPERS))
        if number == 39:
            asyncio.run(change_index(folder))


def _ids(folder: Path) -> set[str]:
    """The rows of a logbook that is sound, and whose counts and full text agree with its rows."""
    with closing(sqlite3.connect(folder / LOGBOOK)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
        ids = {row[0] for row in database.execute("SELECT id FROM answers")}
        assert database.execute(
            "SELECT count(*) FROM quotes WHERE answer NOT IN (SELECT number FROM answers)"
        ).fetchone() == (0,)
        if "days" in tables:
            assert database.execute("SELECT coalesce(sum(questions), 0) FROM days").fetchone() == (len(ids),)
        if "answers_text" in tables:
            database.execute("INSERT INTO answers_text (answers_text) VALUES ('integrity-check')")
    return ids


def _named(*numbers: int) -> set[str]:
    return {f"id{number:06}" for number in numbers}


def _all_migrated(folder: Path) -> None:
    assert len(_ids(folder)) == ROWS


def _only_old_gone(folder: Path) -> None:
    assert _named(*range(GONE, ROWS)) <= _ids(folder) <= _named(*range(ROWS))


def _all_hers_or_none(folder: Path) -> None:
    ids, bobs = _ids(folder), _named(*range(1, ROWS, 2))
    assert ids in (bobs, _named(*range(ROWS)))
    with closing(sqlite3.connect(folder / LOGBOOK)) as database:
        due = database.execute("SELECT value FROM facts WHERE key = 'erasing due'").fetchone()
    if ids == bobs and due == ("no",):
        assert b"zebrafish" not in written(folder)


def _nothing_changed(folder: Path) -> None:
    assert _ids(folder) == _named(*range(1, ROWS, 2))


def _each_once(folder: Path) -> None:
    spool = folder / "spool" / "rows.jsonl"
    waiting = spool.read_text("utf-8") if spool.exists() else ""
    ids = _ids(folder)
    assert all(one in ids or f'"{one}"' in waiting for one in _named(*range(100, 100 + ROWS)))
    if not waiting:
        with closing(sqlite3.connect(folder / LOGBOOK)) as database:
            assert database.execute("SELECT count(reply) FROM answers").fetchone() == (2 * ROWS,)


def _sound_copy_or_none(folder: Path) -> None:
    assert _ids(folder) == _named(*range(ROWS))
    if (folder / COPY).exists():
        with closing(sqlite3.connect(folder / COPY)) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert copy.execute("SELECT count(*) FROM answers").fetchone() == (ROWS,)


def _an_index_of_one_state_or_none(folder: Path) -> None:
    store = CorpusStore(folder / "libraries")
    for state in {digest for digest, _ in moments(store.folder(LIBRARY))}:
        index = opened(store.folder(LIBRARY), LIBRARY, state, Settings(), "tantivy")
        if index is not None:
            papers = tuple(index.corpus.papers)
            assert papers == store.snapshot(LIBRARY, state).papers
            assert all(index.texts(paper.key).lines for paper in papers)
            assert len(asyncio.run(index.nearest("pain", 100))) == len(papers)


def _one_library_or_the_other(folder: Path) -> None:
    assert len(CorpusStore(folder / "libraries").load(LIBRARY).papers) in (5, 40)


def _all_completed_or_none(folder: Path) -> None:
    papers = CorpusStore(folder / "libraries").load(LIBRARY).papers
    assert [paper.title for paper in papers] == [f"Paper {number}" for number in range(5)]
    assert {paper.abstract for paper in papers} in ({None}, {"It flew."})


def _up_to_the_page_or_as_before(folder: Path) -> None:
    store = CorpusStore(folder / "libraries")
    (source,) = sources_of(store.folder(LIBRARY)).pages
    assert source.seen is not None
    held, seen = {paper.key for paper in store.load(LIBRARY).papers}, source.seen.records.keys()
    assert held in ({one.key for one in OWLS[:2]}, {one.key for one in OWLS})
    assert seen <= held, "what is not in the library is not called seen"


WORKS: dict[str, tuple[Callable[[Path], None], Callable[[Path], None]]] = {
    "migrate": (_old, _all_migrated),
    "expire": (_full, _only_old_gone),
    "forget": (_full, _all_hers_or_none),
    "overwrite": (_removed, _nothing_changed),
    "read_in": (_spooled, _each_once),
    "back_up": (_full, _sound_copy_or_none),
    "take_in": (_library, _one_library_or_the_other),
    "complete": (_bare, _all_completed_or_none),
    "look_again": (_from_a_page, _up_to_the_page_or_as_before),
    "change_index": (_indexed, _an_index_of_one_state_or_none),
}


def main() -> None:
    """Kill every piece of work as often as asked and say what was found."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    for work in WORKS:
        moments, hit = killed(work, kills)
        print(
            f"{work:<10} {kills} kills at any of {moments:,} moments, {hit} hit; nothing lost, nothing half done",
            flush=True,
        )


if __name__ == "__main__":
    main()
