"""A name and a year are read together however they are typed: "kang23", "Kang '23", "Kang et al., 2023a"."""

from __future__ import annotations

import pytest

from bot.assistant.reading.periods import dated
from bot.models import Context
from corpus.models import Author, Paper
from tests.bot.assistant.conversations import over


def _paper(key: str, family: str, year: int, title: str, abstract: str) -> Paper:
    return Paper(source_id=key, title=title, abstract=abstract, year=year, authors=(Author(name=f"Ann {family}", family=family),), journal="Bread Papers")  # fmt: skip


PAPERS = (
    _paper("rye", "Kang", 2023, "Rye loaves and salt", "We baked 40 rye loaves. Salt slowed the rise."),
    _paper("oat", "Kang", 2021, "Oat loaves and heat", "We baked 61 oat loaves. Heat dried the crust."),
    _paper(
        "bun", "van der Meer", 2020, "Buns for 23 schools", "We baked buns in 23 schools. Pupils ate most of them."
    ),
)
BREAD = over(*PAPERS)


@pytest.mark.parametrize("name", ["kang23", "kang2023", "Kang_2023", "Kang '23", "kang 23", "Kang et al., 2023a", "(Kang, 2023)", "Kang-2023", "kang ’23", "the 2023 paper by kang", "Kang's 2023 paper"])  # fmt: skip
@pytest.mark.parametrize(
    "asked", ["{} n?", "what did {} find", "{} journal", "funding {}", "who wrote {}", "limitations in {}"]
)
async def test_each_is_asked_of_that_paper(name: str, asked: str) -> None:
    answer = await BREAD.ask(asked.format(name), Context())
    assert set(answer.keys) == {"rye"} or "Kang 2023" in answer.text.partition("\n\n")[2], answer.text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("van der meer20 n", "van der meer 2020 n"),
        ("kang 23 patients", "kang 23 patients"),
        ("did kang 24 find salt", "did kang 24 find salt"),
        ("kang 2023.", "kang 2023."),
        ("rye 23", "rye 23"),
    ],
)
def test_only_an_authors_own_year_is_written_out(typed: str, read: str) -> None:
    assert dated(typed, PAPERS) == read


@pytest.mark.parametrize(
    "asked", ["how much KRX12 did Bran 2022 give", "was KRX12 safe in Bran 2022?", "Bran (2022): dose of KRX12"]
)
async def test_a_year_beside_a_name_is_no_missing_word_where_the_title_is_called_by_its_subject(
    asked: str,
) -> None:
    mill = _paper(
        "krx",
        "Bran",
        2022,
        "KRX12 for mouldy flour: a trial",
        "We gave 40 mg KRX12 to flour. Rash was seen in 2 millers who had KRX12.",
    )
    answer = await over(*PAPERS, mill).ask(asked, Context())
    assert answer.keys == ("krx",)
    assert "2022" not in answer.not_said


@pytest.mark.parametrize(
    "asked", ["how many took part in {}", "how many participated in {}?", "how many joined {}"]
)
async def test_how_many_took_part_is_the_number_studied(asked: str) -> None:
    toast = _paper("toast", "Crumb", 2018, "Toast at noon", "We asked 77 bakers to eat toast. Half burnt it.")
    answer = await over(*PAPERS, toast).ask(asked.format("Crumb 2018"), Context())
    assert answer.quotes[0].text == "We asked 77 bakers to eat toast."
