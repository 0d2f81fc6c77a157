"""``python -m tests.quality.patients [--misses]``: how the guard of patients' data does on both sets, with 95 % intervals.

``--misses`` lists what went wrong in the half that may be read; the other half is only counted.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Literal

from bot.patients import patient_data
from tests.quality.score import Share

DATA = Path(__file__).parents[1] / "data" / "patients"
Half = Literal["look", "score"]
HALVES: tuple[Half, Half] = ("look", "score")
SETS = {"identifiers": "seen for what they are", "papers": "taken for a patient's"}


def texts(name: str, half: Half) -> list[dict[str, str]]:
    """One half of a set: every other line, from the first ("look") or the second ("score")."""
    lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[HALVES.index(half) :: 2]]


def share(name: str, half: Half) -> Share:
    """How many texts of a half hold a patient's data, as the guard sees it."""
    read = texts(name, half)
    return Share(
        name=f"{name}, {half}", hits=sum(patient_data(one["text"]) is not None for one in read), of=len(read)
    )


def main() -> None:
    """Print the table, and what went wrong where that may be read."""
    for name, told in SETS.items():
        for half in HALVES:
            one = share(name, half)
            low, high = (100 * end for end in one.interval())
            print(
                f"{one.name:20} {one.hits:4} of {one.of:4} {told:24} {100 * one.hits / one.of:5.1f} %  ({low:.1f} to {high:.1f})"
            )
        if "--misses" in sys.argv:
            for line in texts(name, "look"):
                if (found := patient_data(line["text"])) is None or name == "papers":
                    print(
                        *([f"   {line['text']}"] if (found is None) == (name == "identifiers") else []),
                        found or "",
                    )


if __name__ == "__main__":
    main()
