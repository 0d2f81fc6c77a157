"""The longest or shortest follow-up is told by the abstracts that state one; those that state none are named."""

from __future__ import annotations

import pytest

from bot.models import Context
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk

KNEES = over(
    paper("Aune", "Knees of skiers", "We asked 40 skiers. Median follow-up was 18 months. Pain fell."),
    paper(
        "Berg", "Knees of nuns: a cohort", "We saw 90 nuns. Participants were followed for 12 years. Pain rose."
    ),
    paper("Cruz", "Knees of cyclists", "We taped 30 knees. The mean follow-up was 26 weeks."),
    paper("Dahl", "Knees and rain", "Rain did not matter. Surgery took 2 hours."),
)


@pytest.mark.parametrize(
    ("question", "key", "said"),
    [
        ("longest follow up?", "Berg", "12 years"),
        ("which study had the longest follow-up", "Berg", "12 years"),
        ("which study followed people the longest", "Berg", "12 years"),
        ("which of these followed people longest?", "Berg", "12 years"),
        ("which of the studies ran longest", "Berg", "12 years"),
        ("what is the longest follow-up time", "Berg", "12 years"),
        ("shortest follow-up", "Cruz", "26 weeks"),
        ("and which trial followed patients for the shortest?", "Cruz", "26 weeks"),
    ],
)
async def test_the_end_asked_for_is_told_with_its_sentence(question: str, key: str, said: str) -> None:
    answer = await KNEES.ask(question, Context())
    assert (answer.outcome, answer.keys) == (Outcome.ANSWERED, (key,)), answer.text
    assert f"▸ {said}" in answer.text
    assert "among 3 of 4 papers whose abstracts state one:" in answer.text
    assert "None found in 1 abstract: Dahl 2020." in answer.text


@pytest.mark.parametrize(
    "question", ["does the longest follow-up mean more pain", "was pain worse with the shortest follow-up?"]
)
async def test_what_came_of_a_long_follow_up_is_a_question_of_content(question: str) -> None:
    assert (await KNEES.ask(question, Context())).kind == "content"


@pytest.mark.parametrize(("end", "said"), [("longest", "40 months"), ("shortest", "18 months")])
async def test_of_one_paper_that_states_two_the_end_asked_for_is_told(end: str, said: str) -> None:
    skiers = "We asked 40 skiers. Median follow-up was 18 months. Mean follow-up was 40 months with tape."
    answer = await over(paper("Aune", "Knees of skiers", skiers)).ask(f"{end} follow-up", Context())
    assert f"The {end} follow-up among 1 of 1 paper" in answer.text
    assert (f"▸ {said}" in answer.text, len(answer.quotes)) == (True, 1)


async def test_what_is_asked_next_is_asked_of_the_study_told() -> None:
    """ "How many were there" would be asked of all papers."""
    _, answer = await talk(KNEES, "shortest follow-up", "how many knees")
    assert [quote.text for quote in answer.quotes] == ["We taped 30 knees."]
    first, _ = await talk(KNEES, "longest follow-up", "how many did they see")
    assert first.turn is not None
    assert first.turn.listed == ("Berg",)


async def test_of_a_topic_only_its_papers_are_weighed() -> None:
    answer = await KNEES.ask("longest follow-up in skiers", Context())
    assert answer.keys == ("Aune",), answer.text


async def test_where_no_abstract_states_one_that_is_said() -> None:
    answer = await over(paper("Dahl", "Knees and rain", "Rain did not matter.")).ask(
        "longest follow-up", Context()
    )
    assert answer.outcome is Outcome.NOTHING
    assert "I found no length of follow-up in any abstract of 1 paper." in answer.text


GARDENS = over(
    paper(
        "Eide", "Mulch in gardens", "We spread mulch on 30 beds. Weeds were counted 2, 6 and 10 weeks after that."
    ),
    paper(
        "Foss",
        "Compost: a ten-month trial",
        "We measured soil in 12 beds of people over 60 years for ten months. Worms doubled.",
    ),
    paper("Gran", "Hedges of towns", "Nests in 40 hedges were recorded from 2009 to 2017. Nests fell by half."),
    paper("Hoel", "Watering: a review", "In 19 studies beds were watered for twelve years. Water helped."),
    paper("Ihle", "Bees and lawns", "Lawns were mown. Two in five owners wanted to move within 30 years."),
)


@pytest.mark.parametrize(
    ("question", "key", "said"),
    [
        ("longest follow-up", "Foss", "ten months"),
        ("shortest follow up?", "Eide", "2, 6 and 10 weeks"),
        ("which study lasted longest", "Gran", "from 2009 to 2017"),
        ("longest study", "Gran", "from 2009 to 2017"),
        ("longest running one", "Gran", "from 2009 to 2017"),
        ("what is the longest running trial?", None, ""),
        ("which study ran for the shortest time", "Eide", "2, 6 and 10 weeks"),
    ],
)
async def test_where_no_follow_up_is_named_the_times_that_the_study_took_are_told(
    question: str, key: str | None, said: str
) -> None:
    answer = await GARDENS.ask(question, Context())
    assert answer.kind == "table", answer.text
    assert key is None or answer.keys == (key,), answer.text
    assert f"▸ {said}" in answer.text


async def test_the_longest_study_is_the_longest_to_read_where_the_records_give_pages() -> None:
    long = paper("Jahr", "Ponds", "Ponds were measured for 2 years.").model_copy(update={"pages": 30})
    answer = await over(long, paper("Kind", "Wells", "Wells were dug.")).ask("longest study", Context())
    assert answer.kind == "record"
    assert "30 pages" in answer.text


@pytest.mark.parametrize(
    ("asked", "key"),
    [("longest study", "Hay"), ("which study ran the longest time", "Hay"), ("shortest study", "Silt")],
)
async def test_a_time_told_by_seasons_or_beside_a_change_is_how_long_a_study_took(asked: str, key: str) -> None:
    meadows = over(
        paper(
            "Hay", "Hay and orchids", "Meadows were mown late. Orchids fell from 40 to 9 per plot in thirty years."
        ),
        paper("Moss", "Moss on roofs", "Roofs were planted. After ten growing seasons moss covered 71% of them."),
        paper("Silt", "Silt in ponds", "Ponds were followed for six months. Silt rose by 2 cm."),
    )
    answer = await meadows.ask(asked, Context())
    assert (answer.outcome, answer.keys) == (Outcome.ANSWERED, (key,)), answer.text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("We compared tape with rest in a crossover trial of 8 weeks.", "8 weeks"),
        ("This was a cohort study lasting two years.", "two years"),
        ("This was a study of 9 month old calves.", ""),
        ("We held a trial of 8 weeks' rest.", ""),
    ],
)
async def test_how_long_a_study_was_may_stand_behind_its_name(said: str, told: str) -> None:
    answer = await over(paper("Ek", "Knees of climbers", f"{said} Pain fell.")).ask("longest study", Context())
    assert (f"▸ {told}" in answer.text) if told else ("▸" not in answer.text), answer.text
