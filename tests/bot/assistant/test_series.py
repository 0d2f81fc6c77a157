"""The things that one sentence asks for in a row are questions each; what relates two things, or says of which papers, is one."""

from __future__ import annotations

import pytest

from bot.assistant.series import before_question, by_attributes, by_things, is_attribute


@pytest.mark.parametrize(
    ("sentence", "things"),
    [
        ("drug dose, mean age and p value?", ["drug dose", "mean age", "p value"]),
        ("recorder cost, range and hours of checking", ["recorder cost", "recorder range", "recorder hours of checking"]),
        ("what did it cost per room, and the drift in ppm", ["what did it cost per room", "the drift in ppm"]),
        ("median survival, mean age and swelling", ["median survival", "mean age", "swelling"]),
        ("median survival, mean age and p value of FERN", []),
        ("did they give drug dose, mean age and p value", []),
        ("papers on drug dose, mean age and p value", []),
        ("did drug dose, mean age and p value differ", []),
        ("difference in drug dose, mean age and p value", []),
        ("the drug dose that the riders took at dawn, mean age and p value", []),
        ("the bells, the looms and the geese", []),
        ("drug dose, age", []),
        ("riders, and the mean age of them", []),
    ],
)  # fmt: skip
def test_things_in_a_row(sentence: str, things: list[str]) -> None:
    assert by_things(sentence) == things


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("median survival after surgery and the complication rate", ["median survival after surgery", "the complication rate"]),
        ("sample size of TANDEM, drop-outs in OLA-LOW?", ["sample size of TANDEM", "drop-outs in OLA-LOW"]),
        ("correlation of age with dose and the complication rate", []),
        ("complication rate of TES", []),
    ],
)  # fmt: skip
def test_attributes_of_their_own(sentence: str, parts: list[str]) -> None:
    assert by_attributes(sentence) == parts


@pytest.mark.parametrize(
    ("piece", "things"),
    [
        ("recall rate of DBT, perforations in VIRTUA", ["recall rate of DBT", "perforations in VIRTUA"]),
        ("recall rate of DBT", []),
        ("recall rate of DBT, the trial of 2019", []),
        ("recall rate of DBT, in women over 60", []),
        ("recall rate of DBT, bells and looms", []),
        ("recall rate of DBT, perforations in the second of all the potteries", []),
        ("what rate of DBT, perforations in VIRTUA", []),
    ],
)
def test_a_row_that_a_question_closes(piece: str, things: list[str]) -> None:
    assert before_question(piece) == things


def test_an_attribute_asks_without_a_question_word_and_states_nothing() -> None:
    assert is_attribute("complication rate of TES")
    assert not is_attribute("complication rate of TES was low")
    assert not is_attribute("TES and its complications")
