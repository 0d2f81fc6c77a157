"""Other names at large: the table, looked up where it lies, and when it is used."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.digest import digest
from corpus.models import Corpus, Paper
from index import names
from index.library import LibraryIndex
from index.names import CREDITS, Names, written

WORDS = st.text(string.ascii_lowercase, min_size=2, max_size=6)
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(tuple)


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(CREDITS)), st.lists(PHRASES, min_size=2, max_size=4, unique=True)),
        max_size=8,
    )
)
def test_every_phrase_of_a_group_finds_the_others(groups: list[tuple[str, list[tuple[str, ...]]]]) -> None:
    table = Names(written(groups))
    for kind, phrases in groups:
        for one in phrases:
            found = {other.phrase: other.credit for other in table.beginning(one[0]).get(one, ())}
            for other in phrases:
                if not set(one) & set(other):
                    assert found[other] >= CREDITS[kind]
    assert table.beginning("zz0") == {}


def test_the_table_is_written_from_its_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(names, "__file__", str(tmp_path / "names.py"))
    sources = {
        "a": "HPV\\tpapillomavirus",
        "m": "D1\\tC\\tKidney Stones\\tRenal Calculi",
        "d": "cervical\\tcervix",
    }
    for name, line in sources.items():
        (tmp_path / name).write_text(line.replace("\\t", "\t") + "\n", "utf-8")
    names.main([str(tmp_path / name) for name in sources])
    table = Names((tmp_path / "data" / names.NAME).read_bytes())
    (other,) = table.beginning("hpv")[("hpv",)]
    assert (other.phrase, other.credit) == (("papillomavirus",), CREDITS["a"])
    assert [one.credit for one in table.beginning("kidney")[("kidney", "stone")]] == [CREDITS["m"]]


def read(text: str, question: str) -> LibraryIndex:
    paper = Paper(source_id="one", abstract=text)
    return LibraryIndex.build(Corpus(name="one", digest=digest(None, (paper,)), papers=(paper,)))


@pytest.mark.parametrize(
    ("text", "question", "shown"),
    [
        ("The thrombocytes were counted twice a day in all adults.", "platelets in adults", "thrombocytes"),
        ("Swimming was banned in the lake after the flood.", "thrombocytes in adults", None),
    ],
)
def test_a_name_stands_for_a_word_that_is_not_held(text: str, question: str, shown: str | None) -> None:
    query = read(text, question).reader.read(question)
    assert (shown in query.searched_also) is (shown is not None)


def test_a_word_that_is_held_needs_no_other_name() -> None:
    query = read("Platelets and thrombocytes were counted.", "platelets").reader.read("platelets")
    assert query.concepts[0].others == ()
