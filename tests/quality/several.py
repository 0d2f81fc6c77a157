"""``python -m tests.quality.several [--half look|score] [--misses]``: questions over several papers of our own libraries: is every one cited?"""

from __future__ import annotations

import argparse
import asyncio
import json
from itertools import groupby

from tests.quality.people import cites_all
from tests.quality.score import Scored, Share, ask_all
from tests.quality.sets import QUESTIONS, Asked, library


def questions(half: str) -> list[Asked]:
    """One half of the set, the questions of a library together."""
    lines = (QUESTIONS / "several" / f"{half}.jsonl").read_text("utf-8").splitlines()
    return sorted((Asked.model_validate(json.loads(line)) for line in lines), key=lambda one: one.library or "")


async def scored(half: str) -> list[Scored]:
    """What was replied to each."""
    found: list[Scored] = []
    for name, asked in groupby(questions(half), key=lambda one: one.library or ""):
        corpus = library(name)
        found += await ask_all(list(asked), corpus) if corpus else []
    return found


def main() -> None:
    """Print how many questions had all their papers cited, and how many papers were cited beside."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.several", description=__doc__)
    parser.add_argument("--half", choices=["look", "score"], default="score")
    parser.add_argument("--misses", action="store_true", help="list what went wrong (only of the half to look at)")
    options = parser.parse_args()
    found = asyncio.run(scored(options.half))
    share = Share(name="all cited", hits=sum(map(cites_all, found)), of=len(found))
    low, high = share.interval()
    beside = sum(len(set(one.answer.keys) - set(one.asked.papers)) for one in found)
    print(
        f"{share.hits} of {share.of} cite every paper meant ({100 * low:.1f} to {100 * high:.1f} %); {beside} papers beside"
    )
    for one in found if options.misses and options.half == "look" else ():
        if not cites_all(one):
            print(
                f"\n{one.asked.library} {one.asked.question}\n   meant {one.asked.papers}, cited {one.answer.keys}, {one.answer.outcome}"
            )


if __name__ == "__main__":
    main()
