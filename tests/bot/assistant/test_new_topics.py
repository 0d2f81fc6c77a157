"""A question that says enough by itself is not read as one about the paper that was talked about before it."""

from __future__ import annotations

import pytest

from corpus.doi import Doi
from tests.bot.assistant.conversations import KANG, NINE, PARK, over, paper, talk

BELLS = paper(
    "Pen", "Bells for sleep", "Bells at bedtime improved sleep in 40 children. Parents slept worse, too."
)
WALLS = paper(
    "Hay",
    "Crabs on harbour walls",
    "Crabs climbed mossy harbour walls in half of the nights. Limitations: only one harbour was seen.",
).model_copy(update={"doi": Doi("10.5555/walls.7")})


async def test_what_has_an_answer_by_itself_is_not_asked_of_the_paper_before() -> None:
    *_, answer = await talk(NINE, "mortality 30 days", "who needs surgery after RT")
    assert (answer.keys[:1], answer.read_with) == ((PARK,), None)


@pytest.mark.parametrize(
    "before",
    ["what symptoms did patients with leiomyosarcoma of the spine have", "imaging of leiomyogenic tumors"],
)
async def test_what_one_sentence_tells_whole_is_not_asked_of_the_paper_before(before: str) -> None:
    *_, answer = await talk(NINE, before, "how long was follow-up after TES?")
    assert (answer.keys[:1], answer.read_with) == ((KANG,), None)
    assert "54.4" in answer.quotes[0].text


async def test_what_has_no_answer_by_itself_is_asked_of_the_paper_before() -> None:
    *_, answer = await talk(NINE, "what did kang find", "complications of the surgery?")
    assert (answer.keys[:1], answer.read_with is None) == ((KANG,), False)


@pytest.mark.parametrize(
    "asks", ["is there anything on proton therapy", "anything about dietary fibre", "any papers on protons"]
)
async def test_whether_there_is_anything_is_asked_of_the_library(asks: str) -> None:
    *_, answer = await talk(NINE, "who needs surgery after RT", asks)
    assert (answer.keys, answer.read_with) == ((), None)


@pytest.mark.parametrize("asks", ["what was wrong", "is that right?", "where does it say so"])
async def test_a_link_is_asked_about_its_own_paper_and_not_about_what_was_quoted(asks: str) -> None:
    *_, answer = await talk(over(BELLS, WALLS), "do bells improve sleep", f"https://doi.org/{WALLS.doi} {asks}")
    assert (answer.kind != "context", BELLS.key in answer.keys) == (True, False)


@pytest.mark.parametrize("asks", ["newest paper", "the oldest study", "which journals"])
async def test_what_only_the_library_tells_is_asked_of_the_library_after_sentences_of_two_papers(
    asks: str,
) -> None:
    first, after = await talk(NINE, "is SABR better than surgery for single mets", asks)
    alone = (await talk(NINE, asks))[0]
    assert first.keys
    assert (after.kind, after.keys) == (alone.kind, alone.keys)


async def test_the_newer_of_two_papers_is_one_of_them() -> None:
    talked = over(BELLS, WALLS.model_copy(update={"year": 2022}), paper("Doe", "Bells in 2024", "Rain.", 2024))
    *_, answer = await talk(talked, "compare Pen and Hay", "the newer one")
    assert answer.keys == (WALLS.key,)


@pytest.mark.parametrize(
    "asks", ["smith 2021 number of patients", "what did Smith et al 2021 find about survival"]
)
async def test_a_paper_that_is_not_here_is_not_asked_of_the_paper_before(asks: str) -> None:
    *_, answer = await talk(NINE, "what did kang find", asks)
    assert (answer.read_with, KANG in answer.keys) == (None, False)


async def test_a_word_of_the_abstract_is_no_word_for_a_field_of_the_record() -> None:
    (answer,) = await talk(NINE, "two things then mean SINS in Park 2024")
    assert "The mean SINS for the total cohort was 9.0." in answer.text


async def test_papers_are_not_all_listed_for_the_one_word_that_none_has() -> None:
    (answer,) = await talk(NINE, "does any paper mention learning")
    assert not answer.keys


async def test_what_is_taken_for_a_new_question_gets_a_warning_unless_much_supports_it() -> None:
    asks = "who does badly after surgery for spine mets"
    (first,), (*_, later) = await talk(NINE, asks), await talk(NINE, "imaging for ablation", asks)
    assert (first.sure, later.sure, later.read_with) == (True, False, None)
    assert first.keys[0] == later.keys[0]
    *_, strong = await talk(NINE, "imaging for ablation", "who needs surgery after RT")
    assert (strong.sure, strong.read_with) == (True, None)


@pytest.mark.parametrize("before", ["", "what did kang find"])
async def test_a_doi_written_as_in_references_means_that_paper(before: str) -> None:
    *_, answer = await talk(NINE, *filter(None, (before, f"Doi:{PARK}")))
    assert answer.keys == (PARK,)
    assert "1 paper in this library" not in answer.text


async def test_next_behind_a_topic_says_nothing() -> None:
    (plain,), (turned,) = await talk(NINE, "radiotherapy"), await talk(NINE, "radiotherapy next")
    assert [one.text for one in turned.quotes] == [one.text for one in plain.quotes]
