"""A study's acronym names its paper; where it is an ordinary word of other titles, only if it is typed in capitals."""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant
from bot.models import Context
from corpus.models import Corpus, Paper
from index.library import LibraryIndex
from index.models import Outcome

PAPERS = (
    Paper(doi="10.5555/flash", title="THE FLASH PROJECT Better tools for monitoring", abstract="The tools of the project were built by nine people."),
    Paper(doi="10.5555/guide", title="Guidance for flash floods", abstract="Guidance for flash floods is computed from the soil's water."),
    Paper(doi="10.5555/fire", title="Fire and flash floods", abstract="After fire, flash floods doubled in nine valleys."),
    Paper(doi="10.5555/owl", title="The OWLET trial of bells", abstract="Bells were worn by ten owlets for a week."),
)  # fmt: skip
ASSISTANT = Assistant(LibraryIndex.build(Corpus(name="floods", digest="0" * 64, papers=PAPERS)))


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("how is flash flood guidance computed?", "10.5555/guide"),
        ("what did fire do to flash floods?", "10.5555/fire"),
        ("who built the tools of FLASH?", "10.5555/flash"),
        ("how long were bells worn in owlet?", "10.5555/owl"),
    ],
)
async def test_an_ordinary_word_is_no_acronym(question: str, key: str) -> None:
    answer = await ASSISTANT.ask(question, Context())
    assert answer.outcome is not Outcome.NOTHING
    assert answer.quotes[0].key == key
