"""“The Korean paper” is one from Korea, and not one that a Korean journal printed."""

from __future__ import annotations

import pytest

from tests.bot.assistant.conversations import over, paper, talk

OYSTERS = paper("Lim", "Oysters on ropes", "Oysters grew on ropes in Norway. Growth was slow.").model_copy(
    update={"journal": "Korean Journal of Fisheries"}
)
MUSSELS = paper("Seo", "Mussels on poles", "Mussels grew on poles off Busan, Korea. Growth was fast.").model_copy(
    update={"journal": "Shellfish"}
)
CRABS = paper("Ohm", "Crabs in pots", "Crabs came at night.").model_copy(update={"journal": "Shellfish"})


@pytest.mark.parametrize("question", ["the Korean paper", "the korean study", "what did the Korean paper find"])
async def test_a_paper_of_a_country_is_not_one_of_its_journals(question: str) -> None:
    (told,) = await talk(over(OYSTERS, MUSSELS, CRABS), question)
    assert told.keys == ("Seo",), told.text
    (told,) = await talk(over(OYSTERS, CRABS), question)
    assert told.keys == (), told.text


@pytest.mark.parametrize(
    "question",
    [
        "papers in the Korean Journal of Fisheries",
        "the fisheries journal paper",
        "Lim, Korean Journal of Fisheries 2020",
    ],
)
async def test_a_journal_with_a_country_in_its_name_is_found_by_its_name(question: str) -> None:
    (told,) = await talk(over(OYSTERS, MUSSELS, CRABS), question)
    assert told.keys == ("Lim",), told.text
