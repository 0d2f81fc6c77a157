"""Features of the decision about figures: several things measured, and shares that are told without one."""

from __future__ import annotations

import pytest

from tests.index.test_features import library, seen

DOGS = library(
    ("Dogs", "The bark volume of dogs was 40. Grip was 12 in dogs. Dogs were fed."), ("Cats", "Cats sleep.")
)


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("mean grip and mean volume of dogs", 0.0),
        ("mean grip and mean weight of dogs", 0.5),
        ("mean length and mean weight of dogs", 1.0),
        ("grip and volume of dogs", 0.0),
    ],
)
def test_of_several_things_measured_the_share_without_a_figure_counts(question: str, share: float) -> None:
    assert seen(question, DOGS)["unmeasured"] == share


@pytest.mark.parametrize(
    ("said", "lacks"),
    [
        ("Refracture rates did not differ.", 0.0),
        ("The refracture rate was 12%.", 0.0),
        ("Refracture rates were recorded.", 1.0),
        ("Walking did not differ between casts.", 1.0),
    ],
)
def test_a_rate_is_given_by_its_figure_or_by_saying_that_it_was_the_same(said: str, lacks: float) -> None:
    casts = library(("Casts", f"{said} Casts of refracture were worn."), ("Cats", "Cats sleep."))
    assert seen("what was the rate of refracture in casts", casts)["no share"] == lacks
