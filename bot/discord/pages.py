"""A long text in pages that each fit a message: cut between blocks, then lines, then words; nothing is dropped."""

from __future__ import annotations

from collections.abc import Iterator

from bot.discord.limits import ROOM, size
from bot.discord.text import QUOTE


def pages(text: str, room: int = ROOM) -> tuple[str, ...]:
    """The pages of an escaped text, each at most ``room`` units; a quote cut in two goes on as a quote."""
    return tuple(_packed([part for block in text.split("\n\n") for part in _block(block, room)], "\n\n", room))


def _packed(parts: list[str], joint: str, room: int) -> Iterator[str]:
    """Join neighbours as long as they fit together."""
    page = ""
    for part in parts:
        joined = f"{page}{joint}{part}" if page else part
        if size(joined) > room and page:
            yield page
            page = part
        else:
            page = joined
    if page:
        yield page


def _block(block: str, room: int) -> list[str]:
    if size(block) <= room:
        return [block]
    return list(_packed([part for line in block.split("\n") for part in _line(line, room)], "\n", room))


def _line(line: str, room: int) -> list[str]:
    if size(line) <= room:
        return [line]
    start = QUOTE if line.startswith(QUOTE) else ""
    words = [piece for word in line[len(start) :].split(" ") for piece in _word(word, room - len(start))]
    return [start + part for part in _packed(words, " ", room - len(start))]


def _word(word: str, room: int) -> Iterator[str]:
    """A word longer than a page, cut; never between a backslash and the sign it escapes."""
    while size(word) > room:
        end = room // 2
        while word[end - 1] == "\\":
            end -= 1
        yield word[:end]
        word = word[end:]
    yield word
