"""The pages a library comes from: the normal form of their addresses, their state when last read (``sources.json`` beside its snapshots), and a
fetched page, stored in a file → its papers, read like a saved page.

The file is ours, but it is read with the same care as a foreign one: its size is limited, it is validated, and its addresses are fetched only
if the settings allow their hosts.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, NamedTuple
from urllib.parse import urlsplit

from pydantic import AwareDatetime, Field, StringConstraints, ValidationError
from yarl import URL

from corpus.characters import address as linked
from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.formats.collecting import PLAINLY, Reading
from corpus.models import Model, Parsed
from corpus.private import held, is_there, make_folder, read_own, why
from corpus.reaching import is_here
from corpus.snapshots import write_whole
from corpus.store import SOURCES, CorpusStore

FILE, LOCK = SOURCES, "sources.lock"
LARGEST = 16 * 2**20  # bytes; a page of a thousand papers has some hundred thousand
MOST = 20  # pages of one library
LONGEST = 2_000  # characters of an address
SAID = 600  # characters of a note on a page
MARK = r"[ -~]{0,300}"  # what a server may be told again
Mark = Annotated[str, StringConstraints(pattern=rf"^{MARK}\z")]
Said = Annotated[str, StringConstraints(max_length=SAID)]
Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12,64}\z")]


class FetchedState(Model):
    """A page as it was fetched: address, time, the server's name for this state, and sha256 of its bytes (hex)."""

    address: str
    at: AwareDatetime
    etag: Mark = ""
    modified: Mark = ""
    digest: Hex


class Seen(Model):
    """The page that a library was last brought up to: ``records``: the keys of its papers with a hash of each
    record; ``state``: digest of the library as imported then.
    """

    found: FetchedState
    state: Hex
    records: Mapping[str, Hex]


class WaitingNews(Model):
    """News of a page that is not taken in yet: in a few words, its token, and the page it was found on."""

    counts: Said
    token: Hex
    found: FetchedState


class Source(Model):
    """A page that a library comes from. ``asked``: when its server was last asked; ``read``: when it last
    delivered the page.

    ``trouble``: why it has failed since; ``told``: the token of the news that curators were told of; ``gone``:
    papers that the library has and the page no longer.
    """

    address: str = Field(max_length=LONGEST)
    asked: AwareDatetime | None = None
    read: AwareDatetime | None = None
    trouble: Said = ""
    waiting: WaitingNews | None = None
    told: Hex | None = None
    gone: tuple[str, ...] = ()
    seen: Seen | None = None


class Sources(Model):
    """All pages of a library."""

    pages: tuple[Source, ...] = Field((), max_length=MOST)

    def of(self, address: str) -> Source | None:
        """The page with an address, or None."""
        return next((one for one in self.pages if one.address == address), None)


def sources_of(folder: Path) -> Sources:
    """The pages of the library in a folder. Raises CorpusError if their file is damaged."""
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
    """Store the present knowledge of a page (a new page is added); returns it as stored. Raises CorpusError."""
    kept: list[Source] = []

    def changed(sources: Sources) -> tuple[Source, ...]:
        old = sources.of(address)
        kept.append(change(old or Source(address=address)))
        return tuple(kept[0] if one is old else one for one in sources.pages) + (() if old else (kept[0],))

    _change(folder, changed)
    return kept[0]


def forget_source(folder: Path, address: str) -> bool:
    """Forget a page, so that it is no longer checked; False if the library does not have it. Raises CorpusError."""
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
    """All pages of a library. Raises CorpusError if their file is damaged."""
    return tuple(Watched(library, source) for source in sources_of(store.folder(library)).pages)


def is_due(source: Source, now: datetime, every: timedelta = DAY) -> bool:
    """Whether a page is due for another look; after trouble, one day later. A time in the future is a clock's
    mistake and counts as due."""
    every = min(every, DAY) if source.trouble else every
    return source.asked is None or not now - every < source.asked <= now


def troubled(store: CorpusStore, watched: Watched, error: CorpusError) -> None:
    """Remember why a page could not be fetched or understood, if that can be stored: the other pages are still to be looked at."""
    trouble = {"trouble": str(error)[:SAID]}
    folder = store.folder(watched.library)
    with suppress(CorpusError):
        change_source(folder, watched.source.address, lambda old: old.model_copy(update=trouble))


def page_address(text: str) -> str:
    """The normal form of an address: https (except on this machine), without user name, password and "#…".

    Raises CorpusError, in one sentence, for anything else.
    """
    try:
        url = URL(text.strip())
        host, port = url.host, url.port
    except ValueError:
        host, port = None, None
    if not host or not port or len(text) > LONGEST or len(str(url)) > LONGEST or url.user or url.password:
        raise CorpusError(f"“{text[:80]}” is no web address that can be read; copy it from your browser.")
    if url.scheme != "https" and not is_here(host):
        raise CorpusError(
            f"“{text[:80]}” is not encrypted; a page is read from an address that begins with https://."
        )
    return str(url.with_fragment(None))


FORMAT = "page-html"


def file_name(address: str) -> str:
    """The name of a page's file while it is read, so that messages about the file name the page."""
    return f"The page at {urlsplit(address).hostname}"


def kept_page(folder: Path, address: str) -> Path:
    """The path in the library's folder where a page waits until a curator accepts its news."""
    return folder / "pages" / page_id(address) / file_name(address)


def drop_page(path: Path) -> None:
    """Remove a waiting page, if there is one, with its folder. Raises OSError."""
    path.unlink(missing_ok=True)
    with suppress(OSError):
        path.parent.rmdir()


def page_id(address: str) -> str:
    """A short name for a page, used in file names and buttons (12 hex digits)."""
    return hashlib.sha256(address.encode()).hexdigest()[:12]


def papers_of_page(path: Path, found: FetchedState, reading: Reading = PLAINLY) -> Parsed:
    """The issue, its papers and the report of a page. Raises CorpusError like ``corpus.formats.opening.page_html``."""
    parsed = read_papers(path, FORMAT, reading)
    report = parsed.report.model_copy(update={"source": found.address})
    issue = parsed.issue and parsed.issue.model_copy(update={"url": linked(found.address)})
    return parsed.model_copy(update={"report": report, "issue": issue})


@contextmanager
def in_a_file(content: bytes, address: str) -> Iterator[Path]:
    """A page's bytes in a temporary file, removed when the block ends."""
    with tempfile.TemporaryDirectory(prefix="marrow-") as folder:
        path = Path(folder) / file_name(address)
        path.write_bytes(content)
        yield path
