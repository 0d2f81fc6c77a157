"""Libraries on disk: every state of a library is a snapshot named by its digest; one file names the current one.

    <root>/<library>/snapshots/<digest>.jsonl.gz    the corpus's canonical lines
    <root>/<library>/current                        the digest that is asked now

A snapshot is written under a temporary name, synced and renamed; so is ``current``. If the process is killed at
any moment, either the old library or the new one is there, complete.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from corpus import overrides
from corpus.digest import digest
from corpus.errors import CorpusError
from corpus.joining import builtin, joined_files
from corpus.merging import Joining, Prefer, with_notices
from corpus.models import Corpus, ImportReport, Issue, Paper, Parsed
from corpus.overrides import Overrides
from corpus.patterns import late
from corpus.private import held, is_there, make_folder, read_own, why
from corpus.progress import Progress, silent
from corpus.snapshots import SUFFIX, read_snapshot, snapshot_size, tidy, write_snapshot, write_whole

DEFAULT = "default"
_NAME = late(r"[a-z0-9][a-z0-9-]{0,63}")
_DIGEST = late(r"[0-9a-f]{64}")
_LOG = logging.getLogger("marrow.corpus")
OVERRIDDEN = "overridden.json"  # which source and which overrides gave which digest, so that nobody need read them
SOURCES = "sources.json"  # which pages a library comes from
LARGEST = 4096  # bytes of each of the two small files that say which state is asked
_AGAIN = "Put it back from a backup, or start the library anew from its papers' files."


class CorpusStore:
    """The libraries below one folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def root(self) -> Path:
        """The folder they are below."""
        return self._root

    def libraries(self) -> tuple[str, ...]:
        """The names of all libraries that were imported."""
        return tuple(sorted(path.parent.name for path in self._root.glob("*/current")))

    def state(self, library: str = DEFAULT) -> str:
        """The digest of a library's present state, usually without reading its papers. Raises CorpusError."""
        if (known := self.known_state(library)) is not None:
            return known
        of, found = self._overridden(library), self.load(library).digest
        with suppress(CorpusError):  # it is found out again the next time
            write_whole(self.folder(library) / OVERRIDDEN, json.dumps({"of": of, "digest": found}).encode())
        return found

    def known_state(self, library: str = DEFAULT) -> str | None:
        """The same if it is known without reading the papers, else None. Raises CorpusError."""
        source, mark = self._overridden(library)
        if not mark:
            return source
        try:
            kept = json.loads(read_own(self.folder(library) / OVERRIDDEN, LARGEST))
            return str(kept["digest"]) if kept["of"] == [source, mark] else None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None  # it says again what can be found out

    def imported(self, library: str) -> str:
        """The digest of a library as imported, without its curator's overrides. Raises CorpusError."""
        return self._overridden(library)[0]

    def _overridden(self, library: str) -> list[str]:
        """The digest of the imported source, and the mark of the curator's overrides."""
        current = self.folder(library) / "current"
        source = self._current(current) if is_there(current) else self.source(library).digest
        return [source, overrides.mark_of(self.folder(library))]

    def _current(self, path: Path) -> str:
        """The digest in a library's file ``current``. Raises CorpusError if it is not one."""
        try:
            digest = read_own(path, LARGEST).decode("utf-8", "replace").strip()
        except OSError as error:
            raise CorpusError(f"{path} cannot be read: {why(error)}. {_AGAIN}") from None
        if not _DIGEST.fullmatch(digest):
            raise CorpusError(f"{path} is damaged: it should hold the name of a snapshot. {_AGAIN}")
        return digest

    def size(self, library: str, most: int) -> int:
        """The size of a library's papers as JSON, in bytes, counted up to ``most``. Raises CorpusError."""
        current = self.folder(library) / "current"
        if not is_there(current):
            return len(self.source(library).model_dump_json())
        return snapshot_size(self._path(library, self._current(current)), library, most)

    def loaded_and_kept(self, library: str) -> Corpus:
        """The present library; its snapshot is written if it was not yet. Raises CorpusError."""
        corpus = self.load(library)
        self.keep(corpus)
        return corpus

    def load(self, library: str = DEFAULT) -> Corpus:
        """The present library with its curator's overrides applied. Raises CorpusError like ``source``, and for
        wrong overrides."""
        corpus = self.source(library)
        if not overrides.mark_of(self.folder(library)):
            return corpus
        corpus, unheld = overrides.applied(corpus, overrides.read(self.folder(library)))
        if unheld:
            _LOG.warning(
                "%s of “%s” speaks of papers it does not hold: %s.", overrides.FILE, library, ", ".join(unheld)
            )
        return corpus

    def source(self, library: str = DEFAULT) -> Corpus:
        """A library as imported; the built-in one if nothing was imported into the default library.

        Raises CorpusError if there is no such library, or its snapshot is damaged.
        """
        current = self.folder(library) / "current"
        if not is_there(current):
            if library in (DEFAULT, builtin().name):
                return builtin()
            known = ", ".join((DEFAULT, *self.libraries()))
            raise CorpusError(f"There is no library “{library}”; there are: {known}. Import papers to make it.")
        digest = self._current(current)
        return read_snapshot(self._path(library, digest), library, digest)

    def snapshot(self, library: str, named: str) -> Corpus:
        """An earlier state of a library, by its digest or at least the first eight digits. Raises CorpusError."""
        if len(named) >= 8 and builtin().digest.startswith(named):
            return builtin()
        found = (
            sorted(self.folder(library).glob(f"snapshots/{named}*{SUFFIX}"))
            if re.fullmatch(r"[0-9a-f]{8,64}", named)
            else []
        )
        if len(found) != 1:
            raise CorpusError(f"There is no snapshot {named[:64]} of the library “{library}”.")
        return read_snapshot(found[0], library, found[0].name.removesuffix(SUFFIX))

    def keep(self, corpus: Corpus) -> None:
        """Write a corpus's snapshot unless it exists, so that its answers can be replayed."""
        path = self._path(corpus.name, corpus.digest)
        if not path.exists():
            write_snapshot(path, corpus)

    def add(
        self, library: str, parsed: Parsed, replace: bool = False, prefer: Prefer | None = None
    ) -> tuple[Corpus, ImportReport]:
        """Add the papers of one file, like ``add_all``; returns the library and the file's report."""
        corpus, (joined,) = self.add_all(library, (parsed,), replace, prefer)
        return corpus, joined.report

    def add_all(
        self,
        library: str,
        files: Sequence[Parsed],
        replace: bool = False,
        prefer: Prefer | None = None,
        progress: Progress = silent,
    ) -> tuple[Corpus, tuple[Parsed, ...]]:
        """Put the papers of some files into a library and make the result current, or leave all as it is.

        The first import into the default library sets the built-in papers aside. Records of the same paper are
        merged: each fills the other's gaps. If title or abstract differ, ``prefer`` decides which is kept;
        without it the record is refused and the conflict reported. ``replace`` drops every paper that the files
        do not have. Returns the library, and for each file its new papers and its report. Raises CorpusError,
        also if another import is running.
        """
        with self._alone(library):
            tidy(self.folder(library))
            known = self.folder(library) / "current"
            kept = None if replace else self._imported(library)
            joining = Joining(kept.papers if kept else (), prefer)
            joined = joined_files(joining, files, progress)
            notices = [notice for one in files for notice in one.notices]
            papers = with_notices(joining.papers, notices)
            issues = (*(one.issue for one in reversed(files)), kept.issue if kept else None)
            issue = next(filter(None, issues), None)
            if replace and papers:
                (self.folder(library) / SOURCES).unlink(missing_ok=True)  # the pages the old papers came from
            corpus = self._now(library, papers, issue)
        overridden = is_there(known) and overrides.mark_of(self.folder(library))
        return self.load(library) if overridden else corpus, joined

    def revise(self, library: str, of: str, revised: Callable[[Paper], Paper]) -> Corpus:
        """Change papers of an imported library one by one and make the result current, or leave all as it is.

        ``of``: the digest of the source that ``revised`` was made for. Raises CorpusError if the library has
        changed since, if two papers would have the same key, and like ``add_all``.
        """
        with self._alone(library):
            tidy(self.folder(library))
            source = self.source(library)
            if source.digest != of:
                raise CorpusError(f"“{library}” was changed meanwhile, so nothing else was; try again.")
            papers = tuple(map(revised, source.papers))
            if len({paper.key for paper in papers}) != len(papers):
                raise CorpusError(f"Two papers of “{library}” would have one key; nothing was changed.")
            self._now(library, papers, source.issue)
        return self.load(library)

    def say(self, library: str, change: Callable[[Overrides], Overrides]) -> None:
        """Change what a curator said of a library; nobody else changes it meanwhile. Raises CorpusError."""
        with self._alone(library):
            overrides.say(self.folder(library), change)

    def leave_out(self, library: str, named: Sequence[str], back: bool = False) -> Corpus:
        """Leave papers out of a library by their keys, whatever is imported later, or take them ``back``, by any identifier;
        the library as it is then. Raises CorpusError, like ``load``."""
        change, folder = overrides.with_taken_back if back else overrides.with_left_out, self.folder(library)
        self.say(library, lambda said: change(overrides.written_in(folder), said, self.source(library), named))
        return self.loaded_and_kept(library)

    def _now(self, library: str, papers: tuple[Paper, ...], issue: Issue | None) -> Corpus:
        """Make papers a library's current state, unless there are none or nothing changed."""
        corpus = Corpus(name=library, digest=digest(issue, papers), papers=papers, issue=issue)
        if papers and not self._holds(library, corpus.digest):
            write_snapshot(self._path(library, corpus.digest), corpus)
            write_whole(self.folder(library) / "current", corpus.digest.encode())
        return corpus

    def tried(
        self, library: str, files: Sequence[Parsed], prefer: Prefer | None = None, progress: Progress = silent
    ) -> tuple[Parsed, ...]:
        """What ``add_all`` would do with each file; nothing is written. Raises CorpusError."""
        held = self._imported(library)
        return joined_files(Joining(held.papers if held else (), prefer), files, progress)

    def _holds(self, library: str, digest: str) -> bool:
        """True if a library is in this state already, undamaged."""
        try:
            imported = self._imported(library)
        except CorpusError:
            return False  # what is damaged is written anew
        return imported is not None and imported.digest == digest

    def _imported(self, library: str) -> Corpus | None:
        """A library's papers as imported; None if nothing was. Raises CorpusError."""
        return self.source(library) if is_there(self.folder(library) / "current") else None

    def states(self, library: str) -> list[tuple[str, datetime]]:
        """The digests of a library's snapshots with when they were written, newest first."""
        found = self.folder(library).glob(f"snapshots/*{SUFFIX}")
        timed = [(path.stat().st_mtime, path.name.removesuffix(SUFFIX)) for path in found]
        return [(name, datetime.fromtimestamp(at, UTC)) for at, name in sorted(timed, reverse=True)]

    def state_at(self, library: str, moment: datetime) -> str | None:
        """The state a library was in at a moment, by when its states were written; None where nothing was imported by then."""
        written = next((digest for digest, at in self.states(library) if at <= moment), None)
        return written or (builtin().digest if library in (DEFAULT, builtin().name) else None)

    def before(self, library: str, moment: datetime) -> frozenset[str]:
        """The keys of the papers a library held at a moment; none where nothing was imported by then. Raises CorpusError."""
        state = self.state_at(library, moment)
        return frozenset(paper.key for paper in self.snapshot(library, state).papers) if state else frozenset()

    def prune(self, library: str, before: datetime, needed: Collection[str]) -> int:
        """Remove snapshots written before a moment, but for the current one, the one of that moment and those ``needed``; how many."""
        kept = {*needed, self.source(library).digest, self.state(library), self.state_at(library, before)}
        old = [name for name, at in self.states(library) if at < before and name not in kept]
        for name in old:
            self._path(library, name).unlink(missing_ok=True)
        return len(old)

    @contextmanager
    def _alone(self, library: str) -> Iterator[None]:
        """Lock a library while it is changed. Raises CorpusError if another program holds it."""
        folder = self.folder(library)
        try:
            make_folder(folder)
            with held(folder / "import.lock", wait=False):
                yield
        except BlockingIOError:
            raise CorpusError(
                f"Another import into “{library}” is under way; try again when it is done."
            ) from None
        except OSError as error:
            raise CorpusError(f"{folder} cannot be written: {why(error)}.") from None

    def folder(self, library: str) -> Path:
        """The folder of a library. Raises CorpusError for an impossible name."""
        if not _NAME.fullmatch(library):
            raise CorpusError(
                f"“{library}” cannot name a library: use small letters, digits and hyphens, 64 at most."
            )
        return self._root / library

    def _path(self, library: str, digest: str) -> Path:
        return self.folder(library) / "snapshots" / f"{digest}{SUFFIX}"
