"""A list of papers is put into its order once, a large library's by a process of its own, in pages that fit a message."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Config, SearchSection, StorageSection
from bot.discord import listing
from bot.discord.listing import KEPT, PER_PAGE, SORTS, Choice, Lists, line, ordered
from bot.discord.text import ROOM, size
from bot.service import index_beside
from corpus.doi import Doi
from corpus.joining import builtin
from corpus.models import Corpus, Paper
from corpus.processes import WorkLimits, in_process
from corpus.shelf import Shelf
from corpus.store import CorpusStore
from tests.bot.discord import surfaces
from tests.corpus.test_store import parsed

CHOICES = (*(Choice(sort=sort) for sort in SORTS), Choice(sort="title", author="amsel", keyword="ankle surgery"))


def papers_of(titles: list[str]) -> tuple[Paper, ...]:
    return tuple(Paper(doi=Doi(f"10.1234/{n}"), title=title) for n, title in enumerate(titles))


@given(st.lists(st.text(max_size=700), max_size=60))
def test_every_paper_stands_on_one_page_and_every_page_fits(titles: list[str]) -> None:
    papers = papers_of(titles)
    order = ordered(papers, Choice(sort="title"))
    assert sorted(order.papers) == list(range(len(papers)))
    pages = [order.page(number)[1] for number in range(1, len(order.starts) + 1)]
    assert [place for page in pages for place in page] == list(range(1, len(papers) + 1))
    for page in pages:
        lines = [line(place, papers[order.papers[place - 1]]) for place in page]
        assert len(page) <= PER_PAGE
        assert len(page) == 1 or size("\n".join(lines)) <= ROOM


def test_a_page_that_is_not_there_is_the_nearest() -> None:
    order = ordered(papers_of(["x"] * (2 * PER_PAGE + 1)), Choice())
    assert [order.page(number)[0] for number in (-1, 0, 1, 3, 4, 99_999)] == [1, 1, 1, 3, 3, 3]
    assert list(order.page(99)[1]) == [2 * PER_PAGE + 1]


async def shelved(folder: Path) -> Corpus:
    """A library that stands on disk."""
    CorpusStore(folder / "libraries").add("default", parsed(*surfaces.papers(14)))
    config = Config(storage=StorageSection(data_dir=folder), search=SearchSection(engine="tantivy"))
    corpus = (await index_beside(config)).corpus
    assert isinstance(corpus.papers, Shelf)
    return corpus


@pytest.mark.slow
async def test_a_process_finds_the_order_that_a_thread_would_and_it_is_kept(tmp_path: Path) -> None:
    corpus = await shelved(tmp_path)
    lists = Lists(tmp_path / "libraries", WorkLimits())
    for choice in CHOICES[-2:]:
        order = await lists.order(corpus, choice)
        assert order == ordered(corpus.papers, choice)
        assert len(order.papers) > PER_PAGE
        assert await lists.order(corpus, choice) is order


async def test_who_wants_a_list_of_another_library_waits_for_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, lists = await shelved(tmp_path), Lists(tmp_path / "libraries", WorkLimits())
    begun, free = asyncio.Event(), asyncio.Event()

    async def held(*given: Any) -> Any:
        begun.set()
        await free.wait()
        return await in_process(*given)

    monkeypatch.setattr(listing, "in_process", held)
    known = await lists.order(builtin(), Choice())
    large = asyncio.create_task(lists.order(corpus, Choice()))
    async with asyncio.timeout(60):
        await begun.wait()
        assert await lists.order(builtin(), Choice()) is known
        await lists.order(builtin(), Choice(sort="title"))
    free.set()
    await large


async def test_the_last_orders_are_kept_and_each_state_has_its_own(tmp_path: Path) -> None:
    lists, corpus = Lists(tmp_path, WorkLimits()), builtin()
    first = await lists.order(corpus, Choice())
    other = await lists.order(
        corpus.model_copy(update={"digest": "0" * 64, "papers": corpus.papers[:3]}), Choice()
    )
    assert (len(first.papers), len(other.papers)) == (len(corpus.papers), 3)
    for year in range(KEPT):
        await lists.order(corpus, Choice(year=str(1900 + year)))
    assert await lists.order(corpus, Choice()) is not first
