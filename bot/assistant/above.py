"""Which warnings stand above the sentences of a reply, for the log: read from the reply itself, so that they are the ones that were shown."""

from __future__ import annotations

from collections.abc import Iterator

from bot.assistant.compose import LEANS, LEANS_WITHOUT, NEAR, NEARLY, QUOTE, anew

# By the name that the log keeps, how the lines begin.
_BEGINNINGS = {
    "anew": (anew("", True).partition(".")[0],),
    "lacking": (NEARLY.partition("{")[0], LEANS_WITHOUT.partition("{")[0]),
    "near": (NEAR,),
    "leaning": (LEANS, LEANS_WITHOUT.partition("{")[0]),
}


def stood_above(text: str) -> tuple[str, ...]:
    """The names of the warnings above a reply's first quote."""
    lines = tuple(_above(text))
    return tuple(name for name, begin in _BEGINNINGS.items() if any(line.startswith(begin) for line in lines))


def _above(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if line.startswith(QUOTE):
            return
        yield line
