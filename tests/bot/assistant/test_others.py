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
        ("any later?", {"Ferro", "Okafor"}),
        ("any bigger?", {"Ferro"}),
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
    assert "no older paper on the same" in answer.text


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


async def test_the_numbers_of_the_larger_ones_are_shown_also_after_a_question_without_a_topic() -> None:
    *_, answer = await talk(
        over(*SEA), "how much longer did lemon balm make sleep", "n?", "is there a bigger trial?"
    )
    assert [quote.text for quote in answer.quotes] == [
        "In all, 900 sailors were randomised to lemon balm or mint."
    ]


async def test_that_there_is_no_number_to_compare_with_is_said() -> None:
    tales = paper("Moe", "Tales of lemon balm", "Lemon balm is in many tales. Sailors tell them.", 2015)
    *_, answer = await talk(over(*SEA, tales), "lemon balm in tales", "is there a bigger study?")
    assert "no total of those studied in the abstract of Moe 2015 to compare with" in answer.text


async def test_what_is_found_is_no_larger_than_what_was_asked_about() -> None:
    *_, answer = await talk(over(*SEA), "did knots hold", "is there a bigger trial?")
    assert answer.outcome is Outcome.NOTHING
    assert "no study on the same that is larger" in answer.text


async def test_a_newer_paper_is_found_by_the_words_of_the_one_talked_about() -> None:
    *_, answer = await talk(over(*SEA), "Aune 2012 n", "any newer paper?")
    assert {quote.key for quote in answer.quotes} == {"Ferro"}, answer.text


@pytest.mark.parametrize(
    "question",
    [
        "who else says that?",
        "does anyone else report this",
        "do other papers agree",
        "any other paper saying the same?",
    ],
)
async def test_who_else_says_that_is_looked_for_in_other_papers(question: str) -> None:
    *_, answer = await talk(over(*SEA), "how much longer did lemon balm make sleep of sailors", question)
    assert answer.kind == "more"
    assert {quote.key for quote in answer.quotes} <= {"Ferro", "Okafor"}, answer.text


@pytest.mark.parametrize(
    "question", ["any other paper about knots?", "you have other paper about knots", "another paper on knots"]
)
async def test_another_paper_on_a_topic_is_not_the_one_just_shown(question: str) -> None:
    *_, answer = await talk(over(*SEA), "did knots hold", question)
    assert (answer.outcome, answer.keys) == (Outcome.NOTHING, ()), answer.text
    assert "other than that one" in answer.text


@pytest.mark.parametrize("question", ["which study is that?", "what paper was this", "from which paper is that"])
async def test_which_study_is_that_names_what_was_quoted(question: str) -> None:
    *_, answer = await talk(over(*SEA), "did knots hold", question)
    assert answer.keys == ("Vik",), answer.text
    several, answer = await talk(over(*SEA), "lemon balm sleep of keepers sailors", question)
    assert len({quote.key for quote in several.quotes}) > 1
    assert set(answer.keys) == {quote.key for quote in several.quotes}, answer.text


@pytest.mark.parametrize(
    "question",
    [
        "is there a paper that says otherwise?",
        "does any study contradict that",
        "any papers against that",
        "has anyone found the opposite?",
    ],
)
async def test_what_speaks_against_an_answer_is_looked_for_in_other_papers(question: str) -> None:
    first = "how long did sailors sleep"
    *_, answer = await talk(over(*SEA), first, question)
    *_, others = await talk(over(*SEA), first, "who else says that")
    assert (answer.kind, answer.keys) == (others.kind, others.keys), answer.text
    assert answer.quotes or "no other" in answer.text
