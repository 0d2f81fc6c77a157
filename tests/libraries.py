"""Small libraries made for a test, indexed in memory."""

from __future__ import annotations

from functools import lru_cache

from corpus.models import Corpus, Paper
from corpus.snapshots import digest
from index.library import LibraryIndex


def indexed(*papers: Paper | str) -> LibraryIndex:
    """The index of a few papers; what is an abstract alone is a paper without a title, called by its place."""
    held = tuple(
        Paper(source_id=str(n), abstract=one) if isinstance(one, str) else one for n, one in enumerate(papers)
    )
    return LibraryIndex.build(Corpus(name="invented", digest=digest(None, held), papers=held))


@lru_cache(maxsize=64)
def shared(*papers: Paper) -> LibraryIndex:
    """The same for all tests that ask these papers, with all that it keeps of them: for tests that change nothing it depends on."""
    return indexed(*papers)
