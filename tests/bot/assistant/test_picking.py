"""A paper picked by what a person types: a DOI, a link, a number, a name, some words of the title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.citing import cite
from bot.assistant.picking import MOST_OFFERED, pick
from corpus.builtin import builtin
from corpus.models import Paper
from tests.bot.assistant.teahouse import COFFEE, KETTLE, MINT, TEA, teahouse

PAPERS = teahouse().papers
NINE = builtin().papers


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        (TEA, TEA),
        (COFFEE, COFFEE),  # whose DOI begins with another's
        (f"https://doi.org/{COFFEE}", COFFEE),
        (f"  doi:{TEA.upper()}. ", TEA),
        (MINT, MINT),
        (KETTLE, KETTLE),
        ("1", TEA),
        ("4", KETTLE),
        ("tea.12", COFFEE),  # the tail of a DOI
        ("okafor", TEA),
        ("Vance", MINT),
        ("coffee and reaction time", COFFEE),
        ("history of the kettle", KETTLE),
        ("menthol peppermint", MINT),
        ("Green tea and sleep in hospital porters: a randomized trial", TEA),
    ],
)
def test_what_names_one_paper_picks_it(typed: str, key: str) -> None:
    paper, others = pick(typed, PAPERS)
    assert paper is not None
    assert (paper.key, others) == (key, ())


@pytest.mark.parametrize("typed", ["", "   ", "0", "5", "-1", "²", "10.5555/none", "zzzz qqqq", "👍"])
def test_what_names_none_picks_none(typed: str) -> None:
    assert pick(typed, PAPERS)[0] is None


def test_a_number_beyond_the_list_offers_nothing() -> None:
    assert pick("5", PAPERS) == (None, ())


def test_misspelt_words_offer_the_paper_rather_than_take_it() -> None:
    paper, offered = pick("menthol pepermint", PAPERS)
    assert paper is None
    assert offered[0].key == MINT


def test_words_that_several_papers_share_offer_them_nearest_first() -> None:
    paper, offered = pick("spinal metastases", NINE)
    assert paper is None
    assert 1 < len(offered) <= MOST_OFFERED
    assert all("spin" in one.title.lower() for one in offered[:2])


def test_two_papers_of_one_first_author_are_both_offered() -> None:
    twins = [PAPERS[0], PAPERS[0].model_copy(update={"doi": None, "source_id": "twin"})]
    paper, offered = pick("okafor", twins)
    assert paper is None
    assert {one.key for one in offered} == {TEA, "twin"}


@pytest.mark.parametrize("paper", NINE, ids=lambda paper: paper.key)
def test_each_of_the_nine_is_picked_by_doi_title_and_citation_with_title(paper: Paper) -> None:
    for typed in (
        paper.key,
        paper.link or "",
        paper.title,
        f"{cite(paper)} {paper.title}",
        paper.key.rpartition("/")[2],
    ):
        assert pick(typed, NINE) == (paper, ())


@given(st.text(max_size=100))
def test_any_text_picks_at_most_one_paper_and_offers_a_few_of_the_list(typed: str) -> None:
    paper, offered = pick(typed, PAPERS)
    assert paper is None or (paper in PAPERS and offered == ())
    assert len(offered) <= MOST_OFFERED
    assert set(offered) <= set(PAPERS)
    assert pick(typed, ()) == (None, ())
