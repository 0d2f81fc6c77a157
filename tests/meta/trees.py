"""Our files as Python reads them: read once for all the tests of a process."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path


@cache
def parsed(path: Path) -> ast.Module:
    """A file's tree, by its whole path; nobody changes it."""
    return ast.parse(path.read_text("utf-8"))
