"""Measures how good a ranking is (nDCG, recall, reciprocal rank, with bootstrap intervals), and reads and writes the
files that retrieval tools exchange (TREC, BEIR): queries, judgements (qrels) and runs, plain or gzip, TSV or JSON
Lines.

nDCG is trec_eval's ``ndcg_cut`` (gain = grade, discount = log2(rank + 1); Järvelin and Kekäläinen 2002, "Cumulated
gain-based evaluation of IR techniques"); a query's measures are 0 if nothing relevant was found. Tests compare all of
them with ``ir_measures``. Two choices differ from it: the order measured is the one that readers see, while trec_eval
sorts by score again and puts equal scores in falling order of their keys; and a query without a relevant paper is left
out of the mean, not counted as 0.
"""

from __future__ import annotations

import gzip
import json
import math
import random
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from corpus.errors import RetrievalError
from corpus.models import Model

Qrels = dict[str, dict[str, int]]
OUTSIDE = 0.025  # the share of the samples that lie below an interval, and above it
SEED, SAMPLES = 20261123, 1000  # of the bootstrap: any seed will do, as long as it stays
LONGEST = 2**20  # characters of a line: a file of one endless line, perhaps packed, would fill the memory


def read_queries(path: Path) -> dict[str, str]:
    """Query texts by id, from lines ``id<TAB>text`` or JSON objects {"_id" or "id", "text" or "question"}.

    Raises RetrievalError, with file and line, for any other line; so do the other readers here.
    """
    queries: dict[str, str] = {}
    for number, line in _lines(path):
        if line.startswith("{"):
            record = _record(path, number, line)
            name, text = _field(record, "_id", "id"), _field(record, "text", "question")
        else:
            name, _, text = line.partition("\t")
        if not name or not text:
            raise RetrievalError(f"{path.name}, line {number}: a query is an id, a tab and its text.")
        if number == 1 and name.lower() in ("id", "_id", "qid", "query-id", "query_id"):
            continue
        queries[name] = text
    return queries


def read_qrels(path: Path) -> Qrels:
    """Grades by query id and paper key, from 3 columns (query, paper, grade), 4 (the second is ignored) or JSON
    Lines."""
    qrels: Qrels = {}
    for number, line in _lines(path):
        columns = _qrel_record(path, number, line) if line.startswith("{") else _columns(line)
        if len(columns) == 4:
            columns = [columns[0], columns[2], columns[3]]
        if number == 1 and len(columns) == 3 and not _is_grade(columns[2]):
            continue
        if len(columns) != 3 or not _is_grade(columns[2]):
            raise RetrievalError(
                f"{path.name}, line {number}: a judgement is a query, a paper and a grade (a whole number)."
            )
        qrels.setdefault(columns[0], {})[columns[1]] = int(float(columns[2]))
    return qrels


def run_lines(run: Mapping[str, Sequence[tuple[str, float]]], tag: str) -> Iterable[str]:
    """A run in TREC's six columns, one line for each paper. White space in a key is written as in a URL (%20)."""
    for query, hits in run.items():
        for rank, (key, score) in enumerate(hits, 1):
            yield f"{_word(query)} Q0 {_word(key)} {rank} {score:.6f} {tag}"


def _word(text: str) -> str:
    return text if not any(c.isspace() for c in text) else quote(text, safe="/:;,.()<>[]-_~!*'@&=+$?#")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
        with gzip.open(path, "rt", encoding="utf-8-sig") if packed else path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(iter(lambda: lines.readline(LONGEST + 1), ""), 1):
                if len(line) > LONGEST:
                    raise RetrievalError(f"{path.name}, line {number}: it is longer than {LONGEST:,} characters.")
                if line.strip():
                    yield number, line.rstrip("\r\n")
    except OSError as error:
        raise RetrievalError(f"{path} could not be read: {error.strerror or error}.") from None
    except (EOFError, zlib.error, UnicodeDecodeError):
        raise RetrievalError(f"{path.name} is damaged or not UTF-8 text.") from None


def _columns(line: str) -> list[str]:
    return [column.strip() for column in line.split("\t")] if "\t" in line else line.split()


def _record(path: Path, number: int, line: str) -> dict[str, object]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict):
        raise RetrievalError(f"{path.name}, line {number}: it begins like JSON but is not an object.")
    return record


def _field(record: Mapping[str, object], *names: str) -> str:
    value = next((record[name] for name in names if record.get(name) not in (None, "")), "")
    return str(value) if isinstance(value, str | int) else ""


def _qrel_record(path: Path, number: int, line: str) -> list[str]:
    record = _record(path, number, line)
    grade = next((record[name] for name in ("score", "grade", "relevance") if name in record), "")
    return [
        _field(record, "query-id", "query_id", "query", "qid"),
        _field(record, "corpus-id", "corpus_id", "document", "doc_id", "docid", "key"),
        str(grade),
    ]


def _is_grade(text: str) -> bool:
    try:
        return float(text).is_integer()
    except (ValueError, OverflowError):
        return False


class Mean(Model):
    """The mean of a measure over queries, with its 95 % bootstrap interval."""

    name: str
    mean: float
    low: float
    high: float


class Evaluation(Model):
    """All measures of a run over ``queries`` judged queries."""

    queries: int
    means: tuple[Mean, ...]


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], k: int = 10) -> float:
    """The normalised discounted cumulated gain of the first ``k`` papers, 0 to 1."""
    found = _gain([grades.get(key, 0) for key in ranking[:k]])
    ideal = _gain(sorted(grades.values(), reverse=True)[:k])
    return found / ideal if ideal else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum(max(0, grade) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def recall(ranking: Sequence[str], grades: Mapping[str, int], k: int = 100) -> float:
    """The share (0..1) of the relevant papers that are among the first ``k``."""
    relevant = {key for key, grade in grades.items() if grade > 0}
    return len(relevant & set(ranking[:k])) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """1 / rank of the first relevant paper; 0 if none was found."""
    return next((1 / rank for rank, key in enumerate(ranking, 1) if grades.get(key, 0) > 0), 0.0)


def evaluate(run: Mapping[str, Sequence[str]], qrels: Mapping[str, Mapping[str, int]], k: int = 10) -> Evaluation:
    """The means over all queries that have a relevant paper; a query that is missing from the run counts 0."""
    judged = [query for query, grades in qrels.items() if any(grade > 0 for grade in grades.values())]
    measures: dict[str, Callable[[Sequence[str], Mapping[str, int]], float]] = {
        f"nDCG@{k}": lambda ranking, grades: ndcg(ranking, grades, k),
        "recall@10": lambda ranking, grades: recall(ranking, grades, 10),
        "recall@100": lambda ranking, grades: recall(ranking, grades, 100),
        "RR": reciprocal_rank,
        "P@1": lambda ranking, grades: float(any(grades.get(key, 0) > 0 for key in ranking[:1])),
    }
    means = [mean(name, [measure(run.get(q, ()), qrels[q]) for q in judged]) for name, measure in measures.items()]
    return Evaluation(queries=len(judged), means=tuple(means))


def mean(name: str, values: Sequence[float]) -> Mean:
    """The mean and its percentile bootstrap interval; the seed is fixed, so that it is always the same."""
    if not values:
        return Mean(name=name, mean=0.0, low=0.0, high=0.0)
    chance = random.Random(SEED)  # nosec B311: to be repeated, not guessed
    means = sorted(sum(chance.choices(values, k=len(values))) / len(values) for _ in range(SAMPLES))
    return Mean(
        name=name,
        mean=sum(values) / len(values),
        low=means[int(OUTSIDE * SAMPLES)],
        high=means[SAMPLES - int(OUTSIDE * SAMPLES) - 1],
    )
