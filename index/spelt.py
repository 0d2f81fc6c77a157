"""Words that are spelt rightly though the table of neighbours lacks them: of English, of medicine, and names of people. None is a
slip for another word, however near it is ("croup" is no "group").

``data/spelt.txt`` has them, one to a line; ``data/spelt.md`` has their sources and licences. ``python -m index.spelt FILE …``
writes it, of files with one word to a line.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from index import neighbours

NAME = "spelt.txt"
REMEMBERED = 4096  # words of which it is kept whether they are there: a question's are looked up several times
SHORTEST = 4  # letters; no shorter word is taken for a slip


@cache
def _table() -> bytes:
    return (files("index") / "data" / NAME).read_bytes()


@lru_cache(maxsize=REMEMBERED)
def is_spelt(word: str) -> bool:
    """True for a folded word of the list: looked up by halves, since a question may hold a thousand words."""
    if not (word.isascii() and word.isalpha()):
        return False
    table, wanted = _table(), word.encode()
    low, high = 0, len(table)  # where lines begin
    while low < high:
        middle = (low + high) // 2
        start = max(table.rfind(b"\n", low, middle) + 1, low)
        end = table.index(b"\n", start)
        if (found := table[start:end]) == wanted:
            return True
        low, high = (end + 1, high) if found < wanted else (low, start)
    return False


def written(words: Iterable[str], known: neighbours.Neighbours) -> bytes:
    """The file's content for some words; those that the table of neighbours has are left out."""
    told = {word.strip().lower() for word in words}
    kept = (
        word for word in told if len(word) >= SHORTEST and word.isascii() and word.isalpha() and word not in known
    )
    return "\n{}\n".format("\n".join(sorted(kept))).encode()


def main(paths: Sequence[str]) -> None:
    """Write the file from others."""
    words = (line for path in paths for line in Path(path).read_text("utf-8").splitlines())
    (Path(__file__).parent / "data" / NAME).write_bytes(written(words, neighbours.load()))


if __name__ == "__main__":
    main(sys.argv[1:])
