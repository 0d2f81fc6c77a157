"""The things that one sentence asks for in a row are questions each, of what they share; what relates things, or asks for one, is one."""

from __future__ import annotations

import pytest

from bot.assistant.message.enumerations import by_things
from bot.assistant.message.splitting import parts_of


@pytest.mark.parametrize(
    ("sentence", "things"),
    [
        ("drug dose, mean age and p value?", ["drug dose", "mean age", "p value"]),
        ("age, sex and smoking", ["age", "sex", "smoking"]),
        # what the last names
        ("sample size, dose and mean age in the FERN trial", ["sample size in the FERN trial", "dose in the FERN trial", "mean age in the FERN trial"]),
        ("survival, recurrence and complications after surgery?", ["survival after surgery", "recurrence after surgery", "complications after surgery"]),
        ("number of nurses, mean age and p value of FERN", ["number of nurses of FERN", "mean age of FERN", "p value of FERN"]),
        ("what were the sample size, dose and age in FERN", ["what were the sample size in FERN", "dose in FERN", "age in FERN"]),
        ("incidence, prevalence and mortality of larks in Wales", ["incidence of larks in Wales", "prevalence of larks in Wales", "mortality of larks in Wales"]),
        ("what is the mortality, relapse and cost in Wales after a bite?", ["what is the mortality in Wales after a bite", "relapse in Wales after a bite", "cost in Wales after a bite"]),
        ("mean age, cost and number of nurses of FERN", ["mean age of FERN", "cost of FERN", "number of nurses of FERN"]),
        ("mean age, cost and number of nurses", ["mean age", "cost", "number of nurses"]),
        ("dose, cost and mean hours of sleep in the FERN trial", ["dose in the FERN trial", "cost in the FERN trial", "mean hours of sleep in the FERN trial"]),
        # what the first names
        ("recorder cost, range and hours of checking", ["recorder cost", "recorder range", "recorder hours of checking"]),
        ("jar vs pot survival rate, heat and days in kilns", ["jar vs pot survival rate", "jar vs pot heat", "jar vs pot days in kilns"]),
        # what each has of its own
        ("mean age, cost and hours of sleep", ["mean age", "cost", "hours of sleep"]),
        ("sample size of TANDEM, losses and cost in OLA-LOW", ["sample size of TANDEM", "losses in OLA-LOW", "cost in OLA-LOW"]),
        # of each study, two as well
        ("sample size, dose and p value of each study", ["sample size of each study", "dose of each study", "p value of each study"]),
        ("what's the sample size and follow up of all the trials?", ["what's the sample size of all the trials", "follow up of all the trials"]),
        ("aim and conclusion for each", ["aim for each", "conclusion for each"]),
    ],
)  # fmt: skip
def test_things_in_a_row_are_asked_one_by_one(sentence: str, things: list[str]) -> None:
    assert by_things(sentence) == things


@pytest.mark.parametrize(
    "sentence",
    [
        "did they give drug dose, mean age and p value",
        "papers on drug dose, mean age and p value",
        "difference in drug dose, mean age and p value",
        "the drug dose that the riders took at dawn, mean age and p value",
        "the bells, the looms and the geese",
        "pain, sleep and mood in teenagers",
        "drug dose, age",
        "age, 5% (p < 0.05), and cost of care",
        "what's the yield, cost and price of oats, rye and wheat",
        "dose and p value of FERN",
        "a table of sample size and dose for each study",
        "authors and journal of each study",
        "mean and median age in all studies",
        "sensitivity and specificity of each test",
    ],
)
def test_what_is_one_thing_or_of_several_papers_is_no_row(sentence: str) -> None:
    assert by_things(sentence) == []


def test_a_row_is_a_message_of_several_questions() -> None:
    assert parts_of("dose, cost and age in FERN") == ("dose in FERN?", "cost in FERN?", "age in FERN?")
    assert len(parts_of("authors, year and doi of the FERN paper")) == 1


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("what did the kilns cost per room, and the drift in ppm", ("what did the kilns cost per room?", "the drift in ppm?")),
        ("glaze on tiles in Wales, and pots found in winter", ("glaze on tiles in Wales?", "pots found in winter?")),
        ("articles only, and it must be from before 2024", ("articles only, and it must be from before 2024",)),
        ("in tiles, pots and jars from Wales, and the age of kilns", ("in tiles, pots and jars from Wales, and the age of kilns",)),
    ],
)  # fmt: skip
def test_one_thing_more_behind_a_question(message: str, parts: tuple[str, ...]) -> None:
    assert parts_of(message) == parts
