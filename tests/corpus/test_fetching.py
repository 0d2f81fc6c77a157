"""Asking a real server on loopback: busy, slow, huge, broken, and one that sends us elsewhere."""

from __future__ import annotations

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from aiohttp import web
from yarl import URL

from corpus.errors import FetchError
from corpus.fetching import Fetcher, Manners, TooLongError
from corpus.reaching import host_of

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serve = Callable[[Handler], Awaitable[str]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Starts servers: what one is given answers every request; out comes its address."""
    runners: list[web.ServerRunner] = []

    async def start(handler: Handler) -> str:
        async def any_request(request: web.BaseRequest) -> web.StreamResponse:
            return await handler(request)  # type: ignore[arg-type]

        runner = web.ServerRunner(web.Server(any_request), shutdown_timeout=0)
        runners.append(runner)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    yield start
    for runner in runners:
        await runner.cleanup()


class Waits(list[float]):
    """How long was waited, without waiting."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


def fetcher(base: str, waits: Waits | None = None, **manners: Any) -> Fetcher:
    """One that waits longer than a busy machine takes, if it is not told how long."""
    hosts, manners = frozenset({host_of(URL(base))}), {"timeout_seconds": 60, **manners}
    return Fetcher(
        Manners(agent="Test (mailto:me@example.org)", hosts=hosts, **manners), Waits() if waits is None else waits
    )


async def test_one_question_at_a_time_by_name_with_pauses(serve: Serve) -> None:
    under_way = most = 0
    seen: list[web.Request] = []

    async def answer(request: web.Request) -> web.Response:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        seen.append(request)
        for _ in range(20):
            await asyncio.sleep(0)
        under_way -= 1
        return web.Response(text=f"here is {request.raw_path}")

    base, waits = await serve(answer), Waits()
    async with fetcher(base, waits, pause_seconds=0.5) as ask:
        answers = await asyncio.gather(*(ask.get(f"{base}/works/10.1%2F{number}?a=b%2Cc") for number in range(3)))
    assert sorted(one.text for one in answers) == [
        f"here is /works/10.1%2F{number}?a=b%2Cc" for number in range(3)
    ]
    assert (most, waits) == (1, [0.5, 0.5])
    assert {one.headers["User-Agent"] for one in seen} == {"Test (mailto:me@example.org)"}
    assert {one.status for one in answers} == {200}


@pytest.mark.parametrize(
    ("said", "waited"),
    [
        ({"Retry-After": "7"}, [7.0]),
        ({}, [0.5]),
        ({"Retry-After": "30"}, [30.0]),
        ({"Retry-After": "soon"}, [0.5]),
        ({"Retry-After": "Fri, 31 Dec 9999 23:59:59 -1200"}, [0.5]),
        ({"Retry-After": "Wed, 21 Oct 2026 07:28:00 +99999999999999"}, [0.5]),
    ],
    ids=[
        "as it says",
        "the longest",
        "a little",
        "a little where that is no time",
        "after all years",
        "of no zone",
    ],
)
async def test_a_busy_service_is_asked_again(serve: Serve, said: dict[str, str], waited: list[float]) -> None:
    asked = 0

    async def answer(request: web.Request) -> web.Response:
        nonlocal asked
        asked += 1
        return web.Response(status=429, headers=said) if asked == 1 else web.Response(text="now")

    base, waits = await serve(answer), Waits()
    async with fetcher(base, waits) as ask:
        assert (await ask.get(base)).text == "now"
    assert waits == waited


async def test_a_moment_to_wait_for_is_read(serve: Serve) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True)

    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=503, headers={"Retry-After": later})

    base, waits = await serve(answer), Waits()
    async with fetcher(base, waits) as ask:
        with pytest.raises(FetchError, match="asks to be left alone for 86,"):
            await ask.get(base)
    assert waits == []


async def test_a_service_that_would_be_left_alone_for_ever_is(serve: Serve) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=429, headers={"Retry-After": "9" * 400})

    async with fetcher(base := await serve(answer), waits := Waits()) as ask:
        with pytest.raises(FetchError, match="left alone for 1,000,000,000 seconds"):
            await ask.get(base)
    assert waits == []


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_it_is_left_alone_in_the_end(serve: Serve, status: int) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=status)

    base, waits = await serve(answer), Waits()
    async with fetcher(base, waits, longest_wait_seconds=0.75) as ask:
        with pytest.raises(FetchError, match=f"it answers {status}") as error:
            await ask.get(f"{base}/secret?mailto=me")
    assert waits == [0.5, 0.75, 0.75]
    assert "secret" not in str(error.value)


@pytest.mark.parametrize("status", [200, 204, 304, 400, 401, 403, 404, 410, 501])
async def test_any_other_status_is_an_answer(serve: Serve, status: int) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=status, content_type="text/html")

    base = await serve(answer)
    async with fetcher(base) as ask:
        found = await ask.get(f"{base}/x")
    assert (found.status, found.address) == (status, f"{base}/x")


async def test_nothing_is_asked_outside_the_block() -> None:
    with pytest.raises(RuntimeError, match="inside its block"):
        await fetcher("http://127.0.0.1:9").get("http://127.0.0.1:9/")


async def test_an_answer_without_end_is_left_as_soon_as_it_is_too_long(serve: Serve) -> None:
    gone = asyncio.Event()

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            while True:
                await response.write(b"x" * 65_536)
        finally:
            gone.set()

    base = await serve(answer)
    async with fetcher(base, largest=1_000_000, tries=1) as ask:
        with pytest.raises(TooLongError):
            await ask.get(base)
    await gone.wait()


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
async def test_a_longer_answer_than_allowed_is_not_read(serve: Serve, packed: bool) -> None:
    text = b"x" * 3_000_000

    async def answer(request: web.Request) -> web.Response:
        if not packed:
            return web.Response(body=text)
        return web.Response(body=gzip.compress(text), headers={"Content-Encoding": "gzip"})

    base = await serve(answer)
    async with fetcher(base, largest=len(text)) as ask:
        assert (await ask.get(base)).content == text
    async with fetcher(base, largest=len(text) - 1) as ask:
        with pytest.raises(TooLongError, match="longer than"):
            await ask.get(base)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"nonsense\r\n\r\n", "broke off"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", "broke off"),
        (b"", "broke off"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nhalf", "broke off"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 4\r\n\r\nhalf", "encoding that is not read"),
    ],
    ids=["no HTTP", "cut off", "nothing", "not packed", "packed otherwise"],
)
async def test_a_broken_answer_is_one_sentence(raw: bytes, words: str) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(raw)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with fetcher(base) as ask:
            with pytest.raises(FetchError, match=words) as error:
                await ask.get(base)
    assert str(error.value).count("\n") == 0


async def test_nobody_there_and_nobody_answering_are_one_sentence(serve: Serve) -> None:
    told = asyncio.Event()

    async def never(request: web.Request) -> web.Response:
        await told.wait()
        return web.Response()

    base = await serve(never)
    async with fetcher(base, timeout_seconds=0.05, tries=1) as ask:
        with pytest.raises(FetchError, match=r"did not answer within 0\.05 seconds"):
            await ask.get(base)
    told.set()
    async with fetcher("http://127.0.0.1:9") as ask:
        with pytest.raises(FetchError, match="cannot be reached"):
            await ask.get("http://127.0.0.1:9/works")


async def test_a_name_that_nobody_knows_and_a_server_without_a_certificate_are_told_apart(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response()

    base = (await serve(answer)).replace("http:", "https:")
    async with fetcher(base, tries=1) as ask:
        with pytest.raises(FetchError, match=r"it cannot prove who it is \(its certificate\)"):
            await ask.get(base)

    async def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", unknown)
    async with fetcher("https://api.example.org", tries=1) as ask:
        with pytest.raises(FetchError, match="it is not known by that name here"):
            await ask.get("https://api.example.org/works")
