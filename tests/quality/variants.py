"""A way to rank, measured: public collections, BM25 over terms, and what may be changed of either."""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from corpus.models import Corpus, Paper
from corpus.snapshots import digest
from index.library import LibraryIndex
from index.ranking.evaluate import ndcg
from tests.quality.sets import IREVAL

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Terms = list[str]
Weighted = Mapping[str, float]


@dataclass(frozen=True)
class Collection:
    """Documents, questions and judgements; ``cut`` is where the measure looks (nDCG@10; 1: right abstract first)."""

    name: str
    papers: tuple[Paper, ...]
    asked: dict[str, str]
    grades: dict[str, dict[str, int]]
    cut: int

    @cached_property
    def index(self) -> LibraryIndex:
        """The shipped index over it."""
        return LibraryIndex.build(Corpus(name=self.name, digest=digest(None, self.papers), papers=self.papers))


def collection(name: str, cut: int) -> Collection:
    """A collection as it lies beside the repository."""
    papers = tuple(
        Paper(source_id=row["id"], title=row.get("title") or "", abstract=_joined(row["text"]))
        for row in _rows(name, "corpus.jsonl")
    )
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    with gzip.open(IREVAL / name / "qrels.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            query, document, grade = line.split("\t")
            if grade.strip().isdigit():
                grades[query][document] = int(grade)
    asked = {str(row["id"]): row["text"] for row in _rows(name, "queries.jsonl") if str(row["id"]) in grades}
    return Collection(name, papers, asked, dict(grades), cut)


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else " ".join(part.strip() for part in text)


def _rows(name: str, file: str) -> Iterable[dict[str, Any]]:
    with gzip.open(IREVAL / name / f"{file}.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


class Scorer:
    """BM25 with Lucene's idf over documents given as terms; every document's score at once."""

    def __init__(self, documents: Sequence[Sequence[str]], k1: float, b: float) -> None:
        lengths = np.array([len(words) for words in documents], dtype=float)
        self._norm = k1 * (1 - b + b * lengths / lengths.mean())
        postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, words in enumerate(documents):
            for term, count in Counter(words).items():
                postings[term].append((number, count))
        self.size = len(documents)
        self.postings = {
            t: (np.array([n for n, _ in p]), np.array([c for _, c in p], float)) for t, p in postings.items()
        }

    def idf(self, term: str) -> float:
        """Lucene's idf."""
        n = len(self.postings[term][0])
        return math.log(1 + (self.size - n + 0.5) / (n + 0.5))

    def scores(self, terms: Weighted) -> Floats:
        """A score for every document."""
        found = np.zeros(self.size)
        for term, weight in sorted(terms.items()):
            if term in self.postings:
                numbers, counts = self.postings[term]
                found[numbers] += weight * self.idf(term) * counts / (counts + self._norm[numbers])
        return found


@dataclass(frozen=True)
class Variant:
    """One way to rank: how texts and questions become terms, how BM25 is set, what is done to its scores."""

    document: Callable[[Collection, Paper], Terms]
    question: Callable[[Collection, str], Weighted]
    k1: float = 1.2
    b: float = 0.75
    rescore: Callable[[Scorer, Weighted, Floats], Floats] | None = None

    def measure(self, over: Collection, asked: Mapping[str, str] | None = None) -> Floats:
        """The measure of every question, in their order."""
        scorer = Scorer([self.document(over, paper) for paper in over.papers], self.k1, self.b)
        keys = [paper.key for paper in over.papers]
        found = []
        for name, text in (asked or over.asked).items():
            terms = self.question(over, text)
            scores = scorer.scores(terms)
            if self.rescore:
                scores = self.rescore(scorer, terms, scores)
            top = np.lexsort((np.arange(len(scores)), -np.round(scores, 9)))[: over.cut]
            found.append(ndcg([keys[i] for i in top if scores[i] > 0], over.grades[name], over.cut))
        return np.array(found)
