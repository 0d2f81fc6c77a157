"""Harm is asked for by a word for all of it, and told by the name of each: no abstract need say “side effects”."""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant
from bot.models import Context
from corpus.models import Paper
from index.models import Outcome
from tests.libraries import indexed

PAPERS = (
    Paper(
        source_id="drench",
        title="A levamisole drench for lambs",
        abstract="Lambs on eleven farms were given a levamisole drench or water. Egg counts fell by 94% with the levamisole drench. "
        "Tremor and salivation were seen in 7 lambs after the levamisole drench. Weight was 2 kg higher at weaning.",
    ),
    Paper(
        source_id="collar",
        title="Magnet collars for lambs",
        abstract="Lambs wore a magnet collar or none. Two in each group had alopecia of the neck. Foxes took as many lambs with a magnet collar.",
    ),
    Paper(
        source_id="bell",
        title="Bells for ewes",
        abstract="Ewes with a bell were found in 12 minutes. The bell was heard at 900 m. Shepherds liked it.",
    ),
)
AIMED = Paper(
    source_id="dip",
    title="A copper dip for hooves of lambs",
    abstract="We aimed to measure weight, lameness and side effects of the copper dip in lambs. Lambs stood in the copper dip for a minute. "
    "Blisters of the copper dip were seen in 3 lambs. Lameness fell by half.",
)
ASSISTANT = Assistant(indexed(*PAPERS))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("side effects of levamisole", "Tremor and salivation"),
        ("adverse events with the levamisole drench", "Tremor and salivation"),
        ("does a magnet collar harm lambs?", "Two in each group had alopecia"),
    ],
)
async def test_a_harm_is_told_by_its_name(question: str, told: str) -> None:
    answer = await ASSISTANT.ask(question, Context())
    assert answer.outcome is Outcome.ANSWERED
    assert any(quote.text.startswith(told) for quote in answer.quotes)
    assert answer.not_said == ()


async def test_so_it_is_in_a_conversation() -> None:
    before = await ASSISTANT.ask("what did the levamisole drench do to egg counts?", Context())
    answer = await ASSISTANT.ask("side effects?", Context(previous=before.turn))
    assert answer.quotes[0].text.startswith("Tremor and salivation")


async def test_where_no_harm_is_told_the_answer_says_so() -> None:
    answer = await ASSISTANT.ask("side effects of a bell on ewes", Context())
    assert answer.outcome is not Outcome.ANSWERED or "side effects" in answer.not_said


async def test_what_a_study_sets_out_to_look_for_is_no_harm_that_was_done() -> None:
    lambs = Assistant(indexed(*PAPERS, AIMED))
    answer = await lambs.ask("side effects of the copper dip", Context())
    assert answer.quotes[0].text.startswith("Blisters")


@pytest.mark.parametrize(
    ("told", "harm"),
    [
        ("New infections were fewer with the powder.", False),
        ("Wound infections were fewer with the powder.", True),
        ("The blister packs were empty.", False),
        ("Blisters were seen in two.", True),
        ("Fever clearance took two days.", False),
        ("Fever and chills came on the second day.", True),
        ("Febrile children were given the powder.", False),
    ],
)
async def test_the_illness_that_is_studied_is_no_side_effect(told: str, harm: bool) -> None:
    powder = Paper(
        source_id="powder",
        title="A powder for fever",
        abstract=f"Children took a powder or none. {told} Mothers liked it.",
    )
    answer = await Assistant(indexed(*PAPERS, powder)).ask("side effects of the powder in children?", Context())
    assert (answer.outcome is Outcome.ANSWERED and answer.sure and "side effects" not in answer.not_said) is harm
