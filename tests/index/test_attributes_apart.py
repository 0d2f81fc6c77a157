"""Questions and sentences with the words of an attribute, which ask for none or state none."""

from __future__ import annotations

import pytest

from index.terms.attributes import table, wanted

BY_NAME = {row.name: row for row in table()}


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("does it hold", True),
        ("does it hold for filter coffee", False),
        ("how long does it stay bad", False),
        ("did it last two days", True),
    ],
)
def test_only_what_is_asked_whole_asks_whether_it_lasts(question: str, asks: bool) -> None:
    assert ("lasting effect" in [one.attribute.name for one in wanted(question)]) is asks


@pytest.mark.parametrize(
    "question", ["is it free of side effects", "was there ST elevation", "troponin elevation after surgery"]
)
def test_what_is_free_of_something_and_what_rises_ask_for_no_licence_and_no_altitude(question: str) -> None:
    assert {one.attribute.name for one in wanted(question)}.isdisjoint({"licence", "altitude"})


@pytest.mark.parametrize(
    "sentence", ["The drug was provided free of charge by its maker.", "Students of MIT were asked.", "Candidate predictors were available at admission."]
)  # fmt: skip
def test_what_is_given_or_there_is_under_no_licence(sentence: str) -> None:
    assert not BY_NAME["licence"].stands_in(sentence)
