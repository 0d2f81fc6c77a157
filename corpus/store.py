"""Libraries on disk: every state of a library is a snapshot named by its digest; one file says which is current.

    <root>/<library>/snapshots/<digest>.jsonl.gz    the corpus's canonical lines
    <root>/<library>/current                        the digest that is asked now

A snapshot is written under another name, synced and renamed; so is ``current``. Killed at any moment, the old
library or the new one is there, whole.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import zlib
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from pydantic import TypeAdapter, ValidationError

from corpus.builtin import builtin
from corpus.digest import canonical_lines, digest
from corpus.errors import CorpusError
from corpus.models import Corpus, ImportReport, Issue, Paper, Parsed, Rejection

DEFAULT = "default"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_PAPERS = TypeAdapter(tuple[Paper, ...])


class CorpusStore:
    """The libraries below one folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def libraries(self) -> tuple[str, ...]:
        """The names of all libraries that were imported."""
        return tuple(sorted(path.parent.name for path in self._root.glob("*/current")))

    def state(self, library: str = DEFAULT) -> str:
        """The digest of a library as it is now, without reading its papers. Raises CorpusError."""
        current = self.folder(library) / "current"
        return current.read_text("utf-8").strip() if current.exists() else self.load(library).digest

    def load(self, library: str = DEFAULT) -> Corpus:
        """A library as it is now; the built-in one where nothing was imported into the default library.

        Raises CorpusError where there is no such library, or its snapshot is damaged.
        """
        current = self.folder(library) / "current"
        if not current.exists():
            if library in (DEFAULT, builtin().name):
                return builtin()
            known = ", ".join((DEFAULT, *self.libraries()))
            raise CorpusError(f"There is no library “{library}”; there are: {known}. Import papers to make it.")
        return self._read(library, current.read_text("utf-8").strip())

    def snapshot(self, library: str, named: str) -> Corpus:
        """A library as it was, by its digest or the first eight digits of it or more. Raises CorpusError."""
        if len(named) >= 8 and builtin().digest.startswith(named):
            return builtin()
        found = (
            sorted(self.folder(library).glob(f"snapshots/{named}*.jsonl.gz"))
            if re.fullmatch(r"[0-9a-f]{8,64}", named)
            else []
        )
        if len(found) != 1:
            raise CorpusError(f"There is no snapshot {named[:64]} of the library “{library}”.")
        return self._read(library, found[0].name.removesuffix(".jsonl.gz"))

    def keep(self, corpus: Corpus) -> None:
        """Write a corpus's snapshot, unless it is there, so that its answers can be replayed."""
        path = self._path(corpus.name, corpus.digest)
        if not path.exists():
            body = "".join(f"{line}\n" for line in canonical_lines(corpus.issue, corpus.papers))
            order = json.dumps([paper.key for paper in corpus.papers], ensure_ascii=False)
            _write(path, gzip.compress(f"{body}{order}\n".encode(), compresslevel=6, mtime=0))

    def add(self, library: str, parsed: Parsed, replace: bool = False) -> tuple[Corpus, ImportReport]:
        """Put parsed papers into a library and make the result current.

        The built-in papers are set aside by the first import into the default library. A paper that is there
        already, unchanged, is merged; one whose text differs is refused unless ``replace``, which also drops every
        paper the file does not have.
        """
        known = self.folder(library) / "current"
        before = self.load(library).papers if known.exists() and not replace else ()
        papers, merged, rejected = _joined(before, parsed.papers)
        issue = parsed.issue or (self.load(library).issue if before else None)
        report = ImportReport(
            source=parsed.report.source,
            read=parsed.report.read,
            kept=parsed.report.kept - merged - len(rejected),
            merged=parsed.report.merged + merged,
            rejected=(*parsed.report.rejected, *rejected),
            notes=parsed.report.notes,
        )
        corpus = Corpus(name=library, digest=digest(issue, papers), papers=papers, issue=issue)
        if report.kept or (replace and papers):
            self.keep(corpus)
            _write(known, corpus.digest.encode())
        return corpus, report

    def folder(self, library: str) -> Path:
        """Where a library is kept. Raises CorpusError for what cannot name one."""
        if not _NAME.fullmatch(library):
            raise CorpusError(
                f"“{library}” cannot name a library: use small letters, digits and hyphens, 64 at most."
            )
        return self._root / library

    def _path(self, library: str, digest: str) -> Path:
        return self.folder(library) / "snapshots" / f"{digest}.jsonl.gz"

    def _read(self, library: str, digest: str) -> Corpus:
        path = self._path(library, digest)
        try:
            content = gzip.decompress(path.read_bytes())
            *lines, order = content.splitlines()
            if hashlib.sha256(b"".join(line + b"\n" for line in lines)).hexdigest() != digest:
                raise ValueError("digest")
            issue = json.loads(lines[0])["issue"]
            papers = {paper.key: paper for paper in _PAPERS.validate_json(b"[" + b",".join(lines[1:]) + b"]")}
            return Corpus.model_construct(
                name=library,
                digest=digest,
                papers=tuple(papers[key] for key in json.loads(order)),
                issue=Issue.model_validate(issue) if issue else None,
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


def _joined(before: Iterable[Paper], new: Iterable[Paper]) -> tuple[tuple[Paper, ...], int, list[Rejection]]:
    """The papers of both, how many were there already, and those that contradict one that was."""
    papers = {paper.key: paper for paper in before}
    merged, rejected = 0, []
    for paper in new:
        other = papers.setdefault(paper.key, paper)
        if other is paper:
            continue
        if other == paper:
            merged += 1
        else:
            reason = f"the library has {paper.key} already, with another text or other fields; --replace starts the library anew"
            rejected.append(Rejection(line=0, reason=reason, raw=paper.title[:200]))
    return tuple(papers.values()), merged, rejected


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: another name, synced, renamed, the folder synced."""
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
