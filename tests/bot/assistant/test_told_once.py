"""Who paid for a study, and when it ends: told by the one paper that is meant, in its own sentence or under its own heading."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, talk

IRON, BRONZE, OTHER = "iron", "bronze", "other"
LIBRARY = over(
    Paper(
        source_id=IRON,
        title="Iron plates for lighthouse keepers: the FERRIC trial",
        abstract="FINDINGS: Iron helped 318 keepers. FUNDING: City of Leeds. ISRCTN12345678.",
        year=2020,
    ),
    Paper(
        source_id=OTHER,
        title="Fog horns and sleep",
        abstract="Nothing was paid for by the Board of Trade. Sleep was short.",
        year=2020,
    ),
    Paper(
        source_id=BRONZE,
        title="Bronze bells in harbours: the BRONZE trial",
        abstract="Bronze bells were liked by 20 keepers. They shone.",
        year=2021,
    ),
)


@pytest.mark.parametrize(
    "question",
    [
        "who funded FERRIC",
        "funding of the FERRIC trial",
        "who paid for ferric?",
        "who funded the iron plates trial",
    ],
)
async def test_it_is_told_under_its_own_heading(question: str) -> None:
    (answer,) = await talk(LIBRARY, question)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.quotes[0].text == "FUNDING: City of Leeds.", answer.text
    proof = (await talk(LIBRARY, question, "sure?"))[-1]
    assert "City of Leeds." in proof.quotes[0].text


async def test_a_paper_that_does_not_say_it_is_not_answered_by_another() -> None:
    (answer,) = await talk(LIBRARY, "who funded BRONZE")
    assert not answer.quotes, answer.text
    assert "do not give the funding" in answer.text


PLANNED = over(
    Paper(
        source_id="plan",
        title="Lamps for harbours: protocol for the GLIM trial",
        abstract="Harbours are dark. GLIM will give 90 harbours lamps. Recruitment began in May 2030. First results are expected in 2033.",
        year=2030,
    ),
    Paper(
        source_id="else",
        title="Whistles for harbours",
        abstract="Whistles were given to 20 harbours until 2019. It was loud.",
        year=2020,
    ),
)


@pytest.mark.parametrize(
    "turns", [("GLIM", "when will it be finished"), ("GLIM", "when are results due"), ("when is GLIM due",)]
)
async def test_when_a_study_ends_is_told_first(turns: tuple[str, ...]) -> None:
    answer = (await talk(PLANNED, *turns))[-1]
    assert answer.quotes[0].text == "First results are expected in 2033.", answer.text


async def test_something_similar_is_another_paper() -> None:
    *_, answer = await talk(PLANNED, "what did GLIM plan", "is there anything similar")
    assert answer.keys == ("else",), answer.text


async def test_what_goes_on_from_its_heading_stands_under_it() -> None:
    counted = Paper(
        source_id="runoff",
        title="Runoff from tin roofs",
        year=2022,
        abstract="Background: Roofs rust. Main outcomes: zinc, lead and tin in the runoff of each storm. Results: Zinc fell by half.",
    )
    (answer,) = await talk(over(counted, *LIBRARY.corpus.papers), "zinc lead and tin in the runoff of storms")
    assert "Main outcomes: zinc, lead and tin in the runoff of each storm." in [q.text for q in answer.quotes]


@pytest.mark.parametrize(
    "turns",
    [
        ("GLIM results?",),
        ("what did GLIM find",),
        ("what will GLIM give", "results?"),
        ("has GLIM published results yet",),
        ("does GLIM work",),
        ("what were the results of the GLIM trial",),
        ("conclusions of the GLIM protocol",),
    ],
)
async def test_a_protocol_asked_for_results_says_that_there_are_none(turns: tuple[str, ...]) -> None:
    answer = (await talk(PLANNED, *turns))[-1]
    assert "This is a protocol, with no results yet." in answer.text


@pytest.mark.parametrize("turns", [("BRONZE results?",), ("BRONZE", "results?")])
async def test_a_study_that_was_done_is_called_no_protocol(turns: tuple[str, ...]) -> None:
    answer = (await talk(LIBRARY, *turns))[-1]
    assert "protocol" not in answer.text


async def test_results_after_a_question_on_a_study_that_was_done_are_looked_for_in_it() -> None:
    answer = (await talk(PLANNED, "how many harbours got whistles", "results?"))[-1]
    assert answer.kind == "content", answer.text


REPORTED = over(
    *PLANNED.papers.values(),
    Paper(
        source_id="report",
        title="Lamps in harbours: the GLIM randomised trial",
        abstract="We gave 88 harbours lamps. Fewer boats sank with lamps.",
        year=2034,
    ),
)


@pytest.mark.parametrize("asked", ["results of the GLIM protocol", "what did the protocol of GLIM find"])
async def test_the_protocol_of_a_study_that_reported_is_the_one_asked(asked: str) -> None:
    answer = await REPORTED.ask(asked, Context())
    assert "This is a protocol. Its study has reported: “Lamps in harbours: the GLIM" in answer.text
    assert "88" not in answer.text
