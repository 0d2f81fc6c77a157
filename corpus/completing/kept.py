"""Crossref's answers, stored in the library's folder as soon as each arrives, so that an interrupted run can
resume.

A line is a checksum and one answer as JSON; lines are only appended. Damaged, incomplete, old or unneeded lines
are ignored, and the question is asked again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError
from corpus.models import Model
from corpus.private import held, is_there, make_folder, opened, reading, whole, why

FILE, LOCK = "crossref.jsonl", "complete.lock"
FRESH = timedelta(days=30)  # how long an answer counts
LARGEST = 4 * 2**30  # bytes of the file
LONGEST_LINE = 2**20  # bytes of an answer
_MARK = 16  # hex digits of a line's checksum


class Reply(Model):
    """The answer to a ``question`` on a day: records, best match first (none: no match), or why there is no
    answer."""

    question: str
    on: date
    records: tuple[dict[str, Any], ...] = ()
    refused: str | None = None


class Kept:
    """The answers of one library, each read on demand. ``damaged``: the number of unreadable lines."""

    def __init__(self, path: Path, file: int, places: dict[str, tuple[int, int]], damaged: int) -> None:
        """``file``: the file's descriptor; ``places``: offset and length of each question's line."""
        self._path, self._file, self._places, self.damaged = path, file, places, damaged

    def __contains__(self, question: str) -> bool:
        """Whether a question was answered."""
        return question in self._places

    def get(self, question: str) -> Reply | None:
        """The answer to a question; None if it was not asked or can no longer be read."""
        start, size = self._places.get(question, (0, 0))
        try:
            return _reply(os.pread(self._file, size, start)) if size else None
        except OSError as error:
            raise _trouble(self._path, error) from None

    def add(self, replies: Iterable[Reply]) -> None:
        """Store answers; they are on disk when this returns. Raises CorpusError."""
        lines = {reply.question: _line(_bounded(reply)) for reply in replies}
        try:
            start = os.fstat(self._file).st_size
            _write(self._file, b"".join(lines.values()))
            os.fsync(self._file)
        except OSError as error:
            raise _trouble(self._path, error) from None
        for question, line in lines.items():
            self._places[question] = (start, len(line))
            start += len(line)


@contextmanager
def kept(folder: Path, questions: Iterable[str], today: date, anew: bool = False) -> Iterator[Kept]:
    """The stored answers to some questions; only this block may add to them.

    ``anew``: ignore earlier answers. Raises CorpusError, also if another process holds the file.
    """
    path = folder / FILE
    with ExitStack() as open_files:
        try:
            make_folder(folder)
            open_files.enter_context(held(folder / LOCK, wait=False))
            places, damaged = _copied(path, frozenset() if anew else frozenset(questions), today)
            file = opened(path, os.O_RDWR | os.O_APPEND | os.O_CREAT)
            open_files.callback(os.close, file)
        except BlockingIOError:
            said = "Another “complete” of this library is under way; try again when it is done."
            raise CorpusError(said) from None
        except OSError as error:
            raise _trouble(path, error) from None
        yield Kept(path, file, places, damaged)


def _copied(path: Path, wanted: frozenset[str], today: date) -> tuple[dict[str, tuple[int, int]], int]:
    """Rewrite the file with the lines that still count, so that it does not grow forever; returns their places
    and the number of unreadable lines. Raises OSError.
    """
    places: dict[str, tuple[int, int]] = {}
    if not is_there(path):
        return places, 0
    start = damaged = 0
    with reading(path, LARGEST) as lines, whole(path) as copy:
        for line in iter(lambda: lines.readline(LONGEST_LINE), b""):
            reply = _reply(line)
            damaged += reply is None
            if reply is not None and reply.question in wanted and today - FRESH < reply.on <= today:
                copy.write(line)
                places[reply.question] = (start, len(line))
                start += len(line)
    return places, damaged


def _write(file: int, content: bytes) -> None:
    while content:
        content = content[os.write(file, content) :]


def _reply(line: bytes) -> Reply | None:
    mark, _, content = line.partition(b" ")
    if not content.endswith(b"\n") or mark != _mark(content):
        return None
    try:
        return Reply.model_validate(json.loads(content))
    except (ValueError, RecursionError):
        return None


def _line(reply: Reply) -> bytes:
    content = json.dumps(reply.model_dump(mode="json")).encode() + b"\n"
    return _mark(content) + b" " + content


def _mark(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest()[:_MARK].encode()


def _bounded(reply: Reply) -> Reply:
    """An answer that may be stored: one longer than any paper's record is dropped."""
    if len(_line(reply)) <= LONGEST_LINE:
        return reply
    return Reply(question=reply.question, on=reply.on, refused="its record is longer than any paper's")


def _trouble(path: Path, error: OSError) -> CorpusError:
    return CorpusError(f"{path} cannot be used: {why(error)}. Remove it; what it holds is asked for again.")
