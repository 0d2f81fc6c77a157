"""Fits how likely a sentence reports a result: ``python -m tests.quality.learn_reporting`` writes ``index/data/reporting.tsv``.

Data: the sentences of PubMedQA's abstracts with their published headings (MIT licence). One abstract in five is left out for the
figure that is printed; the weights are then fitted on all.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import index
from corpus.sentences import split
from index.sentences.reporting import BIAS, NAME, words
from tests.quality.sets import IREVAL
from tests.quality.softmax import fit

LEAST = 20  # abstracts; a word in fewer is rather one of their topic
EVERY, RIDGE = 5, 20.0
# Headings that stand for another part than results; "case" and the like tell nothing.
_RESULTS, _OTHERS = (
    r"result|finding|outcome",
    r"background|introduction|context|aim|objective|purpose|method|design|setting|material|question|hypothes",
)
Floats = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


class Labelled(NamedTuple):
    """A sentence of an abstract, and whether its heading is that of results."""

    abstract: str
    words: set[str]
    reports: bool


def main() -> None:
    """Print the share told rightly, write the weights."""
    found = list(labelled())
    known = _known(found)
    abstracts = sorted({one.abstract for one in found})
    kept_out = set(abstracts[::EVERY])
    weights = _fitted([one for one in found if one.abstract not in kept_out], known)
    asked = [one for one in found if one.abstract in kept_out]
    right = (_matrix(asked, known) @ weights > 0) == np.array([one.reports for one in asked])
    print(f"{len(found)} sentences, {len(known)} words; told rightly of those left out: {right.mean():.3f}")
    rows = zip((BIAS, *known), _fitted(found, known), strict=True)
    lines = [f"{word}\t{weight:.1f}\n" for word, weight in rows if abs(weight) >= 0.05]
    (Path(index.__file__).parent / "data" / NAME).write_text("".join(lines), "utf-8")


def labelled() -> Iterator[Labelled]:
    """The sentences under headings that say which part they are."""
    with gzip.open(IREVAL / "pubmedqa" / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        records: list[dict[str, Any]] = [json.loads(line) for line in lines]
    for record in records:
        for heading, text in record["sections"]:
            reports = bool(re.search(_RESULTS, heading, re.IGNORECASE))
            if reports or re.search(_OTHERS, heading, re.IGNORECASE):
                yield from (Labelled(record["id"], words(text[a:b]), reports) for a, b in split(text))


def _known(found: Sequence[Labelled]) -> list[str]:
    """The words of enough abstracts."""
    pairs = {(one.abstract, word) for one in found for word in one.words}
    counted = Counter(word for _, word in pairs)
    return sorted(word for word, count in counted.items() if count >= LEAST)


def _matrix(found: Sequence[Labelled], known: Sequence[str]) -> Floats:
    """A row a sentence: a one, and a one for each word it has."""
    rows = [[1.0, *(float(word in one.words) for word in known)] for one in found]
    return np.array(rows, np.float32)


def _fitted(found: Sequence[Labelled], known: Sequence[str]) -> Floats:
    weights = fit(_matrix(found, known), np.array([int(one.reports) for one in found]), 2, RIDGE)
    difference: Floats = weights[:, 1] - weights[:, 0]
    return difference


if __name__ == "__main__":
    main()
