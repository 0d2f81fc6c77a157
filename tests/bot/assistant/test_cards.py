"""How a paper is named, a list of papers and a card: they say what a record holds, and leave out what it does not."""

from __future__ import annotations

from datetime import date

import pytest

from bot.assistant.citing import cite, issue_page, reference
from bot.assistant.papers.summaries import (
    about,
    card,
    fields,
    listing,
)
from corpus.joining import builtin
from corpus.models import Filled, Issue, Paper
from tests.bot.assistant.teahouse import COFFEE, KETTLE, MINT, TEA
from tests.bot.assistant.test_summaries import CORPUS, GROUP, PAPERS


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (TEA, "Okafor et al. 2021, Beverages"),
        (COFFEE, "Quill and Stroud 2023, Beverages"),
        (MINT, "Vance"),
        (KETTLE, "A History of the Kettle"),
    ],
)
def test_a_paper_is_named_by_what_its_record_has(key: str, said: str) -> None:
    assert cite(PAPERS[key]) == said


def test_a_group_is_named_whole_and_a_bare_record_by_its_identifier() -> None:
    assert cite(Paper(source_id="S1", authors=(GROUP,), year=2020)) == "on behalf of the Tea Study Group 2020"
    assert cite(Paper(source_id="S1")) == "record S1"
    assert reference(Paper(source_id="S1")) == "— record S1 · [S1]"


def test_a_list_numbers_its_papers_from_one_with_title_and_link() -> None:
    lines = listing(CORPUS.papers).split("\n")
    assert (
        lines[0]
        == "  1. Okafor et al. 2021, Beverages: Green Tea and Sleep in Hospital Porters: A Randomized Trial"
    )
    assert lines[1].strip() == f"https://doi.org/{TEA}"
    assert lines[7].strip() == "https://example.org/kettle"
    assert len(lines) == 8
    assert listing(()) == ""


def test_a_card_gives_every_field_of_a_full_record() -> None:
    paper = PAPERS[TEA].model_copy(
        update={
            "heading": "Research",
            "labels": ("Feature Paper",),
            "volume": "7",
            "issue": "3",
            "article_number": "55",
            "published": date(2021, 4, 9),
            "pages": 14,
            "size": "1.2 MB",
            "cited_by": 0,
            "views": 1234,
            "licence": "CC BY 4.0",
            "source": "the page",
            "filled": (
                Filled(field="volume", source="Crossref", on=date(2026, 1, 31)),
                Filled(field="article_number", source="Crossref", on=date(2026, 1, 31)),
            ),
        }
    )
    told = dict(fields(paper))
    assert told == {
        "status": "",
        "authors": "Ngozi Okafor, Elsa Lindqvist, Paul Moreau",
        "type": "Article · Research · Feature Paper",
        "journal": "Beverages, 7 (3), 55",
        "published": "2021-04-09",
        "pages": "14 · 1.2 MB",
        "cited by": "0",  # known to be none, which is not the same as unknown
        "viewed by": "1,234",
        "licence": "CC BY 4.0",
        "source": "the page",
        "filled in": "volume, article number (Crossref, 2026-01-31)",
        "link": f"https://doi.org/{TEA}",
    }
    assert card(paper).split("\n")[0] == paper.title


def test_a_card_leaves_out_what_is_unknown() -> None:
    lines = card(PAPERS[KETTLE]).split("\n")
    assert lines == ["A History of the Kettle", "link        https://example.org/kettle"]
    assert card(Paper(source_id="S1")).startswith("(no title)")


def test_cited_by_is_left_out_where_the_page_is_silent() -> None:
    papers = builtin().papers
    silent = [paper for paper in papers if paper.cited_by is None]
    assert len(silent) == 1  # DESIGN: one paper of the page has no "Cited by"
    assert [("cited by" in card(paper)) for paper in papers] == [paper not in silent for paper in papers]


def test_a_library_and_an_issue_in_a_line() -> None:
    assert about(CORPUS) == "teahouse: 4 papers, snapshot 000000000000"
    issue = Issue(title="Hot Drinks", journal="Beverages", url="https://example.org/issue")
    named = CORPUS.model_copy(update={"issue": issue})
    assert about(named) == "“Hot Drinks”, Beverages: 4 papers, snapshot 000000000000"
    assert issue_page(named) == "the issue's page, “Hot Drinks”, Beverages · https://example.org/issue"
    assert issue_page(CORPUS) == "the library “teahouse”"
