"""Two papers side by side: only what both state is shown beside each other, and what one alone states is named."""

from __future__ import annotations

import pytest

from bot.assistant.studies.comparing import question_of, topic_in
from bot.models import Context
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk
from tests.bot.assistant.shore import EELS, KELP, SEAGRASS, SHORE
from tests.quality.understanding import assistant

NINE = assistant("nine")
KANG, PARK, LIU = "10.3390/cancers15235518", "10.3390/cancers16142554", "10.3390/cancers17030559"


async def test_what_both_state_stands_side_by_side() -> None:
    answer = await NINE.compare((KANG, PARK), Context())
    assert answer.kind == "comparison"
    assert [quote.key for quote in answer.quotes] == [KANG, PARK] * 4  # design, number, follow-up, conclusion
    assert "A total of 89 patients" in answer.quotes[2].text
    assert "469 patients" in answer.quotes[3].text
    assert "Number studied:\n\n> A total of 89" in answer.text


async def test_what_one_alone_states_is_named_and_not_shown() -> None:
    answer = await NINE.compare((LIU, PARK), Context(), "hazard ratio of wound infection")
    assert "Found in Park et al. 2024, Cancers alone: number studied and follow-up" in answer.text
    assert "Number studied:" not in answer.text


async def test_of_two_that_share_nothing_that_is_said() -> None:
    answer = await NINE.compare((LIU, "10.3390/cancers15245773"), Context(), "hazard ratio")
    assert answer.outcome is Outcome.NOTHING or all(
        quote.key in (LIU, "10.3390/cancers15245773") for quote in answer.quotes
    )
    assert "Found in neither: " in answer.text


async def test_a_paper_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        await NINE.compare((KANG, "nowhere"), Context())


@pytest.mark.parametrize("topic", ["", "survival", "what was seen on imaging"])
def test_the_topic_is_read_back_from_the_question(topic: str) -> None:
    pair = (NINE.papers[KANG], NINE.papers[PARK])
    assert topic_in(question_of(*pair, topic), *pair) == topic


@pytest.mark.parametrize(
    ("topic", "row"),
    [
        ("sample size", "Number studied"),
        ("number of patients", "Number studied"),
        ("follow-up", "Follow-up"),
        ("design", "Design"),
        ("conclusions", "Conclusion"),
    ],
)
async def test_of_what_any_two_are_compared_by_only_the_row_asked_for_is_shown(topic: str, row: str) -> None:
    answer = await NINE.ask(f"compare Kang and Park on {topic}", Context())
    assert [quote.key for quote in answer.quotes] == [KANG, PARK]
    assert f"{row}:" in answer.text
    assert "Found in neither" not in answer.text


async def test_a_number_of_something_else_is_a_topic() -> None:
    answer = await NINE.compare((KANG, PARK), Context(), "number of complications")
    assert "“number of complications”" in answer.text


async def test_no_row_is_of_money_or_a_register_or_of_what_is_wished_for() -> None:
    answer = await SHORE.compare(("kelp", "seagrass"), Context())
    assert [quote.text for quote in answer.quotes] == [
        "We set ropes in a controlled trial off two harbours.",
        "We randomly assigned 24 bays to planting or none.",
        "Crabs did not come.",
        "Young lobsters rose by a third in planted bays.",
    ]


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ("Unlike earlier trials, this randomised trial set ropes by night.", True),
        ("We ran a controlled trial because previous studies were small.", True),
        ("This was a cohort study of future teachers.", True),
        ("Future randomised trials should set ropes by night.", False),
        ("Our previous study has shown crabs in the mouse model.", False),
        ("This deserves a randomised trial.", False),
        ("Our catch warrants a controlled trial.", False),
    ],
)
async def test_a_design_is_the_papers_own_though_others_are_named_beside_it(said: str, own: bool) -> None:
    ropes = KELP.model_copy(update={"abstract": f"Lobsters hide in kelp. {said} Crabs did not come."})
    answer = (
        await talk(over(ropes, SEAGRASS, EELS), "do lobsters hide in kelp", "compare with the seagrass one")
    )[-1]
    assert answer.kind == "comparison"
    assert (said in answer.text) is own, answer.text


async def test_money_and_interests_are_no_conclusion() -> None:
    looms = paper(
        "Loom",
        "Looms of felt in winter",
        "We sent 212 looms to towns. Felt held its warmth. Two of the authors hold a patent on the felt.",
    )
    bells = paper(
        "Bell",
        "Bells of glass in winter",
        "We sent 140 bells to towns. Glass rang clear. The authors declare no conflict; money came from the town.",
    )
    answer = (await talk(over(looms, bells), "compare the felt paper and the glass paper"))[0]
    assert answer.kind == "comparison"
    for said in ("We sent 212 looms", "We sent 140 bells", "Felt held its warmth.", "Glass rang clear."):
        assert said in answer.text
    assert "patent" not in answer.text


async def test_of_a_topic_asked_for_what_one_alone_says_is_shown() -> None:
    looms = paper(
        "Loom",
        "Looms of felt in winter",
        "We sent 212 looms to towns. Each loom cost 34 dollars. Felt held its warmth.",
    )
    bells = paper("Bell", "Bells of glass in winter", "We sent 140 bells to towns. Glass rang clear.")
    answer = (await talk(over(looms, bells), "compare the felt paper and the glass paper on cost"))[0]
    assert "Each loom cost 34 dollars." in answer.text
    assert "alone: “cost”" in answer.text
    assert answer.quotes[0].text == "Each loom cost 34 dollars.", "what was asked comes first"


async def test_what_was_asked_comes_before_what_any_two_are_compared_by() -> None:
    looms = paper("Loom", "Looms of felt in winter", "We sent 212 looms to towns. Each loom cost 34 dollars.")
    bells = paper("Bell", "Bells of glass in winter", "We sent 140 bells to towns. Each bell cost 12 dollars.")
    answer = (await talk(over(looms, bells), "compare the felt paper and the glass paper on cost"))[0]
    said = [quote.text for quote in answer.quotes]
    assert said[:2] == ["Each loom cost 34 dollars.", "Each bell cost 12 dollars."]
    assert said[2:] == ["We sent 212 looms to towns.", "We sent 140 bells to towns."]
