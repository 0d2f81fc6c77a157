"""A choice that was asked back, the rest of what was shown, and what is asked of what was just shown."""

from __future__ import annotations

import pytest

from bot.assistant.message.on_answers import AS_RECORDED
from bot.assistant.papers.verbatim import NO_MORE_RECORDED
from index.models import Outcome
from tests.bot.assistant.conversations import KANG, NINE, PARK, over, paper, talk

TOLD = over(
    paper("Elm", "Elms in dry streets", "Elms were watered. Leaves fell later with water."),
    paper("Oak", "Oaks in the heat", "Oaks were shaded. Heat scorched 12 of 40 oaks."),
)

WHICH = "summarise the radiotherapy paper"  # several fit: it is asked back which is meant


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("2", 1),
        ("the second please", 1),
        ("the one by Rades", 0),
        ("Radse", 0),
        ("Kang 2023", 2),
        ("i mean the last one", 2),
        ("the newest one", 0),
    ],
)
async def test_a_choice_is_a_place_or_a_name_of_what_is_offered(said: str, at: int) -> None:
    offered, chosen = await talk(NINE, WHICH, said)
    assert (chosen.kind, chosen.keys) == ("summary", (offered.keys[at],))
    assert chosen.read_with == offered.turn


@pytest.mark.parametrize(
    "said",
    [
        "how many patients were in the SABR group",
        "how long did patients survive in Rades",
        "is surgery safe",
        "who wrote the review on imaging",
        "the one by Knapp",
    ],
)
async def test_whatever_asks_something_of_its_own_is_no_choice(said: str) -> None:
    _, answer = await talk(NINE, WHICH, said)
    assert answer.kind != "summary"


@pytest.mark.parametrize("said", ["and the rest?", "the others?", "show me the other papers"])
async def test_the_rest_are_the_papers_not_shown(said: str) -> None:
    top, rest, again = await talk(NINE, "top 3 most cited papers", said, "and the rest?")
    assert "most cited first" in rest.text
    assert {*top.keys} | {*rest.keys} == {*NINE.papers}
    assert not {*top.keys} & {*rest.keys}
    assert {*again.keys} == {*top.keys}


async def test_which_of_the_two_is_asked_of_the_two_just_shown() -> None:
    listed, earlier, longer, authors = await talk(
        NINE,
        "papers by Kang",
        "which of the two came out earlier",
        "which of the two is longer",
        "which of those two has more authors",
    )
    assert earlier.turn is not None
    assert earlier.turn.keys == (KANG,)
    assert {*earlier.keys} == {*longer.keys} == {*authors.keys} == {*listed.keys}


async def test_what_is_asked_overall_is_asked_of_all_papers() -> None:
    listed, most, overall = await talk(
        NINE, "papers from 2023", "which of them is the most cited", "which is the most cited overall"
    )
    assert {*most.keys} <= {*listed.keys}
    assert overall.keys == ("10.3390/cancers16020438",)


@pytest.mark.parametrize(
    "asks", ["which paper is this from?", "hang on, what study does that come from", "where is this from?"]
)
async def test_a_sentence_just_shown_is_told_its_paper(asks: str) -> None:
    shown, source = await talk(NINE, "complications in Kang 2023", asks)
    assert (source.kind, source.keys) == ("record", shown.keys[:1])


@pytest.mark.parametrize(
    "asks", ["where {} this tumor {} from", "where {} this cohort {} from", "where {} this pain {} from"]
)
@pytest.mark.parametrize(("verb", "come"), [("does", "come"), ("did", "come"), ("was", "taken")])
async def test_where_something_studied_comes_from_is_asked_of_the_paper(asks: str, verb: str, come: str) -> None:
    _, answer = await talk(NINE, "summarise the Kang 2023 paper", asks.format(verb, come))
    assert answer.kind == "content", answer.text
    assert answer.keys == (KANG,)


@pytest.mark.parametrize("asks", ["where does that number come from", "where was this figure taken from"])
async def test_where_a_number_shown_comes_from_is_its_paper(asks: str) -> None:
    _, answer = await talk(NINE, "complications in Kang 2023", asks)
    assert (answer.kind, answer.keys) == ("record", (KANG,))


@pytest.mark.parametrize(
    "asks",
    ["did they write about pain", "have they written about pain", "did the authors write about complications",
     "have the authors written on complications", "and have these authors written about pain"],
)  # fmt: skip
async def test_what_they_wrote_on_is_asked_of_the_paper_talked_about(asks: str) -> None:
    _, answer = await talk(NINE, "summarise the Kang 2023 paper", asks)
    assert answer.keys == (KANG,), answer.text


async def test_what_somebody_has_written_on_is_asked_of_their_papers() -> None:
    *_, he = await talk(NINE, "papers by Kang", "has he written about surgery")
    assert (he.kind, he.keys) == ("record", (PARK,))


async def test_the_top_one_is_the_only_one_shown() -> None:
    most, about = await talk(NINE, "most cited paper", "what's the top one about")
    assert (about.kind, about.keys) == ("summary", most.keys)


async def test_a_number_in_words_is_a_place() -> None:
    listed, third = await talk(NINE, "list the reviews", "now number three")
    assert third.keys == listed.keys[2:]


@pytest.mark.parametrize("asked", ["more", "tell me more"])
async def test_more_of_what_records_told_is_said_to_be_all(asked: str) -> None:
    """It was “no further passage shares your words”, of words such as “who wrote it”."""
    *_, told, more = await talk(TOLD, "did heat scorch oaks", "who wrote it?", asked)
    assert told.kind == "record"
    assert (more.outcome, more.quotes) == (Outcome.NOTHING, ())
    assert NO_MORE_RECORDED in more.text


async def test_whether_what_records_told_is_right_is_for_the_reader_to_look_up() -> None:
    """It was searched for, as the word “right”, and the paper that was talked about stays so."""
    told, right, after = await talk(
        TOLD, "who wrote the elm paper", "is that right?", "and when was it published?"
    )
    assert told.kind == "record"
    assert (right.outcome, right.text) == (Outcome.HELP, AS_RECORDED)
    assert after.keys == told.keys
