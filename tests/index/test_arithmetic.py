"""Shares that the counts beside them do not give: flagged where the arithmetic is certain, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.joining import builtin
from corpus.models import Paper
from index.sentences.arithmetic import disagreements, may_disagree


def flagged(abstract: str) -> list[tuple[str, str]]:
    paper = Paper(source_id="p", abstract=abstract)
    return [(abstract[one.start : one.end], one.said) for one in disagreements(paper)]


@pytest.mark.parametrize(
    ("abstract", "found"),
    [
        ("Pain was seen in 12 of 40 women (35%).", [("12 of 40 women (35%)", "as printed; 12/40 = 30.0 %")]),
        ("Relapse: 12/40 women (31.5%).", [("12/40 women (31.5%)", "as printed; 12/40 = 30.0 %")]),
        ("In 12 (35%) of 40 women it failed.", [("12 (35%) of 40", "as printed; 12/40 = 30.0 %")]),
        ("It failed in 35% (12/40) of women.", [("35% (12/40)", "as printed; 12/40 = 30.0 %")]),
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
        "It failed in 5 to 62 of 120 patients (57.1%).",
        "Grade 3 of 4 (95% CI 1 to 2).",
        "We enrolled 400 women. It failed in 79 (18%) of women with gout.",  # some of them
        "We enrolled 400 women. It failed in 79 (50%) of women.",  # of another whole, far from all
        "On 1/2 (5%) of days in 2/2019 it rained.".replace("1/2", "31/2"),  # more than the whole: no part of it
        "",
    ],
)
def test_what_agrees_or_is_not_certain_is_not(abstract: str) -> None:
    assert flagged(abstract) == []


SLIPS = """
Pain was seen in 62 of 120 patients (57.1%).
Nausea occurred in 33 of 150 women (26%).
Infection was found in 45 of 210 hips (24.1%).
Side effects were reported by 58/140 patients (44.1%).
Mutations were detected in 27 of 90 tumours (33.3%).
Bacteria grew in 71 of 200 samples (37.5%).
Fever developed in 48 (26.4%) of 200 children.
Headache was reported by 18 (24%) of 90 students.
Malaria parasites were seen in 112 (22.7%) of 560 blood samples.
Among 250 women, 45 (21%) smoked.
Of the 320 patients enrolled, 96 (33%) were female.
Of 80 eyes, 28 (38%) had oedema.
Delirium occurred in 26% (42/190) of patients.
Randomisation was reported in 47% (61 of 150) of trials.
Anaemia was present in 48.7% (120/300 women).
Leakage occurred in 9 of 125 operations (8.2%).
Allergy was recorded in 81 of 240 charts (37.3%).
Obesity was noted in 66 of 212 adults (13.1%).
Depression was found in 53 of 160 nurses (31.3%).
Vaccination was documented in 87 of 130 infants (69.6%).
A total of 469 patients were enrolled. Surgery was required in 79 (17.9%) of patients.
""".strip().splitlines()


def test_a_true_slip_is_marked() -> None:
    assert [slip for slip in SLIPS if len(flagged(slip)) != 1] == []


NO_SLIPS = """
Grade 3/4 (12%) neutropenia was common.
HPV 16/18 (70%) was the commonest.
HPV 31/33 women (90%) were younger.
HPV 52/58 was found in samples, 80% (52/58) of women.
Visual acuity was 20/40 (45%) or better.
Visual acuity reached 20/40 in eyes: 45% (20/40) of eyes.
ECOG performance status was 1/2 (30%).
BI-RADS 4/5 (30%) lesions were biopsied.
NYHA class 3/4 (45%) was frequent.
The C 5/6 (45%) level was fused most often.
Of 1,200 respondents, 300 (28.1%) smoked (survey-weighted).
In all, 12 of 40 patients (35%) relapsed by Kaplan-Meier.
Among 10 hospitals, 8 clinicians (33%) replied.
Among 60 hospitals, 24 clinicians (43%) replied.
It was worn on 5 of 7 days (65%).
It was worn on 25 of 30 days (80%).
In 2019/2020 (12%) fewer were seen.
In 2019/2020 patients (98%) came by car.
ASA 3/4 (40%) patients were older.
Gleason 3+4/7 (55%) cancers were treated.
Gleason 7/10 (65%) was frequent.
Stage T1/2 (60%) tumours were resected.
A 2/3 majority (70%) was reached.
Staff were on call 24/7 (90%).
Blood pressure was below 120/80 (45%).
The median score was 7/10 (75%).
On 3/12 (30%) the trial began.
The odds were 30/40 (65%).
The ratio was 1:2 (40%).
C57BL/6 mice, 30/36 (75%), survived.
Deletions of exon 19/21 (85%) were found.
Child-Pugh A/B (80%) patients were included.
Drug was given on day 1/15 (90%).
Genotypes 30/31 (90%) were found in patients.
In serotype 33/35 cases (90%) were mild.
Adjusted for age, 12 of 40 women (35%) relapsed.
An estimated 12 of 40 women (35%) relapsed.
At 24 months, 12 of 40 women (35%) had relapsed.
The 5-year recurrence was 12 of 40 women (35%).
Cumulative incidence: 12 of 40 patients (35%).
Actuarial survival was 30 of 40 patients (70%).
In 40 patients, 12 of 40 eyes (35%) and knees were operated on.
Of 60 patients, 24 eyes (43%) were treated.
Of 60 women, 24 (43%) infants were breast-fed.
More than 45% (240/472) of students passed.
About 55% (240/472) of students passed.
Nearly 35 of 100 women (38%) agreed to take part.
At least 30 of 100 women (33%) took part.
Of 100 patients, 30 (33%) with available data relapsed.
After 9 patients were excluded, 30 (33%) of 100 patients relapsed and data were missing.
Mean weight dropped in 30 of 100 women (33%).
Cholesterol fell in 30 of 40 patients (70%).
Sensitivity in 80 of 100 patients (85%) was fair.
Inter-reader agreement on 80 of 100 scans (85%) was fair.
The predicted risk of 30 of 100 women (33%) was high.
In 30 and 35 of 100 women (33%), respectively, it failed.
Pregnancy rates per cycle were 30 of 100 women (33%).
Delivered were 30 of 40 weeks (70%).
They took 30 of 40 doses (70%).
They answered 30 of 40 questions (70%).
Attended were 30 of 40 sessions (70%).
Stenosis of 30 of 40 arteries (70%) was seen.
Pooled, 30 of 40 trials (70%) were positive.
In a national survey, 300 of 1,000 adults (33%) smoked.
Half (50%) of 30 women slept badly; 12 of 25 women (50%) did not.
Relapse was seen in 12 of 40 patients (90%).
Standardised to Europe, 30 of 100 women (33%) smoked.
After imputation, 30 of 100 women (33%) smoked.
Three of 4 grade 30 of 100 points (33%) were given.
Toxicity of grade 24 of 30 patients (75%) was mild.
Room 24 of 30 patients (75%) was used.
NCT 24 of 30 patients (75%) are listed.
The tablets weighed 24/30 mg (75%).
A dilution of 1/40 (2%) was used.
Relapse at 2 y was 60 of 200 women (33%).
Recurrence (12-month) was seen in 60 of 200 women (33%).
Two-year recurrence was seen in 60 of 200 women (33%).
Vaccines 33/35 (92%) protected children.
Routes 40/42 children (90%) walked.
Adenovirus 40/41 cases (90%) were found.
Haematocrit was measured in 60 of 200 patients (33%).
""".strip().splitlines()


def test_scales_names_models_and_other_things_are_no_slips() -> None:
    assert [sentence for sentence in NO_SLIPS if flagged(sentence)] == []


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
        assert may_disagree(text[one.start : one.end])
