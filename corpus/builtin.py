"""The library that comes with Marrow: the nine papers of one special issue, built by ``corpus.build``."""

from __future__ import annotations

from pathlib import Path

from corpus.models import Corpus

NAME = "bone-and-spine-metastases"
DATA = Path(__file__).parent / "data"


def builtin() -> Corpus:
    """The built-in library, as built; ``tests/corpus/test_builtin.py`` holds it to its page and its hashes."""
    return Corpus.model_validate_json((DATA / f"{NAME}.json").read_bytes())
