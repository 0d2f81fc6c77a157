"""A page that was fetched, held against its library and against the page as it was: what is new, and, after a yes, taken in.

outcome = watched(watch)                     the work itself
outcome = await watched_aside(watch)         the same while the event loop goes on (``corpus.watching.aside`` is the process)

What the page has said all along is no news, whatever the library says by now: a curator may have chosen another text. Of
a record that is the same as it was, only its counts (views, citations) are taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path

from corpus.difference import COUNTS, Difference, compared
from corpus.digest import canonical
from corpus.errors import CorpusError
from corpus.formats.collecting import Reading
from corpus.limits import USUAL, Limits
from corpus.merging import Joining, difference
from corpus.models import Corpus, Editor, ImportReport, Issue, Model, Paper, Parsed
from corpus.processes import Work, in_process
from corpus.progress import Progress, silent
from corpus.sameness import same_paper
from corpus.shelf import by_key
from corpus.store import CorpusStore
from corpus.watching.reading import papers_of_page
from corpus.watching.sources import SAID, Found, Seen, Source, Waiting, change_source, sources_of

_IDENTITY = ("doi", "pmid", "source_id", "url")
_TITLE = 120  # characters of a title that are told
_FEW = 2  # papers whose texts may change at once in any library
_TOLD = 20  # papers that are gone, named


class News(Model):
    """What a page says that its library does not: ``difference`` is what taking it in makes of the papers, ``issue`` what
    changed of the issue itself, a line each; ``gone`` are papers of the library that the page once had.
    """

    difference: Difference
    issue: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    titles: Mapping[str, str] = {}

    @property
    def is_any(self) -> bool:
        """Whether there is something to take in that a reader should know of; counts alone are nothing."""
        return bool(self.difference.keys or self.issue)

    @property
    def is_counted(self) -> bool:
        """Whether anything at all would change."""
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
        """All of it in lines; what is gone from the page is a question to the curator."""
        lines = [self.difference.told(self.titles)] if self.difference.keys or self.difference.counted else []
        lines += self.issue
        lines += [f"gone from the page: {key}, “{self.titles.get(key, '')}”" for key in self.gone[:_TOLD]]
        lines += [f"… and {len(self.gone) - _TOLD:,} more gone from the page"] if len(self.gone) > _TOLD else []
        lines += ["What is gone is kept. If it was withdrawn, say so in overrides.toml."] if self.gone else []
        return "\n".join(lines) or "Nothing differs."

    @property
    def token(self) -> str:
        """What names this difference, and is another for another one (12 hex digits)."""
        return _hash("\n".join((self.difference.told(), *self.issue, *self.gone)))[:12]


def news_of(parsed: Parsed, source: Source, library: Corpus) -> tuple[News, Parsed]:
    """What is new on a page (``library`` as it was imported), and its records as they would be taken in.

    Raises CorpusError where the page has no paper any more, which says more of its layout than of its papers.
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
    """Whether titles or abstracts of most papers would be others: a page read wrongly is likelier than so many revisions."""
    texts = {one.key for one in news.difference.revised if one.field in ("title", "abstract")}
    had = len(source.seen.records) if source.seen else 0
    return len(texts) > max(_FEW, had / 2)


def record_hash(paper: Paper) -> str:
    """What is another for a record that says something else; counts are not what it says."""
    return _hash(canonical(paper.model_copy(update=dict.fromkeys(COUNTS))))[:16]


def _wanted(parsed: Parsed, seen: Mapping[str, str], library: Corpus) -> Parsed:
    held = by_key(library.papers)
    papers = tuple(
        _counts_alone(paper) if _is_known(paper, seen, held.get(paper.key)) else paper for paper in parsed.papers
    )
    others = {"issue": None} if _is_anothers(library.issue, parsed.issue) else {}
    return parsed.model_copy(update={"papers": papers, **others})


def _is_anothers(ours: Issue | None, theirs: Issue | None) -> bool:
    """Whether a library has the issue of another page, which stays its own."""
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
    """What the page had once and has no more, of what the library holds; a record that cannot be read now is not gone."""
    refused = "\n".join(one.raw for one in parsed.report.rejected).casefold()
    there, held = {paper.key for paper in parsed.papers}, by_key(library.papers)
    once = dict.fromkeys((*source.gone, *seen))
    return tuple(key for key in once if key not in there and key in held and key.casefold() not in refused)


def _issue_told(before: Issue | None, after: Issue | None) -> Iterator[str]:
    for name in Issue.model_fields if after is not None else ():
        old, new = getattr(before, name, None), getattr(after, name)
        if old != new and new not in (None, (), "") and name not in (*COUNTS, "url"):
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
