"""Until when the last process was told what was said: its report of its health is read as a file that anybody may have written."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from bot.discord.missed import heard_until
from bot.discord.parts import Parts
from tests.bot.discord.conftest import Server


@pytest.mark.parametrize(
    "report",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b'{"heard_until": 5}',
        b'{"heard_until": null}',
        b'{"heard_until": "yesterday"}',
        b'{"heard_until": "2026-11-01T00:00:00"}',
        b"[" * 100_000,
        b" " * 2**21,
        b"\xff\xfe",
    ],
)
def test_a_report_that_is_not_sound_tells_nothing(tmp_path: Path, report: bytes) -> None:
    (tmp_path / "health.json").write_bytes(report)
    assert heard_until(tmp_path / "health.json") is None


def test_a_report_tells_of_no_moment_before_there_was_a_bot(tmp_path: Path) -> None:
    (tmp_path / "health.json").write_text('{"heard_until": "0001-01-01T00:00:00+14:00"}')
    found = heard_until(tmp_path / "health.json")
    assert found is not None
    assert datetime.now(UTC) - found < timedelta(days=366)


def test_a_report_tells_the_moment_and_one_that_is_not_there_nothing(tmp_path: Path) -> None:
    assert heard_until(tmp_path / "health.json") is None
    moment = datetime.now(UTC)
    (tmp_path / "health.json").write_text(json.dumps({"heard_until": moment.isoformat()}))
    assert heard_until(tmp_path / "health.json") == moment


async def test_what_was_heard_is_told_by_the_clock_that_the_messages_bear(server: Server, parts: Parts) -> None:
    ahead = datetime.now(UTC) + timedelta(minutes=10)
    parts.clock.hear(format_datetime(ahead))
    assert abs(server.env.bot.missed.heard() - ahead) < timedelta(minutes=1)
