"""What is asked of one or both of the papers just shown, in words that only point at them."""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk

OLD = paper(
    "Kettle",
    "Stone walls and lizards",
    "We counted 40 lizards on stone walls over six years. Lizards rose on walls without mortar, from 3 to 9 a mile.",
    2011,
)
NEW = paper(
    "Larder",
    "Hedges and lizards",
    "We counted 75 lizards in hedges. Lizards fell where hedges were cut in spring. Cutting was done by farmers.",
    2019,
)
MILLS = paper("Mallet", "Water mills in spring", "We visited 12 mills. Wheels turned in spring alone.", 2015)
WALLS = paper(
    "Nibs",
    "Stone walls and snails",
    "Snails hid in the rain, and came out at night.",
    2016,
)
PLACES: Assistant = over(OLD, NEW, MILLS, WALLS)
LISTED, QUOTED = "papers with lizards in the title", "lizards counted in hedges and on walls without mortar"


async def said(*turns: str) -> tuple[str, tuple[str, ...], str]:
    """The kind of the last answer of a conversation, the papers it is of, and its text."""
    *_, answer = await talk(PLACES, *turns)
    return answer.kind, answer.keys or tuple(dict.fromkeys(one.key for one in answer.quotes)), answer.text


@pytest.mark.parametrize("before", [LISTED, QUOTED])
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("who wrote the later one", "Ada Larder"),
        ("cite the newer one", "Hedges and lizards"),
        ("cite the older one please", "Stone walls and lizards"),
        ("when was the older one published", "2011"),
    ],
)
async def test_a_field_is_asked_of_the_newer_or_older_of_two(before: str, asked: str, told: str) -> None:
    kind, keys, text = await said(before, asked)
    assert kind == "record"
    assert keys == ((OLD if "older" in asked else NEW).key,)
    assert told in text


async def test_which_is_the_newer_one_is_still_asked_of_both() -> None:
    kind, keys, _ = await said(LISTED, "which is the newer one")
    assert (kind, keys[0]) == ("record", NEW.key)


@pytest.mark.parametrize("asked", ["which is more new?", "which one is the most new"])
async def test_more_new_is_newer(asked: str) -> None:
    kind, keys, _ = await said(LISTED, asked)
    assert (kind, keys[0]) == ("record", NEW.key)


@pytest.mark.parametrize(
    "asked", ["what's the difference?", "what is the difference", "are these two the same study"]
)
@pytest.mark.parametrize("before", [LISTED, QUOTED])
async def test_the_difference_of_two_just_shown_is_told_side_by_side(before: str, asked: str) -> None:
    kind, keys, _ = await said(before, asked)
    assert kind == "comparison"
    assert {*keys} == {OLD.key, NEW.key}


async def test_the_difference_after_one_paper_is_asked_of_that_paper() -> None:
    kind, _, _ = await said("when do wheels turn", "what's the difference?")
    assert kind != "comparison"


@pytest.mark.parametrize("asked", ["which of those is about farmers", "which of these are about cutting"])
async def test_which_of_those_after_quotes_is_one_of_the_papers_quoted(asked: str) -> None:
    kind, keys, _ = await said(QUOTED, asked)
    assert (kind, keys) == ("record", (NEW.key,))


async def test_which_of_those_does_not_look_in_papers_that_were_not_quoted() -> None:
    _, keys, text = await said(QUOTED, "which of those is about snails")
    assert not keys
    assert "of these" in text


@pytest.mark.parametrize(
    "asked", ["the second uses which method?", "the first counted how many?", "the second says what"]
)
async def test_a_place_without_a_noun_may_begin_a_question(asked: str) -> None:
    listed, answer = await talk(PLACES, LISTED, asked)
    at = 1 if "second" in asked else 0
    assert answer.turn is not None
    assert answer.turn.keys == (listed.keys[at],)


@pytest.mark.parametrize("asked", ["compare this two", "cite the both", "compare the both"])
async def test_this_two_is_these_two(asked: str) -> None:
    _, keys, _ = await said(LISTED, asked)
    assert {*keys} == {OLD.key, NEW.key}


@pytest.mark.parametrize(
    "asked", ["how many years was the study", "did it go up over the years", "how many years did it run"]
)
async def test_years_are_asked_of_the_paper_talked_about(asked: str) -> None:
    kind, _, text = await said("did lizards rise on walls without mortar", asked)
    assert "by year" not in text
    assert kind != "record"


async def test_papers_per_year_are_counted_after_a_paper_too() -> None:
    _, _, text = await said("did lizards rise on walls without mortar", "how many papers per year")
    assert "by year" in text


@pytest.mark.parametrize(
    "asked", ["any other wall study", "is there another wall paper", "another study on walls?"]
)
async def test_another_study_of_a_kind_is_not_the_one_talked_about(asked: str) -> None:
    kind, keys, _ = await said("did lizards rise on walls without mortar", asked)
    assert (kind, keys) == ("record", (WALLS.key,))


@pytest.mark.parametrize("asked", ["show me those", "show those", "name those", "show me these"])
async def test_those_just_counted_are_listed(asked: str) -> None:
    counted, answer = await talk(PLACES, "how many papers with lizards in the title", asked)
    assert (answer.kind, {*answer.keys}) == ("record", {*counted.keys})


@pytest.mark.parametrize(
    "asked",
    [
        "sorry, what was that again?",
        "how many again?",
        "sorry how many again",
        "repeat that please",
        "come again?",
    ],
)
async def test_an_answer_is_repeated(asked: str) -> None:
    first, again = await talk(PLACES, "how many lizards were counted in hedges", asked)
    assert [one.text for one in again.quotes] == [one.text for one in first.quotes]


@pytest.mark.parametrize("asked", ["how many walls again?", "so how many again"])
async def test_what_was_not_asked_before_is_no_repetition(asked: str) -> None:
    first, answer = await talk(PLACES, "did lizards rise on walls without mortar", asked)
    assert answer.text.partition("\n\n")[2] != first.text.partition("\n\n")[2]


async def test_advice_that_was_not_given_is_not_given_when_asked_again() -> None:
    *_, answer = await talk(PLACES, "should I give my wife lizards on stone walls", "what was that again")
    assert answer.outcome is not Outcome.ANSWERED


@pytest.mark.parametrize(
    "asked", ["not the newer one, the other", "no not that one, the other one", "not this one, the older one"]
)
async def test_what_is_not_meant_is_left_out(asked: str) -> None:
    _, keys, _ = await said(LISTED, "the newer one", asked)
    assert keys == (OLD.key,)


@pytest.mark.parametrize("asked", ["the other from this author", "not this one, the other from the same author"])
async def test_the_other_from_an_author_is_their_other_paper(asked: str) -> None:
    first = paper("Kettle1", "Roofs and bats", "Bats hung under 12 roofs.", 2010)
    second = paper("Kettle2", "Barns and owls", "Owls sat in 31 barns.", 2012)
    by_one = [one.model_copy(update={"authors": OLD.authors}) for one in (first, second)]
    *_, answer = await talk(over(*by_one, MILLS), "in how many barns sat owls", asked)
    assert (answer.kind, answer.keys) == ("record", (first.key,))


@pytest.mark.parametrize(
    "asked", ["who wrote the paper from Reptile Letters", "when was the study in Reptile Letters published"]
)
async def test_the_paper_from_a_journal_is_not_the_one_talked_about_from_another(asked: str) -> None:
    journals = (
        OLD.model_copy(update={"journal": "Reptile Letters"}),
        NEW.model_copy(update={"journal": "Hedgerows Today"}),
    )
    *_, answer = await talk(over(*journals, MILLS), "how many lizards were counted in hedges", asked)
    assert (answer.kind, answer.keys) == ("record", (OLD.key,))


@pytest.mark.parametrize(
    "asked",
    [
        "how many papers did I import",
        "how many papers did we upload?",
        "how many papers were imported",
        "how many papers have been added",
    ],
)
async def test_what_was_imported_is_all_that_is_here(asked: str) -> None:
    *_, answer = await talk(PLACES, asked)
    assert answer.kind == "record"
    assert answer.text.partition("\n\n")[2].startswith("4 papers")


TALKED = ("how many lizards were counted in hedges", "did lizards rise on walls without mortar")


@pytest.mark.parametrize(
    "asked", ["which of those is newer", "which is more old of both?", "which of these two came first"]
)
async def test_which_is_newer_is_asked_of_two_papers_talked_about_in_turn(asked: str) -> None:
    kind, keys, text = await said(*TALKED, asked)
    assert kind == "record"
    assert keys[0] == (NEW.key if "newer" in asked else OLD.key)
    assert MILLS.title not in text


@pytest.mark.parametrize(
    "asked",
    ["do these two use the same data", "did the two have the same sample?"],
)
async def test_whether_two_are_the_same_is_told_side_by_side(asked: str) -> None:
    kind, keys, _ = await said(*TALKED, asked)
    assert (kind, {*keys}) == ("comparison", {OLD.key, NEW.key})


@pytest.mark.parametrize("asked", ["both as ris please", "both in bibtex", "them as ris"])
async def test_both_may_be_asked_for_in_a_style_alone(asked: str) -> None:
    kind, keys, _ = await said(LISTED, asked)
    assert (kind, {*keys}) == ("record", {OLD.key, NEW.key})


@pytest.mark.parametrize("asked", ["has anyone repeated that", "were those the same people"])
async def test_who_did_it_again_is_no_question_for_authors_of_several_papers(asked: str) -> None:
    by_one = [one.model_copy(update={"authors": OLD.authors}) for one in (OLD, NEW)]
    *_, answer = await talk(over(*by_one, MILLS), "how many lizards were counted in hedges", asked)
    assert answer.kind != "record"


@pytest.mark.parametrize("asked", ["give the other paper about walls", "is there another wall paper"])
async def test_another_paper_is_listed_without_the_one_of_a_list_that_was_talked_about(asked: str) -> None:
    kind, keys, _ = await said(LISTED, "did lizards rise on walls without mortar", asked)
    assert (kind, keys) == ("record", (WALLS.key,))


@pytest.mark.parametrize("asked", ["shorter", "in one sentence please"])
async def test_an_abstract_that_was_shown_is_told_in_its_conclusion(asked: str) -> None:
    *_, shown, shorter = await talk(
        PLACES, "how many lizards were counted in hedges", "show me the abstract", asked
    )
    assert shorter.kind == "summary"
    assert sum(len(one.text) for one in shorter.quotes) < sum(len(one.text) for one in shown.quotes)
    assert {one.key for one in shorter.quotes} == {NEW.key}
