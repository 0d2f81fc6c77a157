"""Which machines may be asked: hosts by name, public addresses, and this machine if it is named."""

from __future__ import annotations

import pytest
from yarl import URL

from corpus.reaching import host_of, is_allowed, is_here, leads_out, proxy_of


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.example.org/a", "www.example.org"),
        ("https://www.example.org:443/", "www.example.org"),
        ("https://www.example.org:8443/", "www.example.org:8443"),
        ("http://127.0.0.1:80/", "127.0.0.1"),
        ("/a/path", ""),
    ],
)
def test_a_host_is_written_with_a_port_that_is_unusual(url: str, host: str) -> None:
    assert host_of(URL(url)) == host


@pytest.mark.parametrize(
    ("address", "out"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("2001:4860:4860::8888%eth0", True),
        ("::ffff:8.8.8.8", True),  # IPv4 written in IPv6
        ("10.0.0.1", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),  # where clouds keep their secrets
        ("100.64.0.1", False),
        ("224.0.0.1", False),  # many machines at once
        ("ff0e::1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:169.254.169.254", False),
        ("2002:7f00:1::", False),  # 6to4 of 127.0.0.1
        ("64:ff9b::808:808", True),  # what a network without IPv4 makes of 8.8.8.8 …
        ("64:ff9b::a9fe:a9fe", False),  # … and of where clouds keep their secrets
        ("64:ff9b::a00:1", False),
        ("64:ff9b:1::a00:1", False),  # a network's own way of writing IPv4
        ("::ffff:0:7f00:1", False),  # two older ones
        ("::7f00:1", False),
        ("2001:db8::1", False),  # of examples
        ("fec0::1", False),  # a site's own network, as it was first written
        ("www.example.org", False),  # no number
        ("", False),
    ],
)
def test_only_a_public_address_leads_out(address: str, out: bool) -> None:
    assert leads_out(address) is out


@pytest.mark.parametrize(
    ("host", "here"),
    [("localhost", True), ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("10.0.0.1", False), ("localhost.org", False)],
)  # fmt: skip
def test_this_machine_is_known_by_its_name_and_numbers(host: str, here: bool) -> None:
    assert is_here(host) is here


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://www.example.org/a", True),
        ("http://www.example.org/a", True),
        ("https://WWW.example.org:443/a", True),
        ("https://www.example.org.evil.org/", False),
        ("http://[::ffff:10.0.0.1]/", False),
        ("https://8.8.8.8/", True),
        ("http://127.0.0.1:8080/", True),  # named, as an operator does
        ("https://10.0.0.1/", False),  # named, and yet of an inner network
        ("https://other.example.org/", False),
        ("https://www.example.org:8443/", False),
        ("ftp://www.example.org/", False),
        ("file:///etc/passwd", False),
        ("https://me@www.example.org/", False),
        ("https://me:word@www.example.org/", False),
        ("https://:word@www.example.org/", False),
        ("/a/path", False),
    ],
)
def test_an_address_may_be_asked_at_a_host_that_is_named(url: str, fine: bool) -> None:
    hosts = {"www.example.org", "8.8.8.8", "127.0.0.1:8080", "10.0.0.1", "::ffff:a00:1", ""}
    assert is_allowed(URL(url), hosts) is fine


def test_a_proxy_is_that_of_the_scheme_and_speaks_http(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "no_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    assert proxy_of(URL("https://www.example.org/")) is None
    monkeypatch.setenv("https_proxy", "http://proxy.example.org:3128")
    monkeypatch.setenv("http_proxy", "socks5://proxy.example.org:1080")
    monkeypatch.setenv("no_proxy", "near.example.org")
    assert proxy_of(URL("https://www.example.org/")) == "http://proxy.example.org:3128"
    assert proxy_of(URL("http://www.example.org/")) is None  # it speaks another language
    for host in ("near.example.org", "localhost", "127.0.0.1", "[::1]"):
        assert proxy_of(URL(f"https://{host}/")) is None
