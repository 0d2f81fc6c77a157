"""Other names for a word or a phrase, the same for every library: abbreviations, subject headings, derived
words.

The table ``data/names.tsv`` has one line for each phrase (as terms), followed by its other names;
``data/names.md`` has the sources and licences. It is searched in the file, without loading it. A name is used
only if the library has it. ``python -m index.names ABBREVIATIONS.tsv MESH.tsv DERIVATIONS.tsv`` writes the
table.
"""

from __future__ import annotations

import mmap
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

Phrase = tuple[str, ...]
NAME = "names.tsv"
CREDITS = {
    "a": 0.88,
    "m": 0.68,
    "d": 0.67,
}  # what a match counts by an abbreviation, a subject heading's other name, a derived word
DERIVED = CREDITS["d"]
LONGEST = 5  # words in a name


class OtherName(NamedTuple):
    """Another name for a phrase, as terms, and what a match by it counts (0..1)."""

    phrase: Phrase
    credit: float


class Names:
    """Looks up phrases in sorted lines: the phrase's terms joined by spaces, a tab, then for each other name its
    kind (one letter, see ``CREDITS``) and terms, separated by tabs."""

    def __init__(self, content: bytes | mmap.mmap) -> None:
        self._content = content
        self._size = len(content)

    def beginning(self, term: str) -> dict[Phrase, tuple[OtherName, ...]]:
        """All phrases that begin with the term, with their other names."""
        first, found = term.encode(), {}
        for line in self._from(first):
            key, *others = line.split(b"\t")
            if key != first and not key.startswith(first + b" "):
                break
            phrase = tuple(key.decode().split(" "))
            found[phrase] = tuple(
                OtherName(tuple(one[1:].decode().split(" ")), CREDITS[chr(one[0])]) for one in others
            )
        return found

    def _from(self, key: bytes) -> Iterator[bytes]:
        """All lines from the first one whose key is not less than ``key``."""
        low, high = 0, self._size
        while low < high:
            middle = (low + high) // 2
            start = self._content.rfind(b"\n", 0, middle) + 1
            if self._key(start) < key:
                end = self._content.find(b"\n", middle)
                low = self._size if end < 0 else end + 1
            else:
                high = start
        while low < self._size:
            end = self._content.find(b"\n", low)
            yield self._content[low:end]
            low = end + 1

    def _key(self, start: int) -> bytes:
        return self._content[start : self._content.find(b"\t", start)]


def load() -> Names:
    """The table that comes with Marrow, memory-mapped."""
    with as_file(files("index") / "data" / NAME) as path, path.open("rb") as file:
        return Names(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def written(groups: Iterable[tuple[str, Sequence[Phrase]]]) -> bytes:
    """The table's content for some groups, each a kind and phrases that are names of one another. If a pair of
    phrases is in several groups, the kind with the highest credit counts."""
    found: dict[Phrase, dict[Phrase, str]] = defaultdict(dict)
    for kind, phrases in groups:
        for one in phrases:
            for other in phrases:
                if (
                    not set(one) & set(other)
                    and one != (one[0][:1],)
                    and CREDITS[kind] > CREDITS.get(found[one].get(other, ""), 0.0)
                ):
                    found[one][other] = kind
    lines = (
        "\t".join((" ".join(one), *(kind + " ".join(other) for other, kind in sorted(others.items()))))
        for one, others in found.items()
        if others
    )
    return b"".join(
        line + b"\n" for line in sorted((line.encode() for line in lines), key=lambda line: line.split(b"\t")[0])
    )


def _groups(abbreviations: Path, mesh: Path, derivations: Path) -> Iterator[tuple[str, list[Phrase]]]:
    from index.analyzer import Analyzer

    phrase = Analyzer().phrase
    for kind, path, skipped in (("a", abbreviations, 0), ("m", mesh, 2), ("d", derivations, 0)):
        for line in path.read_text("utf-8").splitlines():
            head, *rest = line.split("\t")[skipped:]
            names = [one for one in dict.fromkeys(map(phrase, (head, *rest))) if 0 < len(one) <= LONGEST]
            if kind == "m":
                yield kind, names
            else:
                yield from ((kind, [names[0], one]) for one in names[1:])


def main(paths: Sequence[str]) -> None:
    """Write the table from three files: abbreviations, subject headings (MeSH), derived words."""
    abbreviations, mesh, derivations = map(Path, paths)
    (Path(__file__).parent / "data" / NAME).write_bytes(written(_groups(abbreviations, mesh, derivations)))


if __name__ == "__main__":
    main(sys.argv[1:])
