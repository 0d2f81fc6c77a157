"""Values of JSON as what they should be; nothing where they are something else."""

from __future__ import annotations

from typing import Any


def text_in(value: object) -> str | None:
    """A text with something in it."""
    return value if isinstance(value, str) and value.strip() else None


def words_in(value: object) -> tuple[str, ...]:
    """The texts of a list."""
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def object_in(value: object) -> dict[str, Any]:
    """An object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def objects(value: object) -> list[dict[str, Any]]:
    """The objects of a list; none of anything else."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
