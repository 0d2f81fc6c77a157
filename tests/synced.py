"""What is synced, and when: all that a test can see of what a power cut would leave (Linux)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def syncs(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """A list that grows with every sync: a file's name and its bytes at that moment, or a folder's and its entries."""
    said: list[tuple[str, int]] = []
    sync = os.fsync

    def said_and_synced(file: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{file}"))
        said.append((path.name, os.fstat(file).st_size if path.is_file() else len(list(path.iterdir()))))
        sync(file)

    monkeypatch.setattr(os, "fsync", said_and_synced)
    return said
