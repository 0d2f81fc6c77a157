"""Queries, qrels and runs in every form tools write them; a bad line is named."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from corpus.errors import RetrievalError
from index.ranking.evaluate import read_qrels, read_queries, run_lines


def write(tmp_path: Path, text: str, packed: bool = False) -> Path:
    file = tmp_path / "file"
    file.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    return file


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    "text",
    ["1\twhat is it\n2\tand why\n", "query-id\ttext\n1\twhat is it\n2\tand why\n", '{"_id": "1", "text": "what is it"}\n{"id": 2, "question": "and why"}\n',
     "\ufeff1\twhat is it\r\n\r\n2\tand why\r\n"],
)  # fmt: skip
def test_queries(tmp_path: Path, text: str, packed: bool) -> None:
    assert read_queries(write(tmp_path, text, packed)) == {"1": "what is it", "2": "and why"}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    "text",
    ["q1\td1\t2\nq1\td2\t0\n", "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\n", "q1 0 d1 2\nq1 0 d2 0\n",
     '{"query-id": "q1", "corpus-id": "d1", "score": 2}\n{"query": "q1", "doc_id": "d2", "grade": 0}\n'],
)  # fmt: skip
def test_qrels(tmp_path: Path, text: str, packed: bool) -> None:
    assert read_qrels(write(tmp_path, text, packed)) == {"q1": {"d1": 2, "d2": 0}}


@pytest.mark.parametrize(
    ("read", "text"),
    [(read_queries, "1\ta\nno tab here\n"), (read_queries, "1\ta\n{broken\n"), (read_qrels, "q d 1\nq d\n"), (read_qrels, "q d 1\nq d much\n")],
)  # fmt: skip
def test_a_bad_line_is_named(tmp_path: Path, read: object, text: str) -> None:
    assert callable(read)
    with pytest.raises(RetrievalError, match="file, line 2"):
        read(write(tmp_path, text))


def test_a_run_has_a_line_for_each_paper() -> None:
    run = {"q1": [("10.1/x", 2.5), ("10.1/y", 1.25)], "q2": [("d", 1.0)]}
    assert [*run_lines(run, "marrow")] == [
        "q1 Q0 10.1/x 1 2.500000 marrow",
        "q1 Q0 10.1/y 2 1.250000 marrow",
        "q2 Q0 d 1 1.000000 marrow",
    ]


def test_white_space_in_a_key_cannot_break_a_line() -> None:
    (line,) = run_lines({"q": [("a b", 1.0)]}, "marrow")
    assert line == "q Q0 a%20b 1 1.000000 marrow"
