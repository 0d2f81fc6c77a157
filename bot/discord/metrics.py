"""Figures for Prometheus: counts, times and sizes, readable only on this machine. They contain no words, names or ids."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING

from aiohttp import web
from discord.ext import commands
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector

from corpus.errors import ConfigError, MarrowError
from corpus.private import why
from index.models import Outcome

if TYPE_CHECKING:
    from bot.discord.health import Health
    from bot.discord.parts import Parts

HOST, PATH = "127.0.0.1", "/metrics"
REFUSED, FAILED = "refused", "failed"
OUTCOMES = (*(outcome.value for outcome in Outcome), REFUSED, FAILED)
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.5, 5.0, 10.0, 30.0)


class Asked:
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
        self._info.labels(version("marrow")).set(1)
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
    def asked(self) -> Iterator[Asked]:
        """Wraps the handling of a question. One of our own errors counts as refused, any other error as failed."""
        asked, began = Asked(), time.perf_counter()
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

    async def written(self, bot: commands.AutoShardedBot, parts: Parts, health: Health) -> bytes:
        """All figures now, in Prometheus' text format."""
        try:
            self._spool.set(await asyncio.to_thread(parts.storage.logbook.waiting))
        except (OSError, ValueError):
            self._spool.set(-1)
        for number, connected in health.connections().items():
            self._connected.labels(str(number)).set(connected)
            self._latency.labels(str(number)).set(bot.shards[number].latency)
        self._servers.set(len(bot.guilds))
        sizes = parts.libraries.sizes()
        self._libraries.set(len(sizes))
        self._papers.set(sum(sizes))
        self._largest.set(max(sizes, default=0))
        return generate_latest(self.registry)


@asynccontextmanager
async def exposed(bot: commands.AutoShardedBot, parts: Parts, health: Health) -> AsyncIterator[None]:
    """Serve the page for Prometheus on 127.0.0.1, if ``metrics.port`` names a port.

    Raises ConfigError if the port cannot be used.
    """

    async def answer(_: web.Request) -> web.Response:
        content = await parts.metrics.written(bot, parts, health)
        return web.Response(body=content, headers={"Content-Type": CONTENT_TYPE_LATEST})

    port, app = parts.config.metrics.port, web.Application()
    app.router.add_get(PATH, answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        if port:
            await _listen(runner, port)
        yield
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, port: int) -> None:
    try:
        await web.TCPSite(runner, HOST, port).start()
    except OSError as error:
        raise ConfigError(
            f"metrics.port {port} cannot be had: {why(error)}. Name another, or 0 for none."
        ) from None
