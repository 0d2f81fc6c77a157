"""JSON that ends too early: the records of an answer that stand whole before the place where it was cut off, and no part of one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*+\\?(?:"|\Z)|[{}\[\],]', re.DOTALL
)  # a text that is not closed goes to the end
_CLOSES = {"{": "}", "[": "]"}
_MOST_OPEN = 200  # lists and objects inside one another where an answer was cut off; more than papers need


_KEY = re.compile(r'\{\s{0,100}"[^"\\]{0,100}"')


class Salvaged(NamedTuple):
    """The records that stand whole, and the place (code points) behind the last of them."""

    records: list[object]
    end: int


def salvaged(text: str, at: int, records: Callable[[Any], list[object]]) -> Salvaged | None:
    """What can be read for sure of an answer that begins at a place and was cut off; None for one that was not, and where that
    cannot be told. ``records``: reads the records of an answer.
    """
    opened = _open(text, at)
    if not opened:
        return None
    closing = "".join(_CLOSES[sign] for sign, _ in reversed(opened))
    try:
        value = json.loads(text[at : opened[-1][1]] + closing, strict=False)
    except (ValueError, RecursionError):  # it is damaged elsewhere, too
        return None
    return _whole(_path(value, len(opened)), [end for _, end in opened], records)


def _open(text: str, at: int) -> list[tuple[str, int]]:
    """The lists and objects that are still open where a text ends, the outermost first: each one's sign, and where its last whole part ends."""
    found = list[tuple[str, int]]()
    for token in _TOKEN.finditer(text, at):
        sign = token[0]
        if sign in _CLOSES:
            found.append((sign, token.end()))
            if len(found) > _MOST_OPEN:
                return []
            continue
        if sign in "}]" and found:
            found.pop()
        if found and sign in "}],":
            found[-1] = (found[-1][0], token.start() if sign == "," else token.end())
    return found


def _path(value: Any, length: int) -> list[Any]:
    """The lists and objects from an answer to its very last part."""
    found = [value]
    while len(found) < length:
        last = found[-1]
        found.append(last[-1] if isinstance(last, list) else next(reversed(last.values())))
    return found


def _whole(path: list[Any], ends: list[int], records: Callable[[Any], list[object]]) -> Salvaged | None:
    """The records of an answer of which all on a path may lack their last parts, once no record is among these."""
    value = path[0]
    while path:
        found = records(value)
        if not any(one is part for one in found for part in path):
            return Salvaged(found, ends[len(path) - 1])
        path.pop()
        if path:
            path[-1].pop() if isinstance(path[-1], list) else path[-1].popitem()
    return None


def next_like(text: str, at: int, end: int | None) -> int | None:
    """The place before an end of the next object that begins as the one at a place does: on a line of its own, as far in, with the same
    name first; None if there is none. Where an object is damaged this is the next of its list.
    """
    line = text.rfind("\n", 0, at) + 1
    first = _KEY.match(text, at)
    if not line or text[line:at].strip() or not first:
        return None
    place = text.find(f"\n{text[line:at]}{first[0]}", at, end)
    return place + 1 + at - line if place >= 0 else None
