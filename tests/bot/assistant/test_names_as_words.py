"""Authors and journals whose names, or initials, are everyday words: Day, Prison, Environment and Child Health."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.authors import author
from corpus.models import Paper
from tests.bot.assistant.conversations import over

SHELF = over(
    Paper(
        source_id="cost", title="What gaols cost", authors=(author("Marsh, Ann"),),
        abstract="A day in prison cost 126 euros. Wardens of far prisons walked an hour. Each group got 90 meals.",
    ),
    Paper(source_id="sleep", title="Sleep of nurses", authors=(author("Day, Andrew G"),), abstract="Nurses slept 6 hours.", year=2010),
    Paper(source_id="tea", title="Tea and hands", authors=(author("Prison, Nat"),), abstract="Tea warmed hands.", year=2011),
    Paper(source_id="air", title="Air and lungs", journal="Environment and Child Health", abstract="Air was clean."),
)  # fmt: skip


@pytest.mark.parametrize(
    "asked",
    ["how much does a day in prison cost", "how far were the prisons", "how many meals has received each group"],
)
async def test_an_everyday_word_names_nobody_and_no_journal(asked: str) -> None:
    answer = await SHELF.ask(asked, Context())
    assert answer.keys == ("cost",)


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("what did Day find", "sleep"),
        ("A. Day 2010", "sleep"),
        ("Prison's paper", "tea"),
        ("papers in EACH", "air"),
        ("papers from the journal each", "air"),
    ],
)
async def test_the_same_word_with_a_sign_of_a_name_is_one(asked: str, key: str) -> None:
    answer = await SHELF.ask(asked, Context())
    assert answer.keys == (key,)


async def test_a_word_made_of_another_is_no_slip_for_an_authors_name() -> None:
    shelf = over(
        Paper(source_id="wool", title="Wool and felt hats", authors=(author("Ruiz, Eva"),), abstract="Wool was warm in wind. Felt hats lost less heat than wool."),
        Paper(source_id="ice", title="Ice on lakes", authors=(author("Warme, Tom"),), abstract="Ice was thin by March."),
    )  # fmt: skip
    answer = await shelf.ask("is felt warmer than wool?", Context())
    assert answer.keys == ("wool",), answer.text
    assert (await shelf.ask("what did Wrame find", Context())).keys == ("ice",)


async def test_letters_after_a_paper_ask_for_its_figure_though_another_writes_them_out() -> None:
    shelf = over(
        Paper(source_id="knee", title="New knees", abstract="Knees were replaced. The length of stay (LOS) was not seen."),
        Paper(source_id="hip", title="New hips", abstract="Hips were replaced in 90 women. Length of stay was 4 days."),
    )  # fmt: skip
    first = await shelf.ask("new hips in women", Context())
    answer = await shelf.ask("LOS?", Context(previous=first.turn))
    assert (answer.kind, answer.keys) == ("content", ("hip",))
    assert (await shelf.ask("LOS?", Context())).kind == "definition"
