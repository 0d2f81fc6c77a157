"""A publisher to read pages from, and a library that came from one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.corpus.watching.site import TWO, Shelf, Site, issue, published


@pytest.fixture
def site() -> Iterator[Site]:
    with published() as found:
        yield found


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    made = Shelf(tmp_path)
    made.take(issue(*TWO))
    return made
