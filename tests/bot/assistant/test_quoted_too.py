"""A few words after quotes of several papers are asked of all of these, unless they mean one of them or something else."""

from __future__ import annotations

import pytest

from tests.bot.assistant.conversations import over, paper, talk

KITES = over(
    paper(
        "Arn",
        "Kites and herons at ponds",
        "Kites kept herons from ponds. We asked 40 keepers. Follow-up was 6 months.",
    ),
    paper(
        "Bly",
        "Kites at fish ponds",
        "Kites kept herons away from ponds for a month. We asked 75 keepers. Follow-up was 9 weeks.",
    ),
    paper("Cox", "Nets over ponds", "Nets cost more. We asked 12 keepers. Follow-up was 3 years."),
)
BEFORE = "do kites keep herons from ponds"


@pytest.mark.parametrize(
    "asked", ["and the follow-up?", "how long was the follow-up", "how many keepers?", "and the sample size?"]
)
async def test_what_any_study_tells_is_asked_of_all_papers_just_quoted(asked: str) -> None:
    first, answer = await talk(KITES, BEFORE, asked)
    assert {quote.key for quote in first.quotes} == {"Arn", "Bly"}
    assert {quote.key for quote in answer.quotes} == {"Arn", "Bly"}, answer.text
    told, *_, read = answer.text.partition("Also quoted just before:")[2].split("\n\n")[1:]
    assert told.startswith("> "), answer.text
    assert read.startswith("Read after the last question"), answer.text  # how it was read stands last


async def test_so_is_what_is_asked_next() -> None:
    answer = (await talk(KITES, BEFORE, "and the follow-up?", "how many keepers?"))[-1]
    assert {quote.key for quote in answer.quotes} == {"Arn", "Bly"}, answer.text


async def test_what_the_other_does_not_tell_is_said() -> None:
    silent = paper("Bly", "Fish", "Kites kept the herons away from ponds in May. Ropes broke.")
    told = paper(
        "Arn",
        "Kites and herons at ponds",
        "Kites kept herons from ponds. We asked 40 keepers. Follow-up was 6 months.",
    )
    answer = (await talk(over(told, silent), BEFORE, "and the follow-up?"))[-1]
    assert {quote.key for quote in answer.quotes} == {"Arn"}, answer.text
    assert "I found nothing on it in Bly 2020" in answer.text


@pytest.mark.parametrize(
    "asked",
    [
        "how long was its follow-up?",
        "how many keepers in that study?",
        "follow-up in the first one",
        "and the nets?",
    ],
)
async def test_what_is_asked_of_one_is_not_asked_of_all(asked: str) -> None:
    answer = (await talk(KITES, BEFORE, asked))[-1]
    assert "lso quoted just before" not in answer.text
