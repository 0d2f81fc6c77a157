"""A member who opted out leaves a receipt: that something was asked and how it ended, no words and no identity."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.models import Context, Turn
from bot.storage.rows import Entry
from bot.storage.store import Storage
from tests.bot.storage.samples import NOON, answer, written

pytestmark = pytest.mark.usefixtures("begun_log")

QUIET = Context(
    surface="mention",
    server="guild",
    channel="channel-4411xq",
    message="message-4412xq",
    asker="alice-4413xq",
    conversation="conversation-4414xq",
    previous=Turn(question="zebrafish before"),
    scope=("10.1234/scoped",),
    withheld="opt-out",
)
TRACES = ("zebrafish", "4411xq", "4412xq", "4413xq", "4414xq", "scoped", "54.4 months", "before", "10.1234/x")


async def receipts(storage: Storage) -> list[Entry]:
    """Both kinds of row: of an answer, and of a line that was refused."""
    asked = answer(1, "what of the zebrafish?").model_copy(
        update={"text": "> what of the zebrafish?", "unknown_words": ("zebrafish",), "matched": ("zebrafish",)}
    )
    await storage.logbook.record(asked, QUIET, NOON)
    await storage.logbook.refuse("{zebrafish", QUIET, "zebrafish is not JSON", NOON)
    return await storage.logbook.recent()


async def test_the_files_hold_no_word_and_no_name(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await receipts(storage)
        name = storage.logbook._pseudonyms.of(QUIET.asker, QUIET.server)
        content = written(tmp_path)
        assert [trace for trace in (*TRACES, str(name)) if trace.encode() in content] == []
    assert [trace for trace in (*TRACES, str(name)) if trace.encode() in written(tmp_path)] == []


async def test_the_receipt_says_how_it_ended_and_by_what(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        refused, entry = await receipts(storage)
        whole = await storage.logbook.get("id000001")
    assert whole == entry
    assert (entry.id, entry.asked_at, entry.surface, entry.server) == ("id000001", NOON, "mention", "guild")
    assert (entry.outcome, entry.kind, entry.withheld) == ("answered", "content", "opt-out")
    assert (entry.library, entry.snapshot, entry.engine) == ("default", "ab" * 32, "rank-bm25")
    assert (entry.weights, entry.settings, entry.version, entry.latency_ms) == ("w1", "s1", "0.1.0", 1.5)
    assert (entry.question, entry.text, entry.scope, entry.read_with) == ("", "", None, None)
    assert (entry.asker, entry.channel, entry.message, entry.conversation) == (None, None, None, None)
    assert (entry.dois, entry.keys, entry.matched, entry.runners, entry.quotes) == ((), (), (), (), ())
    assert (refused.outcome, refused.withheld, refused.question, refused.reason) == (
        "refused",
        "opt-out",
        "",
        None,
    )


async def test_a_receipt_is_nobodys_when_a_member_asks_what_is_kept(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await receipts(storage)
        assert await storage.logbook.count_mine("alice-4413xq", "guild") == 0
        assert await storage.logbook.forget("alice-4413xq", "guild") == 0
        assert await storage.logbook.count() == 2


async def test_it_waits_in_the_spool_without_words_too(tmp_path: Path) -> None:
    async with Storage.open(tmp_path, busy_timeout_ms=20) as storage:
        await storage.logbook._database.connection.execute_fetchall("PRAGMA query_only = 1")
        await storage.logbook.record(answer(1, "what of the zebrafish?"), QUIET, NOON)
        assert storage.logbook.waiting() == 1
        assert [trace for trace in TRACES if trace.encode() in written(tmp_path)] == []


async def test_a_scope_is_kept_where_words_are(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await storage.logbook.record(answer(1), QUIET.model_copy(update={"withheld": None}), NOON)
        await storage.logbook.record(answer(2), Context(), NOON)
        whole, limited = await storage.logbook.recent()
    assert (limited.scope, limited.withheld) == (("10.1234/scoped",), None)
    assert (whole.scope, whole.withheld) == (None, None)
