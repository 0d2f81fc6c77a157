"""Which machines may be asked: named hosts at public addresses, and this machine if it is named.

A host name can resolve to any address, and to another one next time; so the address that is connected to is
checked, not the name.
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.request import getproxies, proxy_bypass

from yarl import URL

_NAT64 = bytes.fromhex("0064ff9b") + bytes(8)  # how a network without IPv4 writes its addresses (RFC 6052)


def host_of(url: URL) -> str:
    """A host as in the list of allowed hosts: "www.mdpi.com", with its port if unusual for the scheme; "" if
    there is none."""
    host = url.host or ""
    return host if not host or url.is_default_port() else f"{host}:{url.port}"


def is_allowed(url: URL, hosts: Collection[str]) -> bool:
    """Whether an address is http or https, at a host of the list, without a user name.

    A numeric address must be public, or this machine's.
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
    """The proxy for an address from the environment, never for this machine; None if there is none."""
    host = url.host or ""
    found = None if is_here(host) or proxy_bypass(host) else getproxies().get(url.scheme)
    return found if found and found.startswith("http") else None


def leads_out(address: str) -> bool:
    """Whether a numeric address is public."""
    number = _number(address.partition("%")[0])
    return number is not None and _is_public(number)


def _is_public(number: IPv4Address | IPv6Address) -> bool:
    """Whether it is a public unicast address, also for an IPv4 address written in IPv6. Beside those ways of writing, all that
    is public in IPv6 begins as 2000::/3; Python takes more for it.
    """
    if isinstance(number, IPv4Address):
        return number.is_global and not number.is_multicast
    of_nat64 = IPv4Address(number.packed[-4:]) if number.packed.startswith(_NAT64) else None
    inner = number.ipv4_mapped or number.sixtofour or of_nat64
    return _is_public(inner) if inner is not None else number.is_global and number.packed[0] >> 5 == 1


def _number(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
