"""An index made in a process of its own: the loop goes on, it can be ended, it keeps to its limits, and says what went wrong."""

from __future__ import annotations

import asyncio
import fcntl
import gzip
import os
import zlib
from pathlib import Path

import pytest

from corpus.errors import CorpusError, RetrievalError
from corpus.models import Corpus, Paper
from corpus.processes import WorkLimits
from corpus.progress import Progress, silent
from corpus.snapshots import digest, write_snapshot
from corpus.store import CorpusStore
from index.kept.libraries import FEW, FOLDER, index_aside
from index.library import LibraryIndex, Settings
from index.ranking.bm25 import KeptRankBM25
from index.ranking.engines import Name
from tests.benchmarks.generate import library
from tests.libraries import indexed

LIMITS = WorkLimits(seconds=120)


def papers(count: int, characters: int) -> tuple[Paper, ...]:
    """So many papers with abstracts of at least so many characters, each with a word of its own."""
    whole = " ".join(paper.abstract or "" for paper in library(40).papers)
    text = whole * (characters // len(whole) + 1)
    return tuple(
        Paper(source_id=f"p{n}", title=f"Study {n}", abstract=f"Unique{n} was found. {text[:characters]}")
        for n in range(count)
    )


def store_of(folder: Path, held: tuple[Paper, ...]) -> CorpusStore:
    store = CorpusStore(folder)
    corpus = Corpus(name="test", digest=digest(None, held), papers=held)
    write_snapshot(folder / "test" / "snapshots" / f"{corpus.digest}.jsonl.gz", corpus)
    (folder / "test" / "current").write_text(corpus.digest)
    return store


async def made(
    store: CorpusStore, limits: WorkLimits = LIMITS, progress: Progress = silent, engine: Name = "tantivy"
) -> LibraryIndex:
    return await index_aside(store, "test", Settings(), engine, limits, progress)


async def found(index: LibraryIndex) -> str:
    return (await index.search("unique7", 1))[0].key


def held_by_somebody(folder: Path) -> bool:
    """True while a process makes an index there."""
    file = os.open(folder / "index.lock", os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


async def test_a_large_library_is_made_in_another_process_and_opened_here(tmp_path: Path) -> None:
    store, heard = store_of(tmp_path, papers(20, FEW // 20)), list[int]()
    assert await found(await made(store, progress=heard.append)) == "p7"
    assert heard
    assert 0 < heard[0] <= 20
    heard.clear()
    assert await found(await made(store, progress=heard.append)) == "p7"
    assert heard == []


@pytest.mark.slow
async def test_a_library_for_memory_is_made_there_too_and_answers_as_one_made_here(tmp_path: Path) -> None:
    held = papers(20, FEW // 20)
    aside = await made(store_of(tmp_path, held), engine="auto")
    here = indexed(*held)
    assert isinstance(aside.engine, KeptRankBM25)
    assert (aside.engine.name, aside.corpus.digest) == (here.engine.name, here.corpus.digest)
    for question in ("what was unique7?", "how many patients were there?", "surgery of the spine"):
        one, other = [await index.find(index.reader.read(question)) for index in (aside, here)]
        assert one == other


@pytest.mark.slow
async def test_cancelled_it_ends_the_process_and_leaves_nothing_that_is_read(tmp_path: Path) -> None:
    store, there = store_of(tmp_path, papers(100, 20_000)), list[bool]()

    def started(done: int) -> None:  # the process goes on meanwhile, so that no turn of the loop is lost
        there.append(held_by_somebody(tmp_path / "test"))
        making.cancel()

    making = asyncio.create_task(made(store, progress=started))
    with pytest.raises(asyncio.CancelledError):
        await making
    assert there[0]
    assert not held_by_somebody(tmp_path / "test")
    assert not (tmp_path / "test" / FOLDER).exists()


async def test_what_takes_too_long_is_ended_with_a_sentence(tmp_path: Path) -> None:
    store = store_of(tmp_path, papers(20, FEW // 20))
    with pytest.raises(RetrievalError, match=r"within 0 seconds.*index_seconds"):
        await made(store, WorkLimits(seconds=0.01))
    assert not held_by_somebody(tmp_path / "test")


@pytest.mark.slow
async def test_what_needs_too_much_memory_is_a_sentence(tmp_path: Path) -> None:
    store = store_of(tmp_path, papers(20, FEW // 20))
    with pytest.raises(RetrievalError, match="64 MB"):
        await made(store, WorkLimits(memory_mb=64))


@pytest.mark.parametrize(
    ("said", "told"), [("Error -4 while decompressing data", MemoryError), ("Error -3", CorpusError)]
)
def test_a_want_of_memory_is_not_told_as_a_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, told: type[Exception]
) -> None:
    """zlib has one error for both; who read "damaged" would have thrown a good file away."""
    store = store_of(tmp_path, papers(2, 100))

    def fails(*_: object) -> bytes:
        raise zlib.error(said)

    monkeypatch.setattr(gzip.GzipFile, "readline", fails)
    with pytest.raises(told):
        store.load("test")


@pytest.mark.slow
async def test_what_is_wrong_with_the_library_is_said_as_it_is_anywhere(tmp_path: Path) -> None:
    store = store_of(tmp_path, papers(20, FEW // 20))
    path = next((tmp_path / "test" / "snapshots").iterdir())
    content = bytearray(path.read_bytes())
    content[-30] ^= 1
    path.write_bytes(content)
    with pytest.raises(CorpusError, match=r"damaged.*anew from its papers"):
        await made(store)
    path.unlink()
    with pytest.raises(CorpusError, match=r"missing.*anew from its papers"):
        await made(store)
