"""A paper as others want it: references in journals' styles, and records for reference managers. Facts only."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.citing.catalogue import STYLES, Style
from corpus.errors import CorpusError
from corpus.models import Paper

__all__ = ["STYLES", "Style", "cite"]


def cite(papers: Sequence[Paper], style: str) -> str:
    """Papers in a style of ``STYLES``, in their order. Raises CorpusError for a style there is not."""
    found = STYLES.get(style.casefold())
    if found is None:
        raise CorpusError(f"There is no style “{style}”; there are {', '.join(STYLES)}.")
    return found.render(papers)
