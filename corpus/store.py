"""Libraries on disk: every state of a library is a snapshot named by its digest; one file names the current one.

    <root>/<library>/snapshots/<digest>.jsonl.gz    the corpus's canonical lines
    <root>/<library>/current                        the digest that is asked now
    <root>/<library>/history.json                   which states became current again, and when

A snapshot is written under a temporary name, synced and renamed; so is ``current``. If the process is killed at
any moment, either the old library or the new one is there, complete.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from corpus import overrides, snapshots
from corpus.errors import CorpusError, NoLibraryError
from corpus.joining import builtin, joined_files
from corpus.merging import Joining, Prefer
from corpus.models import Corpus, ImportReport, Issue, Paper, Parsed
from corpus.overrides import Overrides
from corpus.patterns import late
from corpus.pile import ALL, FEW, keys_of, mapped
from corpus.private import is_there, read_own
from corpus.progress import Progress, silent
from corpus.snapshots import digest

DEFAULT = "default"
_NAME = late(r"[a-z0-9][a-z0-9-]{0,63}")
_LOG = logging.getLogger("marrow.corpus")
OVERRIDDEN = "overridden.json"  # which source and which overrides gave which digest, to spare a reading
SOURCES = "sources.json"  # which pages a library comes from
LARGEST = 4096  # bytes of the small file that says which overrides gave which state


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
        of, found = self._overridden(library), self.load(library, FEW).digest
        with suppress(CorpusError):  # it is found out again the next time
            snapshots.write_whole(
                self.folder(library) / OVERRIDDEN, json.dumps({"of": of, "digest": found}).encode()
            )
            self._note(library, found)
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
        source = snapshots.read_current(current) if is_there(current) else self.source(library).digest
        return [source, overrides.mark_of(self.folder(library))]

    def size(self, library: str, most: int) -> int:
        """The size of a library's papers as JSON, in bytes, counted up to ``most``. Raises CorpusError."""
        current = self.folder(library) / "current"
        if not is_there(current):
            return len(self.source(library).model_dump_json())
        return snapshots.snapshot_size(self._path(library, snapshots.read_current(current)), library, most)

    def loaded_and_kept(self, library: str) -> Corpus:
        """The present library, many papers of it on disk; its snapshot is written if it was not yet. Raises CorpusError."""
        corpus = self.load(library, FEW)
        self.keep(corpus)
        with suppress(CorpusError):
            self._note(library, corpus.digest)
        return corpus

    def load(self, library: str = DEFAULT, few: int = ALL) -> Corpus:
        """The present library with its curator's overrides applied. Raises CorpusError like ``source``, and for wrong overrides."""
        return self._overlaid(library, self.source(library, few))

    def _overlaid(self, library: str, corpus: Corpus) -> Corpus:
        """An imported library with its curator's overrides applied. Raises CorpusError for wrong ones."""
        if not overrides.mark_of(self.folder(library)):
            return corpus
        corpus, unheld = overrides.applied(corpus, overrides.read(self.folder(library)))
        if unheld:
            said = "%s of “%s” speaks of papers it does not hold: %s."
            _LOG.warning(said, overrides.FILE, library, ", ".join(unheld))
        return corpus

    def source(self, library: str = DEFAULT, few: int = ALL) -> Corpus:
        """A library as imported, more papers than ``few`` on disk; the built-in one if nothing was imported into the default library.

        Raises CorpusError if there is no such library, or its snapshot is damaged.
        """
        current = self.folder(library) / "current"
        if not is_there(current):
            if library in (DEFAULT, builtin().name):
                return builtin()
            known = ", ".join(dict.fromkeys((DEFAULT, *self.libraries())))
            raise NoLibraryError(f"No library “{library}”; there are: {known}. An import into it makes one.")
        digest = snapshots.read_current(current)
        return snapshots.read_snapshot(self._path(library, digest), library, digest, few)

    def snapshot(self, library: str, named: str, few: int = ALL) -> Corpus:
        """An earlier state of a library, by the first eight digits of its digest or more; more papers than ``few`` on disk. Raises CorpusError."""
        if len(named) >= 8 and builtin().digest.startswith(named):
            return builtin()
        whole = re.fullmatch(r"[0-9a-f]{8,64}", named)
        found = sorted(self._states_in(library).glob(f"snapshots/{named}*{snapshots.SUFFIX}")) if whole else []
        if len(found) != 1:
            least = "" if whole else " Name it by eight digits of its digest or more."
            raise CorpusError(f"There is no snapshot {named[:64]} of the library “{library}”.{least}")
        return snapshots.read_snapshot(found[0], library, found[0].name.removesuffix(snapshots.SUFFIX), few)

    def keep(self, corpus: Corpus) -> None:
        """Write a corpus's snapshot unless it exists, so that its answers can be replayed."""
        if not (path := self._path(corpus.name, corpus.digest)).exists():
            snapshots.write_snapshot(path, corpus)

    def _note(self, library: str, digest: str) -> None:
        """Note that an old state is the current one again, if it still is. Raises CorpusError."""
        if snapshots.is_old(states := self._states_in(library), digest) and self.known_state(library) == digest:
            with snapshots.alone(self.folder(library), library):
                snapshots.note_again(states, digest)

    def add(
        self, library: str, parsed: Parsed, replace: bool = False, prefer: Prefer | None = None
    ) -> tuple[Corpus, ImportReport]:
        """Add the papers of one file, like ``add_all``."""
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
        """Put the papers of some files into a library and make the result current, or leave all as it is. Raises CorpusError.

        An import into the default library sets the built-in papers aside if the library holds no others. Records of one paper are merged: each fills
        the other's gaps. If title or abstract differ, ``prefer`` decides; without it the record is refused and reported. ``replace`` drops all papers
        that the files do not have. Returns the library, and each file's new papers and report.
        """
        with snapshots.alone(self.folder(library), library):
            snapshots.tidy(self.folder(library))
            kept = None if replace else self._imported(library)
            joining = Joining(kept.papers if kept else (), prefer)
            joined = overrides.with_notes(self.folder(library), files, joined_files(joining, files, progress))
            papers = joining.with_notices([notice for one in files for notice in one.notices])
            issues = (*(one.issue for one in reversed(files)), kept.issue if kept else None)
            corpus = self._now(library, papers, next(filter(None, issues), None))
            if replace and papers:
                (self.folder(library) / SOURCES).unlink(missing_ok=True)  # the pages the old papers came from
            if is_there(self.folder(library) / "current") and overrides.mark_of(self.folder(library)):
                self._kept_now(library, corpus)
        return corpus, joined

    def revise(self, library: str, of: str, revised: Callable[[Paper], Paper]) -> Corpus:
        """Change papers of an imported library one by one and make the result current, or leave all as it is.

        ``of``: the digest of the source that ``revised`` was made for. Raises CorpusError if the library has
        changed since, if two papers would have the same key, and like ``add_all``.
        """
        with snapshots.alone(self.folder(library), library):
            snapshots.tidy(self.folder(library))
            source = self.source(library, FEW)
            if source.digest != of:
                raise CorpusError(f"“{library}” was changed meanwhile, so nothing else was; try again.")
            papers = mapped(source.papers, revised)
            if len(set(keys_of(papers))) != len(papers):
                raise CorpusError(f"Two papers of “{library}” would have one key; nothing was changed.")
            return self._kept_now(library, self._now(library, papers, source.issue))

    def restore(self, library: str, named: str) -> Corpus:
        """Make an earlier state of a library, as ``snapshot`` finds it, the current one again. Raises CorpusError."""
        with snapshots.alone(self.folder(library), library):
            old = self.snapshot(library, named, FEW)
            return self._kept_now(library, self._now(library, old.papers, old.issue))

    def say(self, library: str, change: Callable[[Overrides], Overrides]) -> Corpus:
        """Change a curator's corrections, under the library's lock; returns the new library. Raises like ``load``."""
        with snapshots.alone(self.folder(library), library):
            overrides.say(self.folder(library), change)
            return self._kept_now(library, self.load(library, FEW))

    def leave_out(self, library: str, named: Sequence[str], back: bool = False) -> Corpus:
        """Leave papers out of a library by their keys, or take them ``back``, by any identifier; as ``say`` does."""
        change, folder = overrides.with_taken_back if back else overrides.with_left_out, self.folder(library)
        return self.say(
            library, lambda said: change(overrides.written_in(folder), said, self.source(library, FEW), named)
        )

    def _kept_now(self, library: str, corpus: Corpus) -> Corpus:
        """The library as it is after a change, kept and noted as its newest state. Raises CorpusError."""
        self.keep(corpus)
        snapshots.note_again(self._states_in(library), corpus.digest)
        return corpus

    def _now(self, library: str, papers: Sequence[Paper], issue: Issue | None) -> Corpus:
        """Make papers, if any, a library's current state; the library with its overrides. Raises CorpusError before it writes."""
        corpus = Corpus(name=library, digest=digest(issue, papers), papers=papers, issue=issue)
        asked = self._overlaid(library, corpus)
        if papers and not self._holds(library, corpus.digest):
            path = self._path(library, corpus.digest)
            if path.exists():  # written anew, in case it is damaged; when it was current first stays known
                snapshots.note(self.folder(library), corpus.digest, path.stat().st_mtime)
            snapshots.write_snapshot(path, corpus)
            snapshots.write_whole(self.folder(library) / "current", corpus.digest.encode())
        return asked

    def tried(
        self, library: str, files: Sequence[Parsed], prefer: Prefer | None = None, progress: Progress = silent
    ) -> tuple[Parsed, ...]:
        """What ``add_all`` would do with each file; nothing is written. Raises CorpusError."""
        held = self._imported(library)
        told = joined_files(Joining(held.papers if held else (), prefer), files, progress)
        return overrides.with_notes(self.folder(library), files, told)

    def _holds(self, library: str, digest: str) -> bool:
        """True if a library is in this state already, undamaged."""
        try:
            imported = self._imported(library) if self.imported(library) == digest else None
        except CorpusError:
            return False  # a damaged file is written anew
        return imported is not None

    def _imported(self, library: str) -> Corpus | None:
        """A library's papers as imported; None if none were, or the built-in ones are back in the default one. Raises CorpusError."""
        source = self.source(library, FEW) if is_there(self.folder(library) / "current") else None
        return None if source and library == DEFAULT and source.digest == builtin().digest else source

    def states(self, library: str) -> list[tuple[str, datetime]]:
        """The digests of a library's states that are kept with when each became current last, newest first. Raises CorpusError."""
        last = dict(known := snapshots.moments(self._states_in(library)))
        return [(name, datetime.fromtimestamp(last[name], UTC)) for name in dict(reversed(known))]

    def state_at(self, library: str, moment: datetime) -> str | None:
        """The state that was a library's current one at a moment; None if nothing was imported by then."""
        until, known = moment.timestamp(), snapshots.moments(self._states_in(library))
        written = next((digest for digest, at in reversed(known) if at <= until), None)
        return written or (builtin().digest if library in (DEFAULT, builtin().name) else None)

    def before(self, library: str, moment: datetime) -> frozenset[str]:
        """The keys of the papers a library held at a moment; none if nothing was imported by then. Raises CorpusError."""
        state = self.state_at(library, moment)
        return frozenset(keys_of(self.snapshot(library, state, FEW).papers)) if state else frozenset()

    def prune(self, library: str, before: datetime, needed: Collection[str]) -> int:
        """Remove snapshots written before a moment, except the current one, the one current at that moment, and those ``needed``; returns how many."""
        kept = {*needed, self.source(library, FEW).digest, self.state(library), self.state_at(library, before)}
        old = [name for name, at in self.states(library) if at < before and name not in kept]
        for name in old:
            (self._states_in(library) / "snapshots" / f"{name}{snapshots.SUFFIX}").unlink(missing_ok=True)
        return len(old)

    def _states_in(self, library: str) -> Path:
        """The folder with a library's states: the papers that come with Marrow have theirs under their own name. Raises CorpusError."""
        folder = self.folder(library)
        return self.folder(builtin().name) if library == DEFAULT and not is_there(folder / "current") else folder

    def folder(self, library: str) -> Path:
        """The folder of a library. Raises CorpusError for an impossible name."""
        if not _NAME.fullmatch(library):
            said = f"“{library}” cannot name a library: use small letters, digits and hyphens, 64 at most."
            raise CorpusError(said)
        return self._root / library

    def _path(self, library: str, digest: str) -> Path:
        return self.folder(library) / "snapshots" / f"{digest}{snapshots.SUFFIX}"
