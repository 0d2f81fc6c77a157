"""A publisher to read pages from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.corpus.watching.site import Site, published


@pytest.fixture
def site() -> Iterator[Site]:
    with published() as found:
        yield found
