"""What goes on from one paper to another: another place's, other things that are tested, how old it is, and prices as they are printed."""

from __future__ import annotations

import pytest

from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk

ROOFS = paper(
    "Lund",
    "White paint on roofs and heat in rooms",
    "We painted 40 roofs in Accra, Ghana. Rooms were cooler. Paint cost 1.20 US dollars per square metre.",
    2014,
)
YARDS = paper(
    "Peeters",
    "Shade cloth over school yards",
    "In 12 schools in Ghent, Belgium, shade cloth was hung over half of each yard. Pupils aged 6 to 9 years played outside longer.",
    2017,
)
FANS = paper(
    "Okoro",
    "Fans against the heat in rooms of old people",
    "In Lagos, Nigeria, fans were put in rooms of 30 people. Heat in rooms was borne better with fans.",
    2019,
)
HEAT = over(ROOFS, YARDS, FANS)


@pytest.mark.parametrize("asked", ["and the belgian one?", "and the study from Belgium?"])
async def test_the_paper_of_a_country_is_named_by_it_as_by_a_word_of_its_title(asked: str) -> None:
    *_, told = await talk(HEAT, "do fans help with heat in rooms", "who did that one", asked)
    assert (told.kind, told.keys) == ("record", ("Peeters",)), told.text
    assert "Ada Peeters" in told.text


@pytest.mark.parametrize("asked", ["how old is it", "and how old is that?"])
async def test_how_old_a_paper_of_the_records_is_asks_when_it_was_published(asked: str) -> None:
    _, told = await talk(HEAT, "papers on shade cloth", asked)
    assert (told.kind, told.keys) == ("record", ("Peeters",)), told.text
    assert "was published in 2017" in told.text
    _, pupils = await talk(HEAT, "papers on shade cloth", "how old were the pupils")
    assert "aged 6 to 9 years" in pupils.text


@pytest.mark.parametrize(
    "asked", ["any other treatments against heat in rooms?", "other ways to live with the heat in rooms"]
)
async def test_other_things_that_are_tested_are_of_other_papers(asked: str) -> None:
    first, others = await talk(over(FANS, ROOFS, YARDS), "do fans help with heat in rooms", asked)
    assert first.quotes[0].key == "Okoro"
    assert {quote.key for quote in others.quotes} == {"Lund"}, others.text


@pytest.mark.parametrize("asked", ["any other countries?", "any other treatments in the trial?"])
async def test_what_else_a_study_tells_is_of_the_same_paper(asked: str) -> None:
    _, more = await talk(HEAT, "do fans help with heat in rooms", asked)
    assert not {quote.key for quote in more.quotes} & {"Lund", "Peeters"}, more.text


async def test_a_price_in_the_dollars_of_a_country_is_one() -> None:
    (told,) = await talk(HEAT, "how much did the paint on roofs cost")
    assert told.outcome is Outcome.ANSWERED
    assert told.sure
    assert told.quotes[0].text == "Paint cost 1.20 US dollars per square metre."


async def test_it_and_a_named_paper_are_compared() -> None:
    asked = "who wrote the shade cloth paper", "is it older than the Lund paper", "who wrote it"
    *_, told, writer = await talk(HEAT, *asked)
    assert {*told.keys} == {"Peeters", "Lund"}, told.text
    assert "It is “White paint on roofs and heat in rooms” (Lund 2014)" in told.text
    assert "3 years apart" in told.text
    assert writer.keys == ("Peeters",)


@pytest.mark.parametrize("asked", ["were robots one of them?", "are robots among those", "does it mention robots"])
async def test_whether_something_is_among_what_one_paper_told_is_asked_of_that_paper(asked: str) -> None:
    robots = paper("Fry", "Robots in kitchens", "Robots fried eggs in 9 kitchens.")
    first, told, after = await talk(over(FANS, robots), "do fans help with heat in rooms", asked, "who wrote it")
    assert told.outcome is Outcome.NOTHING
    assert "Not in the abstract of Okoro 2019." in told.text
    assert told.turn == first.turn
    assert after.keys == ("Okoro",)
    _, fans = await talk(over(FANS, robots), "do fans help with heat in rooms", "were fans one of them?")
    assert {quote.key for quote in fans.quotes} == {"Okoro"}


async def test_what_it_found_after_several_papers_asks_which_is_meant_and_then_shows_it() -> None:
    listed, offered, told = await talk(HEAT, "papers on heat", "what did it find", "2")
    assert offered.turn is not None
    assert offered.turn.keys == listed.keys
    assert (offered.outcome, offered.kind, len(offered.keys)) == (Outcome.RELATED, "which", 2), offered.text
    assert (told.outcome, told.kind, told.keys) == (Outcome.ANSWERED, "summary", offered.keys[1:])
