"""A short form in capitals is nobody's first name unless a sign says that a person is meant; what is to be done first is no paper
that appeared first; and a word is said by another name for it, though other papers have the word itself.
"""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant
from bot.models import Context
from corpus.models import Author, Paper
from index.models import Outcome
from tests.libraries import indexed

KNEES = Paper(
    source_id="knees",
    title="Autologous nail allograft or surgical repair of hoof cracks in ponies",
    abstract="Nail allografts and surgical repair were compared in 80 ponies. Lameness returned in 12% after allografts and in 30% after repair.",
    authors=(Author(name="Olga Brandvik", family="Brandvik", given="Olga"),),
    year=2019,
)
GLUE = Paper(
    source_id="glue",
    title="Glue for loose shoes",
    abstract="Shoes were glued in 40 mares. They stayed on for six weeks.",
    authors=(Author(name="Gia Kestrel", family="Kestrel", given="Gia"),),
    year=2021,
)
HOOVES = Assistant(indexed(KNEES, GLUE))


@pytest.mark.parametrize(
    "question",
    [
        "does lameness return after GIA",
        "GIA lameness",
        "GIA vs repair which one has more lameness",
        "GIA or repair",
    ],
)
async def test_a_short_form_in_capitals_is_no_first_name(question: str) -> None:
    told = await HOOVES.ask(question, Context())
    assert told.quotes[0].key == "knees"


@pytest.mark.parametrize(
    "question",
    ["papers by GIA Kestrel", "papers by GIA", "what did Gia glue", "papers by gia", "what did gia write"],
)
async def test_a_first_name_with_a_sign_or_in_small_letters_is_one(question: str) -> None:
    told = await HOOVES.ask(question, Context())
    assert "Kestrel" in told.text
    assert "Brandvik" not in told.text


@pytest.mark.parametrize(
    "question",
    [
        "glue or repair first",
        "which is better first, glue or repair",
        "should it be glue first or repair",
        "glue vs surgical repair first?",
    ],
)
async def test_what_is_to_be_done_first_is_no_paper_that_appeared_first(question: str) -> None:
    told = await HOOVES.ask(question, Context())
    assert "2019" not in [quote.text for quote in told.quotes]
    assert "years apart" not in told.text


@pytest.mark.parametrize(
    "question",
    [
        "which came out first, the glue or the repair paper",
        "Brandvik or Kestrel first",
        "was Brandvik or Kestrel first",
    ],
)
async def test_papers_that_are_named_are_still_put_in_order(question: str) -> None:
    told = await HOOVES.ask(question, Context())
    assert "2 years apart" in told.text


async def test_another_name_in_the_sentence_says_the_word_though_another_paper_has_it() -> None:
    """The table of names has "sonography" for "ultrasound"; it is looked at for what is missing, too."""
    scans = Assistant(
        indexed(
            "Ultrasonography missed 9% of cracks in hooves, and lasted an hour.",
            "An ultrasound probe cost 90 euros.",
        )
    )
    told = await scans.ask("how many cracks in hooves does ultrasound miss", Context())
    assert told.quotes[0].text.startswith("Ultrasonography missed 9%")
    assert (told.outcome, "ultrasound" in told.not_said) == (Outcome.ANSWERED, False)
