"""Analyses papers in batches, in this process or in others; the result of a batch is the same in both.

``python -m index.kept.batches`` is such a process; ``analyses`` starts one for each processor.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from corpus.child import serve
from corpus.errors import RetrievalError
from corpus.models import Paper
from corpus.processes import Crew, Work, WorkLimits
from index.analyzer import Analyzer
from index.forms import analysed
from index.kept.analysed import Analysed, sum_of
from index.kept.words import ShortCounts
from index.vocabulary import CountedWords

SIZE = 500  # papers of a batch
TOGETHER = 20  # batches whose words are counted together: most words of one are those of every other
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


if __name__ == "__main__":
    serve(Analysing, _prepared)
