"""Regular expressions that are made when they are first used: to make all of them took a third of the way to a first answer."""

from __future__ import annotations

import re
from typing import Any, cast

_USES = (
    "search",
    "match",
    "fullmatch",
    "split",
    "findall",
    "finditer",
    "sub",
    "subn",
    "pattern",
    "flags",
    "groups",
    "groupindex",
)


class _Late:
    """Stands for a pattern until something is asked of it, and from then on does what the pattern does."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    def __repr__(self) -> str:
        """The pattern and its flags: what answers depend on is told by how it reads, the same in every process."""
        return f"late({self._given[0]!r}, {self._given[1]:d})"

    def __getattr__(self, name: str) -> Any:
        if name not in _USES:
            raise AttributeError(name)
        made = re.compile(*self._given)
        self.__dict__.update((use, getattr(made, use)) for use in _USES)
        return self.__dict__[name]


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives, made when it is first used; a pattern that is wrong raises re.error only then.

    For ``pattern.search(text)`` and its like; ``re.sub(pattern, …)`` takes none.
    """
    return cast("re.Pattern[str]", _Late(pattern, flags))
