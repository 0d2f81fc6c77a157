"""Whom a fetcher asks: nothing but what was named, no private network, and no redirect to either."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping
from typing import Any

import pytest
from aiohttp import web
from hypothesis import given, settings
from hypothesis import strategies as st
from yarl import URL

from corpus.errors import FetchError
from corpus.fetching import Fetcher, Manners, Reachable, Response
from tests.conftest import examples
from tests.corpus.test_fetching import Serve, fetcher, serve

__all__ = ["serve"]  # a fixture


async def test_redirects_are_followed_at_home_and_nowhere_else(serve: Serve) -> None:
    strangers = 0

    async def stranger(request: web.Request) -> web.Response:
        nonlocal strangers
        strangers += 1
        return web.Response(text="secret")

    elsewhere = await serve(stranger)
    ways = {
        "/home": "/there",
        "/away": f"{elsewhere}/",
        "/named": "http://api.example.org/",
        "/inside": "http://169.254.169.254/latest/meta-data/",
        "/file": "file:///etc/passwd",
        "/nothing": "http://[",
        "/user": f"http://me:word@{elsewhere.removeprefix('http://')}/",
        "/round": "/round",
    }

    async def answer(request: web.Request) -> web.Response:
        if (where := ways.get(request.path)) is not None:
            return web.Response(status=302, headers={"Location": where})
        return web.Response(text="arrived")

    base = await serve(answer)
    async with fetcher(base) as ask:
        found = await ask.get(f"{base}/home")
        for path in list(ways)[1:]:
            with pytest.raises(FetchError):
                await ask.get(f"{base}{path}")
    assert (found.text, found.address, strangers) == ("arrived", f"{base}/there", 0)


async def test_a_redirect_that_is_not_to_be_followed_is_the_answer(serve: Serve) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=301, headers={"Location": "/there"}) if request.path == "/" else web.Response()

    base = await serve(answer)
    async with fetcher(base) as ask:
        found = await ask.get(f"{base}/", follow=False)
    assert (found.status, found.moved, found.address) == (301, f"{base}/there", f"{base}/")


async def test_what_names_a_place_and_is_no_redirect_is_an_answer(serve: Serve) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=201, text="made", headers={"Location": "http://127.0.0.1:9/"})

    base = await serve(answer)
    async with fetcher(base) as ask:
        found = await ask.get(base)
    assert (found.status, found.text, found.moved) == (201, "made", None)


class Unencrypted(Fetcher):
    """Gets from an encrypted server, which a test has none of, that it moved to where nothing is encrypted."""

    async def _once(self, url: URL, fields: Mapping[str, str]) -> Response:
        moved = "http://api.example.org/" if url.scheme == "https" else None
        return Response(
            status=302 if moved else 200, address=str(url), kind="", content=b"read by all", moved=moved
        )


async def test_nothing_is_followed_to_where_nothing_is_encrypted() -> None:
    async with Unencrypted(Manners(agent="Test", hosts=frozenset({"api.example.org"}))) as ask:
        with pytest.raises(FetchError, match=r"api\.example\.org redirects to where nothing is encrypted"):
            await ask.get("https://api.example.org/works")
        assert (await ask.get("http://api.example.org/works")).text == "read by all"


@settings(max_examples=examples(30))
@given(st.text(max_size=60))
async def test_whatever_is_written_as_an_address_nothing_but_what_was_named_is_asked(text: str) -> None:
    async with fetcher("https://nobody.invalid") as ask:
        for address in (text, f"http://{text}", f"https://nobody.invalid.{text}/"):
            with pytest.raises(FetchError):
                await ask.get(address)


@pytest.mark.parametrize(
    "number", ["10.1.2.3", "192.168.1.1", "169.254.169.254", "127.0.0.1", "::1", "fe80::1%lo", "fc00::1"]
)
async def test_a_name_that_leads_into_a_private_network_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    """What the name server says is not ours: here it says so."""
    family = socket.AF_INET6 if ":" in number else socket.AF_INET

    async def said(*_: object, **__: object) -> list[tuple[Any, ...]]:
        rest = (443, 0, 0) if family == socket.AF_INET6 else (443,)
        return [(family, socket.SOCK_STREAM, 6, "", (number, *rest))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", said)
    async with fetcher("https://api.example.org") as ask:
        with pytest.raises(FetchError, match=r"api\.example\.org leads into a private network"):
            await ask.get("https://api.example.org/works")


async def test_a_proxy_of_the_operators_may_be_in_a_private_network(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FetchError, match="private network"):
        await Reachable().resolve("10.1.2.3", 3128)
    monkeypatch.setenv("https_proxy", "http://10.1.2.3:3128")
    assert [one["host"] for one in await Reachable().resolve("10.1.2.3", 3128)] == ["10.1.2.3"]
    with pytest.raises(FetchError, match="private network"):
        await Reachable().resolve("10.1.2.4", 3128)


async def test_this_machine_is_asked_where_it_is_named(serve: Serve) -> None:
    found = await Reachable().resolve("localhost", 80)
    assert all(one["host"] in ("127.0.0.1", "::1") for one in found)
