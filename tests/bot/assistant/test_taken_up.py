"""What few words take up again of a conversation: a paper by its place, both of two, the question before, what was shown."""

from __future__ import annotations

import pytest

from bot.models import Answer
from tests.bot.assistant.conversations import over, paper, talk

REED = paper(
    "Reed",
    "Night ferries and the sleep of workers",
    "In this survey 120 workers were followed for six months. Sleep was 40 minutes shorter on night ferries. "
    "Noise woke 30% of the workers. We conclude that night ferries cost sleep.",
    2012,
)
LUND = paper(
    "Lund",
    "Cabin doors on island ferries",
    "In this cohort study 310 workers were followed for two years. Noise woke 12% of the workers. "
    "Meals were colder in winter. We conclude that quiet cabins help.",
    2018,
)
MARSH = paper(
    "Marsh",
    "Work at sea: a systematic review",
    "We searched for studies of work at sea. A total of 41 studies were included. Rest was too short in most fleets.",
    2020,
)
VOSS = paper(
    "Voss",
    "Work in harbours: a scoping review",
    "We searched for studies of harbours. A total of 26 studies were included. Cranes were the main danger.",
    2016,
)
FERRIES = over(REED, LUND, MARSH, VOSS)
BOTH = "compare Reed 2012 and Lund 2018"


def keys(answer: Answer) -> set[str]:
    """The papers that an answer quotes or shows."""
    return {quote.key for quote in answer.quotes} or {*answer.keys}


@pytest.mark.parametrize(
    "turns",
    [
        (BOTH, "which has the bigger sample?"),
        (BOTH, "whose sample is larger"),
        (BOTH, "which one is newer?", "which of them is larger?"),
        (BOTH, "what did the first one find about noise", "which of them is larger"),
    ],
)
async def test_the_larger_of_two_is_told_however_the_talk_went_on(turns: tuple[str, ...]) -> None:
    told = (await talk(FERRIES, *turns))[-1]
    assert (keys(told), "310" in told.text) == ({LUND.key}, True), told.text


@pytest.mark.parametrize(
    ("asked", "end"),
    [
        ("did both find noise?", "“noise”:"),
        ("what's the difference between them", "Conclusion"),
        ("how do they differ on noise", "“noise”:"),
    ],
)
async def test_both_are_shown_after_a_question_on_their_records(asked: str, end: str) -> None:
    told = (await talk(FERRIES, BOTH, "which one is newer?", asked))[-1]
    assert (told.kind, keys(told), end in told.text) == ("comparison", {REED.key, LUND.key}, True), told.text


@pytest.mark.parametrize(
    ("asked", "paper_", "says"),
    [
        ("what did the first one find about noise", REED.key, "30%"),
        ("and what did the second find about noise", LUND.key, "12%"),
        ("the second one, how many workers?", LUND.key, "310"),
        ("the second, what did it find about meals", LUND.key, "colder"),
        ("what did the 2018 one find about meals", LUND.key, "colder"),
    ],
)
async def test_what_is_asked_of_a_place_is_answered_of_that_paper_alone(
    asked: str, paper_: str, says: str
) -> None:
    told = (await talk(FERRIES, BOTH, asked))[-1]
    assert (told.answered, told.kind != "summary", keys(told)) == (True, True, {paper_}), told.text
    assert says in told.text


@pytest.mark.parametrize("then", ["and the second?", "and the other one?"])
@pytest.mark.parametrize("asked", ["how many workers in the first one", "the first one, how many workers?"])
async def test_another_place_is_asked_what_was_asked_before(asked: str, then: str) -> None:
    told = (await talk(FERRIES, BOTH, asked, then))[-1]
    assert (keys(told), "310" in told.text) == ({LUND.key}, True), told.text


async def test_a_place_after_a_summary_is_summed_up() -> None:
    told = (await talk(FERRIES, BOTH, "summarise the first", "and the second?"))[-1]
    assert (told.kind, keys(told)) == ("summary", {LUND.key})


@pytest.mark.parametrize("back", ["and the first one again, how many workers", "the other one: how many workers?"])
async def test_the_earlier_of_two_papers_is_the_first_or_the_other(back: str) -> None:
    told = (await talk(FERRIES, "how many workers in Reed 2012", "and in Lund 2018?", back))[-1]
    assert (keys(told), "120" in told.text) == ({REED.key}, True), told.text


@pytest.mark.parametrize(
    "asked", ["shorter pls", "in one line", "in one sentence please", "too long, make it short"]
)
async def test_shorter_is_the_first_sentence_that_was_shown(asked: str) -> None:
    long, short = await talk(FERRIES, "sleep of workers on ferries", asked)
    assert len(long.quotes) > 1
    assert short.quotes == (long.quotes[0].model_copy(update={"marks": short.quotes[0].marks}),)


@pytest.mark.parametrize("asked", ["cite 2", "cite #2", "and cite 2 please", "reference of 2"])
async def test_a_number_behind_cite_is_a_place_of_the_list(asked: str) -> None:
    first, told = await talk(FERRIES, "which papers are reviews", asked)
    assert (told.kind, told.keys) == ("record", (first.keys[1],)), told.text


@pytest.mark.parametrize(
    ("asked", "paper_", "says"),
    [
        ("which review has the most studies", MARSH.key, "41 studies"),
        ("which review included the fewest studies?", VOSS.key, "26 studies"),
        ("which of the reviews included more studies", MARSH.key, "41 studies"),
    ],
)
async def test_reviews_are_compared_by_the_studies_they_count(asked: str, paper_: str, says: str) -> None:
    (told,) = await talk(FERRIES, asked)
    assert (told.answered, keys(told)) == (True, {paper_}), told.text
    assert says in told.text


async def test_the_most_studies_of_a_list_are_those_of_its_reviews() -> None:
    told = (await talk(FERRIES, "which papers are reviews", "which has the most studies", "and the fewest?"))[-1]
    assert (keys(told), "2 of 2 papers" in told.text) == ({VOSS.key}, True), told.text


@pytest.mark.parametrize("asked", ["how many studies did they review", "how many studies were included"])
async def test_the_studies_of_a_review_are_no_papers_of_the_library(asked: str) -> None:
    told = (await talk(FERRIES, "what did Marsh 2020 find on rest", asked))[-1]
    assert (keys(told), "41 studies" in told.text) == ({MARSH.key}, True), told.text


@pytest.mark.parametrize("asked", ["which of the studies is a review", "which paper is a review?"])
async def test_which_paper_is_a_review_lists_the_reviews(asked: str) -> None:
    (told,) = await talk(FERRIES, asked)
    assert (told.kind, {*told.keys}) == ("record", {MARSH.key, VOSS.key})


async def test_compared_to_an_author_is_both_side_by_side() -> None:
    told = (await talk(FERRIES, "what did Reed 2012 find on noise", "and compared to Lund?"))[-1]
    assert (told.kind, keys(told)) == ("comparison", {REED.key, LUND.key})


async def test_the_next_paper_by_an_author_is_none_that_was_shown() -> None:
    told = (await talk(FERRIES, "how many workers in Reed 2012", "next paper by the same author"))[-1]
    assert (told.keys, "No paper other than that one" in told.text) == ((), True), told.text


async def test_who_is_new_here_is_told_what_there_is() -> None:
    (told,) = await talk(FERRIES, "Hi there, I'm new, what's in here?")
    assert (told.kind, "4 papers" in told.text) == ("help", True)


@pytest.mark.parametrize(
    ("asked", "found"), [("papers in PLOS", True), ("any plos papers?", True), ("papers of plos", False)]
)
async def test_the_first_of_two_words_may_stand_for_a_journal(asked: str, found: bool) -> None:
    shelf = over(REED.model_copy(update={"journal": "PLOS One"}), LUND.model_copy(update={"journal": "Sea Work"}))
    (told,) = await talk(shelf, asked)
    assert (told.keys == (REED.key,)) == found, told.text


async def test_a_number_behind_open_is_a_place_of_the_list() -> None:
    first, told = await talk(FERRIES, "which papers are reviews", "open 2")
    assert (told.kind, keys(told)) == ("summary", {first.keys[1]})


async def test_when_after_where_is_when_it_was_done() -> None:
    done = "Cooks in Oslo were asked from May 2011 to June 2012. They peeled 4 kg a day."
    cooks = over(paper("Alm", "Peeling by cooks", done), REED, LUND)
    told = (await talk(cooks, "Alm 2020", "where was it done", "when"))[-1]
    assert "May 2011" in told.text


async def test_other_papers_of_a_journal_leave_out_the_one_talked_about() -> None:
    shelf = over(*(one.model_copy(update={"journal": "Sea Work"}) for one in (REED, LUND)), MARSH)
    told = (await talk(shelf, "journal of Reed 2012", "other papers in Sea Work"))[-1]
    assert told.keys == (LUND.key,)


async def test_what_a_place_does_not_tell_is_told_by_no_other_paper_with_its_word() -> None:
    plain = paper("Alm", "Ropes of ferries", "Ropes were wet. Ropes broke in winter.", 2021)
    other = paper("Berg", "Anchors of ferries", "A second anchor was tried. It held for 90 days.", 2015)
    told = (await talk(over(LUND, plain, other), "papers from 2018 to 2021", "the second one: n?"))[-1]
    assert other.key not in keys(told), told.text
