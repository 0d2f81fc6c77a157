"""Small turns of phrase that many answers share."""

from __future__ import annotations


def counted(number: int, noun: str, plural: str = "") -> str:
    """ "1 page", "2 pages", "1,216 views"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
