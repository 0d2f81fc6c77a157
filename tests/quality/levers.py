"""``python -m tests.quality.levers [set …]``: what each lever and each data file is worth, left out one at a time.

The weights stay as they are shipped: the table tells what a lever brings to the bot as it is, not what others could make up
for. Sets in people's own words, those that may be read by default: totals of the kept ones, printed once a lever, would be
seen too often.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from index.finding import outcome, scoring
from index.finding.candidates import Candidate, ReadPaper
from index.questions import ranked, reader
from index.terms import attributes, lexicon, names, neighbours, query
from tests.quality.people import MISS, SEVERAL, right
from tests.quality.score import Scored, ask_all
from tests.quality.sets import PEOPLE, SCORED_ONLY, own_sets, questions
from tests.quality.sets import library as papers_of

_LINES = lexicon._lines


def _without(name: str) -> Callable[[str], list[str]]:
    return lambda file: [] if file == name else _LINES(file)


@cache
def _by_science() -> names.Names:
    """The names without the everyday ones."""
    return names.Names(names.written(names.kept((names.FOLDER / names.NAME).read_bytes())))


async def _as_it_is(
    self: ranked.Several, query: query.Query, readings: list[ReadPaper], chosen: tuple[Candidate, ...], most: int
) -> tuple[list[ReadPaper], tuple[Candidate, ...]]:
    return readings, chosen


LEVERS: dict[str, tuple[tuple[Any, str, Any], ...]] = {
    "all of them": (),
    "neighbours.bin": ((neighbours, "load", lambda: neighbours.Neighbours(neighbours.written(()))),),
    "near words of words the library holds": ((reader, "CLOSE_HELD_MOST", 0),),
    "names.tsv": ((names, "load", lambda: names.Names(b"")),),
    "everyday.tsv": ((names, "load", _by_science),),
    "synonyms.txt": ((lexicon, "_lines", _without("synonyms.txt")),),
    "abbreviations.txt": ((lexicon, "_lines", _without("abbreviations.txt")),),
    "opposites.txt": ((lexicon, "_lines", _without("opposites.txt")),),
    "light.txt": ((lexicon, "_lines", _without("light.txt")),),
    "attributes.tsv": ((attributes, "table", tuple),),
    "several papers": ((ranked.Several, "widen", _as_it_is),),
    "the hedge": ((outcome, "SURE", 0.0), (outcome, "CERTAIN", 0.0), (outcome, "no_figure", lambda _: False)),
    "conclusions first": ((scoring, "WEIGHTS", scoring.WEIGHTS | {"closing": 0.0, "setting, reports": 0.0}),),
}


@contextmanager
def left_out(changes: tuple[tuple[Any, str, Any], ...]) -> Iterator[None]:
    """Some attributes of modules or classes replaced for a while."""
    before = [(room, name, getattr(room, name)) for room, name, _ in changes]
    for room, name, value in changes:
        setattr(room, name, value)
    _read_anew()
    try:
        yield
    finally:
        for room, name, value in before:
            setattr(room, name, value)
        _read_anew()


def _read_anew() -> None:
    """Forget what was made of the lists and of the questions."""
    attributes.wanted.cache_clear()
    lexicon._shipped.cache_clear()


def row(scored: list[Scored]) -> str:
    """Right end to end; the same of one paper, of near misses and of several."""
    groups = (
        scored,
        [one for one in scored if one.asked.expect == "answered" and one.asked.kind != SEVERAL],
        [one for one in scored if one.asked.kind == MISS],
        [one for one in scored if one.asked.kind == SEVERAL],
    )
    return "  ".join(f"{sum(map(right, group)):4}/{len(group):<4}" for group in groups)


def main() -> None:
    """Print the table of each set."""
    for name in sys.argv[1:] or [one for one in (*own_sets(), *PEOPLE) if one not in SCORED_ONLY]:
        corpus = papers_of(name)
        if corpus is None:
            continue
        print(f"\n{name}: right end to end, one paper, near misses, several", flush=True)
        for lever, changes in LEVERS.items():
            with left_out(changes):
                print(
                    f"  {'' if not changes else '− '}{lever:38} {row(asyncio.run(ask_all(questions(name, 'look'), corpus)))}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
