"""Figures for Prometheus: counts, times and sizes, readable only on this machine. They contain no words, names or ids."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector

from bot import own_version
from corpus.errors import MarrowError
from index.models import Outcome

CONTENT_TYPE = CONTENT_TYPE_LATEST  # of what ``written`` returns
REFUSED, FAILED = "refused", "failed"
OUTCOMES = (*(outcome.value for outcome in Outcome), REFUSED, FAILED)
# The bounds of the buckets that times to an answer are counted in: nine papers take some 15 ms, Discord waits three seconds.
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.5, 5.0, 10.0, 30.0)


class Ongoing:
    """A question in progress; ``outcome`` is set when it is known."""

    outcome = FAILED


class Metrics:
    """Counts events, and reads the other figures when asked. Each bot has its own; nothing is global."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._questions = Counter(
            "marrow_questions", "Questions, by how they ended.", ["outcome"], registry=self.registry
        )
        for outcome in OUTCOMES:
            self._questions.labels(outcome)
        self._seconds = Histogram(
            "marrow_answer_seconds",
            "From a question's arrival until its answer was sent, its row committed before.",
            buckets=SECONDS,
            registry=self.registry,
        )
        self._waiting = self._gauge("marrow_questions_in_progress", "Questions that are being answered now.")
        self._info = self._gauge("marrow_build_info", "Always 1; which version runs.", ("version",))
        self._info.labels(own_version()).set(1)
        self._spool = self._gauge(
            "marrow_spool_rows", "Rows that wait to be read into the logbook; -1: not known."
        )
        self._connected = self._gauge("marrow_gateway_connected", "1 while a shard is connected.", ("shard",))
        self._latency = self._gauge("marrow_gateway_latency_seconds", "A shard's last heartbeat.", ("shard",))
        self._servers = self._gauge("marrow_servers", "Servers that this process answers in.")
        self._libraries = self._gauge("marrow_libraries", "Libraries that are open.")
        self._papers = self._gauge("marrow_library_papers", "Papers of all open libraries.")
        self._largest = self._gauge("marrow_largest_library_papers", "Papers of the largest open library.")

    def _gauge(self, name: str, about: str, labels: tuple[str, ...] = ()) -> Gauge:
        return Gauge(name, about, labels, registry=self.registry)

    @contextmanager
    def asked(self) -> Iterator[Ongoing]:
        """Wraps the handling of a question. One of our own errors counts as refused, any other error as failed."""
        asked, began = Ongoing(), time.perf_counter()
        self._waiting.inc()
        try:
            yield asked
        except MarrowError:
            asked.outcome = REFUSED
            raise
        finally:
            self._waiting.dec()
            self._questions.labels(asked.outcome).inc()
            self._seconds.observe(time.perf_counter() - began)

    def written(
        self, waiting: int, shards: Mapping[int, tuple[bool, float]], servers: int, libraries: Sequence[int]
    ) -> bytes:
        """All figures now, in Prometheus' text format.

        ``waiting``: rows in the spool, -1 if unknown; ``shards``: whether each has a connection, and the seconds of its
        last heartbeat; ``libraries``: how many papers each open library has.
        """
        self._spool.set(waiting)
        for number, (connected, latency) in shards.items():
            self._connected.labels(str(number)).set(connected)
            self._latency.labels(str(number)).set(latency)
        self._servers.set(servers)
        self._libraries.set(len(libraries))
        self._papers.set(sum(libraries))
        self._largest.set(max(libraries, default=0))
        return generate_latest(self.registry)
