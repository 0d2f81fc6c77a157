"""The address that is printed opens on this machine, wherever the server listens."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

import pytest

from bot.browsing.guarding import admits
from bot.browsing.serving import bound, url_of


@pytest.mark.parametrize(
    ("listening", "host"),
    [
        ("127.0.0.1", "127.0.0.1:8001"),
        ("0.0.0.0", "127.0.0.1:8001"),
        ("192.168.1.20", "192.168.1.20:8001"),
        ("::1", "[::1]:8001"),
        ("::", "[::1]:8001"),
    ],
)
def test_an_address_that_the_guard_admits(listening: str, host: str) -> None:
    address = ip_address(listening)
    parts = urlsplit(url_of(address, 8001, "secret"))
    assert (parts.scheme, parts.netloc, parts.path, parts.query) == ("http", host, "/logbook", "token=secret")
    assert admits(parts.netloc, address)


def test_a_free_port_on_loopback() -> None:
    with bound(ip_address("127.0.0.1"), 0) as one, bound(ip_address("127.0.0.1"), 0) as two:
        assert one.getsockname()[0] == "127.0.0.1"
        assert one.getsockname()[1] != two.getsockname()[1]
