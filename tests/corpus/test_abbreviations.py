"""Short forms are taken with the words they stand for, in both orders, and nothing that only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.abbreviations import LongForms, abbreviations_of
from corpus.models import Paper


def found(text: str) -> dict[str, str]:
    entries = abbreviations_of(Paper(source_id="p", abstract=text))
    for entry in entries:
        assert text[entry.start : entry.end] == entry.long
    return {entry.short: entry.long for entry in entries}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We used magnetic resonance imaging (MRI).", {"MRI": "magnetic resonance imaging"}),
        ("It was magnetic resonance imaging [MRI] again.", {"MRI": "magnetic resonance imaging"}),
        (
            "The SINS (spinal instability neoplastic score) was high.",
            {"SINS": "spinal instability neoplastic score"},
        ),
        (
            "A SINS [spinal instability neoplastic score] score of 7.",
            {"SINS": "spinal instability neoplastic score"},
        ),
        ("Several microRNAs (miRNAs) were found.", {"miRNAs": "microRNAs"}),
        ("Long non-coding RNAs (lncRNAs) rose.", {"lncRNAs": "Long non-coding RNAs"}),
        ("They had estrogen receptor alpha-positive (ER+) disease.", {"ER+": "estrogen receptor alpha-positive"}),
        ("Body mass index (BMI; kg/m2) was taken.", {"BMI": "Body mass index"}),
        ("The median overall survival (mOS) was long.", {"mOS": "median overall survival"}),
        (
            "Weighted gene co-expression network analysis (WGCNA).",
            {"WGCNA": "Weighted gene co-expression network analysis"},
        ),
        ("Nurses filled in the Short Sleep Scale (SSS).", {"SSS": "Short Sleep Scale"}),
        ("They took the Brief Biscuit Bake Scale [BBBS] home.", {"BBBS": "Brief Biscuit Bake Scale"}),
        ("It was the Tidal-Turbine Test (TTT).", {"TTT": "Tidal-Turbine Test"}),
        ("The rate was low (p = 0.04) in most (n = 34) men.", {}),
        ("Half (50%) of them (60 patients) had it.", {}),
        ("The median was 54.4 (TES) and 26.1 months (SABR).", {}),
        ("It was high (RFA) there.", {}),
        ("They came (in May) and went (by car).", {}),
        ("It is complete (75% complete success).", {}),
    ],
)
def test_definitions(text: str, expected: dict[str, str]) -> None:
    assert found(text) == expected


@given(st.text(alphabet="abcABC ()[].;-+/1", max_size=120))
def test_any_text_gives_slices(text: str) -> None:
    found(text)


def test_long_forms_stand_behind_the_words_that_are_short_forms_and_behind_no_parts_of_words() -> None:
    longs = LongForms(Paper(source_id="p", abstract="Local control (LC) was good. Length of stay (LOS) fell."))
    assert longs.written_out("LC was 9%, LOS 3 d.") == "LC Local control was 9%, LOS Length of stay 3 d."
    assert longs.written_out("LCs, LC-MS, lc and FLOSS") == "LCs, LC-MS, lc and FLOSS"


@given(st.text(max_size=60))
def test_of_a_paper_that_defines_nothing_a_text_stays_as_it_is(text: str) -> None:
    assert LongForms(Paper(source_id="p", abstract="Nothing is defined.")).written_out(text) == text
