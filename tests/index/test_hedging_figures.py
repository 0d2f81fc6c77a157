"""A figure that is asked for: of its kind, amount and day, of the thing itself, and not of another."""

from __future__ import annotations

import pytest

from corpus.models import Paper
from index.finding.candidates import doers_counted
from index.finding.hedging import no_figure, not_said
from index.models import Outcome
from tests.index.test_hedging import FLATS, LIBRARY, SHIP, account
from tests.libraries import indexed


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("how many percent less likely to move were tenants in exempt flats", "exempt"),
        ("heating cost with the 8 kW unit", "8 kW"),
        ("by how much had damp fallen on day seven", "day seven"),
        ("number of repairs in the second year", "second year"),
    ],
)
def test_a_figure_of_another_kind_amount_or_day_is_not_the_one_asked_for(question: str, named: str) -> None:
    seen = account(question, FLATS)
    assert named in not_said(seen)
    assert no_figure(seen)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("how many percent less likely to move were tenants in regulated flats", "regulated"),
        ("heating cost with the 11 kW unit", "11 kW"),
        ("by how much had damp fallen on day two", "day two"),
        ("number of repairs in the first year", "first year"),
        (
            "do tenants of 8 kW heating move on day seven",
            "8 kW",
        ),  # a question for yes or no may be answered by another
    ],
)
def test_the_kind_amount_and_day_asked_for_are_no_hedge(question: str, named: str) -> None:
    assert named not in not_said(account(question, FLATS))


def test_where_a_number_is_asked_for_a_direction_is_not_enough() -> None:
    assert "mortality" in not_said(account("how much mortality was there with the rest of sailors", SHIP))
    assert "mortality" not in not_said(account("did the rest of sailors change mortality", SHIP))


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("leak percentage on tarred decks", True),
        ("leak rate on tarred decks", False),
        ("how much leak was there with 5% tar on decks", False),
    ],
)
def test_a_ratio_or_a_share_of_another_thing_is_no_percentage_of_this_one(question: str, missing: bool) -> None:
    text = "Tar was put on decks. Decks had a leak less often (odds ratio 0.83). Of 601 decks 47.8% had tar."
    decks = indexed(Paper(source_id="d", title="Tarred decks", abstract=text))
    assert ("figure for leak" in not_said(account(question, decks))) is missing


async def test_a_statistic_is_not_answered_by_a_sentence_without_a_figure() -> None:
    text = "Hazard ratios of rust were lower on painted bridges. The paint was red."
    bridges = indexed(Paper(source_id="p", title="Rust and paint", abstract=text))
    found = await bridges.find(bridges.reader.read("hazard ratio of rust on painted bridges"))
    assert (found.outcome, found.not_said) == (Outcome.RELATED, ("hazard ratio",))
    assert (
        await bridges.find(bridges.reader.read("are hazard ratios of rust lower on painted bridges"))
    ).outcome is Outcome.ANSWERED


@pytest.mark.parametrize("share", ["42.5 %", "42.5%", "42 %"])
async def test_the_share_of_a_group_is_not_its_number(share: str) -> None:
    text = f"Sailors rested in bunks on deck. Of the sailors {share} men rested and the others worked."
    bunks = indexed(Paper(source_id="b", title="Rest of sailors", abstract=text))
    found = await bunks.find(bunks.reader.read("how many men rested"))
    assert (found.outcome, found.not_said) == (Outcome.RELATED, ("number of men",))
    numbered = await bunks.find(bunks.reader.read("what share of men rested"))
    assert "men" not in numbered.not_said


DECK = indexed(
    Paper(
        source_id="d",
        title="Eels on deck",
        abstract="Forty trials with 900 sailors on deck were included. Cooks fried eels for the sailors. Sailors left the deck at night.",
    )
)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("number of eels fried for the sailors", "number of eels"),
        ("how many sailors left the deck", "how many sailors left"),
    ],
)
def test_how_many_were_studied_is_no_number_of_another_thing_and_of_what_they_did(
    question: str, named: str
) -> None:
    seen = account(question, DECK)
    assert not_said(seen) == (named,)
    assert no_figure(seen)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("how many sailors quit the deck", ("quit",)),  # no sentence has the word, which is all there is to say
        ("is it known how many sailors left the deck", ()),
    ],
)
def test_what_those_counted_did_is_named_once_and_where_a_number_is_asked_for(
    question: str, named: tuple[str, ...]
) -> None:
    assert not_said(account(question, DECK)) == named


@pytest.mark.parametrize(
    "question",
    ["how many percent of camera hours were lost", "how many weeks was the follow-up of sailors in bunks"],
)
def test_a_unit_is_no_thing_to_be_counted(question: str) -> None:
    library = LIBRARY if "camera" in question else SHIP
    assert [one for one in not_said(account(question, library)) if one.startswith("number of")] == []


def test_a_time_in_another_unit_is_no_number_of_the_one_asked_for() -> None:
    asked = "how many hours of repairs in regulated flats"
    assert "number of hours" in not_said(account(asked, FLATS))
    assert "number of hours" not in not_said(account("how many hours did the early watch of sailors last", SHIP))


@pytest.mark.parametrize(
    ("said", "hedged"),
    [
        ("Of these, 276 (96.2%) tolerated brine.", False),
        ("At six months 31 of 276 (11%) had tolerated brine.", False),
        ("In port, 187 tolerated brine.", False),
        ("They tolerated brine for 14 days.", True),
        ("In 2019 they tolerated brine, and from 2020 tolerated it badly.", True),
        ("Brine was at p < 0.03 tolerated by the crew.", True),
    ],
)
async def test_who_did_what_is_asked_is_counted_by_the_number_before_it(said: str, hedged: bool) -> None:
    text = f"Brine was given to the sailors of a ship. {said} Weather was fair."
    brine = indexed(Paper(source_id="b", title="Brine at sea", abstract=text))
    found = await brine.find(brine.reader.read("how many sailors tolerated brine"))
    assert any(name.startswith(("number of", "how many")) for name in found.not_said) is hedged, found.not_said


@pytest.mark.parametrize("asked", ["heart rate of divers", "what was the heart rate of the divers"])
async def test_a_figure_is_named_by_the_whole_name_that_its_word_ends(asked: str) -> None:
    text = "Divers went under ice. Their heart rhythm was recorded by a belt. Ice was thin."
    ice = indexed(Paper(source_id="b", title="Heart rate of divers", abstract=text))
    found = await ice.find(ice.reader.read(asked))
    assert found.not_said == ("figure for heart rate",)


@pytest.mark.parametrize(
    ("said", "hedged"),
    [
        ("A gale cost 23 lives.", False),
        ("In a gale nine stokers lost their lives.", False),
        ("The gale was followed by the loss of 1,204 lives.", False),
        ("In a gale stokers lost their lives.", True),
        ("A gale of 1987 changed 23 lives.", True),
    ],
)
async def test_how_many_died_is_told_by_the_lives_lost(said: str, hedged: bool) -> None:
    text = f"Coal was shovelled by the stokers of a ferry. {said} Weather was fair."
    coal = indexed(Paper(source_id="b", title="Coal in a gale", abstract=text))
    found = await coal.find(coal.reader.read("how many died in the gale"))
    assert any(name.startswith(("number of", "how many")) for name in found.not_said) is hedged, found.not_said


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("31 rested.", True),
        ("Twelve rested.", True),
        ("Of 60 sailors, 31 (52%) rested.", True),
        ("On deck 20 of 1,060 had fully rested.", True),
        ("Some left and 31 rested.", True),
        ("Only 31 had rested.", True),
        ("Those in watch 2 rested.", False),
        ("Those aged 65 rested.", False),
        ("By week 12 were rested all sailors.", False),
        ("With p < 0.05 rested sailors slept.", False),
        ("With a mean of 3.5 rested sailors slept.", False),
    ],
)
def test_a_number_that_belongs_to_a_name_or_a_measure_counts_nobody(sentence: str, counted: bool) -> None:
    paper = Paper(source_id="r", title="Rested sailors on deck", abstract=f"Sailors slept on deck. {sentence}")
    seen = account("how many rested", indexed(paper))
    did = [one for one in seen.query.concepts if one.words == "rested"]
    assert did
    assert any(doers_counted(one.line, concept) for one in seen.lines for concept in did) is counted
