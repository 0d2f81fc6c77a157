"""A year is the one that a paper is cited by, though it was online in the year before; "not from 2020 or 2021" denies both."""

from __future__ import annotations

from datetime import date

import pytest

from bot.models import Context
from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over


def _paper(key: str, family: str, year: int, published: date | None, title: str, abstract: str) -> Paper:
    authors = (Author(name=f"Ann {family}", family=family),)
    return Paper(source_id=key, title=title, abstract=abstract, year=year, published=published, authors=authors)


KILNS = over(
    _paper("ash", "Moore", 2016, date(2015, 11, 3), "Ash glazes in wood kilns", "We fired 31 pots with ash glaze. Ash glaze ran in 4 pots."),
    _paper("slip", "Ode", 2016, date(2016, 5, 2), "Slip on red clay", "We dipped 20 bowls in slip. Slip cracked in 2 bowls."),
    _paper("salt", "Ode", 2018, None, "Salt kilns by the sea", "We fired 12 salt kilns. Salt kilns smoked for 3 days."),
    _paper("raku", "Pell", 2019, date(2018, 12, 30), "Raku in winter", "We fired 50 raku cups. Raku cups cracked in frost."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("papers from 2016", {"ash", "slip"}),
        ("papers from 2018", {"salt"}),
        ("which papers were published before 2016", {"ash"}),  # none is cited by such a year
        ("papers since 2019", {"raku"}),
        ("papers between 2016 and 2018", {"ash", "slip", "salt"}),
        ("papers not from 2016", {"salt", "raku"}),
        ("papers published in December 2018", {"raku"}),
        ("papers not from 2016 or 2018", {"raku"}),
        ("which papers are not from 2016, 2018 or 2020", {"raku"}),
        ("list everything except 2016 and 2019", {"salt"}),
        ("papers from 2016 or 2018", {"ash", "slip", "salt"}),
    ],
)
async def test_papers_of_a_year_are_those_cited_by_it(question: str, keys: set[str]) -> None:
    answer = await KILNS.ask(question, Context())
    assert (answer.kind, set(answer.keys)) == ("record", keys), answer.text


@pytest.mark.parametrize("cited", ["Moore 2016", "Moore 2015", "Moore et al. (2016)"])
@pytest.mark.parametrize("asked", ["how many pots were fired in {}", "what did {} find", "number of pots in {}"])
async def test_a_paper_cited_by_either_year_is_found(cited: str, asked: str) -> None:
    answer = await KILNS.ask(asked.format(cited), Context())
    assert (answer.outcome, set(answer.keys)) == (Outcome.ANSWERED, {"ash"}), answer.text


async def test_counts_by_year_and_papers_of_a_year_agree() -> None:
    told = [
        (await KILNS.ask(question, Context())).text
        for question in ("papers per year", "how many papers from 2016")
    ]
    assert "2016: 2 papers" in told[0]
    assert "2 papers" in told[1]


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("how many papers came out each year since 2018", ("2018: 1 paper, 2019: 1 paper",)),
        ("papers per year after 2016", ("2018: 1 paper, 2019: 1 paper",)),
        ("papers per year between 2016 and 2018", ("2016: 2 papers, 2018: 1 paper",)),
        ("which year has most papers, 2016 or another", ("2016: 2 papers", "2019: 1 paper")),
    ],
)
async def test_years_within_a_bound_are_those_counted(question: str, years: tuple[str, ...]) -> None:
    answer = await KILNS.ask(question, Context())
    assert all(told in answer.text for told in years), answer.text
    assert len(years) > 1 or answer.text.count("2016:") == years[0].count("2016:")
