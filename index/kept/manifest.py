"""What a kept index is of, and how much of its files counts: the one file that is written last."""

from __future__ import annotations

import hashlib
import json
import platform
import zlib
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from corpus.errors import CorpusError, RetrievalError
from corpus.models import Issue, Model, Terms
from corpus.private import write_whole

FILE = "manifest.json"
_SHAPING = {
    "corpus": ("sentences", "sections", "abbreviations", "passages", "models", "records", "keyed", "shelf"),
    "index": ("analyzer", "spelling", "stopwords", "cues", "asking", "forms", "shortforms"),
    "index.kept": ("manifest", "words", "shorts", "texts", "building", "changing"),
}


class Manifest(Model):
    """``records`` papers and forms were ever written, ``papers`` of them count, in the order that ``generation`` names."""

    made_by: str
    digest: str
    shape: str
    engine: str
    engine_generation: str
    generation: int
    records: int
    papers: int
    passages: int
    terms: int
    shorts: int
    longest: int
    issue: Issue | None = None
    curated: Terms | None = None

    @property
    def named(self) -> str:
        """The generation as files carry it."""
        return f"g{self.generation}"


def made_by() -> str:
    """What a kept index depends on beside its corpus: the code that analyses, and the Python whose data it is."""
    whole = hashlib.sha256(platform.python_version().encode())
    for package, modules in _SHAPING.items():
        for module in modules:
            whole.update((files(package) / f"{module}.py").read_bytes())
    return whole.hexdigest()[:16]


def read(folder: Path) -> Manifest:
    """The manifest of a kept index. Raises RetrievalError where there is none, or it is damaged."""
    try:
        head, _, body = (folder / FILE).read_bytes().partition(b"\n")
        if int(head, 16) != zlib.crc32(body):
            raise ValueError("crc")
        return Manifest.model_validate_json(body)
    except FileNotFoundError:
        raise RetrievalError("there is none yet") from None
    except (OSError, ValueError, ValidationError):
        raise RetrievalError("its manifest is damaged") from None


def write(folder: Path, manifest: Manifest) -> None:
    """Write the manifest whole: from then on, what it names counts. Raises CorpusError."""
    body = json.dumps(manifest.model_dump(mode="json"), ensure_ascii=False).encode()
    try:
        write_whole(folder / FILE, f"{zlib.crc32(body):08x}\n".encode() + body)
    except OSError as error:
        raise CorpusError(f"{folder / FILE} could not be written: {error.strerror or error}.") from None
