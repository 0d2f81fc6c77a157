"""Other papers on what was talked about: any, or larger, smaller, newer or older ones; and "which are about …", which asks for papers."""

from __future__ import annotations

import pytest

from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk

SMALL = paper(
    "Aune",
    "Lemon balm and sleep of sailors",
    "Lemon balm is cheap. We enrolled 40 sailors. Lemon balm made sleep longer by 12 minutes.",
    2012,
)
LARGE = paper(
    "Ferro",
    "Lemon balm at sea",
    "Sailors wake at night. In all, 900 sailors were randomised to lemon balm or mint. Sleep did not differ.",
    2016,
)
LATE = paper(
    "Okafor", "Sleep of lighthouse keepers", "Keepers sleep by day. We asked 22 keepers. Sleep was short.", 2021
)
OTHER = paper("Vik", "Rope and knots", "Rope frays. We tested 3,000 knots. Knots held.", 2022)
SEA = (SMALL, LARGE, LATE, OTHER)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("is there a bigger trial?", {"Ferro"}),
        ("any larger study?", {"Ferro"}),
        ("do you have a larger one on this", {"Ferro"}),
        ("are there larger trials on that", {"Ferro"}),
        ("any newer ones?", {"Ferro", "Okafor"}),
        ("anything newer?", {"Ferro", "Okafor"}),
        ("is there anything larger on this", {"Ferro"}),
        ("more recent data?", {"Ferro", "Okafor"}),
        ("is there a bigger mint trial in here?", {"Ferro"}),
        ("any larger rope studies", {"Vik"}),
        ("is there a more recent paper", {"Ferro", "Okafor"}),
    ],
)
async def test_other_papers_are_looked_for_in_others(question: str, shown: set[str]) -> None:
    *_, answer = await talk(over(*SEA), "how much longer did lemon balm make sleep", question)
    assert answer.outcome is Outcome.RELATED, answer.text
    assert {quote.key for quote in answer.quotes} <= shown, answer.text


async def test_none_is_shown_if_no_other_paper_is_older() -> None:
    *_, answer = await talk(over(*SEA), "how much longer did lemon balm make sleep", "any older studies?")
    assert answer.outcome is Outcome.NOTHING
    assert "no such paper that shares your words" in answer.text


async def test_newer_than_a_list_is_newer_than_its_newest() -> None:
    *_, answer = await talk(over(*SEA), "papers about sleep of sailors", "any newer ones?")
    assert {quote.key for quote in answer.quotes} <= {"Okafor"}, answer.text
    assert answer.kind == "more"


async def test_another_study_is_none_of_those_shown() -> None:
    *_, answer = await talk(over(*SEA), "how short is sleep of keepers", "is there another study?")
    assert answer.kind == "more"
    assert "Okafor" not in {quote.key for quote in answer.quotes}


async def test_the_bigger_one_is_of_those_shown() -> None:
    _, answer = await talk(over(*SEA), "compare Aune 2012 and Ferro 2016", "the larger one?")
    assert answer.kind != "more"


@pytest.mark.parametrize(
    "question", ["which are about lemon balm", "and which ones are about lemon balm?", "which mention lemon balm"]
)
@pytest.mark.parametrize(
    "before", [(), ("how long do keepers sleep",), ("did sleep of sailors and keepers differ",)]
)
async def test_which_are_about_asks_for_papers(question: str, before: tuple[str, ...]) -> None:
    *_, answer = await talk(over(*SEA), *before, question)
    assert answer.kind == "record"
    assert set(answer.keys) == {"Aune", "Ferro"}


async def test_which_are_about_after_a_list_is_of_the_list() -> None:
    *_, answer = await talk(over(*SEA), "papers about sailors", "which are about mint")
    assert answer.kind == "record"
    assert set(answer.keys) == {"Ferro"}
