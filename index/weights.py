"""The name of everything that shapes an answer beside the settings: weights, thresholds and word lists."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import ModuleType

from index import (
    account,
    attributes,
    evidence,
    features,
    hedging,
    nearby,
    neighbours,
    outcome,
    periods,
    query,
    rescoring,
    selecting,
    several,
    stopwords,
    texts,
    vocabulary,
)

_MODULES = (
    account,
    attributes,
    evidence,
    features,
    hedging,
    nearby,
    neighbours,
    outcome,
    periods,
    query,
    rescoring,
    selecting,
    several,
    stopwords,
    texts,
    vocabulary,
)


def weights_digest() -> str:
    """Twelve hex digits that change with any constant of the evidence and the outcome, and with any word list."""
    whole = hashlib.sha256(json.dumps([_constants(module) for module in _MODULES], sort_keys=True).encode())
    for entry in sorted((files("index") / "data").iterdir(), key=lambda entry: entry.name):
        whole.update(entry.name.encode())
        whole.update(_named(entry))
    return whole.hexdigest()[:12]


def _named(entry: Traversable) -> bytes:
    """What names a word list: the list itself; of the table of neighbours, which is large, the digest it begins with."""
    with entry.open("rb") as file:
        return file.read(neighbours.DIGEST if entry.name == neighbours.NAME else -1)


def _constants(module: ModuleType) -> dict[str, object]:
    """A module's constants: numbers, texts, and collections of them."""
    return {name: _plain(value) for name, value in vars(module).items() if name.isupper() and not callable(value)}


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(str(one) for one in value)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value if isinstance(value, int | float | str | None) else str(value)
