"""A reply is read in Discord and in the terminal: where it names a command of the one, it says so, and names that of the other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import bot.assistant

ROOM = Path(bot.assistant.__file__).parent
DOCS = Path(__file__).parents[3] / "docs" / "commands.md"
SLASH = re.compile(r"(?<![\w/:.])/(?P<name>[a-z]+)\b")
MACHINE = re.compile(r"`marrow [a-z ]+")


def sentences() -> Iterator[str]:
    """Every text in the code of the assistant, without docstrings."""
    for file in sorted(ROOM.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        notes = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
                yield node.value


def test_a_command_of_discord_is_named_with_that_of_the_terminal() -> None:
    known = set(SLASH.findall(DOCS.read_text("utf-8")))
    assert {"ask", "cite", "privacy", "corpus"} <= known
    found = [text for text in sentences() if {one["name"] for one in SLASH.finditer(text)} & known]
    assert found
    assert [text for text in found if "Discord" not in text or "`marrow " not in text] == []
    documented = DOCS.read_text("utf-8")
    named = [name for text in found for name in MACHINE.findall(text)]
    assert [one for one in named if one not in documented and f"`{one.split()[-1]}`" not in documented] == []
