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
_BESIDE = (1, -1, 2, -2)  # columns by which a row may have moved
_LEAST = 2  # of the three, so that no number of another column makes them by chance
MOVED = "its cells stand in other columns than the header says"


def is_moved(cells: Sequence[str], columns: Mapping[str, Sequence[int]]) -> bool:
    """Whether none of a row's year, DOI and PMID stands in its column, and two of them stand as far beside it."""
    places = {field: columns[field][0] for field in _SURELY if field in columns}
    return (
        len(places) >= _LEAST
        and not _standing(cells, places, 0)
        and any(_standing(cells, places, by) >= _LEAST for by in _BESIDE)
    )


def _standing(cells: Sequence[str], places: Mapping[str, int], by: int) -> int:
    """How many of the fields stand so many columns to the right of their own."""
    return sum(
        0 <= at + by < len(cells) and _SURELY[field].fullmatch(cells[at + by].strip()) is not None
        for field, at in places.items()
    )
