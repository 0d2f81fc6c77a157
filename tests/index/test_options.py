"""The options inside a question: what is one, what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.questions.options import FIRST, LAST, Options, read_options


@pytest.mark.parametrize(
    ("question", "bare", "options"),
    [
        (
            'dose of "re irradiation" -brain',
            "dose of re irradiation",
            Options(phrases=("re irradiation",), without=("brain",)),
        ),
        ("“spinal instability” pain", "spinal instability pain", Options(phrases=("spinal instability",))),
        ('pain -"lung cancer"', "pain", Options(without=("lung cancer",))),
        ("author:Kang survival", "survival", Options(authors=("Kang",))),
        ('survival author:"El Ahmadieh" author:Kang', "survival", Options(authors=("El Ahmadieh", "Kang"))),
        ("Year:2023 pain?", "pain?", Options(years=((2023, 2023),))),
        ("pain year:2021-2024", "pain", Options(years=((2021, 2024),))),
        ("pain year:2024–2021", "pain", Options(years=((2021, 2024),))),
        ("pain year:>=2022", "pain", Options(years=((2022, LAST),))),
        ("pain year:>2022", "pain", Options(years=((2023, LAST),))),
        ("pain year:<2022", "pain", Options(years=((FIRST, 2021),))),
        ("pain year:..2023", "pain", Options(years=((FIRST, 2023),))),
        ("pain year:2022..", "pain", Options(years=((2022, LAST),))),
        ("doi:10.3390/Cancers1 results", "results", Options(dois=("10.3390/cancers1",))),
        ("type:review pain, type:article.", "pain,", Options(types=("review", "article"))),
        ("author:Kang", "", Options(authors=("Kang",))),
    ],
)
def test_options_are_read_and_taken_out(question: str, bare: str, options: Options) -> None:
    assert read_options(question) == (bare, options)


@pytest.mark.parametrize(
    "question",
    [
        "what is the follow-up of HER2-negative patients?",
        "5 -year survival and long -term pain",
        "post -operative pain",
        "change of -5 mmHg",
        "survival - and pain",
        "survival – and pain",
        "at 12:30 author: Kang said",
        "year:soon",
        "year:0000",
        "year:0000-2023",
        "year:..0000",
        "year:<0001",
        "year:>9999",
        "doi:unknown",
        "mail me at author:",
        'the 5" needle and the 6" needle',
        "p-value -- 0.05",
        "type:?",
        'an "unclosed quotation',
        '""',
    ],
)
def test_what_only_looks_like_an_option_stays(question: str) -> None:
    assert read_options(question) == (question, Options())


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    bare, options = read_options(text)
    assert options or bare == text


@given(st.text(alphabet=st.characters(exclude_characters='-"“”:')))
def test_a_text_without_their_signs_has_no_options(text: str) -> None:
    assert read_options(text) == (text, Options())


@given(st.text(alphabet=' -"“”ayuthoredi:1.', max_size=400))
def test_what_is_left_has_no_field_left(text: str) -> None:
    bare, options = read_options(text)
    again = read_options(bare)[1]
    assert not (options and again.of_records and not options.of_records)
