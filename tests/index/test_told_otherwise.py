"""What is told in other words than it is asked in: how people were chosen, what they thought, who was left out, what a thing cost; and a count
of a group that its paper is about."""

from __future__ import annotations

import pytest

from bot.assistant.lacking import lacking
from corpus.models import Paper
from index.finding.hedging import not_said
from index.models import Outcome
from index.terms.attributes import table, wanted
from tests.index.test_evidence import credited
from tests.index.test_hedging import account
from tests.libraries import indexed

LIFTS = indexed(
    Paper(
        source_id="l",
        title="Stair lifts in flats",
        abstract="Stair lifts were put into 40 flats. Revenue from posters in the lifts was 90 euros a month. "
        "Higher electricity prices changed nothing. New rails cost 700 euros. Lifts need a ramp of 2 metres.",
    ),
    Paper(
        source_id="t",
        title="Residents below a hotel bar",
        abstract="We asked residents below a bar. Residents slept badly. Residents liked the music, but 14 of them wore earplugs. "
        "When the bar closed early, 44% of the residents slept longer. Later 12% were angry about the smell. "
        "Rents were cut by 5%. A tenth of the men moved out that year.",
    ),
    Paper(source_id="k", title="Kelp", abstract="Kelp forests shelter urchins and otters."),
)


def asked(question: str) -> dict[str, list[str]]:
    return {one.attribute.name: [question[start:end] for start, end in one.spans] for one in wanted(question)}


@pytest.mark.parametrize(
    ("question", "name", "said"),
    [
        ("how were the poor households found", "sampling", ["how were", "found"]),
        ("what did the people living there think about the lift", "satisfaction", ["what did", "think"]),
        ("which type of cell was left out", "exclusions", ["which", "was left out"]),
        ("how was the damp inspected", "tool", ["how was", "inspected"]),
        ("what did a stair lift cost", "price", ["what did", "cost"]),
        ("what is wrong with how the flats were inspected", "limitations", ["is wrong with how"]),
        ("is there a flaw in it", "limitations", ["flaw"]),
        ("what can't be ruled out here", "limitations", ["what can't be ruled out"]),
        ("why should we doubt the effect of ramps", "limitations", ["why should we doubt"]),
        ("did they move because of the rent", "reason", ["because of"]),
    ],
)
def test_the_words_that_ask_are_no_part_of_what_is_asked_about(question: str, name: str, said: list[str]) -> None:
    assert asked(question)[name] == said


@pytest.mark.parametrize(
    "question",
    [
        "what do the papers say about lifts",  # no people who were studied
        "how did they find out how many people fell",
        "is muscle weakness common",
        "what causes of death were found",
    ],
)
def test_other_questions_ask_nothing_of_the_kind(question: str) -> None:
    assert asked(question).keys().isdisjoint({"satisfaction", "sampling", "limitations", "exclusions", "price"})


@pytest.mark.parametrize(
    ("question", "word", "abstract", "numbers"),
    [
        (
            "how did residents feel about the lifts",
            "feel",
            "Lifts were new. Residents praised the ride. Lifts were tall.",
            [2],
        ),
        ("how were residents of lifts chosen", "chosen", "Lifts were new. Residents were drawn by lot.", [2]),
        ("a flaw of the study on lifts", "flaw", "Lifts were new. There was no control group. Lifts fell.", [2]),
        (
            "flaws",
            "flaws",
            "Lifts were new. There was no control group. Lifts fell.",
            [],
        ),  # a word alone is what it is
    ],
)
def test_the_word_that_asks_is_credited_to_the_sentence_that_tells_it(
    question: str, word: str, abstract: str, numbers: list[int]
) -> None:
    assert credited(question, word, "Lifts", abstract) == numbers


def test_a_warning_names_the_kind_and_not_the_question_word() -> None:
    question = "how were the residents of stair lifts chosen"
    assert lacking(["how … chosen"], question, ["Stair lifts were old."]) == (
        "I cannot tell whether the sentences state the sampling"
    )
    assert "how … chosen" in not_said(account(question, LIFTS))


@pytest.mark.parametrize(
    ("sentence", "states"),
    [
        ("New rails cost 700 euros.", True),
        ("A lamp was 1.1 million kroner.", True),
        ("Residents would pay 2.1 cents more.", True),
        ("Revenue from advertising was 90 euros a month.", False),
        ("Higher electricity prices changed nothing.", False),
    ],
)
def test_a_price_is_a_sum_that_is_paid(sentence: str, states: bool) -> None:
    price = next(row for row in table() if row.name == "price")
    assert price.stands_in(sentence) is states


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("what does a ramp for stair lifts cost", ("figure for ramp",)),  # rails do
        ("what did new rails cost", ()),
    ],
)
def test_a_price_is_of_the_thing_itself(question: str, missing: tuple[str, ...]) -> None:
    assert not_said(account(question, LIFTS)) == missing


@pytest.mark.parametrize(
    "question",
    [
        "how many residents wore earplugs",
        "how many residents slept longer when the bar closed early",
        "how many residents were angry about the smell",
    ],
)
async def test_a_group_is_counted_by_a_share_by_some_of_them_and_where_its_paper_is_about_it(
    question: str,
) -> None:
    found = await LIFTS.find(LIFTS.reader.read(question))
    assert (found.outcome, found.not_said) == (Outcome.ANSWERED, ())


async def test_a_group_that_the_paper_is_not_about_is_not_counted_by_the_share_of_others() -> None:
    found = await LIFTS.find(LIFTS.reader.read("how many women were angry about the smell"))
    assert found.outcome is not Outcome.ANSWERED
