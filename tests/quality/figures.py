"""Cells of the table of figures held against those that a reader wrote down: ``python -m tests.quality.figures [--half look] [--misses]``.

``--checked`` lists the shares flagged in these abstracts instead.

A cell is right where its figure is the reader's and the words it is shown with say what it is of; every other cell shown is
wrong. Abstracts of public collections that are not beside the repository are left out. ``--misses`` lists those of the half
that may be read.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from corpus.joining import builtin
from corpus.models import Paper
from index.sentences.arithmetic import disagreements
from index.sentences.cues import plain
from index.sentences.figures import Kind, figures_of
from index.sentences.samples import sample_size
from tests.quality.sets import IREVAL, QUESTIONS

GOLD = QUESTIONS.parent / "figures" / "gold.jsonl"
COLUMNS = {
    "size": None,
    "follow": Kind.FOLLOW_UP,
    "percent": Kind.PERCENT,
    "average": Kind.AVERAGE,
    "ratio": Kind.RATIO,
    "p": Kind.P_VALUE,
}
SLACK = 90  # characters that a figure shown may have beside the reader's: its interval, its spread, its group


class Shown(NamedTuple):
    """A cell as it would be shown: the figure and the words around it."""

    text: str
    of: str


def rows(half: str = "") -> list[dict[str, Any]]:
    """What the reader wrote down, of one half or of both."""
    found = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    return [row for row in found if half in ("", row["half"])]


def papers() -> dict[str, Paper]:
    """The abstracts that are here, by key."""
    found = {paper.key: paper for paper in builtin().papers}
    for path in sorted((QUESTIONS / "own").glob("*/papers.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            found[str(row["_id"])] = Paper(source_id=row["_id"], abstract=row["text"])
    for name in ("pubmedqa", "scifact"):
        path = IREVAL / name / "corpus.jsonl.gz"
        for written in gzip.decompress(path.read_bytes()).splitlines() if path.is_file() else ():
            row = json.loads(written)
            text = " ".join(row["text"]) if isinstance(row["text"], list) else row["text"]
            found.setdefault(str(row["id"]), Paper(source_id=row["id"], abstract=text))
    return found


def shown(paper: Paper, column: str) -> list[Shown]:
    """The cells of a column for one paper."""
    kind = COLUMNS[column]
    if kind is None:
        sample = sample_size(paper)
        return [Shown(one.text, f"{one.of} {one.sentence.text}") for one in sample.counts] if sample else []
    return [Shown(plain(one.text), plain(one.of)) for one in figures_of(paper) if one.kind is kind]


def held(cells: Sequence[Shown], wanted: Sequence[Sequence[str]]) -> tuple[int, list[Shown], list[Sequence[str]]]:
    """How many are right, which are wrong, and which are missing. One that gives two of the reader's is right for both."""
    left, missing, right = list(cells), [], 0
    for want in wanted:
        fits = [one for one in (*left, *cells) if _fits(one, [plain(part) for part in want])]
        if not fits:
            missing.append(want)
            continue
        right += fits[0] in left
        left = [one for one in left if one is not fits[0]]
    return right, left, missing


def _fits(cell: Shown, want: Sequence[str]) -> bool:
    *printed, of = want
    near = len(cell.text) <= len(printed[0]) + SLACK
    return near and all(part in cell.text for part in printed) and of.lower() in cell.of.lower()


def list_flagged() -> None:
    """Every share flagged in the abstracts that are here, with its sentence: precision is what a reader finds right of them."""
    here = papers()
    found = [(paper, one) for paper in here.values() for one in disagreements(paper)]
    for paper, one in found:
        print(f"{paper.key}: {(paper.abstract or '')[one.start : one.end]!r} {one.said}\n    {one.sentence.text}")
    print(f"{len(found)} flagged in {len(here)} abstracts")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("look", "score"), default="")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--checked", action="store_true")
    given = parser.parse_args()
    if given.checked:
        list_flagged()
        return
    here, total, read = papers(), Counter[tuple[str, str]](), 0
    for row in rows(given.half):
        if (paper := here.get(row["key"])) is None:
            continue
        read += 1
        for column in COLUMNS:
            right, wrong, missing = held(shown(paper, column), row.get(column, []))
            total += Counter(
                {(column, "right"): right, (column, "wrong"): len(wrong), (column, "missing"): len(missing)}
            )
            if given.misses and row["half"] == "look" and (wrong or missing):
                print(row["key"], column, "wrong:", wrong, "missing:", missing)
    print(f"{read} abstracts")
    for column in COLUMNS:
        print(f"{column:9}", *(f"{total[column, what]:4} {what}" for what in ("right", "wrong", "missing")))
    good, bad = (sum(n for (_, what), n in total.items() if what == kind) for kind in ("right", "wrong"))
    print(f"{good / max(good + bad, 1):.1%} of {good + bad} cells shown are right")


if __name__ == "__main__":
    main()
