"""A file of several exports, each in a format of its own, one behind the other: read part by part, as they would be alone.

Tagged text takes what it does not know for text, and BibTeX for a comment: without this the further parts would be lost in silence.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import IO

from corpus.errors import CorpusError
from corpus.formats.collecting import Reading, together
from corpus.formats.packed import MOST_PARTS, unpacked
from corpus.models import ImportReport, Parsed, Rejection
from corpus.progress import beyond

# Formats which another may follow; a table's cells and a page may have entries of BibTeX in them.
_LINES = frozenset("ris nbib bibtex enw wos cochrane ovid pubmed-text refworks proquest noteexpress".split())
_XML = frozenset(
    "pubmed-xml endnote-xml mods dblp jats europe-xml ebsco-xml unixref marcxml dublin-core arxiv zotero-rdf".split()
)
_BEGINS = (
    (b"TY  - ", "ris"), (b"PMID- ", "nbib"), (b"%0 ", "enw"), (b"FN Clarivate", "wos"), (b"FN Thomson", "wos"), (b"FN ISI", "wos"),
    (b"<1>", "ovid"), (b"<?xml ", "xml"),
)  # fmt: skip
_FIRST = tuple(bytes((one,)) for one in b"TPF%R<@[{")
_ENTRY = re.compile(rb'@[A-Za-z]{3,20}\{[^\s,{}"=]{1,80},')
_RECORD = re.compile(rb'\[?\s{0,4}\{\s{0,4}"[A-Za-z_]{1,30}"\s{0,4}:')
_MARK = b"\xef\xbb\xbf"
_LONGEST = 1024 * 1024  # bytes of a line that are looked at


def read(path: Path, name: str, reading: Reading, read_one: Callable[[Path, Reading], Parsed]) -> Parsed | None:
    """The papers of all parts of a file that seems to be in the format ``name``; None if it has one part alone.

    A part that cannot be read is one refusal. ``read_one`` reads a part. Raises CorpusError, in one sentence, where the file cannot be read.
    """
    begins = _parts(path, "xml" if name in _XML else name) if name in _LINES | _XML else []
    if not 1 < len(begins) <= MOST_PARTS:
        return None
    found: list[tuple[str, Parsed]] = []
    with unpacked(path) as stream, tempfile.TemporaryDirectory(prefix="marrow-") as folder:
        for number, ((line, at), (_, end)) in enumerate(pairwise([*begins, (0, -1)])):
            part = Path(folder, str(number), path.name)  # reports call it by its name
            part.parent.mkdir()
            _copy(stream, part, end - at if end > 0 else None)
            before = sum(parsed.report.read for _, parsed in found)
            each = replace(reading, progress=beyond(before, reading.progress))
            found.append((f"the part from line {line}", _one(part, line, each, read_one)))
            part.unlink()
    return together(path.name, found)


def _parts(path: Path, name: str) -> list[tuple[int, int]]:
    """The first line (from 1) of each part, and where it begins (bytes)."""
    begins, at, before = [(1, 0)], 0, b""
    with unpacked(path) as stream:
        for number, line in enumerate(iter(lambda: stream.readline(_LONGEST), b""), 1):
            told = line.removeprefix(_MARK).strip()
            sign = _sign(told) if told[:1] in _FIRST else None
            if sign and sign != name and _is_closed(before, name):
                if before:
                    begins.append((number, at))
                name = sign
            at, before = at + len(line), told or before
    return begins


def _is_closed(line: bytes, name: str) -> bool:
    """Whether what ends with a line is whole, and no part of it to come: BibDesk keeps XML in its comments, ORCID's XML BibTeX in elements."""
    if name == "xml":
        return b"</" in line and line.endswith(b">")
    return not line or name != "bibtex" or line.endswith(b"}")


def _sign(line: bytes) -> str | None:
    """The format of which a line surely is the beginning of a file, or of a record."""
    if line.startswith(b"@"):
        return "bibtex" if _ENTRY.match(line) else None
    if line.startswith((b"{", b"[")):
        return "json" if _RECORD.match(line) else None
    return next((name for begin, name in _BEGINS if line.startswith(begin)), None)


def _copy(stream: IO[bytes], part: Path, size: int | None) -> None:
    with part.open("wb") as out:
        while piece := stream.read(_LONGEST if size is None else min(size, _LONGEST)):
            out.write(piece)
            size = None if size is None else size - len(piece)


def _one(part: Path, line: int, reading: Reading, read_one: Callable[[Path, Reading], Parsed]) -> Parsed:
    """What is read of a part that begins on a line, with its records' lines as they are in the whole file."""
    try:
        parsed = read_one(part, reading)
    except CorpusError as error:
        refused = Rejection(line=line, reason=str(error), raw=part.name)
        return Parsed(papers=(), report=ImportReport(source=part.name, read=1, kept=0, rejected=(refused,)))
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
