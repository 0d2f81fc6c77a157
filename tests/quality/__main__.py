"""``python -m tests.quality [nine|other|themed1 …] [--half look|score] [--misses]``: the table, and for "look" what went wrong."""

from __future__ import annotations

import argparse
import asyncio

from tests.quality.score import Scored, ask_all, shares
from tests.quality.sets import THEMED, library, questions


def main() -> None:
    """Print a table for each set and half asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument(
        "sets", nargs="*", default=["nine", "other"], help="nine, other (default: both), themed1, themed2, themed3"
    )
    parser.add_argument("--half", choices=["look", "score"], default="score")
    parser.add_argument("--misses", action="store_true", help="list what went wrong (only of the half to look at)")
    options = parser.parse_args()
    for name in options.sets:
        if name in THEMED and options.half == "score":
            parser.error(f"{name} has only a half to look at: add --half look")
        corpus = library(name)
        if corpus is None:
            print(f"{name}: skipped, the public retrieval data it is assembled from is not beside the repository.")
            continue
        scored = asyncio.run(ask_all(questions(name, options.half), corpus))
        print(f"\n{name}, half “{options.half}”: {len(scored)} questions, {len(corpus.papers)} papers")
        for share in shares(scored):
            low, high = share.interval()
            rate = 100 * share.hits / share.of if share.of else 0.0
            print(
                f"  {share.name:32} {share.hits:4} of {share.of:4} = {rate:5.1f} %  ({100 * low:.1f} to {100 * high:.1f})"
            )
        if options.misses and options.half == "look":
            _print_misses(scored)


def _print_misses(scored: list[Scored]) -> None:
    for one in scored:
        faults = [
            *([] if one.as_expected else [f"{one.asked.expect} expected, got {one.answer.outcome}"]),
            *(
                ["wrong paper first"]
                if one.asked.expect == "answered" and one.asked.papers and not one.first
                else []
            ),
            *(["phrase missing"] if one.asked.expect == "answered" and not one.holds else []),
        ]
        if faults:
            print(
                f"\n{one.asked.id} [{one.asked.kind}] {one.asked.question}\n   {'; '.join(faults)}; needs {one.asked.needs}"
            )
            print("   " + one.answer.text.split("\n", 1)[-1].strip().replace("\n", "\n   ")[:900])


if __name__ == "__main__":
    main()
