"""The nine built-in papers are the same nine papers, and answer the same, in whatever format they come."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.assistant.assistant import Assistant
from bot.models import Answer, Context
from corpus.files import read_papers
from corpus.joining import builtin
from corpus.models import Corpus, Paper
from index.library import LibraryIndex
from tests.conftest import some
from tests.corpus.formats.nine import FOLDER, WRITTEN

SAME = ("doi", "title", "authors", "journal", "year", "volume", "issue", "article_number")
QUESTIONS = (
    "how long was follow-up after TES?",
    "what does SINS stand for?",
    "what share of the patients had major complications?",
    "does separation surgery help local control?",
    "what is the capital of Mongolia?",
    "who wrote the paper on total en bloc spondylectomy?",
    "list the papers of 2024",
    "which papers are articles?",
    "what does El Ahmadieh report?",
    "summarise the leiomyogenic tumor review",
)


def words(paper: Paper) -> tuple[object, ...]:
    return (*(getattr(paper, name) for name in SAME), (paper.abstract or "").split())


@pytest.mark.parametrize("name", WRITTEN)
def test_they_are_the_same_nine_papers(name: str) -> None:
    found = read_papers(FOLDER / name)
    assert (found.report.read, found.report.kept) == (9, 9)
    assert [words(paper) for paper in found.papers] == [words(paper) for paper in builtin().papers]


def test_their_kind_is_told_alike() -> None:
    """What a format can say of a paper's kind it says in the same word: an article is one in all of them."""
    kinds = {
        name: {paper.type for paper in read_papers(FOLDER / name).papers}
        for name in WRITTEN
        if name != "nine.jsonl"
    }
    assert set(map(frozenset, kinds.values())) == {frozenset({"Article"})}, kinds


async def answers(corpus: Corpus, questions: Sequence[str]) -> dict[str, tuple[object, ...]]:
    """What a library's assistant says to each of some questions."""
    assistant = Assistant(LibraryIndex.build(corpus))
    return {question: said(await assistant.ask(question, Context())) for question in questions}


@pytest.fixture(scope="module")
def shipped() -> dict[str, tuple[object, ...]]:
    """What the library we ship says."""
    return asyncio.run(answers(builtin(), QUESTIONS))


@pytest.mark.sweep
@pytest.mark.parametrize("name", WRITTEN)
async def test_answers_do_not_change_with_the_format(name: str, shipped: dict[str, tuple[object, ...]]) -> None:
    came = Corpus(name="nine", digest="0" * 64, papers=read_papers(FOLDER / name).papers)
    asked = some(QUESTIONS, list(WRITTEN).index(name), of=3)
    assert await answers(came, asked) == {one: shipped[one] for one in asked}


def said(answer: Answer) -> tuple[object, ...]:
    return answer.outcome, [(quote.key, quote.text.split()) for quote in answer.quotes]


@pytest.mark.parametrize("name", ["nine.ris", "nine.bib", "nine.nbib"])
def test_a_byte_order_mark_loses_no_record(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xef\xbb\xbf" + (FOLDER / name).read_bytes())
    assert read_papers(path).report.kept == 9
