"""What every ranking engine keeps: a third one is added to ``ENGINES`` and has to pass all of it."""

from __future__ import annotations

import asyncio
import errno
import math
import random
import resource
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import RetrievalError
from index.models import Hit
from index.ranking.bm25 import KeptRankBM25, RankBM25
from index.ranking.engines import Among, Engine, Keep
from index.ranking.tantivy_engine import TantivyEngine
from tests.conftest import examples

K1, B = 1.2, 0.75
WORDS = [f"w{n}" for n in range(4000)]
CLOSE = 2e-3  # of the best score: what rounding may make of two scores, the widest of any engine's
Papers = Sequence[Sequence[str]]  # the terms of each paper's one passage


def rank_bm25(papers: Papers, _: Path) -> Engine:
    return RankBM25([(f"p{n}#1", f"p{n}") for n in range(len(papers))], papers, K1, B)


def tantivy(papers: Papers, folder: Path) -> Engine:
    return TantivyEngine.create(
        folder, [(f"p{n}#1", f"p{n}", " ".join(terms)) for n, terms in enumerate(papers)], K1, B
    )


def kept_rank_bm25(papers: Papers, folder: Path) -> Engine:
    return KeptRankBM25.create(
        folder, [(f"p{n}#1", f"p{n}", " ".join(terms)) for n, terms in enumerate(papers)], K1, B
    )


ENGINES: tuple[Callable[[Papers, Path], Engine], ...] = (rank_bm25, kept_rank_bm25, tantivy)
every_engine = pytest.mark.parametrize("make", ENGINES, ids=lambda make: make.__name__)

TERM = st.sampled_from(
    [*"abcdefgh", "il-6", "5.8", "t(9;22)", "×", "β", "über", "and", "OR", '"x"', "key:p1", "*"]
)
# No longer than forty terms: engines may keep longer lengths in a byte.
PAPERS = st.lists(st.lists(TERM, max_size=40), min_size=1, max_size=12).filter(any)
QUESTION = st.dictionaries(st.one_of(TERM, st.text(max_size=3)), st.sampled_from([1.0, 0.5, 0.3]), max_size=6)


def search(engine: Engine, terms: Mapping[str, float], k: int = 50, keep: Keep | None = None) -> list[Hit]:
    return asyncio.run(engine.search(terms, k, keep))


def expected(papers: Papers, terms: Mapping[str, float]) -> dict[str, float]:
    """BM25 by its formula: Robertson and Zaragoza 2009, with Lucene's idf, times k1 + 1."""
    mean = sum(map(len, papers)) / len(papers)
    scores = {}
    for number, words in enumerate(papers):
        counts, score = Counter(words), 0.0
        for term, weight in terms.items():
            holding = sum(term in other for other in papers)
            idf = math.log(1 + (len(papers) - holding + 0.5) / (holding + 0.5))
            norm = K1 * (1 - B + B * len(words) / mean)
            score += weight * idf * counts[term] * (K1 + 1) / (counts[term] + norm) if counts[term] else 0.0
        if any(term in counts for term in terms):
            scores[f"p{number}"] = score
    return scores


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    base = tmp_path_factory.mktemp("engines")
    return lambda: Path(tempfile.mkdtemp(dir=base))


@every_engine
@settings(max_examples=examples(40), deadline=None)
@given(papers=PAPERS, terms=QUESTION)
def test_scores_are_bm25s_and_the_order_is_theirs(
    make: Callable[[Papers, Path], Engine], folders: Callable[[], Path], papers: Papers, terms: dict[str, float]
) -> None:
    holds_scores(make(papers, folders()), papers, terms)


def holds_scores(engine: Engine, papers: Papers, terms: Mapping[str, float]) -> None:
    """What every engine's scores and order are."""
    hits = search(engine, terms)
    wanted = expected(papers, terms)
    assert {hit.key for hit in hits} == set(wanted)
    room = CLOSE * max(wanted.values(), default=0.0) + 1e-4
    assert all(abs(hit.score - wanted[hit.key]) <= room for hit in hits)
    assert [hit.passage_id for hit in hits] == [f"{hit.key}#1" for hit in hits]
    ranks = [(-hit.score, int(hit.key[1:])) for hit in hits]
    assert ranks == sorted(ranks)


@every_engine
@settings(max_examples=examples(25), deadline=None)
@given(papers=PAPERS, terms=QUESTION, k=st.integers(1, 5), kept=st.sets(st.integers(0, 11)))
def test_filters_and_k_take_from_the_same_ranking(
    make: Callable[[Papers, Path], Engine],
    folders: Callable[[], Path],
    papers: Papers,
    terms: dict[str, float],
    k: int,
    kept: set[int],
) -> None:
    keys, engine = frozenset(f"p{number}" for number in kept), make(papers, folders())
    holds_filters(engine, terms, k, keys.__contains__)
    holds_filters(engine, terms, k, Among(keys))
    holds_filters(engine, terms, k, Among(keys, lambda key: key != "p1"))


def holds_filters(engine: Engine, terms: Mapping[str, float], k: int, keep: Keep) -> None:
    """What every engine makes of a filter and of ``k``."""
    whole = [hit for hit in search(engine, terms) if keep(hit.key)]
    assert search(engine, terms, k, keep) == whole[:k]
    assert search(engine, terms, k, keep) == search(engine, terms, k, keep)


@every_engine
def test_a_term_many_papers_share_is_worth_less_but_something(
    make: Callable[[Papers, Path], Engine], tmp_path: Path
) -> None:
    hits = search(make([["a", "b"], ["a"], ["a"], ["a", "c"]], tmp_path), {"a": 1.0, "c": 1.0})
    assert hits[0].key == "p3"
    assert all(hit.score > 0 for hit in hits)
    assert len(hits) == 4


@every_engine
def test_nothing_to_search_is_said(make: Callable[[Papers, Path], Engine], tmp_path: Path) -> None:
    with pytest.raises(RetrievalError, match="nothing to search"):
        make([[], []], tmp_path)


@every_engine
def test_no_known_term_finds_nothing(make: Callable[[Papers, Path], Engine], tmp_path: Path) -> None:
    engine = make([["a"]], tmp_path)
    assert search(engine, {}) == []
    assert search(engine, {"zzz": 1.0}) == []


def test_tantivy_has_its_own_k1_and_b(tmp_path: Path) -> None:
    with pytest.raises(RetrievalError, match="rank-bm25"):
        TantivyEngine.create(tmp_path, [("p0#1", "p0", "a")], 0.9, 0.4)


def test_tantivy_follows_what_comes_and_goes(tmp_path: Path) -> None:
    engine = TantivyEngine.create(tmp_path, [("p0#1", "p0", "a b"), ("p0#2", "p0", "a"), ("p1#1", "p1", "a")])
    assert (engine.name, engine.generation) == ("tantivy", "0")
    engine.add([("p2#1", "p2", "c")])
    assert [hit.key for hit in search(engine, {"c": 1.0})] == ["p2"]
    engine.remove(["p0"])
    assert [hit.key for hit in search(engine, {"a": 1.0, "b": 1.0})] == ["p1"]
    assert engine.name == "tantivy g2"
    again = TantivyEngine.open(tmp_path)
    assert search(again, {"a": 1.0, "c": 1.0}) == search(engine, {"a": 1.0, "c": 1.0})


def files(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.endswith(".lock"))


THERE = [("p0#1", "p0", "bone")]


def of_four_thousand(count: int) -> Iterator[tuple[str, str, str]]:
    chosen = random.Random(7)
    return ((f"p{n}#1", f"p{n}", " ".join(chosen.choices(WORDS, k=100))) for n in range(1, count))


@pytest.mark.parametrize("room", [60, 10_000])
def test_what_tantivy_cannot_write_is_the_systems_error(room: int, tmp_path: Path) -> None:
    """It has one error for everything: a full disk was unexpected."""
    made = TantivyEngine.create(tmp_path / "made", THERE)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large") as created:
            TantivyEngine.create(tmp_path / "new", of_four_thousand(400))
        with pytest.raises(OSError, match="File too large") as added:
            made.add(of_four_thousand(400))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (created.value.errno, added.value.errno) == (errno.EFBIG, errno.EFBIG)


def test_what_tantivy_cannot_lock_is_the_systems_error(tmp_path: Path) -> None:
    made = TantivyEngine.create(tmp_path, THERE)
    lock = tmp_path / "inverted" / ".tantivy-writer.lock"
    lock.unlink(missing_ok=True)
    lock.mkdir()
    with pytest.raises(IsADirectoryError):
        made.remove(["p0"])


@pytest.mark.parametrize("number", range(11))
def test_a_damaged_file_of_tantivys_is_not_opened(tmp_path: Path, number: int) -> None:
    TantivyEngine.create(tmp_path, [(f"p{n}#1", f"p{n}", f"a t{n}") for n in range(50)])
    found = [
        path for path in files(tmp_path) if path.stat().st_size and path.name not in ("passages", "seen.json")
    ]
    path = found[number % len(found)]
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    # put in its place: what made the index may have the file mapped, and must not see it cut
    damaged = tmp_path / "damaged"
    damaged.write_bytes(content[: len(content) - (path.name == "passages.table")])
    damaged.replace(path)
    with pytest.raises(RetrievalError, match="missing or damaged"):
        TantivyEngine.open(tmp_path)
