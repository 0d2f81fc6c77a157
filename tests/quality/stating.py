"""What any study may be asked for, as a careful reader would find it: ``python -m tests.quality.stating [--misses]``.

``tests/data/figures/stated.jsonl`` holds what somebody who had not seen the program's replies wrote down of real abstracts: of each of
``TRAITS`` which pieces of the abstract tell it (one of them is enough), or none. Where ``loose``, saying that it is not stated is as right.
Abstracts of public collections that are not beside the repository are left out. ``--misses`` lists those of the half that may be read.
"""

from __future__ import annotations

import argparse
from collections import Counter

from bot.assistant.studies.conducted import in_title
from bot.assistant.studies.traits_listed import TRAITS as TOLD
from corpus.models import Model, Paper
from tests.quality.figures import GOLD, papers
from tests.quality.strangers import library, names

TRAITS = {
    "follow": "follow-up",
    "age": "age",
    "place": "place",
    "primary": "primary outcome",
    "comparator": "comparator",
}


class Pieces(Model):
    """What tells one thing in one abstract."""

    shows: tuple[str, ...]
    loose: bool = False


class Read(Model):
    """What a reader found in one abstract; None where nobody could judge."""

    id: str
    half: str
    follow: Pieces | None = None
    age: Pieces | None = None
    place: Pieces | None = None
    primary: Pieces | None = None
    comparator: Pieces | None = None


def shown(paper: Paper, name: str) -> list[str]:
    """What a reply about one thing would quote of a paper as telling it."""
    told = [quote.text for quote in TOLD[TRAITS[name]].told(paper)]
    titled = in_title(paper) if name == "place" and not told else ""
    return [*told, titled] if titled else told


def verdict(paper: Paper, name: str, wanted: Pieces) -> str:
    """What the sentences shown for one thing are worth."""
    told = shown(paper, name)
    near = [] if told else [quote.text for quote in TOLD[TRAITS[name]].nearest(paper)]
    if any(piece in text for piece in wanted.shows for text in (*told, *near)):
        return "right" if told else "right, said to come near"
    if not told:
        return "right, none stated" if wanted.loose or not wanted.shows else "missing"
    return "wrong" if wanted.shows and not wanted.loose else "shown, none stated"


def main() -> None:
    """Print how many of each half are right; of the one that may be read also which are not, if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    here = papers() | {paper.key: paper for name in names("look") for paper in library("look", name).papers}
    counted = Counter[tuple[str, str, str]]()
    for line in (GOLD.parent / "stated.jsonl").read_text("utf-8").splitlines():
        read = Read.model_validate_json(line)
        for name in TRAITS if read.id in here else ():
            wanted: Pieces | None = getattr(read, name)
            if wanted is None:
                continue
            said = verdict(here[read.id], name, wanted)
            counted[read.half, name, said] += 1
            if given.misses and read.half == "look" and not said.startswith("right"):
                print(name, said, read.id, wanted.shows, *shown(here[read.id], name), sep=" | ")
    for half in ("look", "score"):
        for name in TRAITS:
            told = {
                said: number for (of, one, said), number in sorted(counted.items()) if (of, one) == (half, name)
            }
            print(f"{half:<6}{name:<11}{sum(told.values()):>4} abstracts", told)


if __name__ == "__main__":
    main()
