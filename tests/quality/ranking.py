"""``python -m tests.quality.ranking``: what each device of the ranking is worth, on every public collection, in one table.

Each row switches one device on over the row named first, or takes one away from what is shipped; the gain is paired
by question, with a 95 % bootstrap interval. Nothing here is fitted: what is shipped was chosen where the gain holds
on one collection without being looked for on the other.
"""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import numpy as np
import Stemmer

from corpus.models import Paper
from index.questions.ranked import ranked_by
from index.ranking.evaluate import ndcg
from index.terms.analyzer import Analyzer
from index.terms.query import REPAIRED
from index.terms.words import ASKING, LUCENE
from tests.quality.variants import Collection, Floats, Scorer, Terms, Variant, Weighted, collection

SEED, SAMPLES, CUT = 20261124, 2000, 10
FEEDBACK_DOCUMENTS, FEEDBACK_TERMS, ORIGINAL = 10, 30, 0.8
RESCORED, DIMENSIONS, LATENT = 200, 100, 0.3

_PORTER, _ANALYZER = Stemmer.Stemmer("porter"), Analyzer()
_SIMPLE = re.compile(r"[a-z0-9]+")


def lucene_terms(text: str) -> Terms:
    """Lower case, words, Lucene's stop words, Porter stems."""
    return [_PORTER.stemWord(word) or word for word in _SIMPLE.findall(text.lower()) if word not in LUCENE]


def our_terms(text: str, stop: frozenset[str] = LUCENE) -> Terms:
    """Terms of the shipped analyzer."""
    return [term for term, word in _ANALYZER.words(text) if word not in stop]


def once(terms: Iterable[str]) -> Weighted:
    """Every term of a question at one weight."""
    return dict.fromkeys(terms, 1.0)


def titled(times: int, terms: Callable[[str], Terms] = our_terms) -> Callable[[Collection, Paper], Terms]:
    """A paper's terms, its title's so many times."""
    return lambda _, paper: terms(paper.title) * times + terms(paper.abstract or "")


def pairs(terms: Terms) -> Terms:
    """Neighbouring terms as terms of their own."""
    return [f"{a}_{b}" for a, b in zip(terms, terms[1:], strict=False)]


def asked_ours(_: Collection, text: str) -> Weighted:
    """A question's terms, words of asking left out."""
    return once(our_terms(text, ASKING))


def asked_shipped(over: Collection, text: str) -> Weighted:
    """A question as the shipped index reads it: repairs, abbreviations and synonyms at their weights."""
    return over.index.reader.read(text).ranked


def asked_unexpanded(over: Collection, text: str) -> Weighted:
    """The same without other names: abbreviations, synonyms, the field's words for everyday ones."""
    concepts = over.index.reader.read(text).concepts
    return ranked_by(replace(one, others=tuple(o for o in one.others if o[1] == REPAIRED)) for one in concepts)


def with_pairs(weight: float) -> Variant:
    """What is shipped, with word pairs at a weight."""

    def document(_: Collection, paper: Paper) -> Terms:
        name, text = our_terms(paper.title), our_terms(paper.abstract or "")
        return name * 3 + text + pairs(name) + pairs(text)

    def question(over: Collection, text: str) -> Weighted:
        return dict(asked_shipped(over, text)) | dict.fromkeys(pairs(our_terms(text, ASKING)), weight)

    return Variant(document, question)


def feedback(scorer: Scorer, terms: Weighted, scores: Floats) -> Floats:
    """Cautious feedback: the weightiest terms of the first documents, the question's own at ``ORIGINAL``.

    RM3 (Abdul-Jaleel et al. 2004), with BM25 scores as the documents' weights.
    """
    top = np.argsort(-scores, kind="stable")[:FEEDBACK_DOCUMENTS]
    share = scores[top] / (scores[top].sum() or 1.0)
    worth = dict(zip(top.tolist(), share.tolist(), strict=True))
    found: dict[str, float] = defaultdict(float)
    for number, weight in worth.items():
        words = _documents(scorer)[number]
        for term, count in words.items():
            found[term] += weight * count / sum(words.values()) * scorer.idf(term)
    best = dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:FEEDBACK_TERMS])
    total, own = sum(best.values()) or 1.0, sum(terms.values()) or 1.0
    mixed = defaultdict(float, {term: ORIGINAL * weight / own for term, weight in terms.items()})
    for term, weight in best.items():
        mixed[term] += (1 - ORIGINAL) * weight / total
    return scorer.scores(mixed)


def _documents(scorer: Scorer) -> list[dict[str, float]]:
    """Every document as counted terms; made once a scorer."""
    kept: list[dict[str, float]] | None = getattr(scorer, "documents", None)
    if kept is None:
        kept = [{} for _ in range(scorer.size)]
        for term, (numbers, counts) in scorer.postings.items():
            for number, count in zip(numbers.tolist(), counts.tolist(), strict=True):
                kept[number][term] = count
        scorer.documents = kept  # type: ignore[attr-defined]
    return kept


def latent(scorer: Scorer, terms: Weighted, scores: Floats) -> Floats:
    """The first documents rescored with their likeness to the question in ``DIMENSIONS`` latent dimensions."""
    rows, columns = _latent(scorer)
    query = sum((w * scorer.idf(t) * columns[t] for t, w in terms.items() if t in columns), np.zeros(DIMENSIONS))
    top = np.argsort(-scores, kind="stable")[:RESCORED]
    norm = float(np.linalg.norm(query)) or 1.0
    like = rows[top] @ query / norm
    found = np.zeros(len(scores))
    found[top] = (1 - LATENT) * scores[top] / (scores[top].max() or 1.0) + LATENT * like + 1.0  # positive: found
    return found


def _latent(scorer: Scorer) -> tuple[Floats, dict[str, Floats]]:
    """Documents (unit rows) and terms in the latent space: a randomised truncated SVD of log tf × idf.

    Halko, Martinsson and Tropp 2011, "Finding structure with randomness", with two power iterations.
    """
    kept: tuple[Floats, dict[str, Floats]] | None = getattr(scorer, "latent", None)
    if kept is not None:
        return kept
    names = [term for term, (numbers, _) in scorer.postings.items() if len(numbers) > 1]
    cells = [(scorer.postings[t][0], (1 + np.log(scorer.postings[t][1])) * scorer.idf(t)) for t in names]

    def by_terms(right: Floats) -> Floats:  # A @ right, terms × k → documents × k
        found = np.zeros((scorer.size, right.shape[1]))
        for row, (numbers, values) in zip(right, cells, strict=True):
            found[numbers] += values[:, None] * row
        return found

    def by_documents(left: Floats) -> Floats:  # Aᵀ @ left
        return np.array([values @ left[numbers] for numbers, values in cells])

    random = np.random.default_rng(SEED)
    basis = np.linalg.qr(by_terms(random.standard_normal((len(names), DIMENSIONS + 10))))[0]
    for _ in range(2):
        basis = np.linalg.qr(by_terms(by_documents(basis)))[0]
    left, values, right = np.linalg.svd(by_documents(basis).T, full_matrices=False)
    rows = (basis @ left)[:, :DIMENSIONS] * values[:DIMENSIONS]
    rows /= np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9
    kept = rows, dict(zip(names, right[:DIMENSIONS].T, strict=True))
    scorer.latent = kept  # type: ignore[attr-defined]
    return kept


def mistyped(asked: Mapping[str, str]) -> dict[str, str]:
    """Each question with one slip in one of its words of five letters or more: dropped, doubled, swapped or changed."""
    random, slipped = np.random.default_rng(SEED), {}
    for name, text in asked.items():
        places = [m.span() for m in re.finditer(r"\b[a-z]{5,}\b", text) if m[0] not in ASKING]
        if places:
            start, end = places[int(random.integers(len(places)))]
            text = text[:start] + _slip(text[start:end], random) + text[end:]
        slipped[name] = text
    return slipped


def _slip(word: str, random: np.random.Generator) -> str:
    at, kind = int(random.integers(1, len(word) - 1)), int(random.integers(4))
    letter = chr(97 + int(random.integers(26)))
    return (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + letter + word[at + 1 :],
    )[kind]


async def searched(over: Collection, asked: Mapping[str, str]) -> Floats:
    """The measure of every question by the shipped search, whole."""
    found = []
    for name, text in asked.items():
        hits = await over.index.search(text, over.cut)
        found.append(ndcg([hit.key for hit in hits], over.grades[name], over.cut))
    return np.array(found)


LUCENES = Variant(titled(1, lucene_terms), lambda _, text: once(lucene_terms(text)), 0.9, 0.4)
OURS = Variant(titled(3), asked_shipped)
_BEFORE, _OURS = "+ k1 1.2, b .75", "+ light words, repair, abbreviations, synonyms = ours"
ROWS: dict[str, Variant] = {
    "Lucene's settings (k1 .9, b .4, Porter)": LUCENES,
    "+ our analyzer": Variant(titled(1), lambda _, text: once(our_terms(text)), 0.9, 0.4),
    "+ words of asking left out": Variant(titled(1), asked_ours, 0.9, 0.4),
    "+ title three times": Variant(titled(3), asked_ours, 0.9, 0.4),
    _BEFORE: Variant(titled(3), asked_ours),
    _OURS: OURS,
    "ours − abbreviations and synonyms": Variant(titled(3), asked_unexpanded),
    "ours + word pairs at .05": with_pairs(0.05),
    "ours + word pairs at .1": with_pairs(0.1),
    "ours + word pairs at .2": with_pairs(0.2),
    "ours + feedback (10, 30, .8)": Variant(titled(3), asked_shipped, rescore=feedback),
    "ours + SVD (200, 100, .3)": Variant(titled(3), asked_shipped, rescore=latent),
}


def gain(new: Floats, old: Floats) -> tuple[float, float, float]:
    """The mean difference of paired measures and its 95 % bootstrap interval."""
    difference = new - old
    random = np.random.default_rng(SEED)
    means = difference[random.integers(len(difference), size=(SAMPLES, len(difference)))].mean(1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(difference.mean()), float(low), float(high)


def main() -> None:
    """Print the table."""
    for over in (collection("scifact", 10), collection("pubmedqa", 1)):
        print(f"\n{over.name}: {len(over.asked)} questions, {len(over.papers):,} abstracts, nDCG@{over.cut}")
        found = {name: variant.measure(over) for name, variant in ROWS.items()}
        lucene = next(iter(found.values()))
        for name, measured in found.items():
            _row(name, measured, found[_OURS] if name.startswith("ours") else lucene)
        shipped = asyncio.run(searched(over, over.asked))
        _row("shipped = ours + the first 50 read", shipped, lucene)
        _row("  the same, over ours", shipped, found[_OURS])
        slipped = mistyped(over.asked)
        _row("shipped, one typo a question", asyncio.run(searched(over, slipped)), shipped)
        _row("the same without repair", ROWS[_BEFORE].measure(over, slipped), found[_BEFORE])


def _row(name: str, measured: Floats, against: Floats) -> None:
    by, low, high = gain(measured, against)
    print(f"  {name:58} {measured.mean():.4f}  {by:+.4f} ({low:+.4f} to {high:+.4f})")


if __name__ == "__main__":
    main()
