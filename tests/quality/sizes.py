"""The number studied, as a careful reader would put it into a table: ``python -m tests.quality.sizes [--misses]``.

``tests/data/figures/sizes.jsonl`` holds what somebody who had seen no code wrote down of real abstracts: ``size``, one printed number,
those of the groups where no total is stated, or none; ``also``, what is as right. Abstracts of public collections that are not beside
the repository are left out. ``--misses`` lists those of the half that may be read.
"""

from __future__ import annotations

import argparse
from collections import Counter

from corpus.models import Model, Paper
from index.sentences.samples import sample_size
from tests.quality.figures import GOLD, papers
from tests.quality.strangers import library


class Stated(Model):
    """What a reader found in one abstract."""

    id: str
    half: str
    size: tuple[str, ...]
    also: tuple[tuple[str, ...], ...] = ()
    note: str = ""


def stated() -> list[Stated]:
    """What the reader wrote down."""
    lines = (GOLD.parent / "sizes.jsonl").read_text("utf-8").splitlines()
    return [Stated.model_validate_json(line) for line in lines]


def verdict(paper: Paper, wanted: Stated) -> str:
    """What the number shown for a paper is worth."""
    sample = sample_size(paper)
    found = tuple(one.text for one in sample.counts) if sample else ()
    if found in (wanted.size, *wanted.also):
        return "right" if found else "right, none stated"
    return "missing" if not found else "wrong"


def main() -> None:
    """Print how many of each half are right; of the one that may be read also which are not, if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    here = papers() | {paper.key: paper for name in ("malaria", "spine") for paper in library("look", name).papers}
    counted = Counter[tuple[str, str]]()
    for one in stated():
        if (paper := here.get(one.id)) is None:
            continue
        said = verdict(paper, one)
        counted[one.half, said] += 1
        if given.misses and one.half == "look" and not said.startswith("right"):
            sample = sample_size(paper)
            print(one.id, said, [n.text + " " + n.of for n in sample.counts] if sample else [], one.size, one.also)
    for half in ("look", "score"):
        told = {said: number for (of, said), number in sorted(counted.items()) if of == half}
        print(f"{half:<6}{sum(told.values()):>4} abstracts", told)


if __name__ == "__main__":
    main()
