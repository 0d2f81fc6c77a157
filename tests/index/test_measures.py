"""The unit in which a question wants a figure."""

from __future__ import annotations

import asyncio

import pytest

from index.models import Finding
from index.sentences.measures import is_unit, unit_missing
from tests.libraries import indexed


@pytest.mark.parametrize(
    ("question", "sentence", "missing"),
    [
        ("dose in mg given to the ewes", "They were given a dose twice.", "mg"),
        ("dose in mg given to the ewes", "They were given 5 mg twice.", ""),
        ("gait speed in m/s after training", "Gait speed rose by 12%.", "m/s"),
        ("mean coronary pressure mmHg", "Pressure was 82 mm Hg.", ""),
        ("serum level in pg/ml", "The level was 12 ng/ml.", "pg/ml"),
        ("IL-8 in women", "It was measured.", ""),
        ("what was seen in g4 patients", "Nothing.", ""),
        ("threshold difference in dB at 10 kHz", "The difference was 4 dB at 10 kHz.", ""),
        ("how far in km", "They travelled 30 km.", ""),
        ("how far in km", "They travelled far.", "km"),
        ("survival in months", "It was 12 mo.", ""),
        ("survival in months", "It was shorter.", "months"),
        ("stay in hours", "They stayed 12 h.", ""),
        ("time in seconds", "It took 5 s.", ""),
        ("age in years", "They were 12 yrs old.", ""),
        ("birth weight in kilograms", "They weighed 3.2 kg.", ""),
        ("birth weight in kg", "They weighed 3.2 kilograms.", ""),
        ("depth in m", "Ponds were three metres deep.", ""),
        ("how many dollars was it", "It was US$4,500.", ""),
        ("how many euros was it", "It was € 300.", ""),
        ("how many euros was it", "It was $300.", "euros"),
        ("noise in decibels", "It was 62 dB.", ""),
        ("wind in metres per second", "It was 4 m/s.", ""),
        ("wind in metres per second", "It was strong.", "metres per second"),
        ("height in inches", "They were 62 in tall.", ""),
        ("height in inches", "In spring they were tall.", "inches"),
        ("height in inches", "Of 40 plants, 20 in each bed, half were tall in 2010 in Kent.", "inches"),
        ("time in seconds", "The colony's age and S. aureus.", "seconds"),
        ("weight in tons", "T cells were found.", "tons"),
        ("stay in days", "Vitamin D was low.", "days"),
        ("weight in g", "They ate fruit, e.g. apples.", "g"),
        ("weight in g", "Their weight (g) rose.", ""),
        ("time in seconds", "It took 3.5±0.4s.", ""),
        ("wait in hours", "A 5-h wait.", ""),
        ("mean pressure in mm Hg", "Pressure was 82 mmHg.", ""),
        ("mean pressure in mm Hg", "The plaque was 4 mm thick.", "mm Hg"),
        ("In kg, how heavy were they?", "They weighed 3.2 kg.", ""),
        ("In kg, how heavy were they?", "They were heavy.", "kg"),
        ("lead in ug/ml", "It was 12 µg/ml.", ""),
        ("lead in µg/ml", "It was 12 ug/ml.", ""),
        ("gain in points", "The gain was one point.", ""),
        ("gain in points", "The gain was large.", "points"),
    ],
)
def test_the_unit_that_is_nowhere(question: str, sentence: str, missing: str) -> None:
    assert unit_missing(question, sentence) == missing


@pytest.mark.parametrize(
    "question",
    [
        "to what degree did sleep improve",
        "how many nurses had a degree",
        "resistance in M. bovis",
        "genes of heat in L. lactis",
        "how common are ulcers in feet with neuropathy",
        "yield in years of drought",
        "mortality in weeks when it was hot",
        "do shops that sell for a dollar close",
    ],
)
def test_words_that_are_no_unit_there(question: str) -> None:
    assert unit_missing(question, "Nothing else was seen.") == ""


def test_a_word_that_is_no_unit_need_not_stand_in_the_sentence_that_states_a_figure() -> None:
    """A figure told in other words ("Precision was 0.9" for "how accurate") would not be found."""
    assert [word for word in ("dollars", "kg", "accurate", "boilers") if is_unit(word)] == ["dollars", "kg"]


def found(question: str) -> Finding:
    index = indexed("Each boiler cost $2,100. Boilers were loud. Repairs were delayed by 2.3 months. Prices rose.")
    return asyncio.run(index.find(index.reader.read(question)))


def test_a_cost_in_another_currency_is_no_answer_for_sure() -> None:
    for question in ("how many euros did a boiler cost", "what did a boiler cost in euros"):
        assert "euros" in found(question).not_said
    for question in ("how many dollars did a boiler cost", "what did a boiler cost in dollars"):
        assert (found(question).sure, found(question).not_said) == (True, ())


def test_a_time_that_is_counted_did_nothing_itself() -> None:
    assert found("by how many months were repairs delayed").not_said == ()


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("how much money do they get", "money"),
        ("how much did the new lamps cost?", "cost"),
        ("what does one lamp cost", "cost"),
        ("what costs a lamp", "costs"),
        ("what lowered the cost", ""),
        ("is it worth the money", ""),
    ],
)
def test_a_sum_of_money_is_missing_where_none_is_printed(question: str, word: str) -> None:
    assert unit_missing(question, "Lamps were cost-effective in 12 of 40 towns.") == word
    assert unit_missing(question, "Lamps cost 12 euros each.") == ""
