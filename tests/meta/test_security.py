"""SECURITY.md names tests; they are there."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parents[2]


def test_every_test_that_is_named_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", (HERE / "SECURITY.md").read_text("utf-8")))
    held = {
        name
        for path in (HERE / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)\(", path.read_text("utf-8"))
    }
    assert len(named) > 25
    assert named - held == set()
    assert all(
        (HERE / room).exists()
        for room in re.findall(r"`((?:bot|corpus|tests)/[\w/]+\.py)`", (HERE / "SECURITY.md").read_text("utf-8"))
    )
