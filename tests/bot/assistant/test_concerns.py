"""An expression of concern is told where it is asked for, in its own words where these are asked for."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.merging import Joining
from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, talk


def _paper(number: int, title: str, by: str, abstract: str, year: int) -> Paper:
    author = Author(name=by, family=by.split()[-1] if by.startswith("Noor") else None)
    return Paper.model_validate(
        {"doi": f"10.5555/glaze.{number}", "title": title, "authors": (author,), "year": year, "abstract": abstract, "journal": "Kilns"}
    )  # fmt: skip


TITLE = "Lead-free glazes for tableware"
PAPERS = (
    _paper(1, TITLE, "Noor Demir", "We fired 60 plates with lead-free glazes. The glazes kept their gloss in 95% of plates.", 2019),
    _paper(2, f"Expression of concern: {TITLE}", "Editors of Kilns",
           "The editors alert readers to doubts about the article by Demir. Two photographs of plates overlap. A university inquiry has been opened. An outside laboratory measured the gloss again and agreed.", 2021),
    _paper(3, "Smoke of wood-fired kilns", "Noor Ozan", "We measured smoke at 12 kilns. There were concerns about dust. Smoke rose fourfold.", 2021),
    _paper(4, "Clay dust in potteries", "Noor Kaya", "Clay dust was measured in 9 potteries. Wet sweeping halved the dust.", 2020),
    _paper(5, "Correction to: Smoke of wood-fired kilns", "Noor Ozan", "The number of kilns should read 21, not 12.", 2022),
)  # fmt: skip
KILNS = over(*Joining(PAPERS).with_notices())
NOTICE = "https://doi.org/10.5555/glaze.2"


@pytest.mark.parametrize(
    "question",
    [
        "is there an expression of concern about the glazes paper",
        "is there an expression of concern for Demir 2019?",
        "are there concerns about the lead-free glazes paper",
        "any concerns about the glazes?",
        "is the glazes paper retracted or corrected?",
        "was the glazes paper corrected or retracted?",
        "was the Demir paper ever retracted",
    ],
)
async def test_whether_one_paper_is_doubted_is_told(question: str) -> None:
    answer = await KILNS.ask(question, Context())
    assert answer.outcome is Outcome.ANSWERED, answer.text
    assert "is under an expression of concern" in answer.text
    assert NOTICE in answer.text


@pytest.mark.parametrize(
    "question",
    ["any retractions or concerns?", "any expressions of concern?", "are there any expressions of concern here",
     "which papers have an expression of concern", "any corrections, retractions or concerns", "anything retracted or corrected?", "which ones are retracted or corrected", "are any of these wrong or withdrawn",
     "has anything here turned out wrong", "any papers amended or taken back?"],
)  # fmt: skip
async def test_what_is_doubted_here_is_listed(question: str) -> None:
    answer = await KILNS.ask(question, Context())
    assert "10.5555/glaze.1" in answer.keys, answer.text
    assert "under an expression of concern" in answer.text


@pytest.mark.parametrize(
    "question",
    ["any concern?", "any concerns about it?", "are there any concerns about this paper", "any problem with this paper", "any problems with it?",
     "is it retracted", "any retractions or concerns?", "is there an expression of concern?"],
)  # fmt: skip
async def test_whether_the_paper_talked_about_is_doubted(question: str) -> None:
    *_, answer = await talk(KILNS, "how many plates kept their gloss", question)
    assert "under an expression of concern" in answer.text
    assert NOTICE in answer.text


@pytest.mark.parametrize("question", ["any concerns?", "any concerns about it?"])
async def test_concerns_of_a_paper_that_nobody_doubts_are_what_it_says_itself(question: str) -> None:
    *_, answer = await talk(KILNS, "what halved dust in potteries", question)
    assert "expression of concern" not in answer.text
    assert "papers in this library" not in answer.text


async def test_concerns_about_a_subject_are_no_notice() -> None:
    answer = await KILNS.ask("were there concerns about dust", Context())
    assert answer.kind == "content"
    assert answer.quotes[0].text == "There were concerns about dust."


@pytest.mark.parametrize(
    "question",
    ["show me the expression of concern", "what does the expression of concern say",
     "what is the expression of concern about the glazes paper about", "what was wrong with the glazes paper"],
)  # fmt: skip
async def test_the_words_of_the_notice_are_shown_to_who_asks_for_them(question: str) -> None:
    answer = await KILNS.ask(question, Context())
    assert [*answer.keys] == ["10.5555/glaze.2"], answer.text
    assert "Two photographs of plates overlap." in answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("photographs overlap", "Two photographs of plates overlap."),
        ("the university inquiry", "A university inquiry has been opened."),
        (
            "did an outside laboratory measure the gloss",
            "An outside laboratory measured the gloss again and agreed.",
        ),
    ],
)
async def test_what_only_a_notice_says_is_found(question: str, told: str) -> None:
    answer = await KILNS.ask(question, Context())
    assert answer.quotes[0].text == told, answer.text


@pytest.mark.parametrize(
    "question", ["how many plates were fired with lead-free glazes", "lead-free glazes for tableware"]
)
async def test_a_notice_that_says_no_more_than_its_paper_is_no_evidence(question: str) -> None:
    answer = await KILNS.ask(question, Context())
    assert "10.5555/glaze.2" not in [quote.key for quote in answer.quotes]
