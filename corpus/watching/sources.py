"""Which pages a library comes from, and how they were when they were last read: ``sources.json`` beside its snapshots.

The file is ours and read as if it were not: it is bounded and checked, and an address in it is asked only where the
settings allow its host.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from pydantic import AwareDatetime, Field, StringConstraints, ValidationError

from corpus.errors import CorpusError
from corpus.models import Model
from corpus.private import held, is_there, make_folder, read_own, why
from corpus.snapshots import write_whole
from corpus.store import SOURCES, CorpusStore

if TYPE_CHECKING:
    from corpus.watching.visiting import Page, Visitor

FILE, LOCK = SOURCES, "sources.lock"
LARGEST = 16 * 2**20  # bytes; a page of a thousand papers has some hundred thousand
MOST = 20  # pages of one library
LONGEST = 2_000  # characters of an address
SAID = 600  # characters of what is told of a page
MARK = r"[ -~]{0,300}"  # what a server may be told again
Mark = Annotated[str, StringConstraints(pattern=rf"^{MARK}\z")]
Said = Annotated[str, StringConstraints(max_length=SAID)]
Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12,64}\z")]


class Found(Model):
    """A page as it was read: its address, when, what its server calls this state of it, and its bytes' sha256 (hex)."""

    address: str
    at: AwareDatetime
    etag: Mark = ""
    modified: Mark = ""
    digest: Hex


class Seen(Model):
    """The page with which a library was last brought together: ``records`` are its papers' keys with what their records
    said (a hash), ``state`` the library as it was imported then.
    """

    found: Found
    state: Hex
    records: Mapping[str, Hex]


class Waiting(Model):
    """What is new on a page and not taken in yet: in a few words, what names that difference, and the page it was found on."""

    counts: Said
    token: Hex
    found: Found


class Source(Model):
    """A page a library comes from. ``asked``: when its server was last asked, ``read``: when it last answered with the page.

    ``trouble``: why not, since; ``told``: the token of the difference that curators were told of; ``gone``: papers the
    library has and the page had once.
    """

    address: str = Field(max_length=LONGEST)
    asked: AwareDatetime | None = None
    read: AwareDatetime | None = None
    trouble: Said = ""
    waiting: Waiting | None = None
    told: Hex | None = None
    gone: tuple[str, ...] = ()
    seen: Seen | None = None


class Sources(Model):
    """All pages of a library."""

    pages: tuple[Source, ...] = Field((), max_length=MOST)

    def of(self, address: str) -> Source | None:
        """The page of an address; None where the library has another or none."""
        return next((one for one in self.pages if one.address == address), None)


def sources_of(folder: Path) -> Sources:
    """The pages of the library in a folder. Raises CorpusError where their file is damaged."""
    path = folder / FILE
    try:
        if not is_there(path):
            return Sources()
        return Sources.model_validate(json.loads(read_own(path, LARGEST)))
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {why(error)}. {_again()}") from None
    except (ValidationError, ValueError, RecursionError):
        raise CorpusError(
            f"{path} is damaged: it does not say which pages the library comes from. {_again()}"
        ) from None


def change_source(folder: Path, address: str, change: Callable[[Source], Source]) -> Source:
    """Keep what is now known of a page, which is remembered from now on where it was not; as it is kept. Raises CorpusError."""
    kept: list[Source] = []

    def changed(sources: Sources) -> tuple[Source, ...]:
        old = sources.of(address)
        kept.append(change(old or Source(address=address)))
        return tuple(kept[0] if one is old else one for one in sources.pages) + (() if old else (kept[0],))

    _change(folder, changed)
    return kept[0]


def forget_source(folder: Path, address: str) -> bool:
    """Let a page go: it is not looked at any more; False where it was none of the library's. Raises CorpusError."""
    before = sources_of(folder).of(address)
    if before is not None:
        _change(folder, lambda sources: tuple(one for one in sources.pages if one.address != address))
    return before is not None


def _change(folder: Path, change: Callable[[Sources], tuple[Source, ...]]) -> None:
    try:
        make_folder(folder)
        with held(folder / LOCK):
            pages = change(sources_of(folder))
            if len(pages) > MOST:
                raise CorpusError(f"A library comes from {MOST} pages at the most; this one has as many already.")
            content = Sources(pages=pages).model_dump_json(exclude_defaults=True).encode()
            if len(content) > LARGEST:
                raise CorpusError(f"The library's pages have too many papers to be remembered in {FILE}.")
            write_whole(folder / FILE, content)
    except OSError as error:
        raise CorpusError(f"{folder / FILE} cannot be written: {why(error)}.") from None


def _again() -> str:
    return f"Put {FILE} back from a backup, or remove it and import the page's address again."


DAY = timedelta(days=1)  # a page is asked for once in that time, unless somebody says "now"


class Watched(NamedTuple):
    """A library and a page it comes from."""

    library: str
    source: Source


def watched_in(store: CorpusStore, library: str) -> tuple[Watched, ...]:
    """Every page of a library. Raises CorpusError where the file that names them is damaged."""
    return tuple(Watched(library, source) for source in sources_of(store.folder(library)).pages)


def is_due(source: Source, now: datetime, every: timedelta = DAY) -> bool:
    """Whether a page may be asked for again: one that was in trouble after a day. A time in the future is a mistake."""
    every = min(every, DAY) if source.trouble else every
    return source.asked is None or not now - every < source.asked <= now


async def visited(visitor: Visitor, store: CorpusStore, watched: Watched) -> Page | None:
    """A page as it is now; None where it is as it was when the library was last brought up to it.

    Raises CorpusError where it cannot be read; that it was asked for is remembered whatever comes of it.
    """
    folder, address = store.folder(watched.library), watched.source.address
    seen, now = watched.source.seen, datetime.now(UTC)
    if seen is not None and seen.state != await asyncio.to_thread(store.imported, watched.library):
        seen = None  # the library is another one, so that the same page may be news to it

    async def remember(**said: object) -> None:
        await asyncio.to_thread(change_source, folder, address, lambda old: old.model_copy(update=said))

    await remember(asked=now)
    page = await visitor.page(address, seen)
    if page is None:
        await remember(read=now, trouble="", waiting=None)
    return page


def troubled(store: CorpusStore, watched: Watched, error: CorpusError) -> None:
    """Remember why a page could not be read, or not be understood. Raises CorpusError where that cannot be kept."""
    trouble = {"trouble": str(error)[:SAID]}
    folder = store.folder(watched.library)
    change_source(folder, watched.source.address, lambda old: old.model_copy(update=trouble))
