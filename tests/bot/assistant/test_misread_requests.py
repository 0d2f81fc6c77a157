"""Requests that a word in them made something else: what anyone else did, e-mails that were sent, a text to be written, the experiment that
an abstract calls a study."""

from __future__ import annotations

import pytest

from bot.assistant.message.work import DOES_NOT
from bot.models import Answer
from tests.bot.assistant.conversations import over, paper, talk

MOSS = paper(
    "Lund",
    "Moss on walls: a field experiment",
    "Moss grows on walls. We planted moss on 30 walls and watered them for 14 months. Moss cost 3 euros. We sent 240 e-mails to owners.",
)
FERNS = paper(
    "Roe",
    "Ferns and moss in caves",
    "Caves are dark. This narrative review describes ferns and moss in caves. Ferns need less light than moss.",
    2015,
)
LARKS = paper(
    "Tait", "Larks: a review", "Larks sing. We read 12 papers on larks. Larks were fewer each year.", 2018
)
GARDEN = (MOSS, FERNS, LARKS)


async def last(*asked: str) -> Answer:
    """The last reply of a conversation over the three papers."""
    return (await talk(over(*GARDEN), *asked))[-1]


@pytest.mark.parametrize(
    "question",
    ["has anyone else studied moss", "did anybody else look at moss", "and has anyone else written on moss?"],
)
async def test_anyone_else_is_none_of_those_talked_about(question: str) -> None:
    answer = await last("what did moss on walls cost", question)
    assert {*answer.keys} == {"Roe"}, answer.text


async def test_if_nobody_else_did_it_is_said() -> None:
    answer = await last("what did moss on walls cost", "has anyone else sent e-mails")
    assert "Lund" not in {quote.key for quote in answer.quotes}
    assert not (answer.answered and answer.sure), answer.text


@pytest.mark.parametrize(
    "question", ["who else has written about moss", "who else writes on moss?", "who else published on moss"]
)
async def test_who_else_wrote_asks_for_papers(question: str) -> None:
    answer = await last("what did moss on walls cost", question)
    assert set(answer.keys) == {"Roe"}, answer.text
    assert answer.kind == "record"


@pytest.mark.parametrize(
    "question", ["how many emails did they send", "how many e-mails?", "how many e mails were sent"]
)
async def test_emails_that_were_counted_are_no_address(question: str) -> None:
    answer = await last("what did moss on walls cost", question)
    assert "We sent 240 e-mails to owners." in {quote.text for quote in answer.quotes}, answer.text


@pytest.mark.parametrize(
    "question",
    ["what is their email", "e-mail address of the authors?", "email of Lund", "can I email the author"],
)
async def test_an_address_is_asked_for_still(question: str) -> None:
    answer = await last("what did moss on walls cost", question)
    assert "contact details" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "is it published in a big journal?",
        "was it published in a good journal",
        "is this published in a journal of ecology",
    ],
)
async def test_published_in_a_journal_asks_which(question: str) -> None:
    answer = await last("what did moss on walls cost", question)
    assert "the journal" in answer.text, answer.text
    assert not answer.quotes


@pytest.mark.parametrize(
    "question",
    [
        "ok write me an intro paragraph on this",
        "write a short intro about moss",
        "draft an email to the owners",
        "can you write a blog post on larks",
    ],
)
async def test_a_text_is_not_written(question: str) -> None:
    assert DOES_NOT in (await last("what did moss on walls cost", question)).text


@pytest.mark.parametrize("question", ["how long was the trial", "duration of the trial"])
async def test_another_word_for_the_study_is_not_looked_for(question: str) -> None:
    answer = await last("what did moss on walls cost", question)
    assert answer.quotes[0].text == "We planted moss on 30 walls and watered them for 14 months.", answer.text
    assert "trial" not in answer.text.partition("\n\n")[2]


async def test_a_review_by_its_abstract_is_one() -> None:
    assert set((await last("list the reviews")).keys) == {"Roe", "Tait"}
    assert set((await last("narrative reviews")).keys) == {"Roe"}


@pytest.mark.parametrize(
    "question",
    ["the first one - what did they find", "what did the first one find", "and who wrote the first one?"],
)
async def test_the_first_of_a_list_of_one_is_that_one(question: str) -> None:
    answer = await last("list the papers about larks", question)
    assert {*answer.keys} == {"Tait"}, answer.text
