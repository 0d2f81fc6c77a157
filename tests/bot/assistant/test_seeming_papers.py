"""Words that seem to name or to list papers, and do not: the verb "works", "one" as a number or behind a word that only weighs; and a time behind a question."""

from __future__ import annotations

import pytest

from bot.models import Context
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk

NETS = paper(
    "Aune",
    "Shade nets for hens",
    "Hens tire in heat. Shade nets lowered deaths from 9% to 4%. Nets cost 12 euros. At 8 weeks the hens were as heavy as before.",
)
FANS = paper(
    "Ferro",
    "Fans for hens in hot barns",
    "Fans move air. Fans did not lower deaths. Fans cost 300 euros in one barn.",
    2018,
)
BOWLS = paper("Vik", "The best bowls for ducks", "Ducks spill water. Deep bowls saved a third of it.", 2021)
COOP = (NETS, FANS, BOWLS)


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("shade nets work?", "Aune"),
        ("shade nets works?", "Aune"),
        ("nets works too?", "Aune"),
        ("deep bowls works?", "Vik"),
    ],
)
async def test_what_works_is_asked_of_the_abstracts(question: str, key: str) -> None:
    answer = await over(*COOP).ask(question, Context())
    assert answer.kind == "content", answer.text
    assert answer.quotes[0].key == key


@pytest.mark.parametrize(
    "question", ["vik works", "newest works?", "list the works", "other works?", "works by vik"]
)
async def test_works_of_somebody_are_papers(question: str) -> None:
    assert (await over(*COOP).ask(question, Context())).kind == "record"


@pytest.mark.parametrize("question", ["what works?", "what works best?"])
async def test_what_works_alone_lists_no_papers(question: str) -> None:
    assert (await over(*COOP).ask(question, Context())).outcome is Outcome.HELP


@pytest.mark.parametrize(
    "question", ["anything else that works then", "without nets, only fans, works also?", "does it still works"]
)
async def test_what_works_after_an_answer_lists_no_papers(question: str) -> None:
    *_, answer = await talk(over(*COOP), "do shade nets lower deaths of hens", question)
    assert answer.kind != "record", answer.text


@pytest.mark.parametrize("question", ["best one", "the best one?", "which is the cheapest one", "a cheaper one?"])
async def test_a_word_that_only_weighs_names_no_paper(question: str) -> None:
    *_, answer = await talk(over(*COOP), "do shade nets lower deaths of hens", question)
    assert answer.kind == "content", answer.text
    assert {quote.key for quote in answer.quotes} <= {"Aune"}


async def test_one_with_a_word_of_a_title_is_a_paper() -> None:
    *_, answer = await talk(over(*COOP), "do shade nets lower deaths of hens", "the duck one?")
    assert answer.keys == ("Vik",)


async def test_one_is_a_number() -> None:
    *_, answer = await talk(over(*COOP), "do shade nets lower deaths of hens", "and heads only, one time?")
    assert answer.kind == "content", answer.text


@pytest.mark.parametrize(
    "question", ["is there one about ducks", "any ones about ducks instead?", "do you have one on ducks"]
)
async def test_one_about_something_is_a_paper(question: str) -> None:
    *_, answer = await talk(over(*COOP), "do shade nets lower deaths of hens", question)
    assert (answer.kind, answer.keys) == ("record", ("Vik",)), answer.text


@pytest.mark.parametrize("time", ["8 weeks", "8wks", "at 8 weeks?", "after 8 wks."])
def test_a_time_behind_a_question_is_part_of_it(time: str) -> None:
    assert over(*COOP).questions(f"are hens under nets as heavy? {time}") == (
        f"are hens under nets as heavy? {time}",
    )


def test_a_question_behind_a_question_is_its_own() -> None:
    assert len(over(*COOP).questions("are hens under nets as heavy? how heavy at 8 weeks?")) == 2


async def test_lost_to_fu_is_about_no_tofu() -> None:
    *_, answer = await talk(over(*COOP), "do shade nets lower deaths of hens", "lost to fu")
    assert "tofu" not in answer.text


async def test_when_results_are_due_is_no_date_of_publication() -> None:
    *_, answer = await talk(over(*COOP), "do shade nets lower deaths of hens", "when results")
    assert "was published" not in answer.text


async def test_it_after_a_list_is_asked_of_what_was_listed() -> None:
    *_, answer = await talk(over(*COOP), "papers about deaths of hens", "did it work")
    assert answer.quotes, answer.text
    assert {quote.key for quote in answer.quotes} <= {"Aune", "Ferro"}


async def test_who_got_most_out_of_it_lists_no_papers() -> None:
    *_, answer = await talk(
        over(*COOP), "do shade nets lower deaths of hens", "and in Ferro 2018, who got most out of it?"
    )
    assert answer.kind != "record", answer.text


async def test_how_many_after_a_record_of_one_paper_counts_no_papers() -> None:
    counted = paper("Moe", "Perches for turkeys", "We followed 60 flocks. Perches helped.", 2017)
    *_, answer = await talk(over(*COOP, counted), "who wrote about perches", "when", "how many?")
    assert [quote.text for quote in answer.quotes] == ["We followed 60 flocks."], answer.text


@pytest.mark.parametrize(
    "question",
    ["wasn't there one about ducks?", "isnt there a paper on ducks", "don't you have anything on ducks"],
)
async def test_a_question_that_expects_a_yes_denies_nothing(question: str) -> None:
    answer = await over(*COOP).ask(question, Context())
    assert (answer.kind, answer.keys) == ("record", ("Vik",)), answer.text


async def test_who_works_where_lists_no_papers() -> None:
    *_, answer = await talk(over(*COOP), "do shade nets lower deaths of hens", "who works where")
    assert answer.kind != "record", answer.text


@pytest.mark.parametrize("question", ["n studies", "studies n", "and n of studies?"])
async def test_n_of_something_is_how_many(question: str) -> None:
    said = "We searched for studies of perches and included 14."
    review = paper("Moe", "Perches for turkeys: a systematic review", f"{said} Perches helped turkeys.", 2017)
    *_, answer = await talk(over(*COOP, review), "do perches help turkeys", question)
    assert [quote.text for quote in answer.quotes] == [said], answer.text


@pytest.mark.parametrize(
    ("title", "told"),
    [("Misting of hens: protocol of a trial", "May 2021"), ("Misting of hens", "was published in 2019")],
)
async def test_when_after_a_protocol_is_when_it_is_done(title: str, told: str) -> None:
    plan = paper(
        "Moe", title, "We will mist 90 barns. Barns will be recruited from May 2021. Deaths are counted.", 2019
    )
    *_, answer = await talk(over(*COOP, plan), "summarise the misting paper", "when?")
    assert told in answer.text
