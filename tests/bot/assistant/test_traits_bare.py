"""What any study may be asked for, asked by a word behind a name, as “is it a …”, or after a longer answer that came down to one paper."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, talk


def _paper(key: str, family: str, year: int, title: str, abstract: str) -> Paper:
    named = (Author(name=f"Ann {family}", family=family), Author(name="Bo Quist", family="Quist"))
    return Paper(
        source_id=key,
        title=title,
        abstract=abstract,
        year=year,
        authors=named,
        journal="Ferry Papers",
        type="Article",
    )


FERRIES = over(
    _paper("rope", "Lunde", 2021, "Ropes or chains at ferry quays: a randomised trial", "In a randomised trial we assigned 48 quays in Norway to ropes or to chains and followed them for 18 months. Ropes wore out sooner. Chains were louder."),
    _paper("dogs", "Moreau", 2019, "Dogs on ferries", "Dogs bark on ferries. We asked 61 deckhands in Brittany how often dogs bark. Deckhands heard dogs on every crossing."),
    _paper("cats", "Ito", 2022, "Cats on ferries", "Cats hide on ferries. Deckhands found 12 cats behind the winch."),
    _paper("noise", "Bauer", 2020, "Noise on ferries: what passengers hear", "In this narrative review we gathered what is known of noise on ferries. Engines are louder than dogs."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("Lunde 2021 how many", "48 quays"),
        ("Lunde 2021, how many?", "48 quays"),
        ("Lunde 2021 where", "Norway"),
        ("Lunde 2021 how long?", "18 months"),
        ("is Lunde 2021 a large study?", "48 quays"),
    ],
)
async def test_a_word_behind_a_name_asks_its_study(asked: str, says: str) -> None:
    answer = await FERRIES.ask(asked, Context())
    assert answer.outcome is Outcome.ANSWERED, answer.text
    assert answer.quotes, answer.text
    assert says in answer.quotes[0].text
    assert answer.quotes[0].key == "rope"


@pytest.mark.parametrize("kind", ["a review", "a trial", "a cohort study", "an rct", "a survey", "a protocol"])
async def test_whether_a_named_paper_is_of_a_kind_is_told_by_its_design(kind: str) -> None:
    trial = await FERRIES.ask(f"is Lunde 2021 {kind}?", Context())
    assert "is of type Article" in trial.text
    assert trial.quotes[0].text.startswith("In a randomised trial"), trial.text
    review = await FERRIES.ask(f"was Bauer 2020 {kind}", Context())
    assert [quote.key for quote in review.quotes] == ["noise"], review.text
    unnamed = await FERRIES.ask(f"is Ito 2022 {kind}?", Context())
    assert "The abstract of Ito and Quist 2022, Ferry Papers does not name a design." in unnamed.text


async def test_after_a_paper_is_it_a_trial_asks_for_its_design() -> None:
    answer = (await talk(FERRIES, "dogs on ferries", "what did Lunde 2021 find", "is it a trial?"))[-1]
    assert answer.keys == ("rope",), answer.text
    assert answer.quotes[0].text.startswith("In a randomised trial"), answer.text


async def test_of_several_papers_the_one_talked_about_last_is_asked() -> None:
    talked = "noise dogs cats ferries", "how many deckhands were asked"
    for asked, says in (
        ("was it funded", "does not say who paid for it"),
        ("who paid?", "does not say who paid for it"),
        ("limitations?", "names no limitations"),
        ("is it registered", "names no registration"),
    ):
        first, then, answer = await talk(FERRIES, *talked, asked)
        assert len({quote.key for quote in first.quotes}) > 1
        assert {quote.key for quote in then.quotes} == {"dogs"}
        assert (answer.outcome, answer.keys) == (Outcome.NOTHING, ("dogs",)), answer.text
        assert says in answer.text, answer.text


async def test_how_many_and_how_long_alone_ask_of_what_was_talked_about() -> None:
    answer = (await talk(FERRIES, "cats behind the winch", "how many?"))[-1]
    assert "12 cats" in answer.text
