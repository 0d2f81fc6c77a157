"""Compare a fetched page with its library and with the page of last time: the news, taken in after a curator
agrees.

outcome = watched(watch)                     the work itself
outcome = await watched_aside(watch)         the same while the event loop goes on (``python -m corpus.watching.watch`` is the process)

A record that the page has not changed is no news, even if the library differs: a curator may have chosen another
text. From such a record only the counts (views, citations) are taken.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path
from typing import Any

from corpus.canonical import canonical
from corpus.child import work
from corpus.errors import CorpusError
from corpus.formats.collecting import Reading
from corpus.limits import USUAL, Limits
from corpus.looking import COUNTS, Difference, compared
from corpus.merging import Joining, difference
from corpus.models import Corpus, Editor, ImportReport, Issue, Model, Paper, Parsed
from corpus.processes import Work, in_process
from corpus.progress import Progress, silent
from corpus.sameness import same_paper
from corpus.shelf import by_key
from corpus.store import CorpusStore
from corpus.watching.origins import (
    SAID,
    FetchedState,
    Seen,
    Source,
    WaitingNews,
    change_source,
    papers_of_page,
    sources_of,
)

_IDENTITY = ("doi", "pmid", "source_id", "url")
_TITLE = 120  # characters of a title that are told
_FEW = 2  # papers whose texts may change at once in any library
_TOLD = 20  # papers that are gone, named


class News(Model):
    """The news of a page: ``difference``: the changes to papers if it is taken in; ``issue``: changes of the
    issue itself, a line each; ``gone``: papers of the library that the page no longer has.
    """

    difference: Difference
    issue: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    titles: Mapping[str, str] = {}

    @property
    def is_any(self) -> bool:
        """Whether there is news for readers; changed counts alone are not."""
        return bool(self.difference.keys or self.issue)

    @property
    def is_counted(self) -> bool:
        """Whether anything would change, counts included."""
        return self.is_any or bool(self.difference.counted)

    @property
    def counts(self) -> str:
        """How many papers of each kind: "2 added, 1 revised, 1 gone from the page"."""
        said = [self.difference.counts()] if self.difference.keys or self.difference.counted else []
        said += ["the issue itself"] if self.issue else []
        said += [f"{len(self.gone):,} gone from the page"] if self.gone else []
        return (", ".join(said) or "nothing differs")[:SAID]

    @property
    def told(self) -> str:
        """All news as lines; papers gone from the page are a question to the curator."""
        lines = [self.difference.told(self.titles)] if self.difference.keys or self.difference.counted else []
        lines += self.issue
        lines += [f"gone from the page: {key}, “{self.titles.get(key, '')}”" for key in self.gone[:_TOLD]]
        lines += [f"… and {len(self.gone) - _TOLD:,} more gone from the page"] if len(self.gone) > _TOLD else []
        lines += ["What is gone is kept. If it was withdrawn, say so in overrides.toml."] if self.gone else []
        return "\n".join(lines) or "Nothing differs."

    @property
    def token(self) -> str:
        """A token that identifies this difference (12 hex digits)."""
        return _hash("\n".join((self.difference.told(), *self.issue, *self.gone)))[:12]


def news_of(parsed: Parsed, source: Source, library: Corpus) -> tuple[News, Parsed]:
    """The news of a page (``library``: as imported), and the records that would be taken in.

    Raises CorpusError if the page has no papers any more: its layout has probably changed.
    """
    seen = source.seen.records if source.seen else {}
    if seen and not parsed.papers:
        raise CorpusError(
            f"The page shows no paper any more where it had {len(seen):,}: its layout may have changed. Nothing was taken in."
        )
    wanted = _wanted(parsed, seen, library)
    joining = Joining(library.papers, "new")
    for paper in wanted.papers:
        joining.add(paper)
    after = Corpus.model_construct(
        name=library.name, digest="", papers=joining.papers, issue=None, terms=library.terms
    )
    changes = compared(library, after)
    gone = _gone(parsed, seen, source, library)
    news = News(
        difference=changes,
        issue=tuple(_issue_told(library.issue, wanted.issue)),
        gone=gone,
        titles=_titles((*changes.added, *gone), (*library.papers, *joining.papers)),
    )
    return news, wanted


def is_sweeping(news: News, source: Source) -> bool:
    """Whether most titles or abstracts would change: a misread page is likelier than so many revisions."""
    texts = {one.key for one in news.difference.revised if one.field in ("title", "abstract")}
    had = len(source.seen.records) if source.seen else 0
    return len(texts) > max(_FEW, had / 2)


def record_hash(paper: Paper) -> str:
    """A hash of a record without its counts (views, citations)."""
    return _hash(canonical(paper.model_copy(update=dict.fromkeys(COUNTS))))[:16]


def _wanted(parsed: Parsed, seen: Mapping[str, str], library: Corpus) -> Parsed:
    held = by_key(library.papers)
    papers = tuple(
        _counts_alone(paper) if _is_known(paper, seen, held.get(paper.key)) else paper for paper in parsed.papers
    )
    others = {"issue": None} if _is_anothers(library.issue, parsed.issue) else {}
    return parsed.model_copy(update={"papers": papers, **others})


def _is_anothers(ours: Issue | None, theirs: Issue | None) -> bool:
    """Whether the library's issue comes from another page, and so stays."""
    return ours is not None and theirs is not None and (ours.url or ours.title) not in (theirs.url, theirs.title)


def _is_known(paper: Paper, seen: Mapping[str, str], held: Paper | None) -> bool:
    return (
        held is not None
        and seen.get(paper.key) == record_hash(paper)
        and same_paper(held, paper, f"key {paper.key}")
    )


def _counts_alone(paper: Paper) -> Paper:
    return Paper.model_validate({name: getattr(paper, name) for name in (*_IDENTITY, *COUNTS)})


def _gone(parsed: Parsed, seen: Mapping[str, str], source: Source, library: Corpus) -> tuple[str, ...]:
    """The papers of the library that the page had once and no longer has; an unreadable record does not count as
    gone."""
    refused = "\n".join(one.raw for one in parsed.report.rejected).casefold()
    there, held = {paper.key for paper in parsed.papers}, by_key(library.papers)
    once = dict.fromkeys((*source.gone, *seen))
    return tuple(key for key in once if key not in there and key in held and key.casefold() not in refused)


def _issue_told(before: Issue | None, after: Issue | None) -> Iterator[str]:
    for name in Issue.model_fields if after is not None else ():
        old, new = getattr(before, name, None), getattr(after, name)
        if old != new and (old or new) and new not in (None, (), "") and name not in (*COUNTS, "url"):
            words = isinstance(old, str) and isinstance(new, str)
            yield f"the issue's {name}: {difference(str(old), str(new)) if words else f'{_shown(old)} → {_shown(new)}'}"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        value = "; ".join(str(one.name if isinstance(one, Editor) else one) for one in value)
    return str(value)[:_TITLE] if value else "nothing"


def _titles(keys: Sequence[str], papers: Sequence[Paper]) -> dict[str, str]:
    wanted = {*keys}
    return {paper.key: paper.headline[:_TITLE] for paper in papers if paper.key in wanted}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Watch(Work):
    """A page in a file, and the library that comes from it. ``keep``: take the news in; with ``counts`` also if
    only views and citations changed; ``unseen``: nobody has looked at the news, so a sweeping change is not
    taken in.
    """

    root: Path
    library: str
    path: Path
    found: FetchedState
    keep: bool = False
    counts: bool = False
    unseen: bool = False
    texts: Limits = USUAL

    @property
    def undone(self) -> str:
        """The beginning of a sentence that says it was not read, or not taken in."""
        return f"The page {self.found.address} was not {'taken in' if self.keep else 'read to its end'}"


class Visited(Model):
    """The news of a page, and the outcome of its records (or what it would be)."""

    news: News
    report: ImportReport
    taken: bool


async def watched_aside(watch: Watch, turn: AbstractAsyncContextManager[None] | None = None) -> Visited:
    """Like ``watched``, in a separate process; ``turn`` is held meanwhile. Raises CorpusError."""
    async with turn or nullcontext():
        return Visited.model_validate(await in_process("corpus.watching.watch", watch))


def watched(watch: Watch, progress: Progress = silent) -> Visited:
    """Compare a page with its library. If nothing is new, or it was taken in, the page's present state is
    remembered; otherwise, that its news waits.

    Raises CorpusError; the library is then unchanged.
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
        read |= {"waiting": WaitingNews(counts=news.counts, token=news.token, found=watch.found)}
    change_source(folder, watch.found.address, lambda old: old.model_copy(update=read))
    return Visited(news=news, report=joined.report, taken=taken)


def remember(store: CorpusStore, library: str, parsed: Parsed, found: FetchedState) -> None:
    """Remember that a library comes from a page, after its import. Raises CorpusError."""
    read = {"asked": found.at, "read": found.at, "trouble": "", "gone": ()}
    read |= _settled(parsed, found, store.imported(library))
    change_source(store.folder(library), found.address, lambda old: old.model_copy(update=read))


def _settled(parsed: Parsed, found: FetchedState, state: str) -> dict[str, object]:
    """What to remember of a page after the library was brought up to it; ``state``: the library's digest as
    imported."""
    records = {paper.key: record_hash(paper) for paper in parsed.papers}
    return {"waiting": None, "seen": Seen(found=found, state=state, records=records)}


def _watch(watch: Watch, progress: Progress) -> dict[str, Any]:
    return watched(watch, progress).model_dump(mode="json")


if __name__ == "__main__":
    sys.exit(work(Watch, _watch))
