"""The engine that uses rank-bm25, with Lucene's IDF. Only this file imports rank-bm25."""

from __future__ import annotations

import heapq
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rank_bm25 import BM25Okapi

from corpus.checked import check, read_checked, sums_of, write_checked
from corpus.errors import CorpusError, RetrievalError
from corpus.records import Records, RecordWriter
from corpus.remembering import remembered
from index.models import Hit
from index.ranking.engines import K1, B, Keep, idf

TERMS = 20_000  # terms whose scores are kept once they were computed


class LuceneBM25(BM25Okapi):  # type: ignore[misc]  # rank-bm25 ships no types
    """BM25Okapi with Lucene's IDF, ln(1 + (N − n + 0.5) / (n + 0.5)) for a term in n of N passages, which is
    always above 0.

    Its scores are Lucene's times the constant k1 + 1 (Kamphuis et al. 2020, "Which BM25 Do You Mean?").
    rank-bm25's own IDF is 0 for a term in half of the passages, and may be higher for a more frequent term than
    for a rarer one; the theme words of a special issue are such terms.
    """

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        for term, n in nd.items():
            self.idf[term] = idf(self.corpus_size, n)


class RankBM25:
    """The engine for small libraries: exact BM25 in memory."""

    name = "rank-bm25"

    def __init__(
        self,
        passages: Sequence[tuple[str, str]],
        terms: Sequence[Sequence[str]],
        k1: float = K1,
        b: float = B,
    ) -> None:
        """Index passages, given as (passage id, paper key), with the terms of each.

        Raises RetrievalError if there are no terms, because rank-bm25 would divide by zero.
        """
        if not any(terms):
            raise RetrievalError(
                "There is nothing to search: no paper of this library has a title or an abstract."
            )
        self._passages = passages
        self._bm25 = LuceneBM25([list(words) for words in terms], k1=k1, b=b)
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(terms):
            for term in set(words):
                self._postings[term].append(number)
        self._scores = remembered(self._scored, TERMS)

    def frequency(self, term: str) -> int:
        """The number of passages that contain a term."""
        return len(self._postings.get(term, ()))

    async def search(self, terms: Mapping[str, float], k: int, keep: Keep | None = None) -> list[Hit]:
        """See :class:`index.ranking.engines.Engine`."""
        scores: dict[int, float] = defaultdict(float)
        for term, weight in sorted(terms.items()):
            for number, score in self._scores(term):
                scores[number] += weight * score
        found = ((-round(score, 9), number) for number, score in scores.items() if self._kept(number, keep))
        return [self._hit(number, -score) for score, number in heapq.nsmallest(k, found)]

    def _scored(self, term: str) -> Sequence[tuple[int, float]]:
        """The passages that contain a term, each with the term's score in it."""
        holding = self._postings.get(term, [])
        return list(zip(holding, self._bm25.get_batch_scores([term], holding), strict=True)) if holding else ()

    def _kept(self, number: int, keep: Keep | None) -> bool:
        return keep is None or keep(self._passages[number][1])

    def _hit(self, number: int, score: float) -> Hit:
        passage_id, key = self._passages[number]
        return Hit(passage_id=passage_id, key=key, score=score)


_STATE, _PASSAGES = "state.json", "passages"


class KeptRankBM25(RankBM25):
    """The same engine for passages that another process wrote to disk; all of them are read when it is opened.

    See :class:`index.ranking.engines.KeptEngine`. It cannot be changed, only made again: ``add`` and ``remove`` raise
    RetrievalError.
    """

    generation = "0"

    @classmethod
    def create(
        cls, folder: Path, passages: Iterable[tuple[str, str, str]], k1: float = K1, b: float = B
    ) -> KeptRankBM25:
        """Write passages (id, paper key, terms joined by spaces) into a folder, and open them. Raises RetrievalError if
        there are no terms."""
        with RecordWriter(folder / _PASSAGES) as records:
            for passage in passages:
                records.add(json.dumps(passage).encode())
        files = sums_of(folder, [path.name for path in sorted(folder.iterdir())])
        write_checked(folder / _STATE, {"passages": records.count, "k1": k1, "b": b, "files": files})
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path) -> KeptRankBM25:
        """Open an index made by ``create``. Raises RetrievalError if it is missing or damaged."""
        try:
            state = read_checked(folder / _STATE)
            check(folder, state["files"])
            records = Records(folder / _PASSAGES, int(state["passages"]))
            rows = [json.loads(records[number]) for number in range(len(records))]
            named = [(passage_id, key) for passage_id, key, _ in rows]
            k1, b = float(state["k1"]), float(state["b"])
        except (CorpusError, OSError, ValueError, KeyError, TypeError):
            raise RetrievalError("the engine's index is missing or damaged") from None
        return cls(named, [terms.split() for _, _, terms in rows], k1, b)

    def add(self, passages: Iterable[tuple[str, str, str]]) -> None:
        """Raises RetrievalError: a small library's index is not changed."""
        raise RetrievalError("a small library's index is made anew")

    def remove(self, keys: Iterable[str]) -> None:
        """Raises RetrievalError: a small library's index is not changed."""
        raise RetrievalError("a small library's index is made anew")
