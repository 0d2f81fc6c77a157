"""A word of records is none where it is part of what the papers are about, or of a time that a study counts."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, talk
from tests.bot.assistant.gardens import last


def _paper(number: int, title: str, by: str, abstract: str, year: int = 2020) -> Paper:
    author = Author(name=f"Ada {by}", family=by, given="Ada")
    made = {
        "title": title,
        "authors": (author,),
        "year": year,
        "abstract": abstract,
        "journal": "Barns",
        "page": "1-9",
    }
    return Paper.model_validate({"doi": f"10.5555/barn.{number}", **made})


PAPERS = (
    _paper(1, "Free range housing and tail length in piglets", "Moe",
           "We kept 80 piglets in free range housing or in pens. Tail length was 31 cm on free range and 24 cm in pens. At one year, 12 piglets limped. The straw cost 4 euros per piglet. We thank the Elm Trust for support."),
    _paper(2, "Slatted floors for calves", "Falk",
           "Sixty calves lay on slatted floors. Calves on slatted floors lay down less. The floors cost 900 euros. The farm paid for the floors from its savings.", 2021),
    _paper(3, "Light in hen houses", "Ruud",
           "Hens in 9 houses had light for 16 hours. Light raised laying by 8%. The work was funded by the Hen Board. The lamps were cheap.", 2019),
    _paper(4, "Dust masks for grooms", "Dahl", "Masks halved dust in the breath of 20 grooms. Grooms liked the masks.", 2018),
    _paper(5, "Water troughs of steers", "Berg", "Steers drank 40 litres a day from open troughs in four herds.", 2017),
)  # fmt: skip
BARNS = over(*PAPERS)


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("did the free range housing work", "10.5555/barn.1"),
        ("free range piglets", "10.5555/barn.1"),
        ("what about the free range one", "10.5555/barn.1"),
        ("tail length free range vs pens", "10.5555/barn.1"),
        ("what was the tail length in pens", "10.5555/barn.1"),
        ("what is the length of the tail", "10.5555/barn.1"),
        ("what did the floors cost", "10.5555/barn.2"),
        ("and the floors, what do they cost", "10.5555/barn.2"),
    ],
)
async def test_a_word_of_records_in_a_name_of_the_subject_asks_for_no_record(question: str, key: str) -> None:
    answer = await BARNS.ask(question, Context())
    assert (answer.kind, answer.keys[:1]) == ("content", (key,)), answer.text


@pytest.mark.parametrize(
    "question", ["is the Moe paper free?", "length of the Moe paper", "length of Moe 2020", "what is the length of the slatted floors paper", "how many pages has the free range paper", "pages of Falk 2021"]
)  # fmt: skip
async def test_of_a_paper_it_asks_for_its_record(question: str) -> None:
    answer = await BARNS.ask(question, Context())
    assert answer.kind == "record", answer.text


@pytest.mark.parametrize("question", ["and at a year?", "at one year?", "after a year?", "and after one year"])
async def test_a_time_that_a_study_counts_is_no_date(question: str) -> None:
    *_, answer = await talk(BARNS, "tail length of piglets on free range", question)
    assert "published" not in answer.text
    assert answer.quotes[0].text == "At one year, 12 piglets limped.", answer.text


@pytest.mark.parametrize(
    "question",
    ["2 year steers drink more than 3 year ones?", "calf 1 year lie more than 2?", "4 year steers"],
)
async def test_years_that_are_counted_are_no_date(question: str) -> None:
    answer = await BARNS.ask(question, Context())
    assert answer.kind == "content", answer.text


async def test_the_year_of_what_was_talked_about_is_its_date() -> None:
    *_, answer = await talk(BARNS, "tail length of piglets on free range", "which year?")
    assert "2020" in answer.text


@pytest.mark.parametrize(
    "question", ["how many in each group", "and how many in each arm?", "how many per group?"]
)
async def test_the_groups_of_a_study_are_none_of_papers(question: str) -> None:
    *_, answer = await talk(BARNS, "tail length of piglets on free range", question)
    assert answer.kind == "content"
    assert {quote.key for quote in answer.quotes} == {"10.5555/barn.1"}, answer.text


@pytest.mark.parametrize(
    "question",
    ["what do they cost", "costs?", "what are the costs", "is cost an issue", "any issue with the price"],
)
async def test_what_a_thing_costs_is_no_fee_of_a_journal(question: str) -> None:
    answer = await BARNS.ask(question, Context())
    assert "processing charge" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "what is the apc",
        "how much does it cost to publish",
        "what are the publication fees",
        "what does the issue cost",
    ],
)
async def test_what_publishing_costs_is_a_fee_of_a_journal(question: str) -> None:
    answer = await BARNS.ask(question, Context())
    assert "article processing charge cannot be told" in answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("who funded the free range study", "We thank the Elm Trust for support."),
        ("who paid for the free range housing", "We thank the Elm Trust for support."),
        ("who funded hen light", "The work was funded by the Hen Board."),
        ("who sponsored the light in henhouses", "The work was funded by the Hen Board."),
    ],
)
async def test_who_paid_is_told_where_the_paper_says_it(question: str, told: str) -> None:
    answer = await BARNS.ask(question, Context())
    assert (answer.outcome, [one.text for one in answer.quotes[:1]]) == (Outcome.ANSWERED, [told]), answer.text


async def test_who_paid_is_not_known_where_no_paper_says_it() -> None:
    answer = await BARNS.ask("who funded the dust masks study", Context())
    assert "do not give the funding" in answer.text


@pytest.mark.parametrize(
    "question",
    ["papers by country", "papers by design", "list papers by method", "are any papers under suspicion", "any problem with this paper",
     "papers under suspicion", "how many papers are under suspicion", "studies needing money"],
)  # fmt: skip
async def test_a_list_of_all_is_no_reply_to_what_is_not_understood(question: str) -> None:
    answer = await BARNS.ask(question, Context())
    assert "5 papers in this library" not in answer.text
    assert not set(answer.keys) >= {paper.key for paper in PAPERS}, answer.text


@pytest.mark.parametrize(
    "question", ["list all papers", "list the papers please", "what papers do you have?", "show me everything", "papers by year", "which papers are here"]
)  # fmt: skip
async def test_who_asks_for_all_gets_all(question: str) -> None:
    answer = await BARNS.ask(question, Context())
    assert "2018" in answer.text
    assert answer.outcome is Outcome.ANSWERED


@pytest.mark.parametrize(
    "question",
    ["papers by country", "papers by study design", "list papers by topic", "how many papers by method"],
)
async def test_what_no_record_gives_is_told_to_who_asks_for_papers_by_it(question: str) -> None:
    answer = await BARNS.ask(question, Context())
    assert (answer.outcome, answer.kind) == (Outcome.NOTHING, "record"), answer.text
    assert "Papers can be listed by year" in answer.text


@pytest.mark.parametrize(
    "question", ["which studies compare dust by setting", "how many papers compare dust by treatment"]
)
async def test_what_papers_compare_by_it_is_not_how_they_are_to_be_listed(question: str) -> None:
    answer = await BARNS.ask(question, Context())
    assert "Papers can be listed by year" not in answer.text


async def test_a_charge_is_a_fee_only_where_something_is_published() -> None:
    assert (await last("charge")).quotes[0].text == "Charging a pump took four hours."
    assert "article processing charge" in (await last("are there charges for authors")).text


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ("how much did SO2 fall", "Sulphur dioxide had fallen by a tenth."),
        ("did walkers learn paths", "Walkers had learnt the paths by heart."),
        ("which walker learns paths", "Walkers had learnt the paths by heart."),
    ],
)
async def test_formulas_and_other_forms_of_a_verb_are_found(asked: str, holds: str) -> None:
    assert (await last(asked)).quotes[0].text == holds
