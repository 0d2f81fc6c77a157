"""Puts a state of a library into the cluster, as a stream: no more at once than the cluster accepts, and
continued later if it was interrupted.

Documents are only created, never overwritten: one that is sent twice counts once, and replaced documents cannot
distort the statistics. The manifest is marked as whole last, after the cluster has counted its documents.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any

from opensearchpy import AsyncOpenSearch
from opensearchpy.exceptions import TransportError

from corpus.errors import RetrievalError
from corpus.models import Corpus, Paper
from corpus.pile import lines_of
from corpus.progress import Progress, silent
from corpus.shelf import mark_of
from index.cluster.connection import Cluster, ClusterError, told
from index.cluster.papers import id_of, sum_of
from index.cluster.states import State, States, body_of, name_of, write_state, written
from index.kept.batches import analyses
from index.kept.building import made_by
from index.kept.keptwords import ShortCounts, by_length, forms_key
from index.library import Settings
from index.terms.vocabulary import CountedWords

UNDER_WAY = 2  # requests sent and not yet answered
BULK_SECONDS = 60  # seconds for one request
PAUSES = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)  # seconds before each try to send to a busy cluster
# for one request with all its tries; otherwise a cluster that answers drop by drop would block an import for ever
WHOLE_SECONDS = 180.0
BUSY = (429, 502, 503, 504)  # status: what was refused is sent again later
_LOG = logging.getLogger("marrow.cluster")
THERE = 409  # status: the document exists already
EVERY = 20  # requests between two notes of how many papers are done
Document = tuple[str, dict[str, Any]]  # id, fields


def fill(cluster: Cluster, library: str, corpus: Corpus, settings: Settings, progress: Progress = silent) -> str:
    """Put a state of a library into the cluster; returns the name of its index. ``progress`` is called with the
    number of papers done.

    Raises RetrievalError if there are no papers or they have no words, ClusterError if the cluster does not
    accept them.
    """
    if not corpus.papers:
        raise RetrievalError("The library has no papers yet: import some, then ask.")
    states, name = States(cluster), name_of(cluster.settings.prefix, library, corpus.digest, settings)
    begun = states.read(name)
    if begun is not None and begun.whole:
        return name
    state = _state(library, corpus, settings)
    if begun is None or begun.order != state.order:
        _made_anew(cluster, name, settings, state)
    elif begun.done:
        _LOG.info("“%s” goes on from paper %d in the search cluster.", corpus.name, begun.done)
        state = begun
    filling = _Filling(cluster, name, settings, state)
    filling.passages(corpus.papers, progress)
    state, documents = filling.finished()
    cluster.ask(lambda client: _whole(client, name, state, documents, cluster.settings.replicas))
    return name


def _state(library: str, corpus: Corpus, settings: Settings) -> State:
    order = hashlib.sha256("\n".join(paper.key for paper in corpus.papers).encode("utf-8", "surrogatepass"))
    return State(
        library=library,
        called=corpus.name,
        digest=corpus.digest,
        made_by=made_by(),
        shape=settings.shape,
        papers=len(corpus.papers),
        order=order.hexdigest()[:16],
        issue=corpus.issue,
        curated=corpus.terms,
        written=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _made_anew(cluster: Cluster, name: str, settings: Settings, state: State) -> None:
    async def make(client: AsyncOpenSearch) -> None:
        await client.indices.delete(index=name, params={"ignore_unavailable": "true"})
        body = body_of(cluster.settings.shards, settings)
        await client.indices.create(index=name, body=body, params={"request_timeout": BULK_SECONDS})
        await write_state(client, name, state)

    cluster.ask(make)


class _Filling:
    """Sends documents in requests of limited size, a few at once; counts words and short forms."""

    def __init__(self, cluster: Cluster, name: str, settings: Settings, state: State) -> None:
        self._cluster, self._name, self._settings, self._state = cluster, name, settings, state
        self._words, self._shorts = CountedWords(), ShortCounts()
        self._under_way: deque[tuple[Future[None], int]] = deque()
        self._answered = 0
        self._held = False

    def passages(self, papers: Iterable[Paper], progress: Progress) -> None:
        """Send all papers' passages. Raises ClusterError, or RetrievalError if no passage has a word."""
        self._send(self._drawn(papers, progress), noted=True)
        if not self._held:
            raise RetrievalError(
                "There is nothing to search: no paper of this library has a title or an abstract."
            )
        self._note(self._state.papers)

    def finished(self) -> tuple[State, int]:
        """Send words and short forms; returns the finished state and the number of its documents. Raises
        ClusterError."""
        shorts = list(self._shorts.values.items())
        rows = 0

        def drawn() -> Iterator[tuple[Document, int]]:
            nonlocal rows
            for what, value in (*shorts, *self._vocabulary()):
                yield _row(rows, what, value), 0
                rows += 1

        self._send(drawn())
        found = {
            "passages": self._words.size,
            "shorts": len(shorts),
            "longest": self._shorts.longest,
            "whole": True,
        }
        return self._state.model_copy(update=found), self._words.size + rows

    def _drawn(self, papers: Iterable[Paper], progress: Progress) -> Iterator[tuple[Document, int]]:
        """The documents of passages that are not surely in the index yet, each with the number of papers before
        its own."""
        place = number = 0
        for lines, batch in analyses(lines_of(papers), self._settings.title_weight):
            for line, form, key, passages in zip(lines, batch.forms, batch.keys, batch.passages, strict=True):
                there = place < self._state.done
                for document in (
                    () if there else _documents(line.decode(), form.decode(), key, place, number, passages)
                ):
                    yield document, place
                self._held = self._held or any(terms for _, terms in passages)
                place, number = place + 1, number + len(passages)
                progress(place)
            self._words.take(batch.words.size, batch.words.counts())
            self._shorts.take(batch.shorts.values, batch.shorts.longest)

    def _vocabulary(self) -> Iterator[tuple[str, Any]]:
        """All terms with their values, then the words of each length."""
        lengths: dict[int, set[str]] = {}
        for term, (count, words) in self._words.counts().items():
            yield term, (count, words)
            for length, forms in by_length(words, self._words.size).items():
                lengths.setdefault(length, set()).update(forms)
        for length, forms in lengths.items():
            yield forms_key(length), " ".join(sorted(forms))

    def _send(self, documents: Iterable[tuple[Document, int]], noted: bool = False) -> None:
        """Send documents, and wait until the cluster has all of them."""
        most, size = int(self._cluster.settings.bulk_mb * 2**20), 0
        request: list[tuple[str, str]] = []
        for (name, fields), before in documents:
            request.append((name, json.dumps(fields, ensure_ascii=False)))
            size += len(request[-1][1])
            if size >= most:
                self._begin(request, before if noted else 0)
                request, size = [], 0
        self._begin(request, 0)
        while self._under_way:
            self._wait()

    def _begin(self, request: Sequence[tuple[str, str]], before: int) -> None:
        """Begin a request when fewer than ``UNDER_WAY`` are unanswered, so that documents are not made faster
        than the cluster takes them."""
        while len(self._under_way) >= UNDER_WAY:
            self._wait()
        if request:
            client = self._cluster.client
            work = told(_taken(client, self._name, request), self._cluster.settings)
            self._under_way.append((self._cluster.begin(work), before))

    def _wait(self) -> None:
        """Wait for the oldest request; every ``EVERY`` requests, note how many papers are done."""
        future, before = self._under_way.popleft()
        future.result()
        self._answered += 1
        if before and self._answered % EVERY == 0:
            self._note(before)

    def _note(self, done: int) -> None:
        """Note in the index that ``done`` papers are surely in it, so that an interrupted run continues there."""
        self._state = self._state.model_copy(update={"done": max(done, self._state.done)})
        self._cluster.ask(lambda client: write_state(client, self._name, self._state))


def _documents(
    record: str, form: str, key: str, place: int, number: int, passages: Iterable[tuple[str, str]]
) -> Iterator[Document]:
    """The documents of a paper's passages. ``number``: how many passages of the library come before; ``place``:
    the paper's place, which only its first passage has."""
    fields = {"key": key, "paper": record, "form": form, "sum": sum_of(record, form)}
    first = {"place": place, "mark": mark_of(key)}
    for at, (passage_id, terms) in enumerate(passages, number):
        own = {"passage": passage_id, "number": at, "terms": " ".join(map(written, terms.split()))}
        yield (id_of(passage_id, "p"), fields | first | own)
        first = {}


def _row(row: int, what: str, value: Any) -> Document:
    said = json.dumps(value)
    return id_of(what, "v"), {"row": row, "what": what, "value": said, "sum": sum_of(what, said)}


async def _taken(client: AsyncOpenSearch, name: str, request: Sequence[tuple[str, str]]) -> None:
    """Create some documents within ``WHOLE_SECONDS``. Raises ClusterError or an error of the client."""
    limit = asyncio.timeout(WHOLE_SECONDS)
    try:
        async with limit:
            await _tried(client, name, request)
    except TimeoutError:
        if not limit.expired():
            raise
        raise ClusterError(
            f"The search cluster took no paper within {WHOLE_SECONDS:g} seconds; try again later, it goes on from here."
        ) from None


async def _tried(client: AsyncOpenSearch, name: str, request: Sequence[tuple[str, str]]) -> None:
    """Create some documents; those that the cluster was too busy for are sent again after longer and longer
    pauses. Raises ClusterError or an error of the client."""
    refused: TransportError | None = None
    for pause in PAUSES:
        await asyncio.sleep(pause)
        body = "".join(f'{{"create":{{"_id":"{one}"}}}}\n{fields}\n' for one, fields in request)
        try:
            found = await client.bulk(index=name, body=body, params={"request_timeout": BULK_SECONDS})
        except TransportError as error:
            if isinstance(error.status_code, int) and error.status_code not in BUSY:
                raise
            refused = error
            continue
        states = [_status(item["create"]) for item in found["items"]]
        if odd := next((state for state in states if state >= 300 and state not in (*BUSY, THERE)), None):
            raise ClusterError(f"The search cluster refused a paper (status {odd}); nothing else was put into it.")
        request = [one for one, state in zip(request, states, strict=True) if state in BUSY]
        if not request:
            return
    raise refused or ClusterError(
        "The search cluster is too busy to take more papers; try again later, it goes on from here."
    )


def _status(said: Any) -> int:
    """The status of a document in the answer: nothing else says that it was taken. Raises ValueError if it is none."""
    if not 200 <= (status := int(said["status"])) < 600:
        raise ValueError(f"a status of {status}")
    return status


async def _whole(client: AsyncOpenSearch, name: str, state: State, documents: int, replicas: int) -> None:
    """Compare the cluster's number of documents with ``documents``, then turn on copies and mark the state as
    whole. Raises ClusterError if the numbers differ."""
    patient = {"request_timeout": BULK_SECONDS}
    await client.indices.refresh(index=name, params=patient)
    held = await client.count(index=name, params=patient)
    count = int(held["count"])
    if held["_shards"]["failed"] or count != documents + 1:
        raise ClusterError(
            f"The search cluster holds {count:,} documents of “{state.library}” where {documents + 1:,} were sent; "
            f"publish it again after removing its index {name}."
        )
    settings = {"index": {"refresh_interval": None, "number_of_replicas": replicas}}
    await client.indices.put_settings(index=name, body=settings, params=patient)
    await write_state(client, name, state)
    await client.indices.refresh(index=name, params=patient)
