"""A library to start the program with."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.bot.terminal.running import marrow

PAPERS = [
    {
        "_id": "1",
        "title": "Bees and sugar",
        "text": "We fed 40 bees with sugar. Feeding raised honey by 12%. Wax did not change.",
    },
    {
        "_id": "2",
        "title": "Wasps in autumn",
        "text": "Wasps eat fruit in autumn. Traps caught 300 wasps in 6 weeks.",
    },
]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A data folder with a library of two papers."""
    file = tmp_path / "papers.jsonl.gz"
    file.write_bytes(gzip.compress("".join(json.dumps(paper) + "\n" for paper in PAPERS).encode()))
    done = marrow(tmp_path, "corpus", "import", str(file))
    assert done.returncode == 0
    assert "2 records read = 2 kept + 0 merged + 0 refused" in done.stdout
    return tmp_path
