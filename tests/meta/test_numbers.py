"""A number that decides something has a name, and beside it stands what it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.meta.test_layers import FILES, here
from tests.meta.trees import parsed

SHARES = (0.0, 0.5, 1.0)  # nothing, half and all need no name


def _is_number(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple):
        return all(map(_is_number, node.elts))
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def unexplained(path: Path) -> Iterator[int]:
    """The lines of numbers without a comment: on a line of theirs, or above the first of several in a row."""
    lines, told_above = path.read_text("utf-8").splitlines(), -1
    for node in parsed(path).body:
        if (
            isinstance(node, ast.Assign)
            and not isinstance(node.targets[0], ast.Subscript)
            and _is_number(node.value)
        ):
            first, last = node.lineno - 1, node.end_lineno or node.lineno
            if lines[first - 1].lstrip().startswith("#") or told_above == first:
                told_above = last
            elif not any("#" in line for line in lines[first:last]):
                yield node.lineno


def test_a_number_of_a_module_says_what_it_is() -> None:
    assert {here(path): found for path in FILES if (found := list(unexplained(path)))} == {}


def unnamed(path: Path) -> Iterator[float]:
    """The fractions that stand within functions."""
    functions = [
        node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    within = (node for one in functions for part in one.body for node in ast.walk(part))
    numbers = (node.value for node in within if isinstance(node, ast.Constant))
    yield from (number for number in numbers if isinstance(number, float) and number not in SHARES)


def test_a_fraction_that_decides_on_an_answer_has_a_name() -> None:
    deciding = [path for path in FILES if here(path).startswith(("index/", "bot/assistant/"))]
    assert {here(path): found for path in deciding if (found := list(unnamed(path)))} == {}
