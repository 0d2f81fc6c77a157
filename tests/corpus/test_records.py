"""Records, values by key, and papers on a shelf: what was written comes back, and damage is said, never read."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.canonical import canonical
from corpus.errors import CorpusError
from corpus.joining import builtin
from corpus.records import Keyed, Keys, Records, RecordWriter, key_hash, write_changes, write_keyed, write_keys
from corpus.shelf import ByKey, Shelf, by_key, write_changed, write_shelf


def written(path: Path, records: list[bytes], after: int = 0) -> int:
    with RecordWriter(path, after) as writer:
        for record in records:
            writer.add(record)
    return writer.count


@given(st.lists(st.binary(max_size=50), max_size=20))
def test_records_come_back_by_number(tmp_path_factory: pytest.TempPathFactory, records: list[bytes]) -> None:
    path = tmp_path_factory.mktemp("records") / "r"
    assert written(path, records) == len(records)
    assert [Records(path, len(records))[n] for n in range(len(records))] == records


def test_what_a_killed_writer_left_behind_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "r"
    written(path, [b"one", b"two", b"half"])
    assert written(path, [b"three"], after=2) == 3
    assert [Records(path, 3)[n] for n in range(3)] == [b"one", b"two", b"three"]


def test_an_opened_file_stays_as_it_was_while_another_appends(tmp_path: Path) -> None:
    path = tmp_path / "r"
    written(path, [b"one"])
    opened = Records(path, 1)
    written(path, [b"two"], after=1)
    assert (len(opened), opened[0]) == (1, b"one")
    with pytest.raises(IndexError):
        opened[1]


@pytest.mark.parametrize("at", range(9))
def test_a_flipped_byte_is_damage(tmp_path: Path, at: int) -> None:
    path = tmp_path / "r"
    written(path, [b"one", b"two", b"six"])
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
    with pytest.raises(CorpusError, match=f"damaged at record {at // 3}"):
        Records(path, 3)[at // 3]


def test_a_file_cut_off_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "r"
    written(path, [b"one", b"two"])
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(CorpusError, match="cut off"):
        Records(path, 2)


def test_few_bytes_are_read_once_and_their_damage_is_still_seen(tmp_path: Path) -> None:
    path = tmp_path / "r"
    written(path, [b"one", b"two"])
    held, read = Records(path, 2, held=6), Records(path, 2, held=5)
    path.write_bytes(b"onetwx")
    damaged = Records(path, 2, held=6)
    assert held[1] == b"two"
    for records in (read, damaged):
        with pytest.raises(CorpusError, match="damaged at record 1"):
            records[1]


PLAIN = st.recursive(
    st.none() | st.integers(-(2**40), 2**40) | st.text(max_size=5), lambda v: st.lists(v, max_size=3)
)


@given(
    st.dictionaries(st.text(max_size=8), PLAIN, max_size=20),
    st.dictionaries(st.text(max_size=2), PLAIN, max_size=5),
)
def test_values_come_back_by_key_as_last_changed(
    tmp_path_factory: pytest.TempPathFactory, base: dict[str, object], changed: dict[str, object]
) -> None:
    path = tmp_path_factory.mktemp("keyed") / "k"
    count = write_keyed(path, base.items())
    write_changes(path.with_suffix(".changes"), changed)
    kept = Keyed(path, count, path.with_suffix(".changes"))
    whole = base | changed
    assert {key: kept.get(key) for key in whole} == whole
    assert kept.get("a key nobody has") is None
    assert dict(kept.items()) == {
        key: value for key, value in whole.items() if key not in changed or value is not None
    }


def test_damaged_changes_are_said(tmp_path: Path) -> None:
    count = write_keyed(tmp_path / "k", [("a", 1)])
    write_changes(tmp_path / "c", {"a": 2})
    content = (tmp_path / "c").read_bytes()
    (tmp_path / "c").write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(CorpusError, match="damaged"):
        Keyed(tmp_path / "k", count, tmp_path / "c")


def shelf(folder: Path, numbers: list[int]) -> Shelf:
    papers = builtin().papers
    written(folder / "papers", [canonical(paper).encode() for paper in papers])
    write_shelf(folder / "papers", "g0", array("Q", (key_hash(paper.key) for paper in papers)))
    whole = Shelf.open(folder / "papers", len(papers), len(papers), "g0")
    gone = {paper.key: number for number, paper in enumerate(papers) if number not in numbers}
    write_changed(folder / "papers", "g1", whole, array("I", numbers), gone, {})
    return Shelf.open(folder / "papers", len(papers), len(numbers), "g1")


def test_a_shelf_is_the_papers_in_their_order(tmp_path: Path) -> None:
    papers, order = builtin().papers, [4, 0, 8, 2]
    opened = shelf(tmp_path, order)
    assert list(opened) == [papers[n] for n in order]
    assert (opened[0], opened[-1], opened[1:3]) == (papers[4], papers[2], (papers[0], papers[8]))
    found = by_key(opened)
    assert isinstance(found, ByKey)
    assert {key: found[key] for key in found} == {papers[n].key: papers[n] for n in order}
    assert papers[1].key not in found


def test_a_shelf_whose_order_is_gone_is_not_opened(tmp_path: Path) -> None:
    shelf(tmp_path, [1, 2])
    (tmp_path / "papers.g1.order").unlink()
    with pytest.raises(CorpusError, match="damaged"):
        Shelf.open(tmp_path / "papers", 9, 2, "g1")


@pytest.mark.parametrize("few", [0, 1000])
def test_a_table_of_keys_that_was_changed_leads_where_a_fresh_one_does(
    few: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.records.FEW", few)
    names = [f"k{n}" for n in range(300)]
    table = Keys(tmp_path / "a", write_keys(tmp_path / "a", array("Q", map(key_hash, names))))
    gone, new = {names[n]: n for n in range(0, 300, 7)}, {names[0]: 300, "later": 301}
    table.write_changed(tmp_path / "b", gone, new)
    left = {name: n for n, name in enumerate(names) if name not in gone} | new
    changed = Keys(tmp_path / "b", len(left))
    assert {name: list(changed.numbers(name)) for name in [*names, "later"]} == {
        name: [left[name]] if name in left else [] for name in [*names, "later"]
    }
