"""The guard: without the token nobody is let in, and under another site's name nobody at all."""

from __future__ import annotations

import asyncio
from ipaddress import ip_address

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.browsing.guarding import admits, bounded
from bot.browsing.serving import Guard, Receive, Scope, Send

TOKEN = "a-token-of-43-characters"
COOKIE = f"marrow-log-8001={TOKEN}"
LOOPBACK = ip_address("127.0.0.1")


async def secret(scope: Scope, receive: Receive, send: Send) -> None:
    """What is behind the guard."""
    headers = [(b"Cache-Control", b"max-age=5"), (b"x-ours", b"1")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"SECRET"})


def asking(listening: str = "127.0.0.1") -> httpx.AsyncClient:
    guard = Guard(secret, TOKEN, ip_address(listening), 8001)
    return httpx.AsyncClient(transport=httpx.ASGITransport(guard), base_url="http://127.0.0.1:8001")


@pytest.mark.parametrize(
    "request_of",
    [
        {"url": "/"},
        {"url": "/logbook?token="},
        {"url": "/logbook?token=wrong"},
        {"url": f"/logbook?token={TOKEN}x"},
        {"url": "/logbook?token=%ff%00é"},
        {"url": "/logbook", "headers": {"cookie": "marrow-log-8001="}},
        {"url": "/logbook", "headers": {"cookie": f"marrow-log-8002={TOKEN}"}},
        {"url": "/logbook", "headers": {"authorization": f"Bearer {TOKEN}"}},
        {"url": "/-/static/app.css"},
    ],
)
async def test_without_the_token_it_is_403(request_of: dict[str, str]) -> None:
    async with asking() as client:
        answer = await client.request("GET", **request_of)  # type: ignore[arg-type]
    assert answer.status_code == 403
    assert answer.headers["connection"] == "close"
    assert "SECRET" not in answer.text
    assert answer.text.startswith("This page opens with the address")


async def test_the_token_comes_once_in_the_address_and_then_as_a_cookie() -> None:
    async with asking() as client:
        first = await client.get(f"/logbook/answers?token={TOKEN}")
        assert (first.status_code, first.headers["location"]) == (303, "/logbook/answers")
        assert first.headers["set-cookie"] == f"{COOKIE}; Path=/; HttpOnly; SameSite=Strict"
        then = await client.get(first.headers["location"], headers={"cookie": f"other=1; {COOKIE}; more"})
    assert (then.status_code, then.text) == (200, "SECRET")
    assert then.headers.get_list("cache-control") == ["private, no-store"]
    assert then.headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in then.headers["content-security-policy"]
    assert then.headers["x-ours"] == "1"


@pytest.mark.parametrize("path", ["//evil.example/x", "/\\evil.example/x", "///evil.example"])
async def test_the_address_leads_to_no_other_site(path: str) -> None:
    async with asking() as client:
        answer = await client.get(f"http://127.0.0.1:8001{path}?token={TOKEN}")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/evil.example")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8001", 200),
        ("localhost:8001", 200),
        ("LOCALHOST", 200),
        ("[::1]:8001", 200),
        ("127.0.0.1:9000", 200),  # the near end of a tunnel
        ("evil.example", 403),
        ("evil.example:8001", 403),
        ("127.0.0.1.evil.example", 403),
        ("localhost.evil.example:8001", 403),
        ("192.168.1.20:8001", 403),
        ("", 403),
        ("[::1]evil.example", 403),
        ("[::1]@evil.example:8001", 403),
        ("127.0.0.1:8001.evil.example", 403),
        ("127.0.0.1:evil", 403),
        ("127.0.0.1:65535", 200),
        ("127.0.0.1:65536", 403),
        ("127.0.0.1:99999", 403),
        ("2130706433:8001", 403),
        ("0x7f.0.0.1", 403),
        ("user@127.0.0.1:8001", 403),
        ("127.0.0.1, evil.example", 403),
        ("127.0.0.1/", 403),
        ("localhost.", 403),
    ],
)
async def test_another_sites_name_is_refused_even_with_the_token(host: str, status: int) -> None:
    async with asking() as client:
        answer = await client.get("/", headers={"host": host, "cookie": COOKIE})
    assert answer.status_code == status
    assert (answer.headers.get("connection") == "close") == (status == 403)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/-/threads.json", 404),
        ("/-/databases", 404),
        ("//-/versions", 404),
        ("/-//plugins", 404),
        ("/-/", 404),
        ("/-/static/app.css", 200),
        ("/logbook/-/x", 200),
    ],
)
async def test_pages_about_the_server_itself_are_none(path: str, status: int) -> None:
    async with asking() as client:
        answer = await client.get(f"http://127.0.0.1:8001{path}", headers={"cookie": COOKIE})
    assert answer.status_code == status


async def test_two_hosts_are_none() -> None:
    async with asking() as client:
        headers = [("host", "127.0.0.1"), ("host", "evil.example"), ("cookie", COOKIE)]
        assert (await client.get("/", headers=headers)).status_code == 403


async def test_listening_elsewhere_admits_addresses_but_no_names() -> None:
    async with asking("0.0.0.0") as client:
        for host, status in (("192.168.1.20:8001", 200), ("localhost:8001", 200), ("evil.example:8001", 403)):
            assert (await client.get("/", headers={"host": host, "cookie": COOKIE})).status_code == status


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("192.168.1.20:8001", True),
        ("192.168.1.21", False),
        ("127.0.0.1:8001", False),
        ("localhost", False),
        ("8.8.8.8", False),
    ],
)
def test_listening_at_one_address_admits_that_one(host: str, here: bool) -> None:
    assert admits(host, ip_address("192.168.1.20")) is here


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
async def test_nothing_can_be_written(method: str) -> None:
    async with asking() as client:
        answer = await client.request(method, "/logbook", headers={"cookie": COOKIE})
    assert answer.status_code == 405
    assert "SECRET" not in answer.text


@given(st.from_regex(r"[a-z0-9-]{1,20}(\.[a-z][a-z0-9-]{0,20}){1,3}(:\d{1,5})?", fullmatch=True))
def test_no_name_with_a_domain_is_admitted(host: str) -> None:
    assert not admits(host, LOOPBACK)
    assert not admits(host, ip_address("0.0.0.0"))


@given(st.ip_addresses())
def test_addresses_are_admitted_by_where_it_listens(address: object) -> None:
    written = f"[{address}]:80" if ":" in str(address) else f"{address}:80"
    assert admits(written, ip_address("::"))
    assert admits(written, LOOPBACK) == ip_address(str(address)).is_loopback


async def test_of_silent_connections_so_many_are_open_and_each_for_so_long() -> None:
    """Over sockets of this machine; what is one too many is closed before it says anything."""
    taken, late = list[Asked](), asyncio.Queue[Asked]()

    def made() -> Asked:
        taken.append(Asked())
        return taken[-1]

    server = await asyncio.get_running_loop().create_server(
        bounded(made, lambda: len(taken), 2, late.put_nowait, seconds=0.05), "127.0.0.1", 0
    )
    async with server, asyncio.timeout(60):
        port = server.sockets[0].getsockname()[1]
        ends = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3)]
        assert await ends[2][0].read() == b""
        assert [await late.get(), await late.get()] == taken
        assert len(taken) == 2
        for one in taken:
            one.transport.write(b"who are you?")
        assert [await reading.readexactly(12) for reading, _ in ends[:2]] == [b"who are you?"] * 2
        for _, writing in ends:
            writing.close()
            await writing.wait_closed()


class Asked(asyncio.Protocol):
    """A connection that is taken."""

    transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
