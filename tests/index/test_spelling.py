"""Slips of the finger in whole messages: what they were meant to be, and what is left as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import Paper
from index.questions.spelling import Spelling, slip_cost
from tests.libraries import indexed

PAPERS = (
    Paper(
        source_id="sheep",
        title="Shearing and the survival of lambs",
        abstract="We followed 412 lambs. Winter shearing raised survival by 4%. Colostrum was weighed. The winters were cold.",
    ),
    Paper(
        source_id="fleece",
        title="Fleece weight",
        abstract="Fleece weight fell after the drought. Ewes were weighed. Bloodstained wool was left out.",
    ),
)
NAMES = {"shaerer"}
ASKED = frozenset({"papers", "author", "authors", "dois", "funding", "ethics", "limitations"})
SPELLING: Spelling = indexed(*PAPERS).reader.spelling(ASKED, NAMES.__contains__)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # a space left out
        ("howmany lambs", "how many lambs"),
        ("is it usefull", "is it useful"),  # one letter too many is likelier than a space left out
        ("isit cold", "is it cold"),
        ("numberof ewes", "number of ewes"),
        ("does winter shearinghelp", "does winter shearing help"),
        ("fleeceweight", "fleece weight"),
        ("afleece", "a fleece"),
        ("papersin 2020", "papers in 2020"),
        ("limitations ofthe study", "limitations of the study"),
        ("from2020 on", "from 2020 on"),
        ("papers byKendall", "papers by Kendall"),
        ("howmanylambs", "how many lambs"),
        ("whenwasitpublished", "when was it published"),
        ("survivaloflambsinwinter", "survival of lambs in winter"),
        ("how many studys", "how many studies"),
        ("any datas", "any data"),
        ("maintainit", "maintain it"),
        # a space too many
        ("surv ival of lambs", "survival of lambs"),
        ("fun ding", "funding"),
        ("lim itations", "limitations"),
        # letters
        ("waht is shearnig", "what is shearing"),
        ("survivall", "survival"),
        ("etics", "ethics"),
        ("ethis", "ethics"),  # and not "eth is"
        ("what was wronng", "what was wrong"),
        ("dorught", "drought"),
        ("the mistkae", "the mistake"),  # in no list of the library, nor one that asks
        ("Wich papers", "which papers"),
        ("wen and hw mny lambs", "when and how many lambs"),
        ("first-auhtor papers", "first-author papers"),
        ("colosrtum/survvial", "colostrum/survival"),
    ],
)
def test_a_slip_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    found = SPELLING.mended(typed)
    assert found.text == meant
    assert found.slips


@pytest.mark.parametrize(
    "message",
    [
        "do lambs survive",
        "proton pumps",  # right, and not here
        "rewetting, unsheared, mopped",  # forms of right words
        "overreporting",
        "the dois",  # asks, and is in no list of words
        "papers by Wen",
        "Wen on lambs",  # with a capital short words may be names
        "shaerer on lambs",  # a name that is known here
        "papers by shaering",  # and one that is not
        "shaering et al",
        "shaering 2019",
        *("papers by persson", "what did persson find", "has bakker published"),  # near "person" and "baker"
        "shaerers study",  # of a name that is known here
        *("oran", "canis", "australis", "ansible", "kelleher"),  # no "or an", "can is", "an sible"
        *("depuy", "corail", "occludin", "relaxin", "recife"),  # near a word of any field
        "Bombus and Olsson",
        "`shaering` and ```survvial```",
        "rebar",  # five letters and one too many
        "10.5555/shaering.2019",
        "https://example.org/shaering",
        "“shaering”",
        "SHAERING",
        "Does Shaering help",  # a capital within a sentence
        "any1",
        "il6 and covid19",
        "zxqv",
        "the rapist",  # two right words, of which one asks
        "blood stained wool",  # two right words, neither of them short
        "",
        " ",
    ],
)
def test_what_is_right_or_strange_stays(message: str) -> None:
    assert SPELLING.mended(message) == (message, ())


def test_a_message_with_too_many_is_no_english() -> None:
    assert SPELLING.mended("shaering survvial dorught").slips == ()
    assert len(SPELLING.mended("shaering survvial").slips) == 2
    long = "the survvial of lambs after the dorught and the shaering in winter"
    assert len(SPELLING.mended(long).slips) == 3


def test_a_long_message_is_not_looked_through() -> None:
    assert SPELLING.mended("lambs " * 59 + "survvial").slips
    assert not SPELLING.mended("lambs " * 60 + "survvial").slips


def test_what_happens_most_often_costs_least() -> None:
    typed = ["survvial", "survivall", "survial", "survivial", "survivsl", "suvvial", "survixal", "curvival"]
    assert [slip_cost(word, "survival") for word in typed] == [0, 0, 1, 3, 2, 4, 5, 5]


@given(st.text())
def test_any_message_is_mended_in_its_places(message: str) -> None:
    found = SPELLING.mended(message)
    assert (found.text == message) == (not found.slips)
    assert SPELLING.mended(message) == found


@given(st.sampled_from("survival colostrum drought limitations".split()), st.data())
def test_letters_swapped_or_doubled_within_a_word_lead_back_to_it(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 2))
    swapped, doubled = word[:at] + word[at + 1] + word[at] + word[at + 2 :], word[: at + 1] + word[at:]
    assert SPELLING.mended(f"the {swapped}").text == f"the {word}"
    assert SPELLING.mended(f"the {doubled}").text == f"the {word}"
