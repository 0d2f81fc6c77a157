"""Rows whose cells stand in other columns than the header says: something was put before them, or taken away, that no number of cells tells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.patterns import late

# What only a year, a DOI or a PMID looks like, alone in its cell.
_SURELY = {
    "year": late(r"(?:19|20)\d\d(?:\.0)?"),
    "doi": late(r"(?:https?://(?:dx\.)?doi\.org/|doi: ?)?10\.\d{4,9}/\S{1,200}", re.IGNORECASE),
    "pmid": late(r"\d{5,8}(?:\.0)?"),
}
_TEXTS, _WORDS = ("title", "authors"), late(r"(?<![^\W\d_])[^\W\d_]{2,}+\W{1,3}[^\W\d_]{2}")
_BESIDE = (1, -1, 2, -2)  # columns by which a row may have moved
_LEAST = 2  # of the three, so that no number of another column makes them by chance
MOVED = "its cells stand in other columns than the header says"


def is_moved(cells: Sequence[str], columns: Mapping[str, Sequence[int]]) -> bool:
    """Whether none of a row's year, DOI and PMID stands in its column, and two of them stand as far beside it; or one has changed places with a text."""
    places = {field: columns[field][0] for field in _SURELY if field in columns}
    texts = [columns[field][0] for field in _TEXTS if field in columns]
    return any(_changed(cells, field, at, text) for field, at in places.items() for text in texts) or (
        len(places) >= _LEAST
        and not _standing(cells, places, 0)
        and any(_standing(cells, places, by) >= _LEAST for by in _BESIDE)
    )


def _changed(cells: Sequence[str], field: str, place: int, text: int) -> bool:
    """Whether the cell of a text holds nothing but what is surely of a field, and the field's cell words."""
    words, there = cells[place].strip(), cells[text].strip()
    surely = _SURELY[field]
    return surely.fullmatch(there) is not None and not surely.fullmatch(words) and _WORDS.search(words) is not None


def _standing(cells: Sequence[str], places: Mapping[str, int], by: int) -> int:
    """How many of the fields stand so many columns to the right of their own."""
    return sum(
        0 <= at + by < len(cells) and _SURELY[field].fullmatch(cells[at + by].strip()) is not None
        for field, at in places.items()
    )
