"""What a page says now, against the library and against the page as it was when the library was last brought up to it.

What the page has said all along is no news, whatever the library says by now: a curator may have chosen another text. Of
a record that is the same as it was, only its counts (views, citations) are taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from corpus.difference import COUNTS, Difference, compared
from corpus.digest import canonical
from corpus.errors import CorpusError
from corpus.merging import Joining, difference
from corpus.models import Corpus, Editor, Issue, Model, Paper, Parsed
from corpus.sameness import same_paper
from corpus.shelf import by_key
from corpus.watching.sources import SAID, Source

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
