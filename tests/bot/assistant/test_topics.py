"""Which papers a topic is about: also where it is denied, somebody's, or a single word."""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant
from bot.models import Context
from corpus.joining import builtin
from corpus.models import Paper
from index.models import Outcome
from tests.bot.assistant.conversations import KANG, NINE, PARK, TEAS, over, paper, talk
from tests.bot.assistant.teahouse import TEA
from tests.libraries import indexed


async def test_a_topic_is_denied_of_the_papers_of_somebody() -> None:
    theirs, others = (
        await TEAS.ask("papers by Okafor", Context()),
        await TEAS.ask("papers not about tea by Okafor", Context()),
    )
    assert theirs.keys
    assert set(others.keys) <= set(theirs.keys)


@pytest.mark.parametrize(
    "question", ["anything that isn't about tea", "anything that isnt about tea", "something which is not on tea"]
)
async def test_anything_that_is_not_about_a_topic_is_a_list(question: str) -> None:
    plain, asked = await TEAS.ask("papers not about tea", Context()), await TEAS.ask(question, Context())
    assert (asked.kind, set(asked.keys)) == ("record", set(plain.keys)), asked.text
    counted = await TEAS.ask("how many about tea", Context())
    assert counted.kind == "record"


async def test_non_before_a_name_is_part_of_it_and_denies_no_topic() -> None:
    texts = {
        "9001": "Resection of non-small cell carcinoma was followed for ten years.",
        "9002": "Small cell carcinoma was treated early.",
        "9003": "Knees were replaced in one hospital.",
    }
    papers = tuple(Paper(source_id=key, title=f"Series {key}", abstract=text) for key, text in texts.items())
    wards = Assistant(indexed(*papers))
    for question in ("which papers mention non-small cell carcinoma", "papers on non small cell carcinoma"):
        answer = await wards.ask(question, Context())
        assert answer.keys == ("9001",), answer.text


async def test_a_paper_that_is_called_so_is_meant_and_not_one_just_shown_that_says_the_word_too() -> None:
    shown, asked, wrote = await talk(
        NINE, "does kyphoplasty help with pain", "how many pts were in the TES study", "who wrote the TES paper"
    )
    assert KANG not in shown.keys
    assert len(shown.keys) > 1
    assert asked.quotes[0].key == KANG
    assert asked.read_with is None
    assert "Dong-Ho Kang" in wrote.text


async def test_a_topic_of_somebodys_other_papers_is_kept() -> None:
    *_, silva = await talk(NINE, "who wrote the TES versus SABR paper?", "did he write anything on instability?")
    assert silva.keys == (PARK,)


async def test_what_names_a_topic_in_its_title_comes_first_in_a_list() -> None:
    reply = await NINE.ask("is there anything about surgery?", Context())
    assert "Surgical" in next(paper.title for paper in builtin().papers if paper.key == reply.keys[0])


@pytest.mark.parametrize(
    "name",
    ["Kharbat", "the Langsten paper", "Kang 2023", "the Kang paper", "the KSST trial", "the leiomyogenic paper"],
)
@pytest.mark.parametrize(
    "asks",
    ["what does {} say?", "what does {} argue", "what does {} tell us", "what is {} about", "tell me about {}"],
)
async def test_a_question_that_only_names_a_paper_is_about_its_abstract(asks: str, name: str) -> None:
    asked = asks.format(name)
    reply = await NINE.ask(asked, Context())
    assert reply.outcome is not Outcome.NOTHING, reply.text
    assert reply.keys


async def test_what_a_named_paper_lacks_is_not_in_its_abstract() -> None:
    reply = await NINE.ask("what does Kharbat say about elephants", Context())
    assert "Not in the abstract of Kharbat" in reply.text


async def test_any_trials_lists_the_trials() -> None:
    (answer,) = await talk(TEAS, "any trials?")
    assert (answer.kind, answer.keys) == ("record", (TEA,))


@pytest.mark.parametrize(
    ("question", "first"),
    [("breast ca", "10.3390/cancers15245773"), ("BMI", "10.3390/cancers16020438"), ("EQD2", PARK)],
)
async def test_a_word_of_the_field_stands_alone(question: str, first: str) -> None:
    for before in ("sabr vs tes", "ablation guided by CT or MRI", "who wrote the RAMSES paper"):
        _, answer = await talk(NINE, before, question)
        assert answer.keys[0] == first, before
        assert answer.read_with is None


async def test_what_they_found_about_something_is_asked_of_whoever_wrote_of_it() -> None:
    (answer,) = await talk(TEAS, "what did they find about tremor?")
    assert answer.kind == "content"
    assert "Tremor was noted in three nurses." in answer.text


WEIRS = over(
    paper(
        "Weir", "Weirs by discharge", "Leaks were seen in 4% of high-volume weirs and in 9% of low-volume weirs."
    ),
    paper("Pond", "Ponds and newts", "Newts came to 12 of 40 ponds."),
)


@pytest.mark.parametrize(
    "asks",
    [
        "leaks low volume vs high volume",
        "low-volume versus high-volume weirs",
        "leaks, lower volume vs higher volume",
    ],
)
async def test_a_volume_that_is_high_or_low_is_none_of_a_journal(asks: str) -> None:
    reply = await WEIRS.ask(asks, Context())
    assert reply.keys == ("Weir",)
    assert "Leaks were seen in 4%" in reply.quotes[0].text


@pytest.mark.parametrize("asks", ["volume of the weirs paper", "in what volume was the weirs paper published"])
async def test_any_other_volume_is_the_journals(asks: str) -> None:
    assert "does not give the volume" in (await WEIRS.ask(asks, Context())).text


SEAS = over(
    paper("Ames", "Nests of gulls", "We counted 40 nests. Twelve gulls on antibiotics died."),
    paper("Boll", "Terns and gulls on shingle", "Terns left when gulls came."),
    paper("Cole", "Crabs in pools", "Crabs hid by day."),
)


@pytest.mark.parametrize("question", ["how many on gulls", "how many on gulls?", "and how many about gulls"])
async def test_how_many_on_a_topic_counts_papers(question: str) -> None:
    answer = await SEAS.ask(question, Context())
    assert (answer.kind, set(answer.keys)) == ("record", {"Ames", "Boll"}), answer.text


async def test_how_many_on_something_that_happened_counts_no_papers() -> None:
    assert (await SEAS.ask("how many on antibiotics died", Context())).kind == "content"
    _, answer = await talk(SEAS, "did gulls die in nests", "how many on antibiotics")
    assert answer.kind == "content"


SHORES = over(
    paper("Ames", "Nests of gulls", "We held 40 interviews with wardens. Twelve gulls on antibiotics died. The largest nest was 2 m wide."),
    paper("Boll", "Terns and gulls on shingle: an interview study", "Terns left when gulls came. The longest stay of terns was 40 days."),
    paper("Cole", "Crabs in pools: an interview study", "Crabs hid by day."),
)  # fmt: skip
TERNS, DIED = "did terns leave when gulls came", "did gulls die on antibiotics"


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        (TERNS, "authors?", "was written by Ada Boll"),
        (TERNS, "all the authors", "was written by Ada Boll"),
        (TERNS, "how many authors", "has 1 author"),
        (TERNS, "and the longest?", "> The longest stay of terns was 40 days."),
        (DIED, "and the largest?", "> The largest nest was 2 m wide."),
        (DIED, "how many interviews", "> We held 40 interviews with wardens."),
    ],
)
async def test_a_few_words_after_one_paper_are_asked_of_that_paper(first: str, then: str, said: str) -> None:
    before, answer = await talk(SHORES, first, then)
    assert len(before.keys) == 1
    assert answer.keys == before.keys
    assert said in answer.text.partition("\n")[2].lstrip()[: len(said) + 90]
