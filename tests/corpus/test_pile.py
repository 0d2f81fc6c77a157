"""Papers set aside on disk are what they were, and an import with them ends as one with all papers in memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.canonical import canonical, line_of, written
from corpus.files import read_papers
from corpus.merging import Prefer
from corpus.models import Author, Filled, Paper, Status
from corpus.pile import FEW, Heap, NamePlaces, Pile, keys_of, lines_of, mapped, sorted_by_key, with_others
from corpus.snapshots import digest
from corpus.store import CorpusStore
from tests.corpus.test_merging import HAY, PEN

TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
PAPERS = st.builds(
    Paper,
    source_id=TEXTS.filter(bool),
    title=TEXTS,
    abstract=st.none() | TEXTS,
    authors=st.lists(st.builds(Author, name=TEXTS, family=st.none() | TEXTS), max_size=2).map(tuple),
    year=st.none() | st.integers(1900, 2030),
    published=st.none() | st.dates(date(1900, 1, 1)),
    keywords=st.lists(TEXTS, max_size=2).map(tuple),
    editors=st.none() | st.just(()),
    status=st.none() | st.builds(Status, kind=st.just("retracted"), source=TEXTS, on=st.none() | st.dates()),
    filled=st.none() | st.just((Filled(field="year", source="s", on=date(2020, 1, 1)),)),
)
# Records of one paper, of two with one name, in conflict, and notices about others.
RECORDS = st.fixed_dictionaries(
    {
        "title": st.sampled_from(
            [
                "Bells in ten goats",
                "Horns of the alpine goat",
                "Correction to: Horns of the alpine goat",
                "Editorial",
            ]
        ),
        "authors": st.sampled_from([[], [HAY], [PEN], [HAY, PEN]]),
    },
    optional={
        "doi": st.sampled_from(["10.1234/x", "10.1234/y", "10.1234/ẞ"]),
        "pmid": st.sampled_from(["1", "2"]),
        "_id": st.sampled_from(["G1", "G2"]),
        "year": st.sampled_from([2020, 2021]),
        "pages": st.sampled_from(["1-9", "S2"]),
        "journal": st.sampled_from(["Goat Letters", "Sheep Letters"]),
        "abstract": st.sampled_from(
            [
                "Ten goats wore bells for a week.",
                "Nine sheep slept in a barn and ate no hay.",
                "The article 10.1234/x was retracted.",
            ]
        ),
    },
)
FILES = st.lists(st.lists(RECORDS, min_size=1, max_size=7), min_size=1, max_size=3)


@contextmanager
def on_disk(few: int) -> Iterator[None]:
    """More papers than so few are set aside."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("corpus.pile.FEW", few)
        patch.setattr("corpus.store.FEW", few)
        yield


@given(
    st.lists(st.tuples(st.integers(0, 9), st.booleans(), PAPERS), max_size=8), st.integers(0, 8), st.integers(0, 8)
)
def test_what_is_set_aside_comes_back_as_it_was(
    steps: list[tuple[int, bool, Paper]], few: int, since: int
) -> None:
    heap, held = Heap(few), list[Paper]()
    for place, is_known, paper in steps:
        if place < len(held):
            heap.replace(place, paper)
            held[place] = paper
        else:
            heap.append(paper, canonical(paper).encode() if is_known else None)
            held.append(paper)
        assert len(heap) == len(held)
    assert [heap[place] for place in range(len(held))] == held
    for papers, expected in ((heap.all(), held), (heap.all(since), held[since:])):
        assert isinstance(papers, tuple) == (len(expected) <= few)
        _is(papers, expected)
        others = {len(expected) - 1: steps[0][2]} if expected else {}
        _is(with_others(papers, others), [*expected[:-1], steps[0][2]] if expected else [])
        _is(mapped(papers, lambda one: one if one.year else None), [one for one in expected if one.year])


def _is(papers: object, expected: list[Paper]) -> None:
    """However they are held, the papers are these."""
    assert isinstance(papers, tuple | Pile)
    assert list(papers) == [papers[place] for place in range(len(papers))] == expected
    assert list(papers[1:]) == expected[1:]
    assert [*keys_of(papers)] == [one.key for one in expected]
    assert [*lines_of(papers)] == [canonical(one).encode() for one in expected]
    assert [*sorted_by_key(papers)] == sorted(expected, key=lambda one: one.key)
    assert digest(None, papers) == digest(None, expected)


@given(PAPERS)
def test_a_papers_line_is_its_plain_data_in_one_order(paper: Paper) -> None:
    plain = paper.model_dump(mode="json", exclude_none=True)
    expected = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert (canonical(paper), line_of(paper)) == (expected, expected.encode())
    assert written(plain) == expected


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 9)), max_size=60))
def test_names_have_their_places_in_the_order_in_which_they_came(noted: list[tuple[str, int]]) -> None:
    names, expected = NamePlaces(room=2), defaultdict[str, dict[int, None]](dict)
    for name, place in noted:
        names.note([name], place)
        expected[name].setdefault(place)
    assert all([*names.places(name)] == [*expected[name]] for name in "abcdefgh")


@given(FILES, st.sampled_from([None, "old", "new"]), st.integers(0, 3))
def test_an_import_ends_as_one_in_memory(
    files: list[list[dict[str, object]]], prefer: Prefer | None, few: int
) -> None:
    """The same reports, doubts, places and papers; the same library to the byte."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number}.jsonl") for number in range(len(files))]
        for path, records in zip(paths, files, strict=True):
            path.write_text("".join(json.dumps(one) + "\n" for one in records), "utf-8")
        expected = _imported(Path(folder, "in memory"), paths, prefer)
        with on_disk(few):
            assert _imported(Path(folder, "on disk"), paths, prefer) == expected


def _imported(root: Path, paths: list[Path], prefer: Prefer | None) -> list[object]:
    """All that can be seen of some imports, one after the other, and then of all at once, twice."""
    store, seen = CorpusStore(root), list[object]()
    for library, some in (*(("one", [path]) for path in paths), ("all", paths), ("all", paths)):
        parsed = [read_papers(path) for path in some]
        for one in parsed:
            seen += [one.report, [*one.papers], one.lines, one.notices]
        tried = store.tried(library, parsed, prefer)
        corpus, joined = store.add_all(library, parsed, prefer=prefer)
        assert [one.report for one in tried] == [one.report for one in joined]
        assert [[*one.papers] for one in tried] == [[*one.papers] for one in joined]
        seen += [[(one.report, [*one.papers], one.lines) for one in joined], [*corpus.papers], corpus.digest]
        assert [*store.loaded_and_kept(library).papers] == [*store.load(library).papers]
    return [*seen, {path.name: path.read_bytes() for path in sorted(root.rglob("*.gz"))}]


@pytest.mark.parametrize("folder", ["", "gone"])
def test_what_the_disk_does_not_take_stays_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    """A folder for temporary files that is small, or is not there, ends no import; no file is left in it."""
    path = tmp_path / "goats.jsonl"
    path.write_text(
        "".join(json.dumps({"title": f"Bells in {n} goats", "_id": f"g{n}"}) + "\n" for n in range(99))
    )
    expected = read_papers(path)
    monkeypatch.setattr("corpus.pile.FEW", 3)
    monkeypatch.setattr("corpus.pile._PIECE", 100)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / folder))
    most, least = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_050, least))
    try:
        found = read_papers(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, least))
    assert isinstance(found.papers, Pile)
    assert (found.report, tuple(found.papers)) == (expected.report, expected.papers)
    assert [one.name for one in tmp_path.iterdir()] == ["goats.jsonl"]


ALONE = """
import sys
from pathlib import Path
from corpus.files import read_papers
from corpus.store import CorpusStore
store, parsed = CorpusStore(Path(sys.argv[1])), read_papers(Path(sys.argv[2]))
store.tried("lib", [parsed])
for _ in range(2):
    corpus, (joined,) = store.add_all("lib", [parsed])
told = Path("/proc/self/status").read_text()  # its own peak: getrusage tells that of the process that started it, too
print(len(store.loaded_and_kept("lib").papers), int(told.split("VmHWM:")[1].split()[0]) * 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
def test_ten_times_as_many_papers_take_hardly_more_memory(tmp_path: Path) -> None:
    """Each paper beyond those that stay in memory takes less of it than half its text, also if all are imported twice."""
    text = "Ten goats wore bells for a week and slept in a barn. " * 40
    peaks = []
    for count in (FEW, 10 * FEW):
        path = tmp_path / f"{count}.jsonl"
        rows = (
            {"doi": f"10.1234/{n}", "title": f"The {n} bells of goats", "abstract": f"{n} {text}"}
            for n in range(count)
        )
        path.write_text("".join(json.dumps(one) + "\n" for one in rows), "utf-8")
        command = (sys.executable, "-c", ALONE, str(tmp_path / f"{count}"), str(path))
        papers, peak = map(int, subprocess.run(command, check=True, capture_output=True).stdout.split())
        assert papers == count
        peaks.append(peak)
    assert (peaks[1] - peaks[0]) / (9 * FEW) < len(text) / 2, peaks
