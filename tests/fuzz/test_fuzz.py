"""A moment of what ``python -m tests.fuzz`` does for ten minutes."""

from __future__ import annotations

import pytest

from corpus.files import formats
from tests.fuzz.mutating import fuzz


@pytest.mark.parametrize("name", [one.name for one in formats()])
def test_mutated_files_are_read_or_refused(name: str) -> None:
    count, content, said = fuzz(name, 0.4, seed=7)
    assert said is None, content
    assert count > 3
