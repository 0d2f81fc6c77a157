"""``python -m tests.quality.refusing``: how well a question that the library cannot answer is told from one it can.

PubMedQA's questions, each asked twice: of a library that holds its abstract, and of the same one without it. The
libraries are nine abstracts of one field (an abstract and its nearest by words) and all abstracts together. AUROC is
the chance that the answerable of two scores higher.
"""

from __future__ import annotations

import asyncio

import numpy as np

from corpus.models import Corpus
from corpus.snapshots import digest
from index.finding.account import account_of
from index.finding.outcome import ANSWERED, judge, support
from index.library import LibraryIndex
from index.models import Outcome
from tests.quality.learn import Floats, area
from tests.quality.variants import Collection, collection

NINE, EVERY = 9, 4  # abstracts of a small library; every fourth question is asked of one


async def asked_of(index: LibraryIndex, question: str, missing: str | None) -> tuple[float, bool]:
    """The support for an answer (0..1), and whether it was called one; ``missing`` is not to be found."""
    query = index.reader.read(question)
    _, readings, chosen = await index.read(query, (lambda key: key != missing) if missing else None)
    likely = support(account_of(readings, chosen, query), readings) if chosen else 0.0
    return likely, judge(readings, chosen, query).outcome is Outcome.ANSWERED


async def together(over: Collection) -> list[tuple[float, bool, float, bool]]:
    """Every question, of all abstracts and of all but its own."""
    found = []
    for key, text in over.asked.items():
        found.append((*await asked_of(over.index, text, None), *await asked_of(over.index, text, key)))
    return found


async def of_one_field(over: Collection) -> list[tuple[float, bool, float, bool]]:
    """Some questions, of nine abstracts of one field with and without the one that answers."""
    found, papers = [], {paper.key: paper for paper in over.papers}
    for key, text in list(over.asked.items())[::EVERY]:
        near = [key, *(kin.key for kin in await over.index.related(key, NINE))]
        libraries = [tuple(papers[one] for one in keys) for keys in (near[:NINE], near[1 : NINE + 1])]
        built = [LibraryIndex.build(Corpus(name="field", digest=digest(None, p), papers=p)) for p in libraries]
        found.append((*await asked_of(built[0], text, None), *await asked_of(built[1], text, None)))
    return found


def main() -> None:
    """Print both figures."""
    over = collection("pubmedqa", 1)
    for name, measure in (
        ("nine abstracts of one field", of_one_field),
        (f"{len(over.papers)} abstracts", together),
    ):
        rows = asyncio.run(measure(over))
        scores: Floats = np.array([row[0] for row in rows] + [row[2] for row in rows])
        known: Floats = np.array([1.0] * len(rows) + [0.0] * len(rows))
        refused = 1 - np.mean([row[1] for row in rows])
        wrong = np.mean([row[3] for row in rows])
        print(
            f"{name}: {len(rows)} questions, AUROC {area(scores, known):.4f}; at the shipped threshold {ANSWERED}: "
            f"{100 * refused:.1f} % of the answerable refused, {100 * wrong:.1f} % of the others answered"
        )


if __name__ == "__main__":
    main()
