"""Killed at any moment, a piece of work on the data folder loses nothing and leaves nothing half done (``kills`` does it 100 times)."""

from __future__ import annotations

import pytest

from tests.bot.storage.kills import WORKS, killed


@pytest.mark.slow
@pytest.mark.parametrize("work", WORKS)
def test_nothing_is_lost_and_nothing_half_done(work: str) -> None:
    moments, hit = killed(work, 2)
    assert moments > 10
    assert hit == 2, "a kill that comes too late proves nothing"
