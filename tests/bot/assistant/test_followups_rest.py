"""“And the others?”, “which weren't?”, “which studies did not”: the papers that the list before left out."""

from __future__ import annotations

import pytest

from bot.assistant.further import UNTOLD
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk

_TRIALS = ("Elm", "Oak")
TREES = over(
    paper("Elm", "Elms in dry streets: a randomised trial", "Elms were watered or not, at random. Leaves fell later with water."),
    paper("Oak", "Oaks and heat: a randomised trial", "Oaks were shaded at random. Heat scorched 12 of 40 oaks."),
    paper("Ash", "Ash dieback: a cohort study", "Of 300 ash trees 80 died in heat. Ash was followed for 4 years."),
    paper("Yew", "Yews in churchyards", "Yews of 600 years stand in churchyards. None was cut."),
)  # fmt: skip


@pytest.mark.parametrize("first", ["which are randomised", "list the randomised trials"])
@pytest.mark.parametrize(
    "asked", ["and the others?", "the rest", "which weren't?", "which studies are not", "which ones did not"]
)
async def test_what_a_list_left_out_is_listed(first: str, asked: str) -> None:
    listed, rest = await talk(TREES, first, asked)
    assert {*listed.keys} == {*_TRIALS}
    assert {*rest.keys} == {"Ash", "Yew"}


async def test_what_a_part_of_a_list_left_out_is_the_rest_of_that_list() -> None:
    whole, part, rest = await talk(TREES, "papers on heat", "which of them are randomised", "which aren't?")
    assert {*whole.keys} == {"Oak", "Ash"}
    assert (part.keys, rest.keys) == (("Oak",), ("Ash",))
    assert part.text.count("of these") == 1


@pytest.mark.parametrize("asked", ["which studies did not", "which papers didn't?"])
async def test_which_studies_did_not_is_no_list_of_all_after_a_finding(asked: str) -> None:
    found, after = await talk(TREES, "did heat scorch oaks", asked)
    assert found.kind == "content"
    assert (after.outcome, after.keys) == (Outcome.NOTHING, ())
    assert UNTOLD in after.text


async def test_which_did_not_after_what_several_abstracts_say_is_no_question_on_one_of_them() -> None:
    same = over(
        paper("Elm", "Elms in dry streets: a randomised trial", "Elms were watered or not. There was no difference in leaves between groups."),
        paper("Oak", "Oaks and heat: a randomised trial", "Oaks were shaded or not. Heat did not differ between groups."),
        paper("Ash", "Ash dieback: a randomised trial", "Shaded ash lost fewer leaves."),
    )  # fmt: skip
    found, after = await talk(same, "which trials found no difference?", "which didn't?")
    assert {quote.key for quote in found.quotes} == {"Elm", "Oak"}
    assert UNTOLD in after.text
