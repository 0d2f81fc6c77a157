"""How common words are in biomedical abstracts in general, so that rare words are known even in a library of
nine papers.

In a small library nearly every word is rare, so the weights of words must come from elsewhere. The table
``data/background.tsv`` has the document frequencies of stems in public abstracts (from SciFact, ODC-By 1.0, and
PubMedQA, MIT). ``python -m index.background CORPUS.jsonl.gz …`` writes it.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

RARE = 3  # a stem found in fewer abstracts is left out: it is as rare as one never seen, or a slip of the pen
COMMON = 10  # abstracts; a stem in fewer may be a name that some of them have


class Background:
    """The document frequencies of stems in a large collection of abstracts."""

    def __init__(self, size: int, frequencies: dict[str, int]) -> None:
        self._size = size
        self._frequencies = frequencies
        self._highest = math.log(1 + (size + 0.5) / 0.5)

    def __contains__(self, term: str) -> bool:
        """True if a stem is in the collection: a word of the field, whether or not the library has it."""
        return term in self._frequencies

    def is_common(self, term: str) -> bool:
        """True if the collection often has a stem: more often than it has most people's names."""
        return self._frequencies.get(term, 0) >= COMMON

    def rarity(self, term: str) -> float:
        """From 0 (in every abstract) to 1 (in none): Lucene's IDF divided by its highest value."""
        n = self._frequencies.get(term, 0)
        return math.log(1 + (self._size - n + 0.5) / (n + 0.5)) / self._highest


@cache
def load() -> Background:
    """The table that comes with Marrow; every library of a process has the same."""
    head, *lines = (files("index") / "data" / "background.tsv").read_text("utf-8").splitlines()
    frequencies = {}
    for line in lines:
        term, _, count = line.partition("\t")
        frequencies[term] = int(count)
    return Background(int(head.partition("\t")[2]), frequencies)


def count(abstracts: Iterable[str]) -> tuple[int, Counter[str]]:
    """The number of abstracts, and for each stem how many of them contain it."""
    from index.analyzer import Analyzer

    analyzer, frequencies, size = Analyzer(), Counter[str](), 0
    for size, text in enumerate(abstracts, 1):  # noqa: B007  # the last number is the size
        frequencies.update({t.term for t in analyzer.tokens(text) if t.word.isalpha() and len(t.word) > 1})
    return size, frequencies


def _abstracts(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield f"{record['title']} {record['text']}"


def main(paths: list[str]) -> None:
    """Write the table from collections of abstracts (gzip JSON Lines with title and text)."""
    size, frequencies = count(_abstracts(paths))
    rows = [f"{term}\t{n}" for term, n in sorted(frequencies.items()) if n >= RARE]
    target = Path(__file__).parent / "data" / "background.tsv"
    target.write_text("\n".join([f"abstracts\t{size}", *rows, ""]), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
