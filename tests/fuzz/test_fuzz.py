"""A moment of what ``python -m tests.fuzz`` does for ten minutes."""

from __future__ import annotations

from itertools import islice

import pytest

from corpus.files import formats
from tests.conftest import examples
from tests.fuzz.mutating import fuzz, inputs


@pytest.mark.sweep
@pytest.mark.parametrize("name", [one.name for one in formats()])
def test_mutated_files_are_read_or_refused(name: str) -> None:
    _, content, said = fuzz(islice(inputs(name, seed=7), examples(300)), name)
    assert said is None, content
