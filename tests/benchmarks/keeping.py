"""``python -m tests.benchmarks.keeping [SIZE …]``: what a kept index holds, as files of records and as one SQLite file.

The same papers, forms and words are written and read in both ways, in turn, each at its best of several times; tantivy's part
is the same beside either and left out. SQLite's rows carry the checksums that records have. It is built without a journal, as
what is built gets its name when it is whole, and changed with a write-ahead log. Times are the processor's, but for a paper more.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import sys
import tempfile
import time
from array import array
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from corpus.checked import check, note, write_checked
from corpus.errors import CorpusError
from corpus.pile import lines_of
from corpus.records import Keyed, Records, RecordWriter, key_hash, write_changes, write_keyed
from corpus.shelf import Shelf, write_changed, write_shelf
from index.kept import building
from index.kept.building import FORMS, PAPERS, WORDS, build
from index.library import Settings
from tests.benchmarks.generate import SEED, papers
from tests.benchmarks.measure import Times

ROUNDS, READ, READINGS, ADDED, PAGE = 3, 100, 20, 30, 4096
SCHEMA = """CREATE TABLE papers (number INTEGER PRIMARY KEY, crc INTEGER, line BLOB, form BLOB);
CREATE TABLE keys (hash INTEGER, number INTEGER, PRIMARY KEY (hash, number)) WITHOUT ROWID;
CREATE TABLE words (term TEXT PRIMARY KEY, crc INTEGER, value BLOB) WITHOUT ROWID;"""
ONE = "SELECT crc, line, form FROM papers JOIN keys USING (number) WHERE hash = ?"


class Content(NamedTuple):
    """Hashed keys, lines and forms of papers, and words with their values; of the papers beyond them, to be added, too."""

    hashes: list[int]
    rows: list[tuple[bytes, bytes]]
    words: list[tuple[str, Any]]
    more: list[tuple[str, bytes, bytes, list[str]]]


class _Files:
    name = "files of records"

    def __init__(self, folder: Path) -> None:
        self._folder, self._count, self._changed = folder, 0, 0
        self._sums: dict[str, tuple[int, int]] = {}

    def write(self, content: Content) -> None:
        with RecordWriter(self._folder / PAPERS) as lines, RecordWriter(self._folder / FORMS) as forms:
            for line, form in content.rows:
                lines.add(line)
                forms.add(form)
        write_shelf(self._folder / PAPERS, "g0", array("Q", content.hashes))
        self._terms, self._count = write_keyed(self._folder / WORDS, content.words), len(content.rows)
        self._changed, self._sums = 0, {}
        self._noted()

    def _noted(self) -> None:
        self._sums = building.sums_of(self._folder, f"g{self._changed}", self._sums)
        write_checked(self._folder / building.FILE, self._sums)
        note(self._folder, self._sums)

    def open(self) -> None:
        check(self._folder, self._sums)
        self._shelf = Shelf.open(self._folder / PAPERS, self._count, self._count, f"g{self._changed}")
        self._forms = Records(self._folder / FORMS, self._count)
        changes = self._folder / f"{WORDS}.g{self._changed}.changes"
        self._words = Keyed(self._folder / WORDS, self._terms, changes if self._changed else None)

    def paper(self, hashed: int) -> tuple[bytes, bytes]:
        number = next(self._shelf.table.of_hash(hashed))
        return self._shelf.records[number], self._forms[number]

    def word(self, term: str) -> Any:
        return self._words.get(term)

    def add(self, key: str, line: bytes, form: bytes, terms: list[str]) -> None:
        self.open()
        with (
            RecordWriter(self._folder / PAPERS, self._count) as lines,
            RecordWriter(self._folder / FORMS, self._count) as forms,
        ):
            lines.add(line)
            forms.add(form)
        numbers, new = self._shelf.numbers + array("I", [self._count]), {key: self._count}
        self._count, self._changed = self._count + 1, self._changed + 1
        write_changed(self._folder / PAPERS, f"g{self._changed}", self._shelf, numbers, {}, new)
        changes = self._words.changed({term: _counted(self.word(term)) for term in terms})
        write_changes(self._folder / f"{WORDS}.g{self._changed}.changes", changes)
        self._noted()
        for old in self._folder.glob(f"*.g{self._changed - 1}.*"):
            old.unlink()

    def sound(self) -> bool:
        (self._folder / "seen.json").unlink(missing_ok=True)
        try:
            check(self._folder, self._sums)
        except CorpusError:
            return False
        return True


class _Sqlite:
    def __init__(self, folder: Path, page: int = PAGE) -> None:
        self.name, self.file, self._page = f"SQLite, pages of {page:,}", folder / "one.sqlite3", page

    def write(self, content: Content) -> None:
        self.file.unlink(missing_ok=True)
        base = sqlite3.connect(self.file, isolation_level=None)
        base.executescript(
            f"PRAGMA page_size={self._page}; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {SCHEMA} BEGIN"
        )
        rows = ((number, *_paper_row(*row)) for number, row in enumerate(content.rows))
        base.executemany("INSERT INTO papers VALUES (?, ?, ?, ?)", rows)
        keys = sorted((_signed(hashed), number) for number, hashed in enumerate(content.hashes))
        base.executemany("INSERT INTO keys VALUES (?, ?)", keys)
        base.executemany("INSERT INTO words VALUES (?, ?, ?)", (_row(*word) for word in content.words))
        base.execute("COMMIT")
        base.close()
        with self.file.open("rb") as file:
            os.fsync(file.fileno())

    def open(self) -> None:
        self._base = sqlite3.connect(self.file, isolation_level=None)
        self._base.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=4294967296")

    def paper(self, hashed: int) -> tuple[bytes, bytes]:
        crc, line, form = self._base.execute(ONE, (_signed(hashed),)).fetchone()
        if crc32(form, crc32(line)) != crc:
            raise CorpusError("damaged")
        return line, form

    def word(self, term: str) -> Any:
        found = self._base.execute("SELECT crc, value FROM words WHERE term = ?", (term,)).fetchone()
        if found and crc32(found[1]) != found[0]:
            raise CorpusError("damaged")
        return json.loads(found[1]) if found else None

    def add(self, key: str, line: bytes, form: bytes, terms: list[str]) -> None:
        self._base.execute("BEGIN IMMEDIATE")
        insert = "INSERT INTO papers (crc, line, form) VALUES (?, ?, ?)"
        number = self._base.execute(insert, _paper_row(line, form)).lastrowid
        self._base.execute("INSERT INTO keys VALUES (?, ?)", (_signed(key_hash(key)), number))
        changed = [_row(term, _counted(self.word(term))) for term in terms]
        self._base.executemany("INSERT OR REPLACE INTO words VALUES (?, ?, ?)", changed)
        self._base.execute("COMMIT")

    def sound(self) -> bool:
        try:
            return bool(sqlite3.connect(self.file).execute("PRAGMA integrity_check").fetchone() == ("ok",))
        except sqlite3.DatabaseError:
            return False


def _signed(hashed: int) -> int:
    return hashed - 2**64 if hashed >= 2**63 else hashed


def _paper_row(line: bytes, form: bytes) -> tuple[int, bytes, bytes]:
    return crc32(form, crc32(line)), line, form


def _row(term: str, value: Any) -> tuple[str, int, bytes]:
    written = json.dumps(value).encode()
    return term, crc32(written), written


def _counted(value: Any) -> Any:
    return [value[0] + 1, value[1]] if value else [1, {}]


def _content(size: int, folder: Path) -> Content:
    """What ``index.kept`` makes of so many generated papers; the last of them are to be added."""
    build(folder, lines_of(papers(size + ADDED)), None, "0" * 64, Settings(), "tantivy")
    kept = building.read_manifest(folder)
    shelf = Shelf.open(folder / PAPERS, kept.records, kept.papers, kept.named)
    forms = Records(folder / FORMS, kept.papers)
    rows = [(shelf.records[number], forms[number]) for number in range(kept.papers)]
    keys = list(shelf.keys())
    more = [(key, *row, _terms(row[1])) for key, row in islice(zip(keys, rows, strict=True), size, None)]
    words = sorted(Keyed(folder / WORDS, kept.terms).items())
    return Content([key_hash(key) for key in keys[:size]], rows[:size], words, more)


def _terms(form: bytes) -> list[str]:
    """A paper's terms, once each."""
    return sorted({word for word in form.decode().replace('"', " ").split() if word.isalnum()})


def _best(do: Callable[[], object], rounds: int) -> float:
    """Milliseconds of the processor, the least of several."""

    def once() -> float:
        began = time.process_time()
        do()
        return (time.process_time() - began) * 1000

    return min(once() for _ in range(rounds))


def _compare(way: _Files | _Sqlite, folder: Path, content: Content, written: float) -> None:
    chance = random.Random(SEED)
    hashes, words = chance.sample(content.hashes, READ), [term for term, _ in chance.sample(content.words, READ)]
    disk = sum(file.stat().st_size for file in folder.iterdir()) / 2**20
    opened = _best(way.open, READINGS)
    read = _best(lambda: [way.paper(one) for one in hashes], READINGS) * 1000 / READ
    looked = _best(lambda: [way.word(one) for one in words], READINGS) * 1000 / READ
    checked = _best(way.sound, ROUNDS)
    print(
        f"  {way.name:24} written in {written:6.0f} ms, {disk:5.0f} MB; opened in {opened:5.2f} ms; a paper and its form "
        f"{read:5.1f} µs, a word {looked:4.1f} µs; all checked in {checked:5.0f} ms",
        flush=True,
    )


def _damaged(way: _Files | _Sqlite, file: Path, line: bytes, hashed: int) -> None:
    """A byte of a paper's text changed, then its page filled with zeros: who finds it?"""
    whole = file.read_bytes()
    at = whole.index(line[: PAGE // 8]) + 100
    for what, there, put in (("a byte of a text", at, b"\0"), ("a page", at // PAGE * PAGE, bytes(PAGE))):
        file.write_bytes(whole[:there] + put + whole[there + len(put) :])
        found, refused = (" not" * one for one in (way.sound(), not _refused(way, hashed)))
        print(f"  {way.name:24} {what} damaged:{found} found by checking all,{refused} by reading the paper")
    file.write_bytes(whole)


def _refused(way: _Files | _Sqlite, hashed: int) -> bool:
    with suppress(CorpusError):
        way.open()
    try:
        way.paper(hashed)
    except (CorpusError, sqlite3.Error, TypeError):
        return True
    return False


def _grown(way: _Files | _Sqlite, content: Content) -> None:
    taken, used = Times(), Times()
    way.open()
    for more in content.more:
        began, worked = time.perf_counter(), time.process_time()
        way.add(*more)
        taken.append((time.perf_counter() - began) * 1000)
        used.append((time.process_time() - worked) * 1000)
    for what, some in (("one", slice(10)), (f"after {ADDED}", slice(-10, None))):
        wall, processor = (Times(times[some]).percentile(0.5) for times in (taken, used))
        print(f"  {way.name:24} a paper more, {what}: {wall:.1f} ms, {processor:.1f} of the processor", flush=True)


def _ways(folder: Path) -> list[tuple[_Files | _Sqlite, Path]]:
    """Each with the file whose bytes are damaged."""
    places = [folder / name for name in ("files", "small", "large")]
    for place in places:
        place.mkdir()
    small, large = _Sqlite(places[1]), _Sqlite(places[2], 4 * PAGE)
    return [(_Files(places[0]), places[0] / PAPERS), (small, small.file), (large, large.file)]


def main(sizes: list[str]) -> None:
    """Each size: written in turn, read, damaged, added to."""
    for size in map(int, sizes or ["20000"]):
        print(f"\n{size:,} papers", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            content, ways = _content(size, Path(folder) / "made"), _ways(Path(folder))
            rounds = [[_best(partial(way.write, content), 1) for way, _ in ways] for _ in range(ROUNDS)]
            for number, (way, file) in enumerate(ways):
                _compare(way, file.parent, content, min(written[number] for written in rounds))
                _damaged(way, file, content.rows[size // 2][0], content.hashes[size // 2])
                _grown(way, content)


if __name__ == "__main__":
    main(sys.argv[1:])
