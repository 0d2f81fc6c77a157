"""The text of an XML file as its records, split at their start tags, so that file size does not matter."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.errors import CorpusError
from corpus.formats.opening.decoding import LONGEST_FILE, holds_utf8, in_another
from corpus.formats.opening.packed import unpacked
from corpus.formats.xml.xmltext import awaited, encoding_of, start_of

LONGEST_RECORD = 16 * 1024 * 1024  # characters; five thousand authors with their addresses have some six million
_PIECE = 256 * 1024
LONGEST_TAG = 64  # characters of an element's name


class XmlRecord(NamedTuple):
    """A record's first line (from 1; 0: what stands before all records) and its raw text ("" if longer than any paper's).

    ``hidden``: the start tags of records inside its comments and plain text, where they begin none.
    """

    line: int
    raw: str
    hidden: int = 0


def records(path: Path, tags: Sequence[str]) -> Iterator[XmlRecord]:
    """What stands before the records of a file, then each in order: from the start tag of one of ``tags`` to the next.

    Raises CorpusError, in one sentence, where the file cannot be read or declares entities.
    """
    for record in _joined(_split(path, tags)):
        if not record.line and "<!ENTITY" in record.raw:
            raise CorpusError(
                f"{path.name} declares entities (<!ENTITY …>), which no export of papers does; it was not read."
            )
        yield record


def _joined(parts: Iterable[XmlRecord]) -> Iterator[XmlRecord]:
    """The parts, those joined again that were split inside a comment or plain text. One that is not closed stays as it is,
    so that it costs no other.
    """
    held, size, closing = list[XmlRecord](), 0, ""
    for part in parts:
        held.append(part)
        size, closing = size + len(part.raw), awaited(part.raw, closing)
        if not closing:
            yield XmlRecord(held[0].line, "".join(one.raw for one in held), len(held) - 1)
        elif size > LONGEST_RECORD or not part.raw:
            yield from held
        else:
            continue
        held, size, closing = [], 0, ""
    yield from held


def _split(path: Path, tags: Sequence[str]) -> Iterator[XmlRecord]:
    """The text before the first start tag of one of ``tags``, then from each to the next."""
    line, first, parts, length = 1, 0, list[str](), 0
    for begins, text in _stretches(_pieces(path), tags):
        if begins:
            yield XmlRecord(first, "".join(parts))
            first, parts, length = line, [], 0
        length += len(text)
        if length <= LONGEST_RECORD:
            parts.append(text)
        elif first:
            parts = []
        else:
            raise CorpusError(
                f"{path.name} has no record in its first {LONGEST_RECORD // 2**20} MB; it was not read."
            )
        line += text.count("\n")
    yield XmlRecord(first, "".join(parts))


def counted(path: Path, tags: Sequence[str]) -> int:
    """The number of start tags of ``tags``, wherever they stand, counted independently of ``records``."""
    start, total, held = start_of(tags), 0, ""
    for piece in _pieces(path):
        text = held + piece
        held = text[-LONGEST_TAG:]
        total += len(start.findall(text)) - len(start.findall(held))
    return total + len(start.findall(held))


def _stretches(pieces: Iterator[str], tags: Sequence[str]) -> Iterator[tuple[bool, str]]:
    """The text in order, split before every start tag and where a piece ends; True if a start tag begins the
    stretch."""
    start = start_of(tags)
    held, begins = "", False
    for piece in pieces:
        held, at = held + piece, 0
        for found in start.finditer(held, int(begins)):
            if found.start() > at:
                yield begins, held[at : found.start()]
            begins, at = True, found.start()
        cut = max(at, len(held) - LONGEST_TAG)  # half a tag may stand at the end
        if cut > at:
            yield begins, held[at:cut]
            begins = False
        held = held[cut:]
    yield begins, held


def _pieces(path: Path) -> Iterator[str]:
    """A file's text in pieces, in the encoding it declares."""
    with unpacked(path) as stream:
        head = stream.read(256)
        stream.seek(0)
        encoding, read = encoding_of(head, path), 0
        if not encoding.startswith("utf") and holds_utf8(path):  # written anew since, below what it still declares
            encoding = "utf-8"
        text = io.TextIOWrapper(stream, encoding)
        try:
            while piece := text.read(_PIECE):
                read += len(piece)
                if read > LONGEST_FILE:
                    raise CorpusError(
                        f"{path.name} unpacks to more than {LONGEST_FILE // 2**20:,} MB; it was not read."
                    )
                yield piece
        except UnicodeError:
            raise in_another(path, encoding) from None
