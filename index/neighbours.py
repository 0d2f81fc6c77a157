"""Which words stand near which, whatever a library holds: "physician" near "doctor".

A table of 48,000 everyday and scientific words, made once with a sentence encoder and shipped as data
(``data/neighbours.md`` names source and licence). No model runs here: the same word has the same neighbours for ever.
The table is looked up where it lies; of its six megabytes only what is asked for is read. It is written by
``python -m index.neighbours TABLE.tsv.gz``.
"""

from __future__ import annotations

import gzip
import hashlib
import mmap
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

NAME = "neighbours.bin"
DIGEST = 16  # bytes at the beginning: what names the rest
LEAST = 50  # hundredths of nearness; below that two words have nothing to say for one another


class Near(NamedTuple):
    """A word and how near it stands (cosine, 0.5..1)."""

    word: str
    nearness: float


class Neighbours:
    """Looks words up. Content: a digest, how many words there are, where each word and each row begins (32 bits each, one more
    than there are words), the words in order, the rows' word numbers (16 bits), their nearness in hundredths (8 bits).
    """

    def __init__(self, content: bytes | mmap.mmap) -> None:
        self._content = memoryview(content)
        self.digest = bytes(self._content[:DIGEST]).hex()
        (self._size,) = self._content[DIGEST : DIGEST + 4].cast("I")
        tables = self._content[DIGEST + 4 :][: 8 * (self._size + 1)].cast("I")
        self._begins, self._rows = tables[: self._size + 1], tables[self._size + 1 :]
        words = DIGEST + 4 + 8 * (self._size + 1)
        numbers = words + _even(self._begins[self._size])
        self._words, pairs = self._content[words:numbers], self._rows[self._size]
        self._numbers = self._content[numbers : numbers + 2 * pairs].cast("H")
        self._hundredths = self._content[numbers + 2 * pairs : numbers + 3 * pairs]

    def of(self, word: str) -> Iterator[Near]:
        """The neighbours of a folded word, the nearest first; none of a word the table does not have."""
        place = self._place(word)
        if place is not None:
            for at in range(self._rows[place], self._rows[place + 1]):
                yield Near(self._word(self._numbers[at]), self._hundredths[at] / 100)

    def __contains__(self, word: str) -> bool:
        """True for a folded word of the table: one that people write, and no slip of the pen."""
        return self._place(word) is not None

    def _word(self, number: int) -> str:
        return str(self._words[self._begins[number] : self._begins[number + 1]], "ascii")

    def _place(self, word: str) -> int | None:
        low, high = 0, self._size
        while low < high:
            middle = (low + high) // 2
            if self._word(middle) < word:
                low = middle + 1
            else:
                high = middle
        return low if low < self._size and self._word(low) == word else None


def load() -> Neighbours:
    """The shipped table, read from the disk as it is asked."""
    with as_file(files("index") / "data" / NAME) as path, path.open("rb") as file:
        return Neighbours(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def written(rows: Iterable[tuple[str, Iterable[tuple[str, int]]]]) -> bytes:
    """The content of a table given as every word with its neighbours and their nearness in hundredths."""
    near = {word: sorted(others, key=lambda one: (-one[1], one[0])) for word, others in rows}
    words = sorted(near)
    number = {word: at for at, word in enumerate(words)}
    begins, places = array("I", [0]), array("I", [0])
    numbers, hundredths = array("H"), bytearray()
    for word in words:
        begins.append(begins[-1] + len(word))
        numbers.extend(number[other] for other, _ in near[word])
        hundredths.extend(n for _, n in near[word])
        places.append(len(hundredths))
    text = "".join(words).encode("ascii")
    body = b"".join(
        (
            array("I", [len(words)]).tobytes(),
            begins.tobytes(),
            places.tobytes(),
            text.ljust(_even(len(text)), b"\0"),
            numbers.tobytes(),
            bytes(hundredths),
        )
    )
    return hashlib.sha256(body).digest()[:DIGEST] + body


def _even(size: int) -> int:
    return size + size % 2


def both_ways(lines: Iterable[str]) -> dict[str, dict[str, int]]:
    """Every word with all its neighbours, from lines that have each pair once: word, tab, "other:hundredths other:…".

    Words of one stem match each other anyway and are left out.
    """
    from index.analyzer import Analyzer

    near: dict[str, dict[str, int]] = defaultdict(dict)
    term = Analyzer().term
    for line in lines:
        word, _, others = line.rstrip("\n").partition("\t")
        for other, _, hundredths in (pair.rpartition(":") for pair in others.split()):
            if int(hundredths) >= LEAST and term(word) != term(other):
                near[word][other] = near[other][word] = int(hundredths)
    return near


def main(path: str) -> None:
    """Write the table anew."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        near = both_ways(lines)
    content = written((word, others.items()) for word, others in near.items())
    (Path(__file__).parent / "data" / NAME).write_bytes(content)


if __name__ == "__main__":
    main(sys.argv[1])
