"""Notices: a correction is no trial and no side of a comparison, and what was corrected is asked of the library; types are designs, too."""

from __future__ import annotations

import pytest

from bot.assistant.reading.designs import of_design
from bot.models import Context
from corpus.models import Author, Paper, Status
from index.models import Outcome
from tests.bot.assistant.conversations import over, talk


def _paper(key: str, title: str, by: str, abstract: str, kind: str, year: int) -> Paper:
    given, family = by.split()
    author = Author(name=by, family=family, given=given)
    return Paper(source_id=key, title=title, abstract=abstract, type=kind, year=year, authors=(author,))


SWIM = "Swimming in cold water: a randomised trial"
LAKES = over(
    _paper("swim", SWIM, "Tove Lind", "We randomised 90 adults to cold or warm water. Conclusion: Cold water did no harm.", "Clinical Trial", 2021),
    _paper("note", f"Erratum: {SWIM}", "Tove Lind", "The table gave 80 adults. It should read 90.", "Published Erratum", 2022),
    _paper("run", "Running by lakes", "Per Holt", "We randomised 50 adults to lakes or streets. Conclusion: Lakes were liked.", "Randomized Controlled Trial", 2020),
    _paper("talk", "Why people swim", "Eva Moen", "We spoke with 21 swimmers about winter.", "Qualitative Study", 2019),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("list the randomised trials", ["run", "swim"]),
        ("list the trials", ["run", "swim"]),
        ("any qualitative studies?", ["talk"]),
        ("any corrections?", ["note"]),
        ("any errata?", ["note"]),
        ("is there an erratum", ["note"]),
        ("erratum", ["note"]),
        ("was there a correction?", ["note"]),
        ("was anything corrected", ["note"]),
        ("has any paper been corrected?", ["note"]),
        ("what was corrected?", ["note"]),
    ],
)
async def test_a_notice_is_listed_only_where_it_is_asked_for(question: str, keys: list[str]) -> None:
    answer = await LAKES.ask(question, Context())
    assert (answer.outcome, sorted(answer.keys)) == (Outcome.ANSWERED, keys), answer.text


@pytest.mark.parametrize(
    "question", ["compare Lind and Holt", "compare Lind 2021 and Holt 2020", "compare lind with holt"]
)
async def test_a_notice_is_no_side_of_a_comparison(question: str) -> None:
    (answer,) = await talk(LAKES, question)
    assert [*answer.keys] == ["swim", "run"], answer.text
    assert answer.text.count("Conclusion") >= 1


@pytest.mark.parametrize(
    "question",
    ["key takeaway of each paper", "table of sample sizes", "the largest study", "summarise all papers"],
)
async def test_a_notice_is_none_of_the_studies_that_each_are_asked(question: str) -> None:
    answer = await LAKES.ask(question, Context())
    assert answer.quotes
    assert "note" not in answer.keys, answer.text
    assert "Lind 2022" not in answer.text


async def test_a_name_with_a_notice_names_the_paper() -> None:
    (answer,) = await talk(LAKES, "summarise the Lind paper")
    assert [*answer.keys] == ["swim"]
    (notice,) = await talk(LAKES, "summarise the erratum by Lind")
    assert [*notice.keys] == ["note"]


async def test_nothing_retracted_is_said_of_the_library() -> None:
    answer = await LAKES.ask("is anything retracted?", Context())
    assert "name no retraction" in answer.text
    assert [*answer.keys] == ["note"], "a notice that is one of the papers is shown"


HEMP_PAPERS = tuple(
    _paper(key, f"{key.title()} of hemp", by, "We made 12 of them.", "Article", year)
    for key, by, year in (
        ("sails", "Ida Berg", 2020),
        ("ropes", "Jon Vik", 2021),
        ("nets", "Ida Berg", 2022),
        ("sacks", "Jon Vik", 2023),
        ("rugs", "Jon Vik", 2024),
    )
)
HEMP = over(*HEMP_PAPERS)


@pytest.mark.parametrize(
    "question",
    [
        "was anything corrected",
        "any errata?",
        "is there an erratum",
        "is anything retracted?",
        "any retractions",
        "any retracted papers",
    ],
)
async def test_where_there_is_no_notice_the_records_say_so(question: str) -> None:
    answer = await HEMP.ask(question, Context())
    assert (answer.kind, answer.keys) == ("record", ()), "no paper is shown, so none is cited"
    assert "The records of these 5 papers name no retraction" in answer.text


async def test_what_is_said_of_all_leaves_the_list_that_was_shown() -> None:
    listed, _, answer = await talk(HEMP, "papers by Berg", "any retractions?", "the second one")
    assert [listed.keys[1]] == [*answer.keys], answer.text


async def test_of_a_list_only_its_own_papers_are_told_of() -> None:
    listed, answer = await talk(HEMP, "papers by Berg", "which of those were corrected?")
    assert answer.keys == listed.keys, answer.text


async def test_whether_a_named_paper_was_corrected_is_told_by_its_notice() -> None:
    (answer,) = await talk(LAKES, "was the lind paper corrected")
    assert [*answer.keys] == ["note"], answer.text


def test_the_type_of_a_record_is_a_design() -> None:
    talk = _paper("x", "Winter", "Eva Moen", "", "Qualitative Study", 2019)
    assert of_design(talk, "qualitative studies")
    assert not of_design(talk, "trials")


PULLED = Paper(
    doi="10.5555/soap",
    title="Soap and singing",
    year=2018,
    abstract="Singers used soap. Notes rose by 4%.",
    status=Status(kind="retracted", source="https://doi.org/10.5555/soap.r"),
)
WHY = Paper(
    doi="10.5555/soap.r",
    title="Retraction note: Soap and singing",
    year=2020,
    type="Retraction",
    abstract="The editors retract this article, because two singers did not exist.",
)


@pytest.mark.parametrize(
    "asked",
    [
        "why was it retracted",
        "why was it pulled",
        "who retracted it",
        "reason for the retraction?",
        "what does the retraction notice say",
    ],
)
async def test_why_and_by_whom_a_paper_was_taken_back_is_told_by_its_notice(asked: str) -> None:
    _, answer = await talk(over(PULLED, WHY, *HEMP_PAPERS), "did notes rise with soap", asked)
    assert answer.keys == ("10.5555/soap.r",), answer.text
    assert "two singers did not exist" in answer.text


@pytest.mark.parametrize(
    "asked", ["reasons for withdrawal", "why did singers withdraw", "why was the tooth pulled"]
)
async def test_other_things_are_withdrawn_and_pulled_too(asked: str) -> None:
    _, answer = await talk(over(PULLED, WHY, *HEMP_PAPERS), "did notes rise with soap", asked)
    assert "10.5555/soap.r" not in answer.keys, answer.text
