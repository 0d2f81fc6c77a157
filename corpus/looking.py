"""The difference between two states of a library: added, removed, revised and retracted papers; and the questions that require reading a whole
library (its state, an old state's papers, the difference). A large library is read in a separate process (``python -m corpus.looking``), so
that it burdens neither the event loop nor the memory of the caller.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from corpus.child import work
from corpus.merging import difference
from corpus.models import Corpus, Model, Paper
from corpus.pile import FEW as FEW_PAPERS
from corpus.processes import Work, WorkLimits, in_process
from corpus.progress import Progress
from corpus.shelf import PiledByKey, by_key, papers_of
from corpus.store import CorpusStore

_TEXTS = ("title", "abstract")
COUNTS = ("views", "cited_by")  # fields that are counted anew every day: no word of the paper is another for that
FEW = 300_000  # bytes of a library's papers; a smaller library is read in a tenth of a second or two


class Revision(Model):
    """One field of a paper that changed, with the difference word by word."""

    key: str
    field: str
    difference: str


LONGEST = (
    2_000_000  # characters of a difference: Discord accepts files of 10 MB, and a character has four bytes at most
)


class Change(Model):
    """A difference for readers: the new state, the number of papers concerned, the counts by kind, and all of it
    as lines of text."""

    after: str
    papers: int
    counts: str
    told: str


class Difference(Model):
    """From one state to another, as keys of papers; ``retracted``: the status changed, ``counted``: nothing but
    ``COUNTS`` changed.
    """

    before: str
    after: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    revised: tuple[Revision, ...] = ()
    retracted: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    terms: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all changed papers, without duplicates."""
        return tuple(dict.fromkeys((*self.added, *self.removed, *(r.key for r in self.revised), *self.retracted)))

    def change(self, titles: Mapping[str, str] | None = None) -> Change:
        """The same for readers; very long parts are cut and marked as cut."""
        told = self.told(titles)
        if len(told) > LONGEST:
            told = f"{told[:LONGEST]}\n… and more; “corpus diff” shows all of it"
        return Change(after=self.after, papers=len(self.keys), counts=self.counts(), told=told)

    def counts(self) -> str:
        """How many papers of each kind: "12 added, 1 revised"."""
        revised = {one.key for one in self.revised} - {*self.retracted}
        kinds = {
            "added": self.added,
            "removed": self.removed,
            "with another status": self.retracted,
            "revised": revised,
            "counted anew": self.counted,
        }
        said = [f"{len(keys):,} {kind}" for kind, keys in kinds.items() if keys]
        return ", ".join((*said, *(["the curator's words"] if self.terms else []))) or "nothing differs"

    def told(self, titles: Mapping[str, str] | None = None) -> str:
        """The same as lines of text, each paper once; ``titles`` (by key) are printed for papers that came or went."""
        named = titles or {}
        revisions: dict[str, list[str]] = {key: [] for key in self.retracted}
        for one in self.revised:
            revisions.setdefault(one.key, []).append(f"{one.field}: {one.difference}")
        changed = (
            ", ".join(filter(None, (f"{self._what(key)}: {key}", "; ".join(said))))
            for key, said in revisions.items()
        )
        moved = [("added", key) for key in self.added] + [("removed", key) for key in self.removed]
        told = (f"{how}: {key}" + (f", “{named[key]}”" if key in named else "") for how, key in moved)
        lines = (*told, *changed)
        last = [f"views and citations counted anew: {len(self.counted):,}"] if self.counted else []
        last += ["the curator's words changed"] if self.terms else []
        return "\n".join((*lines, *last)) or "Nothing differs."

    def _what(self, key: str) -> str:
        return "status changed" if key in self.retracted else "revised"


def compared(before: Corpus, after: Corpus) -> Difference:
    """The difference between two states of a library."""
    old, new = by_key(before.papers), by_key(after.papers)
    revised, retracted, counted = list[Revision](), list[str](), list[str]()
    for key in (key for key in old if key in new and not _same_line(old, new, key)):
        was, now = old[key], new[key]
        changes = tuple(_revisions(was, now))
        revised += changes
        if was.status != now.status:
            retracted.append(key)
        elif not changes and _counts(was) != _counts(now):
            counted.append(key)
    return Difference(
        before=before.digest,
        after=after.digest,
        added=tuple(key for key in new if key not in old),
        removed=tuple(key for key in old if key not in new),
        revised=tuple(revised),
        retracted=tuple(retracted),
        counted=tuple(counted),
        terms=before.terms != after.terms,
    )


def _same_line(old: Mapping[str, Paper], new: Mapping[str, Paper], key: str) -> bool:
    """Whether two states that lie on disk have one line of a paper, so that it need not be read."""
    return isinstance(old, PiledByKey) and isinstance(new, PiledByKey) and old.line(key) == new.line(key)


def change_of(before: Corpus, after: Corpus) -> Change:
    """The same for readers, with the titles of the papers that came or went."""
    found = compared(before, after)
    return found.change(titles_of(found, before, after))


def titles_of(found: Difference, *states: Corpus) -> dict[str, str]:
    """The titles, by key, of the papers that came or went between some states."""
    moved = {*found.added, *found.removed}
    return {one.key: one.title for state in states for one in state.papers if one.key in moved and one.title}


def _revisions(old: Paper, new: Paper) -> Iterator[Revision]:
    for name in Paper.model_fields:
        before, after = getattr(old, name), getattr(new, name)
        # told by themselves, or by the field filled in
        if before == after or name in ("status", "filled", *COUNTS):
            continue
        said = difference(before or "", after or "") if name in _TEXTS else f"{_shown(before)} → {_shown(after)}"
        yield Revision(key=old.key, field=name, difference=said)


def _counts(paper: Paper) -> tuple[int | None, ...]:
    return tuple(getattr(paper, name) for name in COUNTS)


def _shown(value: object) -> str:
    return "nothing" if value in (None, "", ()) else str(value)[:200]


class StateNow(Model):
    """The digest of a library as it is now."""

    what: Literal["state"] = "state"


class Snapshot(Model):
    """A library's state by its digest, or the beginning of the digest, with the papers that have these ``keys``."""

    what: Literal["snapshot"] = "snapshot"
    digest: str
    keys: tuple[str, ...]


class Differ(Model):
    """The changes from one state to another, by their digests."""

    what: Literal["differ"] = "differ"
    before: str
    after: str


class Prune(Model):
    """Remove states written before a moment that are not ``needed``; returns their number."""

    what: Literal["prune"] = "prune"
    before: datetime
    needed: tuple[str, ...]


class Inspection(Work):
    """What is asked about a library."""

    root: Path
    library: str
    asked: Annotated[StateNow | Snapshot | Differ | Prune, Field(discriminator="what")]

    @property
    def undone(self) -> str:
        """The beginning of a sentence that says it was not found out."""
        return f"The library “{self.library}” was not read"


def look(asked: Inspection, progress: Progress) -> Any:
    """The answer to a look, in JSON types. Raises CorpusError."""
    store, wanted = CorpusStore(asked.root), asked.asked
    if isinstance(wanted, StateNow):
        return store.state(asked.library)
    if isinstance(wanted, Snapshot):
        corpus = store.snapshot(asked.library, wanted.digest, FEW_PAPERS)
        papers = tuple(papers_of(corpus.papers, wanted.keys))
        return corpus.model_copy(update={"papers": papers}).model_dump(mode="json")
    if isinstance(wanted, Differ):
        old, new = (store.snapshot(asked.library, one, FEW_PAPERS) for one in (wanted.before, wanted.after))
        return change_of(old, new).model_dump()
    return store.prune(asked.library, wanted.before, wanted.needed)


class Looking:
    """Looks at the libraries below a folder without blocking the event loop. Every method raises CorpusError."""

    def __init__(self, store: CorpusStore, limits: WorkLimits, turn: AbstractAsyncContextManager[Any]) -> None:
        """``turn``: a semaphore that is held while a process reads; it limits how many read at once."""
        self._store, self._limits, self._turn = store, limits, turn

    async def state(self, library: str) -> str:
        """The digest of a library as it is now."""
        known = await asyncio.to_thread(self._store.known_state, library)
        return known if known is not None else str(await self._looked(library, StateNow()))

    async def snapshot(self, library: str, digest: str, keys: Iterable[str]) -> Corpus:
        """A library's state, with its papers that have the keys, in the order of the keys."""
        found = await self._looked(library, Snapshot(digest=digest, keys=tuple(keys)))
        return Corpus.model_validate(found)

    async def change(self, library: str, before: str, after: str) -> Change:
        """What changed between two states that are kept."""
        return Change.model_validate(await self._looked(library, Differ(before=before, after=after)))

    async def prune(self, library: str, before: datetime, needed: Collection[str]) -> int:
        """Remove old states that are not needed; returns their number."""
        return int(await self._looked(library, Prune(before=before, needed=tuple(needed))))

    async def _looked(self, library: str, asked: StateNow | Snapshot | Differ | Prune) -> Any:
        wanted = Inspection(limits=self._limits, root=self._store.root, library=library, asked=asked)
        if await asyncio.to_thread(self._store.size, library, FEW) < FEW:
            return await asyncio.to_thread(look, wanted, lambda done: None)
        async with self._turn:
            return await in_process("corpus.looking", wanted)


if __name__ == "__main__":
    sys.exit(work(Inspection, look))
