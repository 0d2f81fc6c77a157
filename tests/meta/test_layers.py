"""The house's walls: imports run corpus ← index ← bot, and each library has one room."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from setuptools import find_namespace_packages

ROOT = Path(__file__).parents[2]
ALLOWED = {"corpus": {"corpus"}, "index": {"corpus", "index"}, "bot": {"corpus", "index", "bot"}}
ROOMS = {
    "rank_bm25": ("index/bm25.py",),
    "Stemmer": ("index/analyzer.py",),
    "tantivy": ("index/tantivy_engine.py",),
    "aiosqlite": ("bot/storage/",),
    "sqlite3": ("bot/storage/", "bot/browsing/"),
    "discord": ("bot/discord/",),
    "citeproc": ("corpus/citing/",),
    "typer": ("bot/terminal/", "bot/__main__.py"),
    "rich": ("bot/terminal/",),
    "rispy": ("corpus/formats/ris.py",),
    "bibtexparser": ("corpus/formats/bibtex.py",),
    "defusedxml": ("corpus/formats/", "corpus/citing/own.py"),
    "lxml": ("corpus/formats/",),
    "bs4": ("corpus/formats/",),
    "datasette": ("bot/browsing/",),
    "uvicorn": ("bot/browsing/",),
    "matplotlib": ("bot/charting.py",),
}
FILES = [path for top in ALLOWED for path in sorted((ROOT / top).rglob("*.py"))]


def imported(path: Path) -> Iterator[str]:
    """The full names of all modules a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize("path", FILES, ids=names(FILES))
def test_imports_run_one_way(path: Path) -> None:
    top = path.relative_to(ROOT).parts[0]
    ours = {name.split(".")[0] for name in imported(path)} & (set(ALLOWED) | {"tests"})
    assert ours <= ALLOWED[top], f"{top} may not import {ours - ALLOWED[top]}"


@pytest.mark.parametrize("path", FILES, ids=names(FILES))
def test_each_library_stays_in_its_room(path: Path) -> None:
    here = str(path.relative_to(ROOT))
    for name in imported(path):
        rooms = ROOMS.get(name.split(".")[0])
        assert rooms is None or here.startswith(rooms), f"{name} belongs into {rooms}"


def test_every_package_is_installed_and_nothing_else() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    found = set(find_namespace_packages(str(ROOT), **settings["packages"]["find"]))
    packages = {".".join(path.parent.relative_to(ROOT).parts) for path in FILES if path.name == "__init__.py"}
    assert packages - found == set()
    assert {package.split(".")[0] for package in found} == {"bot", "corpus", "index"}
    data = {
        file.relative_to(ROOT)
        for package in ("bot", "corpus", "index")
        for file in (ROOT / package).rglob("*")
        if file.is_file() and file.suffix not in (".py", ".pyc", ".so")
    }
    listed = {
        file.relative_to(ROOT)
        for package, patterns in settings["package-data"].items()
        for pattern in patterns
        for file in (ROOT / package.replace(".", "/")).glob(pattern)
    }
    assert data - listed == set()
