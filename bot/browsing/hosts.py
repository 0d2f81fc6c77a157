"""Under which names a page on this machine answers. A page of another site may let its own name point here, and a browser
would read for it (DNS rebinding); the header Host then says that name.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address

Address = IPv4Address | IPv6Address
_HOST = re.compile(
    r"(?:(?P<name>localhost)|(?P<four>[0-9.]+)|\[(?P<six>[0-9a-f:.]+)\])(?::(?P<port>[0-9]{1,5}))?",
    re.IGNORECASE | re.ASCII,
)


def admits(host: str, listening: Address) -> bool:
    """Whether a request with this Host header ("127.0.0.1:8001", "[::1]:80", "localhost") is allowed at a listening
    address.

    Listening on loopback: a loopback address or "localhost", with any port, because a tunnel may use another one. On
    one address: that address. On all addresses: any address, because others may know this machine by another one
    (behind a router), or "localhost".
    """
    found = _HOST.fullmatch(host)
    if found is None or int(found["port"] or 0) > 65_535:
        return False
    here = listening.is_loopback or listening.is_unspecified
    if found["name"]:
        return here
    try:
        address = ip_address(found["six"] or found["four"])
    except ValueError:
        return False
    return listening.is_unspecified or (address.is_loopback if here else address == listening)
