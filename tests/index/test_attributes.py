"""The table of attributes: every row with two questions that ask for it and two sentences that state it."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.attributes import GENERAL, Attribute, figure_names, table, told, wanted

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent.parent / "data" / "attributes.tsv").read_text("utf-8").splitlines()
]
BY_NAME = {row.name: row for row in table()}


def test_every_row_has_its_examples() -> None:
    assert [row[0] for row in ROWS] == [row.name for row in table()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_is_asked_for_and_stated(row: list[str]) -> None:
    name, *examples = row
    asked: Attribute = BY_NAME[name]
    for question in examples[:2]:
        assert name in [one.attribute.name for one in wanted(question)], question
    for sentence in examples[2:]:
        assert asked.stands_in(sentence), sentence


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_is_not_stated_by_a_sentence_of_something_else(row: list[str]) -> None:
    assert not BY_NAME[row[0]].stands_in("Rivers ran dry, trees fell.")


def test_general_ones_say_how_and_not_what() -> None:
    assert [one.attribute.name for one in told(wanted("mortality rate"))] == ["mortality"]
    assert [one.attribute.name for one in told(wanted("what percentage"))] == ["percentage"]
    assert {row.name for row in table()} >= GENERAL


def test_figures_are_known_by_name() -> None:
    assert "hazard ratio" in figure_names()
    assert "cost" not in figure_names()
