"""What a question asks for and how it is put, told from its words alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences.asking import QUANTITIES, Asked, asked_for, form_of, has_figure, is_group, measured, measures
from index.sentences.cues import figures, fits_section, gives
from tests.index.test_cues import cues_of


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("what was the p-value for sleep?", Asked.P_VALUE),
        ("how long did porters sleep", Asked.DURATION),
        ("median follow-up?", Asked.DURATION),
        ("how many weeks of tea", Asked.DURATION),
        ("how many ms was the delay", Asked.DURATION),
        ("how many day did they stay", Asked.DURATION),
        ("how many MS patients were there", Asked.SIZE),
        ("how many H. pylori carriers relapsed", Asked.NUMBER),
        ("how many year 7 pupils sleep badly", Asked.NUMBER),
        ("how many night shifts", Asked.NUMBER),
        ("mean age of the nurses", Asked.DURATION),
        ("what dose of caffeine was given", Asked.DOSE),
        ("how many mg of menthol", Asked.DOSE),
        ("what concentration was used", Asked.DOSE),
        ("what was the concentration of menthol", Asked.DOSE),
        ("what did tea do on concentration", Asked.ANYTHING),
        ("how does noise affect concentration", Asked.ANYTHING),
        ("what percentage woke at night", Asked.PERCENT),
        ("what was the recurrence rate", Asked.PERCENT),
        ("5-year survival", Asked.PERCENT),
        ("how common is tremor?", Asked.PERCENT),
        ("how many nurses were in the study?", Asked.SIZE),
        ("sample size", Asked.SIZE),
        ("how many people", Asked.SIZE),
        ("and how many pts?", Asked.SIZE),
        ("how many patients in each arm?", Asked.SIZE),
        ("how many in total?", Asked.SIZE),
        ("how many patients slept", Asked.NUMBER),
        ("how many", Asked.NUMBER),
        ("how many nurses had tremor", Asked.NUMBER),
        ("hazard ratio for death", Asked.NUMBER),
        ("when was the trial done", Asked.WHEN),
        ("what years did they search", Asked.WHEN),
        ("was the difference significant?", Asked.SIGNIFICANCE),
        ("what was the aim of the tea trial", Asked.AIM),
        ("what did the authors conclude", Asked.CONCLUSION),
        ("side effects of caffeine", Asked.HARM),
        ("does menthol do harm to porters?", Asked.HARM),
        ("is caffeine safe for nurses", Asked.HARM),
        ("how common were side effects", Asked.PERCENT),
        ("self-harm in porters", Asked.ANYTHING),
        ("why did porters leave", Asked.REASON),
        ("how come nurses sleep less", Asked.REASON),
        ("which reason was the commonest", Asked.ANYTHING),
        ("was it retrospective", Asked.METHOD),
        ("which databases did they use", Asked.METHOD),
        ("what is menthol?", Asked.DEFINITION),
        ("what did they find about coffee", Asked.FINDING),
        ("coffee and nurses", Asked.ANYTHING),
        ("", Asked.ANYTHING),
    ],
)
def test_what_is_asked_for(question: str, asked: Asked) -> None:
    assert asked_for(question) is asked
    assert asked_for(question.upper()) is asked
    assert asked_for(f"  {question}") is asked


def test_the_form_of_a_question() -> None:
    yes_no = form_of("did coffee improve reaction time?")
    assert (yes_no.yes_no, yes_no.compares, yes_no.singles_out, yes_no.counts) == (True, True, False, False)
    most = form_of("what was the most common complaint?")
    assert (most.yes_no, most.singles_out, most.counts) == (False, True, False)
    assert form_of("how many porters slept badly?").counts


@pytest.mark.parametrize(
    ("asked", "sentence", "given"),
    [
        (Asked.P_VALUE, "Sleep was shorter (p = 0.04).", True),
        (Asked.P_VALUE, "Sleep was shorter.", False),
        (Asked.DURATION, "Porters drank tea for 12 weeks.", True),
        (Asked.DURATION, "Porters drank twelve cups.", False),
        (Asked.DOSE, "Each cup held 40 mg of caffeine.", True),
        (Asked.REASON, "They left because of noise.", True),
        (Asked.REASON, "Images were ungradable, mainly due to cataract.", True),
        (Asked.REASON, "It was given up most often after a change of mayor.", True),
        (Asked.REASON, "They have slept there since 2019.", False),
        (Asked.DOSE, "Each cup held caffeine.", False),
        (Asked.PERCENT, "Waking was reported by 25%.", True),
        (Asked.PERCENT, "Waking was reported.", False),
        (Asked.SIGNIFICANCE, "The difference was not significant.", True),
        (Asked.WHEN, "The trial ran from 2019 on.", True),
        (Asked.AIM, "We aimed to compare tea with water.", True),
        (Asked.ANYTHING, "Anything at all.", True),
    ],
)
def test_what_a_sentence_gives(asked: Asked, sentence: str, given: bool) -> None:
    assert gives(sentence, asked) is given


def test_figures_are_found_where_they_stand() -> None:
    said = "Waking was reported by 25% of 64 porters."
    assert [said[:end] for _, end in figures(said, Asked.PERCENT)] == ["Waking was reported by 25%"]
    assert [said[start:end] for start, end in figures(said, Asked.NUMBER)] == ["25", "64"]
    assert figures(said, Asked.ANYTHING) == ()


def test_cues_come_from_words_and_published_sections() -> None:
    assert cues_of("We enrolled 64 volunteers.", None).sizes
    assert cues_of("Tea was drunk.", "Methods").sets_out
    assert not cues_of("Tea was drunk.", "Results").sets_out
    assert cues_of("Further studies are needed.", None).puts_off
    assert fits_section("Methods", Asked.METHOD)
    assert not fits_section(None, Asked.METHOD)


@pytest.mark.parametrize(
    ("sentence", "question", "has"),
    [
        ("Their mean age was 54 years.", "mean age at 5 years", True),
        ("They were seen at 5 years.", "mean age at 5 years", False),
        ("Twelve tested 1,200 bridges.", "how many tested 1,200 bridges", True),
        ("One of them was old.", "how old were they", False),
        ("Birds had the QXF_0061 gene and H5N1.", "how many birds", False),
        ("Birds had n=61 and 0.7 mg.", "how many birds", True),
    ],
)
def test_a_figure_is_one_that_the_question_does_not_give(sentence: str, question: str, has: bool) -> None:
    assert has_figure(sentence, question) is has


def test_what_is_measured_stands_behind_or_before_its_measure() -> None:
    question = "mean age and success rate, share of the nurses"
    assert [question[at:].split()[0] for at in measured(question)] == ["age", "nurses"]
    assert [question[:at].split()[-1] for at in measures(question)] == ["success"]


@given(st.text(max_size=300))
def test_any_text_is_read_and_its_figures_lie_inside_it(text: str) -> None:
    assert isinstance(asked_for(text), Asked)
    for asked in QUANTITIES:
        spans = figures(text, asked)
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("how many patients were there", "people"),
        ("number of frail women", "people"),
        ("how many studies were pooled", "works"),
        ("how many small randomised trials", "works"),
        ("how many papers were screened", "found"),
        ("how many articles did they retrieve", "found"),
        ("how many women were screened", "people"),  # in a programme, not in a search
        ("how many patients, controls and trials", ""),  # both
        ("how many nests", ""),
        ("how long did the trials take", ""),  # nothing is to be counted
        ("screened papers", ""),
    ],
)
def test_what_is_to_be_counted(question: str, counted: str) -> None:
    assert form_of(question).counted == counted


def test_a_report_of_what_was_found_is_asked_for_as_a_whole() -> None:
    for question in ("what did they find", "What were the results?", "what has the trial shown"):
        assert form_of(question).reports is True
    for question in ("did they find owls", "what is an owl"):
        assert form_of(question).reports is False


def test_groups_of_people_and_animals_are_told_from_other_words() -> None:
    assert [is_group(word) for word in ("nurses", "non-smokers", "Mice", "tea", "nurses and")] == [True] * 3 + [
        False
    ] * 2


def test_a_figure_at_the_end_of_a_sentence_is_the_same_figure() -> None:
    assert not has_figure("It was found in 12.", "in 12?")
    assert not has_figure("Twelve, then 12, were seen.", "twelve or 12")
    assert has_figure("Of 12, .5 was kept.", "of 12 and 5?") is False
    assert has_figure("It was 1.2.", "it was 2") is True


@pytest.mark.parametrize(
    ("question", "works"),
    [
        ("phone bans in schools do they work", True),
        ("sound barriers any good", True),
        ("smart thermostats worth it?", True),
        ("does the injection work in real life", True),
        ("are night buses really worth the money", True),
        ("mindfulness in offices works?", True),
        ("at what price is it worth it", False),
        ("which of their works?", False),
        ("how many said it was worth it", False),
        ("do people at work sleep", False),
        ("is the good wood any harder", False),
    ],
)
def test_whether_something_works_is_asked_behind_its_name_too(question: str, works: bool) -> None:
    assert form_of(question).works is works
