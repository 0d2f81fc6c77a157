"""What a term means that is no abbreviation: by the sentence that says so, else by one with the term, under a hedge."""

from __future__ import annotations

import pytest

from tests.bot.assistant.conversations import over, paper, talk

MORE = paper("Fen", "Birds of the fen", "Bitterns boomed in May. Nests were found by boat.")
SAYS = over(
    paper(
        "Reed",
        "Reed deserts in four counties",
        "Reed deserts grew in every county. A reed desert is a shore of ten miles without reeds.",
    ),
    MORE,
)
USES = over(
    paper("Reed", "Reed deserts in four counties", "Reed deserts grew in every county. Bitterns left them."), MORE
)
ASKED = (
    "what is a reed desert?",
    "what do they mean by reed desert",
    "what is meant by reed desert?",
    "define reed desert",
    "how do the authors define a reed desert",
    "definition of reed desert",
    "what does reed desert mean",
)


@pytest.mark.parametrize("question", ASKED)
async def test_the_sentence_that_says_what_a_term_means_is_shown(question: str) -> None:
    (answer,) = await talk(SAYS, question)
    assert "A reed desert is a shore of ten miles without reeds." in [quote.text for quote in answer.quotes]
    assert "definition" not in answer.not_said


@pytest.mark.parametrize("question", ASKED)
async def test_where_none_says_it_a_sentence_with_the_term_is_no_sure_answer(question: str) -> None:
    (answer,) = await talk(USES, question)
    assert answer.quotes[0].text == "Reed deserts grew in every county."
    assert "the sentences give no definition" in answer.text
