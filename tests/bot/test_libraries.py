"""The running bot takes up a changed library; who was asking finishes on the old one."""

from __future__ import annotations

import asyncio
import os
import resource
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.config import Config, SearchSection, StorageSection
from bot.discord.parts import Parts
from bot.discord.running import open_parts
from bot.libraries import PATIENCE, Libraries, LibraryError
from bot.models import Context
from bot.ownership import owner
from bot.storage.folder import holder
from corpus.models import Paper
from corpus.private import held
from corpus.store import CorpusStore
from tests.bot.assistant.teahouse import COFFEE, TEA, teahouse
from tests.corpus.test_store import parsed

QUESTION = "how long did sleep last with green tea?"


def add(folder: Path, *keys: str) -> None:
    papers = (paper for paper in teahouse().papers if paper.key in keys)
    CorpusStore(folder / "libraries").add("default", parsed(*papers), replace=True)


async def cited(parts: Parts) -> tuple[str, ...]:
    service = await parts.libraries.service()
    return (await service.answer(QUESTION, Context())).keys


async def test_a_changed_library_is_taken_up(tmp_path: Path) -> None:
    add(tmp_path, COFFEE)
    async with open_parts(Config(storage=StorageSection(data_dir=tmp_path))) as parts:
        assert TEA not in await cited(parts)
        old = await parts.libraries.service()
        assert await parts.libraries.reload() == {}
        add(tmp_path, COFFEE, TEA)
        changed = await parts.libraries.reload()
        title = next(paper.title for paper in teahouse().papers if paper.key == TEA)
        assert changed["default"].told == f"added: {TEA}, “{title}”"
        assert TEA in await cited(parts)
        answer = await old.answer(QUESTION, Context())
        assert TEA not in answer.keys
        assert (await parts.libraries.snapshot("default", answer.snapshot, answer.keys)).digest == answer.snapshot


async def test_old_states_stay_while_an_answer_needs_them(tmp_path: Path) -> None:
    add(tmp_path, COFFEE)
    async with open_parts(Config(storage=StorageSection(data_dir=tmp_path))) as parts:
        await cited(parts)
        add(tmp_path, COFFEE, TEA)
        await parts.libraries.reload()
        needed = await parts.storage.logbook.snapshots()
        assert len(needed) == 1
        far = datetime.max.replace(tzinfo=UTC)
        assert await parts.libraries.prune(far, needed) == 0
        assert await parts.libraries.prune(far, ()) == 1


async def test_the_old_states_of_a_damaged_library_stay_and_those_of_the_others_go(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    CorpusStore(tmp_path / "libraries").add("broken", parsed(*teahouse().papers))
    (tmp_path / "libraries" / "broken" / "current").write_text("0" * 64)
    add(tmp_path, COFFEE)
    async with open_parts(Config(storage=StorageSection(data_dir=tmp_path))) as parts:
        await cited(parts)
        add(tmp_path, COFFEE, TEA)
        await parts.libraries.reload()
        assert await parts.libraries.prune(datetime.max.replace(tzinfo=UTC), ()) == 1
    assert "Old states of “broken” were not removed" in caplog.text


async def test_who_holds_the_folder_is_known(tmp_path: Path) -> None:
    assert holder(tmp_path) is None
    async with open_parts(Config(storage=StorageSection(data_dir=tmp_path))):
        assert holder(tmp_path) is not None
    assert holder(tmp_path) is None


def libraries_of(folder: Path, parts: Parts, patience: float = PATIENCE) -> Libraries:
    """Libraries that open their indexes in a process, whatever their size."""
    config = Config(storage=StorageSection(data_dir=folder), search=SearchSection(engine="tantivy"))
    return Libraries(config, parts.storage.logbook, patience)


def large(folder: Path, library: str) -> None:
    """A library that is too large to be read in a thread."""
    papers = (
        Paper(source_id=f"{library}-{n}", title=f"Tea {n}", abstract="Tea was kept cool.", licence="x" * 30_000)
        for n in range(12)
    )
    CorpusStore(folder / "libraries").add(library, parsed(*papers))


async def test_a_library_that_cannot_be_opened_costs_its_own_askers_a_sentence(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    CorpusStore(tmp_path / "libraries").add("broken", parsed(*teahouse().papers))
    (snapshot,) = (tmp_path / "libraries" / "broken" / "snapshots").glob("*.gz")
    whole = snapshot.read_bytes()
    snapshot.write_bytes(whole[: len(whole) // 2])
    async with open_parts(Config(storage=StorageSection(data_dir=tmp_path))) as parts:
        for _ in range(2):
            with pytest.raises(LibraryError, match="“broken” cannot be opened just now") as told:
                await parts.libraries.service("broken")
            assert str(tmp_path) not in str(told.value)
        said = [record.getMessage() for record in caplog.records if record.name == "marrow.libraries"]
        assert len(said) == 1
        assert str(snapshot) in said[0]
        assert (await parts.libraries.service()).corpus.papers
        snapshot.write_bytes(whole)
        assert await parts.libraries.reload(["broken"]) == {}
        assert (await parts.libraries.service("broken")).corpus.papers


@pytest.mark.parametrize("more", [2, 3])
async def test_what_the_machine_lacks_to_open_a_library_is_the_operators_to_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, more: int
) -> None:
    """Where no file may be opened any more, members read “None cannot be used”."""
    large(tmp_path, "tea")
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    async with open_parts(Config(storage=StorageSection(data_dir=tmp_path))) as parts:
        os.close(free := os.dup(0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (free + more, limits[1]))
        try:
            with pytest.raises(LibraryError, match="Its files are damaged or cannot be read") as told:
                await parts.libraries.service("tea")
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert "Too many open files" in caplog.text
    assert "None cannot" not in caplog.text + str(told.value)


async def test_who_asks_while_a_mended_library_is_opened_waits_and_is_not_told_how_it_was(tmp_path: Path) -> None:
    CorpusStore(tmp_path / "libraries").add("mended", parsed(*teahouse().papers))
    (snapshot,) = (tmp_path / "libraries" / "mended" / "snapshots").glob("*.gz")
    whole = snapshot.read_bytes()
    snapshot.write_bytes(b"")
    async with open_parts(Config(storage=StorageSection(data_dir=tmp_path))) as parts:
        with pytest.raises(LibraryError):
            await parts.libraries.service("mended")
        snapshot.write_bytes(whole)
        opened, asked = await asyncio.gather(parts.libraries.opened("mended"), parts.libraries.service("mended"))
        assert asked is opened


async def test_the_configured_library_may_be_damaged_and_the_bot_starts(tmp_path: Path) -> None:
    add(tmp_path, COFFEE)
    for snapshot in (tmp_path / "libraries" / "default" / "snapshots").glob("*.gz"):
        snapshot.write_bytes(b"")
    async with open_parts(Config(storage=StorageSection(data_dir=tmp_path))) as parts:
        with pytest.raises(LibraryError, match="“default” cannot be opened"):
            await parts.libraries.service()


async def test_all_who_ask_wait_for_one_opening_and_are_told_where_that_takes_long(tmp_path: Path) -> None:
    add(tmp_path, COFFEE)
    async with open_parts(Config(storage=StorageSection(data_dir=tmp_path))) as parts:
        first, second = await asyncio.gather(parts.libraries.service(), parts.libraries.service("default"))
        assert first is second
        hurried = libraries_of(tmp_path, parts, patience=0.0)
        with pytest.raises(LibraryError, match="is still being prepared"):
            await hurried.service()
        opened = await hurried.opened("default")
        assert await hurried.service() is opened


@pytest.mark.slow
async def test_an_index_under_way_keeps_nobody_else_and_ends_when_it_is_told_to(tmp_path: Path) -> None:
    for library in ("server-1", "server-1-more", "server-2"):
        large(tmp_path, library)
    folder = tmp_path / "libraries" / "server-1"
    async with open_parts(Config(storage=StorageSection(data_dir=tmp_path))) as parts:
        libraries = libraries_of(tmp_path, parts)
        with held(folder / "index.lock"):  # whoever would make the index of this library waits
            waiting = asyncio.create_task(libraries.opened("server-1"))
            while not libraries._turns["server-1"].locked():  # noqa: ASYNC110  # its lock tells nobody
                await asyncio.sleep(0.01)
            further = asyncio.create_task(libraries.opened("server-1-more"))
            assert (await libraries.opened("server-2")).corpus.papers
            assert (await libraries.opened("default")).corpus.papers
            assert not waiting.done()
            assert not further.done(), "one index of a server's own at a time"
            await libraries.close()
            with pytest.raises(asyncio.CancelledError):
                await waiting
        again = libraries_of(tmp_path, parts)
        assert (await again.opened("server-1")).corpus.papers


async def entered(libraries: Libraries, *names: str) -> list[bool]:
    """Which of some libraries get their turn at once, each asked for while the ones before it have theirs."""
    found: list[bool] = []
    async with AsyncExitStack() as stack:
        for name in names:
            task = asyncio.create_task(stack.enter_async_context(libraries.turn(name)))
            for _ in range(10):  # what is free is had without waiting for anything
                await asyncio.sleep(0)
            found.append(task.done())
            if not task.done():
                task.cancel()
                await asyncio.wait([task])
    return found


async def test_one_process_works_for_a_server_at_a_time_and_three_in_all(tmp_path: Path) -> None:
    async with open_parts(Config(storage=StorageSection(data_dir=tmp_path))) as parts:
        libraries = parts.libraries
        assert await entered(libraries, "server-1", "server-1-more", "server-2", "server-1") == [
            True,
            False,
            True,
            False,
        ]
        assert await entered(libraries, "server-1", "server-2", "default", "server-3") == [True, True, True, False]


async def test_an_index_is_made_in_its_servers_turn_and_given_up_when_the_libraries_are_closed(
    tmp_path: Path,
) -> None:
    large(tmp_path, "server-1-more")
    async with open_parts(Config(storage=StorageSection(data_dir=tmp_path))) as parts:
        libraries = libraries_of(tmp_path, parts)
        async with libraries.turn("server-1"):
            opening = asyncio.create_task(libraries.opened("server-1-more"))
            while not (opening.done() or libraries._turns["server-1"]._waiters):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            assert not opening.done()
            await asyncio.wait_for(libraries.close(), 60)
            with pytest.raises(asyncio.CancelledError):
                await asyncio.wait_for(opening, 60)


async def test_a_library_is_renewed_by_name_and_anothers_trouble_stays_its_own(tmp_path: Path) -> None:
    add(tmp_path, COFFEE)
    store = CorpusStore(tmp_path / "libraries")
    store.add("other", parsed(*teahouse().papers))
    async with open_parts(Config(storage=StorageSection(data_dir=tmp_path))) as parts:
        old = await parts.libraries.service("other")
        await parts.libraries.service()
        (tmp_path / "libraries" / "other" / "current").write_text("0" * 64)
        add(tmp_path, COFFEE, TEA)
        assert set(await parts.libraries.reload(["default"])) == {"default"}
        with pytest.raises(LibraryError, match="“other” cannot be opened"):
            await parts.libraries.reload()
        assert await parts.libraries.service("other") is old


@pytest.mark.parametrize(
    ("library", "whose"),
    [("server-12", "server-12"), ("server-12-ants", "server-12"), ("default", ""), ("server-x", "")],
)
def test_whose_a_library_is(library: str, whose: str) -> None:
    assert owner(library) == whose
