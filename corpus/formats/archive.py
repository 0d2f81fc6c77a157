"""The papers of every file in a zip archive: each read as it would be alone, all of them one report.

What is packed once more inside is refused by its name, so that no archive unpacks without bound.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePosixPath

from corpus.characters import visible
from corpus.errors import CorpusError
from corpus.formats.collecting import Reading
from corpus.formats.decoding import LONGEST_FILE
from corpus.formats.packed import DAMAGED, LEAST_DOUBTED, MOST_PACKED, MOST_PARTS, PACKED, is_file
from corpus.models import ImportReport, Parsed, Rejection
from corpus.progress import beyond

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
    found: list[tuple[str, Parsed]] = []
    try:
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
            for number, part in enumerate(_parts(archive, path)):
                name = _called(part)
                file = Path(folder, str(number), name)
                file.parent.mkdir()
                with archive.open(part) as content, file.open("wb") as out:
                    shutil.copyfileobj(content, out)
                before = sum(parsed.report.read for _, parsed in found)
                each = replace(reading, progress=beyond(before, reading.progress))
                found.append((name, _one(file, each, read_one)))
                file.unlink()
    except DAMAGED:
        raise CorpusError(f"{path.name} is a damaged archive; fetch or pack it again.") from None
    except OSError as error:
        raise CorpusError(f"{path} could not be read: {error.strerror or error}.") from None
    return _together(path.name, found)


def _parts(archive: zipfile.ZipFile, path: Path) -> Sequence[zipfile.ZipInfo]:
    """The files of an archive that are to be read. Raises CorpusError for too many, too large or locked ones."""
    parts = [one for one in archive.infolist() if is_file(one)]
    if any(one.flag_bits & 1 for one in parts):
        raise CorpusError(f"{path.name} is locked with a password; unpack it and import the files in it.")
    if len(parts) > MOST_PARTS:
        raise CorpusError(
            f"{path.name} holds more than {MOST_PARTS} files; unpack it and import them as a folder."
        )
    if sum(one.file_size for one in parts) > min(
        LONGEST_FILE, max(LEAST_DOUBTED, MOST_PACKED * path.stat().st_size)
    ):
        raise CorpusError(
            f"{path.name} unpacks to more than {MOST_PACKED} times its size; no library of abstracts does, so it was not read."
        )
    return sorted(parts, key=lambda one: one.filename)


def _called(part: zipfile.ZipInfo) -> str:
    """A file's name without its folders, and without what no disk or reader takes."""
    name = visible(PurePosixPath(part.filename.replace("\\", "/")).name).replace("/", " ")
    kept = name.encode("utf-8", "replace").decode("utf-8") if name.strip(".") else "file"
    stem, dot, ending = kept.rpartition(".")
    return kept if len(kept) <= _LONGEST_NAME else f"{(stem or kept)[: _LONGEST_NAME - 10]}…{dot}{ending[:8]}"


def _one(file: Path, reading: Reading, read_one: Callable[[Path, Reading], Parsed]) -> Parsed:
    try:
        with file.open("rb") as content:
            packed = content.read(4).startswith(PACKED) and file.suffix.casefold() not in _OF_OFFICE
        if packed:
            raise CorpusError(f"{file.name} is an archive; unpack it and import the files in it.")
        return read_one(file, reading)
    except CorpusError as error:
        refused = Rejection(line=0, reason=str(error), raw=file.name)
        return Parsed(papers=(), report=ImportReport(source=file.name, read=1, kept=0, rejected=(refused,)))


def _together(source: str, found: Sequence[tuple[str, Parsed]]) -> Parsed:
    """What was read of each file as if it were of one."""
    reports = [parsed.report for _, parsed in found]
    report = ImportReport(
        source=source,
        read=sum(one.read for one in reports),
        kept=sum(one.kept for one in reports),
        merged=sum(one.merged for one in reports),
        rejected=tuple(_named(found)),
        notes=tuple(f"in {name}: {note}" for name, parsed in found for note in parsed.report.notes),
        conflicts=tuple(chain.from_iterable(one.conflicts for one in reports)),
        merges=tuple(chain.from_iterable(one.merges for one in reports)),
    )
    return Parsed(
        papers=tuple(chain.from_iterable(parsed.papers for _, parsed in found)),
        report=report,
        issue=next((parsed.issue for _, parsed in found if parsed.issue), None),
        lines=tuple(chain.from_iterable(parsed.lines or (0,) * len(parsed.papers) for _, parsed in found)),
        notices=tuple(chain.from_iterable(parsed.notices for _, parsed in found)),
    )


def _named(found: Sequence[tuple[str, Parsed]]) -> Iterator[Rejection]:
    """All refusals, those of records with the name of their file."""
    for name, parsed in found:
        for one in parsed.report.rejected:
            yield one if not one.line else one.model_copy(update={"reason": f"in {name}: {one.reason}"})
