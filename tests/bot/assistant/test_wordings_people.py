"""Who wrote what, as many people would ask it."""

from __future__ import annotations

import pytest

from bot.models import Context
from tests.bot.assistant.conversations import alike, asked
from tests.quality.understanding import assistant


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("which bell wrote the charcoal review", "Fiona Bell"),
        ("which Bell did the radar case report", "Graham Bell"),
        ("which müller did the shipwreck paper", "Jana Müller"),
        ("what müller is on the shipwreck paper", "Jana Müller"),
        ("who did the shipwreck machine learning paper", "Jana Müller"),
        ("who's the guy that wrote about charcoal", "Fiona Bell"),
        ("who's the woman who did the shipwreck paper", "Jana Müller"),
        ("last author on rickets and scurvy", "Sara Lund"),
        ("first author rickets", "Adaeze Okonkwo"),
        ("senior author for the looting stuff", "Dag Eriksen"),
        ("common author of the milk paper and the charcoal one?", "Piotr Nowak"),
        ("which author do the milk and the charcoal paper share", "Fiona Bell"),
        ("who wrote both the granary paper and the causeway paper", "Rosalind Hartley"),
        ("do the granary paper and the causeway paper have an author in common", "Rosalind Hartley"),
        ("shared authors of the granary and the lidar paper", "Rosalind Hartley"),
        ("is there an author who's on both the milk and the charcoal paper", "Piotr Nowak"),
        ("which author shows up most", "Rosalind Hartley"),
        ("who turns up the most", "Rosalind Hartley"),
    ],
)
async def test_who_is_asked_in_many_ways(question: str, holds: str) -> None:
    told = await asked(question)
    assert (told.kind, told.outcome) == ("record", "answered")
    assert holds in told.text


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("was Okonkwo the first author of the rickets paper", "Yes: its first author is Adaeze Okonkwo"),
        ("is Lund the first author of the rickets paper", "No: its first author is Adaeze Okonkwo"),
        ("was Lund the last author of the rickets paper?", "Yes: its last author is Sara Lund"),
    ],
)
async def test_whether_somebody_stands_first_or_last_is_told_with_who_does(question: str, says: str) -> None:
    assert says in (await asked(question)).text


async def test_what_two_papers_do_not_share_is_said() -> None:
    told = await asked("common author of the lidar paper and the reburial one")
    assert told.kind == "record"
    assert "no author in common" in told.text.casefold()


@pytest.mark.parametrize(
    "question",
    [
        "papers from germany",
        "german papers",
        "studies from denmark",
        "any danish studies",
        "papers by german authors",
        "which paper is from sweden",
        "articles from asia",
    ],
)
async def test_a_place_is_no_author_and_records_hold_none(question: str) -> None:
    told = await asked(question)
    assert (told.kind, told.outcome) == ("record", "nothing")
    assert "countries" in told.text
    assert " by “" not in told.text


async def test_a_place_that_abstracts_speak_of_is_found_there() -> None:
    told = await assistant("literacy").ask("papers from norway", Context())
    assert (told.kind, told.outcome) == ("record", "answered")
    assert "no countries" in told.text


async def test_different_authors_are_those_of_all_papers() -> None:
    told = await asked("how many different authors")
    assert told.kind == "record"
    assert "15 authors" in told.text


@pytest.mark.parametrize(
    "question",
    [
        "papers Bell had no hand in",
        "which papers was Bell not involved in",
        "papers that Bell did not write",
        "what here has Bell nothing to do with",
    ],
)
async def test_who_had_no_part_in_a_paper_is_denied(question: str) -> None:
    await alike(question, "papers not by Bell")


HARBOUR = assistant("harbour")


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("is there a paper with Jonas Müller in last place", "papers by Jonas Müller as last author"),
        ("papers with Müller listed first", "papers by Müller as first author"),
        ("which papers here have a Müller among the authors", "papers by Müller"),
        ("what trials does this issue contain", "list the trials"),
    ],
)
async def test_a_place_among_the_authors_and_anybody_of_a_name(question: str, plain: str) -> None:
    told, wanted = await HARBOUR.ask(question, Context()), await HARBOUR.ask(plain, Context())
    assert wanted.keys
    assert {*told.keys} == {*wanted.keys}, told.text


async def test_what_somebody_has_written_on_is_a_topic_and_no_name() -> None:
    answer = await asked("has Bell also written on radar")
    assert answer.kind == "record"
    assert answer.keys
    assert all(
        "Bell" in " ".join(a.name for a in assistant("archaeology").papers[key].authors) for key in answer.keys
    )
