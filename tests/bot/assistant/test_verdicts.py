"""A pasted answer is checked quote by quote against the papers cited beside its quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.assistant import Assistant
from bot.assistant.papers.verdicts import verify
from bot.models import Context
from tests.bot.assistant.teahouse import COFFEE, MINT, TEA, nine, teahouse

PAPERS = {paper.key: paper for paper in teahouse().papers}
NINE = Assistant(nine())
TREMOR = "Tremor was noted in three nurses."
QUESTIONS = (
    "what does SINS stand for?",
    "survival after spinal metastases",
    "summarise the leiomyogenic tumor review",
)


def is_own(pasted: str, abstract: str) -> bool:
    """Whether what is quoted counts as the own words of a paper with this abstract."""
    paper = PAPERS[COFFEE].model_copy(update={"abstract": abstract})
    (verdict,) = verify(f"> {pasted}\nhttps://doi.org/{COFFEE}", {COFFEE: paper})
    return verdict.verbatim


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
async def test_every_answer_of_ours_verifies(question: str, newline: str) -> None:
    told = await NINE.ask(question, Context())
    verdicts = verify(told.text.replace("\n", newline), NINE.papers)
    assert told.quotes
    assert [(verdict.key, verdict.verbatim) for verdict in verdicts] == [
        (quote.key, True) for quote in told.quotes
    ]


@pytest.mark.parametrize(
    "beside",
    [
        f"https://doi.org/{COFFEE}",
        f"http://dx.doi.org/{COFFEE}.",
        f"doi: {COFFEE.upper()}",
        f"({COFFEE})",
        "see [10.5555/tea.12], page 3",
    ],
)
def test_a_doi_in_any_spelling_names_the_paper(beside: str) -> None:
    (verdict,) = verify(f"> {TREMOR}\n— Quill {beside}", PAPERS)
    assert (verdict.quote, verdict.key, verdict.verbatim) == (TREMOR, COFFEE, True)


@pytest.mark.parametrize(
    "beside",
    [
        f"https://doi.org/10.5555/of.nobody). See also https://doi.org/{COFFEE}",
        f"doi: 10.5555/of.nobody\n\nAnother paper: {COFFEE}",
        f"10.5555/of.nobody; {COFFEE}",
    ],
)
def test_a_doi_that_no_paper_here_has_is_not_passed_over_for_a_later_one(beside: str) -> None:
    (verdict,) = verify(f"> {TREMOR}\n{beside}", PAPERS)
    assert (verdict.key, verdict.verbatim) == (None, False)


@pytest.mark.parametrize("named", ["10.5555/of.nobody", TEA])
def test_a_doi_in_the_title_of_the_paper_cited_is_not_the_paper(named: str) -> None:
    paper = PAPERS[COFFEE].model_copy(update={"title": f"Comment on https://doi.org/{named}"})
    (verdict,) = verify(f"> {TREMOR}\n{paper.title}. https://doi.org/{COFFEE}", {**PAPERS, COFFEE: paper})
    assert (verdict.key, verdict.verbatim) == (COFFEE, True)


@pytest.mark.parametrize("mark", ["", *".,;)", ")."])
def test_a_paper_without_a_doi_is_found_by_its_link(mark: str) -> None:
    (verdict,) = verify(f"> Menthol was measured\n— Vance, {PAPERS[MINT].link}{mark}", PAPERS)
    assert (verdict.key, verdict.verbatim) == (MINT, True)
    assert verdict.reason == "the paper's own words"


def test_a_link_that_goes_on_behind_a_papers_own_is_not_its_link() -> None:
    for behind in ("X", "/2", "s"):
        (verdict,) = verify(f"> Menthol was measured\n— Vance, {PAPERS[MINT].link}{behind}", PAPERS)
        assert (verdict.key, verdict.verbatim) == (None, False)


def test_the_words_of_one_paper_beside_the_doi_of_another_are_not_its_own() -> None:
    (verdict,) = verify(f"> {TREMOR}\n— https://doi.org/{TEA}", PAPERS)
    assert (verdict.key, verdict.verbatim) == (TEA, False)
    assert "does not say this" in verdict.reason


@pytest.mark.parametrize(
    "beside", ["", "— somebody, 2023", "— https://doi.org/10.5555/tea.999", "— https://doi.org/"]
)
def test_a_quote_with_no_paper_of_the_library_beside_it_is_not_proved(beside: str) -> None:
    (verdict,) = verify(f"> {TREMOR}\n{beside}", PAPERS)
    assert (verdict.key, verdict.verbatim) == (None, False)


def test_bold_marks_of_matched_words_are_no_change() -> None:
    (verdict,) = verify(f"> **Tremor** was noted in three **nurses**.\nhttps://doi.org/{COFFEE}", PAPERS)
    assert verdict.verbatim


def test_words_in_quotation_marks_count_where_no_line_is_quoted() -> None:
    text = f'They say “{TREMOR}” (doi:{COFFEE}) and "Green tea did not shorten the sleep of nurses." ({TEA}).'
    assert [(v.key, v.verbatim) for v in verify(text, PAPERS)] == [(COFFEE, True), (TEA, False)]


@given(st.data(), st.characters(exclude_categories=["Cs", "Zs", "Cc", "Zl", "Zp"], exclude_characters="*"))
def test_one_changed_character_is_noticed(data: st.DataObject, char: str) -> None:
    at = data.draw(st.integers(0, len(TREMOR) - 1).filter(lambda place: TREMOR[place] != char))
    changed = TREMOR[:at] + char + TREMOR[at + 1 :]
    (verdict,) = verify(f"> {changed}\n— https://doi.org/{COFFEE}", PAPERS)
    assert not verdict.verbatim


@given(st.text(max_size=400))
def test_any_text_can_be_checked_and_an_empty_library_proves_nothing(text: str) -> None:
    assert all(not verdict.verbatim for verdict in verify(text, {}))
    assert len(verify(text, PAPERS)) == len(verify(text, {}))


def test_a_text_without_quotes_has_no_verdicts() -> None:
    assert verify("Green tea is a drink.", PAPERS) == []


@pytest.mark.parametrize(
    ("said", "pasted"),
    [
        ("A twelve-month trial.", "A twelve\u2013month trial."),
        ("A twelve-month trial.", "A twelve\u2011month trial."),
        ("A twelve-month trial.", "A twelve-\nmonth trial."),
        ("Survival of nurses was longer.", "Sur-\nvival of nurses was longer."),
        ("Survival of nurses was longer.", "Sur\u00advival of nurses was longer."),
        ("Survival of nurses was longer.", "Survival\u00a0of nurses was\u2009longer."),
        ("The first office of nurses.", "The \ufb01rst o\ufb03ce of nurses."),
        ("They said “no more” and it's so.", 'They said "no more" and it’s so.'),
        ("The cafe\u0301 of nurses was closed.", "The café of nurses was closed."),
    ],
)
def test_what_programs_change_as_they_copy_is_no_other_word(said: str, pasted: str) -> None:
    paper = PAPERS[COFFEE].model_copy(update={"abstract": f"Before it. {said} After it."})
    (verdict,) = verify(
        f"> {pasted}\nhttps://doi.org/{COFFEE}".replace("\n", "\n> ", pasted.count("\n")), {COFFEE: paper}
    )
    assert (verdict.key, verdict.verbatim) == (COFFEE, True)
    assert verdict.reason == "the paper's own words, with other hyphens, spaces or quotation marks"


@pytest.mark.parametrize(
    ("said", "pasted"),
    [
        ("There was an insignificant change of 1.5 days.", "significant change of 1.5 days."),
        ("There was an insignificant change of 1.5 days.", "5 days."),
        ("It fell by 10⁵ cells in 3.5 days.", "It fell by 105 cells in 3.5 days."),
        ("It fell by 10⁵ cells in 3.5 days.", "It fell by 10⁵ cells in 3"),
        ("It fell to -5 degrees in nurses.", "It fell to 5 degrees in nurses."),
        ("It rose by 1,234 in nurses.", "234 in nurses."),
        ("No change was seen.", "No change was seen\u00ad"),
        ("It rose in 0·5% of patients.", "5% of patients."),
        ("It rose in 0٫5% of patients.", "5% of patients."),
        ("It rose in .5% of patients.", "5% of patients."),
        ("We saw 48\u2009300 patients.", "300 patients."),
        ("We saw 48\u202f300 patients.", "300 patients."),
        ("We saw 48\u00a0300 patients.", "300 patients."),
        ("We saw 48\u00a0300 “old” patients.", '300 "old" patients.'),
        ("We saw 48'300 patients.", "300 patients."),
        ("We saw 48’300 patients.", "We saw 48"),
        ("It fell by −12.5 points.", "12.5 points."),
        ("It fell by \u221212.5 “points”.", '12.5 "points".'),
        ("It fell by -12.5 points.", "12.5 points."),
        ("It was 3 ±12.5 points.", "12.5 points."),
        ("It was 3 ± 12.5 points.", "12.5 points."),
        ("It took >5 days.", "5 days."),
        ("It took ≤\u20095 days.", "5 days."),
        ("It took ≤ 5 “long” days.", '5 "long" days.'),
        ("It took <5 days.", "It took <"),
        ("It took 3–5 days.", "It took 3"),
        ("It took 3-5 days.", "-5 days."),
        ("It took 1.5 days.", ".5 days."),
        ("It took 1.5 days.", "It took 1."),
        ("It rose by 3.2 × 10⁵ cells.", "It rose by 3.2"),
        ("It rose by 3.2 × 10⁵ cells.", "10⁵ cells."),
        ("It rose by 3.2×10⁵ “old” cells.", '10⁵ "old" cells.'),
        ("It rose by 5% in nurses.", "It rose by 5"),
        ("One in 1/20 nurses.", "20 nurses."),
        ("A tea significantly helped.", "A tea sig"),
    ],
)
def test_a_part_that_says_something_else_is_not_the_papers_own(said: str, pasted: str) -> None:
    assert not is_own(pasted, f"Before it. {said} After it.")


_NUMBERS = st.from_regex(
    r"[-−±<>≤≥]?[1-9][0-9]{0,2}([.,·'’\u00a0\u2009\u202f][0-9]{3}){0,2}([.·][0-9]{1,3})?%?", fullmatch=True
)


@given(st.data(), _NUMBERS, _NUMBERS)
def test_no_part_that_cuts_a_number_is_the_papers_own(data: st.DataObject, first: str, second: str) -> None:
    abstract = f"The nurses had {first} cups of tea and slept for {second} hours."
    number, begins = data.draw(
        st.sampled_from([(first, 15), (second, abstract.index(second, 36 + len(first) - 1))])
    )
    cut = begins + data.draw(st.integers(1, len(number) - 1)) if len(number) > 1 else 0
    for part in (abstract[cut:], abstract[:cut]) if cut else ():
        assert not is_own(part, abstract)
    for part in (abstract[begins:], abstract[: begins + len(number)]):
        assert is_own(part, abstract)


@pytest.mark.parametrize(
    ("said", "pasted"),
    [
        ("We saw 48\u2009300 “old” patients – 12 died.", '48 300 "old" patients'),
        ("We saw 48\u2009300 “old” patients – 12 died.", '48\u202f300 "old" patients'),
        ("We saw 48 patients – 12 died.", "12 died."),
        ("We saw 48 patients (p < 0·05).", "p < 0·05"),
        ("We saw 48 patients in 2019.", "We saw 48 patients in 2019"),
        ("In 2019, 12 patients died.", "12 patients died."),
        ("It was 12.5 ± 3 cm (n=7).", "7)."),
        ("In 2019 12 “old” patients died.", '12 "old" patients died.'),
        ("It helped nurses(old) sleep.", "(old) sleep."),
        ("It was a well-known tea.", "known tea."),
        ("It helped nurses (old) 12 times.", "It helped nurses (old)"),
        ("It helped nurses - and porters.", "It helped nurses -"),
        ("It helped nurses.12 It failed.", "It helped nurses."),
        ("It took 5. It failed.", "It took 5."),
        ("Interleukin-6 rose.", "Interleukin"),
    ],
)
def test_a_part_that_cuts_no_number_and_no_word_is_the_papers_own(said: str, pasted: str) -> None:
    assert is_own(pasted, f"Before it. {said} After it.")
