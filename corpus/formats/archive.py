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
from pathlib import Path, PurePosixPath
from typing import IO

from corpus.characters import visible
from corpus.errors import CorpusError
from corpus.formats.collecting import Reading, together
from corpus.formats.decoding import LONGEST_FILE, check_size
from corpus.formats.packed import (
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
    """The papers of all files in an archive, in the order of their names. One that cannot be read is one refusal.

    ``read_one`` reads a file that is not packed. Raises CorpusError, in one sentence, where the archive cannot be read.
    """
    found: list[tuple[str, str, Parsed]] = []
    try:
        with _parts(path) as parts, tempfile.TemporaryDirectory() as folder:
            for number, (part, content) in enumerate(parts):
                name = called(part)
                file = Path(folder, str(number), name)
                file.parent.mkdir()
                with content, file.open("wb") as out:
                    shutil.copyfileobj(content, out)
                before = sum(parsed.report.read for *_, parsed in found)
                each = replace(reading, progress=beyond(before, reading.progress))
                found.append((part, name, read_part(file, each, read_one)))
                file.unlink()
    except (*DAMAGED, tarfile.TarError):
        raise CorpusError(f"{path.name} is a damaged archive; fetch or pack it again.") from None
    except OSError as error:
        raise CorpusError(f"{path} could not be read: {error.strerror or error}.") from None
    return together(path.name, [(name, parsed) for _, name, parsed in sorted(found, key=lambda one: one[0])])


@contextmanager
def _parts(path: Path) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
    """The files of an archive that are to be read, by their names. Raises CorpusError for too many, too large or locked ones."""
    with unpacked(path) as stream:
        if stream.read(len(_ZIP)) != _ZIP:
            stream.seek(0)
            with tarfile.open(fileobj=stream, mode="r|", errorlevel=2) as archive:
                yield _of_tar(archive, path)
            stream.seek(archive.offset)
            if stream.read(tarfile.BLOCKSIZE) != bytes(
                tarfile.BLOCKSIZE
            ):  # an empty block is its end; without one some was lost
                raise tarfile.ReadError
            return
    with zipfile.ZipFile(path) as packed:
        yield ((one.filename, packed.open(one)) for one in _of_zip(packed, path))


def _of_tar(archive: tarfile.TarFile, path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """The files of an archive of tar, in its order; a link is an empty one."""
    shown = (one for one in archive if not one.isdir() and is_shown(one.name))
    size = 0
    for number, one in enumerate(shown):
        size += one.size
        if number == MOST_PARTS:
            raise _too_many(path)
        check_size(size, LONGEST_FILE, path)
        yield one.name, (archive.extractfile(one) if one.isreg() else None) or io.BytesIO()


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
        raise CorpusError(
            f"{path.name} unpacks to more than {MOST_PACKED} times its size; no library of abstracts does, so it was not read."
        )
    return sorted(parts, key=lambda one: one.filename)


def _too_many(path: Path) -> CorpusError:
    return CorpusError(f"{path.name} holds more than {MOST_PARTS} files; unpack it and import them as a folder.")


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
        refused = Rejection(line=0, reason=str(error), raw=file.name)
        return Parsed(papers=(), report=ImportReport(source=file.name, read=1, kept=0, rejected=(refused,)))
