"""Small phrases that many answers use."""

from __future__ import annotations

from collections.abc import Sequence


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 page", "2 pages", "1,216 views". ``plural`` is the plural if it is not noun +
    "s".
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def joined(parts: Sequence[str], word: str = "and") -> str:
    """The parts as a list in words: "a, b and c"; "" if there are none. ``word`` comes before the last one."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}" if parts else ""
