"""A logbook to browse: everything it may hold, and everything that must not be seen."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.browsing import pages
from bot.storage.store import Storage
from index.models import Outcome
from tests.bot.storage.samples import answer, at, context

DAY = 86_400


async def fill(folder: Path) -> None:
    """Three answers in server "guild", one in "other", one whose words are withheld; thoughts, a report, a note, a gap."""
    async with Storage.open(folder) as storage:
        record = storage.logbook.record
        await record(answer(1), context("alice"), at(0))
        slow = {"latency_ms": 2500.0, "dois": ("10.1234/x", "10.5678/y(z)")}
        await record(answer(2, "is <b>pain</b> less?").model_copy(update=slow), context("bob"), at(DAY))
        missing = {"outcome": Outcome.NOTHING, "quotes": (), "unknown_words": ("proton",), "dois": ()}
        await record(answer(3, "proton dose?").model_copy(update=missing), context("alice"), at(DAY + 1))
        await record(answer(4, "elsewhere asked"), context("alice", "other"), at(2 * DAY))
        withheld = context("carol").model_copy(update={"withheld": "opt-out"})
        await record(answer(5, "SECRETWORDS of carol"), withheld, at(2 * DAY))
        for number in range(1, 6):
            await storage.logbook.delivered(f"id{number:06}", f"SECRETREPLY{number}")
        await storage.feedback.judge("id000001", "guild", "bob", False, "too short")
        await storage.feedback.report("id000002", "guild", "carol", "looks odd")
        await storage.feedback.report("id000005", "guild", "bob", "SECRETWORDS repeated")
        await storage.reader.note("id000002", "guild", "SECRETAUTHOR", "see the paper")
        await storage.reader.solve("guild", "proton", "10.9999/p")
        await storage.facts.put("SECRETFACT", "x")


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No query is given up because the machine is busy."""
    for limit in ("sql_time_limit_ms", "facet_time_limit_ms"):
        monkeypatch.setitem(pages._SETTINGS, limit, 60_000)


@pytest.fixture(scope="session")
def logbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of that logbook, which is only read."""
    folder = tmp_path_factory.mktemp("logbook")
    asyncio.run(fill(folder))
    return folder
