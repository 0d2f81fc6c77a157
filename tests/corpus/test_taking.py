"""A file tried and taken in, here or in a process of its own: the same comes of both, whole or not at all."""

from __future__ import annotations

import asyncio
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus import taking
from corpus.errors import CorpusError
from corpus.models import Conflict, ImportReport, Rejection
from corpus.private import held
from corpus.processes import WorkLimits
from corpus.store import CorpusStore
from corpus.taking import FEW, SHOWN, Brief, Intake, brief, is_small, taken, taken_aside
from corpus.watching.origins import FetchedState, forget_source, sources_of
from tests.corpus.watching.site import Owl, issue

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


@pytest.mark.slow
async def test_a_conflict_is_told_and_chosen_there_too(tmp_path: Path) -> None:
    taken(intake(tmp_path, BEES, keep=True))
    before = state(tmp_path)
    other = [BEES[0] | {"text": BEES[0]["text"].replace("honey", "wax")}]
    told = await taken_aside(intake(tmp_path, other))
    assert told.conflicting
    assert any("{+wax+}" in line for line in told.told)
    assert state(tmp_path) == before
    taken(intake(tmp_path, other, keep=True, prefer="new"))
    papers = CorpusStore(tmp_path / "libraries").load("bees").papers
    assert "wax" in (papers[0].abstract or "")
    assert len(papers) == len(BEES)
    taken(intake(tmp_path, other, keep=True, replace=True))
    assert len(CorpusStore(tmp_path / "libraries").load("bees").papers) == 1


@pytest.mark.slow
async def test_a_choice_is_made_there_as_here(tmp_path: Path) -> None:
    taken(intake(tmp_path, BEES[:9], keep=True))
    other = [BEES[0] | {"text": BEES[0]["text"].replace("honey", "wax")}]
    await taken_aside(intake(tmp_path, other, keep=True, prefer="new", replace=True))
    (paper,) = CorpusStore(tmp_path / "libraries").load("bees").papers
    assert "wax" in (paper.abstract or "")


def test_a_page_that_was_taken_in_is_remembered_with_its_library(tmp_path: Path) -> None:
    page, address = tmp_path / "The page", "https://www.example.org/special_issues/owls"
    html = issue(Owl(1), Owl(2))
    page.write_text(html)
    found = FetchedState(address=address, at=datetime.now(UTC), digest=hashlib.sha256(html.encode()).hexdigest())
    fetched = intake(tmp_path, [], path=page, found=found)
    folder = CorpusStore(tmp_path / "libraries").folder("bees")
    tried = taken(fetched)
    assert (tried.kept, sources_of(folder).of(address)) == (2, None)
    for kept, merged in ((2, 0), (0, 2)):  # the second time all of it is there
        brief = taken(fetched.model_copy(update={"keep": True}))
        assert (brief.kept, brief.merged) == (kept, merged)
        source = sources_of(folder).of(address)
        assert source is not None
        assert source.seen is not None
        assert list(source.seen.records) == [Owl(1).key, Owl(2).key]
        forget_source(folder, address)
    other = issue(Owl(1, "Owls Are Birds"))
    page.write_text(other)
    refused = taken(fetched.model_copy(update={"keep": True}))
    assert (refused.kept, refused.merged, refused.refused) == (0, 0, 1)
    assert sources_of(folder).of(address) is None  # nothing of it is in the library


@pytest.mark.parametrize("notes", [SHOWN, SHOWN + 1])
def test_a_brief_tells_the_first_and_that_there_is_more(notes: int) -> None:
    told = brief(ImportReport(source="a", read=0, kept=0, notes=("odd",) * notes), 0)
    assert (told.told, told.more) == (("note: odd",) * SHOWN, notes > SHOWN)


def test_a_report_too_long_to_attach_leaves_out_what_was_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    report = ImportReport(
        source="a",
        read=2,
        kept=0,
        rejected=(
            Rejection(line=1, reason="it has no title", raw="x" * 900),
            Rejection(line=2, reason="it has no date", raw="y" * 900),
        ),
        conflicts=(Conflict(line=3, key="k", field="title", held="A", new="B", difference="[-A-] {+B+}"),),
    )
    assert json.loads(brief(report, 2).whole) == report.model_dump(mode="json")
    monkeypatch.setattr(taking, "LONGEST", 1000)
    told = brief(report, 2).whole
    assert [(one["reason"], one["raw"]) for one in json.loads(told)["rejected"]] == [
        ("it has no title", ""),
        ("it has no date", ""),
    ]
    assert json.loads(told)["conflicts"] == []
    assert told.startswith('{\n "source": "a"')


@pytest.mark.slow
async def test_what_is_wrong_is_the_same_sentence(tmp_path: Path) -> None:
    wrong = intake(tmp_path, BEES, largest=1)
    said = "That file unpacks to more than 0 MB. The operator can import it with “marrow corpus import”."
    with pytest.raises(CorpusError, match=f"^{said}$"):
        taken(wrong)
    with pytest.raises(CorpusError, match="unpacks to more than 0 MB"):
        await taken_aside(wrong)
    with pytest.raises(CorpusError, match=r"papers\.jsonl was not taken in.*64 MB"):
        await taken_aside(intake(tmp_path, BEES, keep=True, limits=WorkLimits(memory_mb=64)))
    assert not (tmp_path / "libraries" / "bees" / "current").exists()


@pytest.mark.slow
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
    packed = tmp_path / "papers.xlsx"
    packed.write_bytes(b"PK\x03\x04")
    assert not is_small(intake(tmp_path, [], path=packed))
    large = intake(tmp_path, BEES, keep=True)
    assert large.path.stat().st_size > FEW
    assert not is_small(large)


async def test_a_small_file_for_a_large_library_is_no_small_work(tmp_path: Path) -> None:
    taken(intake(tmp_path, BEES, keep=True))
    assert not is_small(intake(tmp_path, BEES[:1]))
