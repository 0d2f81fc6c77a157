"""Every weight and threshold of what is found, shown and said for sure: whoever moves one moves it here too, with a figure in hand.

A change of any of them changes answers; nobody should make one by accident. What each is for is told where it stands.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator

from index.finding import candidates
from index.library import Settings
from tests.index.pinned import PINNED


def each() -> Iterator[tuple[str, str, float | dict[str, float]]]:
    for room, values in PINNED.items():
        for name, value in values.items():
            yield room, name, value


def test_it_is_what_it_was_measured_to_be() -> None:
    now = {(room, name): getattr(importlib.import_module(f"index.{room}"), name) for room, name, _ in each()}
    assert now == {(room, name): value for room, name, value in each()}


def test_the_settings_of_a_search() -> None:
    is_set = Settings()
    assert (is_set.k1, is_set.b, is_set.title_weight, is_set.read_papers) == (1.2, 0.75, 3, 10)
    assert (is_set.most, is_set.spread, len(is_set.model_dump())) == (3, 0.28, 6)


def test_what_nearness_to_a_figure_counts() -> None:
    assert candidates.CLOSE == ((25, 1.0), (60, 0.7), (120, 0.35))


def test_none_is_forgotten() -> None:
    for room, pinned in PINNED.items():
        found = vars(importlib.import_module(f"index.{room}")).items()
        numbers = {name for name, value in found if name.isupper() and isinstance(value, int | float)}
        assert numbers <= pinned.keys(), room
