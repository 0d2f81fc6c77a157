"""A patient's data is recognised; the figures of papers are not taken for it."""

from __future__ import annotations

from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.patients import patient_data, without_patient_data
from bot.patients.shapes import plain
from bot.patients.signs import signs
from corpus.joining import builtin


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("survival for MRN 4482913 with spine mets?", "a record number"),
        ("MRN: A-448291", "a record number"),
        ("Patient: Smythe, Zoltan. Follow-up after TES?", "a name"),
        ("Patient: Zoltan Smythe, TES", "a name"),
        ("64 yo man in bed 12, name Zoltan Smythe, RT?", "a name"),
        ("Zoltan Smythe 64M bed 12, RT or surgery?", "a name"),
        ("he is Zoltan Smythe, 64, should we operate?", "a name"),
        ("Patient name: Smythe, Zoltan", "a name"),
        ("Patient: Smythe, Zoltan survival", "a name"),
        ("Patient: Young, Peter", "a name"),
        ("pt: Brown Zoltan", "a name"),
        ("Patient name: Young, Brown", "a name"),
        ("patient no. 12345678, which dose", "a record number"),
        ("medical record number is 00-12-93", "a record number"),
        ("NHS number 943 476 5919", "a record number"),
        ("pt 5591823 asks about SBRT", "a record number"),
        ("078-05-1120 options?", "a record number"),
        ("Mr K, born 12/03/1961, SINS 9", "a birth date"),
        ("DOB 1961-03-12 what dose", "a birth date"),
        ("woman (date of birth: March 12, 1961) fracture", "a birth date"),
        ("geb. 12.3.61", "a birth date"),
        ("12.03.1961 (DOB)", "a birth date"),
        ("call +44 20 7946 0958 about it", "a phone number"),
        ("phone 555-0199 ext", "a phone number"),
        ("reach her at (415) 555-0132", "a phone number"),
        ("his mobile is 0171/1234567", "a phone number"),
        ("555-867-5309", "a phone number"),
    ],
)
def test_it_is_recognised(text: str, called: str) -> None:
    assert patient_data(text) == called


@pytest.mark.parametrize(
    "text",
    [
        "how long was follow-up in 469 patients?",
        "Patient Reported Outcomes after TES",
        "Patient: Knapp et al. 2024",
        "Patients: Breast Cancer; Intervention: SABR",
        "Patient: Lung Cancer, what dose?",
        "PT: Radiation Therapy results",
        "Pt: Total Knee outcome",
        "patient: Spinal Metastasis survival",
        "Pat: Stereotactic Radiosurgery, Bone Marrow",
        "pat: Bone Marrow",
        "patients 65 or older with SINS 7-12",
        "10.3390/cancers16142554 dose",
        "NCT01234567 and PMID 33333333",
        "papers since 2024-05-01",
        "published 12/03/2021?",
        "8 Gy in 1 fraction versus 20 Gy in 5",
        "hazard ratio 0.54 (0.32-0.91), p = 0.021",
        "1990-2020 trends in 182,780 patients",
        "what did patient 1 receive",
        "case 3 of the series",
        "in the record number of patients",
        "born in 1961 cohort?",
        "mobile C-arm 3D 2019-2021",
        "T1-2-3 levels",
        "call for papers 2024",
    ],
)
def test_a_papers_figures_are_not(text: str) -> None:
    assert patient_data(text) is None


def test_no_abstract_of_the_library_looks_like_it() -> None:
    assert [paper.key for paper in builtin().papers if patient_data(f"{paper.title} {paper.abstract}")] == []


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    assert patient_data(text) in {None, *(sign.called for sign in signs())}


@given(st.text(max_size=200))
def test_whatever_is_taken_out_was_there_and_the_rest_stays_in_order(text: str) -> None:
    left, whole = without_patient_data(text), iter(text)
    assert all(letter in whole for letter in left.replace(" ", ""))


@given(st.text(max_size=200))
def test_every_letter_read_knows_where_it_comes_from(text: str) -> None:
    read = plain(text)
    assert len(read.source) == len(read.text)
    assert list(read.source) == sorted(read.source)
    assert all(0 <= place < len(text) for place in read.source)


@pytest.mark.parametrize("digits", ["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩"])
def test_digits_are_digits_however_they_are_written(digits: str) -> None:
    number = "4482913".translate(str.maketrans("0123456789", digits))
    assert patient_data(f"MRN {number}") == "a record number"
    assert patient_data(f"患者番号：{number}") == "a record number"


@pytest.mark.parametrize("hidden", ["\u200b", "\u00ad", "\u2060"])
def test_letters_nobody_sees_hide_nothing(hidden: str) -> None:
    assert patient_data(f"M{hidden}RN 44{hidden}82913") == "a record number"


def test_a_sign_looks_at_a_bounded_stretch_from_each_place() -> None:
    """No repetition without an end: the work grows with the text and no faster, whatever the text is."""
    parser = import_module("re._parser")
    patterns = [sign.pattern.pattern for sign in signs()]
    assert [one for one in patterns if parser.parse(one).getwidth()[1] >= 600] == []


@pytest.mark.slow
def test_long_digits_do_not_take_long() -> None:
    assert patient_data("1 " * 50_000 + "-") is None
    assert patient_data("tel " + "(" * 50_000) is None


def test_the_rest_of_a_question_can_be_looked_up() -> None:
    assert without_patient_data("MRN 4482913 born 12/03/1961, which dose of SBRT?") == ", which dose of SBRT?"


@pytest.mark.parametrize(
    "message",
    [
        "UHID/2024/118273 spinal instability?",
        "Aktenzeichen 2024/7731 Patient mit Querschnitt",
        "ID-Nr. 5520194 Wirbel",
        "id A765432(1) pain",
        "room 12 bed C, is SINS 9 stable",
    ],
)
def test_numbers_behind_a_stroke_lettered_beds_and_check_digits_are_seen(message: str) -> None:
    assert patient_data(message)


@pytest.mark.parametrize(
    "message",
    [
        "unit 3 of the registry, 2 arms",
        "chart review of 12345 patients",
        "HR 1.2 (3), grade A123",
        "room for 2 beds",
    ],
)
def test_what_only_sounds_like_a_bed_or_a_number_is_none(message: str) -> None:
    assert patient_data(message) is None
