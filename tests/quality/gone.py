"""``python -m tests.quality.gone [--half look|score] [--misses]``: what is said when the sentence that tells it is not there?

The first message of each of the strangers' conversations (``tests/data/questions/strangers``) that one or more sentences tell, asked of the
library as it is, and of the library without these sentences: then nothing should be shown as if it were the answer. Some other
sentence often tells a part of it, so this figure can be made small, and not nothing.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.assistant.assistant import Assistant
from bot.models import Answer
from corpus.models import Corpus, Paper
from corpus.sentences import sentences_of
from corpus.snapshots import digest
from index.library import LibraryIndex
from tests.quality import strangers
from tests.quality.score import Share
from tests.quality.strangers import Message, Verdict
from tests.quality.understanding import each


class Asked(NamedTuple):
    """A message of a library, whether it was rightly told without a warning, and the answers without its sentences."""

    library: str
    message: str
    told: bool
    gone: Sequence[Answer]

    @property
    def sure(self) -> bool:
        """True if a sentence is shown as if it were the answer though those that tell it are gone."""
        return any(one.answered and one.sure and one.quotes for one in self.gone)


def asked(half: str) -> Iterator[Asked]:
    """The first messages of the conversations of a half."""
    for name in strangers.names(half):
        corpus = strangers.library(half, name)
        whole = Assistant(LibraryIndex.build(corpus))
        for one in _openings(strangers.messages(half, name)):
            verdict = strangers.judge(one, asyncio.run(each(whole, one.message, None)))
            bare = Assistant(LibraryIndex.build(without(corpus, set(strangers.pieces_of(one)))))
            gone = asyncio.run(each(bare, one.message, None))
            yield Asked(name, one.message, verdict in (Verdict.FIRST, Verdict.SHOWN), gone)


def _openings(messages: Sequence[Message]) -> Iterator[Message]:
    before = ""
    for one in messages:
        if one.conversation != before and one.want == "quote":
            yield one
        before = one.conversation


def without(corpus: Corpus, pieces: set[str]) -> Corpus:
    """A library without the sentences that hold any of some pieces of text."""
    papers = tuple(_without(paper, {strangers.plain(one) for one in pieces}) for paper in corpus.papers)
    return Corpus(name=corpus.name, digest=digest(None, papers), papers=papers)


def _without(paper: Paper, pieces: set[str]) -> Paper:
    kept = [one.text for one in sentences_of(paper) if not any(p in strangers.plain(one.text) for p in pieces)]
    return paper.model_copy(update={"abstract": " ".join(kept) or None})


def main() -> None:
    """Print both shares; of the half that may be read also what was shown in place of the sentence, if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("look", "score"), default="look")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    found = list(asked(given.half))
    for one in found if given.misses and given.half == "look" else ():
        if one.sure:
            print(f"{one.library}: {one.message}", *(q.text for a in one.gone for q in a.quotes[:1]), sep="\n    ")
    for name, hits in (
        ("there, and told", sum(x.told for x in found)),
        ("gone, and another shown", sum(x.sure for x in found)),
    ):
        low, high = Share(name=name, hits=hits, of=len(found)).interval()
        print(f"{name:<24} {hits:>4} of {len(found):>4} {hits / len(found):6.1%} ({low:.1%} to {high:.1%})")


if __name__ == "__main__":
    main()
