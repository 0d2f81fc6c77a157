"""The states of a library as files: canonical lines and the order of the papers, compressed and named by their digest
(equal content gives an equal digest, whatever its order). Also which state is current and when each was, and the lock
under which they change.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from corpus.canonical import written
from corpus.errors import CorpusError, is_of_memory
from corpus.models import Corpus, Issue, Paper, Terms
from corpus.patterns import late
from corpus.pile import ALL, Heap, chosen, keys_of, lines_of, sorted_by_key
from corpus.private import held, make_folder, read_own, reading, whole, why


def canonical_lines(issue: Issue | None, papers: Iterable[Paper], terms: Terms | None = None) -> Iterator[bytes]:
    """The corpus as lines of JSON in UTF-8: issue and curator's terms, then the papers sorted by key, without unknown
    fields."""
    head: dict[str, object] = {"issue": issue.model_dump(mode="json", exclude_none=True) if issue else None}
    if terms is not None:
        head["terms"] = terms.model_dump(mode="json")
    yield written(head).encode()
    yield from lines_of(sorted_by_key(papers))


def digest(issue: Issue | None, papers: Iterable[Paper], terms: Terms | None = None) -> str:
    """The sha256 (hex) of a corpus's canonical lines."""
    whole = hashlib.sha256()
    for line in canonical_lines(issue, papers, terms):
        whole.update(line + b"\n")
    return whole.hexdigest()


SUFFIX = ".jsonl.gz"
HISTORY = "history.json"  # which states became current again, and when: their files have the time of the first
_NOTED, _LONGEST_HISTORY = 5000, 2**20  # states that are noted, bytes of all
_LATEST = 253_402_300_799  # seconds since 1970 at the end of the year 9999
LARGEST = 16 * 2**30  # bytes of a snapshot, packed
LONGEST_LINE = 256 * 1024 * 1024  # bytes; the order of a million papers has some forty million
LEFT = 3600  # seconds after which a half-written file belongs to nobody
LONGEST_CURRENT = 4096  # bytes of the file that names the current state
_DIGEST = late(r"[0-9a-f]{64}")
_AGAIN = "Put it back from a backup, or start the library anew from its papers' files."
_LOG = logging.getLogger("marrow.corpus")


def write_snapshot(path: Path, corpus: Corpus) -> None:
    """Write a corpus as a whole or not at all, paper by paper. Raises CorpusError."""
    order = json.dumps([*keys_of(corpus.papers)], ensure_ascii=False)
    with _whole(path) as file, gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as packed:
        for line in canonical_lines(corpus.issue, corpus.papers, corpus.terms):
            packed.write(line + b"\n")
        packed.write(f"{order}\n".encode())


def read_snapshot(path: Path, library: str, digest: str, few: int = ALL) -> Corpus:
    """The corpus with a digest; if it has more papers than ``few``, they stay on disk. Raises CorpusError if the file is
    missing, or its content has another digest."""
    with _said(path, library):
        head, papers = _read(path, digest, few)
        return Corpus.model_construct(
            name=library,
            digest=digest,
            papers=papers,
            issue=Issue.model_validate(head["issue"]) if head["issue"] else None,
            terms=Terms.model_validate(head["terms"]) if head.get("terms") else None,
        )


def snapshot_size(path: Path, library: str, most: int) -> int:
    """The unpacked size of a snapshot in bytes, counted up to ``most``. Raises CorpusError like
    ``read_snapshot``."""
    with _said(path, library), _unpacked(path) as lines:
        return len(lines.read(most))


def moments(folder: Path) -> list[tuple[str, float]]:
    """The digests of a library's kept states, with the time at which each became current (seconds since 1970), oldest
    first; a state that became current more than once is listed each time.
    """
    found = {path.name.removesuffix(SUFFIX): path.stat().st_mtime for path in folder.glob(f"snapshots/*{SUFFIX}")}
    again = [(digest, at) for digest, at in _again(folder) if digest in found]
    # of one moment the later line is the later
    return sorted([*sorted(found.items()), *again], key=lambda one: one[1])


def note(folder: Path, digest: str, at: float) -> None:
    """Note that a kept state became current at a moment, in addition to the time of its file. Raises CorpusError."""
    noted = [*_again(folder), (digest, at)][-_NOTED:]
    write_whole(folder / HISTORY, json.dumps(noted).encode())


def is_old(folder: Path, digest: str) -> bool:
    """True for a state that is kept while another one was current later."""
    known = [one for one, _ in moments(folder)]
    return digest in known and known[-1] != digest


def note_again(folder: Path, digest: str) -> None:
    """Note that a state is current now, if another one was current after it; the caller holds the library's lock.
    Raises CorpusError.
    """
    if is_old(folder, digest):
        note(folder, digest, max(time.time(), moments(folder)[-1][1]))


def read_current(path: Path) -> str:
    """The digest in a library's file ``current``. Raises CorpusError if it is not one."""
    try:
        digest = read_own(path, LONGEST_CURRENT).decode("utf-8", "replace").strip()
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {why(error)}. {_AGAIN}") from None
    if not _DIGEST.fullmatch(digest):
        raise CorpusError(f"{path} is damaged: it should hold the name of a snapshot. {_AGAIN}")
    return digest


@contextmanager
def alone(folder: Path, library: str) -> Iterator[None]:
    """Lock a library while it is changed. Raises CorpusError if another program holds it."""
    try:
        make_folder(folder)
        with held(folder / "import.lock", wait=False):
            yield
    except BlockingIOError:
        raise CorpusError(f"Another import into “{library}” is under way; try again when it is done.") from None
    except OSError as error:
        raise CorpusError(f"{folder} cannot be written: {why(error)}.") from None


def _again(folder: Path) -> list[tuple[str, float]]:
    """The notes; none, with a line in the log, if they are damaged: neither answers nor imports depend on them."""
    path = folder / HISTORY
    try:
        noted = [(str(digest), float(at)) for digest, at in json.loads(read_own(path, _LONGEST_HISTORY))]
        if all(0 <= at <= _LATEST for _, at in noted):
            return noted
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError, OverflowError, RecursionError):
        pass
    _LOG.warning("%s is damaged. It is begun anew; only when states came again is forgotten.", path)
    return []


def tidy(folder: Path) -> None:
    """Remove a library's half-written files of killed writers, if they are old enough that nobody still writes them."""
    for left in folder.glob("snapshots/.*.part"):
        if abs(time.time() - left.stat().st_mtime) > LEFT:  # one of the future was dated by a wrong clock
            left.unlink(missing_ok=True)


@contextmanager
def _unpacked(path: Path) -> Iterator[IO[bytes]]:
    with reading(path, LARGEST) as packed, gzip.GzipFile(fileobj=packed) as lines:
        yield cast(IO[bytes], lines)


@contextmanager
def _said(path: Path, library: str) -> Iterator[None]:
    """A CorpusError that says what is wrong with a snapshot's file and what to do."""
    try:
        yield
    except FileNotFoundError:
        raise CorpusError(
            f"The snapshot {path.name[:12]} of “{library}” is missing. Put it back from a backup, or start the library "
            "anew from its papers' files."
        ) from None
    except (
        OSError,
        EOFError,
        zlib.error,
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:
        if is_of_memory(error):  # which says nothing of the file
            raise MemoryError(str(error)) from None
        raise CorpusError(
            f"The snapshot {path} is damaged: it does not hold what its name says. "
            "Put it back from a backup, or start the library anew from its papers' files."
        ) from None


def _read(path: Path, digest: str, few: int) -> tuple[dict[str, Any], Sequence[Paper]]:
    """Issue and terms, and the papers in their order. Raises ValueError for another digest before any paper is made, so
    that a forged file takes no memory.
    """
    summed = hashlib.sha256()
    for line, _ in _lines(path):
        summed.update(line)
    if summed.hexdigest() != digest:
        raise ValueError("digest")
    head, papers, order, places = b"", Heap(few), b"", dict[str, int]()
    for line, behind in _lines(path):
        order = behind
        if not head:
            head = line
        else:
            paper = Paper.model_validate_json(line)
            places[paper.key] = len(papers)
            papers.append(paper)  # its line is made anew: another version may have written this one
    return json.loads(head), chosen(papers.all(), [places[key] for key in json.loads(order)])


def _lines(path: Path) -> Iterator[tuple[bytes, bytes]]:
    """The lines that the digest covers, each with the line after it; the last is followed by the order of the
    papers."""
    last = b""
    with _unpacked(path) as lines:
        for line in iter(lambda: lines.readline(LONGEST_LINE + 1), b""):
            if len(line) > LONGEST_LINE:
                raise ValueError("line")
            if last:
                yield last, line
            last = line


def write_whole(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all. Raises CorpusError."""
    with _whole(path) as file:
        file.write(content)


@contextmanager
def _whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write, which exists as a whole afterwards or not at all. Raises CorpusError."""
    try:
        make_folder(path.parent)
        with whole(path) as file:
            yield file
    except OSError as error:
        raise CorpusError(f"{path} could not be written: {why(error)}.") from None
