"""Questions made by rule from PubMedQA: each against a library of its field that holds the abstract it was asked of, or does not.

PubMedQA's questions are the titles of papers and its abstracts come without their conclusions
(https://pubmedqa.github.io, MIT). They are longer and use more of the abstract's words than what people type, so
that they teach less; but nobody chose them.
"""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from corpus.models import Corpus, Paper
from corpus.snapshots import digest
from index.ranking.bm25 import RankBM25
from index.terms.analyzer import Analyzer
from index.terms.words import ASKING
from tests.quality.sets import IREVAL, QUESTIONS, library, peoples_sets

# so many abstracts a field: half of them are the library, the others' questions have no answer
SEED, FIELD = (
    20261124,
    24,
)


def fields() -> Iterator[tuple[Corpus, list[tuple[str, bool]]]]:
    """Libraries of twelve papers of one field, each with its questions and whether an abstract of it answers them.

    An abstract drawn at random and its nearest neighbours by BM25, until all are used; papers of the question sets
    left out. Nothing where the public data is not beside the repository.
    """
    if not IREVAL.is_dir():
        return
    asked = {str(row["id"]): str(row["text"]) for row in _rows("queries")}
    papers = {str(row["id"]): Paper(source_id=row["id"], abstract=row["text"]) for row in _rows("corpus")}
    left = sorted(asked.keys() & papers.keys() - held_back())
    random = np.random.default_rng(SEED)
    while len(left) >= FIELD:
        near = asyncio.run(_nearest(papers, str(random.choice(left)), left))
        left = [key for key in left if key not in near]
        inside = set(random.permutation(near)[: FIELD // 2])
        kept = tuple(papers[key] for key in sorted(inside))
        corpus = Corpus(name="field", digest=digest(None, kept), papers=kept)
        yield corpus, [(asked[key], key in inside) for key in near]


async def _nearest(papers: dict[str, Paper], seed: str, left: list[str]) -> list[str]:
    analyzer = Analyzer()
    terms = [[t.term for t in analyzer.tokens(papers[key].abstract or "") if t.word not in ASKING] for key in left]
    engine = RankBM25([(key, key) for key in left], terms, 1.2, 0.75)
    hits = await engine.search(dict.fromkeys(terms[left.index(seed)], 1.0), FIELD, None)
    return [hit.key for hit in hits]


def held_back() -> set[str]:
    """The PubMedQA ids that the hand-written sets are about."""
    files = [json.loads((QUESTIONS / name / "papers.json").read_text("utf-8")) for name in ("other", "themed")]
    sets = [*files, *(part for file in files for part in file.values() if isinstance(part, dict))]
    libraries = [one for one in map(library, peoples_sets()) if one]
    people = (paper.source_id for one in libraries for paper in one.papers)
    return {str(key) for part in sets for key in part.get("pubmedqa", ())} | {str(key) for key in people}


def _rows(name: str) -> list[dict[str, Any]]:
    with gzip.open(IREVAL / "pubmedqa" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
