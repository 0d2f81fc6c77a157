"""Crossref's answers kept in a library's folder, each as soon as it has come, so that a run that was stopped goes on.

A line is a checksum and one answer as JSON; the file is only ever added to. What is damaged, cut off, old or no longer
asked for is left out, and asked for again.
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
    """What was answered to a ``question`` on a day: the records that fit it best first (none: nothing fits), or why none could be had."""

    question: str
    on: date
    records: tuple[dict[str, Any], ...] = ()
    refused: str | None = None


class Kept:
    """The answers of one library, each read when it is asked for. ``damaged``: how many lines could not be read."""

    def __init__(self, path: Path, file: int, places: dict[str, tuple[int, int]], damaged: int) -> None:
        """``file``: its descriptor; ``places``: where each question's line begins and how long it is."""
        self._path, self._file, self._places, self.damaged = path, file, places, damaged

    def __contains__(self, question: str) -> bool:
        """Whether a question was answered."""
        return question in self._places

    def get(self, question: str) -> Reply | None:
        """What was answered to a question; None where it was not asked, or cannot be read any more."""
        start, size = self._places.get(question, (0, 0))
        try:
            return _reply(os.pread(self._file, size, start)) if size else None
        except OSError as error:
            raise _trouble(self._path, error) from None

    def add(self, replies: Iterable[Reply]) -> None:
        """Keep some answers: they are on disk when this ends. Raises CorpusError."""
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
    """The answers to some questions that a library's folder holds; the block alone may add to them.

    ``anew``: what was answered before counts no more. Raises CorpusError, also where somebody else is at it.
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
    """Write the file anew with what still counts of it, so that it does not grow without end: where that is, and how many
    lines could not be read. Raises OSError.
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
    """An answer as it may be kept: one that is longer than any paper's record is none."""
    if len(_line(reply)) <= LONGEST_LINE:
        return reply
    return Reply(question=reply.question, on=reply.on, refused="its record is longer than any paper's")


def _trouble(path: Path, error: OSError) -> CorpusError:
    return CorpusError(f"{path} cannot be used: {why(error)}. Remove it; what it holds is asked for again.")
