"""Two papers are put side by side however the comparison is worded, and a side that several papers fit is asked about."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import NINE, over, talk


def _paper(key: str, title: str, abstract: str, *names: str, year: int = 2020) -> Paper:
    authors = tuple(Author(name=name, family=name.split()[-1]) for name in names)
    return Paper(source_id=key, title=title, abstract=abstract, authors=authors, year=year)


RAFTS = _paper(
    "rafts",
    "FLOAT: a randomised trial of reed rafts for terns",
    "We randomly assigned 84 ponds to reed rafts or none for 12 weeks. Nests were more numerous on rafts. Rafts helped terns to nest.",
    "Ida Brook",
    "Olav Marsh",
    year=2021,
)
PLAN = _paper(
    "plan",
    "Reed rafts for terns (FLOAT): protocol for a randomised trial",
    "FLOAT is a two-arm trial. We will randomise 90 ponds to reed rafts or none. The outcome will be nests. The trial was approved by the pond board.",
    "Ida Brook",
    year=2019,
)
LAMPS = _paper(
    "lamps",
    "Protocol of the GLOW study: lamps for toads",
    "GLOW is a cluster trial in 12 parks. A total of 240 toads will wear lamps for 6 months. Recruitment began in March.",
    "Ruth Hadley",
    year=2023,
)
SALT = _paper(
    "salt",
    "Salt or sand for icy paths: a crossover trial",
    "We studied 46 paths in a crossover trial of 8 weeks. Salt was compared with sand. Falls were fewer with sand.",
    "Ngo Lind",
    year=2022,
)
MINT = _paper(
    "mint",
    "Mint tea for sleepy rangers: a pilot study",
    "Twenty-two rangers drank mint tea for four weeks. They slept 24 minutes longer. Falls were rare.",
    "Tom Ade",
    year=2024,
)
LIBRARY = over(RAFTS, PLAN, LAMPS, SALT, MINT)


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ("compare both protocols", {"plan", "lamps"}),
        ("compare the two protocols", {"plan", "lamps"}),
        ("compare the protocols", {"plan", "lamps"}),
        ("how does Lind compare with Ade on falls", {"salt", "mint"}),
        ("how does the salt trial compare to the mint pilot", {"salt", "mint"}),
        ("how do Lind and Ade compare on falls?", {"salt", "mint"}),
        ("what's the difference between Lind and Ade", {"salt", "mint"}),
        ("difference between the salt trial and the mint pilot", {"salt", "mint"}),
        ("compare Brook and Marsh 2021 with Brook 2019", {"rafts", "plan"}),
    ],
)
async def test_two_papers_are_compared_however_it_is_worded(asked: str, keys: set[str]) -> None:
    answer = await LIBRARY.ask(asked, Context())
    assert (answer.kind, set(answer.keys)) == ("comparison", keys), answer.text


@pytest.mark.parametrize("asked", ["FLOAT vs GLOW", "compare FLOAT and GLOW", "compare FLOAT with GLOW on nests"])
async def test_a_study_with_a_protocol_and_a_report_is_its_report(asked: str) -> None:
    answer = await LIBRARY.ask(asked, Context())
    assert (answer.kind, answer.keys) == ("comparison", ("rafts", "lamps")), answer.text


async def test_studies_measured_against_each_other_are_not_told_by_their_pages() -> None:
    answer = await LIBRARY.ask("was FLOAT longer than GLOW", Context())
    assert answer.kind == "comparison", answer.text
    assert "pages" not in answer.text


@pytest.mark.parametrize(
    "asked",
    [
        "how does salt compare with sand",
        "difference between salt and sand",
        "how do paths and ponds compare",
        "what is the difference between the salt group and the sand group",
    ],
)
async def test_what_one_paper_compares_is_no_pair_of_papers(asked: str) -> None:
    answer = await LIBRARY.ask(asked, Context())
    assert answer.kind == "content", answer.text


async def test_a_side_that_several_papers_fit_is_asked_about() -> None:
    answer = (await talk(LIBRARY, "summarise the salt one", "compare it with Brook"))[-1]
    assert (answer.kind, answer.outcome, set(answer.keys)) == ("which", Outcome.RELATED, {"rafts", "plan"}), (
        answer.text
    )
    chosen = (await talk(LIBRARY, "summarise the salt one", "compare it with Brook", "the second one"))[-1]
    assert (chosen.kind, set(chosen.keys)) == ("comparison", {"salt", "plan"}), chosen.text


@pytest.mark.parametrize(
    ("asked", "said"),
    [("which is bigger", "84 ponds"), ("which one is larger?", "84 ponds"), ("and the smaller one?", "46 paths")],
)
async def test_which_of_two_compared_is_larger_is_told_by_the_number_studied(asked: str, said: str) -> None:
    answer = (await talk(LIBRARY, "compare Brook 2021 with Lind", asked))[-1]
    assert said in answer.text
    assert answer.kind == "table", answer.text


async def test_a_protocol_has_no_conclusion_to_compare() -> None:
    answer = await LIBRARY.ask("compare both protocols", Context())
    assert "Recruitment began" not in answer.text
    assert "approved" not in answer.text
    assert "Found in neither: follow-up and conclusion." in answer.text


@pytest.mark.parametrize(
    "asked",
    [
        "how does Lind compare with Ade on falls",
        "how do Lind and Ade compare on falls?",
        "what is the difference between Lind and Ade in falls",
    ],
)
async def test_the_topic_of_a_comparison_comes_first_however_it_is_worded(asked: str) -> None:
    answer = await LIBRARY.ask(asked, Context())
    assert [quote.text for quote in answer.quotes[:2]] == ["Falls were fewer with sand.", "Falls were rare."], (
        answer.text
    )


async def test_how_long_follow_up_was_with_two_treatments_asks_for_no_pages() -> None:
    answer = await NINE.ask("how long was follow up in the TES vs SABR study", Context())
    assert (answer.outcome, answer.kind) == (Outcome.ANSWERED, "content"), answer.text
    assert "months" in answer.quotes[0].text
