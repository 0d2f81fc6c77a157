"""Who was studied: the most, the fewest, all together, those of one paper, and where; in the abstracts' sentences."""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant
from bot.models import Answer, Context
from corpus.models import Paper
from index.models import Outcome
from tests.bot.assistant.conversations import NINE, PARK, over, paper

BAKERS = over(
    paper(
        "Rye",
        "Rye bread and sleep: a randomised trial",
        "We randomised 240 workers to rye or wheat bread. Sleep improved.",
    ),
    paper(
        "Oat",
        "Oats and cough",
        "A total of 1,012 patients were included. Cough was rarer with oats.",
        2021,
    ),
    paper("Bun", "Buns in wards", "We enrolled 38 patients who ate buns. Nobody complained.", 2022),
    paper(
        "Pie",
        "Pies reviewed: a systematic review",
        "We searched PubMed and included 17 studies. Pies are warm.",
    ),
    paper(
        "Two",
        "Two kinds of toast",
        "We compared 20 patients with white toast to 25 patients with brown toast.",
    ),
    paper("Jam", "On jam", "Jam is sweet. This letter asks for less of it."),
)


WEAVERS = over(
    paper(
        "Loom",
        "LOOMY: felted looms in towns, a randomised trial",
        "We randomised 118 weavers to a felted loom or a bare one. Six slept late.",
    ),
    paper("Bell", "Bells of towns", "We asked 40 people of the towns. Bells woke 31 people."),
)


async def ask(question: str, assistant: Assistant = BAKERS) -> Answer:
    return await assistant.ask(question, Context())


@pytest.mark.parametrize(
    ("question", "key", "number"),
    [
        ("what is the biggest study here?", "Oat", "1,012"),
        ("which paper has the most patients", "Oat", "1,012"),
        ("which study enrolled the fewest patients", "Bun", "38"),
        ("smallest sample", "Bun", "38"),
        ("largest sample size of 2022", "Bun", "38"),
        ("which trial was the largest?", "Rye", "240"),
        ("which paper is the biggest", "Oat", "1,012"),
        ("which of these studies was the largest?", "Oat", "1,012"),
        ("largest study on cough", "Oat", "1,012"),
        ("which has the most patients", "Oat", "1,012"),
        ("who enrolled the fewest patients?", "Bun", "38"),
    ],
)
async def test_the_study_at_an_end_stands_below_its_number(question: str, key: str, number: str) -> None:
    reply = await ask(question)
    assert (reply.outcome, reply.keys) == (Outcome.ANSWERED, (key,))
    assert f"▸ {number}" in reply.text
    assert number in reply.quotes[0].text


@pytest.mark.parametrize(
    "question",
    [
        "how many patients were there in all the papers together?",
        "how many patients in all?",
        "how many patients in total",
        "total number of participants over all papers",
    ],
)
async def test_all_together_are_the_numbers_that_each_prints_and_no_sum(question: str) -> None:
    reply = await ask(question)
    assert [quote.key for quote in reply.quotes] == ["Rye", "Oat", "Bun", "Pie", "Two"]
    for printed in ("▸ 240 workers", "▸ 1,012 patients", "▸ 38 patients", "▸ 17 studies", "▸ 20 patients"):
        assert printed in reply.text
    assert "not added up" in reply.text
    assert "1,050" not in reply.text
    assert "Jam" in reply.text.rpartition("No number studied found in 1 abstract")[2]


HIVES = over(
    paper("Wax", "Wax in winter", "We inspected 120 colonies in two winters. Few were lost."),
    paper("Bee", "Bees and lime", "We followed 18,920 colonies of beekeepers. Losses fell."),
    paper("Hum", "Syrup and warmth", "Colonies given warm syrup ate more. HMF rose in syrup over weeks."),
    paper("Zum", "Gardens for bees", "We surveyed 90 gardens. Bees came to most of them."),
)


async def test_of_other_things_only_these_are_told() -> None:
    reply = await ask("total number of colonies over all papers", HIVES)
    assert [quote.key for quote in reply.quotes] == ["Wax", "Bee"]
    assert "▸ 18,920 colonies" in reply.text


async def test_the_largest_may_have_studied_anything() -> None:
    reply = await ask("the largest study?", HIVES)
    assert (reply.outcome, reply.keys) == (Outcome.ANSWERED, ("Bee",))


async def test_in_all_is_of_the_paper_just_talked_about() -> None:
    first = await ask("sample size of the bun paper")
    reply = await BAKERS.ask("how many patients in total?", Context(previous=first.turn))
    assert [quote.key for quote in reply.quotes] == ["Bun"]


async def test_what_no_abstract_states_is_said() -> None:
    reply = await ask("which paper has the most patients from 2020?")
    assert (reply.outcome, reply.quotes) == (Outcome.NOTHING, ())
    assert "I found no single total in any abstract" in reply.text


@pytest.mark.parametrize(
    "question",
    ["did most patients in the trial improve?", "what did the largest effect come from?", "which was cited most?"],
)
async def test_other_ends_are_none_of_it(question: str) -> None:
    assert (await ask(question)).kind != "table"


async def test_of_the_shipped_library() -> None:
    assert (await ask("which study has the most patients?", NINE)).keys == (PARK,)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("sample size of the bun paper", "We enrolled 38 patients who ate buns."),
        ("what were the sample sizes of the Oat paper", "A total of 1,012 patients were included."),
    ],
)
async def test_the_sample_size_of_one_paper_is_told_in_its_sentence(question: str, said: str) -> None:
    reply = await ask(question)
    assert reply.outcome is Outcome.ANSWERED
    assert [quote.text for quote in reply.quotes] == [said]


async def test_a_sample_size_that_is_not_stated_is_called_so() -> None:
    reply = await ask("sample size of the jam paper")
    assert reply.outcome is Outcome.NOTHING
    assert "The abstract of Jam 2020 gives no number of those studied." in reply.text


@pytest.mark.parametrize(
    "question", ["how many men were in the bun study", "how many women ate oats in the cough paper"]
)
async def test_all_patients_are_no_answer_to_how_many_of_a_group(question: str) -> None:
    assert (await ask(question)).outcome is not Outcome.ANSWERED


async def test_a_share_of_a_group_tells_how_many_did_it_and_not_how_many_there_are() -> None:
    said = "We surveyed 6,214 pupils in Accra. 39% of the girls and 31% of the boys read for pleasure."
    pupils = over(paper("Ama", "Reading for pleasure", said))
    assert "39% of the girls" in (await ask("how many girls read for pleasure", pupils)).quotes[0].text
    for counted in ("how many girls", "how many girls were surveyed on reading"):
        told = await ask(counted, pupils)
        assert not (told.outcome is Outcome.ANSWERED and told.sure), counted
    assert (await ask("how many pupils were surveyed on reading", pupils)).outcome is Outcome.ANSWERED


@pytest.mark.parametrize("question", ["which country was the bun study done in", "where was the oat study done"])
async def test_a_country_is_told_from_the_abstract_or_called_missing(question: str) -> None:
    reply = await ask(question)
    assert reply.outcome is Outcome.NOTHING
    assert "names no country, and records give none" in reply.text
    said = "Rice was steamed in 12 canteens in Osaka, Japan. Guests were content."
    rice = over(paper("Sho", "Steamed rice", said), paper("Ren", "Noodles", "Noodles are long."))
    told = await ask(question.replace("bun", "rice").replace("oat", "rice"), rice)
    assert [quote.text for quote in told.quotes] == ["Rice was steamed in 12 canteens in Osaka, Japan."]


MILLS = over(
    paper(
        "Spelt",
        "Spelt and thirst: a controlled trial",
        "We randomised 70 patients to spelt and 80 patients to wheat. Thirst was alike.",
    ),
    paper("Rice", "Rice and rest", "A total of 96 patients were included. Rest was longer with rice.", 2021),
)


@pytest.mark.parametrize(
    "question",
    [
        "how many patients in total in the spelt trial",
        "what is the total number of patients in the spelt trial",
        "how many people took part in the spelt trial altogether",
    ],
)
async def test_of_groups_alone_no_total_is_told(question: str) -> None:
    answer = await ask(question, MILLS)
    assert "no total" in answer.text
    assert [quote.key for quote in answer.quotes] == ["Spelt"]
    after = await MILLS.ask("how many in total", Context(previous=answer.turn))
    assert "no total" in after.text or "Spelt" in after.keys


async def test_a_total_that_is_stated_is_told() -> None:
    answer = await ask("how many patients in total in the rice study", MILLS)
    assert "no total" not in answer.text
    assert "96" in answer.text


@pytest.mark.parametrize(
    "question",
    ["how many patients in each?", "how many participants in each paper?", "how many were studied in each"],
)
async def test_how_many_in_each_are_the_numbers_of_every_paper(question: str) -> None:
    reply = await ask(question)
    assert [quote.key for quote in reply.quotes] == ["Rye", "Oat", "Bun", "Pie", "Two"]
    assert "▸ 20 patients · 25 patients" in reply.text
    assert "Jam" in reply.text.rpartition("No number studied found in 1 abstract")[2]


async def test_in_each_after_a_list_is_of_its_papers() -> None:
    listed = await ask("list the papers from 2022 or 2021")
    reply = await BAKERS.ask("how many patients in each?", Context(previous=listed.turn))
    assert {quote.key for quote in reply.quotes} == {"Oat", "Bun"}


@pytest.mark.parametrize("question", ["how many in each arm?", "how many patients in each?", "group sizes"])
async def test_in_each_after_one_paper_is_of_its_groups(question: str) -> None:
    first = await NINE.ask("who wrote 10.3390/cancers15235518", Context())
    reply = await NINE.ask(question, Context(previous=first.turn))
    assert set(reply.keys) == {"10.3390/cancers15235518"}
    assert "▸ 20 · 69" in reply.text
    assert "▸ 19 · 19" in reply.text


async def test_in_each_after_a_paper_without_groups_is_of_all_papers() -> None:
    first = await ask("sample size of the bun paper")
    reply = await BAKERS.ask("how many patients in each?", Context(previous=first.turn))
    assert [quote.key for quote in reply.quotes] == ["Rye", "Oat", "Bun", "Pie", "Two"]


async def test_what_comes_after_something_is_out_is_no_question_of_dates() -> None:
    """ "Out" and "after" stand in what is asked of the abstracts, too; no paper is called by its other words."""
    wards = over(
        Paper(source_id="a", title="Ibuprofen and stitches", abstract="Few children bled. Stitches held."),
        Paper(
            source_id="b",
            title="Drains or none",
            abstract="The drains came out on day two. Pain fell.",
        ),
    )
    for question in ("bled after drains came out", "ibuprofen children bled after the day drains out"):
        reply = await wards.ask(question, Context())
        assert reply.kind == "content", reply.text


@pytest.mark.parametrize(
    "question", ["n?", "and n", "N=?", "planned n", "total n?", "sample size?", "what is the n?"]
)
async def test_n_is_the_number_studied_of_the_paper_talked_about(question: str) -> None:
    first = await NINE.ask(f"who wrote {PARK}", Context())
    reply = await NINE.ask(question, Context(previous=first.turn))
    assert (reply.outcome, reply.keys, reply.read_with) == (Outcome.ANSWERED, (PARK,), first.turn)
    assert "469 patients" in reply.quotes[0].text


@pytest.mark.parametrize("who", ["workers", "students"])
async def test_in_each_is_asked_of_whoever_may_be_counted(who: str) -> None:
    listed = await ask("list the papers")
    reply = await BAKERS.ask(f"how many {who} in each?", Context(previous=listed.turn))
    assert (reply.kind, len(reply.keys)) == ("table", 5)


@pytest.mark.parametrize(
    "question",
    [
        "how many people in LOOMY",
        "number of participants in LOOMY?",
        "how many people took part in the LOOMY trial",
        "and how many patients were in loomy",
    ],
)
async def test_those_in_a_study_are_counted_whatever_its_abstract_calls_them(question: str) -> None:
    reply = await ask(question, WEAVERS)
    assert [quote.text for quote in reply.quotes] == ["We randomised 118 weavers to a felted loom or a bare one."]
    assert (reply.outcome, reply.sure) == (Outcome.ANSWERED, True)


@pytest.mark.parametrize("question", ["how many people in LOOMY snored", "how many people were woken"])
async def test_those_who_did_something_are_not_all_of_a_study(question: str) -> None:
    reply = await ask(question, WEAVERS)
    assert not (reply.answered and reply.sure and "118" in reply.text)
