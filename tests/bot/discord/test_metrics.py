"""Figures for Prometheus: what they count is right, and no word, name or id is ever among them."""

from __future__ import annotations

import asyncio
import itertools
import re
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import aiohttp
import pytest
import simcord
from prometheus_client.parser import text_string_to_metric_families

from bot.config import Config, StorageSection
from bot.discord.client import Marrow
from bot.discord.health import MOST, exposed
from bot.discord.metrics import OUTCOMES, SECONDS, Metrics
from bot.discord.parts import Parts
from bot.discord.running import open_parts
from bot.service import OpenIndex
from bot.settings import MetricsSection
from bot.storage.pseudonyms import Pseudonyms
from corpus.errors import ConfigError
from tests.bot.discord.conftest import Server

QUESTIONS = ("how long was follow-up after TES?", "what is the capital of Mongolia?", "zebrafish", "thanks!")
DEPLOY = Path(__file__).parents[3] / "deploy"
ALLOWED = {
    "outcome": set(OUTCOMES),
    "shard": {"0"},
    "le": {str(seconds) for seconds in SECONDS} | {"+Inf"},
    "version": {version("marrow")},
}
Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


@pytest.fixture
def port() -> int:
    """A port that is free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
async def parts(index: OpenIndex, tmp_path: Path, port: int) -> AsyncIterator[Parts]:
    config = Config(storage=StorageSection(data_dir=tmp_path), metrics=MetricsSection(port=port))
    async with open_parts(config, index) as opened:
        yield opened


@pytest.fixture
async def listening(simcord_env: simcord.Env, simcord_bot: Marrow, parts: Parts, port: int) -> AsyncIterator[int]:
    """The port where the running bot's figures are read."""
    async with exposed(simcord_bot.health, port):
        yield port


async def page(port: int) -> str:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/metrics") as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        return await answer.text()


async def page_in_time(port: int) -> str:
    """The page where seconds are few: on a busy machine whoever asks may be too late too, and asks again."""
    for _ in range(100):
        with suppress(aiohttp.ClientConnectionError, aiohttp.ClientPayloadError):
            return await page(port)
    raise AssertionError("the page was never had in time")


def samples(said: str) -> Samples:
    found = [sample for family in text_string_to_metric_families(said) for sample in family.samples]
    return {(one.name, tuple(sorted(one.labels.items()))): one.value for one in found}


async def test_questions_are_counted_by_how_they_ended(server: Server, parts: Parts, listening: int) -> None:
    for question in QUESTIONS:
        await server.ask(question)
    rows = [row.outcome for row in await parts.storage.logbook.recent()]
    found = samples(await page(listening))
    for outcome in OUTCOMES:
        assert found["marrow_questions_total", (("outcome", outcome),)] == rows.count(outcome)
    assert found["marrow_answer_seconds_count", ()] == len(QUESTIONS)
    assert found["marrow_questions_in_progress", ()] == 0
    assert (found["marrow_spool_rows", ()], found["marrow_servers", ()]) == (0, 1)
    assert (found["marrow_libraries", ()], found["marrow_library_papers", ()]) == (1, 9)


async def test_what_is_refused_and_what_fails_are_told_apart(server: Server, parts: Parts, listening: int) -> None:
    await server.mention("my patient John Smith, MRN 4482913, born 03/04/1961: is surgery better?")
    with pytest.raises(ZeroDivisionError), parts.metrics.asked():
        raise ZeroDivisionError
    found = samples(await page(listening))
    assert found["marrow_questions_total", (("outcome", "refused"),)] == 1
    assert found["marrow_questions_total", (("outcome", "failed"),)] == 1
    assert found["marrow_questions_in_progress", ()] == 0


async def test_never_a_word_or_a_name(server: Server, parts: Parts, listening: int) -> None:
    for question in QUESTIONS:
        await server.ask(question)
        await server.mention(question, server.bob)
    said = await page(listening)
    for (_, labels), _value in samples(said).items():
        assert {value for name, value in labels if value not in ALLOWED[name]} == set()
    members = [str(one.id) for one in (server.alice, server.bob, server.guild, server.channel)]
    names = Pseudonyms.load(parts.libraries.data_dir)
    members += [name for one in members for name in names.everywhere(one, str(server.guild.id))]
    words = [*re.findall(r"\w{4,}", " ".join(QUESTIONS)), "alice", "lab", "journal-club"]
    values = re.sub(r"^#.*$", "", said, flags=re.MULTILINE)
    assert [word for word in (*members, *words) if re.search(rf"\b{word}\b", values)] == []


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1:1", 200), ("localhost", 200), ("evil.example", 403), ("127.0.0.1.evil.example", 403)],
)
async def test_another_sites_name_that_points_here_is_told_nothing(listening: int, host: str, status: int) -> None:
    async with aiohttp.ClientSession() as session:
        asked = session.get(f"http://127.0.0.1:{listening}/metrics", headers={"Host": host})
        async with asked as answer:
            assert answer.status == status
            assert ("marrow" in await answer.text()) == (status == 200)


async def test_a_few_connections_are_held_and_no_more(simcord_bot: Marrow, parts: Parts, port: int) -> None:
    """Another user of the machine may open thousands, and each would take a file from the bot."""
    async with exposed(simcord_bot.health, port, seconds=3600), asyncio.timeout(60):
        opened = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3 * MOST)]
        for _, sending in opened:
            sending.write(b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        ends = [asyncio.ensure_future(_ended(reading)) for reading, _ in opened]
        for one in itertools.islice(asyncio.as_completed(ends), 2 * MOST):
            await one
        assert sum(not one.done() for one in ends) == MOST
        for _, sending in opened:
            sending.close()
        await asyncio.gather(*ends, return_exceptions=True)


async def _ended(reading: asyncio.StreamReader) -> None:
    """Wait for a connection's end: what was said meanwhile and is read by nobody makes it one of another kind."""
    with suppress(ConnectionError):
        await reading.read()


async def test_whoever_says_nothing_makes_room(simcord_bot: Marrow, parts: Parts, port: int) -> None:
    async with exposed(simcord_bot.health, port, seconds=0.05):
        silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(MOST)]
        silent[0][1].write(b"GET /metrics HTTP/1.1\r\n")
        assert [await reading.read() for reading, _ in silent] == [b""] * MOST
        for _, sending in silent:
            sending.close()
        assert "marrow_servers" in await page_in_time(port)


@pytest.mark.parametrize(
    "said", [b"GET /" + b"a" * 20_000, b"GET / HTTP/1.1\r\nSecret\x01: word", b"\x16\x03\x01"]
)
async def test_what_is_no_http_writes_nothing_to_the_log(
    said: bytes, listening: int, caplog: pytest.LogCaptureFixture
) -> None:
    reading, sending = await asyncio.open_connection("127.0.0.1", listening)
    sending.write(said + b"\r\n\r\n")
    assert b"400" in await reading.read()
    sending.close()
    assert caplog.text == ""
    assert "marrow_servers" in await page(listening)


async def test_a_port_that_is_taken_is_one_sentence(simcord_bot: Marrow, parts: Parts, port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(
            ConfigError, match=rf"metrics.port {port} cannot be had: .* Name another, or 0 for none"
        ):
            async with exposed(simcord_bot.health, port):
                pass


async def test_without_a_port_nothing_listens(simcord_bot: Marrow, parts: Parts, port: int) -> None:
    async with exposed(simcord_bot.health, Config().metrics.port), aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(f"http://127.0.0.1:{port}/metrics")


async def test_every_figure_the_dashboard_and_the_alerts_name_is_there(server: Server, listening: int) -> None:
    there = {name for name, _ in samples(await page(listening))}
    for file in ("grafana.json", "alerts.yml"):
        named = set(re.findall(r"\b(?:marrow|process)_\w+", (DEPLOY / file).read_text("utf-8")))
        assert named, file
        assert named <= there, file


def test_two_bots_in_one_process_count_apart() -> None:
    one, other = Metrics(), Metrics()
    with one.asked() as asked:
        asked.outcome = "answered"
    assert one.registry.get_sample_value("marrow_questions_total", {"outcome": "answered"}) == 1
    assert other.registry.get_sample_value("marrow_questions_total", {"outcome": "answered"}) == 0
