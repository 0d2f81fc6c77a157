"""The questions about records for Crossref, and asking them: DOIs in batches, references one by one. Each answer is
stored in the library's folder at once, so that an interrupted run can resume.

A stored line is a checksum and one answer as JSON; lines are only appended. Damaged, incomplete, old or unneeded lines
are ignored, and the question is asked again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.characters import one_line
from corpus.doi import Doi
from corpus.errors import CorpusError, FetchError, NoAnswerError
from corpus.models import Model, Paper
from corpus.private import held, is_there, make_folder, opened, reading, whole, why
from corpus.progress import Progress, silent
from corpus.sameness import says_which, year_of

if TYPE_CHECKING:
    from corpus.crossref import Crossref  # it imports an HTTP client: only what asks needs that

FILE, LOCK = "crossref.jsonl", "complete.lock"
FRESH = timedelta(days=30)  # how long an answer counts
LARGEST = 4 * 2**30  # bytes of the file
LONGEST_LINE = 2**20  # bytes of an answer
_MARK = 16  # hex digits of a line's checksum


class CrossrefReply(Model):
    """The answer to a ``question`` on a day: records, best match first (none: no match), or why there is no
    answer."""

    question: str
    on: date
    records: tuple[dict[str, Any], ...] = ()
    refused: str | None = None


class KeptReplies:
    """The answers of one library, each read on demand. ``damaged``: the number of unreadable lines."""

    def __init__(self, path: Path, file: int, places: dict[str, tuple[int, int]], damaged: int) -> None:
        """``file``: the file's descriptor; ``places``: offset and length of each question's line."""
        self._path, self._file, self._places, self.damaged = path, file, places, damaged

    def __contains__(self, question: str) -> bool:
        """Whether a question was answered."""
        return question in self._places

    def get(self, question: str) -> CrossrefReply | None:
        """The answer to a question; None if it was not asked or can no longer be read."""
        start, size = self._places.get(question, (0, 0))
        try:
            return _reply(os.pread(self._file, size, start)) if size else None
        except OSError as error:
            raise _trouble(self._path, error) from None

    def add(self, replies: Iterable[CrossrefReply]) -> None:
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
def kept(folder: Path, questions: Iterable[str], today: date, anew: bool = False) -> Iterator[KeptReplies]:
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
        yield KeptReplies(path, file, places, damaged)


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


def _reply(line: bytes) -> CrossrefReply | None:
    mark, _, content = line.partition(b" ")
    if not content.endswith(b"\n") or mark != _mark(content):
        return None
    try:
        return CrossrefReply.model_validate(json.loads(content))
    except (ValueError, RecursionError):
        return None


def _line(reply: CrossrefReply) -> bytes:
    content = json.dumps(reply.model_dump(mode="json")).encode() + b"\n"
    return _mark(content) + b" " + content


def _mark(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest()[:_MARK].encode()


def _bounded(reply: CrossrefReply) -> CrossrefReply:
    """An answer that may be stored: one longer than any paper's record is dropped."""
    if len(_line(reply)) <= LONGEST_LINE:
        return reply
    return CrossrefReply(question=reply.question, on=reply.on, refused="its record is longer than any paper's")


def _trouble(path: Path, error: OSError) -> CorpusError:
    return CorpusError(f"{path} cannot be used: {why(error)}. Remove it; what it holds is asked for again.")


_DOI, _REFERENCE = "doi ", "reference "
_IN_VAIN = 2  # questions in a row that are not answered, after which no more are asked
_LONGEST = 300  # characters of a title that are asked with
# The parts of a record that are read, and so kept; by far most of a record is its list of references.
_READ = (
    "DOI", "type", "title", "subtitle", "author", "editor", "container-title", "short-container-title", "publisher",
    "publisher-location", "ISSN", "issued", "published", "published-print", "published-online", "volume", "issue", "page",
    "article-number", "abstract", "update-to", "updated-by", "relation", "institution",
)  # fmt: skip
_OF_A_NAME = ("family", "given", "suffix", "prefix", "name", "literal")


def question_of(paper: Paper) -> str | None:
    """The question about a paper: its DOI, or else title, first author and year; None if these are too few."""
    if paper.doi:
        return f"{_DOI}{paper.doi}"
    if not says_which(paper.title):
        return None
    said = (one_line(paper.title)[:_LONGEST], *(one.short for one in paper.authors[:1]), str(year_of(paper) or ""))
    return f"{_REFERENCE}{' '.join(filter(None, said))}"


def questions_of(papers: Iterable[Paper]) -> list[str]:
    """The questions about some papers, without duplicates."""
    return list(dict.fromkeys(filter(None, map(question_of, papers))))


async def ask(
    questions: Sequence[str],
    crossref: Crossref,
    kept: KeptReplies,
    today: date,
    batch: int,
    progress: Progress = silent,
) -> None:
    """Ask the questions that have no answer yet, ``batch`` DOIs at a time, and store each answer at once.

    A question without an answer affects no other, and is asked again next time. Raises FetchError if Crossref
    can no longer be reached or answers nothing; answers so far are kept.
    """
    done = sum(question in kept for question in questions)
    trouble: NoAnswerError | None = None
    in_vain, answered = 0, False
    for some in _batches([one for one in questions if one not in kept], batch):
        try:
            kept.add([reply async for reply in _replies(some, crossref, today)])
            in_vain, answered = 0, True
        except NoAnswerError as error:
            in_vain, trouble = in_vain + 1, error
            if in_vain == _IN_VAIN:
                raise
        done += len(some)
        progress(done)
    if trouble and not answered:
        raise trouble


def _batches(questions: Sequence[str], size: int) -> Iterator[list[str]]:
    dois = iter([one for one in questions if one.startswith(_DOI)])
    while some := list(islice(dois, size)):
        yield some
    yield from ([one] for one in questions if not one.startswith(_DOI))


async def _replies(questions: Sequence[str], crossref: Crossref, today: date) -> AsyncIterator[CrossrefReply]:
    if questions[0].startswith(_REFERENCE):
        (question,) = questions
        try:
            works = await crossref.candidates(question.removeprefix(_REFERENCE))
            yield CrossrefReply(question=question, on=today, records=tuple(map(_brief, works)))
        except FetchError:
            raise
        except CorpusError as error:
            yield CrossrefReply(question=question, on=today, refused=str(error))
        return
    found = await crossref.records([Doi(question.removeprefix(_DOI)) for question in questions])
    for question in questions:
        work = found.get(Doi(question.removeprefix(_DOI)), ())
        if isinstance(work, CorpusError):
            yield CrossrefReply(question=question, on=today, refused=str(work))
        else:
            yield CrossrefReply(question=question, on=today, records=(_brief(work),) if work else ())


def _brief(work: dict[str, Any]) -> dict[str, Any]:
    """A record without the parts that are never read."""
    brief = {name: work[name] for name in _READ if work.get(name)}
    for name in ("author", "editor"):
        if isinstance(brief.get(name), list):
            brief[name] = [
                {part: one[part] for part in _OF_A_NAME if part in one} if isinstance(one, dict) else one
                for one in brief[name]
            ]
    return brief
