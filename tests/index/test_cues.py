"""What a sentence has in it, whatever is asked and for a kind of question."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sentences.asking import Asked
from index.sentences.cues import _SOUGHT, Cues, bits_of, counts, figures, fits_section, gives, plain
from tests.conftest import examples


def cues_of(sentence: str, section: str | None) -> Cues:
    """The cues of a sentence by name."""
    return Cues.of_bits(bits_of(sentence, section))


PATTERNS = {
    name: re.compile(sought.pattern.pattern, re.IGNORECASE)
    for name, sought in zip(Cues._fields, _SOUGHT, strict=True)
}


@pytest.mark.parametrize(
    "sentence",
    [
        "The aim of this study was to describe the operation.",
        "The following variables were recorded.",
        "Little is known about this condition.",
        "Pain and hospital stay were recorded.",
        "The primary outcome was the number of days with a sore throat.",
        "It has been postulated that nurses sleep less.",
        "Summaries are said to help readers.",
        "Summaries are seldom tested on readers.",
        "Whether summaries help readers or only tire them is disputed.",
        "It is still debated whether readers want them.",
        "Whether tired readers gain is contested among librarians.",
    ],
)
def test_a_sentence_that_plans_sets_out(sentence: str) -> None:
    assert cues_of(sentence, None).sets_out


@pytest.mark.parametrize(
    "sentence",
    [
        "Voters were asked whether the poll is disputed, and 61% said yes.",
        "Turnout rose by 5% whether the seat was safe or is contested.",
    ],
)
def test_what_is_found_of_something_disputed_sets_nothing_out(sentence: str) -> None:
    assert not cues_of(sentence, None).sets_out


def test_a_published_section_of_methods_sets_out_and_results_do_not() -> None:
    assert cues_of("Forty patients walked.", "Methods").sets_out
    assert not cues_of("Forty patients walked.", "Results").sets_out


def test_a_sentence_that_leaves_a_question_to_later_work_puts_it_off() -> None:
    assert cues_of("The effect on cost requires further study.", None).puts_off
    assert not cues_of("The cost was 40 euros.", None).puts_off


def test_comparing_singling_out_and_sizes_are_told_apart() -> None:
    compared = cues_of("Stay was shorter after the operation.", None)
    assert (compared.compares, compared.singles_out, compared.sizes) == (True, False, False)
    single = cues_of("The most frequent site was the hip.", None)
    assert (single.compares, single.singles_out, single.sizes) == (False, True, False)
    sized = cues_of("Thirty-five elderly patients walked.", None)
    assert (sized.compares, sized.singles_out, sized.sizes) == (False, False, True)


@pytest.mark.parametrize(
    ("sentence", "asked", "given"),
    [
        ("They were followed for 65.9 months.", Asked.DURATION, True),
        ("They were followed closely.", Asked.DURATION, False),
        ("Each received 25 mg twice.", Asked.DOSE, True),
        ("Each received a tablet.", Asked.DOSE, False),
        ("It differed (p = 0.03).", Asked.P_VALUE, True),
        ("It differed.", Asked.P_VALUE, False),
        ("Anything at all.", Asked.ANYTHING, True),
    ],
)
def test_a_sentence_gives_the_thing_asked_for(sentence: str, asked: Asked, given: bool) -> None:
    assert gives(sentence, asked) is given


def test_figures_are_read_behind_any_space_and_hyphen_and_stand_where_they_stood() -> None:
    printed = "for 65.9\u00a0months and a 10\u2011year period"
    read = plain(printed)
    assert [printed[start:end] for start, end in figures(read, Asked.DURATION)] == [
        "65.9\u00a0months",
        "10\u2011year",
    ]


def test_no_figure_is_looked_for_where_none_is_asked_for() -> None:
    assert figures("Of 20 patients, 5 died.", Asked.ANYTHING) == ()


def test_a_section_fits_what_is_looked_for_there() -> None:
    assert fits_section("Conclusions", Asked.CONCLUSION)
    assert not fits_section("Methods", Asked.CONCLUSION)
    assert not fits_section(None, Asked.CONCLUSION)


@given(st.text(max_size=300), st.sampled_from(Asked))
def test_every_figure_is_a_slice_of_the_text_and_plain_text_is_as_long(text: str, asked: Asked) -> None:
    assert len(plain(text)) == len(text)
    assert all(0 <= start < end <= len(text) for start, end in figures(plain(text), asked))


# Words of all the patterns, and what may stand between them.
WORDS = sorted({word for pattern in PATTERNS.values() for word in re.findall(r"[a-z]{2,}", pattern.pattern)})
TEXT = st.lists(
    st.tuples(
        st.one_of(
            st.sampled_from([*WORDS, *map(str.upper, WORDS)]),
            st.sampled_from("we a n N 5 1.2 = ( ) of to as AS ſet İs lıkely ALSO MORE Kind 35 zed".split()),
        ),
        st.sampled_from([" ", " ", " ", "-", "", "(", ", ", "s ", "ly ", "\u3000"]),
    ),
    max_size=9,
).map(lambda parts: "".join(word + between for word, between in parts))


@settings(max_examples=examples(300))
@given(TEXT)
def test_cues_looked_for_word_by_word_are_those_of_the_whole_patterns(sentence: str) -> None:
    found = cues_of(sentence, None)._asdict()
    assert found == {name: bool(pattern.search(sentence)) for name, pattern in PATTERNS.items()}


@pytest.mark.parametrize(
    "sentence",
    [
        "we set out", "was carried out to", "study was carried out to", "is a major challenge", "data were then recorded",
        "tests recorded", "analysis included", "main outcome measures", "has been proposed", "to assess whether",
        "needs further", "further trials", "more likely", "(less likely)", "no effect", "as good as", "the same", "did not change",
        "patients (n = 5", "cases(n=5", "total of nine", "12 very old-fashioned women",
    ],
)  # fmt: skip
def test_every_phrase_is_found(sentence: str) -> None:
    found = cues_of(sentence, None)._asdict()
    assert found == {name: bool(pattern.search(sentence)) for name, pattern in PATTERNS.items()}


def test_a_share_in_brackets_parts_no_number_from_what_it_counts() -> None:
    assert counts("Repair was needed in 79 (17.9%) of patients.", "people")
    assert not counts("Repair was needed in 17.9%; the patients were old.", "people")


def test_people_are_counted_whatever_they_are_called_but_not_as_a_town_is() -> None:
    assert counts("It asked 31 bakeries, with 2,316 employees.", "people")
    assert not counts("The centres serve a town of 2800 inhabitants.", "people")
