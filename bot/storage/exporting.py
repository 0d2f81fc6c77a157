"""Entries of the log written to a file: CSV for spreadsheets, JSON Lines for other programs."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
from collections.abc import AsyncIterable, AsyncIterator, Sequence
from typing import Any, Literal

from bot.harmless import SafeWriter
from bot.storage.rows import Entry
from corpus.characters import told, visible

FileFormat = Literal["csv", "jsonl"]
_NAMING = {"asker", "member", "writer", "server", "channel", "message", "reply", "conversation", "read_with"}
_COLUMNS = ("id", "asked_at", "surface", "question", "typed", "outcome", "kind", "pin", "text", "dois", "matched", "unmatched", "unknown_words", "warned", "not_said",
            "helpful", "not_helpful", "feedback", "reports", "notes", "withheld", "library", "snapshot", "engine", "version", "latency_ms")  # fmt: skip
_NAMES = ("asker", "member", "server", "channel", "message", "reply", "writer")


async def pieces(
    entries: AsyncIterable[Sequence[Entry]], named: bool, form: FileFormat
) -> AsyncIterator[tuple[str, int]]:
    """The text of a file in pieces, each with its number of entries; made in a thread, beside the event loop.

    Without ``named`` nothing in it leads to a person: no pseudonyms, and no place but the surface.
    """
    if form == "csv":
        yield _row((*_COLUMNS, *(_NAMES if named else ()))), 0
    async for some in entries:
        yield await asyncio.to_thread(_piece, some, named, form), len(some)


def _piece(entries: Sequence[Entry], named: bool, form: FileFormat) -> str:
    """Some entries as text, one per line."""
    values = (entry.model_dump(mode="json", exclude=None if named else _NAMING) for entry in entries)
    if form == "jsonl":
        return "".join(f"{told(json.dumps(one, ensure_ascii=False))}\n" for one in values)
    return "".join(_row(_cells(one, named)) for one in values)


def _cells(values: dict[str, object], named: bool) -> tuple[object, ...]:
    found = (values[name] for name in (*_COLUMNS, *(_NAMES if named else ())))
    return tuple("; ".join(map(str, value)) if isinstance(value, list) else value for value in found)


def _row(cells: tuple[object, ...]) -> str:
    written = io.StringIO()
    SafeWriter(written, "\n").writerow(cells)
    return written.getvalue()


SPARE = 8  # the share (one in so many) of a packed file left free for its last row and for what the packer still buffers


class OwnFile:
    """Everything kept about one member, as one JSON list; a gzip-compressed copy is written at the same time, in several
    files, each a list of its own, if one would be too large.
    """

    def __init__(self, most: int) -> None:
        """``most``: the largest size of a file in bytes; if the plain file is larger, only the compressed ones are kept."""
        self.rows = 0
        self._most, self._plain = most, io.BytesIO()
        self._full: list[bytes] = []
        self._begin()

    def _begin(self) -> None:
        self._packed, self._here = io.BytesIO(), 0
        self._packing = gzip.GzipFile(fileobj=self._packed, mode="wb", mtime=0)  # no clock: it may be wrong

    def add(self, rows: Sequence[dict[str, Any]]) -> None:
        """Append some rows. This is slow: do not call it in the event loop's thread."""
        for row in rows:
            if self._packed.tell() > self._most - self._most // SPARE:
                self._end()
                self._begin()
            text = visible(json.dumps(row, ensure_ascii=False, indent=1, default=str))
            self._write(f"{',' if self._here else '['}\n{text}")
            self.rows, self._here = self.rows + 1, self._here + 1

    def finished(self) -> list[tuple[str, bytes]]:
        """The files, each with the end of its name: ".json" if one holds all as it is, else ".json.gz"."""
        self._end()
        if self._plain.tell() <= self._most and len(self._full) == 1:
            return [(".json", self._plain.getvalue())]
        if len(self._full) == 1:
            return [(".json.gz", self._full[0])]
        return [(f"-{number}.json.gz", content) for number, content in enumerate(self._full, 1)]

    def _end(self) -> None:
        self._write("\n]\n" if self._here else "[]\n")
        self._packing.close()
        self._full.append(self._packed.getvalue())

    def _write(self, text: str) -> None:
        content = text.encode()
        self._packing.write(content)
        if self._plain.tell() <= self._most:
            self._plain.write(content)
