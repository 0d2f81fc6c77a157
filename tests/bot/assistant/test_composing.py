"""Operations put together from single words: the same question in many words and orders is read the same."""

from __future__ import annotations

from itertools import product

import pytest

from bot.assistant.message import languages
from bot.assistant.reading.frame import Frame
from bot.assistant.turns.framing import Framing
from bot.models import Ask, Context, End
from tests.quality.understanding import assistant

HARBOUR = assistant("harbour")
FRAMING = Framing(HARBOUR._index)


async def framed(question: str) -> Frame:
    """The frame of a question, its words of asking in English first, as a reply would read it."""
    tables = languages.load()
    language = tables.of(question)
    question = (language and tables.english(question, language)) or question
    library = await FRAMING.library(question, Context())
    return FRAMING.frame(question, library, Context())


@pytest.mark.parametrize(
    "question",
    [
        f"{head}{noun}{tail}"
        for head, noun, tail in product(
            ("the paper with the most ", "highest number of ", "which one has the highest ", "top paper by "),
            ("citations", "cites", "citation count"),
            ("", "?", " please"),
        )
    ],
)
async def test_a_measure_and_an_end_ask_for_the_papers_at_it(question: str) -> None:
    frame = await framed(question)
    assert (frame.ask.op, frame.ask.ends, frame.leftover) == (
        "extreme",
        (End(measure="citations", high=True),),
        (),
    )


@pytest.mark.parametrize(
    ("question", "top"),
    [
        ("top three by number of cites", 3),
        ("3 papers with most citations", 3),
        ("which 2 papers are cited most", 2),
    ],
)
async def test_a_number_says_how_many(question: str, top: int) -> None:
    frame = await framed(question)
    assert [(end.measure, end.high, end.top) for end in frame.ask.ends] == [("citations", True, top)]


@pytest.mark.parametrize("question", ["last three papers", "the newest 3", "latest 3", "last 3 published"])
async def test_the_last_so_many_are_the_newest(question: str) -> None:
    frame = await framed(question)
    assert [(end.measure, end.high, end.top) for end in frame.ask.ends] == [("date", True, 3)]


@pytest.mark.parametrize(
    ("question", "by"),
    [
        ("yearly counts", "year"),
        ("how many came out in each year", "year"),
        ("papers grouped by year please", "year"),
        ("Wie viele Arbeiten pro Jahr?", "year"),
        ("年別の論文数は", "year"),
        ("breakdown by type", "type"),
        ("which journals are represented", "journal"),
        ("count by volume", "volume"),
        ("which keyword is used most", "keyword"),
        ("first authors and their number of papers", "author"),
        ("which year saw the most papers come out", "year"),
    ],
)
async def test_a_group_and_a_count_ask_how_many_of_each(question: str, by: str) -> None:
    assert (await framed(question)).ask.op == "per"
    assert (await framed(question)).ask.by == by


@pytest.mark.parametrize(
    ("question", "by", "high"),
    [
        ("most recent first", "date", True),
        ("show papers starting with the newest", "date", True),
        ("in reverse chronological order", "date", True),
        ("earliest on top", "date", False),
        ("chronologically, please", "date", False),
        ("citations low to high", "citations", False),
        ("rank by cites", "citations", True),
        ("alphabetically by title", "title", False),
        ("引用数順に", "citations", True),
        ("älteste zuerst", "date", False),
    ],
)
async def test_an_order_is_read_with_its_direction(question: str, by: str, high: bool) -> None:
    ask = (await framed(question)).ask
    assert (ask.op, ask.by) == ("sort", by)
    assert by == "title" or ask.high is high


@pytest.mark.parametrize(
    "question",
    [
        "the study with the longest exposure",
        "which block had the most cracks",
        "how often was the concrete mixed on average",
    ],
)
async def test_a_word_that_nothing_explains_keeps_the_records_from_answering(question: str) -> None:
    frame = await framed(question)
    assert frame.leftover or frame.name


@pytest.mark.parametrize(
    ("question", "ask"),
    [
        ("was Hansen involved in anything", Ask(op="list")),
        ("does Hansen appear in any of the papers", Ask(op="list")),
        ("papers Hansen contributed to", Ask(op="list")),
        ("who has Hansen's colleagues been", Ask(op="who", by="together")),
        ("whose name appears most often", Ask(op="who", by="most")),
        ("which names come up more than once", Ask(op="who", by="repeated")),
        ("did Hansen contribute to BOREAS", Ask(op="who", by="is_author")),
        ("who has more papers, Hansen or Müller", Ask(op="per", by="person")),
    ],
)
async def test_what_is_asked_of_people_may_be_said_in_many_words(question: str, ask: Ask) -> None:
    assert (await framed(question)).ask == ask


async def test_whether_somebody_wrote_a_paper_is_told_with_yes_or_no() -> None:
    yes = await HARBOUR.ask("does Hansen appear on the Danish registry paper?", Context())
    no = await HARBOUR.ask("is BOREAS by Hansen?", Context())
    assert "Yes: Mette Hansen" in yes.text
    assert "No: Mette Hansen is not an author" in no.text


async def test_somebody_whom_no_record_names_has_no_papers_here() -> None:
    answer = await HARBOUR.ask("did Kowalczyk write anything", Context())
    assert (answer.kind, answer.keys, answer.answered) == ("record", (), False)


@pytest.mark.parametrize(
    ("question", "year"),
    [("is TIDEWATER from 2023", "2023"), ("was the BOREAS paper published in 2022", "2024")],
)
async def test_whether_a_paper_is_of_a_year_is_told_with_its_date(question: str, year: str) -> None:
    answer = await HARBOUR.ask(question, Context())
    assert answer.answered
    assert f"{year}" in answer.text.partition("\n\n")[2]


@pytest.mark.parametrize(
    "of", ["of the fourteen", "of the 14", "of these 14", "of all 14 papers", "of the papers"]
)
async def test_the_number_of_all_papers_means_all_of_them(of: str) -> None:
    frame = await framed(f"how many {of} are reviews")
    assert frame.ask.op == "count"
    assert [one.kind for one in frame.filters] == ["type"]
