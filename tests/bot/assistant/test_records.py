"""Questions about records, as people type them, over two libraries; and content questions, which are let through."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assistant.assistant import Assistant
from bot.models import Answer
from corpus.models import Author, Editor, Issue, Paper
from index.library import LibraryIndex
from index.models import Outcome
from tests.bot.assistant.conversations import NINE, ask, over, talk
from tests.bot.assistant.records.libraries import RECORDS, Wording, bees, content_questions, wordings
from tests.conftest import examples, some

BEES = Assistant(LibraryIndex.build(bees()))
KNAPP = "10.3390/cancers16020438"
RADES = "10.3390/cancers16203436"
KANG = "10.3390/cancers15235518"


async def told(question: str, assistant: Assistant = NINE, about: tuple[str, ...] = ()) -> Answer:
    reply = await ask(question, assistant, about)
    assert reply.kind in RECORDS
    return reply


# Whole sets are one test each, which lists what went wrong: more than a thousand tests cost more than what they ask.


async def missed(wordings: Sequence[Wording], assistant: Assistant) -> dict[str, list[str]]:
    """What is wrong with the replies to some wordings, by question."""
    found = {one.question: one.misses(await ask(one.question, assistant)) for one in wordings}
    return {question: misses for question, misses in found.items() if misses}


@pytest.mark.sweep
async def test_records_of_the_seed_papers() -> None:
    assert await missed(some(wordings("seed.tsv"), 0), NINE) == {}


@pytest.mark.sweep
async def test_records_of_another_field() -> None:
    assert await missed(some(wordings("bees.tsv"), 1), BEES) == {}


@pytest.mark.sweep
async def test_content_questions_are_let_through() -> None:
    assert [
        one for one in some(content_questions("content.txt"), 0, of=6) if (await ask(one)).kind in RECORDS
    ] == []


@pytest.mark.sweep
async def test_content_questions_claim_nothing_where_there_is_no_issue() -> None:
    """Over a library of another field the same questions name nothing, so that none may be answered."""
    replies = {one: await ask(one, BEES) for one in some(content_questions("content.txt"), 1, of=6)}
    assert [
        question
        for question, reply in replies.items()
        if reply.kind in RECORDS and reply.outcome is not Outcome.NOTHING
    ] == []


async def test_wordings_never_looked_into_keep_their_share() -> None:
    unseen = wordings("score.tsv")
    right = [not wording.misses(await ask(wording.question)) for wording in unseen]
    assert sum(right) / len(unseen) >= 0.9


async def test_content_questions_never_looked_into_are_let_through() -> None:
    unseen = content_questions("content-score.txt")
    through = [(await ask(question)).kind not in RECORDS for question in unseen]
    assert sum(through) / len(unseen) >= 0.95


@pytest.mark.parametrize(
    ("question", "needs"),
    [
        ("who wrote it?", "Brendan Knapp"),
        ("and when?", "19 January 2024"),
        ("how many citations does that one have", "5 times"),
        ("is it a review?", "of type Article"),
        ("last author?", "Jacob M. Buchowski"),
        ("how many pages", "12 pages"),
        ("link pls", f"https://doi.org/{KNAPP}"),
        ("is it open access", "CC BY 4.0"),
        ("and the authors?", "Ashwin Govindan"),
        ("which journal was that in", "Cancers"),
    ],
)
async def test_a_question_may_point_to_the_paper_just_talked_about(question: str, needs: str) -> None:
    reply = await told(question, about=(KNAPP,))
    assert (reply.outcome, reply.keys) == (Outcome.ANSWERED, (KNAPP,))
    assert needs in reply.text


@pytest.mark.parametrize(
    "question", ["over how long?", "and the other arm?", "how many were there", "what about women"]
)
async def test_an_elliptical_content_question_is_let_through(question: str) -> None:
    assert (await ask(question, about=(KNAPP,))).kind not in RECORDS


async def test_of_several_papers_talked_about_the_extreme_is_theirs() -> None:
    reply = await told("which of them is the most viewed", about=(RADES, KANG))
    assert reply.keys == (KANG,)  # 1447 views, against 680


async def test_without_a_paper_to_point_to_the_reply_asks_which() -> None:
    reply = await told("who wrote it?")
    assert (reply.outcome, reply.keys) == (Outcome.NOTHING, ())
    assert "Say which paper" in reply.text


async def test_a_field_the_record_lacks_is_unknown_and_never_zero() -> None:
    reply = await told("how often was the park paper cited")
    assert reply.unknown_words == ("number of citations",)
    assert "0" not in reply.text.replace("10.3390", "").split("does not give")[1].split("https")[0]


async def test_known_and_unknown_fields_are_told_apart_in_one_answer() -> None:
    reply = await told("volume and licence of the varroa review", BEES)
    assert reply.outcome is Outcome.ANSWERED
    assert "volume 33" in reply.text
    assert reply.unknown_words == ("licence",)


async def test_a_misspelt_name_says_how_it_was_read() -> None:
    reply = await told("papers by Govindna")
    assert "I read “govindna” as Ashwin Govindan" in reply.text


def _library(*families: str) -> Assistant:
    papers = tuple(
        Paper(
            doi=f"10.5555/x{n}",
            title=f"Paper {n}",
            authors=(Author(name=f"A. {family}", family=family, given="A."),),
        )
        for n, family in enumerate(families)
    )
    return over(*papers)


@pytest.mark.parametrize(
    ("asked", "family"), [("Smith", "Smits"), ("Petersen", "Pedersen2"), ("Wang", "Kang"), ("Lin", "Li")]
)
async def test_another_person_with_a_similar_name_is_never_taken(asked: str, family: str) -> None:
    reply = await told(f"papers by {asked}", _library(family))
    assert (reply.outcome, reply.keys) == (Outcome.NOTHING, ())


async def test_a_first_name_that_is_nobodys_here_is_not_ignored() -> None:
    reply = await told("papers by John Knapp")
    assert (reply.outcome, reply.unknown_words) == (Outcome.NOTHING, ("john knapp",))


async def test_a_deadline_is_said_and_never_whether_it_has_passed() -> None:
    silent = await told("has the deadline passed?")
    assert "20 August 2025" in silent.text
    assert "has passed" not in silent.text


@pytest.mark.parametrize(
    "question",
    [
        "why did so few come when they were sent on",
        "how long were the samples sent away",
        "when should you call a surgeon",
    ],
)
async def test_what_was_sent_asks_for_no_deadline(question: str) -> None:
    assert (await ask(question, NINE, ())).kind != "issue"


async def test_when_a_manuscript_must_be_sent_asks_for_the_deadline() -> None:
    assert "20 August 2025" in (await told("when must the manuscript be sent")).text
    assert "20 August 2025" in (await told("when does the call close")).text


async def test_facts_about_the_issue_cite_its_page() -> None:
    reply = await told("who are the guest editors")
    assert reply.kind == "issue"
    assert "Bone and Spine Metastases" in reply.text.splitlines()[-1]


async def test_an_issue_with_an_address_is_cited_by_it() -> None:
    issue = Issue(
        title="Urban Bees", url="https://example.org/bees", editors=(Editor(affiliation="Hive Institute"),)
    )
    corpus = bees().model_copy(update={"issue": issue})
    reply = await told("where are the editors from", Assistant(LibraryIndex.build(corpus)))
    assert "Hive Institute" in reply.text
    assert "https://example.org/bees" in reply.text


async def test_a_page_that_is_silent_says_so() -> None:
    corpus = bees().model_copy(update={"issue": Issue(title="Urban Bees")})
    reply = await told("what is the deadline", Assistant(LibraryIndex.build(corpus)))
    assert (reply.outcome, reply.unknown_words) == (Outcome.NOTHING, ("deadline",))


async def test_a_long_list_is_cut_at_ten_and_says_how_many_are_left() -> None:
    reply = await told("list papers", BEES)
    assert len(reply.keys) == 10
    assert reply.text.splitlines()[-1] == "and 2 more"


_WORDS = "who wrote most cited papers by kang review how many the it 2024 doi of editor deadline not or ' ; 10.3390/x".split()


@settings(max_examples=examples(150), deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join)))
async def test_any_text_gets_the_same_honest_reply_or_none(question: str) -> None:
    reply = await ask(question)
    assert reply.text == (await ask(question)).text
    if reply.kind == "record":
        addresses = {paper.key: paper.link or "" for paper in NINE.corpus.papers}
        assert all(addresses[key] in reply.text for key in reply.keys)
        assert len(reply.keys) <= 10


@pytest.mark.parametrize(
    "question", ["", " ", "?", "a" * 4000, "by " * 1000, "the paper " * 400, "'; DROP TABLE papers;--"]
)
async def test_what_is_no_question_is_let_through(question: str) -> None:
    assert (await ask(question)).kind not in RECORDS


async def test_who_is_the_first_person_behind_a_group_is_a_first_author_with_all_their_papers() -> None:
    group = Author(name="Oat Study Group")
    lee, li = Author(name="Ann Lee", family="Lee", given="Ann"), Author(name="Bo Li", family="Li", given="Bo")
    papers = (
        Paper(source_id="1", title="Oats and coughs", authors=(group, lee)),
        Paper(source_id="2", title="Buns and coughs", authors=(lee, li)),
        Paper(source_id="3", title="Jam and colds", authors=(li,)),
    )
    library = over(*papers)
    for question in ("who has the most papers as first author", "who is first author of more than one paper"):
        answer = await told(question, library)
        assert "Ann Lee" in answer.text
        assert answer.keys == ("1", "2"), question


async def test_that_nobody_is_first_author_twice_is_said_in_the_same_words_however_it_is_asked() -> None:
    for question in ("who has the most papers as first author", "who is first author of more than one paper"):
        assert "Nobody is first author of more than one paper here." in (await told(question)).text


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("does anybody have more than two papers here", {"Ann Lee"}),
        ("who is on more than one paper", {"Ann Lee", "Bo Li"}),
    ],
)
async def test_authors_of_several_papers_are_those_of_as_many_as_are_asked_for(
    question: str, names: set[str]
) -> None:
    lee, li = Author(name="Ann Lee", family="Lee", given="Ann"), Author(name="Bo Li", family="Li", given="Bo")
    signed = ((lee,), (lee, li), (li, lee))
    library = over(
        *(Paper(source_id=str(n), title=f"Oats and coughs {n}", authors=names) for n, names in enumerate(signed))
    )
    answer = await told(question, library)
    assert {name for name in ("Ann Lee", "Bo Li") if name in answer.text.split("•")[0]} == names


async def test_papers_that_are_counted_and_sorted_are_counted() -> None:
    (answer,) = await talk(NINE, "how many papers, sorted by year")
    assert "2023: 2 papers, 2024: 6 papers, 2025: 1 paper" in answer.text


async def test_an_end_may_be_one_of_two_that_are_compared() -> None:
    (answer,) = await talk(NINE, "which has more pages, Kang or the most cited")
    assert "It is “Surgical Interventions" in answer.text
