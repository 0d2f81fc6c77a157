"""Papers for use elsewhere: references in journals' styles, and records for reference managers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.citing.catalogue import STYLES, Style, with_own
from corpus.errors import CorpusError
from corpus.models import Paper

__all__ = ["STYLES", "Style", "cite", "style_of", "with_own"]


def cite(papers: Sequence[Paper], style: str, styles: Mapping[str, Style] = STYLES, whole: bool = False) -> str:
    """The papers in a style, in their order; if ``whole``, as its file has them, with abstracts. Raises CorpusError if there is
    no such style, or it fails on a paper."""
    chosen = styles[style_of(style, styles)]
    return chosen.filed(papers) if whole else chosen.render(papers)


def style_of(words: str, styles: Mapping[str, Style] = STYLES) -> str:
    """The name of a style, from its name or its title. Raises CorpusError if there is none."""
    wanted = words.strip().casefold()
    for name, style in styles.items():
        if wanted in (name, style.label.casefold()):
            return name
    raise CorpusError(f"There is no style “{words[:60]}”; there are {', '.join(styles)}.")
