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
# Inside bot: what the assistant says knows no surface and no database, what is kept knows no surface and no assistant.
INSIDE = {
    "bot/assistant/": ("bot.storage", "bot.discord", "bot.terminal", "bot.browsing", "bot.service", "bot.config"),
    "bot/storage/": ("bot.assistant", "bot.discord", "bot.terminal", "bot.browsing", "bot.service"),
    "bot/discord/": ("bot.terminal",),
    "bot/models.py": ("bot.assistant", "bot.storage", "bot.discord", "bot.terminal"),
    "bot/assistant/reading/": ("bot.assistant.telling", "bot.assistant.replying", "bot.assistant.content"),
    "bot/assistant/telling/": ("bot.assistant.replying", "bot.assistant.content", "bot.assistant.assistant"),
}
LONGEST = 300  # lines of a module of the assistant
ROOMS = {
    "rank_bm25": ("index/bm25.py",),
    "Stemmer": ("index/analyzer.py",),
    "tantivy": ("index/tantivy_engine.py",),
    "aiosqlite": ("bot/storage/",),
    "sqlite3": ("bot/storage/", "bot/browsing/"),
    "aiohttp": ("corpus/fetching.py", "corpus/reaching.py", "bot/discord/"),
    "discord": ("bot/discord/",),
    "citeproc": ("corpus/citing/",),
    "typer": ("bot/terminal/", "bot/__main__.py"),
    "rich": ("bot/terminal/",),
    "bibtexparser": ("corpus/formats/bibtex.py",),
    "defusedxml": ("corpus/formats/", "corpus/citing/catalogue.py"),
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
def test_the_rooms_of_the_bot_keep_their_order(path: Path) -> None:
    here = str(path.relative_to(ROOT))
    for room, closed in INSIDE.items():
        if here.startswith(room):
            entered = [name for name in imported(path) if name.startswith(closed)]
            assert not entered, f"{room} may not import {entered}"


def test_no_import_goes_in_a_circle_inside_the_assistant() -> None:
    """Each of its modules is read after those it imports."""
    modules = {
        str(p.relative_to(ROOT).with_suffix("")).replace("/", "."): p for p in FILES if "bot/assistant" in str(p)
    }
    needs = {name: {other for other in imported(path) if other in modules} for name, path in modules.items()}
    while free := {name for name, others in needs.items() if not others}:
        needs = {name: others - free for name, others in needs.items() if name not in free}
    assert needs == {}


def test_no_module_of_the_assistant_is_long() -> None:
    long = {
        str(p): n
        for p in FILES
        if "bot/assistant" in str(p) and (n := len(p.read_text("utf-8").splitlines())) > LONGEST
    }
    assert long == {}


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
