"""``python -m tests.quality.phrases [--library NAME …]``: which lines of the lexicon are needed? Each is left out alone.

Printed for every line of ``lexicon.toml``, the idle ones first: how many questions that may be read have it, how many replies
change without it, and how many of these become right or wrong. A question is read again only without the lines that decide
what is heard in it, and asked again only if it is then read otherwise. What goes for it is tried together afterwards
(``understanding``): two lines may each do what the other does.
"""

from __future__ import annotations

import argparse
import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any, NamedTuple
from unittest.mock import patch

from bot.assistant.reading import lexicon
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reading.phrases import Match, PhraseTable, starts
from bot.assistant.reading.reader import FrameReader
from bot.models import Context
from tests.quality import understanding
from tests.quality.tellings import further
from tests.quality.understanding import READABLE, Row, assistant, lines

PROCESSES = 2
PART = 300  # questions a process asks in one go
TABLES = ("asked", "weak", "own", "of", "operations", "people", "roles", "negation")
PAGE = ("own", "of")  # read outside the frame, too
ALONE = (
    "records",
    "several",
    "topicless",
    "naming",
)  # kinds of lines that stand alone; the other kind is a conversation


class Line(NamedTuple):
    """One line of the lexicon: the table and row it stands in, and its number there, from 0."""

    table: str
    row: str
    number: int


class Effect(NamedTuple):
    """For each line: the questions that have it, and those whose reply changes, becomes right, or wrong, without it."""

    found: Counter[Line]
    changed: Counter[Line]
    won: Counter[Line]
    lost: Counter[Line]

    def add(self, other: Effect) -> None:
        """Count what another part of the questions showed as well."""
        for mine, its in zip(self, other, strict=True):
            mine.update(its)


def nothing() -> Effect:
    """No question asked yet."""
    return Effect(Counter(), Counter(), Counter(), Counter())


class Watch:
    """Stands in for ``Lexicon.find`` and ``FrameReader.read``: notes what is found and read, and leaves a line out."""

    def __init__(self, words: Lexicon) -> None:
        self.lines = {
            id(phrase): Line(table, row, number)
            for table in TABLES
            for row, phrases in getattr(words, table).items()
            for number, phrase in enumerate(phrases)
        }
        self.out: Line | None = None
        self.found, self.decides = set[Line](), set[Line]()
        self.read = list[tuple[Callable[[], Frame], object]]()

    def find(self, table: PhraseTable, text: str) -> list[Match]:
        """The longest match of each row, the longest first, as ``Lexicon.find`` gives them."""
        at, rows = starts(text), dict[str, list[tuple[Line, frozenset[int]]]]()
        for name, phrase in table.near(text):
            line = self.lines[id(phrase)]
            if line != self.out and (places := phrase.find(text, at)) is not None:
                rows.setdefault(name, []).append((line, places))
        best = {name: max(found, key=lambda one: len(one[1])) for name, found in rows.items()}
        for name, (line, places) in best.items():
            self.found.update(one for one, _ in rows[name])
            if sum(own == places for _, own in rows[name]) == 1:
                self.decides.add(line)
        return sorted((Match(name, one[1]) for name, one in best.items()), key=lambda one: -len(one.places))

    def reading(self, read: Callable[..., Frame]) -> Callable[..., Frame]:
        """``FrameReader.read``, noting how to read each question again and what it was read as."""

        def noted(*given: Any, **named: Any) -> Frame:
            again = partial(read, *given, **named)
            frame = again()
            self.read.append((again, told(frame)))
            return frame

        return noted


def told(frame: Frame | None) -> object:
    """What a frame says, for comparing: filters by their words, and how sure it is in tenths."""
    if frame is None:
        return None
    filters = [(one.kind, one.says, one.denied, one.bound) for one in frame.filters]
    bare = frame._replace(filters=(), whole=None, sure=round(frame.sure, 1), counted=())
    return bare, filters, told(frame.whole)


Asks = Callable[[], Awaitable[list[Row]]]


def questions(library: str) -> Iterator[Asks]:
    """What asks each line that may be read of a library."""
    for half, only in READABLE.items():
        for kind in (*ALONE, "conversations"):
            own = [
                line
                for line in lines(half, kind, only[-1] if len(only) == 1 else "all")
                if line["library"] == library
            ]
            yield from (partial(_asked, kind, line) for line in own)
    yield from (partial(_bare, line) for line in further() if line["library"] == library)


async def _asked(kind: str, line: dict[str, Any]) -> list[Row]:
    if kind == "conversations":
        return await understanding.conversation(line)
    score = {
        "records": understanding.record,
        "several": understanding.several,
        "topicless": understanding.topicless,
    }
    return [await score.get(kind, understanding.naming)(line)]


async def _bare(line: dict[str, Any]) -> list[Row]:
    """A question that is only fitted on, so that nobody knows what is right: the reply itself."""
    answer = await assistant(line["library"]).ask(line["question"], Context())
    return [Row("", "", True, f"{answer.kind} {answer.outcome} {answer.text}")]


def measured(part: tuple[str, int]) -> Effect:
    """The effect of every line on a part of a library's questions, from a number on."""
    (library, start), watch, effect = part, Watch(lexicon.load()), nothing()
    with (
        patch.object(Lexicon, "find", watch.find),
        patch.object(FrameReader, "read", watch.reading(FrameReader.read)),
    ):
        for asks in [*questions(library)][start : start + PART]:
            _without_each(asks, watch, effect)
    return effect


def _without_each(asks: Asks, watch: Watch, effect: Effect) -> None:
    watch.found, watch.decides, watch.read = set(), set(), []
    before = asyncio.run(_rows(asks))
    read = watch.read
    effect.found.update(watch.found)
    for line in sorted(watch.decides):
        watch.out = line
        if line.table in PAGE or any(told(again()) != frame for again, frame in read):
            _count(effect, line, before, asyncio.run(_rows(asks)))
        watch.out = None


async def _rows(asks: Asks) -> list[Row]:
    return await asks()


def _count(effect: Effect, line: Line, before: Sequence[Row], after: Sequence[Row]) -> None:
    gain = sum(row.right for row in after) - sum(row.right for row in before)
    effect.changed[line] += [row.told for row in before] != [row.told for row in after]
    effect.won[line] += gain > 0
    effect.lost[line] += gain < 0


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.phrases", description=__doc__)
    parser.add_argument("--library", nargs="*", help="only the questions asked of these libraries")
    every = {line["library"] for half in READABLE for line in lines(half, "records")} | {
        line["library"] for line in further()
    }
    names = parser.parse_args().library or sorted(every)
    parts = [(name, at) for name in names for at in range(0, sum(1 for _ in questions(name)), PART)]
    effect = nothing()
    with ProcessPoolExecutor(PROCESSES) as pool:
        for one in pool.map(measured, parts):
            effect.add(one)
    found, changed, won, lost = effect
    print("found  changed  right  wrong  line of the lexicon without which")
    for line in sorted(set(Watch(lexicon.load()).lines.values()), key=lambda one: (changed[one], found[one], one)):
        print(
            f"{found[line]:5} {changed[line]:8} {won[line]:6} {lost[line]:6}  {line.table} “{line.row}” {line.number + 1}"
        )


if __name__ == "__main__":
    main()
