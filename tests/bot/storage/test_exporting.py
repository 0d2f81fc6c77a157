"""Files of the log for others: which columns they have, whom they lead to, and how large they may be."""

from __future__ import annotations

import csv
import gzip
import io
import json
import secrets
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.storage.exporting import FileFormat, OwnFile, pieces
from bot.storage.rows import Entry
from bot.storage.selection import Selection
from bot.storage.store import Storage
from tests.bot.storage.samples import NOON, answer, at, context

pytestmark = pytest.mark.usefixtures("begun_log")

PLAIN = (
    "id asked_at surface question typed outcome kind pin text dois matched unmatched unknown_words warned not_said helpful not_helpful feedback "
    "reports notes withheld library snapshot engine version latency_ms"
).split()
NAMES = ["asker", "member", "server", "channel", "message", "reply", "writer"]
PLACES = {*NAMES, "conversation", "read_with"}


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    """A log of three entries; the newest would be a formula, hides a character, and is of two papers."""
    async with Storage.open(tmp_path) as opened:
        for number, question in ((1, "one?"), (2, "two?"), (3, "=1+1; \u202ehäufig?")):
            asked = answer(number, question).model_copy(update={"dois": ("10.1/a", "10.1/b")})
            where = context().model_copy(update={"named": True})
            await opened.logbook.record(asked, where, at(number))
            await opened.logbook.delivered(asked.id, f"m{number}")
        yield opened


async def written(storage: Storage, named: bool, form: FileFormat) -> list[tuple[str, int]]:
    found = [some async for some in storage.reader.everything(Selection(server="guild"))]

    async def by_two() -> AsyncIterator[Sequence[Entry]]:
        every = [one for some in found for one in some]
        for start in (0, 2):
            yield every[start : start + 2]

    return [piece async for piece in pieces(by_two(), named, form)]


@pytest.mark.parametrize("named", [False, True])
async def test_a_table_has_names_in_its_last_columns_or_none_at_all(storage: Storage, named: bool) -> None:
    written_ = await written(storage, named, "csv")
    assert [count for _, count in written_] == [0, 2, 1]  # the head, and three entries in two pieces
    head, *rows = csv.reader(io.StringIO("".join(text for text, _ in written_)))
    assert head == PLAIN + (NAMES if named else [])
    assert [row[0] for row in rows] == ["id000003", "id000002", "id000001"]
    assert {len(row) for row in rows} == {len(head)}
    cells = dict(zip(head, rows[0], strict=True))
    assert (cells["question"], cells["dois"], cells["unmatched"]) == ("'=1+1; \ufffdhäufig?", "10.1/a; 10.1/b", "")
    assert (cells["matched"], cells["latency_ms"], cells["withheld"]) == ("follow", "1.5", "")
    if named:
        assert (cells["member"], cells["server"], cells["channel"], cells["reply"]) == (
            "alice",
            "guild",
            "papers",
            "m3",
        )
    else:
        assert "alice" not in "".join(text for text, _ in written_)
        assert "guild" not in "".join(text for text, _ in written_)


@pytest.mark.parametrize("named", [False, True])
async def test_a_line_of_json_says_all_of_an_entry_and_whose_it_is_only_where_that_is_wanted(
    storage: Storage, named: bool
) -> None:
    written_ = await written(storage, named, "jsonl")
    assert [(text.count("\n"), count) for text, count in written_] == [(2, 2), (1, 1)]
    lines = [json.loads(line) for text, _ in written_ for line in text.splitlines()]
    assert [line["question"] for line in lines] == ["=1+1; \u202ehäufig?", "two?", "one?"]
    assert "\\u202ehäufig" in written_[0][0]  # it stands there harmless, and ä as itself
    assert all((set(line) >= PLACES) if named else not set(line) & PLACES for line in lines)
    assert lines[0]["quotes"][0]["text"] == "The median was 54.4 months."
    assert lines[0]["asked_at"].startswith(f"{NOON:%Y-%m-%d}")


ROWS: list[dict[str, Any]] = [{"question": "häufig \u202e?"}, {"at": NOON}, {"number": 3}]


def test_a_members_file_is_one_list_of_all_their_rows() -> None:
    file = OwnFile(10_000)
    file.add(ROWS[:1])
    file.add(())
    file.add(ROWS[1:])
    assert file.rows == 3
    ((ending, content),) = file.finished()
    assert ending == ".json"
    assert json.loads(content) == [{"question": "häufig \ufffd?"}, {"at": str(NOON)}, {"number": 3}]
    assert "häufig" in content.decode()
    assert content.startswith(b'[\n{\n "question"')  # a member may open it in any editor
    assert content.endswith(b"}\n]\n")


def test_a_file_of_nothing_is_an_empty_list() -> None:
    file = OwnFile(10)
    assert (file.rows, file.finished()) == (0, [(".json", b"[]\n")])


def test_what_is_larger_than_may_be_sent_is_packed() -> None:
    whole = OwnFile(10_000)
    whole.add(ROWS)
    ((_, content),) = whole.finished()
    for most, ending in ((len(content), ".json"), (len(content) - 1, ".json.gz"), (20, ".json.gz")):
        file = OwnFile(most)
        for row in ROWS:
            file.add([row])
        ((found, packed),) = file.finished()
        assert found == ending
        assert (gzip.decompress(packed) if ending == ".json.gz" else packed) == content


def test_a_clock_that_is_centuries_off_stops_no_export(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time in a packed file's head ends with 2106."""
    monkeypatch.setattr("time.time", lambda: 2.0**33)
    file = OwnFile(20)
    file.add(ROWS)
    ((_, content),) = file.finished()
    assert len(json.loads(gzip.decompress(content))) == len(ROWS)


def test_an_export_too_large_for_discord_comes_packed() -> None:
    rows = [{"question": "how long?\u202e", "n": n} for n in range(100)]
    file, less = OwnFile(8 * 2**20), OwnFile(1000)
    for begin in range(0, 100, 30):
        for one in (file, less):
            one.add(rows[begin : begin + 30])
    ((end, content),) = file.finished()
    assert (end, file.rows, len(json.loads(content))) == (".json", 100, 100)
    assert "\u202e" not in content.decode()
    ((end, packed),) = less.finished()
    assert end == ".json.gz"
    assert gzip.decompress(packed) == content


def test_what_is_too_large_packed_too_comes_in_several_files() -> None:
    """Discord refuses a file beyond its limit, and a member would have been told that this is all."""
    rows = [{"n": n, "question": secrets.token_hex(2000)} for n in range(400)]
    file = OwnFile(300_000)
    for begin in range(0, len(rows), 30):
        file.add(rows[begin : begin + 30])
    files = file.finished()
    assert [end for end, _ in files] == [f"-{number}.json.gz" for number in range(1, len(files) + 1)]
    assert len(files) > 2
    assert max(len(content) for _, content in files) <= 300_000
    assert [row for _, content in files for row in json.loads(gzip.decompress(content))] == rows
