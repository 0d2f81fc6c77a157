"""Papers on those of some age: by the ages that an abstract states, by its title and by whom it counts."""

from __future__ import annotations

import pytest

from bot.assistant.reading.ages import stated
from bot.models import Context
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk

_SLEEP = over(
    paper("Old", "Sleep on wards", "We asked 40 patients aged 70 years or older (mean age 82.1). Lamps helped in 75% of nights."),
    paper("Mid", "Sleep of bakers: a randomised trial", "We randomised 90 bakers aged 25 to 60 years. Their kids slept well."),
    paper("Kid", "Naps and marks", "We studied 120 children. Naps raised marks by 12 points in 65 schools."),
    paper("Baby", "Light and waking", "Mothers wrote down when 30 infants of 6-month-olds' groups woke. Nobody over 90 dB was near."),
    paper("None", "Lamps in barns", "Cows slept longer. Work before the age of 16 was forbidden. The barn was 80 years old."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("papers on over 75s", ["Old"]),
        ("papers on over-65s?", ["Old"]),
        ("studies of people under 30", ["Baby", "Mid"]),
        ("trials in adults aged 50 and over", ["Mid"]),
        ("anything on patients aged 75 to 90 years", ["Old"]),
        ("anything in kids", ["Baby", "Kid"]),
        ("which studies are in children", ["Baby", "Kid"]),
        ("papers on the elderly", ["Old"]),
        ("studies in babies", ["Baby"]),
    ],
)
async def test_papers_are_listed_by_the_age_of_those_studied(question: str, keys: list[str]) -> None:
    answer = await _SLEEP.ask(question, Context())
    assert (answer.outcome, answer.kind, sorted(answer.keys)) == (Outcome.ANSWERED, "record", keys), answer.text


async def test_no_paper_on_an_age_is_told_by_that_age() -> None:
    answer = await _SLEEP.ask("papers on over 95s", Context())
    assert (answer.outcome, answer.keys) == (Outcome.NOTHING, ())
    assert "whose abstract states an age of 95 or more" in answer.text


@pytest.mark.parametrize(
    "asked",
    ["did lamps help over 75s", "and in children?", "papers with over 80 patients", "papers over 20 pages"],
)
async def test_what_was_found_at_an_age_and_other_numbers_choose_no_papers(asked: str) -> None:
    answer = (await talk(_SLEEP, "did lamps help on wards", asked))[-1]
    assert "states an age" not in answer.text
    assert "(by title, those counted and ages)" not in answer.text


def test_shares_schools_and_barns_have_no_age() -> None:
    found = {one.key: {round(age, 1) for age in stated(one)} for one in _SLEEP.papers.values()}
    assert found == {"Old": {70, 82}, "Mid": {25, 60}, "Kid": set(), "Baby": {0.5}, "None": set()}
