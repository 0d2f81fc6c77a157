"""Names of libraries: which ones belong to a server, and the short names that people read."""

from __future__ import annotations

from corpus.patterns import late

# what the name of a server's own library begins with; its id follows, and for a further one "-name"
OWN = "server-"
FIRST = "this server's papers"  # what its first library is called
_OWN = late(rf"{OWN}\d+(?:-(.+))?")

_QUOTED = late(rf"“({OWN}\d+[^“”]*)”")


def own(server: str | None, name: str = "") -> str:
    """The full name of a library that belongs to a server; ``name`` is its short name, "" for the server's first
    library.
    """
    return f"{OWN}{server}-{name}" if name else f"{OWN}{server}"


def belongs(library: str, server: str | None) -> bool:
    """True if a library belongs to the server."""
    return library == own(server) or library.startswith(f"{own(server)}-")


def owner(library: str) -> str:
    """The owner of a library: the beginning that the names of all libraries of one server share; "" for the
    operator's libraries.
    """
    found = _OWN.fullmatch(library)
    return found[0].removesuffix(f"-{found[1]}") if found else ""


def offered(library: str, server: str | None) -> bool:
    """True if a server may ask a library: one of its own or of the operator's, never another server's."""
    return belongs(library, server) or not library.startswith(OWN)


def short(library: str, server: str | None) -> str:
    """The short name of a library of the server; "" for its first."""
    return library.removeprefix(own(server)).removeprefix("-")


def listed(library: str) -> str:
    """The name of a library in a menu, where a server's library and an operator's may have the same name."""
    name = called(library)
    return name if name in (library, FIRST) else f"{name} (this server's)"


def called(library: str) -> str:
    """The name of a library as people read it: its own name; for a server's library its short name, or
    ``FIRST``.
    """
    found = _OWN.fullmatch(library)
    return library if found is None else found[1] or FIRST


def by_name(sentence: str) -> str:
    """A sentence with the libraries in it by the names that people read."""
    return _QUOTED.sub(lambda found: f"“{called(found[1])}”", sentence)
