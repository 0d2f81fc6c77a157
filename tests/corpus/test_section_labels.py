"""Labels of sections as journals print them: none of them is a word of a quote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import Paper
from corpus.sections import _CAPITALS, _IN_CAPITALS, _at_places
from corpus.sentences import sentences_of

LABELS = """
BACKGROUND AND PURPOSE | AIM OF THE STUDY | OBJECTIVE(S) | SUMMARY OF BACKGROUND DATA | STUDY DESIGN, SIZE, DURATION | PATIENT SAMPLE
MAIN RESULTS AND THE ROLE OF CHANCE | LIMITATIONS, REASONS FOR CAUTION | WIDER IMPLICATIONS OF THE FINDINGS | WHAT IS KNOWN ALREADY
METHODS AND ANALYSIS | ETHICS AND DISSEMINATION | PATIENT AND PUBLIC INVOLVEMENT | PRIMARY AND SECONDARY OUTCOME MEASURES | METHODOLOGY/PRINCIPAL FINDINGS
DESIGN, SETTING, AND PARTICIPANTS | MAIN OUTCOME MEASURE(S) | RESULT(S) | CONCLUSION(S) | CLINICALTRIALS.GOV IDENTIFIER | EVIDENCE ACQUISITION
DATA EXTRACTION AND SYNTHESIS | REVIEW METHODS | SEARCH METHODS | SELECTION CRITERIA | DATA COLLECTION AND ANALYSIS | AUTHORS' CONCLUSIONS | AUTHORS’ CONCLUSIONS
SAMPLE | KEY MESSAGES | PRACTICAL IMPLICATIONS | ORIGINALITY/VALUE | PATIENT CONCERNS | LESSONS | TAKE-HOME MESSAGES | SURGICAL TECHNIQUE | WHAT THIS PAPER ADDS
IMPACT | NOVELTY | LAY SUMMARY | AREAS COVERED | EXPERT OPINION | RELEVANCE TO CLINICAL PRACTICE | TRIAL STATUS | STRENGTHS AND LIMITATIONS | HOW TO CITE
"""
KNOWN = [label.strip() for line in LABELS.split("\n") for label in line.split("|") if label.strip()]


def told(abstract: str) -> list[tuple[str | None, str]]:
    return [(one.section, one.text) for one in sentences_of(Paper(source_id="p", abstract=abstract))]


def test_a_label_in_capitals_among_others_is_no_word_of_a_quote() -> None:
    for label in KNOWN:
        text = f"BACKGROUND: Owls hoot. {label}: We heard 40 owls. CONCLUSION: They hoot."
        parts = [("BACKGROUND", "Owls hoot."), (label, "We heard 40 owls."), ("CONCLUSION", "They hoot.")]
        assert told(text) == parts


@pytest.mark.parametrize(
    "label",
    [
        "Methods and analysis", "Ethics and dissemination", "Strengths and limitations", "Patient and public involvement", "Aim of the study",
        "Primary and secondary outcome measures", "Design, setting, and participants", "Data collection and analysis", "Authors' conclusions",
        "Authors’ conclusions", "Search methods", "Selection criteria", "Evidence acquisition", "Evidence synthesis", "Main outcome measure(s)",
        "Result(s)", "Patient concerns", "Lessons", "Practical implications", "Originality/value", "What this study adds", "Trial status",
        "Lay summary", "Purpose of the review", "Study design, size, duration",
    ],
)  # fmt: skip
def test_a_usual_label_in_small_letters_is_none_either(label: str) -> None:
    text = f"Background: Owls hoot. {label}: We heard 40 owls."
    assert told(text) == [("Background", "Owls hoot."), (label, "We heard 40 owls.")]


@pytest.mark.parametrize(
    "text",
    [
        "BACKGROUND: Owls hoot. HIV: a virus. CONCLUSION: It is.",
        "BACKGROUND: Owls hoot. NSCLC: a cancer. CONCLUSION: It is.",
        "BACKGROUND: Owls hoot. COVID-19: a pandemic. CONCLUSION: It is.",
    ],
)
def test_a_short_form_before_a_colon_is_no_label(text: str) -> None:
    assert [section for section, _ in told(text)] == ["BACKGROUND", "BACKGROUND", "CONCLUSION"]


def test_words_in_capitals_of_an_abstract_without_labels_are_none() -> None:
    assert told("MARROW TRANSPLANTS: They help. OWL STUDY: It hooted.") == [
        (None, "MARROW TRANSPLANTS: They help."),
        (None, "OWL STUDY: It hooted."),
    ]


@pytest.mark.parametrize("behind", [" ", ". "])
def test_labels_without_a_colon_are_read_where_an_abstract_has_several(behind: str) -> None:
    text = "Objective_To hear owls. Study design_Four nights in a wood. Results_Forty owls hooted. Conclusions_Owls hoot."
    assert told(text.replace("_", behind)) == [
        ("Objective", "To hear owls."),
        ("Study design", "Four nights in a wood."),
        ("Results", "Forty owls hooted."),
        ("Conclusions", "Owls hoot."),
    ]


def test_one_in_capitals_may_lack_its_colon() -> None:
    text = "OBJECTIVE: To hear owls. RESEARCH DESIGN AND METHODS 40 owls were heard. RESULTS: They hooted."
    assert told(text)[1] == ("RESEARCH DESIGN AND METHODS", "40 owls were heard.")


@pytest.mark.parametrize(
    "text",
    [
        "Owls hoot. Methods We heard them. Results Forty hooted. Conclusions Owls hoot.",  # begins with none
        "Background noise hid owls. Results of hearing were poor. Conclusions were few.",
        "Methods We heard owls. Results Forty hooted.",
    ],
)
def test_words_of_the_text_are_no_labels(text: str) -> None:
    assert {section for section, _ in told(text)} == {None}


@given(
    st.lists(
        st.sampled_from(
            [
                "AIM(S)",
                "METHODS",
                "ANALYSIS",
                "AND",
                "of",
                "Of",
                " ",
                "\n",
                ", ",
                "/",
                "&",
                "A",
                "We",
                "3",
                ". ",
                "x",
            ]
        )
    ).map("".join)
)
def test_an_abstract_with_a_label_in_capitals_looks_as_if_it_had_one(abstract: str) -> None:
    if any(found["name"].isupper() for found in _at_places(_CAPITALS, abstract)):
        assert _IN_CAPITALS.search(abstract)
