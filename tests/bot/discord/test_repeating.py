"""What is done again and again survives what goes wrong once, and says so."""

from __future__ import annotations

import asyncio

import pytest

from bot.discord.housekeeping import Repeating


async def test_a_round_that_fails_is_told_and_the_next_is_tried(caplog: pytest.LogCaptureFixture) -> None:
    rounds: list[int] = []
    third = asyncio.Event()

    async def work() -> None:
        rounds.append(len(rounds))
        if len(rounds) == 1:
            raise RuntimeError("the disk is on fire")
        if len(rounds) == 3:
            third.set()

    repeating = Repeating("tidying", 0.0, work)
    assert not await repeating.stop()
    repeating.start()
    await asyncio.wait_for(third.wait(), 60)  # not for ever, where the loop has ended
    assert await repeating.stop()
    (record,) = [one for one in caplog.records if one.name == "marrow.discord"]
    assert "The tidying of this round failed" in record.getMessage()
    assert record.exc_info is not None
    assert "the disk is on fire" in str(record.exc_info[1])
