"""A file tried and taken in, here or in a process of its own: the same comes of both, whole or not at all."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CorpusError
from corpus.private import held
from corpus.processes import WorkLimits
from corpus.store import CorpusStore
from corpus.taking import FEW, Brief, Intake, is_small, taken, taken_aside

BEES = [{"_id": f"p{n}", "title": f"Bees {n}", "text": f"Feeding raised honey by {n}%. " * 12} for n in range(700)]


def intake(folder: Path, papers: list[dict[str, Any]], **how: Any) -> Intake:
    path = folder / "papers.jsonl"
    path.write_text("\n".join(map(json.dumps, papers)), "utf-8")
    given: dict[str, Any] = {"root": folder / "libraries", "library": "bees", "path": path, "largest": 2**26}
    return Intake(**given | how)


def state(folder: Path) -> str:
    return CorpusStore(folder / "libraries").state("bees")


async def test_a_process_makes_of_a_file_what_is_made_of_it_here(tmp_path: Path) -> None:
    briefs: list[tuple[Brief, Brief, str]] = []
    for name, work in (("here", None), ("there", taken_aside)):
        folder = tmp_path / name
        folder.mkdir()
        heard: list[int] = []
        tried, kept = (
            intake(folder, [*BEES, {"_id": "empty"}]),
            intake(folder, [*BEES, {"_id": "empty"}], keep=True),
        )
        first = await work(tried, heard.append) if work else taken(tried)
        assert not (folder / "libraries").exists()
        second = await work(kept, heard.append) if work else taken(kept)
        briefs.append((first, second, state(folder)))
    assert briefs[0] == briefs[1]
    (tried_brief, _, _) = briefs[0]
    assert (tried_brief.read, tried_brief.kept, tried_brief.refused, tried_brief.papers) == (701, 700, 1, 700)
    assert len(json.loads(tried_brief.whole)["rejected"]) == 1


async def test_a_conflict_is_told_and_chosen_there_too(tmp_path: Path) -> None:
    taken(intake(tmp_path, BEES, keep=True))
    before = state(tmp_path)
    other = [BEES[0] | {"text": BEES[0]["text"].replace("honey", "wax")}]
    told = await taken_aside(intake(tmp_path, other))
    assert told.conflicting
    assert any("{+wax+}" in line for line in told.told)
    assert state(tmp_path) == before
    await taken_aside(intake(tmp_path, other, keep=True, prefer="new"))
    papers = CorpusStore(tmp_path / "libraries").load("bees").papers
    assert "wax" in (papers[0].abstract or "")
    assert len(papers) == len(BEES)
    await taken_aside(intake(tmp_path, other, keep=True, replace=True))
    assert len(CorpusStore(tmp_path / "libraries").load("bees").papers) == 1


async def test_what_is_wrong_is_the_same_sentence(tmp_path: Path) -> None:
    wrong = intake(tmp_path, BEES, largest=1)
    with pytest.raises(CorpusError, match="unpacks to more than 0 MB"):
        taken(wrong)
    with pytest.raises(CorpusError, match="unpacks to more than 0 MB"):
        await taken_aside(wrong)
    with pytest.raises(CorpusError, match=r"papers\.jsonl was not taken in.*64 MB"):
        await taken_aside(intake(tmp_path, BEES, keep=True, limits=WorkLimits(memory_mb=64)))
    assert not (tmp_path / "libraries" / "bees" / "current").exists()


async def test_cancelled_in_the_middle_the_library_is_the_old_one_and_free(tmp_path: Path) -> None:
    taken(intake(tmp_path, BEES[:3], keep=True))
    before, begun = state(tmp_path), asyncio.Event()
    more = [one | {"_id": f"{one['_id']}-{copy}"} for copy in range(60) for one in BEES]
    for at, one in enumerate(more):
        one["title"] = f"Bees again {at}"
    working = asyncio.create_task(taken_aside(intake(tmp_path, more, keep=True), lambda done: begun.set()))
    await asyncio.wait_for(begun.wait(), 120)
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert state(tmp_path) == before
    with held(tmp_path / "libraries" / "bees" / "import.lock", wait=False):
        pass


def test_a_small_file_for_a_small_library_is_read_where_one_is(tmp_path: Path) -> None:
    assert is_small(intake(tmp_path, BEES[:3]))
    large = intake(tmp_path, BEES, keep=True)
    assert large.path.stat().st_size > FEW
    assert not is_small(large)


async def test_a_small_file_for_a_large_library_is_no_small_work(tmp_path: Path) -> None:
    taken(intake(tmp_path, BEES, keep=True))
    assert not is_small(intake(tmp_path, BEES[:1]))
