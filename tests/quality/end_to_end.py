"""``python -m tests.quality.end_to_end``: is the first sentence shown gold evidence, over all of SciFact's abstracts?

Nothing is fitted to SciFact here: ranking, choice and outcome are as shipped. SciFact's gold are sentences of its
abstracts; one counts as shown where the quoted sentence holds it.
"""

from __future__ import annotations

import asyncio
import gzip
import json

from tests.quality.sets import IREVAL
from tests.quality.variants import Collection, collection


async def measured(over: Collection) -> list[tuple[bool, bool]]:
    """For every claim with gold evidence: whether the first sentence is gold, and whether one of three is."""
    texts, found = _sentences(), []
    for key, papers in _gold().items():
        gold = {paper: [texts[paper][number].strip() for number in numbers] for paper, numbers in papers.items()}
        query = over.index.reader.read(over.asked[key])
        _, _, chosen = await over.index.read(query)
        shown = [(one.sentence.key, one.sentence.text) for one in chosen]
        right = [any(said in text or text in said for said in gold.get(paper, ())) for paper, text in shown]
        found.append((right[:1] == [True], any(right)))
    return found


def _sentences() -> dict[str, list[str]]:
    with gzip.open(IREVAL / "scifact" / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {str(row["id"]): row["sentences"] for row in map(json.loads, lines)}


def _gold() -> dict[str, dict[str, list[int]]]:
    """The claims with evidence: by paper, the numbers of its gold sentences."""
    with gzip.open(IREVAL / "scifact" / "queries.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = {str(row["id"]): row["evidence"] for row in map(json.loads, lines)}
    return {
        key: {paper: [n for group in said["rationales"] for n in group] for paper, said in evidence.items()}
        for key, evidence in rows.items()
        if evidence
    }


def main() -> None:
    """Print both shares."""
    found = asyncio.run(measured(collection("scifact", 10)))
    first, three = (sum(one[i] for one in found) / len(found) for i in (0, 1))
    print(
        f"{len(found)} claims over all abstracts: first sentence gold {first:.3f}, one of those shown {three:.3f}"
    )


if __name__ == "__main__":
    main()
