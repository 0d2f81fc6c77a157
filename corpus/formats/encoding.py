"""Files that are not UTF-8 → the same lines in UTF-8: in the encoding that is named, or as Windows-1252 with a note."""

from __future__ import annotations

import codecs
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import CorpusError
from corpus.formats.opening import lines_of, unpacked

_PIECE = 1024 * 1024
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@contextmanager
def as_utf8(path: Path, named: str | None = None) -> Iterator[tuple[Path, str | None]]:
    """A file to be read as UTF-8, and what a curator should know of it; the file itself where nothing need be done.

    ``named`` is an encoding's name ("cp1252", "shift_jis"). Raises CorpusError, in one sentence, where there is no such
    encoding, or the file is in another.
    """
    encoding = _known(named) if named else None
    if encoding is None and (_declares(path) or _is_utf8(path)):
        yield path, None
        return
    with tempfile.TemporaryDirectory(prefix="marrow-") as folder:
        copy = Path(folder) / path.name  # reports call the file by its name
        first = _written(path, copy, encoding)
        note = (
            None
            if encoding
            else (
                f"line {first} is not UTF-8; such lines were read as Windows-1252. If accents look wrong, name the encoding with"
                " --encoding"
            )
        )
        yield copy, note


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name)
    except LookupError:
        found = None
    if found is None or not found._is_text_encoding:
        raise CorpusError(
            f"“{name[:40]}” is no encoding; there are utf-8, cp1252, latin-1, shift_jis, gb18030 and others."
        )
    return found.name


def _declares(path: Path) -> bool:
    """Whether a file says its encoding itself: by a mark, or as XML."""
    with unpacked(path) as stream:
        head = stream.read(64)
    return head[:2] in _MARKS or head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<")


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with unpacked(path) as stream:
        try:
            while piece := stream.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _written(path: Path, copy: Path, encoding: str | None) -> int:
    """Write the file anew as UTF-8; the first line that had another encoding, from 1."""
    first = 0
    with copy.open("w", encoding="utf-8", newline="") as out:
        if encoding is not None:
            with unpacked(path) as stream:
                reader = codecs.getreader(encoding)(stream)
                try:
                    while text := reader.read(_PIECE):
                        out.write(text)
                except UnicodeError:
                    raise CorpusError(
                        f"{path.name} is not text in {encoding}; name another encoding with --encoding."
                    ) from None
            return 1
        for number, line in lines_of(path):
            text, wide = _line(path, number, line or b"")
            first = first or (number if wide else 0)
            out.write(text)
    return first


def _line(path: Path, number: int, line: bytes) -> tuple[str, bool]:
    """A line, bytes that are no UTF-8 read as Windows-1252, and whether it had any."""
    parts: list[str] = []
    at, wide = 0, False
    while True:
        try:
            return "".join((*parts, line[at:].decode("utf-8"))), wide
        except UnicodeDecodeError as error:
            parts.append(line[at : at + error.start].decode("utf-8"))
            wrong = line[at + error.start : at + error.end]
            try:
                parts.append(wrong.decode("cp1252"))
            except UnicodeDecodeError:
                raise CorpusError(
                    f"{path.name}, line {number}: this is neither UTF-8 nor Windows-1252 text; save the file as UTF-8, or name"
                    " its encoding with --encoding."
                ) from None
            at, wide = at + error.end, True
