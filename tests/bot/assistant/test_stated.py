"""What records do not hold and abstracts state: who paid; and what a notice corrects, in its own words."""

from __future__ import annotations

import pytest

from tests.bot.assistant.apiary import FEEDING, GARDENS, NOTICE, VAPOUR, apiary
from tests.bot.assistant.conversations import over, paper, talk


@pytest.mark.parametrize(
    ("question", "key", "says"),
    [
        ("who paid for the HOPE trial", VAPOUR, "paid for by the Keepers' Union"),
        ("who funded HOPE", VAPOUR, "Keepers' Union"),
        ("who sponsored the garden survey", GARDENS, "Floraplus"),
        ("funding of Moreau 2021", GARDENS, "Floraplus"),
    ],
)
async def test_who_paid_is_told_by_the_abstract_that_says_it(question: str, key: str, says: str) -> None:
    (answer,) = await talk(apiary(), question)
    assert answer.quotes[0].key == key
    assert says in answer.quotes[0].text


async def test_who_paid_is_told_of_the_paper_pointed_at() -> None:
    *_, answer = await talk(apiary(), "papers by Moreau", "the newer one", "who funded it")
    assert answer.quotes[0].key == GARDENS
    assert "Floraplus" in answer.quotes[0].text


async def test_who_paid_is_told_whatever_spaces_stand_between_the_words() -> None:
    barges = paper(
        "Holm", "Barges on a canal", "We counted 40 barges. The work was paid\u00a0for\u00a0by the Canal Trust."
    )
    locks = paper("Roth", "Locks on a canal", "We counted 12 locks.")
    (answer,) = await talk(over(barges, locks), "who paid for the barges paper")
    assert "Canal Trust" in answer.quotes[0].text


@pytest.mark.parametrize("question", ["who funded the sugar feeding paper", "funding of Osman 2019"])
async def test_where_no_sentence_says_it_the_records_are_said_not_to_give_it(question: str) -> None:
    (answer,) = await talk(apiary(), question)
    assert "do not give the funding" in answer.text
    assert (answer.keys, answer.quotes) == ((FEEDING,), ())


@pytest.mark.parametrize(
    "turns",
    [
        ("is there an erratum",),
        ("any erratum?",),
        ("what was corrected",),
        ("what was wrong in the HOPE paper",),
        ("has HOPE been corrected",),
        ("was the vapour paper corrected",),
        ("vapour or drip", "is there a correction to it"),
        ("tell me about HOPE", "what was wrong"),
    ],
)
async def test_a_notice_is_told_in_its_own_words(turns: tuple[str, ...]) -> None:
    answer = (await talk(apiary(), *turns))[-1]
    assert answer.keys == (NOTICE,), answer.text
    assert "four instead of seven" in answer.text


async def test_what_it_says_is_asked_of_the_notice() -> None:
    *_, answer = await talk(apiary(), "vapour or drip", "is there a correction to it", "what does it say")
    assert answer.keys == (NOTICE,)


@pytest.mark.parametrize("question", ["list the corrections", "which papers were corrected"])
async def test_several_are_listed(question: str) -> None:
    (answer,) = await talk(apiary(), question)
    assert (answer.kind, answer.keys, answer.quotes) == ("record", (NOTICE,), ())


async def test_what_is_wrong_with_a_paper_without_a_notice_is_asked_of_its_abstract() -> None:
    (answer,) = await talk(apiary(), "what is wrong with sugar feeding")
    assert NOTICE not in answer.keys


@pytest.mark.parametrize("question", ["Kowal 2024 how many trials", "how many studies in Kowal 2024"])
async def test_studies_in_a_paper_named_by_author_and_year_are_those_that_it_counts(question: str) -> None:
    (answer,) = await talk(apiary(), question)
    assert answer.kind == "content"
    assert "58 trials" in answer.text
    (counted,) = await talk(apiary(), "how many papers by Kowal in 2024")
    assert counted.kind == "record"
