"""What is asked of a study that an author, a place or its subject names is asked of its abstract, and not who wrote it."""

from __future__ import annotations

import pytest

from tests.bot.assistant.conversations import over, paper, talk
from tests.bot.assistant.gardens import HEDGES, MEADOWS, PONDS, last


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ("did noise change in the Harrow study", "Noise did not change."),
        ("were ducks measured in harrow", "Ducks were measured at none of them."),
        ("did bees double in the Winther paper", "Bees doubled in two years."),
        ("was mowing stopped in winther", "Mowing was stopped."),
    ],
)
async def test_what_happened_in_a_study_is_asked_of_its_abstract(asked: str, holds: str) -> None:
    answer = await last(asked)
    assert answer.quotes[0].text == holds, answer.text


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ("what did Harrow find on noise", "Noise did not change."),
        ("what did the Harrow paper report about ducks", "Ducks were measured at none of them."),
        ("what did Winther find about mowing and mapping", "Mowing was stopped."),
    ],
)
async def test_what_a_paper_found_on_something_is_what_it_says_of_that(asked: str, holds: str) -> None:
    answer = await last(asked)
    assert answer.quotes[0].text == holds, answer.text


async def test_what_it_showed_about_something_is_no_command_to_show_papers() -> None:
    answer = await last("frogs in garden ponds", "what did it show about noise")
    assert answer.quotes[0].text == "Noise did not change.", answer.text
    assert [*(await last("show the papers about bees")).keys] == [MEADOWS.key]


async def test_a_question_for_more_than_an_authors_name_is_asked_of_the_abstract() -> None:
    answer = await last("what does the first author of the pond paper advise")
    assert answer.quotes[0].text == "A.H. advises a pump company.", answer.text
    assert "Tom Okoro" in (await last("who is the last author of the pond paper")).text


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("is Okoro on the pond paper", "Yes: Tom Okoro is an author of"),
        ("is the meadow paper by Okoro", "No: Tom Okoro is not an author of"),
        ("did Winther write the pond paper", "No: Ada Winther is not an author of"),
        ("was Harrow involved in the pond study", "Yes: Ada Harrow is an author of"),
    ],
)
async def test_who_wrote_it_is_still_told(asked: str, told: str) -> None:
    assert told in (await last(asked)).text


@pytest.mark.parametrize(
    "asked", ["harrow how many ponds", "Harrow 2020: how many ponds?", "Harrow et al. how many ponds"]
)
async def test_an_author_before_a_question_is_who_it_is_asked_of(asked: str) -> None:
    assert (await last(asked)).quotes[0].text == "We counted frogs at 84 ponds."


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ("which studies are from Leeds", [PONDS.key]),
        ("papers from Devon", [HEDGES.key]),
        ("papers from Smith", []),
    ],
)
async def test_a_place_that_a_title_names_is_nobody(asked: str, keys: list[str]) -> None:
    assert [*(await last(asked)).keys] == keys


@pytest.mark.parametrize(
    "asked",
    [
        "compare the Leeds and the Kent paper",
        "compare the Leeds and Kent papers",
        "compare Harrow and the Kent study",
    ],
)
async def test_two_papers_may_share_the_word_paper(asked: str) -> None:
    text = (await last(asked)).text
    assert "Side by side" in text
    assert "Harrow" in text
    assert "Winther" in text


@pytest.mark.parametrize(
    ("asked", "looked_for"),
    [
        ("noise in the garden pond study", ("noise",)),
        ("ducks in the pond frog study", ("ducks",)),
        ("sharks in the pond frog study", ("sharks", "pond", "frog")),  # its name is all that can be found
    ],
)
async def test_words_that_name_a_study_say_nothing_of_what_is_asked_of_it(
    asked: str, looked_for: tuple[str, ...]
) -> None:
    answer = await last(asked)
    assert answer.keys == (PONDS.key,)
    assert {*looked_for} == {*answer.matched, *answer.unmatched} - {"study"}, answer.text


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ("years of enrolment garden pond study", "Frogs were counted between 2011 and 2014."),
        ("pond and frog trial dates", "Frogs were counted between 2011 and 2014."),
        ("dates of the garden pond trial", "Frogs were counted between 2011 and 2014."),
        ("how many completed the garden pond study", "In all, 84 owners completed it."),
    ],
)
async def test_years_of_enrolment_and_who_completed_it_are_told_by_the_abstract(asked: str, holds: str) -> None:
    dug = paper(
        "Harrow",
        "Garden ponds and frogs in Leeds",
        "Garden ponds are dug for frogs. Frogs were counted between 2011 and 2014. Frogs grew fewer in garden ponds. "
        "In all, 84 owners completed it. Noise did not change in ponds.",
    )
    *_, answer = await talk(over(dug, MEADOWS, HEDGES), asked)
    assert answer.quotes, answer.text
    assert answer.quotes[0].text == holds, answer.text
    assert answer.sure


async def test_when_a_study_was_published_is_still_a_record() -> None:
    assert "published in 2020" in (await last("when was the pond study published")).text


async def test_what_works_on_something_is_no_list_of_works() -> None:
    assert (await last("what works on frogs")).kind == "content"
    assert (await last("what works on frogs do you have")).kind != "content"
