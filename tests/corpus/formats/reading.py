"""A text as a file of papers, and what was read of a paper, for tests of formats."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from corpus.files import read_papers
from corpus.models import Paper, Parsed


def read(folder: Path, text: str, name: str) -> Parsed:
    """What is read from a file of this name and text."""
    (folder / name).write_text(text, "utf-8")
    return read_papers(folder / name)


def told(paper: Paper, right: dict[str, Any]) -> dict[str, Any]:
    """The paper's fields of these names; its day as it is written."""
    found = {name: getattr(paper, name) for name in right}
    return {name: value.isoformat() if name == "published" and value else value for name, value in found.items()}


def unbegun(text: str, *names: str) -> int:
    """The number of end tags of some elements that close none."""
    opened = found = 0
    for tag in re.findall(rf"<(?:/(?=(?:{'|'.join(names)})>)|(?:{'|'.join(names)})>)", text):
        found += tag == "</" and not opened
        opened = opened + 1 if tag != "</" else max(opened - 1, 0)
    return found
