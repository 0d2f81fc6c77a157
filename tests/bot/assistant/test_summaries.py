"""A summary is the abstract as published: its own sections, its own words, nothing condensed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.assistant.assistant import Assistant
from bot.assistant.papers.summaries import (
    ONE_LINE,
    asks_for_summary,
    concluding,
    named_paper,
    section_names,
    summary,
)
from bot.models import Context
from corpus.joining import builtin
from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk
from tests.bot.assistant.teahouse import COFFEE, COFFEE_TEXT, KETTLE, TEA, nine, teahouse, teas

CORPUS = teahouse()
PAPERS = {paper.key: paper for paper in CORPUS.papers}
TEAS = Assistant(teas())
NINE = builtin().papers
ids = [paper.key for paper in NINE]
GROUP = Author(name="on behalf of the Tea Study Group")


@pytest.mark.parametrize(
    "asked", ["summarise it", "SUMMARIZE", "tl;dr", "give me the gist", "the abstract of X", "recap pls"]
)
def test_wordings_that_ask_for_a_summary(asked: str) -> None:
    assert asks_for_summary(asked)


@pytest.mark.parametrize("asked", ["how long was follow-up?", "what do we give porters?", "the sum of doses", ""])
def test_wordings_that_do_not(asked: str) -> None:
    assert not asks_for_summary(asked)


DIGESTS = over(
    paper(
        "Moss",
        "Do sailors read summaries of the weather?",
        "Sailors read 40 summaries of the weather. A summary with a map was read by 9. Maps help.",
    ),
    paper("Quill", "Lamps on quays", "Summary: We lit 20 lamps. In summary, lamps help."),
)


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("summary of the sailors paper", "Moss"),
        ("please give me a short summary of Moss", "Moss"),
        ("Moss 2020 summary please", "Moss"),
        ("summarise the weather paper", "Moss"),
        ("lamps summary", "Quill"),
        ("summary of lamps on quays", "Quill"),
    ],
)
async def test_a_summary_that_is_asked_for_is_told(question: str, key: str) -> None:
    (answer,) = await talk(DIGESTS, question)
    assert answer.kind == "summary", answer.text
    assert answer.keys[:1] == (key,)


def test_the_paper_is_named_by_the_other_words() -> None:
    assert named_paper("summarise the coffee paper").split() == ["the", "coffee", "paper"]


@pytest.mark.parametrize(
    "question", ["make a short summary", "Write a summary", "do a brief recap", "create a quick overview"]
)
def test_what_is_to_be_done_names_no_paper(question: str) -> None:
    assert named_paper(question).strip() == ""


def test_a_labelled_abstract_is_told_section_by_section() -> None:
    text, quotes = summary(PAPERS[TEA])
    assert section_names(PAPERS[TEA]) == ("Background", "Methods", "Results", "Conclusions")
    assert [quote.section for quote in quotes] == ["Background", "Methods", "Results", "Conclusions"]
    assert quotes[1].text == "We randomized 64 porters to green tea or hot water for 12 weeks."
    assert (
        "Conclusions\n> Green tea did not shorten the sleep of porters.\n— Okafor et al. 2021, Beverages" in text
    )


def test_an_unlabelled_abstract_is_told_whole() -> None:
    assert section_names(PAPERS[COFFEE]) == ()
    _, quotes = summary(PAPERS[COFFEE])
    assert [(quote.text, quote.section) for quote in quotes] == [(COFFEE_TEXT, None)]


def test_one_section_or_one_line_alone() -> None:
    _, results = summary(PAPERS[TEA], "results")
    assert [quote.section for quote in results] == ["Results"]
    _, line = summary(PAPERS[COFFEE], ONE_LINE)
    assert [quote.text for quote in line] == ["These data suggest that coffee helps nurses stay alert."]
    with pytest.raises(KeyError):
        summary(PAPERS[COFFEE], "results")


def test_a_paper_without_an_abstract_says_so() -> None:
    text, quotes = summary(PAPERS[KETTLE])
    assert quotes == ()
    assert text.startswith("“A History of the Kettle” has no abstract in this library.")
    assert "https://example.org/kettle" in text


@pytest.mark.parametrize("paper", NINE, ids=ids)
def test_the_nine_papers_are_told_whole_in_their_order(paper: Paper) -> None:
    """All but the printed labels and the white space is quoted, in the order it is printed."""
    abstract = paper.abstract or ""
    _, quotes = summary(paper)
    labels = sum(len(f"{name}:".replace(" ", "")) for name in section_names(paper))
    assert [abstract[quote.start : quote.end] for quote in quotes] == [quote.text for quote in quotes]
    told = sum(len("".join(quote.text.split())) for quote in quotes)
    assert told + labels == len("".join(abstract.split()))
    assert all(a.end <= b.start for a, b in zip(quotes, quotes[1:], strict=False))
    assert concluding(paper).text in abstract


@example("Results: ")
@given(st.text(min_size=1, max_size=300).filter(str.strip))
def test_any_abstract_is_quoted_as_it_is(abstract: str) -> None:
    """Also one that is but a label, with nothing after it."""
    paper = Paper(source_id="x", title="T", abstract=abstract)
    for only in (None, ONE_LINE):
        _, quotes = summary(paper, only)
        assert quotes
        assert all(quote.text == abstract[quote.start : quote.end] != "" for quote in quotes)


async def test_asked_in_words_it_finds_the_paper_and_without_words_the_one_talked_about() -> None:
    named = await TEAS.ask("can you summarise the coffee and reaction time paper", Context())
    assert (named.outcome, named.kind, named.keys) == (Outcome.ANSWERED, "summary", (COFFEE,))
    again = await TEAS.ask("tl;dr", Context(previous=named.turn))
    assert again.keys == (COFFEE,)
    assert (await TEAS.summarise(KETTLE, Context())).outcome is Outcome.NOTHING
    with pytest.raises(KeyError):
        await TEAS.summarise("10.9999/absent", Context())


@pytest.mark.parametrize("asked", ["KSST", "what is KSST 2022-02?", "ksst 2022"])
async def test_a_name_that_only_a_title_has_is_its_paper(asked: str) -> None:
    answer = await Assistant(nine()).ask(asked, Context())
    assert answer.outcome is not Outcome.NOTHING
    assert answer.keys == ("10.3390/cancers16142554",)


@pytest.mark.parametrize("question", ["whats ksst", "what is the KSST?", "KSST"])
async def test_a_name_that_only_a_title_has_shows_that_paper(question: str) -> None:
    """No sentence has it: any that were shown would be some of that paper, and answer nothing."""
    answer = await Assistant(nine()).ask(question, Context())
    assert (answer.kind, answer.keys) == ("summary", ("10.3390/cancers16142554",))


async def test_a_name_that_sentences_have_is_answered_with_them() -> None:
    answer = await Assistant(nine()).ask("what is RAMSES", Context())
    assert answer.kind == "content"
    assert all("RAMSES" in quote.text for quote in answer.quotes)


async def test_a_last_sentence_is_called_a_conclusion_only_where_the_abstract_marks_one() -> None:
    plain = "Towns grow cold. We heated 14 towns with wind. Output fell by 7% in January."
    bare, marked = (
        paper("Bare", "Wind heat", plain),
        paper("Mark", "Sun heat", f"{plain} In conclusion, wind helps."),
    )
    both = over(bare, marked)
    _, last, end = await talk(both, "list the papers", "the first one", "the second one")
    assert "That is its last sentence." in last.text
    assert "conclusion" not in last.text
    assert "That is its conclusion." in end.text
    compared = await both.compare(("Bare", "Mark"), Context())
    assert "Conclusion or last sentence:" in compared.text
    assert "Conclusion:" not in compared.text
    (each,) = await talk(both, "what is the conclusion of each paper")
    assert "or its last sentence where it marks none:" in each.text


@pytest.mark.parametrize(
    ("abstract", "conclusion"),
    [
        ("RESULTS: Kites flew. INTERPRETATION: Kites are safe. FUNDING: Danish Kite Council.", "Kites are safe."),
        ("RESULTS: Kites flew. Ten fell. FUNDING: Danish Kite Council.", "Ten fell."),
    ],
)
def test_who_paid_is_no_conclusion_though_it_stands_last(abstract: str, conclusion: str) -> None:
    assert concluding(Paper(source_id="k", title="Kites", abstract=abstract)).text == conclusion


@pytest.mark.parametrize(
    "behind",
    [
        "NCT04410021.",
        "Trial registration: ISRCTN55510322.",
        "Registered with the German register as DRKS-118.",
        "Neither sponsor nor author had a say in the design.",
        "The first author holds shares in the mill.",
        "The work was funded by the Flour Board.",
        "The flour was donated by the mill.",
        "The protocol was preregistered.",
        "TRIAL REGISTRATION ovens.example Identifier: NCT00295386.",
        "Dr Ito holds a patent on the oven.",
        "The authors declare no conflicts of interest.",
        "The ethics committee of Aarhus approved it.",
    ],
)
def test_what_is_of_the_work_concludes_nothing(behind: str) -> None:
    bread = Paper(source_id="bread", title="Bread", abstract=f"We baked 12 loaves. Rye rose least. {behind}")
    assert concluding(bread).text == "Rye rose least."


@pytest.mark.parametrize(
    "last",
    [
        "Two thirds of them received no grant for a new oven.",
        "We conclude that registered nurses should lead the ward.",
        "Voter registration rose by 4% where offices stayed open.",
        "Land registration cut the number of disputes by half.",
        "Competing interests of herders and farmers explain the fires.",
        "Conflicts of interest were told in 12% of the trials.",
        "Books donated by parents were read most.",
        "Water supplied by trucks was dirtier than piped water.",
        "The project was supported by villagers wherever they owned the wells.",
        "All authors of textbooks agreed that the role of bakers is growing.",
        "No company took part in wage bargaining after 1990.",
    ],
)
def test_what_was_found_of_registers_grants_and_interests_concludes(last: str) -> None:
    paper = Paper(source_id="ovens", title="Ovens", abstract=f"We asked 60 people. Many knew. {last}")
    assert concluding(paper).text == last


@pytest.mark.parametrize("question", ["what year was the osprey note", "year of the osprey note"])
async def test_a_field_of_a_paper_without_an_abstract_is_told(question: str) -> None:
    shore = over(
        paper("Duart", "An osprey on a quay", "", 2016), paper("Moss", "Gulls on quays", "Gulls ate 9 fish.", 2020)
    )
    (answer,) = await talk(shore, question)
    assert answer.keys == ("Duart",)
    assert "2016" in answer.text.partition("\n\n")[2].partition("(")[2]
    assert "no abstract" not in answer.text
