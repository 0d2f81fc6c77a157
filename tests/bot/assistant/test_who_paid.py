"""Who paid for one paper, in its abstract's own sentence: no record says it, but that is no answer where the abstract does."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, talk


def _author(name: str) -> Author:
    family, _, given = name.partition(", ")
    return Author(name=f"{given} {family}", family=family, given=given)


def _paper(key: str, author: str, title: str, abstract: str) -> Paper:
    return Paper(source_id=key, title=title, abstract=abstract, year=2021, authors=(_author(author),))


KILNS = over(
    _paper("kilns", "Tamm, Liis", "Brick kilns and the smoke over a river town", "Smoke hung over the town for 40 days. Particles fell by a third after the kilns were lined. "
           "The work was commissioned by Northbrick Works, whose staff read the gauges."),
    _paper("tiles", "Ode, Femi", "Roof tiles that cool attics", "Pale tiles cooled attics by 4 degrees. Tiles were bought by the tenants. The authors received no specific grant for this work."),
    _paper("glaze", "Ruiz, Ana", "Lead in the glaze of cooking pots", "Background: Lead glaze is still sold. Methods: We tested 300 pots. Results: A fifth leached lead. Funding: none declared."),
    _paper("clay", "Sato, Ken", "Clay pits as ponds: a review of 40 studies", "Ponds in clay pits held newts in 31 of 40 studies. Studies with industry funding gave similar results. Funding: Ponds Trust."),
    _paper("lime", "Berg, Eva", "Lime mortar in wet winters", "Mortar with lime dried in nine days. Frost did no harm to it. Masons liked it."),
    _paper("slag", "Okoro, Uche", "Slag in the bricks of a harbour wall", "Slag bricks lasted longer than clay. The Society for the Protection of Harbours paid for the field work."),
    _paper("sand", "Lind, Per", "Sand from rivers in building: a review", "Sand was dug in 41 rivers. Fish left 12 of them. Sources of support: none. Two authors advise a quarry."),
    _paper("dust", "Mora, Eli", "Dust masks in brick yards", "Background: Dust harms. Results: Masks cut dust by half. Funding: Federal Labour Office. The funder chose the yards."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("who paid for the Tamm study", "commissioned by Northbrick Works"),
        ("who funded the paper on brick kilns", "commissioned by Northbrick Works"),
        ("Tamm 2021, who financed it?", "commissioned by Northbrick Works"),
        ("who funded the Ode paper", "no specific grant"),
        ("was the Ode study funded by industry", "no specific grant"),
        ("who sponsored the Ruiz study", "Funding: none declared."),
        ("who funded Sato", "Ponds Trust"),
        ("who paid for the Okoro study", "paid for the field work"),
        ("who paid for Lind", "Sources of support: none."),
        ("Mora who funded", "Funding: Federal Labour Office."),
    ],
)
async def test_who_paid_for_a_paper_that_is_named_is_told_by_its_abstract(asked: str, says: str) -> None:
    answer = await KILNS.ask(asked, Context())
    assert answer.outcome is Outcome.ANSWERED, answer.text
    assert says in answer.quotes[0].text, answer.text


@pytest.mark.parametrize(
    ("about", "asked", "says"),
    [
        ("did lining the kilns cut particles", "who funded it", "commissioned by"),
        ("did lining the kilns cut particles", "who paid", "commissioned by"),
        ("did lining the kilns cut particles", "was it paid for by a company?", "commissioned by"),
        ("do pale tiles cool attics", "who paid for this study", "no specific grant"),
        ("do pale tiles cool attics", "and was it industry funded", "no specific grant"),
        ("do pale tiles cool attics", "paid by a tile company", "no specific grant"),
        ("did masks cut dust", "paid by a drug company", "Funding: Federal Labour Office."),
        ("how much longer did slag bricks last", "who paid", "paid for the field work"),
        ("how many pots leached lead", "where did the money come from", "none declared"),
        ("how many studies of clay pits held newts", "industry money?", "industry funding"),
        ("how many studies of clay pits held newts", "industry money bias", "industry funding"),
    ],
)
async def test_who_paid_for_the_paper_talked_about_is_told_by_its_abstract(
    about: str, asked: str, says: str
) -> None:
    answer = (await talk(KILNS, about, asked))[-1]
    assert answer.outcome is Outcome.ANSWERED, answer.text
    assert len({quote.key for quote in answer.quotes}) == 1
    assert says in answer.quotes[0].text, answer.text
    assert answer.sure, answer.text


async def test_an_abstract_that_does_not_say_it_still_leaves_it_to_the_records() -> None:
    answer = (await talk(KILNS, "how fast did mortar with lime dry", "who funded it"))[-1]
    assert answer.outcome is Outcome.NOTHING
    assert "The records here do not give the funding" in answer.text


_STAFF = over(
    _paper("moods", "Vale, Ida", "Moods of bakery staff at night", "We asked 80 employees of a bread company about their sleep. Half slept badly."),
    _paper("cod", "Moe, Arne", "Cod off a cold coast", "Commercial stocks of cod fell by half. The industry works at night, and boats lost fees."),
    _paper("yeast", "Dahl, Siri", "Yeast that rises in the cold", "Yeast rose at 4 degrees. The first author is an employee of Rise Ltd."),
)  # fmt: skip


@pytest.mark.parametrize("asked", ["who paid for the Vale study", "who funded Moe 2021"])
async def test_those_studied_who_are_employed_by_a_company_tell_of_no_payer(asked: str) -> None:
    answer = await _STAFF.ask(asked, Context())
    assert answer.outcome is Outcome.NOTHING, answer.text


async def test_an_author_who_is_employed_by_a_company_still_tells_of_it() -> None:
    answer = await _STAFF.ask("who funded Dahl 2021", Context())
    assert "employee of Rise Ltd" in answer.quotes[0].text, answer.text
