"""Paper → passages, the unit BM25 ranks: the whole abstract with its title, or windows of a long one."""

from __future__ import annotations

from corpus.models import Paper, Passage
from corpus.sentences import split

LONGEST = 400  # words; nearly every journal's abstracts stay below, and full texts are cut into windows


def passages_of(paper: Paper, max_words: int = LONGEST) -> tuple[Passage, ...]:
    """A paper's passages, numbered from 1. Their texts, joined, are the abstract exactly; always at least one."""
    abstract = paper.abstract or ""
    cuts = [0, *_cuts(abstract, max_words), len(abstract)]
    return tuple(
        Passage(key=paper.key, number=number, start=start, end=end, title=paper.title, text=abstract[start:end])
        for number, (start, end) in enumerate(zip(cuts, cuts[1:], strict=False), 1)
    )


def _cuts(abstract: str, max_words: int) -> list[int]:
    """Where windows begin, at sentences' starts; empty for an abstract that fits into one."""
    if len(abstract) <= max_words or len(abstract.split()) <= max_words:
        return []
    cuts, words = [], 0
    for start, end in split(abstract):
        size = len(abstract[start:end].split())
        if words and words + size > max_words:
            cuts.append(start)
            words = 0
        words += size
    return cuts
