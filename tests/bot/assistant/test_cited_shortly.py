"""A paper is meant by what it is registered under, by its first author and year, and by a journal whose name has words of asking."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.doi import Doi
from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over


def _paper(key: str, abstract: str, year: int, journal: str, *families: str) -> Paper:
    authors = tuple(Author(name=f"Ann {one}", family=one) for one in families)
    return Paper(
        doi=Doi(f"10.5555/{key}"),
        title=f"Salt and {key} of ewes",
        abstract=abstract,
        year=year,
        journal=journal,
        authors=authors,
    )


SALT = over(
    _paper("wool", "We fed 48 ewes with salt. Wool grew. Trial registration: ISRCTN48329999.", 2016, "Marsh Review", "Lunde", "Okafor"),
    _paper("milk", "We fed 91 ewes with herbs. Milk was salty. ClinicalTrials.gov NCT 01209999.", 2016, "Inclusion Letters", "Okafor", "Lunde"),
    _paper("lambs", "The review of ewes was long, and 512 ewes were reviewed in it. No review of lambs is known.", 2020, "Grazing Today", "Park"),
    _paper("hooves", "A review of hooves is wanted, as no review tells of ewes.", 2021, "Grazing Today", "Sole"),
)  # fmt: skip


async def _asked(question: str) -> tuple[str, tuple[str, ...], Outcome]:
    answer = await SALT.ask(question, Context())
    return answer.text, answer.keys, answer.outcome


@pytest.mark.parametrize(
    ("number", "key", "says"),
    [
        ("ISRCTN48329999", "wool", "48 ewes"),
        ("nct01209999", "milk", "91 ewes"),
        ("NCT 01209999", "milk", "91 ewes"),
    ],
)
@pytest.mark.parametrize("how", ["how many ewes in {}?", "{}: how many ewes were fed?"])
async def test_the_number_of_a_register_names_the_paper_that_has_it(
    number: str, key: str, says: str, how: str
) -> None:
    text, keys, _ = await _asked(how.format(number))
    assert keys == (f"10.5555/{key}",), text
    assert says in text


async def test_a_number_of_a_register_that_no_paper_has_names_none() -> None:
    text, _, outcome = await _asked("how many ewes in ISRCTN48320000?")
    assert outcome is not Outcome.ANSWERED, text


async def test_which_study_is_registered_so_is_that_study() -> None:
    text, keys, _ = await _asked("which trial is registered as ISRCTN48329999")
    assert keys == ("10.5555/wool",), text


@pytest.mark.parametrize("how", ["{}", "summarise {}", "tell me about {}"])
@pytest.mark.parametrize(("cited", "key"), [("Lunde 2016", "wool"), ("Okafor 2016", "milk")])
async def test_a_name_and_a_year_cite_the_first_author(how: str, cited: str, key: str) -> None:
    text, keys, _ = await _asked(how.format(cited))
    assert keys == (f"10.5555/{key}",), text


async def test_papers_by_somebody_are_those_in_any_place() -> None:
    text, keys, _ = await _asked("papers by Lunde from 2016")
    assert {*keys} == {"10.5555/wool", "10.5555/milk"}, text


@pytest.mark.parametrize("asked", ["Lunde 16 year", "lunde 2016 year", "park 20 year?"])
async def test_year_behind_a_citation_asks_for_the_year(asked: str) -> None:
    text, _, _ = await _asked(asked)
    assert "was published in 20" in text


@pytest.mark.parametrize(("journal", "key"), [("Marsh Review", "wool"), ("Inclusion Letters", "milk")])
@pytest.mark.parametrize("how", ["how many papers in {}?", "how many in {}", "papers in {}"])
async def test_a_word_of_a_journals_name_asks_for_nothing(journal: str, key: str, how: str) -> None:
    text, keys, _ = await _asked(how.format(journal))
    assert f"1 paper in {journal}:" in text
    assert keys == (f"10.5555/{key}",)
