"""Rows of the log as lines of a file: CSV for a spreadsheet, JSON Lines for everything else."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
from collections.abc import AsyncIterable, AsyncIterator, Sequence
from typing import Any, Literal

from bot.spreadsheets import Writer
from bot.storage.rows import Entry
from corpus.characters import told, visible

FileFormat = Literal["csv", "jsonl"]
_NAMING = {"asker", "member", "server", "channel", "message", "reply", "conversation", "read_with"}
_COLUMNS = ("id", "asked_at", "surface", "question", "outcome", "kind", "text", "dois", "matched", "unmatched", "unknown_words",
            "helpful", "not_helpful", "feedback", "reports", "notes", "withheld", "library", "snapshot", "engine", "version", "latency_ms")  # fmt: skip
_NAMES = ("asker", "member", "server", "channel", "message", "reply")


async def pieces(
    entries: AsyncIterable[Sequence[Entry]], named: bool, form: FileFormat
) -> AsyncIterator[tuple[str, int]]:
    """A file in pieces, each with how many entries it has, made beside the event loop.

    Without ``named`` nothing leads to a person: no pseudonym, no place but the surface.
    """
    if form == "csv":
        yield _row((*_COLUMNS, *(_NAMES if named else ()))), 0
    async for some in entries:
        yield await asyncio.to_thread(_piece, some, named, form), len(some)


def _piece(entries: Sequence[Entry], named: bool, form: FileFormat) -> str:
    """Some entries, a line each."""
    values = (entry.model_dump(mode="json", exclude=None if named else _NAMING) for entry in entries)
    if form == "jsonl":
        return "".join(f"{told(json.dumps(one, ensure_ascii=False))}\n" for one in values)
    return "".join(_row(_cells(one, named)) for one in values)


def _cells(values: dict[str, object], named: bool) -> tuple[object, ...]:
    found = (values[name] for name in (*_COLUMNS, *(_NAMES if named else ())))
    return tuple("; ".join(map(str, value)) if isinstance(value, list) else value for value in found)


def _row(cells: tuple[object, ...]) -> str:
    written = io.StringIO()
    Writer(written, "\n").writerow(cells)
    return written.getvalue()


class OwnFile:
    """What is kept of a member as one JSON list, row by row, packed too as it grows."""

    def __init__(self, most: int) -> None:
        """``most``: from so many bytes on it is only kept packed."""
        self.rows = 0
        self._most, self._plain, self._packed = most, io.BytesIO(), io.BytesIO()
        self._packing = gzip.GzipFile(fileobj=self._packed, mode="wb")

    def add(self, rows: Sequence[dict[str, Any]]) -> None:
        """Write some rows behind the others. It takes its time: not for the event loop's thread."""
        for row in rows:
            self._write("[\n" if not self.rows else ",\n")
            self._write(visible(json.dumps(row, ensure_ascii=False, indent=1, default=str)))
            self.rows += 1

    def finished(self) -> tuple[str, bytes]:
        """How the file's name ends, and its bytes."""
        self._write("\n]\n" if self.rows else "[]\n")
        self._packing.close()
        if self._plain.tell() <= self._most:
            return ".json", self._plain.getvalue()
        return ".json.gz", self._packed.getvalue()

    def _write(self, text: str) -> None:
        content = text.encode()
        self._packing.write(content)
        if self._plain.tell() <= self._most:
            self._plain.write(content)
