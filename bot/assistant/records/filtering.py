"""What a filter is, and what filters keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from corpus.models import Paper


class Filter(NamedTuple):
    """``reads`` takes the value from a record (None: not given), ``keeps`` decides on a paper, ``says`` follows the
    noun ("papers published in 2024").
    """

    kind: str
    reads: Callable[[Paper], object]
    keeps: Callable[[Paper], bool]
    says: str


def keep(papers: Sequence[Paper], filters: Sequence[Filter]) -> list[Paper]:
    """The papers every kind of filter lets through; of two filters of one kind, either will do ("X and Y reviews")."""
    kinds = dict.fromkeys(one.kind for one in filters)
    return [
        paper
        for paper in papers
        if all(any(one.keeps(paper) for one in filters if one.kind == kind) for kind in kinds)
    ]
