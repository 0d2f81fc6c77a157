"""The papers of every file in an archive, of zip or tar (also within gzip): each read as it would be alone, all of them one report.

What is packed once more inside is refused by its name, so that no archive unpacks without bound.
"""

from __future__ import annotations

import io
import shutil
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from corpus.characters import visible
from corpus.errors import CorpusError, is_of_memory
from corpus.formats.collecting import Reading, together
from corpus.formats.opening import zipcut
from corpus.formats.opening.decoding import LONGEST_FILE, check_size
from corpus.formats.opening.packed import (
    DAMAGED,
    LEAST_DOUBTED,
    MOST_PACKED,
    MOST_PARTS,
    PACKED,
    is_shown,
    is_tar,
    unpacked,
)
from corpus.models import ImportReport, Parsed, Rejection
from corpus.progress import beyond

_ZIP = PACKED[0]
_LONGEST_NAME = 60  # characters of a name, which may also be one that no disk takes
_OF_OFFICE = (
    ".xlsx",
    ".xlsm",
    ".ods",
    ".docx",
    ".odt",
)  # are archives themselves, and read or refused by a reader with bounds of its own


def read(path: Path, reading: Reading, read_one: Callable[[Path, Reading], Parsed]) -> Parsed:
    """The papers of all files in an archive, in the order of their names. One that cannot be read is one refusal; where the archive was
    cut off, that is told.

    ``read_one`` reads a file that is not packed. Raises CorpusError, in one sentence, where the archive cannot be read.
    """
    found: list[tuple[str, str, Parsed]] = []
    notes: list[str] = []
    whole = 0
    try:
        with _parts(path, notes) as parts, tempfile.TemporaryDirectory() as folder:
            for number, (part, opened) in enumerate(parts):
                name = called(part)
                file = Path(folder, str(number), name)
                file.parent.mkdir()
                before = sum(parsed.report.read for *_, parsed in found)
                each = replace(reading, progress=beyond(before, reading.progress))
                if _is_copied(opened, file):
                    whole += 1
                    found.append((part, name, read_part(file, each, read_one)))
                else:
                    found.append(
                        (part, name, _refused(name, f"{name} is damaged in the archive; fetch or pack it again."))
                    )
                file.unlink(missing_ok=True)
        if (notes or (found and not whole)) and not any(parsed.papers for *_, parsed in found):
            raise zipfile.BadZipFile
    except (*DAMAGED, tarfile.TarError):
        raise CorpusError(f"{path.name} is a damaged archive; fetch or pack it again.") from None
    except OSError as error:
        raise CorpusError(f"{path} could not be read: {error.strerror or error}.") from None
    sorted_ = sorted(found, key=lambda one: one[0])
    return together(path.name, [(name, parsed) for _, name, parsed in sorted_]).noted(*notes)


_Opened = Callable[[], IO[bytes]]


def _is_copied(opened: _Opened, file: Path) -> bool:
    """Copy a file out of an archive; False if it is damaged there."""
    try:
        with opened() as content, file.open("wb") as out:
            shutil.copyfileobj(content, out)
    except (*DAMAGED, tarfile.TarError) as error:
        if is_of_memory(error):
            raise MemoryError(str(error)) from None
        return False
    return True


@contextmanager
def _parts(path: Path, notes: list[str]) -> Iterator[Iterator[tuple[str, _Opened]]]:
    """The files of an archive that are to be read, by their names. Raises CorpusError for too many, too large or locked ones."""
    with path.open("rb") as raw:
        is_packed = raw.read(len(PACKED[1])) == PACKED[1]
    with unpacked(path) as stream:
        if stream.read(len(_ZIP)) != _ZIP:
            stream.seek(0)
            yield _of_tar(stream, path, notes, is_packed)
            return
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        yield _of_cut(path, notes)
        return
    with archive as packed:
        yield ((one.filename, partial(packed.open, one)) for one in _of_zip(packed, path))


def _of_tar(stream: IO[bytes], path: Path, notes: list[str], is_packed: bool) -> Iterator[tuple[str, _Opened]]:
    """The files of an archive of tar, in its order; a link is an empty one. Where a packed one ends too early, TarError: its only checksum is lost."""
    size = number = 0
    name = ""
    try:
        with tarfile.open(fileobj=stream, mode="r|", errorlevel=2) as archive:
            for one in archive:
                if one.isdir() or not is_shown(one.name):
                    continue
                number, size, name = number + 1, size + one.size, one.name
                if number > MOST_PARTS:
                    raise _too_many(path)
                check_size(size, LONGEST_FILE, path)
                yield name, partial(_opened, archive, one)
        stream.seek(archive.offset)
        whole = stream.read(tarfile.BLOCKSIZE) == bytes(tarfile.BLOCKSIZE)  # an empty block is its end
    except tarfile.TarError:
        whole = False
    if not whole and (is_packed or not name):
        raise tarfile.ReadError
    if not whole:
        notes.append(_ends_early(name))


def _opened(archive: tarfile.TarFile, one: tarfile.TarInfo) -> IO[bytes]:
    return (archive.extractfile(one) if one.isreg() else None) or io.BytesIO()


def _ends_early(last: str) -> str:
    return f"the archive ends too early; what stood in it behind “{called(last)}” is lost"


def _of_cut(path: Path, notes: list[str]) -> Iterator[tuple[str, _Opened]]:
    """The files of an archive of zip that was cut off, in its order."""
    most = min(LONGEST_FILE, max(LEAST_DOUBTED, MOST_PACKED * path.stat().st_size))

    def check(size: int) -> None:
        if size > most:
            raise _unpacking(path)

    name, number = "", 0
    for name, opened in zipcut.parts(path, check):
        if is_shown(name):
            number += 1
            if number > MOST_PARTS:
                raise _too_many(path)
            yield name, opened
    notes.append(_ends_early(name))


def _of_zip(archive: zipfile.ZipFile, path: Path) -> Sequence[zipfile.ZipInfo]:
    """The files of an archive of zip, in the order of their names."""
    parts = [one for one in archive.infolist() if is_shown(one.filename)]
    if any(one.flag_bits & 1 for one in parts):
        raise CorpusError(f"{path.name} is locked with a password; unpack it and import the files in it.")
    if len(parts) > MOST_PARTS:
        raise _too_many(path)
    if sum(one.file_size for one in parts) > min(
        LONGEST_FILE, max(LEAST_DOUBTED, MOST_PACKED * path.stat().st_size)
    ):
        raise _unpacking(path)
    return sorted(parts, key=lambda one: one.filename)


def _too_many(path: Path) -> CorpusError:
    return CorpusError(f"{path.name} holds more than {MOST_PARTS} files; unpack it and import them as a folder.")


def _unpacking(path: Path) -> CorpusError:
    return CorpusError(
        f"{path.name} unpacks to more than {MOST_PACKED} times its size; no library of abstracts does, so it was not read."
    )


def called(part: str) -> str:
    """A file's name without its folders, and without what no disk or reader takes."""
    name = visible(PurePosixPath(part.replace("\\", "/")).name).replace("/", " ")
    kept = name.encode("utf-8", "replace").decode("utf-8") if name.strip(".") else "file"
    stem, dot, ending = kept.rpartition(".")
    return kept if len(kept) <= _LONGEST_NAME else f"{(stem or kept)[: _LONGEST_NAME - 10]}…{dot}{ending[:8]}"


def read_part(file: Path, reading: Reading, read_one: Callable[[Path, Reading], Parsed]) -> Parsed:
    """What is read of a file in another; of one that cannot be read, one refusal."""
    try:
        with file.open("rb") as content:
            begins = content.read(512)
        if (begins.startswith(PACKED) and file.suffix.casefold() not in _OF_OFFICE) or is_tar(begins):
            raise CorpusError(f"{file.name} is an archive; unpack it and import the files in it.")
        return read_one(file, reading)
    except CorpusError as error:
        return _refused(file.name, str(error))


def _refused(name: str, reason: str) -> Parsed:
    refused = Rejection(line=0, reason=reason, raw=name)
    return Parsed(papers=(), report=ImportReport(source=name, read=1, kept=0, rejected=(refused,)))
