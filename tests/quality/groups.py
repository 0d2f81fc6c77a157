"""``python -m tests.quality.groups [--half look|more|score] [--misses]``: is one of two groups, times or doses kept from the other?

Each line of ``tests/data/questions/groups`` has a specifier as an abstract writes it, another one that excludes it, and how somebody asks for the
first. An abstract is made that gives a figure for both, in either order, and one that gives only the other's. Counted is how often the right
figure comes first, and how often the other's alone is shown as if it were the answer. Whoever wrote the lines had seen nothing of Marrow.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterator
from typing import NamedTuple

from bot.assistant.assistant import Assistant
from bot.models import Answer
from corpus.models import Corpus, Paper
from corpus.snapshots import digest
from index.library import LibraryIndex
from tests.quality.score import Share
from tests.quality.sets import QUESTIONS
from tests.quality.understanding import each

ASKED, OTHER = "11%", "23%"
_BESIDE = Paper(
    source_id="beside",
    title="Sleep of cats",
    abstract="Sleep was short. Snoring was rare in 12% of cats. Dreams were long.",
)


class Pair(NamedTuple):
    """What an abstract writes of the group asked for and of the other, and how somebody asks for the first."""

    asked: str
    other: str
    typed: str


def pairs(half: str) -> list[Pair]:
    """The lines of a half."""
    lines = (QUESTIONS / "groups" / f"{half}.tsv").read_text("utf-8").splitlines()
    return [Pair(*line.split("\t")) for line in lines if line.strip()]


def replies(pair: Pair) -> Iterator[Answer]:
    """The first reply of an abstract that tells the group asked for first, of one that tells it last, and of one that lacks it."""
    here, other = (
        f"The rate was {ASKED} {pair.asked} and not tolerated.",
        f"The rate was {OTHER} {pair.other}, as expected.",
    )
    for told in ((here, other), (other, here), (other,)):
        paper = Paper(
            source_id="rates",
            title="Rates of events in practice",
            abstract=" ".join(("Events were recorded for some time.", *told)),
        )
        corpus = Corpus(name="groups", digest=digest(None, (paper, _BESIDE)), papers=(paper, _BESIDE))
        yield asyncio.run(each(Assistant(LibraryIndex.build(corpus)), f"what was the rate {pair.typed}", None))[0]


def counted(half: str, tell: bool = False) -> tuple[Share, Share]:
    """How often the right figure comes first in both orders, and how often the other's alone is surely shown; ``tell``: what went wrong is printed."""
    right = wrong = 0
    asked = pairs(half)
    for one in asked:
        *both, alone = replies(one)
        first = all(reply.quotes and ASKED in reply.quotes[0].text for reply in both)
        sure = bool(alone.answered and alone.sure and alone.quotes)
        right, wrong = right + first, wrong + sure
        if tell and (sure or not first):
            print(f"{'the other alone' if sure else 'not first'}: {one.typed} ({one.asked}, {one.other})")
    return Share(name="the right figure first", hits=right, of=len(asked)), Share(
        name="the other's alone, surely", hits=wrong, of=len(asked)
    )


def main() -> None:
    """Print the shares, and of the half that may be read what went wrong, if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("look", "more", "score"), default="look")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    for share in counted(given.half, given.misses and given.half != "score"):
        low, high = share.interval()
        print(
            f"{share.name:<26} {share.hits:>4} of {share.of:>4} {share.hits / share.of:6.1%} ({low:.1%} to {high:.1%})"
        )


if __name__ == "__main__":
    main()
