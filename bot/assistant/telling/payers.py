"""Words that a paper has only where it says who paid for it: they are no topic of it."""

from __future__ import annotations

from corpus.models import Paper
from corpus.sentences import sentences_of
from index.library import LibraryIndex
from index.parts import is_formality


def names_payer(word: str, paper: Paper, index: LibraryIndex) -> bool:
    """True if an ordinary word stands in a paper only as part of who paid for it ("roads", of "funded by the Road Authority")."""
    abstract, stem = (paper.abstract or "").casefold(), word.removesuffix("s")
    at = abstract.find(stem)
    if at <= len(abstract) / 2 or stem in paper.title.casefold() or not index.is_word(word):
        return False
    return all(is_formality(one.text, one.section) for one in sentences_of(paper) if stem in one.text.casefold())
