"""Libraries of any size with a natural vocabulary: words drawn as often as they stand in biomedical abstracts. Seeded."""

from __future__ import annotations

import random
from collections.abc import Iterator
from importlib.resources import files
from itertools import accumulate

from corpus.models import Corpus, Paper
from corpus.snapshots import digest

SEED = 20261123
NAMES = 40_000  # words no table has: gene names, places, drugs; most stand in a few abstracts only


class Words:
    """Draws words: nine in ten from the background table by its frequencies, one in ten a rarer name."""

    def __init__(self, seed: int = SEED) -> None:
        lines = (files("index") / "data" / "background.tsv").read_text("utf-8").splitlines()[1:]
        pairs = [line.split("\t") for line in lines]
        self._words = [word for word, _ in pairs]
        self._weights = list(accumulate(int(count) for _, count in pairs))
        self._chance = random.Random(seed)

    def draw(self, count: int) -> list[str]:
        """So many words, in the order drawn."""
        common = self._chance.choices(self._words, cum_weights=self._weights, k=count)
        return [self._name() if self._chance.random() < 0.1 else word for word in common]

    def _name(self) -> str:
        return f"gx{int(NAMES * self._chance.random() ** 3)}q"

    def sentence(self) -> str:
        """Eight to thirty words, one in six followed by a figure."""
        words = self.draw(self._chance.randint(8, 30))
        shown = [f"{w} {self._chance.random() * 100:.1f}%" if self._chance.random() < 0.03 else w for w in words]
        return f"{' '.join(shown).capitalize()}."

    def number(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``."""
        return self._chance.randint(low, high)


def papers(count: int) -> Iterator[Paper]:
    """So many papers of six to fourteen sentences."""
    words = Words()
    for number in range(count):
        abstract = " ".join(words.sentence() for _ in range(words.number(6, 14)))
        yield Paper(source_id=f"g{number}", title=" ".join(words.draw(12)), abstract=abstract)


def library(count: int) -> Corpus:
    """A library of so many papers."""
    made = tuple(papers(count))
    return Corpus(name="generated", digest=digest(None, made), papers=made)


def questions(corpus: Corpus, count: int) -> list[str]:
    """Ten-word questions, their words taken from one paper's title and one of its sentences."""
    chance, made = random.Random(SEED + 1), []
    for _ in range(count):
        paper = chance.choice(corpus.papers)
        pool = paper.title.split() + (paper.abstract or "").split(". ")[chance.randint(0, 4)].split()
        made.append("what about " + " ".join(chance.sample(pool, min(10, len(pool)))))
    return made
