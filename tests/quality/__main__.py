"""``python -m tests.quality [nine|other|themed1|clinic1 …|people|held] [--half look|score] [--misses]``: the table, and for what may be read what went wrong.

``people`` stands for the sets in people's own words, ``held`` for those of them that are kept from whoever changes the
bot; they have no halves.
"""

from __future__ import annotations

import argparse
import asyncio

from tests.quality.people import right, shares_of_people
from tests.quality.score import Scored, ask_all, shares
from tests.quality.sets import (
    HELD_SETS,
    PEOPLE,
    SCORED_ONLY,
    THEMED,
    library,
    own_sets,
    peoples_sets,
    questions,
)


def main() -> None:
    """Print a table for each set and half asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument(
        "sets",
        nargs="*",
        default=["nine", "other"],
        help="nine, other (default: both), themed1 to themed3, people or held, or one of their sets",
    )
    parser.add_argument("--half", choices=["look", "score"], default="score")
    parser.add_argument("--misses", action="store_true", help="list what went wrong (only of the half to look at)")
    options = parser.parse_args()
    groups = {"people": (*PEOPLE, *own_sets()), "held": HELD_SETS}
    people = peoples_sets()
    for name in [one for asked in options.sets for one in groups.get(asked, (asked,))]:
        if name in THEMED and options.half == "score":
            parser.error(f"{name} has only a half to look at: add --half look")
        corpus = library(name)
        if corpus is None:
            print(f"{name}: skipped, the public retrieval data it is assembled from is not beside the repository.")
            continue
        scored = asyncio.run(ask_all(questions(name, options.half), corpus))
        half = "whole" if name in people else f"half “{options.half}”"
        print(f"\n{name}, {half}: {len(scored)} questions, {len(corpus.papers)} papers")
        for share in (shares_of_people if name in people else shares)(scored):
            low, high = share.interval()
            rate = 100 * share.hits / share.of if share.of else 0.0
            print(
                f"  {share.name:40} {share.hits:4} of {share.of:4} = {rate:5.1f} %  ({100 * low:.1f} to {100 * high:.1f})"
            )
        readable = name not in SCORED_ONLY if name in people else options.half == "look"
        if options.misses and readable:
            _print_misses(scored, name in people)


def _print_misses(scored: list[Scored], of_people: bool) -> None:
    for one in scored:
        faults = (
            _faults_of_people(one)
            if of_people
            else [
                *([] if one.as_expected else [f"{one.asked.expect} expected, got {one.answer.outcome}"]),
                *(
                    ["wrong paper first"]
                    if one.asked.expect == "answered" and one.asked.papers and not one.first
                    else []
                ),
                *(["phrase missing"] if one.asked.expect == "answered" and not one.holds else []),
            ]
        )
        if faults:
            wanted = one.asked.missing or one.asked.show if of_people else one.asked.needs
            print(
                f"\n{one.asked.id} [{one.asked.kind}] {one.asked.question}\n   {'; '.join(faults)}; needs {wanted}"
            )
            print("   " + one.answer.text.split("\n", 1)[-1].strip().replace("\n", "\n   ")[:900])


def _faults_of_people(one: Scored) -> list[str]:
    if right(one):
        return []
    return [
        f"{one.asked.overlap or ''} {one.asked.expect} expected, got {one.answer.outcome}, first {'right' if one.first else 'wrong'}"
    ]


if __name__ == "__main__":
    main()
