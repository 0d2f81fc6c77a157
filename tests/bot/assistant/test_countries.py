"""Countries and regions: records give none, so papers are asked by what their titles and abstracts speak of."""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant
from bot.assistant.countries import HEAD
from bot.models import Context
from corpus.models import Paper
from index.models import Outcome
from tests.libraries import indexed

PAPERS = (
    Paper(
        source_id="miners",
        title="Screening for silicosis in gold miners",
        abstract="We screened 210 gold miners in Kenya. Silicosis was found in 12%.",
    ),
    Paper(
        source_id="bakers",
        title="Asthma in bakers: a cohort study",
        abstract="Danish bakers were followed for 12 years. Asthma was found in 9%.",
    ),
    Paper(
        source_id="welders",
        title="Hearing loss in welders",
        abstract="Welders in Brazil and Chile had their hearing tested. Loss of hearing was seen in 31%.",
    ),
    Paper(
        source_id="tailors",
        title="Backs of tailors",
        abstract="Tailors were asked about their backs. Half had pain.",
    ),
)
ASSISTANT = Assistant(indexed(*PAPERS))


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("papers from africa", {"miners"}),
        ("african studies", {"miners"}),
        ("how many studies are from europe", {"bakers"}),
        ("scandinavian studies", {"bakers"}),
        ("any studies in south america", {"welders"}),
        ("is there anything from latin america", {"welders"}),
        ("papers from outside europe", {"miners", "welders", "tailors"}),
        ("papers from chile", {"welders"}),
    ],
)
async def test_papers_of_a_region_are_those_that_speak_of_its_countries(question: str, keys: set[str]) -> None:
    answer = await ASSISTANT.ask(question, Context())
    assert (answer.kind, set(answer.keys)) == ("record", keys)
    assert "The records give no countries" in answer.text


@pytest.mark.parametrize(
    "question", ["papers about asia", "any studies in the middle east", "north american studies"]
)
async def test_a_region_that_no_paper_speaks_of_is_said_to_be_missing(question: str) -> None:
    answer = await ASSISTANT.ask(question, Context())
    assert answer.outcome is Outcome.NOTHING
    assert "No paper matching" in answer.text


async def test_a_finding_is_asked_of_a_region_by_its_countries() -> None:
    answer = await ASSISTANT.ask("silicosis in africa", Context())
    assert answer.outcome is Outcome.ANSWERED
    assert "“africa”" not in answer.text.split("Searched also")[0].lower().removeprefix(
        "you asked: silicosis in africa"
    )
    assert "kenya" in answer.text.split("Searched also")[1]


@pytest.mark.parametrize(
    "question",
    [
        "which countries are covered",
        "list the countries",
        "in which countries were the studies done",
        "what countries are these from",
    ],
)
async def test_countries_of_all_are_told_by_the_sentences_that_name_them(question: str) -> None:
    answer = await ASSISTANT.ask(question, Context())
    assert HEAD in answer.text
    assert [quote.key for quote in answer.quotes] == ["miners", "bakers", "welders"]
    assert "No country is named in 1 abstract: Backs of tailors." in answer.text


async def test_of_the_paper_talked_about_only_its_own_country_is_told() -> None:
    first = await ASSISTANT.ask("silicosis in gold miners", Context())
    answer = await ASSISTANT.ask("which country was that", Context(previous=first.turn))
    assert [quote.text for quote in answer.quotes] == ["We screened 210 gold miners in Kenya."]
    assert answer.not_said == ()


async def test_a_finding_about_countries_is_no_list_of_them() -> None:
    answer = await ASSISTANT.ask("which countries have the most silicosis", Context())
    assert HEAD not in answer.text


async def test_a_country_that_only_the_title_names_is_told_from_it() -> None:
    quiet = Paper(
        source_id="q",
        title="Cobblers of Portugal and their knees",
        abstract="We asked 60 cobblers. Knees hurt in 40%.",
    )
    answer = await Assistant(indexed(*PAPERS, quiet)).ask("where was the cobblers study done", Context())
    assert "names no country; its title says “Portugal”" in answer.text
