"""A paper as others want it: references in journals' styles, and records for reference managers. Facts only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.citing.catalogue import STYLES, Style, with_own
from corpus.errors import CorpusError
from corpus.models import Paper

__all__ = ["STYLES", "Style", "cite", "style_of", "with_own"]


def cite(papers: Sequence[Paper], style: str, styles: Mapping[str, Style] = STYLES) -> str:
    """Papers in a style, in their order. Raises CorpusError for a style there is not, or one that fails on them."""
    return styles[style_of(style, styles)].render(papers)


def style_of(words: str, styles: Mapping[str, Style] = STYLES) -> str:
    """The name of the style that some words mean: its name, or what it is called. Raises CorpusError."""
    wanted = words.strip().casefold()
    for name, style in styles.items():
        if wanted in (name, style.label.casefold()):
            return name
    raise CorpusError(f"There is no style “{words[:60]}”; there are {', '.join(styles)}.")
