"""Papers and plain data as one line of JSON, the same for equal ones: the form that is stored, compared and hashed."""

from __future__ import annotations

import json
from functools import cache

from pydantic_core import to_json

from corpus.models import Model, Paper


def written(record: object) -> str:
    """Plain data as one line of JSON."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(paper: Paper) -> str:
    """A paper as one line of JSON without unknown fields."""
    return line_of(paper).decode()


def line_of(paper: Paper) -> bytes:
    """The same in UTF-8: what ``written`` makes of the paper's plain data, in half the time."""
    return to_json(_sorted(paper))


def _sorted(record: Model) -> dict[str, object]:
    """A record's known fields in the order of their names; its own records alike."""
    held = record.__dict__
    return {
        name: _inside(value) if isinstance(value, tuple | Model) else value
        for name in _names(type(record))
        if (value := held[name]) is not None
    }


def _inside(value: object) -> object:
    if isinstance(value, tuple):
        return [_inside(one) for one in value]
    return _sorted(value) if isinstance(value, Model) else value


@cache
def _names(kind: type[Model]) -> tuple[str, ...]:
    return tuple(sorted(kind.model_fields))
