"""The name of everything that shapes an answer beside the settings: weights, thresholds and word lists."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from types import ModuleType

from index import evidence, outcome, query, rescoring, stopwords, texts, vocabulary

_MODULES = (evidence, outcome, query, rescoring, stopwords, texts, vocabulary)


def weights_digest() -> str:
    """Twelve hex digits that change with any constant of the evidence and the outcome, and with any word list."""
    whole = hashlib.sha256(json.dumps([_constants(module) for module in _MODULES], sort_keys=True).encode())
    for entry in sorted((files("index") / "data").iterdir(), key=lambda entry: entry.name):
        whole.update(entry.name.encode())
        whole.update(entry.read_bytes())
    return whole.hexdigest()[:12]


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
