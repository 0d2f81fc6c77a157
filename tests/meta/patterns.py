"""Every pattern of the house: those that modules hold, those inside functions, and how each is used."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from corpus.patterns import late
from tests.meta.trees import parsed

ROOT = Path(__file__).parents[2]
LATE: Any = type(late(""))  # what stands for a pattern that is made when it is first used
_FLAGS = re.compile(r"re\.[A-Z]+(?: \| re\.[A-Z]+)*")
_NAMED = re.compile(r"\b(?:re\.|late\()")  # files without it have no patterns inside functions
_CALLED = re.compile(r"\b(\w+)\.(?=(\w+))")
_PASSED_ON = re.compile(r"(?<=[(=, ])\w+(?=[,) ])")
_SEARCHING = {"search", "finditer", "findall", "sub", "split", "subn"}


@dataclass(frozen=True)
class Used:
    """A pattern, where it stands, and whether it is looked for anywhere in a text or only at its beginning."""

    place: str
    pattern: re.Pattern[str]
    searched: bool


def used(*packages: str) -> list[Used]:
    """The patterns of some packages."""
    files = (path for package in packages for path in sorted((ROOT / package).rglob("*.py")))
    found = (one for path in files if path.name != "__main__.py" for one in _in_file(path))
    return list({(one.pattern.pattern, one.pattern.flags, one.searched): one for one in found}.values())


@cache
def _in_file(path: Path) -> tuple[Used, ...]:
    return tuple(_read(path))


def _read(path: Path) -> Iterator[Used]:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    source = path.read_text("utf-8")
    module = importlib.import_module(name)
    calls, passed_on = set(_CALLED.findall(source)), set(_PASSED_ON.findall(source))
    for held, value in vars(module).items():
        if patterns := list(_held(value)):
            uses = {what for of, what in calls if of == held} - {"pattern"}
            # not where the module only ever matches with it from a text's beginning
            searched = not uses or bool(uses & _SEARCHING) or held in passed_on
            yield from (Used(f"{name}.{held}", pattern, searched) for pattern in patterns)
    if _NAMED.search(source):
        for line, how, pattern in _inside(parsed(path), module):
            yield Used(f"{name}:{line}", pattern, how in _SEARCHING)


def _held(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield as_text(value)
    elif isinstance(value, LATE):
        yield _compiled(value.pattern, value._flags)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _held(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _held(one)


@cache
def _compiled(pattern: str, flags: int) -> re.Pattern[str]:
    """As ``re.compile``, which keeps five hundred only: ours are many more, and modules import each other's."""
    return re.compile(pattern, flags)


def as_text(pattern: re.Pattern[Any]) -> re.Pattern[str]:
    """A pattern; one for bytes as the same for characters of one byte each."""
    if isinstance(pattern.pattern, str):
        return pattern
    return re.compile(pattern.pattern.decode("latin-1"), pattern.flags | re.ASCII)


def _inside(tree: ast.AST, module: ModuleType) -> Iterator[tuple[int, str, re.Pattern[str]]]:
    """Patterns that a function gives to ``re`` as they stand: (line, what is done, pattern)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and (how := _how(node.func)):
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                flags = [said for said in map(ast.unparse, _given(node)) if _FLAGS.fullmatch(said)]
                value = eval(flags[0], {"re": re}) if flags else 0
                yield node.lineno, how, _compiled(first.value, value)


def _how(called: ast.expr) -> str:
    """What is done with a pattern: "search" of ``re.search``, "late"; "" if it is no pattern that is given."""
    if isinstance(called, ast.Name):
        return called.id if called.id == "late" else ""
    of = called.value if isinstance(called, ast.Attribute) else None
    return called.attr if isinstance(called, ast.Attribute) and isinstance(of, ast.Name) and of.id == "re" else ""


def _given(call: ast.Call) -> list[ast.expr]:
    """What stands behind the pattern, in its place or by its name."""
    return [*call.args[1:], *(one.value for one in call.keywords)]
