"""Events that lack what they must have are left out, and the bot goes on."""

from __future__ import annotations

import logging

import pytest

from bot.discord.client import Marrow


@pytest.mark.parametrize("event", ["MESSAGE_CREATE", "INTERACTION_CREATE", "MESSAGE_DELETE"])
@pytest.mark.parametrize("data", [{}, {"id": "1"}, {"id": "x", "content": "secret words"}, []])
async def test_an_event_that_cannot_be_read_is_told_without_its_words(
    event: str, data: object, simcord_bot: Marrow, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "marrow.discord"):
        simcord_bot._connection.parsers[event](data)
    assert [record.getMessage().split(" (")[0] for record in caplog.records] == [
        f"Discord sent a {event} that cannot be read"
    ]
    assert "secret" not in caplog.text


async def test_a_number_beyond_all_others_does_not_end_the_bot(
    simcord_bot: Marrow, caplog: pytest.LogCaptureFixture
) -> None:
    """Among a member's roles, which discord.py keeps as machine numbers, it did; here it is a time that no clock has."""
    with caplog.at_level(logging.WARNING, "marrow.discord"):
        simcord_bot._connection.parsers["TYPING_START"]({"channel_id": "1", "user_id": "2", "timestamp": 10**30})
    assert "cannot be read (OverflowError)" in caplog.text


async def test_without_a_session_there_is_nothing_to_go_on_with(simcord_bot: Marrow) -> None:
    with pytest.raises((KeyError, TypeError)):
        simcord_bot._connection.parsers["READY"]({})
