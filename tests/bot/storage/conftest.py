"""A log with something in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.selection import Selection
from bot.storage.store import Storage
from index.models import Outcome
from tests.bot.storage.samples import answer, at, context


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    """Six questions in one server, one in another, one in direct messages."""
    async with Storage.open(tmp_path) as opened:
        asked = [
            ("survival after vertebroplasty", "alice", "one", Outcome.ANSWERED, ()),
            ("proton beam dose", "alice", "one", Outcome.NOTHING, ("proton",)),
            ("proton arc", "bob", "one", Outcome.RELATED, ("proton", "arc")),
            ("Dépression after surgery", "bob", "one", Outcome.ANSWERED, ()),
            ("what of the spine?", "carol", "one", Outcome.RELATED, ()),
            ("thanks", "carol", "one", Outcome.HELP, ()),
            ("vertebroplasty elsewhere", "alice", "two", Outcome.NOTHING, ("vertebroplasty",)),
            ("vertebroplasty alone", "alice", None, Outcome.ANSWERED, ()),
        ]
        for number, (question, who, server, outcome, unknown) in enumerate(asked, 1):
            made = answer(number, question)
            changes = {
                "outcome": outcome,
                "unknown_words": unknown,
                "quotes": made.quotes if outcome is Outcome.ANSWERED else (),
                "text": f"reply {number}",
            }
            await opened.logbook.record(made.model_copy(update=changes), context(who, server), at(number * 86400))
        await opened.feedback.judge("id000001", "one", "bob", True, None)
        await opened.feedback.judge("id000004", "one", "bob", False, "off")
        await opened.feedback.report("id000003", "one", "carol", "odd")
        yield opened


async def found(storage: Storage, selection: Selection) -> list[int]:
    page = await storage.reader.page(selection)
    assert page.next is None
    return [int(entry.id[2:]) for entry in page.entries]


ONE = Selection(server="one")
