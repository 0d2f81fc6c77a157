"""Sentences are exact slices that rejoin to the text, and survive what looks like an end but is none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import Paper
from corpus.sections import _CAPITALS, _LABEL, _at_places
from corpus.sentences import _END, passages_of, sentences_of, split

# Pieces that real abstracts are made of, so that Hypothesis meets their combinations.
PIECES = st.sampled_from(
    ["The", "rate", "was", "p = 0.04", "vs.", "i.e.", "et al.", "4T1.2", "2.633 Gy", "(n = 34)", ".", "?", " ", "  ", "\n", "\n\n",
     "J. H. Kim", "Fig. 2", "U.S.", "[1]", "“", "”", "e.g.,", "19.23%", "miR-21", "…", "\u00a0", "no. 5", "Methods:", "E. coli"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join)
)


@pytest.mark.parametrize(
    "sentence",
    [
        "The rate was higher in TES vs. SABR (21.1% vs. 10.5%, p = 0.660).",
        "It was defined as success, i.e. no recurrence, e.g. after 2.633 Gy.",
        "Kim et al. reported 34 patients (n = 34).",
        "We used 4T1.2 cells and E. coli as described by J. H. Kim.",
        "As shown in Fig. 2 and in no. 5, the dose was approx. 20 Gy.",
        "It was given i.v. twice a day in U.S. hospitals.",
        "The value (p < .05; cf. Table 3) was small.",
        "Did it work?",
    ],
)
def test_what_looks_like_an_end_is_none(sentence: str) -> None:
    other = "The next sentence follows here."
    text = f"{sentence} {other}"
    assert [text[start:end] for start, end in split(text)] == [sentence, other]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("   \n ", 0),
        ("One without an end", 1),
        ("It ended. miR-21 was higher.", 2),
        ("It ended in 2019. 19.23% of patients lived.", 2),
        ("It ended (as planned). Then it began.", 2),
        ("We saw cells.The cells grew.", 2),
        ("We saw cells.RESULTS: They grew (p < 0.01).CONCLUSION They grow.", 3),
        ("We wrote it in ASP.NET and e.g.ABC as node.JS files, with the RuvBL1.ADP complex.", 1),
        ("A title\n\nThe text begins.", 2),
        ("A line that is\nwrapped here. And goes on.", 2),
        ("It gave vitamin D. The level rose.", 2),
    ],
)
def test_how_many_sentences(text: str, count: int) -> None:
    assert len(split(text)) == count


@given(TEXTS)
def test_spans_are_in_order_and_leave_only_white_space_out(text: str) -> None:
    spans = split(text)
    at, gaps = 0, []
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        gaps.append(text[at:start])
        at = end
    gaps.append(text[at:])
    assert all(not gap.strip() for gap in gaps)


@given(TEXTS)
def test_a_paper_rejoins_from_its_sentences_sections_and_passages(text: str) -> None:
    paper = Paper(source_id="p", title="A title", abstract=text)
    for number, sentence in enumerate(sentences_of(paper), 1):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.id == f"p#{number}"
    passages = passages_of(paper, max_words=8)
    assert "".join(passage.text for passage in passages) == text
    assert [passage.id for passage in passages] == [f"p#{n}" for n in range(1, len(passages) + 1)]


@pytest.mark.parametrize("text", ["a" * 300_000, "." * 100_000, "(" * 100_000, "A. " * 30_000, "x (" * 30_000])
def test_monsters_are_split_in_good_time(text: str) -> None:
    """Each would take minutes if the work grew with the square of the length."""
    assert split(text)


def test_published_sections_are_kept_and_their_labels_are_no_words_of_a_quote() -> None:
    paper = Paper(
        source_id="p",
        abstract="Background/Objectives: Pain is common. Methods: We asked 12. Results: 3 had it; see Methods: no.",
    )
    assert [(s.section, s.text) for s in sentences_of(paper)] == [
        ("Background/Objectives", "Pain is common."),
        ("Methods", "We asked 12."),
        ("Results", "3 had it; see Methods: no."),
    ]


def test_labels_in_capitals_without_a_colon_are_sections() -> None:
    paper = Paper(source_id="p", abstract="BACKGROUND Pain is common. METHODS We asked 12. CONCLUSIONS It helps.")
    assert [(s.section, s.text) for s in sentences_of(paper)] == [
        ("BACKGROUND", "Pain is common."),
        ("METHODS", "We asked 12."),
        ("CONCLUSIONS", "It helps."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "We used methods: a and b. It was fine.",
        "Pain is common. It has two results.",
        "MRI showed it. CT did not.",
    ],
)
def test_no_section_is_invented(text: str) -> None:
    assert {s.section for s in sentences_of(Paper(source_id="p", abstract=text))} == {None}


def test_the_numbers_of_sentences_are_no_sentences() -> None:
    text = "1. Larks nest in wheat. 2. We counted 12. 9. None sang in 2010. 10. Wheat is no meadow."
    told = [(one.number, one.text) for one in sentences_of(Paper(source_id="p", abstract=text))]
    assert told == [
        (1, "Larks nest in wheat."),
        (2, "We counted 12."),
        (3, "None sang in 2010."),
        (4, "Wheat is no meadow."),
    ]


def test_a_paper_without_an_abstract_has_one_passage_for_its_title() -> None:
    (passage,) = passages_of(Paper(source_id="p", title="A title"))
    assert (passage.title, passage.text) == ("A title", "")


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mice were given amphotericin B.", "Survival rose."],
        ["The gene is driven by NF-kappa B.", "Binding was lost."],
        ["It was grown from group B.", "Adults were well."],
        ["The booklet is by A. MacDonald and the author J. Smith.", "It is old."],
        ["The drug was given i.v.", "Blood was drawn."],
        ["It was given i.v. NaCl or water.", "None died."],
        ["We saw cough, fever, etc.", "Nobody died."],
        ["The dose was low (in adults.", "It rose (n = 3).", "All lived."],
        ["It was safe (two died. Both were old.) and cheap.", "It spread."],
        ["Pain was lower, p < .05.", "Sleep was longer."],
    ],
)
def test_where_a_sentence_ends_after_a_letter_a_stop_or_a_bracket(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[start:end] for start, end in split(text)] == sentences


def test_full_width_marks_need_no_space() -> None:
    text = "患者は12.5人。「はい。」と答えた。終わり"
    assert [text[start:end] for start, end in split(text)] == [
        "患者は12.5人。",
        "「はい。」と答えた。",
        "終わり",
    ]


MARKS = st.lists(
    st.sampled_from([*".!?…。\n )]%”a1XS", "\n \n", "Methods: ", "results and methods: ", "RESULTS ", "AIMS", "ſtudy design: ", "İ", "x: "]),
    max_size=14,
).map("".join)  # fmt: skip
PLAIN_END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’»)\]}]*+(?=\s)|[。！？｡]++|\n[^\S\n]*\n|(?<=[a-z)\]%])\.(?=[A-Z][a-z])"
)
PLACE = r"(?:(?<=\A)|(?<=[.?!)\]]\s)|(?<=\n))"


@given(MARKS)
def test_what_is_looked_for_by_how_it_begins_is_what_is_found_anywhere(text: str) -> None:
    assert [m.span() for m in _END.finditer(text)] == [m.span() for m in PLAIN_END.finditer(text)]
    for pattern in (_LABEL, _CAPITALS):
        plain = re.compile(PLACE + pattern.pattern, pattern.flags)
        assert [m.span() for m in _at_places(pattern, text)] == [m.span() for m in plain.finditer(text)]
