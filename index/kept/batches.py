"""Analyses papers in batches, in this process or in others; the result of a batch is the same in both.

``python -m index.kept.batches`` is such a process; ``analyses`` starts one for each processor. The results are kept as
they come, in a folder beside the index: if making the index is interrupted, the next attempt need not repeat the
analysis, which takes five sixths of the time. A result counts only once a second file lists it; that file is written
whenever the words of all results so far were handed over. The folder is removed when the index is there.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from typing import IO, NamedTuple

from corpus.checked import Sums, check, read_checked, sums_of, write_checked
from corpus.child import serve
from corpus.errors import CorpusError, RetrievalError
from corpus.models import Paper
from corpus.private import make_folder, opened
from corpus.processes import Crew, Work, WorkLimits, read_message, write_message
from index.kept.keptwords import ShortCounts
from index.terms.analyzer import Analyzer
from index.terms.forms import analysed
from index.terms.vocabulary import CountedWords

_ANSWERS, _STATE = "answers", "state.json"
SIZE = 500  # papers of a batch
TOGETHER = 20  # batches whose words are counted together, because most batches share most of their words
ALONE = 4  # batches that are done here, before other processes are worth their start
_REST = [b""]  # asks a process for the words it has not handed over yet
MOST = 8  # processes; more would not help, as only one writes their results
LIMITS = WorkLimits(memory_mb=1024)  # of one of them; it takes a tenth or two of it


class Analysing(Work):
    """The work of these processes. ``title_weight``: see ``index.library.Settings``."""

    failure = RetrievalError
    title_weight: int

    @property
    def undone(self) -> str:
        """The beginning of the message that the work failed."""
        return "The index was not made"


class Batch(NamedTuple):
    """The analysis of some papers. For each paper: its key, its packed form, its passages (id, and terms joined
    by spaces). For all: the number of characters in their texts, their counted short forms, and their counted
    words. Words are handed over only every ``TOGETHER`` batches, for all batches since; in between ``words`` is
    empty.
    """

    keys: list[str]
    forms: list[bytes]
    passages: list[list[tuple[str, str]]]
    characters: int
    words: CountedWords
    shorts: ShortCounts


def analyses(
    lines: Iterable[bytes], title_weight: int, processes: int | None = None, known: Analysed | None = None
) -> Iterator[tuple[list[bytes], Batch]]:
    """The analyses of some papers, given as canonical lines: batches of lines, in order, each with its result.
    The last results have no lines, but the remaining words. ``processes``: how many to start if there are many
    papers (None: one for each processor; fewer than two: none). ``known``: what they answered before they were
    interrupted, and where their answers are kept. Raises RetrievalError if one of them ends early.
    """
    batches = _batched(iter(lines), SIZE)
    count = min(len(os.sched_getaffinity(0)), MOST) if processes is None else processes
    here = _Analyst(title_weight)
    yield from ((batch, here.read(batch)) for batch in (batches if count < 2 else islice(batches, ALONE)))
    yield [], here.read([])
    if known and count > 1:
        yield from _told_before(known, batches)
    first = next(batches, None)
    if first is not None:
        work = Analysing(title_weight=title_weight, limits=LIMITS)
        with Crew("index.kept.batches", work, count) as crew:
            for number, (batch, message) in enumerate(crew.answers(chain([first], batches, [_REST] * count)), 1):
                if known:
                    known.add(batch, message)
                    if number % (TOGETHER * count) == 0:
                        known.count()
                yield batch if batch is not _REST else [], _heard(message)


def _told_before(known: Analysed, batches: Iterator[list[bytes]]) -> Iterator[tuple[list[bytes], Batch]]:
    """The first batches with the results that are known of them."""
    for summed, message in known.answers():
        batch = next(batches, [])
        if sum_of(batch) != summed:
            known.forget()
            raise RetrievalError("What was indexed before is of other papers; it is gone, so try again.")
        yield batch, _heard(message)


def characters_of(paper: Paper) -> int:
    """The number of characters in a paper's title and abstract."""
    return len(paper.title) + len(paper.abstract or "")


def _batched(lines: Iterator[bytes], size: int) -> Iterator[list[bytes]]:
    while batch := list(islice(lines, size)):
        yield batch


class _Analyst:
    """Analyses batches one after the other; collects the words of several."""

    def __init__(self, title_weight: int) -> None:
        self._analyzer, self._title_weight = Analyzer(), title_weight
        self._words, self._batches = CountedWords(), 0

    def read(self, lines: Sequence[bytes]) -> Batch:
        """The result for some papers; for none, only the words that were not handed over yet."""
        batch, characters = Batch([], [], [], 0, self._words, ShortCounts()), 0
        for line in lines:
            paper = Paper.model_validate_json(line)
            found = analysed(paper, self._analyzer, self._title_weight)
            characters += characters_of(paper)
            batch.keys.append(paper.key)
            batch.forms.append(found.form.packed())
            batch.passages.append([(passage.id, passage.terms) for passage in found.passages])
            batch.shorts.add(found.entries, self._analyzer.phrase)
            for passage in found.passages:
                self._words.add(passage.pieces)
        self._batches += 1
        if lines and self._batches < TOGETHER:
            return batch._replace(characters=characters, words=CountedWords())
        self._words, self._batches = CountedWords(), 0
        return batch._replace(characters=characters)


def _told(batch: Batch) -> list[bytes]:
    """A batch as a message."""
    plain = {
        "keys": batch.keys,
        "passages": batch.passages,
        "characters": batch.characters,
        "words": (batch.words.size, batch.words.counts()),
        "shorts": (batch.shorts.values, batch.shorts.longest),
    }
    return [json.dumps(plain, ensure_ascii=False).encode("utf-8", "surrogatepass"), *batch.forms]


def _heard(message: Sequence[bytes]) -> Batch:
    """The batch of a message."""
    plain = json.loads(message[0].decode("utf-8", "surrogatepass"))
    words, shorts = CountedWords(), ShortCounts()
    words.take(*plain["words"])
    shorts.take(*plain["shorts"])
    return Batch(plain["keys"], list(message[1:]), plain["passages"], plain["characters"], words, shorts)


def _prepared(work: Analysing) -> Callable[[Sequence[bytes]], Sequence[bytes]]:
    gc.disable()  # there are no cycles to look for among the words that are remembered
    analyst = _Analyst(work.title_weight)
    return lambda lines: _told(analyst.read([line for line in lines if line]))


class Analysed:
    """The results kept in ``folder`` for the index that ``of`` names; results for another index are removed."""

    def __init__(self, folder: Path, of: Sequence[str]) -> None:
        self._folder, self._of = folder, list(of)
        self._file: IO[bytes] | None = None
        self._sums: Sums = {}
        self._sums = self._sound()

    def _sound(self) -> Sums:
        """The checksum of those that can be used; the others are removed."""
        with suppress(CorpusError, KeyError, TypeError, ValueError):
            state = read_checked(self._folder / _STATE)
            sums = {_ANSWERS: (int(state["bytes"]), int(state["crc"]))}
            if state["of"] == self._of:
                check(self._folder, sums)
                return sums
        self.forget()
        return {}

    def answers(self) -> Iterator[tuple[bytes, list[bytes]]]:
        """The results kept, in order, each with the checksum of the papers it is for."""
        if self._sums:
            with os.fdopen(opened(self._folder / _ANSWERS, os.O_RDONLY), "rb") as file:
                while file.tell() < self._sums[_ANSWERS][0] and (message := read_message(file)):
                    yield message[0], message[1:]

    def add(self, lines: Sequence[bytes], answer: Sequence[bytes]) -> None:
        """Keep the result for some papers, given as their lines. Raises OSError."""
        if self._file is None:
            make_folder(self._folder)
            self._file = os.fdopen(opened(self._folder / _ANSWERS, os.O_RDWR | os.O_CREAT), "r+b")
            self._file.seek(self._sums.get(_ANSWERS, (0, 0))[0])
        write_message(self._file, [sum_of(lines), *answer])

    def count(self) -> None:
        """Let all added results count from now on, because the words of all their papers were handed over. Raises
        OSError.
        """
        if self._file is not None:
            self._file.truncate()
            self._file.flush()
            self._sums = sums_of(self._folder, [_ANSWERS], self._sums)
            size, crc = self._sums[_ANSWERS]
            write_checked(self._folder / _STATE, {"of": self._of, "bytes": size, "crc": crc})

    def close(self) -> None:
        """Close the file; results that count stay, others do not."""
        if self._file is not None:
            self._file.close()
            self._file = None
        if not self._sums:
            shutil.rmtree(self._folder, ignore_errors=True)

    def forget(self) -> None:
        """Remove all results."""
        self._sums = {}
        self.close()


def sum_of(lines: Sequence[bytes]) -> bytes:
    """A checksum of some papers, given as their lines."""
    found = 0
    for line in lines:
        found = zlib.crc32(line, found)
    return found.to_bytes(4, "little")


if __name__ == "__main__":
    serve(Analysing, _prepared)
