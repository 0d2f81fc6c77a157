"""How common words are in biomedical abstracts at large, so that nine papers can tell a rare word from a common one.

In a small library every word but the theme's is rare; what an asker's word is worth then has to come from
elsewhere. The table ``data/background.tsv`` holds document frequencies of stems over public abstracts (SciFact's,
ODC-By 1.0, and PubMedQA's, MIT). It is written by ``python -m index.background CORPUS.jsonl.gz …``.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

RARE = 3  # a stem found in fewer abstracts is left out: it is as rare as one never seen, or a slip of the pen


class Background:
    """Document frequencies of stems in a large collection."""

    def __init__(self, size: int, frequencies: dict[str, int]) -> None:
        self._size = size
        self._frequencies = frequencies
        self._highest = math.log(1 + (size + 0.5) / 0.5)

    def __contains__(self, term: str) -> bool:
        """True for a stem that is a word of the field, whatever the library holds."""
        return term in self._frequencies

    def rarity(self, term: str) -> float:
        """0 for a word in every abstract to 1 for one never seen: Lucene's idf over its highest value."""
        n = self._frequencies.get(term, 0)
        return math.log(1 + (self._size - n + 0.5) / (n + 0.5)) / self._highest


def load() -> Background:
    """The shipped table."""
    head, *lines = (files("index") / "data" / "background.tsv").read_text("utf-8").splitlines()
    frequencies = {}
    for line in lines:
        term, _, count = line.partition("\t")
        frequencies[term] = int(count)
    return Background(int(head.partition("\t")[2]), frequencies)


def count(abstracts: Iterable[str]) -> tuple[int, Counter[str]]:
    """The number of abstracts, and in how many of them each stem stands."""
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
    """Write the table anew from collections of abstracts (gzip JSONL with title and text)."""
    size, frequencies = count(_abstracts(paths))
    rows = [f"{term}\t{n}" for term, n in sorted(frequencies.items()) if n >= RARE]
    target = Path(__file__).parent / "data" / "background.tsv"
    target.write_text("\n".join([f"abstracts\t{size}", *rows, ""]), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
