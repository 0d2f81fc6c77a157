"""One word, one thing: what a stranger looks up by its name is found in one place."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.meta.test_layers import FILES, here
from tests.meta.trees import parsed

# Files of two or more rooms that are called alike because they play the same part there.
SISTERS = set(
    """asking authors corpus errors fields languages lexicon libraries log models papers pinning privacy reader
    references rows running saved store visiting weekly words""".split()
)
# Words that once meant several things. Each may be given by one module, as a class, a function or a constant.
ONCE_SEVERAL = {
    "Asked",
    "Finding",
    "MANY",
    "NAMED",
    "Place",
    "Progress",
    "REPAIRED",
    "Reading",
    "Selection",
    "fold",
}


def given(path: Path) -> Iterator[str]:
    """The names that a module's own body gives: classes, functions and constants."""
    for node in parsed(path).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name))


def test_a_word_that_meant_several_things_means_one() -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for path in FILES:
        for name in ONCE_SEVERAL.intersection(given(path)):
            places[name].add(here(path))
    assert {name: files for name, files in places.items() if len(files) > 1} == {}


def test_a_class_has_its_name_to_itself() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in FILES:
        for node in parsed(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(here(path))
    assert {name: files for name, files in places.items() if len(files) > 1} == {}


def test_files_called_alike_play_the_same_part_in_sister_rooms() -> None:
    stems = Counter(path.stem for path in FILES if path.name not in ("__init__.py", "__main__.py"))
    assert {stem for stem, count in stems.items() if count > 1} == SISTERS
