"""The figures a sentence states, as printed, each with the words that say what it is of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import Paper
from index.sentences.figures import Kind, figures_of
from tests.hostile import TEXTS
from tests.quality.figures import COLUMNS, held, papers, rows, shown


def read(abstract: str, kind: Kind) -> list[tuple[str, str]]:
    paper = Paper(source_id="p", abstract=abstract)
    return [(one.text, one.of) for one in figures_of(paper) if one.kind is kind]


@pytest.mark.parametrize(
    ("abstract", "kind", "found"),
    [
        ("Weakness (21.69%) and pain (18.07%) were common.", Kind.PERCENT, [("21.69%", "Weakness (21.69%)"), ("18.07%", "pain (18.07%) were common.")]),
        ("Rates were 57.6  vs. 70 % after five years.", Kind.PERCENT, [("57.6  vs. 70 %", "Rates were 57.6  vs. 70 % after five years.")]),
        ("In all, 12 (8.5%) died, 30 patients (21%) relapsed.", Kind.PERCENT, [("12 (8.5%)", "In all, 12 (8.5%) died"), ("30 patients (21%)", "30 patients (21%) relapsed.")]),
        ("Recovery was seen in grade 1 and 7 % of them.", Kind.PERCENT, [("7 %", "Recovery was seen in grade 1 and 7 % of them.")]),
        ("The rise was 2.4% per year (95% CI, 1.7%-3.0%).", Kind.PERCENT, [("2.4%", "The rise was 2.4% per year (95% CI, 1.7%-3.0%).")]),
        ("Age was high (95% CI 50 to 60).", Kind.PERCENT, []),
        ("Age was high (95% CrI 50 to 60).", Kind.PERCENT, []),
        ("Cover was 12% (95% HPDI: 9-15).", Kind.PERCENT, [("12%", "Cover was 12% (95% HPDI: 9-15).")]),
        ("Herons lived 6.1 years (95% CRI 5.2-7.0).", Kind.AVERAGE, []),
        ("Median survival was 12.3 months (95% CI 10.1–14.0).", Kind.AVERAGE, [("12.3 months (95% CI 10.1–14.0)", "Median survival was 12.3 months (95% CI 10.1–14.0).")]),
        ("The mean age was 56.4 ± 12.2 years.", Kind.AVERAGE, [("56.4 ± 12.2 years", "The mean age was 56.4 ± 12.2 years.")]),
        ("At a median follow-up of 42 mo, 786 (15%) had died.", Kind.AVERAGE, [("42 mo", "At a median follow-up of 42 mo, 786 (15%) had died.")]),
        ("Average readers improved [26].", Kind.AVERAGE, []),
        ("Boys were followed up for 5 years.", Kind.FOLLOW_UP, [("5 years", "Boys were followed up for 5 years.")]),
        ("Girls were actively followed over 28 d.", Kind.FOLLOW_UP, [("28 d", "Girls were actively followed over 28 d.")]),
        ("Girls drank tea, each following standard 3-d dosing.", Kind.FOLLOW_UP, []),
        ("After a 12-month follow-up all were well.", Kind.FOLLOW_UP, [("12-month", "After a 12-month follow-up all were well.")]),
        ("Death was likelier (adjusted OR 1.26, 95% CI 1.07 to 1.48, p = 0.005).", Kind.RATIO, [("OR 1.26, 95% CI 1.07 to 1.48", "Death was likelier (adjusted OR 1.26, 95% CI 1.07 to 1.48, p = 0.005).")]),
        ("Risk rose (hazard ratio [HR], 0.86; P=0.02).", Kind.RATIO, [("hazard ratio [HR], 0.86", "Risk rose (hazard ratio [HR], 0.86; P=0.02).")]),
        ("Either drug or 2.5 ml of water was given.", Kind.RATIO, []),
        ("Pain fell (P(interaction)=0.09) and so did p53.", Kind.P_VALUE, [("P(interaction)=0.09", "Pain fell (P(interaction)=0.09) and so did p53.")]),
        ("Age, sex and height differed (p = 0.01, 0.02, and <0.3, respectively).", Kind.P_VALUE, [("p = 0.01, 0.02, and <0.3", "Age, sex and height differed (p = 0.01, 0.02, and <0.3, respectively).")]),
        ("Both fell (P-values of .01 and 0.02).", Kind.P_VALUE, [("P-values of .01 and 0.02", "Both fell (P-values of .01 and 0.02).")]),
        ("Sap fell (p = 0.04, 0.5 points, 1.2).", Kind.P_VALUE, [("p = 0.04", "Sap fell (p = 0.04, 0.5 points, 1.2).")]),
        ("Sap fell (p = 0.04, r = 0.2, 0.3).", Kind.P_VALUE, [("p = 0.04", "Sap fell (p = 0.04, r = 0.2, 0.3).")]),
        ("Pumps cost €12,400 on average.", Kind.COST, [("€12,400", "Pumps cost €12,400 on average.")]),
        ("The visit (¥3000) took 5 min.", Kind.COST, [("¥3000", "The visit (¥3000) took 5 min.")]),
        ("The median cost was CHF 240.", Kind.COST, [("CHF 240", "The median cost was CHF 240.")]),
        ("A ticket cost 1,200 yen.", Kind.COST, [("1,200 yen", "A ticket cost 1,200 yen.")]),
        ("The budget was US$ 1.2 million in all.", Kind.COST, [("US$ 1.2 million", "The budget was US$ 1.2 million in all.")]),
        ("It cost £300 to £400 a month.", Kind.COST, [("£300 to £400", "It cost £300 to £400 a month.")]),
        ("Costs were 300–400 euros.", Kind.COST, [("300–400 euros", "Costs were 300–400 euros.")]),
        ("Mean cost was $12.4 (SD 3.1) versus $15.2 (SD 2).", Kind.COST, [("$12.4 (SD 3.1) versus $15.2 (SD 2)", "Mean cost was $12.4 (SD 3.1) versus $15.2 (SD 2).")]),
        ("They paid €5 in 3 days and $6 to 12 months.", Kind.COST, [("€5", "They paid €5 in 3 days and $6 to 12 months."), ("$6", "They paid €5 in 3 days and $6 to 12 months.")]),
        ("Weight fell by 12 pounds, and $x is no sum.", Kind.COST, []),
        ("It differed (p < 0.0001).", Kind.P_VALUE, [("p < 0.0001", "It differed (p < 0.0001).")]),
    ],
)  # fmt: skip
def test_what_a_sentence_states(abstract: str, kind: Kind, found: list[tuple[str, str]]) -> None:
    assert read(abstract, kind) == found


def test_figures_said_of_several_respectively_are_told_with_the_whole_sentence() -> None:
    abstract = "Survival was 79.1% and 82.2% in boys, and control 98% and 91% in girls, respectively."
    assert {of for _, of in read(abstract, Kind.PERCENT)} == {abstract}


@given(st.text(alphabet="0123456789 .,;:()[]%±=<>pPmedianORCIfollowup-–", max_size=300) | TEXTS)
def test_a_figure_is_a_slice_of_its_sentence(text: str) -> None:
    for one in figures_of(Paper(source_id="p", abstract=text)):
        assert text[one.start : one.end] == one.text
        assert one.sentence.start <= one.of_start <= one.start < one.end <= one.of_end <= one.sentence.end
        assert one.text in one.of


@pytest.mark.parametrize("column", COLUMNS)
def test_of_the_abstracts_read_by_hand_the_cells_shown_are_right(column: str) -> None:
    """The half that may be read; 1 in 20 may be wrong, 1 in 10 missing."""
    here = papers()
    found = [
        held(shown(here[row["key"]], column), row.get(column, [])) for row in rows("look") if row["key"] in here
    ]
    right, wrong, missing = (sum(n) for n in zip(*((r, len(w), len(m)) for r, w, m in found), strict=True))
    assert right > 0
    assert wrong <= 0.05 * (right + wrong)
    assert missing <= max(1, 0.1 * right)
