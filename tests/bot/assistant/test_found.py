"""What a named paper found, concludes or is about: its results and conclusion, never one sentence beside them."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk


def _paper(key: str, title: str, by: str, abstract: str, year: int, journal: str = "Gazette") -> Paper:
    people = tuple(Author(name=f"Ina {one}", family=one, given="Ina") for one in by.split())
    return Paper(source_id=key, title=title, abstract=abstract, year=year, authors=people, journal=journal)


KILNS = over(
    _paper("kiln", "Fuel and colour of wood-fired kilns in Ohio", "Holm Dahl Ek",
           "Potters value wood kilns. We fired 8 kilns with birch and pine. Birch gave redder glazes in 7 kilns. Pine ash pitted the pots. "
           "Firing took 30 hours. No prices were found.", 2018),
    _paper("clay", "Clay shrinkage in dry summers", "Lind Moe",
           "Background: Clay shrinks. Methods: We dried 60 tiles. Results: Tiles shrank by 6%. Conclusions: Slow drying keeps tiles whole.", 2022, "Tiles Quarterly"),
    _paper("salt", "Salt glazes: a review", "Berg", "We review 20 papers on salt glazes. Salt glazes resist acid. Few papers measured fumes.", 2020),
)  # fmt: skip


@pytest.mark.parametrize(
    "question",
    [
        "what did Holm et al find",
        "what did holm find",
        "holm et al results",
        "findings of the holm paper",
        "what did Holm and Dahl find?",
    ],
)
async def test_what_authors_found_is_told_whole(question: str) -> None:
    answer = await KILNS.ask(question, Context())
    assert (answer.outcome, [*answer.keys]) == (Outcome.ANSWERED, ["kiln"])
    assert "Birch gave redder glazes in 7 kilns." in answer.text, answer.text


async def test_a_conclusion_that_is_marked_is_told_alone() -> None:
    answer = await KILNS.ask("what did Lind and Moe conclude", Context())
    assert [quote.text for quote in answer.quotes] == ["Slow drying keeps tiles whole."]


@pytest.mark.parametrize("question", ["what did Holm et al conclude", "holm conclusion"])
async def test_where_none_is_marked_the_end_is_shown_and_no_background(question: str) -> None:
    answer = await KILNS.ask(question, Context())
    assert [quote.text for quote in answer.quotes] == [
        "Pine ash pitted the pots. Firing took 30 hours. No prices were found."
    ]
    assert "marks no conclusion" in answer.text


async def test_the_conclusion_of_one_of_a_list() -> None:
    *_, answer = await talk(KILNS, "list the papers", "the second one - what did it conclude")
    assert [quote.text for quote in answer.quotes] == ["Slow drying keeps tiles whole."]


@pytest.mark.parametrize("question", ["the main results", "and key findings?"])
async def test_the_main_result_of_the_paper_talked_about_is_its_conclusion(question: str) -> None:
    ropes = paper(
        "Dahl",
        "Wear of ropes on ferries",
        "We followed 90 ropes. The main outcome was wear, defined as the loss of thickness. Ropes wore less without salt. Conclusions: Captains should rinse their ropes.",
    )
    *_, answer = await talk(over(ropes), "how many ropes were followed", question)
    assert [quote.text for quote in answer.quotes] == ["Captains should rinse their ropes."]


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("whats the newest paper about", "clay"),
        ("what is the oldest paper about?", "kiln"),
        ("summarise the newest paper", "clay"),
    ],
)
async def test_what_the_paper_at_an_end_is_about(question: str, key: str) -> None:
    answer = await KILNS.ask(question, Context())
    assert (answer.kind, [*answer.keys]) == ("summary", [key]), answer.text


async def test_what_somebody_found_on_a_word_of_the_title_is_a_sentence_that_has_it() -> None:
    ropes = paper(
        "Dahl",
        "Wear and price of ropes on ferries",
        "Ropes are old. Wear was 4 mm a year with salt and 2 mm without. Price rose by a tenth. We conclude that captains should look at their ropes. Choice of rope was not random.",
    )
    reply = await over(ropes, paper("Eder", "Chains", "Chains are loud. They last.")).ask(
        "what did Dahl find about wear", Context()
    )
    assert reply.quotes[0].text == "Wear was 4 mm a year with salt and 2 mm without.", reply.text
