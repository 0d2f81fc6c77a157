"""Shares that the counts beside them do not give: flagged where the arithmetic is certain, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.builtin import builtin
from corpus.models import Paper
from index.arithmetic import disagreements


def flagged(abstract: str) -> list[tuple[str, str]]:
    paper = Paper(source_id="p", abstract=abstract)
    return [(abstract[one.start : one.end], one.said) for one in disagreements(paper)]


@pytest.mark.parametrize(
    ("abstract", "found"),
    [
        ("Pain was seen in 12 of 40 women (35%).", [("12 of 40 women (35%)", "as printed; 12/40 = 30.0 %")]),
        ("Relapse: 12/40 (31.5%).", [("12/40 (31.5%)", "as printed; 12/40 = 30.0 %")]),
        ("In 12 (35%) of 40 women it failed.", [("12 (35%) of 40", "as printed; 12/40 = 30.0 %")]),
        ("It failed in 35% (12/40).", [("35% (12/40)", "as printed; 12/40 = 30.0 %")]),
        ("Of 40 women, 12 (35%) relapsed.", [("Of 40 women, 12 (35%)", "as printed; 12/40 = 30.0 %")]),
        ("A total of 400 women were enrolled. It failed in 79 (18%) of women.", [("79 (18%) of women", "as printed; 79/400 = 19.8 %")]),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_flagged_as_printed(abstract: str, found: list[tuple[str, str]]) -> None:
    assert flagged(abstract) == found


@pytest.mark.parametrize(
    "abstract",
    [
        "Pain was seen in 12 of 40 women (30%).",
        "Pain was seen in 1 of 3 women (33%), 2 of 3 men (66.7%) and 2 of 3 boys (66.6%).",  # rounded, or cut off
        "Pain was seen in 12 of 40 women (15%) of the 80 enrolled.",  # a share of another whole that is printed
        "It rose from 10% to 30% (5/40).",  # the end of a range
        "Grade 3 of 4 (95% CI 1 to 2).",
        "We enrolled 400 women. It failed in 79 (18%) of women with gout.",  # some of them
        "We enrolled 400 women. It failed in 79 (50%) of women.",  # of another whole, far from all
        "On 1/2 (5%) of days in 2/2019 it rained.".replace("1/2", "31/2"),  # more than the whole: no part of it
        "",
    ],
)
def test_what_agrees_or_is_not_certain_is_not(abstract: str) -> None:
    assert flagged(abstract) == []


def test_of_the_shipped_library_one_share_is_flagged() -> None:
    found = {(paper.key, one.said) for paper in builtin().papers for one in disagreements(paper)}
    assert found == {("10.3390/cancers16142554", "as printed; 79/469 = 16.8 %")}


@given(st.integers(1, 999), st.integers(1, 999), st.integers(0, 2))
def test_a_share_that_is_rounded_from_its_counts_is_never_flagged(part: int, rest: int, places: int) -> None:
    share = f"{100 * part / (part + rest):.{places}f}"
    assert flagged(f"Pain was seen in {part} of {part + rest} women ({share}%).") == []


@given(st.text(alphabet="0123456789 .,()%of/women", max_size=120))
def test_whatever_is_flagged_is_a_slice(text: str) -> None:
    for one in disagreements(Paper(source_id="p", abstract=text)):
        assert one.sentence.start <= one.start < one.end <= one.sentence.end
        assert 0 < one.part <= one.whole
