"""What is asked of a whole library is the same of a small one, read here, and of a large one, read in a process of its own. And what differs between two states."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import CorpusError
from corpus.looking import FEW, LONGEST, Difference, Looking, change_of, compared
from corpus.models import Corpus, Paper, Status, Terms
from corpus.pile import FEW as FEW_PAPERS
from corpus.pile import Heap
from corpus.processes import WorkLimits
from corpus.store import CorpusStore
from tests.corpus.test_store import paper, parsed

FAR = datetime.max.replace(tzinfo=UTC)


def library(folder: Path, characters: int) -> tuple[Looking, CorpusStore]:
    """A library in its second state: a paper came, a paper went, a paper was revised."""
    store = CorpusStore(folder / "libraries")
    licence = "x" * (characters // 3)
    first = [
        Paper(source_id=f"p{n}", title=f"Tea {n}", abstract="It was cool.", licence=licence) for n in range(3)
    ]
    revised = first[1].model_copy(update={"abstract": "It was warm."})
    store.add("tea", parsed(*first))
    store.add(
        "tea",
        parsed(revised, first[2], first[0].model_copy(update={"source_id": "new", "title": "New tea"})),
        replace=True,
    )
    return Looking(store, WorkLimits(), asyncio.Semaphore(1)), store


@pytest.mark.parametrize("characters", [300, pytest.param(FEW, marks=pytest.mark.slow)])
async def test_what_a_library_was_and_is(tmp_path: Path, characters: int) -> None:
    looking, store = library(tmp_path, characters)
    now, before = (name for name, _ in store.states("tea"))
    if now != store.state("tea"):
        now, before = before, now
    assert (store.size("tea", FEW) == FEW) == (characters == FEW)
    change = await looking.change("tea", before[:12], now)
    assert (change.after, change.papers) == (now, 3)
    assert change.counts == "1 added, 1 removed, 1 revised"
    assert (
        "added: new, “New tea”\nremoved: p0, “Tea 0”\nrevised: p1, abstract: It was [-cool.-] {+warm.+}"
        in change.told
    )
    past = await looking.snapshot("tea", before, ["p2", "no such paper", "p0"])
    assert [paper.key for paper in past.papers] == ["p2", "p0"]
    assert past == store.snapshot("tea", before).model_copy(update={"papers": past.papers})
    with pytest.raises(CorpusError, match="no snapshot 00000000"):
        await looking.snapshot("tea", "0" * 8, [])
    assert await looking.prune("tea", FAR, [before]) == 0
    assert await looking.prune("tea", FAR, []) == 1


@pytest.mark.parametrize("characters", [300, FEW])
async def test_a_curators_words_make_another_state(tmp_path: Path, characters: int) -> None:
    looking, store = library(tmp_path, characters)
    imported = await looking.state("tea")
    (store.folder("tea") / "overrides.toml").write_text('[synonyms]\ncool = ["chilly"]\n')
    assert store.known_state("tea") is None
    assert imported != await looking.state("tea") == store.load("tea").digest
    assert store.known_state("tea") == store.load("tea").digest  # it was kept, for whoever asks next


def test_what_is_very_long_is_cut_and_says_so() -> None:
    many = Difference(before="1", after="2", added=tuple(f"10.1000/{n:0>30}" for n in range(60_000)))
    change = many.change()
    assert change.told.endswith("shows all of it")
    assert len(change.told) < LONGEST + 100
    assert change.counts == "60,000 added"


def corpus(digest: str, *papers: Paper, terms: Terms | None = None) -> Corpus:
    return Corpus(name="lib", digest=digest, papers=papers, terms=terms)


def test_every_change_is_named_once() -> None:
    retracted = paper("c").model_copy(update={"status": Status(kind="retracted")})
    before = corpus("1", paper("a"), paper("b"), paper("c"), paper("d"))
    after = corpus("2", paper("b", "They swim."), retracted, paper("d"), paper("e"))
    found = compared(before, after)
    assert (found.added, found.removed, found.retracted) == (("e",), ("a",), ("c",))
    assert [(one.key, one.field, one.difference) for one in found.revised] == [
        ("b", "abstract", "They [-fly.-] {+swim.+}")
    ]
    assert found.keys == ("e", "a", "b", "c")
    assert found.told().split("\n") == [
        "added: e",
        "removed: a",
        "status changed: c",
        "revised: b, abstract: They [-fly.-] {+swim.+}",
    ]


def test_a_paper_stands_on_one_line_whatever_changed_in_it() -> None:
    after = paper("a", "They swim.").model_copy(
        update={"title": "Bees", "year": 2024, "status": Status(kind="retracted")}
    )
    told = compared(corpus("1", paper("a"), paper("b")), corpus("2", after, paper("b", "They rest."))).told()
    assert told.split("\n") == [
        "status changed: a, title: [-Paper a-] {+Bees+}; year: nothing → 2024; abstract: They [-fly.-] {+swim.+}",
        "revised: b, abstract: They [-fly.-] {+rest.+}",
    ]


def test_other_fields_and_words_are_told_too() -> None:
    before = corpus("1", paper("a"))
    after = corpus("2", paper("a").model_copy(update={"year": 2024}), terms=Terms(abbreviations=(("A", "b"),)))
    found = compared(before, after)
    assert [(one.field, one.difference) for one in found.revised] == [("year", "nothing → 2024")]
    assert found.terms
    assert compared(before, before).told() == "Nothing differs."


_STATES = st.lists(
    st.builds(
        Paper,
        source_id=st.sampled_from("abcde"),
        title=st.sampled_from(["Tea", "Warm tea"]),
        abstract=st.none() | st.just("It was cool."),
        cited_by=st.none() | st.integers(1, 2),
        status=st.none() | st.just(Status(kind="retracted")),
    ),
    max_size=5,
    unique_by=lambda one: one.key,
)


def _state(papers: list[Paper], on_disk: bool) -> Corpus:
    heap = Heap(0 if on_disk else None)
    heap.extend(papers)
    return Corpus.model_construct(name="tea", digest=f"{len(papers)}", papers=heap.all(), issue=None, terms=None)


@given(_STATES, _STATES)
def test_the_difference_is_the_same_of_papers_on_disk(before: list[Paper], after: list[Paper]) -> None:
    found = [
        compared(_state(before, one), _state(after, other)) for one in (False, True) for other in (False, True)
    ]
    assert all(one == found[0] for one in found)
    told = [change_of(_state(before, one), _state(after, one)) for one in (False, True)]
    assert told[0] == told[1]
    kept = {one.key: one for one in before}
    same = {one.key for one in after if kept.get(one.key) == one}
    assert not same & {*found[0].keys, *found[0].counted}
    assert {*found[0].added} == {one.key for one in after} - kept.keys()


ALONE = """
import sys
from pathlib import Path
from corpus.looking import change_of
from corpus.pile import FEW
from corpus.store import CorpusStore
store = CorpusStore(Path(sys.argv[1]))
now, before = (name for name, _ in store.states("tea"))
print(len(change_of(store.snapshot("tea", before, FEW), store.snapshot("tea", now, FEW)).told))
print(int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) * 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
def test_ten_times_as_many_papers_that_stay_take_hardly_more_memory_to_compare(tmp_path: Path) -> None:
    """Each takes less than half its text, whatever differs."""
    text = "Ten goats wore bells for a week and slept in a barn. " * 40
    peaks = []
    for count in (FEW_PAPERS, 10 * FEW_PAPERS):
        store = CorpusStore(tmp_path / f"{count}")
        papers = [Paper(source_id=f"p{n}", title=f"Tea {n}", abstract=f"{n} {text}") for n in range(count)]
        store.add("tea", parsed(*papers))
        os.utime(next((tmp_path / f"{count}" / "tea" / "snapshots").iterdir()), (1, 1))
        store.add("tea", parsed(*papers[1:], papers[0].model_copy(update={"source_id": "new"})), replace=True)
        command = (sys.executable, "-c", ALONE, str(tmp_path / f"{count}"))
        told, peak = map(int, subprocess.run(command, check=True, capture_output=True).stdout.split())
        assert told < 100
        peaks.append(peak)
    assert (peaks[1] - peaks[0]) / (9 * FEW_PAPERS) < len(text) / 2, peaks
