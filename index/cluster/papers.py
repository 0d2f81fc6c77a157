"""A library's papers, their analysis and its words: read from the cluster when they are needed, and checked by
their checksums."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from threading import Lock
from typing import Any, overload

from corpus.models import Paper
from corpus.shelf import KeptPapers
from index.cluster.connection import CUT, PART, Cluster, ClusterError, as_said
from index.finding.sources import having
from index.finding.texts import PaperTexts
from index.terms.analyzer import Analyzer
from index.terms.forms import unpacked

FEW = 5_000  # papers: a library of no more is read whole when it is opened
REMEMBERED = 2_000  # papers kept after they were read
VALUES = 50_000  # words and short forms kept, those too that the library lacks
PAGE = 200  # papers in one request
ROWS = 1_000  # short forms in one request
MOST_IDS = 500  # words in one request
DAMAGED = "A record came damaged from the search cluster, so I show nothing of it. The operator has to import the library again."


class _Record:
    """A paper's record and form as stored; they are parsed when they are needed."""

    def __init__(self, key: str, written: str, form: str, analyzer: Analyzer) -> None:
        self._key, self._written, self._form, self._analyzer = key, written, form, analyzer

    @cached_property
    def paper(self) -> Paper:
        """The paper. Raises ClusterError if the record is no paper, or that of another key."""
        try:
            paper = Paper.model_validate_json(self._written)
        except ValueError:
            raise ClusterError(DAMAGED) from None
        if paper.key != self._key:
            raise ClusterError(DAMAGED)
        return paper

    @cached_property
    def texts(self) -> PaperTexts:
        """The paper's texts, ready to be searched for evidence. Raises ClusterError if they are damaged."""
        try:
            form = unpacked(self._form.encode())
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
            raise ClusterError(DAMAGED) from None
        return PaperTexts(self.paper, self._analyzer, form)


def sum_of(paper: str, form: str) -> str:
    """The checksum of a paper's record and form."""
    return hashlib.sha256(f"{paper}\n{form}".encode()).hexdigest()[:32]


def id_of(what: str, kind: str) -> str:
    """The document id of a passage (``kind`` "p") or of a word or short form ("v"). It is a hash, because the
    server limits the length of ids."""
    return kind + hashlib.sha256(what.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class ClusterPapers(KeptPapers):
    """A library's papers, by place and by key; ``texts`` is their TextSource."""

    def __init__(self, cluster: Cluster, index: str, count: int, analyzer: Analyzer) -> None:
        self._cluster, self._index, self._count, self._analyzer = cluster, index, count, analyzer
        self._kept: OrderedDict[str, _Record] = OrderedDict()
        self._most = max(REMEMBERED, count if count <= FEW else 0)
        self._lock = Lock()
        self.texts = _Texts(self)

    def remember(self, source: Mapping[str, Any]) -> tuple[str, _Record]:
        """Keep the paper of a document in memory; returns its key and the paper. Raises ClusterError if the document is
        damaged."""
        try:
            key, written, form = str(source["key"]), source["paper"], source["form"]
            if source["sum"] != sum_of(written, form):
                raise ClusterError(DAMAGED)
        except (KeyError, TypeError):
            raise ClusterError(DAMAGED) from None
        with self._lock:
            if key not in self._kept:
                self._kept[key] = _Record(key, written, form, self._analyzer)
            self._kept.move_to_end(key)
            record = self._kept[key]
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return key, record

    def record(self, key: str) -> _Record | None:
        """A paper with its texts; None if no paper has the key. Raises ClusterError."""
        return self._records([key]).get(key)

    def of_keys(self, keys: Iterable[str]) -> list[Paper]:
        """The papers with these keys, in the keys' order, without keys that no paper has; read in few requests.
        Raises ClusterError."""
        wanted = list(dict.fromkeys(keys))
        found: dict[str, _Record] = {}
        for at in range(0, len(wanted), PAGE):
            found |= self._records(wanted[at : at + PAGE])
        return [found[key].paper for key in wanted if key in found]

    def _records(self, keys: Sequence[str]) -> dict[str, _Record]:
        with self._lock:
            found = {key: self._kept[key] for key in keys if key in self._kept}
        lacking = [key for key in keys if key not in found]
        if lacking:
            found |= self._fetched({"terms": {"key": lacking}}, len(lacking))
        return found

    def _fetched(self, where: dict[str, Any], size: int) -> dict[str, _Record]:
        """Papers by key, in the order of their places. They are not taken from memory, because other readers may have
        displaced them there. Raises ClusterError.
        """
        query = {"bool": {"filter": [where, {"exists": {"field": "place"}}]}}
        found = searched(self._cluster, self._index, {"query": query, "size": size, "sort": ["place"]})
        with as_said():
            return dict(self.remember(hit["_source"]) for hit in found)

    def of_key(self, key: str) -> Paper | None:
        """A paper by its key; None if no paper has the key. Raises ClusterError."""
        found = self.record(key)
        return found.paper if found else None

    def of_hash(self, hashed: int) -> Paper | None:
        """The paper whose key has this hash; None if there is none. Raises ClusterError."""
        found = self._fetched({"term": {"mark": f"{hashed:016x}"}}, 1)
        return next((one.paper for one in found.values()), None)

    def keys(self) -> Iterator[str]:
        """All keys, in the library's order. Raises ClusterError."""
        return (paper.key for paper in self)

    def __len__(self) -> int:
        """How many papers there are."""
        return self._count

    @overload
    def __getitem__(self, at: int) -> Paper: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Paper, ...]: ...
    def __getitem__(self, at: int | slice) -> Paper | tuple[Paper, ...]:
        """A paper by its place from 0, or several by a slice. Raises IndexError; ClusterError."""
        if isinstance(at, slice):
            places = range(*at.indices(self._count))
            return tuple(self[place] for place in places) if places.step != 1 else tuple(self._between(places))
        place = at if at >= 0 else self._count + at
        if not 0 <= place < self._count:
            raise IndexError(at)
        return next(self._between(range(place, place + 1)))

    def __iter__(self) -> Iterator[Paper]:
        """All papers in order; ``PAGE`` papers are read at a time. Raises ClusterError."""
        return self._between(range(self._count))

    def _between(self, places: range) -> Iterator[Paper]:
        for at in range(places.start, places.stop, PAGE):
            below = min(at + PAGE, places.stop)
            found = self._fetched({"range": {"place": {"gte": at, "lt": below}}}, PAGE)
            if len(found) != below - at:
                raise ClusterError(DAMAGED)
            yield from (one.paper for one in found.values())


class _Texts:
    """See :class:`index.finding.sources.TextSource`."""

    def __init__(self, papers: ClusterPapers) -> None:
        self._papers = papers

    def __getitem__(self, key: str) -> PaperTexts:
        """A paper's texts. Raises KeyError if no paper has the key, ClusterError if it cannot be read."""
        found = self._papers.record(key)
        if found is None:
            raise KeyError(key)
        return found.texts

    def __contains__(self, key: object) -> bool:
        """True if a paper has the key. Raises ClusterError."""
        return isinstance(key, str) and self._papers.record(key) is not None

    def having(self, keys: Iterable[str], terms: frozenset[str]) -> Iterator[tuple[str, PaperTexts]]:
        """See :class:`index.finding.sources.TextSource`. Raises ClusterError."""
        return having(((key, self[key]) for key in keys), terms)


class ClusterValues:
    """The values of the library's words and short forms by key. Answers are kept in memory, also for keys
    without a value."""

    def __init__(self, cluster: Cluster, index: str, shorts: int) -> None:
        """``shorts``: the number of short forms, whose rows come first."""
        self._cluster, self._index, self._shorts = cluster, index, shorts
        self._kept: OrderedDict[str, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Any:
        """The value of a key; None if it has none. Raises ClusterError."""
        with self._lock:
            if key in self._kept:
                return self._kept[key]
        self.prepare([key])
        with self._lock:
            return self._kept.get(key)

    def prepare(self, keys: Iterable[str]) -> None:
        """Read the values of many keys at once, except those in memory. Raises ClusterError."""
        with self._lock:
            lacking = [key for key in dict.fromkeys(keys) if key not in self._kept]
        for at in range(0, len(lacking), MOST_IDS):
            self._read(lacking[at : at + MOST_IDS])

    def _read(self, keys: Sequence[str]) -> None:
        ids = [id_of(key, "v") for key in keys]
        body = {"ids": ids}
        found = self._cluster.ask(lambda client: client.mget(index=self._index, body=body))
        with as_said():
            docs = found["docs"]
            if any("error" in doc for doc in docs):
                raise ClusterError(PART)
            values = {key: _value(key, doc) for key, doc in zip(keys, docs, strict=True)}
        with self._lock:
            self._kept |= values
            while len(self._kept) > VALUES:
                self._kept.popitem(last=False)

    def items(self) -> Iterator[tuple[str, Any]]:
        """All keys of short forms with their values; ``ROWS`` are read at a time. Raises ClusterError."""
        for at in range(0, self._shorts, ROWS):
            where = {"range": {"row": {"gte": at, "lt": min(at + ROWS, self._shorts)}}}
            for hit in searched(self._cluster, self._index, {"query": where, "size": ROWS, "sort": ["row"]}):
                with as_said():
                    what = str(hit["_source"].get("what"))
                yield what, _value(what, hit)


def _value(key: str, doc: Mapping[str, Any]) -> Any:
    if not doc.get("found", True):
        return None
    try:
        source = doc["_source"]
        if source["what"] != key or source["sum"] != sum_of(key, source["value"]):
            raise ValueError("sum")
        return json.loads(source["value"])
    except (KeyError, TypeError, ValueError, RecursionError):
        raise ClusterError(DAMAGED) from None


def searched(cluster: Cluster, index: str, body: Mapping[str, Any]) -> list[Any]:
    """The hits of a search. Raises ClusterError, also if only some shards answered."""
    params = {"allow_partial_search_results": "false"}
    found = cluster.ask(lambda client: client.search(index=index, body=dict(body), params=params))
    return whole(found)


def whole(found: Mapping[str, Any]) -> list[Any]:
    """The hits in an answer to a search. Raises ClusterError if the answer is not from all shards."""
    try:
        if found["timed_out"] or found["_shards"]["failed"]:
            raise ClusterError(PART)
        return list(found["hits"]["hits"])
    except (KeyError, TypeError):
        raise ClusterError(CUT) from None
