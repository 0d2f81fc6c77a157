"""The second half of a page, cut into one block a paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.page.lines import PageLine

PROMISED = re.compile(r"^Published Papers?\s*\((\d+) papers?\)$")
SIZE = re.compile(r"^(?P<pages>\d+) pages?(?:,\s*(?P<size>[\d.,]+ ?[KMG]i?B))?$")
END = "Full article"
_HEADING = re.compile(r"^(?:Research|Review|Reviews|Other|Others|Editorial|Communication|Case Reports?)$")


@dataclass(frozen=True, slots=True)
class Block:
    """One record's lines without the empty ones, and the heading ("Research") it stands under."""

    lines: tuple[PageLine, ...]
    heading: str | None

    @property
    def line(self) -> int:
        """Where it begins, counted from 1."""
        return self.lines[0].number

    @property
    def raw(self) -> str:
        """The record as printed."""
        return "\n".join(line.raw for line in self.lines)


def promised(lines: Sequence[PageLine]) -> int | None:
    """How many papers the page says it lists."""
    return next((int(m.group(1)) for line in lines if (m := PROMISED.match(line.text))), None)


def blocks(lines: Sequence[PageLine]) -> list[Block]:
    """The records after "Published Papers", in order. A record begins at its "N pages, N KiB" line."""
    start = next((i for i, line in enumerate(lines) if line.text.startswith("Published Paper")), len(lines))
    body = [line for line in lines[start + 1 :] if line.text]
    heading, current = None, list[PageLine]()
    found: list[Block] = []
    for i, line in enumerate(body):
        following = body[i + 1].text if i + 1 < len(body) else ""
        if _HEADING.match(line.text) and (following.startswith("Jump to:") or SIZE.match(following)):
            _close(current, heading, found)
            heading, current = line.text, []
        elif SIZE.match(line.text):
            _close(current, heading, found)
            current = [line]
        elif current:
            current.append(line)
    _close(current, heading, found)
    return found


def _close(lines: list[PageLine], heading: str | None, found: list[Block]) -> None:
    if lines:
        found.append(Block(tuple(lines), heading))
