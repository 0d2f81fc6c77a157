"""What is asked of a study by its author's name is asked of its abstract, and not who wrote it; and a yes or no is no number."""

from __future__ import annotations

import pytest

from bot.models import Answer
from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, talk

_PONDS = Paper(
    source_id="ponds",
    title="Garden ponds and frogs in Leeds",
    year=2020,
    authors=(
        Author(name="Ivy Harrow", family="Harrow", given="Ivy"),
        Author(name="Tom Okoro", family="Okoro", given="Tom"),
    ),
    abstract="Garden ponds are dug for frogs. We counted frogs at 84 ponds. Noise did not change. Ducks were measured at none of them. "
    "Owners were invited and came. Neighbours were not blinded to the digging. Charging a pump took four hours. "
    "I.H. advises a pump company.",
)
_MEADOWS = Paper(
    source_id="meadows",
    title="Meadows and bees in Kent",
    year=2020,
    authors=(Author(name="Lars Winther", family="Winther", given="Lars"),),
    abstract="Meadows were sown for bees. We mapped 30 meadows. Bees doubled in two years. Mowing was stopped. "
    "Support came from the Kent Meadow Trust, which employs the only author. The authors declare no conflict of interest.",
)
_HEDGES = Paper(
    source_id="hedges",
    title="Hedges and finches in Devon",
    year=2015,
    authors=(Author(name="Ana Prieto", family="Prieto", given="Ana"),),
    abstract="Hedges shelter finches. We walked along 12 hedges. Finches nested in all of them. Sulphur dioxide had fallen by a tenth. "
    "Walkers had learnt the paths by heart.",
)


async def _last(*asked: str) -> Answer:
    return (await talk(over(_PONDS, _MEADOWS, _HEDGES), *asked))[-1]


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
    answer = await _last(asked)
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
    answer = await _last(asked)
    assert answer.quotes[0].text == holds, answer.text


async def test_a_question_for_more_than_an_authors_name_is_asked_of_the_abstract() -> None:
    answer = await _last("what does the first author of the pond paper advise")
    assert answer.quotes[0].text == "I.H. advises a pump company.", answer.text
    assert "Tom Okoro" in (await _last("who is the last author of the pond paper")).text


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("is Okoro on the pond paper", "Yes: Tom Okoro is an author of"),
        ("is the meadow paper by Okoro", "No: Tom Okoro is not an author of"),
        ("did Winther write the pond paper", "No: Lars Winther is not an author of"),
        ("was Harrow involved in the pond study", "Yes: Ivy Harrow is an author of"),
    ],
)
async def test_who_wrote_it_is_still_told(asked: str, told: str) -> None:
    assert told in (await _last(asked)).text


@pytest.mark.parametrize(
    ("then", "holds"),
    [
        ("were owners invited", "Owners were invited and came."),
        ("were the neighbours blinded", "Neighbours were not blinded to the digging."),
    ],
)
async def test_a_yes_or_no_after_how_many_asks_for_no_number(then: str, holds: str) -> None:
    answer = await _last("frogs in garden ponds", "how many ponds", then)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.quotes[0].text == holds, answer.text


async def test_a_charge_is_a_fee_only_where_something_is_published() -> None:
    assert (await _last("charge")).quotes[0].text == "Charging a pump took four hours."
    assert "article processing charge" in (await _last("are there charges for authors")).text


async def test_the_oldest_after_two_newest_is_that_of_all() -> None:
    newest, oldest = await talk(over(_PONDS, _MEADOWS, _HEDGES), "newest", "oldest")
    assert "The newest of the 3 papers here" in newest.text
    assert [*oldest.keys] == [_HEDGES.key], oldest.text


@pytest.mark.parametrize(
    "then", ["conflict of interest?", "any conflict", "conflicts", "competing interests", "COI?"]
)
async def test_interests_are_asked_of_the_paper_talked_about_in_whatever_words_it_tells_them(then: str) -> None:
    answer = await _last("frogs in garden ponds", then)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.quotes[0].text == "I.H. advises a pump company.", answer.text


async def test_support_that_came_from_somebody_is_who_paid() -> None:
    answer = await _last("bees in meadows", "who paid for it")
    assert "Kent Meadow Trust" in answer.quotes[0].text


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ("how much did SO2 fall", "Sulphur dioxide had fallen by a tenth."),
        ("did walkers learn paths", "Walkers had learnt the paths by heart."),
        ("which walker learns paths", "Walkers had learnt the paths by heart."),
    ],
)
async def test_formulas_and_other_forms_of_a_verb_are_found(asked: str, holds: str) -> None:
    assert (await _last(asked)).quotes[0].text == holds


@pytest.mark.parametrize(
    "asked", ["harrow how many ponds", "Harrow 2020: how many ponds?", "Harrow et al. how many ponds"]
)
async def test_an_author_before_a_question_is_who_it_is_asked_of(asked: str) -> None:
    assert (await _last(asked)).quotes[0].text == "We counted frogs at 84 ponds."


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ("which studies are from Leeds", [_PONDS.key]),
        ("papers from Devon", [_HEDGES.key]),
        ("papers from Smith", []),
    ],
)
async def test_a_place_that_a_title_names_is_nobody(asked: str, keys: list[str]) -> None:
    assert [*(await _last(asked)).keys] == keys


@pytest.mark.parametrize(
    "asked",
    [
        "compare the Leeds and the Kent paper",
        "compare the Leeds and Kent papers",
        "compare Harrow and the Kent study",
    ],
)
async def test_two_papers_may_share_the_word_paper(asked: str) -> None:
    text = (await _last(asked)).text
    assert "Side by side" in text
    assert "Harrow" in text
    assert "Winther" in text
