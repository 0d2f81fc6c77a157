"""Fits the weights of sentences: ``python -m tests.quality.learn_sentences`` prints them with their figures.

Data that may be read: five hand-written sets (a sentence is gold where it holds the phrase a reply needs) and
SciFact's claims of the training split (gold evidence sentences). For each question and right paper the weights
should put a gold sentence above the others: a list-wise logistic loss (softmax over the paper's sentences), each
collection counting the same. Every figure is of a collection left out while fitting. The weights are copied into
``index/finding/scoring.py`` by hand.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from corpus.models import Corpus, Paper
from corpus.snapshots import digest
from index.finding import scoring
from index.finding.evidence import read_paper
from index.finding.texts import PaperTexts
from index.library import LibraryIndex
from index.terms.query import Query
from tests.quality.sets import IREVAL, SETS, library, questions

PAPER = ("paper", "named", "rank")  # the same for every sentence of a paper
NAMES = tuple(name for name in scoring.WEIGHTS if name not in PAPER)
RIDGE, STEPS, RATE = 0.02, 1000, 0.5
SCALE = 7.0  # what "sentence" weighs: the others are told beside it
Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


class Listed(NamedTuple):
    """One question and one right paper: a row of features for each sentence, and which are gold."""

    rows: Floats
    gold: Floats


def main() -> None:
    """Fit on all collections but one, for each; then on all."""
    found = {name: list(hand_written(name)) for name in SETS} | {"scifact": list(scifact())}
    now = np.array([scoring.WEIGHTS[name] for name in NAMES])
    print(f"{'left out':<10} lists  first, now  first, fitted  in three, now  in three, fitted")
    for name, lists in found.items():
        fitted = fit([rest for other, rest in found.items() if other != name])
        figures = [f"{share(lists, weights, k):.3f}" for k in (1, 3) for weights in (now, fitted)]
        print(f"{name:<10} {len(lists):>5}  {'  '.join(f'{figure:>12}' for figure in figures)}")
    weights = fit(list(found.values()))
    print({name: round(float(weight), 2) for name, weight in zip(NAMES, weights, strict=True)})


def hand_written(name: str) -> Iterator[Listed]:
    """The lists of a hand-written set: questions about content, first turns only."""
    corpus = library(name)
    assert corpus is not None, "the public retrieval data is not beside the repository"
    index = LibraryIndex.build(corpus)
    for asked in questions(name, "look"):
        if asked.kind == "content" and asked.needs:
            query = index.reader.read(asked.question)
            for key in asked.papers:
                texts = index.texts(key)
                gold = [any(phrase in line.sentence.text for phrase in asked.needs[0]) for line in texts.lines]
                yield from listed(texts, query, gold)


def scifact() -> Iterator[Listed]:
    """The lists of SciFact's training claims: gold sentences by where they lie in the abstract."""
    records = {record["id"]: record for record in _read("corpus")}
    papers = {i: Paper(source_id=i, title=r["title"], abstract=r["text"]) for i, r in records.items()}
    corpus = Corpus(name="scifact", digest=digest(None, tuple(papers.values())), papers=tuple(papers.values()))
    index = LibraryIndex.build(corpus)
    for claim in _read("queries"):
        query = index.reader.read(claim["text"])
        for key, found in claim["evidence"].items():
            wanted = {at for rationale in found["rationales"] for at in rationale}
            spans = [span for at, span in enumerate(_spans(records[key])) if at in wanted]
            texts = index.texts(key)
            gold = [
                any(min(end, line.sentence.end) - max(start, line.sentence.start) > 10 for start, end in spans)
                for line in texts.lines
            ]
            yield from listed(texts, query, gold)


def _read(name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(IREVAL / "scifact" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _spans(record: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """Where SciFact's own sentences lie in the abstract."""
    text, at = str(record["text"]), 0
    for sentence in record["sentences"]:
        at = text.index(sentence, at)
        yield at, at + len(sentence)
        at += len(sentence)


def listed(texts: PaperTexts, query: Query, gold: list[bool]) -> Iterator[Listed]:
    """A list, unless none or all of its sentences are gold."""
    if any(gold) and not all(gold):
        yield Listed(_features(texts, query), np.array(gold, dtype=float))


def _features(texts: PaperTexts, query: Query) -> Floats:
    """One row a sentence: what each weight is multiplied with, asked for one weight at a time."""
    kept = dict(scoring.WEIGHTS)
    columns = []
    try:
        for name in NAMES:
            scoring.WEIGHTS.update(dict.fromkeys(kept, 0.0) | {name: 1.0})
            found = read_paper(texts, query, 1.0).candidates
            columns.append([one.score for one in sorted(found, key=lambda one: one.sentence.number)])
    finally:
        scoring.WEIGHTS.update(kept)
    return np.array(columns).T


def fit(collections: list[list[Listed]]) -> Floats:
    """The weights that make gold sentences likeliest under a softmax over each paper, by gradient descent."""
    lists = [(one, 1 / len(lists)) for lists in collections for one in lists]
    weights = np.array([scoring.WEIGHTS[name] for name in NAMES])
    for _ in range(STEPS):
        slope = RIDGE * weights
        for one, worth in lists:
            scores = one.rows @ weights
            likely = np.exp(scores - scores.max())
            right = likely * one.gold
            slope -= worth * (one.rows.T @ (right / right.sum() - likely / likely.sum()))
        weights = weights - RATE * slope
    found: Floats = weights * SCALE / weights[NAMES.index("sentence")]
    return found


def share(lists: list[Listed], weights: Floats, k: int) -> float:
    """The share of lists with a gold sentence among their first ``k``."""
    hits = [one.gold[np.argsort(-(one.rows @ weights), kind="stable")[:k]].any() for one in lists]
    return float(np.mean(hits))


if __name__ == "__main__":
    main()
