"""A page that was fetched, held against its library: what is new, and, once somebody says yes, taken in.

outcome = watched(watch)                     the work itself
outcome = await watched_aside(watch)         the same while the event loop goes on (``corpus.watching.aside`` is the process)
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path

from corpus.errors import CorpusError
from corpus.formats.reading import Reading
from corpus.limits import USUAL, Limits
from corpus.models import ImportReport, Model, Parsed
from corpus.processes import Work, in_process
from corpus.progress import Progress, silent
from corpus.store import CorpusStore
from corpus.watching.comparing import News, is_sweeping, news_of, record_hash
from corpus.watching.reading import papers_of_page
from corpus.watching.sources import Found, Seen, Waiting, change_source, sources_of


class Watch(Work):
    """A page that lies in a file, for a library that comes from it; ``keep``: take in what is new, with ``counts`` also where
    nothing but views and citations is; ``unseen``: nobody has looked at it, so that what changes most papers is not taken in.
    """

    root: Path
    library: str
    path: Path
    found: Found
    keep: bool = False
    counts: bool = False
    unseen: bool = False
    texts: Limits = USUAL

    @property
    def undone(self) -> str:
        """That it was not read, or not taken in."""
        return f"The page {self.found.address} was not {'taken in' if self.keep else 'read to its end'}"


class Outcome(Model):
    """What is new on a page, and what became of its records, or would."""

    news: News
    report: ImportReport
    taken: bool


async def watched_aside(watch: Watch, turn: AbstractAsyncContextManager[None] | None = None) -> Outcome:
    """As ``watched``, in a process of its own; ``turn`` is held meanwhile. Raises CorpusError."""
    async with turn or nullcontext():
        return Outcome.model_validate(await in_process("corpus.watching.aside", watch))


def watched(watch: Watch, progress: Progress = silent) -> Outcome:
    """What is new on a page. Where nothing is, or it was taken in, the page is remembered as it is now; else, that it waits.

    Raises CorpusError; the library is then as it was.
    """
    store = CorpusStore(watch.root)
    folder, library = store.folder(watch.library), store.source(watch.library)
    source = sources_of(folder).of(watch.found.address)
    if source is None:
        raise CorpusError(
            f"“{watch.library}” does not come from {watch.found.address} any more; nothing was taken in."
        )
    parsed = papers_of_page(watch.path, watch.found, Reading(progress, limits=watch.texts))
    news, wanted = news_of(parsed, source, library)
    taken = watch.keep and (news.is_any or (watch.counts and news.is_counted))
    taken = taken and not (watch.unseen and is_sweeping(news, source))
    if taken:
        _, (joined,) = store.add_all(watch.library, (wanted,), prefer="new", progress=progress)
    else:
        (joined,) = store.tried(watch.library, (wanted,), "new", progress)
    read = {"asked": watch.found.at, "read": watch.found.at, "trouble": "", "gone": news.gone}
    if taken or not news.is_any:
        read |= _settled(parsed, watch.found, store.imported(watch.library))
    else:
        read |= {"waiting": Waiting(counts=news.counts, token=news.token, found=watch.found)}
    change_source(folder, watch.found.address, lambda old: old.model_copy(update=read))
    return Outcome(news=news, report=joined.report, taken=taken)


def remember(store: CorpusStore, library: str, parsed: Parsed, found: Found) -> None:
    """Remember that a library comes from a page, which has just been taken in. Raises CorpusError."""
    read = {"asked": found.at, "read": found.at, "trouble": "", "gone": ()}
    read |= _settled(parsed, found, store.imported(library))
    change_source(store.folder(library), found.address, lambda old: old.model_copy(update=read))


def _settled(parsed: Parsed, found: Found, state: str) -> dict[str, object]:
    """What is remembered of a page with which a library in a ``state`` (its digest as imported) has been brought together."""
    records = {paper.key: record_hash(paper) for paper in parsed.papers}
    return {"waiting": None, "seen": Seen(found=found, state=state, records=records)}
