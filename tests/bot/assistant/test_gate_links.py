"""The gate lets a record's own words stand, also where they hold another paper's link, and such a link nowhere else."""

from __future__ import annotations

import asyncio

import pytest

from bot.assistant import gate
from bot.assistant.assistant import Assistant
from bot.models import Context
from corpus.authors import author
from corpus.doi import Doi
from corpus.models import Author, Corpus, Issue, Paper
from index.library import LibraryIndex
from tests.bot.assistant.test_gate import refused
from tests.libraries import indexed


def test_what_a_record_prints_may_hold_another_papers_link_and_nothing_else_may() -> None:
    comment = Paper(
        doi=Doi("10.5555/owl.1"),
        title='Zoë comments on https://doi.org/10.5555/other.1: bells & "wings" of owls (<https://doi.org/10.5555/oth(2)3>)',
        authors=(author("Ada Hay"), Author(name="Owl Group (https://doi.org/10.5555/group.1)")),
        journal="Owl Letters (https://doi.org/10.5555/letters.1)",
        keywords=("https://doi.org/10.5555/word.1",),
        year=2020,
        abstract="Owls wore bells in nine barns. The bells cost five euros.",
    )
    other = comment.model_copy(
        update={
            "doi": Doi("10.5555/bat.1"),
            "title": "Bats on https://doi.org/10.5555/bat.9",
            "authors": (author("Otto Pen"),),
        }
    )
    page = Issue(
        title="Owls of https://doi.org/10.5555/issue.1",
        description="Bells of https://doi.org/10.5555/issue.2 ring. Owls of https://doi.org/10.5555/issue.3 sing. They sleep.",
    )
    owls = Assistant(LibraryIndex.build(Corpus(name="owls", digest="0" * 64, papers=(comment, other), issue=page)))
    for question in (
        "cite Hay in bibtex", "cite Hay in csl-json", "cite Hay in ris", "what did owls wear", "list all papers", "summarise the paper by Hay", "who wrote about owls", "cite Hay in apa",
        "keywords of the Hay paper", "compare Hay and Pen on bells", "which journal published Hay 2020", "newest paper",
        "what is this issue about", "what is the title of this special issue",
    ):  # fmt: skip
        asked = asyncio.run(owls.ask(question, Context()))
        gate.prove(asked, owls.papers, page)
    named = asyncio.run(owls.ask("who wrote the paper by Hay", Context()))
    assert named.keys == ("10.5555/owl.1",)
    for link in (
        "https://doi.org/10.5555/other",
        "https://doi.org/10.5555/other.12",
        "https://doi.org/10.5555/bat.9",
    ):
        assert refused(named.model_copy(update={"text": f"{named.text}\n{link}"}), owls)


LANCET = "https://doi.org/10.1016/S0140-6736(20)30183-5"


COMMENT = Paper(
    doi=Doi("10.5555/owl.1"),
    title=f"Comment on {LANCET} and more",
    keywords=("https://doi.org/10.5555/word",),
    year=2020,
    abstract="Owls wore bells in nine barns.",
)


async def test_what_a_record_prints_may_stand_in_what_it_prints_elsewhere() -> None:
    both = COMMENT.model_copy(update={"title": f"Comment on {COMMENT.keywords[0]} and {LANCET}"})
    owls = Assistant(indexed(both))
    answer = await owls.ask("list all papers", Context())
    assert both.title in answer.text
    assert not refused(answer, owls)


async def test_a_title_stands_whole_in_json() -> None:
    """Where it has signs that JSON writes otherwise, and ends with a letter."""
    said = f'On "wings" after {LANCET} in owls'
    owls = Assistant(indexed(COMMENT.model_copy(update={"title": said, "keywords": ()})))
    answer = await owls.ask("cite the paper on wings in csl-json", Context())
    assert said.replace('"', '\\"') in answer.text
    assert not refused(answer, owls)
    cut = said.replace('"', '\\"')[:-1]
    assert refused(answer.model_copy(update={"text": f"{answer.text}\n{cut}"}), owls)


@pytest.mark.parametrize(
    "said",
    [
        LANCET,
        f"— Own 2020 · {LANCET}",
        f"Comment on {LANCET}",
        f"Comment on {LANCET} and moreover",
        f"NoComment on {LANCET} and more",
        f"A comment upon {LANCET.lower()} and more",
        "https://doi.org/10.1016/S0140-6736",
        "https://doi.org/10.5555/word(2)3",
        "https://doi.org/10.5555/word.2",
        "https://doi.org/10.5555/word;2",
    ],
)
async def test_a_printed_link_counts_only_where_all_that_prints_it_stands(said: str) -> None:
    owls = Assistant(indexed(COMMENT))
    answer = await owls.ask("list all papers", Context())
    assert COMMENT.title in answer.text
    assert not refused(answer, owls)
    assert refused(answer.model_copy(update={"text": f"{answer.text}\n{said}"}), owls)
    assert not refused(answer.model_copy(update={"text": f"{answer.text}\n({COMMENT.title})"}), owls)
    assert not refused(answer.model_copy(update={"text": f"{answer.text}\nOf {COMMENT.keywords[0]}."}), owls)


async def test_a_keyword_that_is_a_part_of_every_link_hides_none() -> None:
    owls = Assistant(indexed(COMMENT.model_copy(update={"keywords": ("https", "doi.org")})))
    answer = await owls.ask("list all papers", Context())
    assert not refused(answer, owls)
    assert refused(answer.model_copy(update={"text": f"{answer.text}\nhttps://doi.org/10.5555/none"}), owls)
