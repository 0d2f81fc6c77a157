"""Which machines may be asked: hosts that were named, at addresses everybody has, and this machine where it was named.

A name can lead anywhere, and elsewhere the next time: what is connected to is looked at, not what was written.
"""

from __future__ import annotations

import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.request import getproxies, proxy_bypass

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import DefaultResolver
from yarl import URL

from corpus.errors import FetchError


def host_of(url: URL) -> str:
    """A host as a list of allowed ones names it: "www.mdpi.com", or with a port that is not its scheme's usual one; "" for none."""
    host = url.host or ""
    return host if not host or url.is_default_port() else f"{host}:{url.port}"


def is_allowed(url: URL, hosts: Collection[str]) -> bool:
    """Whether an address is http or https, at a host of the list, with no user's name in it.

    An address given as a number has to be a public one, or this machine's.
    """
    if url.scheme not in ("http", "https") or url.user is not None or url.password is not None:
        return False
    number = _number(url.host or "")
    return host_of(url) in hosts and (number is None or _is_public(number) or number.is_loopback)


def is_here(host: str) -> bool:
    """Whether a host's name or number means this machine."""
    number = _number(host)
    return host == "localhost" or (number is not None and number.is_loopback)


def proxy_of(url: URL) -> str | None:
    """The proxy that the environment names for an address, which is never one for this machine; None for none."""
    host = url.host or ""
    found = None if is_here(host) or proxy_bypass(host) else getproxies().get(url.scheme)
    return found if found and found.startswith("http") else None


class Reachable(AbstractResolver):
    """Finds a host's addresses, and refuses one in a private network: a name anybody gives out may lead there."""

    def __init__(self) -> None:
        self._resolver = DefaultResolver()
        self._proxies = {
            URL(proxy).host for proxy in getproxies().values() if "://" in proxy
        }  # the operator's own

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses. Raises OSError where there is none, FetchError where one may not be asked."""
        found = await self._resolver.resolve(host, port, family)
        fine = is_here if is_here(host) else _leads_out
        if host not in self._proxies and not all(fine(one["host"]) for one in found):
            raise FetchError(f"{host} leads into a private network, so it is not asked.")
        return found

    async def close(self) -> None:
        """Leave nothing open."""
        await self._resolver.close()


def _leads_out(address: str) -> bool:
    number = _number(address.partition("%")[0])
    return number is not None and _is_public(number)


def _is_public(number: IPv4Address | IPv6Address) -> bool:
    """Whether it is one machine's address that the whole net knows, also where IPv6 writes an address of IPv4."""
    inner = getattr(number, "ipv4_mapped", None) or getattr(number, "sixtofour", None)
    return number.is_global and not number.is_multicast and (inner is None or _is_public(inner))


def _number(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
