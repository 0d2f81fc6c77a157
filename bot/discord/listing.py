"""/papers: which papers, in what order, in pages; the whole choice is kept under a token, so that buttons outlive us."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from bot.assistant.citing import entitled
from bot.assistant.reading.selection import of_type
from bot.discord.limits import ROOM, size
from bot.discord.text import escape, linked
from corpus.characters import one_line
from corpus.models import Corpus, Model, Paper
from index.analyzer import fold

PER_PAGE = 10
SORTS: dict[str, Callable[[Paper], Any]] = {
    "newest": lambda paper: tuple(-part for part in _when(paper)),
    "oldest": lambda paper: (paper.published is None and paper.year is None, _when(paper)),
    "most cited": lambda paper: (paper.cited_by is None, -(paper.cited_by or 0)),
    "most viewed": lambda paper: (paper.views is None, -(paper.views or 0)),
    "title": lambda paper: fold(paper.title),
}


class Choice(Model):
    """A choice of papers: the order, and filters (empty: none)."""

    sort: str = "newest"
    type: str = ""
    author: str = ""
    year: str = ""
    keyword: str = ""

    @property
    def typed(self) -> tuple[str, ...]:
        """What a member wrote themselves."""
        return (self.type, self.author, self.keyword)

    def filters(self) -> str:
        """The filters in words: "type Review, author Kang"."""
        named = {"type": self.type, "author": self.author, "year": self.year, "keyword": self.keyword}
        return ", ".join(f"{name} {value}" for name, value in named.items() if value)


def _when(paper: Paper) -> tuple[int, int]:
    """(year, days into it); 0 where unknown."""
    if paper.published:
        return paper.published.year, (paper.published - date(paper.published.year, 1, 1)).days
    return paper.year or 0, 0


def chosen(corpus: Corpus, choice: Choice) -> list[Paper]:
    """The papers of a choice, in its order; papers equal in it stay in the library's order."""
    found = [paper for paper in corpus.papers if _fits(paper, choice)]
    return sorted(found, key=SORTS.get(choice.sort, SORTS["newest"]))


def _fits(paper: Paper, choice: Choice) -> bool:
    words = fold(f"{paper.title} {' '.join(paper.keywords)} {paper.abstract or ''}")
    names = fold(" ".join(author.name for author in paper.authors))
    return (
        (not choice.type or of_type(paper, choice.type))
        and (not choice.author or fold(choice.author).strip() in names)
        and (not choice.year or str(paper.year or "") == choice.year.strip())
        and (not choice.keyword or all(word in words for word in fold(choice.keyword).split()))
    )


def listing_pages(papers: Sequence[Paper]) -> list[list[tuple[int, Paper]]]:
    """Numbered papers in pages that each fit a message and its menu."""
    found: list[list[tuple[int, Paper]]] = [[]]
    room = ROOM
    for number, paper in enumerate(papers, 1):
        need = size(line(number, paper)) + 1
        if found[-1] and (len(found[-1]) == PER_PAGE or need > room):
            found.append([])
            room = ROOM
        found[-1].append((number, paper))
        room -= need
    return found


class Listed(Model):
    """One page of a choice: how many papers that has, in how many pages, and which stand here under which number."""

    count: int
    page: int = 1
    pages: int = 1
    papers: tuple[tuple[int, Paper], ...] = ()


def listed_page(corpus: Corpus, choice: Choice, page: int) -> Listed:
    """The page of a choice, or the nearest there is. It reads through the library: not for the event loop's thread."""
    found = chosen(corpus, choice)
    if not found:
        return Listed(count=0)
    pages = listing_pages(found)
    page = min(max(page, 1), len(pages))
    return Listed(count=len(found), page=page, pages=len(pages), papers=tuple(pages[page - 1]))


def line(number: int, paper: Paper) -> str:
    """A paper in the list: its number, who and when, its title and link, and what it is sorted by."""
    counts = [
        f"cited by {paper.cited_by:,}" if paper.cited_by is not None else "",
        f"viewed {paper.views:,} times" if paper.views is not None else "",
    ]
    said = " · ".join(part for part in (paper.type or "", *counts) if part)
    return f"**{number}.** {escape(entitled(paper))} {linked(paper)}" + (
        f" ({escape(one_line(said))})" if said else ""
    )
