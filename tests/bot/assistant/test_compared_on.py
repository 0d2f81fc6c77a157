"""What two papers say of a topic is compared by what they found, and not by what they set out to measure."""

from __future__ import annotations

import pytest

from corpus.models import Author, Paper
from tests.bot.assistant.conversations import over, paper, talk

PLANNED = "Secondary outcomes were deaths, falls and cost."


async def test_a_result_comes_before_the_outcome_that_was_to_be_measured() -> None:
    looms = paper(
        "Loom", "Looms of felt in winter", f"We sent 212 looms to towns. {PLANNED} Nine and 11 weavers died."
    )
    bells = paper("Bell", "Bells of glass in winter", f"We sent 140 bells to towns. {PLANNED} Four ringers died.")
    answer = (await talk(over(looms, bells), "compare the felt paper and the glass paper on deaths"))[0]
    assert [quote.text for quote in answer.quotes][:2] == ["Nine and 11 weavers died.", "Four ringers died."]


async def test_the_outcome_alone_is_better_than_nothing() -> None:
    looms = paper("Loom", "Looms of felt in winter", f"We sent 212 looms to towns. {PLANNED}")
    bells = paper("Bell", "Bells of glass in winter", f"We sent 140 bells to towns. {PLANNED} Four ringers died.")
    answer = (await talk(over(looms, bells), "compare the felt paper and the glass paper on deaths"))[0]
    assert [quote.text for quote in answer.quotes][:2] == [PLANNED, "Four ringers died."]


@pytest.mark.parametrize(
    "question",
    ["the felt paper vs the glass paper on deaths", "The felt paper versus the glass paper for deaths?"],
)
async def test_one_versus_the_other_on_a_topic_is_compared_on_it(question: str) -> None:
    looms = paper("Loom", "Looms of felt in winter", "We sent 212 looms to towns. Nine weavers died.")
    bells = paper("Bell", "Bells of glass in winter", "We sent 140 bells to towns. Four ringers died.")
    answer = (await talk(over(looms, bells), question))[0]
    assert answer.kind == "comparison"
    assert [quote.text for quote in answer.quotes][:2] == ["Nine weavers died.", "Four ringers died."]


@pytest.mark.parametrize("asked", ["{} limits", "limits of {}", "{}: caveats?", "limitations of {}"])
async def test_limits_by_any_of_their_words_are_asked_of_the_paper(asked: str) -> None:
    looms = Paper(
        source_id="Loom",
        title="Looms of felt",
        abstract="We sent 212 looms. Wages were not recorded.",
        year=2019,
        authors=(Author(name="Ann Moe", family="Moe"),),
    )
    bells = Paper(
        source_id="Bell",
        title="Bells of glass",
        abstract="We sent 140 bells. Rust was not measured.",
        year=2020,
        authors=(Author(name="Ida Lee", family="Lee"),),
    )
    answer = (await talk(over(looms, bells), asked.format("Moe 2019")))[0]
    assert [quote.text for quote in answer.quotes] == ["Wages were not recorded."]


def _dated(family: str, year: int, title: str, abstract: str) -> Paper:
    authors = (Author(name=f"Ann {family}", family=family), Author(name="Bo Quist", family="Quist"))
    return Paper(source_id=family, title=title, abstract=abstract, year=year, authors=authors)


_FELT = _dated(
    "Moe", 2019, "Looms of felt in winter", "We sent 212 looms to towns. Nine weavers died. Felt should be used."
)
_GLASS = _dated(
    "Lee",
    2020,
    "Bells of glass in winter",
    "We sent 140 bells to towns. Four ringers died. Glass should be left alone.",
)


@pytest.mark.parametrize(
    "question",
    [
        "did Moe 2019 and Lee 2020 agree?",
        "do Moe 2019 and Lee 2020 contradict each other",
        "and did Moe 2019 and Lee 2020 come to the same conclusion?",
        "does Moe 2019 agree with Lee 2020",
        "is Moe 2019 in line with Lee 2020?",
        "does Moe 2019 contradict Lee 2020",
    ],
)
async def test_whether_two_agree_is_for_the_reader_who_sees_both(question: str) -> None:
    (answer,) = await talk(over(_FELT, _GLASS), question)
    assert answer.kind == "comparison"
    assert {"Felt should be used.", "Glass should be left alone."} <= {quote.text for quote in answer.quotes}


async def test_whether_two_agree_on_something_is_told_of_that() -> None:
    (answer,) = await talk(over(_FELT, _GLASS), "do Moe 2019 and Lee 2020 agree on deaths?")
    assert [quote.text for quote in answer.quotes][:2] == ["Nine weavers died.", "Four ringers died."]


@pytest.mark.parametrize(
    "question", ["which is bigger, Moe 2019 or Lee 2020", "which study is larger, Moe 2019 or Lee 2020?"]
)
async def test_the_larger_of_two_dated_papers_is_told_by_the_number_studied(question: str) -> None:
    (answer,) = await talk(over(_FELT, _GLASS), question)
    assert answer.kind == "comparison"
    assert [quote.text for quote in answer.quotes] == [
        "We sent 212 looms to towns.",
        "We sent 140 bells to towns.",
    ]


@pytest.mark.parametrize("question", ["who had more deaths?", "which had deaths", "so which one had fewer deaths"])
async def test_what_is_asked_after_a_comparison_is_compared(question: str) -> None:
    looms = paper("Loom", "Looms of felt in winter", "We sent 212 looms to towns. Nine deaths were seen.")
    bells = paper("Bell", "Bells of glass in winter", "We sent 140 bells to towns. Four deaths were seen.")
    horns = paper("Horn", "Horns of brass", "We sent 90 horns. Two deaths were seen.")
    answer = (await talk(over(looms, bells, horns), "compare the felt paper and the glass paper", question))[-1]
    assert answer.kind == "comparison", answer.text
    assert [quote.text for quote in answer.quotes][:2] == ["Nine deaths were seen.", "Four deaths were seen."]


async def test_what_neither_of_two_has_is_looked_for_as_ever() -> None:
    looms = paper("Loom", "Looms of felt in winter", "We sent 212 looms to towns.")
    bells = paper("Bell", "Bells of glass in winter", "We sent 140 bells to towns.")
    horns = paper("Horn", "Horns of brass", "Horns were loud.")
    answer = (
        await talk(over(looms, bells, horns), "compare the felt paper and the glass paper", "which was loud?")
    )[-1]
    assert answer.kind != "comparison"
