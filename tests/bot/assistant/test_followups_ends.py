"""“And the oldest?”, “the next one”: the other end of what was asked for, and the place beside it; and what is asked of a list longer than shown."""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant
from bot.models import Answer, Context
from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import KANG, NINE, PARK, over, paper, talk
from tests.bot.assistant.gardens import HEDGES, replies


@pytest.mark.parametrize(
    ("before", "said", "key"),
    [
        ("which is the longest title", "the other end?", "10.3390/cancers16040748"),
        ("which study had the most patients", "and the smallest?", "10.3390/cancers16040748"),
        ("which study had the fewest patients", "and the most?", PARK),
    ],
)
async def test_the_other_end_is_asked_for_in_a_few_words(before: str, said: str, key: str) -> None:
    first, other = await talk(NINE, before, said)
    assert key in other.keys
    assert not {*first.keys} & {*other.keys}


async def test_the_smallest_after_the_most_is_the_least() -> None:
    _, least = await talk(NINE, "most cited paper", "and the smallest?")
    cited = {key: paper.cited_by for key, paper in NINE.papers.items() if paper.cited_by is not None}
    assert {*least.keys} == {key for key, times in cited.items() if times == min(cited.values())}


async def test_the_next_of_the_authors_is_asked_for_by_its_place() -> None:
    last, before, second = await talk(
        NINE, "who comes last among the authors of Kang 2023", "and the one before last?", "and the second?"
    )
    names = [author.name for author in NINE.papers[KANG].authors]
    assert names[-1] in last.text
    assert f"is {names[-2]}." in before.text
    assert f"is {names[1]}." in second.text


@pytest.mark.parametrize(
    ("first", "turned"),
    [
        ("most cited paper", "the opposite"),
        ("longest paper", "the other way round"),
        ("longest paper by Kang or Rades", "the opposite"),
        ("longest paper on radiotherapy", "the opposite"),
        ("Which study had the most patients?", "the opposite"),
    ],
)
async def test_the_other_end_of_the_other_end_is_the_first_again(first: str, turned: str) -> None:
    most, least, again, last = await talk(NINE, first, turned, turned, turned)
    assert set(most.keys) != set(least.keys)
    assert told(again) == told(most)
    assert told(last) == told(least)


async def test_the_other_end_stays_within_the_list_that_the_first_was_of() -> None:
    listed, most, least, again = await talk(
        NINE, "list the reviews", "the longest of them", "the opposite", "the opposite"
    )
    assert {*most.keys, *least.keys} <= {*listed.keys}
    assert again.keys == most.keys != least.keys
    ties, longest, shortest = await talk(NINE, "least cited paper", "the longest of them", "the opposite")
    assert {*longest.keys, *shortest.keys} <= {*ties.keys}


async def test_the_bottom_one_of_the_top_three_is_the_last_of_these() -> None:
    listed, bottom = await talk(NINE, "top 3 most cited papers", "the bottom one")
    assert bottom.keys[0] == listed.keys[-1]
    _, least = await talk(NINE, "top 3 most cited papers", "the opposite")
    assert not {*least.keys} & {*listed.keys}


async def test_an_end_named_after_its_other_end_is_that_end() -> None:
    most, least, again, same = await talk(
        NINE, "Which study had the most patients?", "and the smallest", "and the largest", "the largest"
    )
    assert most.keys != least.keys
    assert told(again) == told(same) == told(most)


async def test_the_end_of_a_question_in_shorthand_is_turned_too() -> None:
    plain, short = "Which study had the most patients?", "which study had the most pts"
    assert told((await talk(NINE, short, "and the smallest"))[1]) == told(
        (await talk(NINE, plain, "and the smallest"))[1]
    )


def told(answer: Answer) -> tuple[object, ...]:
    """What an answer tells, without the words it was asked in."""
    return answer.kind, answer.outcome, answer.keys, answer.text.partition("\n\n")[2]


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        (("who is the last author of Park 2024", "and the second", "and the one before that"), "first author of"),
        (("who is the third author of Park 2024", "and the one before that", "and the author before that"), "Se-Jun Park"),
        (("who is the last author of Groszman 2024", "and the one before that"), "Anthony Bozzo"),
        (("who is the last author of Groszman 2024", "and the one before that", "and the one before that"), "Nawaf Alamiri"),
        (("who is the last author of Groszman 2024", "and the first", "and the one before that"), "Nobody comes before Lilly Groszman"),
        (("who is the last author of Groszman 2024", *["and the one before that"] * 4), "Jonathan A. Hubermann"),
        (("who is the last author of Groszman 2024", *["and the one before that"] * 6), "does not give the seventh-to-last author"),
    ],
)  # fmt: skip
async def test_the_one_before_that_is_the_author_before_the_one_told(turns: tuple[str, ...], says: str) -> None:
    assert says in (await talk(NINE, *turns))[-1].text


async def test_the_next_goes_on_to_the_last_and_says_where_there_is_none() -> None:
    turns = ("what is the newest paper", *["and the next?"] * 8)
    told = await talk(NINE, *turns, "and the next?")
    assert "The seventh newest of" in told[6].text
    assert "The ninth newest of" in told[8].text
    assert len({key for one in told for key in one.keys}) == 9
    beyond = told[-1]
    assert beyond.outcome is Outcome.NOTHING
    assert "None of these papers takes the tenth place" in beyond.text


@pytest.mark.parametrize(
    "turns", [("what is the newest", "and the sixth newest?"), ("what is the sixth newest paper",)]
)
async def test_a_rank_of_any_size_is_told(turns: tuple[str, ...]) -> None:
    assert "The sixth newest of" in (await talk(NINE, *turns))[-1].text


@pytest.mark.parametrize("rank", ["fourth", "seventh"])
async def test_a_place_that_nobody_takes_is_no_silence_of_the_records(rank: str) -> None:
    (reply,) = await talk(NINE, f"what is the {rank} most cited paper")
    assert f"None of these papers takes the {rank} place" in reply.text
    assert "do not give" not in reply.text


def _many(number: int) -> Assistant:
    """The assistant over so many papers, each older and with more authors than the one before it."""

    def one(at: int) -> Paper:
        title = f"{chr(ord('Z') - at)} turbines in winter"
        plain = paper(f"Wind{at}", title, f"We tested {at + 20} turbines.", 2024 - at // 2)
        return plain.model_copy(update={"authors": tuple(Author(name=f"Ada B{n}") for n in range(at + 1))})

    return over(*map(one, range(number)))


@pytest.mark.parametrize(
    ("then", "told"),
    [
        ("sort them by title", "12 papers"),
        ("sort them by number of authors", "12 authors"),
        ("how many are those", "12 papers"),
        ("which of these has the most authors", "12 authors"),
        ("which of them is the oldest", "2019"),
        ("which of them are from 2019", "2 papers"),
        ("only those from 2019", "2 papers"),
    ],
)
async def test_what_follows_a_list_is_asked_of_those_it_had_no_room_for_too(then: str, told: str) -> None:
    listed, after = await talk(_many(12), "list all papers", then)
    assert len(listed.keys) == 10
    assert told in after.text.split("\n\n", 1)[1]


async def test_a_part_of_the_library_that_is_longer_than_its_list_stays_that_part() -> None:
    *_, ordered, most, fewest, rest = await talk(
        _many(18),
        "papers since 2018",
        "sort them by title",
        "which of these has the most authors",
        "and the fewest?",
        "and the rest?",
    )
    assert "13 papers" not in ordered.text
    assert "14 papers" in ordered.text
    assert most.keys == ("Wind13",)
    assert fewest.keys == ("Wind0",)
    assert len(rest.keys) == 10
    _, _, rest, again = await talk(
        _many(26), "papers since 2013", "sort them by title", "and the rest?", "and the rest?"
    )
    assert (len(rest.keys), len(again.keys)) == (10, 4)


async def test_a_paper_past_those_shown_leaves_the_list_as_it_is() -> None:
    *_, third, most = await talk(
        _many(12),
        "list all papers",
        "which of these has the most authors",
        "who wrote the third one",
        "which of them has the most authors",
    )
    assert third.keys == ("Wind2",)
    assert most.keys == ("Wind11",)


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("801-817", "17 pages (801-817)"),
        ("801–17", "17 pages (801–17)"),
        ("S9-S12", "4 pages (S9-S12)"),
        ("e101-e9", "9 pages (e101-e9)"),
        ("817-801", ""),
        ("801-817, 820", ""),
        ("801", ""),
        ("S9-T12", ""),
    ],
)
async def test_first_and_last_page_tell_how_many_pages_there_are(where: str, told: str) -> None:
    spread = paper("Span", "Wind heat", "We heated 14 towns.").model_copy(update={"page": where})
    short = paper("Short", "Sun heat", "We heated 3 towns.").model_copy(update={"page": "3-5"})
    both = over(spread, short)
    (answer,) = await talk(both, "how many pages has the wind heat paper")
    assert (told or "does not give the number of pages") in answer.text
    _, most = await talk(both, "list all papers", "which of these has the most pages")
    assert most.keys == (("Span",) if told and told[0] != "3" else ("Short",))


async def test_a_number_of_pages_on_record_goes_before_what_is_counted() -> None:
    one = paper("Span", "Wind heat", "We heated 14 towns.").model_copy(update={"page": "801-817", "pages": 12})
    (answer,) = await talk(over(one), "how many pages has the wind heat paper")
    assert "12 pages (801-817)" in answer.text


async def test_the_oldest_after_two_newest_is_that_of_all() -> None:
    newest, oldest = await replies("newest", "oldest")
    assert "The newest of the 3 papers here" in newest.text
    assert [*oldest.keys] == [HEDGES.key], oldest.text


@pytest.mark.parametrize(
    "asked", ["newest paper", "the newest paper?", "and the oldest study", "the biggest review"]
)
async def test_the_newest_paper_after_a_comparison_is_that_of_all(asked: str) -> None:
    alone = await NINE.ask(asked.removeprefix("and "), Context())
    _, after = await talk(NINE, "compare Kang and Park", asked)
    assert after.keys == alone.keys


@pytest.mark.parametrize("asked", ["the newer one", "the newest of these", "the larger study", "the biggest"])
async def test_one_of_the_two_compared_is_still_meant_where_it_is_said_so(asked: str) -> None:
    _, after = await talk(NINE, "compare Kang and Park", asked)
    assert {*after.keys} <= {KANG, PARK}
