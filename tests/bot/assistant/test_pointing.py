"""Which paper of a conversation is meant: a number or the next of a list, its newest, an end of a measure, that one."""

from __future__ import annotations

import pytest

from bot.models import Answer, Turn
from index.models import Outcome
from tests.quality.understanding import assistant, each

ABLATION, TARGETED, TUMOUR = "16233946", "16071425", "16040748"  # three reviews, the newest first
REVIEWS = "which papers are systematic reviews"


async def after(*turns: str, of: str = "nine") -> Answer:
    previous: Turn | None = None
    answers: list[Answer] = []
    for turn in turns:
        answers = await each(assistant(of), turn, previous)
        previous = answers[-1].turn or previous
    return answers[-1]


@pytest.mark.parametrize(
    ("turns", "key"),
    [
        ((REVIEWS, "whats no 1 about"), ABLATION),
        ((REVIEWS, "whats no 1 about", "and no 3"), TUMOUR),
        ((REVIEWS, "whats no 1 about", "whats next"), TARGETED),
        ((REVIEWS, "the oldest one, what was the mean age"), TUMOUR),
        ((REVIEWS, "mean age in the third one", "and the newest one, what imaging is best there"), ABLATION),
        (
            (REVIEWS, "and the newest one, what imaging is best there", "how many studies did they include"),
            ABLATION,
        ),
        (("most viewed?", "and the most cited one, how many patients"), "16020438"),
        (("major complications in the oldest paper",), "15235518"),
    ],
)
async def test_a_paper_is_meant_by_its_place_or_its_end(turns: tuple[str, ...], key: str) -> None:
    answer = await after(*turns)
    assert answer.keys, answer.text
    assert answer.keys[0].endswith(key)


async def test_only_the_ones_on_something_are_several_of_the_list_and_a_list_of_their_own() -> None:
    answer = await after("list the papers", "only the radiotherapy ones")
    assert len(answer.keys) > 1
    assert answer.turn is not None
    assert answer.turn.listed == answer.keys
    second = await after("list the papers", "only the radiotherapy ones", "who wrote the second one")
    assert second.keys == answer.keys[1:2]


async def test_whether_that_one_is_about_something_is_looked_up_in_that_one() -> None:
    newest = await after("what is the newest")
    looked = await after("what is the newest", "was that one about imaging?")
    assert looked.outcome is Outcome.NOTHING
    assert "Liu et al. 2025" in looked.text
    assert newest.turn is not None
    found = await after("what is the newest", "was that one about lung adenocarcinoma?")
    assert found.keys == newest.keys


async def test_what_the_newest_paper_says_is_asked_of_it() -> None:
    assert (await after("does the newest paper mention imaging")).quotes == ()
    found = await after("what did the newest paper find")
    assert found.keys[0].endswith("17030559")
    assert found.quotes


async def test_an_issue_number_is_no_place_of_a_list() -> None:
    answer = await after("list the papers", "papers in issue 2", of="harbour")
    assert answer.kind == "record"
    assert "in issue 2" in answer.text


async def test_both_are_the_two_of_the_list() -> None:
    two = "papers by Rades and Knapp"
    listed, wrote = await after(two), await after(two, "who wrote both")
    assert len(listed.keys) == 2
    assert wrote.keys == listed.keys
    assert set((await after(two, "number of patients in both")).keys) <= set(listed.keys)


@pytest.mark.parametrize(
    ("turns", "keys"),
    [
        (("papers by Bell", "before 2021", "how many are that"), ("ar03", "ar07")),
        (("what came out in 2020", "most cited of those", "and the least?"), ("ar08",)),
        (("what came out in 2020", "most cited of those", "second most"), ("ar10",)),
        (("most cited paper", "third"), ("ar02",)),
        (("anything by Hartley", "as first author only"), ("ar01", "ar12")),
        (("anything by Hartley", "as first author only", "the newer one"), ("ar12",)),
        (("papers by Hartley", "the one from 2022"), ("ar12",)),
        (("papers by Bell", "only on radar"), ("ar09",)),
        (("who wrote about fingerprints", "other papers in that year"), ("ar13",)),
    ],
)
async def test_a_few_words_change_what_was_asked_of_a_list(turns: tuple[str, ...], keys: tuple[str, ...]) -> None:
    answer = await after(*turns, of="archaeology")
    wanted = {paper.key for paper in assistant("archaeology").corpus.papers if paper.source_id in keys}
    assert set(answer.keys) == wanted, answer.text


async def test_words_of_an_abstract_are_no_change_of_a_list() -> None:
    answer = await after("papers by Bell", "in women?", of="archaeology")
    assert answer.kind == "content"


async def test_a_list_narrowed_within_limits_leaves_them() -> None:
    answer = await after("only 2023 papers please", "any on itching", "how was the baby treated", of="skin")
    assert answer.turn is not None
    assert answer.turn.only
    assert set(answer.keys) <= set(answer.turn.only)


RETROSPECTIVE = {"15235518", "16020438", "16142554"}


@pytest.mark.parametrize(
    "turns",
    [
        ("list the papers", "which studies are retrospective"),
        ("list the papers", "which of them are retrospective"),
        ("list the papers", "which studies are prospective", "which of them are retrospective"),
    ],
)
async def test_after_a_list_a_question_is_asked_of_the_whole_list(turns: tuple[str, ...]) -> None:
    assert {key[-8:] for key in (await after(*turns)).keys} == RETROSPECTIVE


async def test_what_no_paper_of_a_list_says_is_not_looked_for_in_its_first() -> None:
    answer = await after("list the papers", "which studies are prospective")
    assert (answer.outcome, answer.quotes) == (Outcome.NOTHING, ())


async def test_any_of_them_are_all_papers_where_no_list_is_shown() -> None:
    answer = await after("fewest authors", "and the most?", "is any of them retracted?")
    assert "The records of these 9 papers name no retraction" in answer.text


async def test_two_papers_are_compared_after_a_list_as_before_one() -> None:
    question = "compare groszman and knapp on survival"
    for listing in ("list the papers", REVIEWS):
        answer = await after(listing, question)
        assert (answer.kind, answer.text) == ("comparison", (await after(question)).text)


KNAPP = "16020438"


@pytest.mark.parametrize("asks", ["any other paper on that?", "do other papers say something about that"])
async def test_other_papers_on_that_are_those_that_share_its_words_and_no_list(asks: str) -> None:
    answer = await after("who had complications in knapp", asks)
    assert (answer.outcome, answer.kind) == (Outcome.RELATED, "more")
    assert answer.quotes
    assert all(quote.key[-8:] != KNAPP for quote in answer.quotes)
    assert all("complication" in quote.text.lower() for quote in answer.quotes[:1])


async def test_other_papers_after_a_record_are_on_the_topic_of_its_paper() -> None:
    answer = await after(
        "who wrote the GATA3 paper", "are there other papers about this topic", "any more studies on that"
    )
    assert all(quote.key[-8:] != "17030559" for quote in answer.quotes)
    assert answer.kind == "more"


async def test_a_slip_changes_no_paper() -> None:
    right = await after("what was the mortality in knapp", "how many complications")
    slip = await after("what was the mortality in knapp", "how many complictions")
    assert slip.keys == right.keys
    assert slip.text.endswith("\n\nRead as meant: “complictions” → “complications”")
    assert "complictions" not in slip.text.split("\n", 1)[1].rpartition("\n\n")[0]


@pytest.mark.parametrize("opening", ["next topic:", "ok new question,", "different subject now."])
async def test_what_is_said_to_be_a_new_topic_is_asked_by_itself(opening: str) -> None:
    talked = ("what was the mortality in knapp", "does BMI matter", f"{opening} mouse models")
    assert (await after(*talked)).keys[0] == (await after("mouse models")).keys[0]


@pytest.mark.parametrize(
    "question",
    ["what other question did they ask", "another topic they looked at", "was there another thing they found"],
)
async def test_another_topic_of_theirs_is_no_new_one(question: str) -> None:
    assert (await after("what was the mortality in knapp", question)).read_with is not None


async def test_in_general_is_asked_of_all_papers() -> None:
    alone = await after("complications in general")
    answer = await after("what was the mortality in knapp", "and complications in general?")
    assert answer.read_with is None
    assert answer.keys == alone.keys


async def test_a_paper_to_read_is_no_advice_on_a_patient() -> None:
    assert (await after("which paper would you recommend I read first")).kind != "advice"
    assert (await after("which treatment would you recommend for my patient")).kind == "advice"


async def test_a_german_verb_in_two_parts_asks_for_a_summary() -> None:
    answer = await after("fasse die Arbeit von Knapp zusammen")
    assert (answer.kind, [key[-8:] for key in answer.keys]) == ("summary", [KNAPP])


@pytest.mark.parametrize("place", ["no 3", "number 3", "the third one", "and the last one"])
async def test_a_place_after_an_answer_is_that_of_its_quotes(place: str) -> None:
    asked = "who had complications in knapp"
    answered, placed = await after(asked), await after(asked, place)
    assert len(answered.quotes) == 3
    assert (placed.kind, placed.keys) == ("summary", (answered.quotes[2].key,))


async def test_how_many_of_them_after_an_answer_counts_no_papers() -> None:
    answer = await after("how many patients had further resection", "how many of them")
    assert answer.kind == "content"


# the three most cited papers on the shore
CITED, SECOND, THIRD = (
    "jcs.2022.0140",
    "jcs.2023.0012",
    "jcs.2022.0103",
)
LISTED = "the three most cited papers"


@pytest.mark.parametrize(
    ("turns", "key"),
    [
        ((LISTED, "tell me more about number two"), SECOND),
        ((LISTED, "what were the findings of number three?"), THIRD),
        ((LISTED, "what's the top one about"), CITED),
        ((LISTED, "the bottom one"), THIRD),
        ((LISTED, "what's the top one about", "and the one after that?"), SECOND),
        ((LISTED, "no 3", "who wrote the one before that"), SECOND),
        ((LISTED, "number one", "who wrote the next one"), SECOND),
        ((LISTED, "wer hat das zweite geschrieben"), SECOND),
        ((LISTED, "三番目を書いたのは誰ですか"), THIRD),
    ],
)
async def test_a_place_is_found_in_any_wording(turns: tuple[str, ...], key: str) -> None:
    assert (await after(*turns, of="harbour")).keys[0].endswith(key)


async def test_in_the_other_one_is_the_other_of_two_and_not_all_papers() -> None:
    answer = await after("papers by Rades or Knapp", "how many patients in the first one", "and in the other?")
    assert answer.keys[0].endswith("16020438")


@pytest.mark.parametrize("asked", ["great thanks, and the cost of each", "thanks! what about survival"])
async def test_thanks_do_not_swallow_a_question(asked: str) -> None:
    assert (await after("TES vs SABR", asked)).keys[0].endswith("15235518")
    for talk in ("thanks, and have a nice day", "thank you, that helps"):
        assert (await after("TES vs SABR", talk)).outcome is Outcome.HELP


@pytest.mark.parametrize("said", ["fine, back to all years now", "ok let's use all papers again"])
async def test_a_limit_is_lifted_in_any_words(said: str) -> None:
    answer = await after("only 2023 papers please", said, of="skin")
    assert (answer.outcome, answer.turn and answer.turn.only) == (Outcome.HELP, ())


async def test_the_same_person_stays_the_person_talked_about() -> None:
    asked = ("who is the last author of LANTERN", "what is that person's most recent paper")
    answer = await after(*asked, "and the oldest by the same person", of="literacy")
    assert "by Li Chen" in answer.text
