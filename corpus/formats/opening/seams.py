"""A file of several exports, each in a format of its own, one behind the other: read part by part, as they would be alone.

Tagged text takes what it does not know for text, BibTeX for a comment, and XML reads its own elements: without this the further parts would be lost in
silence. A part that cannot be read is refused, with the line on which it begins.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import IO

from corpus.errors import CorpusError
from corpus.formats.collecting import Reading, together
from corpus.formats.opening.blocks import FileLine, FileLines
from corpus.formats.opening.codings import known_encoding
from corpus.formats.opening.decoding import as_utf8
from corpus.formats.opening.fileparts import Part, part_of
from corpus.formats.opening.firstlines import (
    HTML,
    JSON,
    LOOKED_AT,
    TEXT,
    WIDE,
    XML,
    Ahead,
    Looks,
    closed_at,
    coding_of,
    family,
    sign_of,
    told,
)
from corpus.formats.opening.packed import MOST_PARTS, unpacked
from corpus.models import ImportReport, Parsed, Rejection
from corpus.progress import beyond

_TOO_MANY = f"has more than {MOST_PARTS:,} exports one behind the other; import them as files of their own"
_MOST_CUT = 50  # for each of which the rest of the file is read once more
_TOO_MANY_CUT = f"has more than {_MOST_CUT} exports that were cut off, one behind the other; export them again"
_PIECE, _FAR = 1024 * 1024, 128 * 1024  # bytes
_ALL = TEXT | XML | JSON | HTML | {"table", "page"}


def read(
    path: Path, name: str, reading: Reading, read_one: Callable[[Path, Reading], Parsed], looks: Looks
) -> Parsed | None:
    """The papers of all parts of a file that seems to be in the format ``name``; None if it has one part alone.

    A part that cannot be read is one refusal. ``read_one`` reads a part; ``looks``: whether a text seems to be in a format, by the formats' names in the
    order in which they are tried. Raises CorpusError, in one sentence, where the file cannot be read.
    """
    if name not in _ALL:
        return None
    begins, is_wide = _parts(path, family(name), looks)
    if len(begins) > 1:
        return _each(path, begins, reading, read_one)
    if not is_wide and not _is_wide(reading.encoding):
        return None
    with as_utf8(path, reading.encoding) as (copy, _):
        begins, _ = _parts(copy, family(name), looks)
        return _each(copy, begins, replace(reading, encoding=None), read_one) if len(begins) > 1 else None


def _is_wide(encoding: str | None) -> bool:
    return encoding is not None and known_encoding(encoding).startswith(("utf-16", "utf-32"))


def _each(path: Path, begins: list[int], reading: Reading, read_one: Callable[[Path, Reading], Parsed]) -> Parsed:
    """The papers of the parts of a file that begin there."""
    found, line = list[tuple[str, Parsed]](), 1
    with unpacked(path) as stream, tempfile.TemporaryDirectory(prefix="marrow-") as folder:
        for number, (at, end) in enumerate(pairwise([*begins, -1])):
            part = Path(folder, str(number), path.name)  # reports call it by its name
            part.parent.mkdir()
            ends = _copy(stream, part, end - at if end > 0 else None)
            before = sum(parsed.report.read for _, parsed in found)
            each = replace(reading, progress=beyond(before, reading.progress))
            found.append((f"the part from line {line}", _one(part, line, each, read_one)))
            part.unlink()
            line += ends
    return together(path.name, found)


def _parts(path: Path, name: str, looks: Looks) -> tuple[list[int], bool]:
    """Where each part begins (bytes); whether all is in UTF-16 or UTF-32. XML behind XML of the same format is no other part. Raises CorpusError if there
    are more parts than anybody puts together.
    """
    begins, part, kind, cut = list[int](), None, "", 0
    with unpacked(path) as stream:
        lines = FileLines(stream)
        while (line := lines.take(part)) or (part and part.is_open and not part.is_cut):
            following, passed = (
                _follows(part, begins, lines, line, name, looks) if line and line.fresh else (None, 0)
            )
            if len(begins) > MOST_PARTS or cut > _MOST_CUT:
                raise CorpusError(f"{path.name} {_TOO_MANY_CUT if cut > _MOST_CUT else _TOO_MANY}.")
            if part and part.is_open and not part.is_cut and (following or line is None):
                lines.again(begins[-1])  # since it has no end, something else may have been taken for a part of it
                part, cut = part_of(part.name, looks), cut + 1
                part.is_cut = True
                continue
            if line is None:
                break
            if following:
                kind = _ended(begins, part, kind) if part else ""
                begins.append(line.at + passed if part else 0)
                part = part_of(following, looks)
            used = part.take(line.text) if part else len(line.text)
            if used < len(line.text):
                lines.back(line, used)
    if part:
        _ended(begins, part, kind)
    return begins, part is not None and part.name in WIDE


def _follows(
    part: Part | None, begins: list[int], lines: FileLines, line: FileLine, name: str, looks: Looks
) -> tuple[str | None, int]:
    """As of ``_next``, and of the first part of a file."""
    if part and part.is_cut and (line.at == begins[-1] or line.at < part.held):
        return None, 0  # its own first line, once more, or one within an element
    following, passed = _next(part, lines, line, line.at - begins[-1] if begins else 0)
    if part is None and told(line.text):
        return following or _first(line.text, partial(lines.ahead, line), name, looks), 0
    return following, passed


def _next(part: Part | None, lines: FileLines, line: FileLine, behind: int) -> tuple[str | None, int]:
    """The family of formats, or the wide encoding, of the part that begins with a line, and how many bytes before it belong to the last one.

    ``behind``: how many bytes of the last part are before the line, which may be half a letter.
    """
    half = -behind % (4 if "32" in part.name else 2) if part and part.name in WIDE else 0
    bare = told(line.text)
    # of a file, a first line may be a single bracket
    text = lines.further(line, LOOKED_AT) if part is None and bare else line.text[half:]
    if coding := coding_of(text):
        return (None if part and part.name == coding else coding), half
    if part is None or not bare:
        return None, 0
    found = part.next(bare, partial(lines.ahead, line))
    if found and part.is_open and part.is_cut:
        end = closed_at(lines.further(line, _FAR), bytes(part.head))
        part.held = line.at + end if end else 0
        found = None if end else found
    return found, line.text.index(bare) if part.name in WIDE else 0


def _first(line: bytes, ahead: Ahead, name: str, looks: Looks) -> str:
    """The family of formats in which a file begins that seems to be of the family ``name``."""
    sign = sign_of(told(line), ahead, looks)
    is_of_page = name == "page" or (
        name == "html" and sign == "xml"
    )  # of which the lines behind the first tell more
    return name if sign is None or is_of_page else sign


def _ended(begins: list[int], part: Part, before: str) -> str:
    """The format of a part that ended. If it is XML in the same format as the part ``before`` it, it is one with that: its beginning is taken back."""
    kind = part.kind()
    if kind == before and kind in XML:
        begins.pop()
    return kind


def _copy(stream: IO[bytes], part: Path, size: int | None) -> int:
    """Write the next bytes of a stream (None: all) to a file, and return how many lines end in them."""
    ends, last = 0, b""
    with part.open("wb") as out:
        while piece := stream.read(_PIECE if size is None else min(size, _PIECE)):
            out.write(piece)
            size = None if size is None else size - len(piece)
            ends += piece.count(b"\n") + piece.count(b"\r") - piece.count(b"\r\n") - (last + piece[:1] == b"\r\n")
            last = piece[-1:]
    return ends


def _one(part: Path, line: int, reading: Reading, read_one: Callable[[Path, Reading], Parsed]) -> Parsed:
    """What is read of a part that begins on a line, with its records' lines as they are in the whole file."""
    try:
        parsed = read_one(part, reading)
    except CorpusError as error:
        refused = Rejection(line=line, reason=str(error), raw=part.name)
        return Parsed(papers=(), report=ImportReport(source=part.name, read=1, kept=0, rejected=(refused,)))
    return moved(parsed, line)


def moved(parsed: Parsed, line: int) -> Parsed:
    """What was read of a part that begins on a line, with its records' lines as they are in the whole file."""
    report = parsed.report
    return parsed.model_copy(
        update={
            "lines": tuple(one + line - 1 for one in parsed.lines),
            "report": report.model_copy(
                update={
                    name: tuple(
                        one.model_copy(update={"line": one.line + line - 1}) for one in getattr(report, name)
                    )
                    for name in ("rejected", "merges", "conflicts")
                }
            ),
        }
    )
