"""What Datasette is told fits the copy: every query runs, every column that is explained is there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.browsing.copy import redacted
from bot.browsing.pages import QUERIES, metadata
from bot.storage.selection import Selection


def run(logbook: Path, query: str, **values: str) -> list[tuple[Any, ...]]:
    with (
        redacted(logbook, Selection(everywhere=True), names=False) as copy,
        closing(sqlite3.connect(copy)) as database,
    ):
        return database.execute(QUERIES[query]["sql"], values).fetchall()


def test_each_query_finds_what_its_title_says(logbook: Path) -> None:
    assert [row[0] for row in run(logbook, "recent")] == [
        "id000005",
        "id000004",
        "id000003",
        "id000002",
        "id000001",
    ]
    assert [(row[0], row[4]) for row in run(logbook, "unanswered")] == [("id000003", '["proton"]')]
    assert {row[1:3] for row in run(logbook, "reported")} == {("looks odd", "id000002"), ("", "id000005")}
    assert run(logbook, "slow")[0][0] == "id000002"
    assert run(logbook, "by_paper") == [("10.1234/x", 3, 3)]
    assert [row[0] for row in run(logbook, "quoting", paper=" 10.1234/x ")] == ["id000004", "id000002", "id000001"]
    assert run(logbook, "missing_words") == [("proton", 1, "10.9999/p")]
    assert run(logbook, "days") == [
        ("2026-11-23", "answered", 1),
        ("2026-11-24", "answered", 1),
        ("2026-11-24", "nothing", 1),
        ("2026-11-25", "answered", 2),
    ]


@pytest.mark.parametrize("names", [False, True])
def test_columns_are_explained_as_they_are_copied(logbook: Path, names: bool) -> None:
    told = metadata(names, "")["databases"]["logbook"]["tables"]
    with redacted(logbook, Selection(everywhere=True), names) as copy, closing(sqlite3.connect(copy)) as database:
        for table, about in told.items():
            held = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            assert list(about["columns"]) == held
            grouped = [facet if isinstance(facet, str) else facet["array"] for facet in about["facets"]]
            assert {*grouped, about.get("sort_desc", held[0])} <= set(held)
