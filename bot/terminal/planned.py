"""What “marrow corpus complete” would change, as text for a curator."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Any

from bot.terminal.setting import complain, say
from corpus import overrides
from corpus.characters import one_line
from corpus.completing.planning import SOURCE, Change, Differing, Plan
from corpus.merging import difference
from corpus.models import DERIVED, Author, Status

_SHOWN, _TITLE = 60, 40  # characters of a value in the list, and of a title


def tell_plan(plan: Plan, corrected: Container[str]) -> None:
    """The whole plan as text: every change, difference and question, and the counts that balance.

    ``corrected``: the keys that the curator's overrides name.
    """
    named = {key: _named(key, title) for key, title in plan.titles.items()}
    rows = [(named[one.key], one.field, _said(one), f"{SOURCE}, {one.on}") for one in plan.changes]
    for row in _aligned([("record", "field", "what is filled in", "source"), *rows] if rows else []):
        say(row)
    for change in plan.changes:
        if change.field == "doi" and change.key in corrected:
            say(f"{overrides.FILE} names {change.key}: call it {change.value} there once it has its DOI")
    for other in plan.differences:
        say(f"differs, {named[other.key]}, {other.field}: {_both(other)}")
    for asked in plan.questions:
        say("\n    ".join((f"question, {named[asked.key]}: {asked.why}", *asked.candidates)))
    for key in plan.not_found:
        say(f"not found: {named[key]}")
    for refusal in plan.refusals:
        complain(f"refused, {named[refusal.key]}: {refusal.why}")
    say(
        f"{plan.looked_up:,} looked up = {plan.filled:,} to fill in + {plan.nothing:,} with nothing new"
        f" + {plan.question:,} questions + {plan.unknown:,} not found + {plan.refused:,} refused"
    )


def _named(key: str, title: str) -> str:
    """A record as a curator knows it: by its key, or by its title where that means nothing to a reader."""
    return key if not key.startswith(DERIVED) else f"“{_shown(title, _TITLE)}” ({key})"


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    yield from (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _both(other: Differing) -> str:
    """Two values; of two long texts what differs in them, word by word."""
    if other.field in ("title", "abstract"):
        return f"yours stays: {difference(one_line(other.held), one_line(other.found))}"
    return f"“{_shown(other.held)}” stays; {SOURCE} has “{_shown(other.found)}”"


def _said(change: Change) -> str:
    return f"{_shown(change.before)} → {_shown(change.value)}" if change.before else _shown(change.value)


def _shown(value: Any, most: int = _SHOWN) -> str:
    """A value on one short line, of so many characters."""
    if isinstance(value, Status):
        return " ".join(filter(None, (value.kind, f"on {value.on}" if value.on else "", value.source or "")))
    if isinstance(value, tuple):
        names = [one.short if isinstance(one, Author) else str(one) for one in value]
        value = ", ".join(names[:3]) + (f" … ({len(names)})" if len(names) > 3 else "")
    text = one_line(str(value))
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
