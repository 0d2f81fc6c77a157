"""A file that a member sent, handed over by a store of files that says and sends what it likes."""

from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import discord
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.discord.client import Marrow
from bot.discord.parts import Parts
from bot.discord.receiving import from_cdn
from tests.bot.discord.conftest import FILE, Server

Store = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serve = Callable[[Store], Awaitable[str]]
MOST = 1000


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Starts a store that answers so; the address of a file there."""
    servers: list[TestServer] = []

    async def start(store: Store) -> str:
        app = web.Application()
        app.router.add_get("/{any:.*}", store)
        servers.append(server := TestServer(app))
        await server.start_server()
        return str(server.make_url("/attachments/1/papers.ris"))

    yield start
    for one in servers:
        await one.close()


def gives(body: bytes, **headers: str) -> Store:
    async def store(_: web.Request) -> web.StreamResponse:
        return web.Response(body=body, headers={name.replace("_", "-"): value for name, value in headers.items()})

    return store


@pytest.mark.parametrize("size", [0, 1, MOST, MOST + 1])
async def test_a_file_comes_as_it_is(serve: Serve, size: int) -> None:
    assert await from_cdn(await serve(gives(b"x" * size)), MOST) == b"x" * size


async def test_of_what_is_longer_than_may_be_one_byte_more_is_read(serve: Serve) -> None:
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse()
        await response.prepare(request)
        while sent < 2**28:
            await response.write(b"x" * 2**16)
            sent += 2**16
        return response

    assert len(await from_cdn(await serve(endless), MOST)) == MOST + 1
    assert sent < 2**26


@pytest.mark.slow
async def test_what_is_packed_does_not_fill_the_memory(serve: Serve) -> None:
    address = await serve(gives(gzip.compress(b"x" * 2**27), Content_Encoding="gzip"))
    tracemalloc.start()
    try:
        assert len(await from_cdn(address, MOST)) == MOST + 1
        assert tracemalloc.get_traced_memory()[1] < 2**24
    finally:
        tracemalloc.stop()


async def test_what_is_packed_is_unpacked(serve: Serve) -> None:
    assert await from_cdn(await serve(gives(gzip.compress(b"bees"), Content_Encoding="gzip")), MOST) == b"bees"


@pytest.mark.parametrize("packing", ["gzip", "br", "nonsense"])
async def test_what_cannot_be_unpacked_is_not_read(serve: Serve, packing: str) -> None:
    address = await serve(gives(b"no packed bytes", Content_Encoding=packing))
    with pytest.raises(OSError, match="packed"):
        await from_cdn(address, MOST)


@pytest.mark.parametrize("status", [204, 302, 403, 404, 500])
async def test_no_other_place_is_asked_and_no_refusal_is_a_file(serve: Serve, status: int) -> None:
    asked: list[str] = []

    async def store(request: web.Request) -> web.StreamResponse:
        asked.append(request.path)
        return web.Response(status=status, headers={"Location": "/secret"})

    with pytest.raises(discord.HTTPException) as refused:
        await from_cdn(await serve(store), MOST)
    assert refused.value.status == status
    assert asked == ["/attachments/1/papers.ris"]


async def test_half_a_file_is_none(serve: Serve) -> None:
    async def breaks(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "900"})
        await response.prepare(request)
        await response.write(b"x" * 100)
        assert request.transport is not None
        request.transport.close()
        return response

    with pytest.raises((aiohttp.ClientError, OSError)):
        await from_cdn(await serve(breaks), MOST)


async def test_the_bot_reads_attachments_so(parts: Parts) -> None:
    assert Marrow(parts).http.get_from_cdn is from_cdn


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x" * (8 * 2**20 + 1), "That file is larger than 8 MB."),
        (FILE[1][:-1], "Discord did not hand me that file."),
    ],
)
async def test_a_file_of_another_size_than_was_said_is_not_read(
    server: Server, monkeypatch: pytest.MonkeyPatch, content: bytes, said: str
) -> None:
    async def other(_: str) -> bytes:
        return content

    monkeypatch.setattr(server.env.bot.http, "get_from_cdn", other)
    for command in ("check", "import"):
        told = await server.admin.slash(server.channel, f"corpus {command}", file=FILE)
        assert told.response.content.startswith(said)
