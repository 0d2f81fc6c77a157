"""Names of libraries: which are a server's own, and what people are told instead of the long name."""

from __future__ import annotations

import re

# what the name of a server's own library begins with; its id follows, and for a further one "-name"
OWN = "server-"
FIRST = "this server's papers"  # what its first library is called
_OWN = re.compile(rf"{OWN}\d+(?:-(.+))?")


def own(server: str | None, name: str = "") -> str:
    """The whole name of a library of a server's own, by its short one."""
    return f"{OWN}{server}-{name}" if name else f"{OWN}{server}"


def belongs(library: str, server: str | None) -> bool:
    """True for a library of the server's own."""
    return library == own(server) or library.startswith(f"{own(server)}-")


def owner(library: str) -> str:
    """Whose a library is: what all of one server's own have in common, and no other; "" for the operator's."""
    found = _OWN.fullmatch(library)
    return found[0].removesuffix(f"-{found[1]}") if found else ""


def offered(library: str, server: str | None) -> bool:
    """True for a library a server may ask: those of other servers are theirs."""
    return belongs(library, server) or not library.startswith(OWN)


def short(library: str, server: str | None) -> str:
    """The short name of a further library of the server's own; "" for its first."""
    return library.removeprefix(own(server)).removeprefix("-")


def listed(library: str) -> str:
    """The same in a menu, where an operator's library may have the same name."""
    name = called(library)
    return name if name in (library, FIRST) else f"{name} (this server's)"


def called(library: str) -> str:
    """What readers call a library: its name; of a server's own the short one, or ``FIRST``."""
    found = _OWN.fullmatch(library)
    return library if found is None else found[1] or FIRST
