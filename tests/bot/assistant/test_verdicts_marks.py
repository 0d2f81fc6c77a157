"""Where a quote in a pasted answer begins and ends: quotation marks of many languages, one inside another, one that stands alone."""

from __future__ import annotations

import pytest

from bot.assistant.papers.verdicts import UNPAIRED, verify
from tests.bot.assistant.teahouse import COFFEE, TEA
from tests.bot.assistant.test_verdicts import PAPERS, TREMOR


@pytest.mark.parametrize("marks", ["«»", "»«", "„“", "“”", '""', "「」", "‘’", "””"])
def test_quotes_stand_in_the_quotation_marks_of_many_languages(marks: str) -> None:
    (verdict,) = verify(f"Sie sagen {marks[0]}{TREMOR}{marks[1]} ({COFFEE}).", PAPERS)
    assert (verdict.quote, verdict.key, verdict.verbatim) == (TREMOR, COFFEE, True)


FORGED = "All nurses were cured by this within a week."


@pytest.mark.parametrize(
    ("first", "between"),
    [
        ("“safe”", "Tremor was noted in three nurses"),
        ("“safe”", f"https://doi.org/{COFFEE} Tremor was noted in three nurses"),
        ("„safe“", "Tremor was noted in three nurses"),
        ("«safe»", "Tremor was noted in three nurses"),
        ("»safe«", "Tremor was noted in three nurses"),
        ('"safe"', "Tremor was noted in three nurses"),
        ("「safe」", "Tremor was noted in three nurses"),
        ("safe”", "Tremor was noted in three nurses"),
        ('safe"', "Tremor was noted in three nurses"),
        ('5"', "Tremor was noted in three nurses"),
        ("safe»", "Tremor was noted in three nurses"),
        ("safe」", "Tremor was noted in three nurses"),
        ("“safe", "Tremor was noted in three nurses"),
        ("‘safe’", "Tremor was noted in three nurses"),
    ],
)
def test_what_stands_between_two_quotes_is_none_and_the_quote_behind_it_is_judged(
    first: str, between: str
) -> None:
    for marks in ("“”", "„“", "«»", '""', "＂＂", "「」", "『』", "‘’", "””"):
        text = f"He called it {first} {between} {marks[0]}{FORGED}{marks[1]} https://doi.org/{COFFEE}"
        verdicts = verify(text, PAPERS)
        assert any(
            FORGED in one.quote or "quotation mark" in one.reason for one in verdicts if not one.verbatim
        ), text
        assert not any("noted" in one.quote for one in verdicts if one.verbatim), text


@pytest.mark.parametrize("quote", ["in bats", "4 nurses", "bats"])
def test_a_short_quote_with_its_paper_behind_it_is_judged(quote: str) -> None:
    (verdict,) = verify(f"Tremor was seen “{quote}” (https://doi.org/{COFFEE}).", PAPERS)
    assert (verdict.quote, verdict.key, verdict.verbatim) == (quote, COFFEE, False)
    assert verify(f"Tremor was seen “{quote}” by many.", PAPERS) == []  # a word in quotation marks quotes no paper


@pytest.mark.parametrize("inside", ["“no more”", "‘no more’", '"no more"', "«no more»", "the nurses’ tea"])
def test_a_quote_inside_a_quote_is_a_part_of_it(inside: str) -> None:
    said = f"They said {inside} and slept."
    paper = PAPERS[COFFEE].model_copy(update={"abstract": f"Before it. {said} After it."})
    (verdict,) = verify(f"We read: “{said}” (doi:{COFFEE})", {COFFEE: paper})
    assert (verdict.quote, verdict.verbatim) == (said, True)


@pytest.mark.parametrize(
    "text", [f"They say “{TREMOR} https://doi.org/{COFFEE}", f"They say {TREMOR}” (doi:{COFFEE})"]
)
def test_a_quotation_mark_without_its_other_one_is_told(text: str) -> None:
    (verdict,) = verify(text, PAPERS)
    assert not verdict.verbatim
    assert verdict.reason == "a quotation mark stands here without its other one"


def test_a_quote_broken_into_lines_is_still_the_papers_own() -> None:
    first, _, second = TREMOR.partition(" noted ")
    (verdict,) = verify(f"> {first}\n> noted {second}\n— https://doi.org/{COFFEE}", PAPERS)
    assert (verdict.quote, verdict.key, verdict.verbatim) == (f"{first}\nnoted {second}", COFFEE, True)
    assert verdict.reason == "the paper's own words"


def test_a_quote_and_its_reasons_are_told_as_they_were_pasted() -> None:
    said = verify(f">  {TREMOR} \nnobody\n>{TREMOR}\n(doi:{TEA})", PAPERS)
    assert [(one.quote, one.key, one.reason) for one in said] == [
        (TREMOR, None, "no paper of this library is cited beside it"),
        (TREMOR, TEA, "the paper does not say this, word for word"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f'"{TREMOR}" ({COFFEE})',
        f"»{TREMOR}« ({COFFEE})",
        f"They say:“{TREMOR}” ({COFFEE})",
        f"They say «{TREMOR}» ({COFFEE})",
        f"It was > 5 or >5. They say “{TREMOR}” ({COFFEE})",
    ],
)
def test_a_mark_may_open_a_quote_at_the_beginning_or_right_behind_a_colon(text: str) -> None:
    (verdict,) = verify(text, PAPERS)
    assert (verdict.quote, verdict.verbatim) == (TREMOR, True)


@pytest.mark.parametrize("mark", ['"', "”", "»", "＂"])
@pytest.mark.parametrize("opening", ["They say {} Tremor", "They are safe{}Tremor", "They sleep.{}Tremor"])
def test_a_mark_between_blanks_or_right_behind_a_word_opens_no_quote(mark: str, opening: str) -> None:
    text = opening.format(mark) + f" was noted in three nurses.{mark} ({COFFEE})"
    assert [one.reason for one in verify(text, PAPERS)] == [UNPAIRED, UNPAIRED]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Nurses slept” there.", ["Nurses slept”"]),
        ("Nurses slept” and porters” there.", ["Nurses slept”", "and porters”"]),
        ("He said ‘safe’ and nurses” there.", ["and nurses”"]),
        ("He said “safe” and nurses” there.", ["and nurses”"]),
        ("Nurses slept.\n\nPorters” there.", ["Porters”"]),
        ('A rod of 5" and one of 5” were bent.', []),
        ("A rod of 5» was bent.", ["A rod of 5»"]),
        ('A rod of 5 " was bent.', ['A rod of 5 "']),
    ],
)
def test_with_a_mark_that_is_alone_the_words_are_told_that_it_may_belong_to(text: str, alone: list[str]) -> None:
    """An inch is a mark that belongs to a number."""
    assert [one.quote for one in verify(text, PAPERS) if one.reason == UNPAIRED] == alone


def test_of_a_quote_with_no_paper_behind_it_twelve_characters_are_enough() -> None:
    assert [one.quote for one in verify("They say “twelve chars” and “eleven char”.", PAPERS)] == ["twelve chars"]


def test_marks_of_bold_type_alone_quote_nothing() -> None:
    (verdict,) = verify(f"> ****\nhttps://doi.org/{COFFEE}", PAPERS)
    assert (verdict.quote, verdict.verbatim) == ("", False)
