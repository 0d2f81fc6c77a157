"""A digest of everything except the settings that determines an answer: the code and data between question and
reply."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import ModuleType

from index.terms import names, neighbours

# The modules of the index whose constants shape an answer.
_MODULES = (
    "finding.account finding.candidates finding.counting finding.evidence finding.features"
    " finding.held_terms finding.hedging finding.lasting finding.outcome finding.scoring finding.selecting"
    " questions.ranked questions.reader questions.slips sentences.contrasts sentences.quantities terms.attributes"
    " terms.neighbours terms.query terms.vocabulary terms.words"
).split()

PACKAGES = ("corpus", "index")  # the packages that read papers and find evidence in them
# Answers do not depend on these: how a library was made and stored is recorded in its snapshot, and a table's source is
# not read.
_LEFT_OUT = (
    "__pycache__", "corpus/formats", "corpus/page", "corpus/citing", "corpus/data", "index/kept",
    *(f"index/data/{source}" for source in names.SOURCES),
)  # fmt: skip
_SHAPING = (".py", ".toml", ".txt", ".tsv")


def weights_digest(*further: str) -> str:
    """Twelve hex digits that change whenever a module, data file or constant that determines answers changes.

    ``further``: packages besides corpus and index, such as the one that writes replies.
    """
    constants = [_constants(import_module(f"index.{name}")) for name in _MODULES]
    return hashlib.sha256(_code(*PACKAGES, *further) + json.dumps(constants, sort_keys=True).encode()).hexdigest()[
        :12
    ]


@cache
def _code(*packages: str) -> bytes:
    """A digest of the modules and data files of some packages. They are read once: a process keeps the code it began
    with, whatever is installed over it."""
    whole = hashlib.sha256()
    for package in packages:
        for name, content in _sources(files(package), package.replace(".", "/")):
            whole.update(f"{name} {len(content)} ".encode() + content)
    return whole.digest()


def _sources(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    """The modules and data files of a package, each with its name and content."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{name}/{entry.name}"
        if path.endswith(_LEFT_OUT):
            continue
        if entry.is_dir():
            yield from _sources(entry, path)
        elif entry.name == neighbours.NAME:  # large: named by the digest it begins with
            with entry.open("rb") as file:
                yield path, file.read(neighbours.DIGEST)
        elif entry.name.endswith(_SHAPING):
            yield path, entry.read_bytes()


def _constants(module: ModuleType) -> dict[str, object]:
    """The constants of a module by name: numbers, texts, and collections of them."""
    return {name: _plain(value) for name, value in vars(module).items() if name.isupper() and not callable(value)}


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(str(one) for one in value)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value if isinstance(value, int | float | str | None) else str(value)
