"""Joined words that name a kind of what their second part names: an earthworm is a worm, but a greenhouse no house.

``index/data/kinds.tsv`` has a line for each second part: the word, a tab, the joined ones. It is a source of the table of names
(``index/terms/names.py``), compiled from WordNet: only where the first sense of a joined word lies below its second part there.
``python -m tests.quality.kinds FOLDER`` writes it from the folder with WordNet's ``index.noun`` and ``data.noun``. It stands with the
tests because nothing that is installed needs it.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from index.terms.analyzer import Analyzer
from index.terms.names import FOLDER
from index.terms.prefixes import DENIALS, OPPOSITES

NAME = "kinds.tsv"
SHORTEST = 4  # letters of a second part: "ant" ends too many words
SHORTEST_FIRST = 3  # and of a first one, which is a noun, too
# What stands before a word and makes it another thing than a kind of it, beside the opposites.
_OTHER = ("counter", "mis", "mal", "re", "sub", "super", "pseudo", "quasi")
_PREFIXES = {*_OTHER, *DENIALS, *(one for group in OPPOSITES for one in group)}
_WIDER = "@"  # WordNet's sign for what a thing is a kind of


def kinds(index: Iterable[str], data: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Each second part with its joined words, sorted, from the lines of WordNet's ``index.noun`` and ``data.noun``."""
    senses, meanings, term = dict(_senses(index)), dict(_meanings(data)), Analyzer().term
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(word for word in senses if word.isascii() and word.isalpha()):
        above = _above(senses[word], meanings)
        for cut in range(SHORTEST_FIRST, len(word) - SHORTEST + 1):
            first, second = word[:cut], word[cut:]
            joins = first in senses and first not in _PREFIXES and second in above
            if joins and term(word).endswith(term(second)):  # no "capability" of "cap" and "ability"
                found[second].append(word)
    yield from sorted(found.items())


def _senses(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each noun with the number of its first sense."""
    for line in lines:
        if not line.startswith(" "):
            word, _, several, *rest = line.split()
            yield word, rest[-int(several)]


def _meanings(lines: Iterable[str]) -> Iterator[tuple[str, tuple[set[str], list[str]]]]:
    """Each sense's number with its words, and the numbers of what it is a kind of."""
    for line in lines:
        if not line.startswith(" "):
            number, _, _, size, *rest = line.split("|")[0].split()
            words = {word.casefold() for word in rest[: 2 * int(size, 16) : 2]}
            pointers = rest[2 * int(size, 16) + 1 :]
            pairs = zip(pointers[::4], pointers[1::4], strict=False)
            yield number, (words, [other for sign, other in pairs if sign == _WIDER])


def _above(sense: str, meanings: Mapping[str, tuple[set[str], list[str]]]) -> set[str]:
    """The words of a sense and of all that it is a kind of."""
    words, seen, left = set[str](), set[str](), [sense]
    while left:
        one = left.pop()
        if one not in seen:
            seen.add(one)
            words |= meanings[one][0]
            left += meanings[one][1]
    return words


def main(paths: Sequence[str]) -> None:
    """Write the table."""
    index, data = (
        (Path(paths[0]) / name).read_text("latin-1").splitlines() for name in ("index.noun", "data.noun")
    )
    lines = (f"{word}\t{', '.join(joined)}\n" for word, joined in kinds(index, data))
    (FOLDER / NAME).write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
