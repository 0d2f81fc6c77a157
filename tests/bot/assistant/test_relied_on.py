"""Whether a paper can be relied on, why it was taken back, and what is asked of all: "is it still valid", "why", "is anything corrected"."""

from __future__ import annotations

import pytest

from bot.models import Answer
from corpus.models import Author, Paper, Status
from tests.bot.assistant.conversations import over, talk

_NOTICE = Paper(
    source_id="10.5555/n.1",
    doi="10.5555/n.1",
    title="Retraction: Warm mash for shy llamas: a trial",
    year=2022,
    labels=("Retraction Notice",),
    abstract="The editors have retracted this article. The records of nine llamas appeared twice. The authors could not show the diaries.",
)
_MASH = Paper(
    source_id="10.5555/m.1",
    doi="10.5555/m.1",
    title="Warm mash for shy llamas: a trial",
    year=2020,
    status=Status(kind="retracted", source="https://doi.org/10.5555/n.1"),
    authors=(Author(name="Ida Berg", family="Berg"), Author(name="Tom Oak", family="Oak")),
    abstract="Shy llamas eat little. Forty-two llamas were given warm mash or hay. Shy llamas ate 31% more mash. Weight did not differ. "
    "The authors are employed by the mash company.",
)
_SHEARS = Paper(
    source_id="10.5555/s.1",
    doi="10.5555/s.1",
    title="Shears and the calm of goats",
    year=2019,
    authors=(Author(name="Eva Lind", family="Lind"),),
    abstract="Shearing is loud. We studied 60 goats that were sheared with quiet shears. Kicks fell by 44%. Two farms stopped early. There was no funding.",
)


async def _last(*asked: str) -> Answer:
    return (await talk(over(_MASH, _NOTICE, _SHEARS), *asked))[-1]


@pytest.mark.parametrize(
    "asked",
    [
        "is it still valid",
        "was it real",
        "can I still cite it",
        "is that paper ok?",
        "still reliable?",
        "can we trust it",
    ],
)
async def test_of_a_paper_that_was_taken_back_its_state_is_told(asked: str) -> None:
    answer = await _last("how much mash did shy llamas eat", asked)
    assert answer.kind == "record"
    assert "is retracted (https://doi.org/10.5555/n.1)" in answer.text


async def test_a_word_alone_may_be_a_topic() -> None:
    assert (await _last("how much mash did shy llamas eat", "sound")).kind != "record"


async def test_it_may_be_named_by_its_doi() -> None:
    answer = await _last("10.5555/m.1 still valid?")
    assert "is retracted" in answer.text


@pytest.mark.parametrize("asked", ["is it still valid", "was it real"])
async def test_of_any_other_paper_it_is_no_question_for_its_state(asked: str) -> None:
    answer = await _last("how many kicks with quiet shears", asked)
    assert answer.kind != "record"


@pytest.mark.parametrize("asked", ["why", "how come?", "and the reason", "what happened"])
async def test_why_after_its_state_is_told_by_the_notice(asked: str) -> None:
    answer = await _last("how much mash did shy llamas eat", "was it retracted", asked)
    assert {quote.key for quote in answer.quotes} == {"10.5555/n.1"}
    assert "appeared twice" in answer.text


async def test_why_after_anything_else_is_of_the_paper() -> None:
    answer = await _last("how much mash did shy llamas eat", "why")
    assert "appeared twice" not in answer.text


@pytest.mark.parametrize(
    "asked",
    [
        "is anything here retracted or corrected?",
        "how many papers have a correction or retraction",
        "how many were retracted",
    ],
)
async def test_of_all_papers_those_that_were_taken_back_are_listed(asked: str) -> None:
    answer = await _last(asked)
    assert answer.kind == "record"
    assert "is retracted (https://doi.org/10.5555/n.1)" in answer.text


async def test_authors_alone_are_named_and_not_counted() -> None:
    answer = await _last("how much mash did shy llamas eat", "authors")
    assert "Ida Berg and Tom Oak" in answer.text


async def test_who_paid_and_what_interest_there_was_are_told_in_other_words() -> None:
    papers = (
        _SHEARS.model_copy(
            update={
                "abstract": (_SHEARS.abstract or "").replace(
                    "There was no funding.", "Financial support came from the Wool Board."
                )
            }
        ),
        _MASH,
    )
    answer = (await talk(over(*papers), "how many kicks with quiet shears", "who funded it"))[-1]
    assert answer.quotes[0].text == "Financial support came from the Wool Board."
    answer = (await talk(over(*papers), "how much mash did shy llamas eat", "conflicts of interest?"))[-1]
    assert answer.quotes[0].text == "The authors are employed by the mash company."
    answer = (await talk(over(*papers), "which papers mention a conflict of interest"))[-1]
    assert [quote.text for quote in answer.quotes] == ["The authors are employed by the mash company."]


async def test_there_was_no_funding_says_that_nobody_paid() -> None:
    answer = await _last("which had no funding")
    assert [quote.text for quote in answer.quotes] == ["There was no funding."]


async def test_the_number_of_animals_is_the_number_studied() -> None:
    answer = await _last("sample size of each study")
    assert "▸ 60 goats" in answer.text


_TITLED_SO = Paper(
    source_id="10.5555/t.1",
    doi="10.5555/t.1",
    title="RETRACTED ARTICLE: Tall fences for young alpacas",
    year=2018,
    status=Status(kind="retracted"),
    authors=(Author(name="Rui Vaz", family="Vaz"),),
    abstract="This article has been retracted, as the fences were never built. Alpacas jump. We built 12 tall fences. Escapes fell by half.",
)


@pytest.mark.parametrize(
    "asked",
    [
        "is the alpaca paper retracted",
        "was vaz 2018 retracted",
        "can I trust the tall fences paper",
        "is the tall fences paper reliable",
        "are the results of the Vaz paper real",
    ],
)
async def test_a_title_that_says_retracted_in_capitals_names_no_study(asked: str) -> None:
    last = (await talk(over(_TITLED_SO, _SHEARS), asked))[-1]
    assert "is retracted. https://doi.org/10.5555/t.1" in last.text, last.text


async def test_of_another_paper_beside_it_nothing_is_said_of_a_retraction() -> None:
    last = (await talk(over(_TITLED_SO, _SHEARS), "is the shears paper retracted"))[-1]
    assert "names no retraction" in last.text
    listed = (await talk(over(_TITLED_SO, _SHEARS), "which papers are retracted"))[-1]
    assert "“RETRACTED ARTICLE: Tall fences for young alpacas” (Vaz 2018) is retracted." in listed.text, (
        listed.text
    )
