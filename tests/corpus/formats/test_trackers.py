"""The log of what people met with other programs' exports, ``tests/data/formats/trackers/log.toml``: each input, read.

``right`` there: for each paper that is kept, in order, some of its fields; ``notes`` stand in the report.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from corpus.citing import cite
from corpus.files import read_papers
from corpus.models import Paper, Parsed

LOG = Path(__file__).parents[2] / "data" / "formats" / "trackers" / "log.toml"
CASES: list[dict[str, Any]] = tomllib.loads(LOG.read_text("utf-8"))["case"]
OF_AUTHORS = ("name", "family", "given", "suffix")


def shown(paper: Paper, field: str) -> object:
    if field in OF_AUTHORS:
        return [getattr(one, field) for one in paper.authors]
    if field == "editors":
        return [one.short for one in paper.editors or ()] or None
    if field == "status":
        return paper.status.kind if paper.status else None
    if field == "vancouver":
        return cite([paper], "vancouver").removeprefix("1. ")
    return paper.model_dump(mode="json")[field] if field != "place" else paper.place


def is_right(parsed: Parsed, case: dict[str, Any]) -> bool:
    right = json.loads(case["right"])
    report = parsed.report
    return (
        (len(parsed.papers), report.merged, report.rejected) == (len(right), case.get("merged", 0), ())
        and all(note in " ".join(report.notes) for note in case.get("notes", ()))
        and all(
            shown(paper, field) == value
            for paper, wanted in zip(parsed.papers, right, strict=True)
            for field, value in wanted.items()
        )
    )


@pytest.mark.parametrize("case", CASES, ids=[f"{case['number']}-{case['source']}" for case in CASES])
def test_an_input_of_the_trackers_is_read_as_the_log_says(tmp_path: Path, case: dict[str, Any]) -> None:
    file = tmp_path / case["file"]
    file.write_text(case["input"], case.get("encoding", "utf-8"))
    assert is_right(read_papers(file), case) is (case["is"] == "right")


def test_the_log_is_large_enough_and_says_where_it_comes_from() -> None:
    assert len(CASES) >= 60
    assert [case["number"] for case in CASES] == list(range(1, len(CASES) + 1))
    assert all(case["source"] and case["kind"] for case in CASES)
    assert Counter(case["is"] for case in CASES)["right"] > Counter(case["was"] for case in CASES)["right"]
