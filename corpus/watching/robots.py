"""What a site's robots.txt allows a program to read (RFC 9309): the longest rule that fits a path decides, and "allow" a tie.

Python's own reader of such files takes the first rule that fits, and knows no "*" inside a path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote_to_bytes

from corpus.models import Model

LARGEST = 512 * 1024  # bytes that are read of one; RFC 9309 asks for 500 KiB at the least
MOST = 5_000  # rules that are read of one
_LONGEST = 2_000  # characters of a rule; no address that is read is longer
_DELAY = re.compile(r"\d{1,6}(?:\.\d{1,6})?", re.ASCII)
_STARS = re.compile(r"\*+")
_KEPT = "/%:;=@!$&'()*+,~-._?#[]"


class Rules(Model):
    """What holds for one program: patterns of paths with whether they may be read, and the seconds between two requests."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0

    def allow(self, path: str) -> bool:
        """Whether a path (with its query, beginning with "/") may be read."""
        path = _plain(path)
        fitting = [(len(pattern), allowed) for pattern, allowed in self.rules if _fits(pattern, path)]
        return max(fitting, default=(0, True))[1]


def rules_for(agent: str, content: bytes) -> Rules:
    """The rules for a program (``agent``: its name alone), else those for everybody; none where the file has none."""
    name = agent.casefold()
    named = list[tuple[str, str]]()
    everybody = list[tuple[str, str]]()
    is_named = False
    for agents, key, value in _lines(content):
        if name in agents:
            is_named = True
            named.append((key, value))
        elif "*" in agents:
            everybody.append((key, value))
    return _rules(named if is_named else everybody)


def _rules(lines: list[tuple[str, str]]) -> Rules:
    """Rules without a path forbid nothing."""
    rules = ((_plain(value), key == "allow") for key, value in lines if key in ("allow", "disallow") and value)
    delays = [float(value) for key, value in lines if key == "crawl-delay" and _DELAY.fullmatch(value)]
    return Rules(rules=tuple(rules), delay=max(delays, default=0))


def _lines(content: bytes) -> Iterator[tuple[set[str], str, str]]:
    """Each line that says something, with the programs it is said to; a group of them begins with their names."""
    agents, open_ = set[str](), False
    for number, (key, value) in enumerate(_pairs(content)):
        if number > MOST:
            return
        if key == "user-agent":
            agents = agents if open_ else set()
            agents.add(value.partition("/")[0].strip().casefold())
            open_ = True
            yield agents, "", ""  # a group without rules is one too
        else:
            open_ = False if key in ("allow", "disallow") else open_
            yield agents, key, value


def _pairs(content: bytes) -> Iterator[tuple[str, str]]:
    for line in content[:LARGEST].decode("utf-8-sig", "replace").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon and len(value) < _LONGEST:
            yield key.strip().casefold(), value.strip()


def _plain(path: str) -> str:
    """A path in one spelling, whatever of it is percent-encoded; what encodes a "/", "*" or "$" stays encoded."""
    parts = re.split(r"(%(?:2[fFaA4]|25))", path)
    plain = (
        quote(unquote_to_bytes(one), safe=_KEPT) if i % 2 == 0 else one.upper() for i, one in enumerate(parts)
    )
    return "".join(plain)


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern fits a path from its beginning; "*" stands for anything, "$" for the end. Linear for each piece."""
    whole = pattern.endswith("$")
    first, *others = _STARS.split(pattern.removesuffix("$"))
    if not path.startswith(first):
        return False
    at = len(first)
    for piece in others[:-1] if whole else others:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if not whole:
        return True
    return len(path) - at >= len(others[-1]) and path.endswith(others[-1]) if others else at == len(path)
