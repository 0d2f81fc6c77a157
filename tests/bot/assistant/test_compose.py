"""What a reader sees: the question restated, verbatim sentences, the reference under each, and what was not found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant import compose
from bot.assistant.lacking import lacking, unsaid
from corpus.models import Corpus, Issue, Paper
from corpus.sentences import Sentence
from index.models import Evidence, Finding, Outcome
from tests.bot.assistant.teahouse import COFFEE, COFFEE_TEXT, KETTLE, MINT, teahouse

CORPUS = teahouse()
PAPERS = {paper.key: paper for paper in CORPUS.papers}
TREMOR = "Tremor was noted in three nurses."


@given(st.text())
def test_a_question_is_restated_on_one_line_of_bounded_length(question: str) -> None:
    line = compose.restated(question)
    assert len(line.splitlines()) == 1
    assert line.startswith("You asked: ")
    assert len(line) <= len("You asked: ") + 200 + len("…")


def test_a_short_question_is_restated_whole_and_a_long_one_says_it_was_cut() -> None:
    assert compose.restated("how  long\n> did they\tsleep?") == "You asked: how long > did they sleep?"
    assert compose.restated("q" * 200) == "You asked: " + "q" * 200
    assert compose.restated("q" * 201) == "You asked: " + "q" * 200 + "…"


@given(st.text())
def test_a_quoted_text_can_be_read_back_from_its_lines(text: str) -> None:
    lines = compose.quoted(text).split("\n")
    assert all(line.startswith("> ") for line in lines)
    assert "\n".join(line[2:] for line in lines) == text


@given(st.data())
def test_a_quote_is_the_slice_it_names(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(COFFEE_TEXT) - 1))
    end = data.draw(st.integers(start + 1, len(COFFEE_TEXT)))
    quote = compose.quote_slice(PAPERS[COFFEE], start, end, 3, "Results")
    assert quote.text == COFFEE_TEXT[start:end]
    assert (quote.key, quote.doi, quote.url) == (COFFEE, COFFEE, f"https://doi.org/{COFFEE}")
    assert quote.cite == "Quill and Stroud 2023, Beverages"


def test_papers_without_a_doi_or_without_a_link_are_cited_by_what_they_have() -> None:
    unlinked = Paper(source_id="S7", title="Loose leaves", abstract="Leaves fell.")
    quotes = [compose.quote_slice(paper, 0, 5, 1, None) for paper in (PAPERS[MINT], unlinked)]
    assert [quote.doi for quote in quotes] == [None, None]
    assert compose.blocks(quotes, {**PAPERS, "S7": unlinked}) == [
        "> Peppe\n— Vance · https://pubmed.ncbi.nlm.nih.gov/991/",
        "> Leave\n— Loose leaves · [S7]",
    ]


def tremor() -> Evidence:
    start = COFFEE_TEXT.index(TREMOR)
    sentence = Sentence(key=COFFEE, number=4, start=start, end=start + len(TREMOR), text=TREMOR)
    return Evidence(sentence=sentence, score=1.0, matched=("tremor",), marks=((0, 6),))


def told(finding: Finding) -> str:
    quotes = [compose.quote_of(PAPERS[COFFEE], evidence) for evidence in finding.evidence]
    return compose.content("any tremor?", finding, quotes, CORPUS, PAPERS)


def test_an_answer_is_the_question_the_sentence_and_its_reference() -> None:
    assert told(Finding(outcome=Outcome.ANSWERED, evidence=(tremor(),))) == (
        "You asked: any tremor?\n\n"
        "> Tremor was noted in three nurses.\n"
        f"— Quill and Stroud 2023, Beverages · https://doi.org/{COFFEE}"
    )


def test_related_passages_are_called_no_answer_and_say_what_was_searched_also() -> None:
    text = told(Finding(outcome=Outcome.RELATED, evidence=(tremor(),), searched_also=("shaking", "PVT")))
    assert (
        text.index("see whether it answers it")
        < text.index(f"> {TREMOR}")
        < text.index("Searched also: shaking, PVT")
    )


def test_where_nothing_was_found_no_sentence_is_quoted_and_the_unknown_words_are_named() -> None:
    text = told(Finding(outcome=Outcome.NOTHING, unknown_words=("zebras", "tango"), searched_also=("dance",)))
    assert "\n> " not in text
    assert "doi.org" not in text
    assert "No abstract here has “zebras”, “tango”." in text
    assert "dance" not in text
    assert "This library holds 4 papers" in text


@pytest.mark.parametrize(("count", "said"), [(1, "1 paper;"), (2, "2 papers;"), (1200, "1,200 papers;")])
def test_a_library_says_how_much_it_holds(count: int, said: str) -> None:
    corpus = Corpus(name="x", digest="0", papers=(PAPERS[KETTLE],) * count)
    assert said in compose.covered(corpus)


def test_an_issue_is_named_by_its_title_and_first_six_keywords() -> None:
    issue = Issue(title="Hot Drinks", keywords=("a", "b", "c", "d", "e", "f", "g"))
    said = compose.covered(CORPUS.model_copy(update={"issue": issue}))
    assert said.startswith("“Hot Drinks” holds 4 papers on a, b, c, d, e, f.")


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ((), "No abstract here has “cost”:"),
        (("Cost", "how many at which cost"), "No abstract here has “cost”:"),  # said once
        (("lorry",), "No abstract here has “cost”, and the sentences do not use the word “lorry”:"),
    ],
)
def test_what_is_related_is_shown_first_and_said_to_lack_what_no_abstract_has(
    missing: tuple[str, ...], said: str
) -> None:
    finding = Finding(outcome=Outcome.RELATED, unknown_words=("cost",), not_said=missing)
    told = compose.content("cost?", finding, [], CORPUS, PAPERS)
    assert told.split("\n\n")[1] == f"This comes nearest to your question. {said}"


def test_a_number_that_is_missing_is_not_called_a_word() -> None:
    assert unsaid(("how many shook", "sugar")) == "the sentences do not say how many shook or “sugar”"
    assert unsaid(("came back",)) == "the sentences do not use the words “came back”"


def test_a_figure_of_what_is_missing_itself_is_not_named_as_well() -> None:
    missing = ("readmission", "30 day", "figure for readmission rate", "figure for cost", "number of deaths")
    said = "the sentences do not use the words “readmission” or “30 day” and give no figure for cost and no number of deaths"
    assert unsaid(missing) == said


TREMORS = ("Tremor was noted in three nurses.", "Its cost was borne by the ward.")


@pytest.mark.parametrize(
    ("missing", "question", "said"),
    [
        (
            ("number of people",),
            "how many people had tremor",
            "I cannot tell whether the sentences state the number of people",
        ),
        (
            ("how many nurses shook", "number of nurses"),
            "how many nurses shook",
            "I cannot tell whether the sentences state how many nurses shook",
        ),
        (("how many shook",), "how many shook", "I cannot tell whether the sentences state how many shook"),
        (
            ("reason", "cost"),
            "why, and at what cost",
            "I cannot tell whether the sentences state the reason or the cost",
        ),
        (("where was this done",), "where was this done", "I cannot tell whether the sentences state the place"),
        (("where",), "where", "I cannot tell whether the sentences state the place"),
        (("WHO",), "what does WHO say", "the sentences do not use the word “WHO”"),
        (("where?",), "where?", "I cannot tell whether the sentences state the place"),
        (
            ("how … hospital",),
            "how long were they in hospital",
            "I cannot tell whether the sentences state the length of stay",
        ),
        (("which colour",), "which colour", "I cannot tell whether the sentences state “which colour”"),
        (
            ("sugar", "hazard ratio", "how many shook"),
            "sugar, hazard ratio, how many shook",
            "the sentences do not use the word “sugar” and give no hazard ratio, and I cannot tell whether they state how many shook",
        ),
        (("sugar", "nurse"), "sugar of a nurse", "the sentences do not use the word “sugar”"),
        (
            ("doctors", "number of doctors"),
            "how many doctors shook",
            "the sentences do not use the word “doctors”",
        ),
        (
            ("sank out", "how many nurses sank out"),
            "how many nurses sank out",
            "I cannot tell whether the sentences state how many nurses sank out",
        ),
        (("stick to it",), "did nurses stick to it", "I cannot tell whether the sentences state the adherence"),
        (
            ("did they actually do it",),
            "did they actually do it",
            "I cannot tell whether the sentences state the adherence",
        ),
    ],
)
def test_a_warning_denies_nothing_that_stands_below_it(missing: tuple[str, ...], question: str, said: str) -> None:
    assert lacking(missing, question, TREMORS) == said


def test_a_warning_whose_words_all_stand_below_it_claims_less() -> None:
    finding = Finding(outcome=Outcome.ANSWERED, evidence=(tremor(),), sure=False, not_said=("tremors",))
    assert lacking(finding.not_said, "tremors", TREMORS) == ""
    assert compose.NEAR in told(finding)
    related = told(finding.model_copy(update={"outcome": Outcome.RELATED, "matched": ("tremors",)}))
    assert compose.RELATED in related


@pytest.mark.parametrize("missing", [(), ("cost",), ("tremors",)])
def test_an_answer_is_warned_of_in_one_line(missing: tuple[str, ...]) -> None:
    finding = Finding(outcome=Outcome.ANSWERED, evidence=(tremor(),), sure=False, not_said=missing)
    quotes = [compose.quote_of(PAPERS[COFFEE], one) for one in finding.evidence]
    text = compose.content("any tremor?", finding, quotes, CORPUS, PAPERS, before=COFFEE, leans=True)
    _, warning, quote, *_ = text.split("\n\n")
    assert warning.startswith("This is of the paper that came nearest to the last question")
    assert ("cost" in warning) is ("cost" in missing)
    assert quote.startswith("> ")
