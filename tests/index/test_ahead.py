"""What a message to a library on another machine looks up is fetched in advance, and not word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import pytest

from bot.assistant.assistant import Assistant
from bot.assistant.message.mending import Mending
from bot.models import Context
from corpus.models import Paper
from index.cluster.libraries import _Ahead
from index.kept.keptwords import KeptWords, by_length, forms_key
from index.library import LibraryIndex
from index.terms import neighbours
from index.terms.analyzer import Analyzer
from index.terms.forms import passage_terms
from index.terms.vocabulary import CountedWords
from tests.libraries import indexed

PAPERS = [
    Paper(source_id=f"p{n}", title=f"Shearing and the survival of lambs {n}", abstract="Winter shearing raised survival by 4%.")
    for n in range(3)
]  # fmt: skip


class Fetched:
    """The entries of a library's words, and which of them were asked for one by one."""

    def __init__(self, entries: dict[str, Any]) -> None:
        self._entries = entries
        self._here: set[str] = set()
        self.alone: list[str] = []

    def prepare(self, keys: Iterable[str]) -> None:
        self._here |= {*keys}

    def get(self, key: str) -> Any:
        if key not in self._here:
            self.alone.append(key)
            self._here.add(key)
        return self._entries.get(key)

    def items(self) -> Iterator[tuple[str, Any]]:
        yield from self._entries.items()


def far() -> tuple[LibraryIndex, Fetched]:
    """A library whose words are elsewhere, and what is fetched of them."""
    here, analyzer, words = indexed(*PAPERS), Analyzer(), CountedWords()
    for paper in PAPERS:
        for passage in passage_terms(paper, analyzer, 1):
            words.add(passage.pieces)
    counts = words.counts()
    written = {word: times for _, forms in counts.values() for word, times in forms.items()}
    entries: dict[str, Any] = {term: [n, forms] for term, (n, forms) in counts.items()}
    entries |= {forms_key(size): " ".join(sorted(own)) for size, own in by_length(written, words.size).items()}
    fetched = Fetched(entries)
    ahead = _Ahead(fetched, analyzer, neighbours.load(), 4)  # type: ignore[arg-type]  # it has what is used
    parts = (here.corpus, here.settings, here.engine, analyzer, KeptWords(fetched, words.size))
    index = LibraryIndex.over(*parts, here.short_forms, here._texts, ahead)
    return index, fetched


MESSAGES = [
    "how many lambs survived the winter",
    "howmany lambs",
    "does shearinghelp alamb survvial",
    "surv ival of lambs from2020",
    "what about zxqv and level4",
]


@pytest.mark.parametrize("message", MESSAGES)
def test_what_mending_looks_up_is_fetched_at_once_but_for_what_was_meant(message: str) -> None:
    index, fetched = far()
    mending = Mending(index)
    index.prepare(message)
    meant = mending.mended(message).text
    assert {index.term(word) for word in meant.split()}.issuperset(fetched.alone)


@pytest.mark.parametrize("message", MESSAGES)
async def test_a_message_is_fetched_before_it_is_mended(message: str) -> None:
    index, fetched = far()
    await Assistant(index).ask(message, Context())
    words = message.split()
    own = {index.term(word) for word in (*words, *(one + other for one, other in pairwise(words)))}
    assert own.isdisjoint(fetched.alone)
