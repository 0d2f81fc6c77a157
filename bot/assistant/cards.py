"""Papers as text for people: a numbered list of them, one paper's record, a library in a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from bot.assistant.citing import address, banner, entitled
from bot.assistant.wording import counted
from bot.ownership import called
from corpus.models import Corpus, Paper


def listing(papers: Sequence[Paper]) -> str:
    """A numbered list of papers: authors, year, journal, title, and the link on the next line; below it a
    retraction or correction.
    """
    return "\n".join(
        "\n     ".join((f"{number:>3}. {entitled(paper)}", address(paper), *filter(None, (banner(paper),))))
        for number, paper in enumerate(papers, 1)
    )


def card(paper: Paper) -> str:
    """A paper's record, one field a line, without the fields that its source does not give."""
    rows = [f"{name:<11} {value}" for name, value in fields(paper) if value]
    return "\n".join((paper.headline or "(no title)", *rows))


def fields(paper: Paper) -> Iterable[tuple[str, str]]:
    """A paper's record as pairs (name, value); the value is "" if its source does not give it."""
    number = f" ({paper.issue})" if paper.issue else ""
    where = f"{paper.volume}{number}" if paper.volume else ""
    yield "status", banner(paper)
    yield "authors", ", ".join(author.name for author in paper.authors)
    yield "type", " · ".join(part for part in (paper.type, paper.heading, *paper.labels) if part)
    yield "journal", ", ".join(part for part in (paper.journal, where, paper.article_number) if part)
    yield "published", paper.published.isoformat() if paper.published else str(paper.year or "")
    yield "pages", " · ".join(part for part in (str(paper.pages or ""), paper.size) if part)
    yield "cited by", "" if paper.cited_by is None else f"{paper.cited_by:,}"
    yield "viewed by", "" if paper.views is None else f"{paper.views:,}"
    yield "licence", paper.licence or ""
    yield "source", paper.source or ""
    yield "filled in", "; ".join(_filled(paper))
    yield "link", address(paper)


def _filled(paper: Paper) -> Iterable[str]:
    """The fields that a paper's own source did not give, with the source they were filled in from and the day;
    one text for each.
    """
    said: dict[tuple[str, date], list[str]] = {}
    for one in paper.filled or ():
        said.setdefault((one.source, one.on), []).append(one.field.replace("_", " "))
    return (f"{', '.join(names)} ({source}, {on.isoformat()})" for (source, on), names in said.items())


def about(corpus: Corpus, hold: Callable[[str], str] = str) -> str:
    """A library in one line: its title, its number of papers, and the snapshot that its answers name. ``hold`` marks the
    title, which is not ours.
    """
    return f"{hold(titled(corpus))}: {counted(len(corpus.papers), 'paper')}, snapshot {corpus.digest[:12]}"


def holding(corpus: Corpus, hold: Callable[[str], str] = str) -> str:
    """The size and title of a library: "9 papers of “Bone and Spine Metastases”, Cancers"."""
    return f"{counted(len(corpus.papers), 'paper')} of {hold(titled(corpus))}"


def titled(corpus: Corpus) -> str:
    """The title and journal of the issue that a library holds; the library's name if it holds no issue."""
    issue = corpus.issue
    return f"“{issue.title}”{f', {issue.journal}' if issue.journal else ''}" if issue else called(corpus.name)
