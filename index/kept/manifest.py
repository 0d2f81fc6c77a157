"""The manifest of an index on disk: which library it is of, and how much of its files is valid. It is written
last."""

from __future__ import annotations

import hashlib
import platform
from importlib.resources import files
from pathlib import Path

from corpus import checked
from corpus.checked import SEEN, Sums, read_checked, write_checked
from corpus.errors import CorpusError, RetrievalError
from corpus.models import Issue, Model, Terms
from corpus.patterns import late
from index.analyzer import APART

FILE = "manifest.json"
_GENERATION = late(r"\.(g[0-9]+)\.")
_SHAPING = {
    "corpus": (
        "sentences",
        "sections",
        "abbreviations",
        "models",
        "records",
        "shelf",
        "checked",
    ),
    "index": ("analyzer", "words", "quantities", "cues", "asking", "forms", "shortforms"),
    "index.kept": ("manifest", "analysed", "batches", "words", "opening", "building", "changing"),
}


class Manifest(Model):
    """What an index is of, and how much of it is valid. ``records``: how many papers were ever written.
    ``papers``: how many of them are in the library now; the files of ``generation`` have their order. ``files``:
    checksums by file name."""

    made_by: str
    digest: str
    shape: str
    engine: str
    engine_generation: str
    generation: int
    records: int
    papers: int
    characters: int
    passages: int
    terms: int
    shorts: int
    longest: int
    files: dict[str, tuple[int, int]]
    issue: Issue | None = None
    curated: Terms | None = None

    @property
    def named(self) -> str:
        """The generation as it is written in file names."""
        return f"g{self.generation}"


def made_by() -> str:
    """A digest (16 hex digits) of what an index depends on apart from its corpus: the code of the analysis, and
    the version of Python with its Unicode data."""
    whole = hashlib.sha256(platform.python_version().encode())
    for package, modules in _SHAPING.items():
        for module in modules:
            whole.update((files(package) / f"{module}.py").read_bytes())
    whole.update((files("index") / "data" / APART).read_bytes())
    return whole.hexdigest()[:16]


def read(folder: Path) -> Manifest:
    """The manifest of an index on disk. Raises RetrievalError if it is missing or damaged."""
    try:
        return Manifest.model_validate(read_checked(folder / FILE))
    except (CorpusError, ValueError):
        raise RetrievalError("its manifest is missing or damaged") from None


def write(folder: Path, manifest: Manifest) -> None:
    """Replace the manifest; from then on its state is the valid one. Raises CorpusError if it cannot be written."""
    try:
        write_checked(folder / FILE, manifest.model_dump(mode="json"))
    except OSError as error:
        raise CorpusError(f"{folder / FILE} could not be written: {error.strerror or error}.") from None


def sums_of(folder: Path, generation: str, before: Sums | None = None) -> dict[str, tuple[int, int]]:
    """The checksums of an index's files in one generation, without the manifest and the engine's files, which
    have their own.

    Files without a generation in their name are only appended to; of those in ``before``, only the new part is
    read.
    """
    names = sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    ours = [name for name in names if name not in (FILE, SEEN) and _of(name) in ("", generation)]
    return checked.sums_of(folder, ours, before)


def _of(name: str) -> str:
    """The generation in a file's name; "" if the file belongs to all generations."""
    found = _GENERATION.search(name)
    return found[1] if found else ""
