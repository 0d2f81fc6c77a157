"""A title or a reference that was pasted with a slip, or cut short, is of one paper, whatever it joins; a whole title names its paper alone."""

from __future__ import annotations

import pytest

from corpus.models import Author, Paper
from tests.bot.assistant.conversations import over, talk

_KILN = Paper(
    source_id="kiln",
    doi="10.5555/kiln.1",
    title="Ash/salt/lead glaze versus slip or bare clay and wax for crocks: a blinded, randomised, pilot trial in three kilns",
    authors=(
        Author(name="Ada Moss", family="Moss"),
        Author(name="Bo Quill", family="Quill"),
        Author(name="Eve Tarn", family="Tarn"),
    ),
    journal="Clay. Fire, Ash",
    year=2012,
    abstract="Crocks were fired in three kilns. Ash glaze cracked in 4 of 90 crocks. Wax ran off.",
)
_POTS = Paper(
    source_id="pots",
    doi="10.5555/pots.2",
    title="The Effect of Sand in Old Clay on Large Pots: A Randomised Controlled, Double-Blind Study",
    authors=(Author(name="Ivo Lund", family="Lund"),),
    year=2018,
    abstract="Pots with sand cracked less. Potters did not know which clay had sand.",
)
_CUPS = Paper(
    source_id="cups",
    doi="10.5555/cups.3",
    title="Handles of cups after a fall: a randomised, double-blind, controlled study",
    authors=(Author(name="Una Berg", family="Berg"),),
    year=2017,
    abstract="Cups fell from a table. Handles broke in half of them.",
)
_CLAY = over(_KILN, _POTS, _CUPS)


@pytest.mark.parametrize(
    "message",
    [
        _KILN.title.replace("versus", "versu"),
        _KILN.title.replace("pilot", "piolt"),
        "summary of " + " ".join(_KILN.title.split()[:9]),
        f"Moss A, Quill B, Tarn E. {_KILN.title.replace('three', 'thre')}. Clay. Fire, Ash. 2012;12(3):45-52.",
        _POTS.title,
        _POTS.title.lower(),
        "Lund I. Effects of sands in old clay on larg Pots. 2018",
        "the effect of sand in old clay on larg pots, Lund",
        "Moss et al, ash salt lead glazes versus slips or bare clay and wax. Clay Fire Ash 2012",
    ],
)
async def test_it_is_one_question_of_its_paper(message: str) -> None:
    meant = _POTS if "Pots" in message.title() else _KILN
    (answer,) = await talk(_CLAY, message)
    assert {*answer.keys} == {meant.key}
    assert len(_CLAY.questions(message)) == 1


@pytest.mark.parametrize(
    "message",
    [
        "who wrote about ash glaze on crocks and how many kilns were there?",
        f"“{_KILN.title}”: how many crocks cracked? Who wrote it?",
    ],
)
def test_two_questions_of_a_paper_stay_two(message: str) -> None:
    assert len(_CLAY.questions(message)) == 2


@pytest.mark.parametrize("asked", ["which are from {}", "papers published in {}?", "how many are there from {}"])
async def test_a_journal_with_a_stop_in_its_name_is_one(asked: str) -> None:
    (answer,) = await talk(_CLAY, asked.format("Clay. Fire, Ash"))
    assert _CLAY.questions(answer.question) == (answer.question,)
    assert answer.keys == (_KILN.key,)


async def test_a_question_with_an_author_and_many_words_of_a_title_is_no_reference() -> None:
    (answer,) = await talk(_CLAY, "did Lund find that the effect of sand in old clay on large pots was cracks")
    assert answer.kind == "content"
