"""Rows of the log as lines of a file: CSV for a spreadsheet, JSON Lines for everything else."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterable, AsyncIterator
from typing import Literal

from bot.spreadsheets import Writer
from bot.storage.rows import Entry
from corpus.characters import told

FileFormat = Literal["csv", "jsonl"]
_NAMING = {"asker", "member", "server", "channel", "message", "reply", "conversation", "read_with"}
_COLUMNS = ("id", "asked_at", "surface", "question", "outcome", "kind", "text", "dois", "matched", "unmatched", "unknown_words",
            "withheld", "library", "snapshot", "engine", "version", "latency_ms")  # fmt: skip
_NAMES = ("asker", "member", "server", "channel", "message", "reply")


async def lines(entries: AsyncIterable[Entry], named: bool, form: FileFormat) -> AsyncIterator[str]:
    """Each entry as a line; without ``named`` nothing leads to a person: no pseudonym, no place but the surface."""
    if form == "csv":
        yield _row((*_COLUMNS, *(_NAMES if named else ())))
    async for entry in entries:
        values = entry.model_dump(mode="json", exclude=None if named else _NAMING)
        yield (
            f"{told(json.dumps(values, ensure_ascii=False))}\n" if form == "jsonl" else _row(_cells(values, named))
        )


def _cells(values: dict[str, object], named: bool) -> tuple[object, ...]:
    found = (values[name] for name in (*_COLUMNS, *(_NAMES if named else ())))
    return tuple("; ".join(map(str, value)) if isinstance(value, list) else value for value in found)


def _row(cells: tuple[object, ...]) -> str:
    written = io.StringIO()
    Writer(written, "\n").writerow(cells)
    return written.getvalue()
