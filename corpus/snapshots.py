"""One state of a library as a file: its canonical lines and the order of its papers, compressed, named by its digest."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from pathlib import Path
from tempfile import NamedTemporaryFile

from pydantic import TypeAdapter, ValidationError

from corpus.digest import canonical_lines
from corpus.errors import CorpusError
from corpus.models import Corpus, Issue, Paper, Terms

SUFFIX = ".jsonl.gz"
_PAPERS = TypeAdapter(tuple[Paper, ...])


def write_snapshot(path: Path, corpus: Corpus) -> None:
    """Write a corpus, whole or not at all. Raises CorpusError."""
    body = "".join(f"{line}\n" for line in canonical_lines(corpus.issue, corpus.papers, corpus.terms))
    order = json.dumps([paper.key for paper in corpus.papers], ensure_ascii=False)
    write_whole(path, gzip.compress(f"{body}{order}\n".encode(), compresslevel=6, mtime=0))


def read_snapshot(path: Path, library: str, digest: str) -> Corpus:
    """The corpus of a digest. Raises CorpusError where the file is missing, or does not hold what its name says."""
    try:
        content = gzip.decompress(path.read_bytes())
        *lines, order = content.splitlines()
        if hashlib.sha256(b"".join(line + b"\n" for line in lines)).hexdigest() != digest:
            raise ValueError("digest")
        head = json.loads(lines[0])
        papers = {paper.key: paper for paper in _PAPERS.validate_json(b"[" + b",".join(lines[1:]) + b"]")}
        return Corpus.model_construct(
            name=library,
            digest=digest,
            papers=tuple(papers[key] for key in json.loads(order)),
            issue=Issue.model_validate(head["issue"]) if head["issue"] else None,
            terms=Terms.model_validate(head["terms"]) if head.get("terms") else None,
        )
    except FileNotFoundError:
        raise CorpusError(
            f"The snapshot {digest[:12]} of “{library}” is missing; import its papers again."
        ) from None
    except (OSError, EOFError, zlib.error, ValueError, KeyError, IndexError, ValidationError):
        raise CorpusError(
            f"The snapshot {path} is damaged: it does not hold what its name says. "
            "Put it back from a backup, or import its papers again with --replace."
        ) from None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: another name, synced, renamed, the folder synced. Raises CorpusError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(file.name, path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise CorpusError(f"{path} could not be written: {error.strerror or error}.") from None
