"""Which two papers a comparison is of: named, talked about, listed, or the two of a kind or topic."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, talk
from tests.bot.assistant.shore import EELS, KELP, SEAGRASS, SHORE
from tests.quality.understanding import assistant

NINE = assistant("nine")
KANG, PARK = "10.3390/cancers15235518", "10.3390/cancers16142554"


async def test_in_prose_two_papers_named_by_their_authors_are_put_side_by_side() -> None:
    answer = await NINE.ask("compare Kang and Park on follow-up", Context())
    assert (answer.kind, answer.keys) == ("comparison", (KANG, PARK))
    assert answer.text.startswith("You asked: compare Kang and Park on follow-up")


@pytest.mark.parametrize(
    "asked", ["compare TES and SABR on complications", "compare CT and MRI", "compare Kang and Park by views"]
)
async def test_topics_and_measures_are_compared_as_before(asked: str) -> None:
    assert (await NINE.ask(asked, Context())).kind != "comparison"


@pytest.mark.parametrize(
    "asked", ["Kang vs Knapp", "kang 2023 versus knapp?", "the Kang paper vs. the Knapp paper"]
)
async def test_two_names_and_nothing_else_are_compared(asked: str) -> None:
    answer = await NINE.ask(asked, Context())
    assert answer.kind == "comparison"
    assert set(answer.keys) == {KANG, "10.3390/cancers16020438"}


@pytest.mark.parametrize("asked", ["TES vs SABR", "Kang vs Knapp complications", "Kang complications vs Knapp"])
async def test_what_is_no_name_is_read_as_a_question(asked: str) -> None:
    assert (await NINE.ask(asked, Context())).kind == "content"


async def test_of_people_without_a_paper_of_their_own_all_are_listed() -> None:
    lee, chang = (NINE.papers[KANG].authors[at] for at in (1, 2))
    answer = await NINE.ask(f"{lee.family} vs {chang.family}", Context())
    assert answer.outcome is Outcome.ANSWERED
    assert KANG in answer.keys


@pytest.mark.parametrize(
    "asked",
    [
        "compare with the seagrass one",
        "compare to the seagrass study",
        "and compare with seagrass?",
        "compare that with the seagrass paper",
        "how does it compare with the seagrass trial",
        "how does this compare to the seagrass one?",
        "compare this to the seagrass one",
    ],
)
async def test_what_was_talked_about_is_one_side_also_where_only_the_other_is_named(asked: str) -> None:
    answer = (await talk(SHORE, "do kelp ropes catch lobsters", asked))[-1]
    assert (answer.kind, answer.keys) == ("comparison", ("kelp", "seagrass")), answer.text


@pytest.mark.parametrize(
    "asked", ["compare with the one beside them", "compare with crabs", "compare with no ropes"]
)
async def test_what_the_paper_itself_speaks_of_is_compared_within_it(asked: str) -> None:
    answer = (await talk(SHORE, "do kelp ropes catch lobsters", asked))[-1]
    assert answer.kind != "comparison"


@pytest.mark.parametrize("asked", ["compare with the seagrass one", "compare with planted bays"])
async def test_nothing_to_compare_with_is_no_comparison(asked: str) -> None:
    assert (await SHORE.ask(asked, Context())).kind != "comparison"


async def test_a_word_of_one_title_that_the_paper_talked_about_lacks_names_that_paper() -> None:
    answer = (await talk(SHORE, "do kelp ropes catch lobsters", "compare with planting"))[-1]
    assert (answer.kind, answer.keys) == ("comparison", ("kelp", "seagrass")), answer.text


@pytest.mark.parametrize("joint", ["compare {} and {}", "{} vs {}"])
async def test_two_papers_are_compared_by_their_dois(joint: str) -> None:
    answer = await NINE.ask(joint.format(KANG, PARK), Context())
    assert (answer.kind, answer.keys) == ("comparison", (KANG, PARK))


@pytest.mark.parametrize(
    "asked",
    ["compare the two", "compare them", "compare both papers", "compare these two", "compare the two papers"],
)
async def test_two_that_were_listed_are_compared(asked: str) -> None:
    answer = (await talk(SHORE, "papers with lobsters in the title", asked))[-1]
    assert (answer.kind, set(answer.keys)) == ("comparison", {"kelp", "seagrass"}), answer.text
    told = (await talk(SHORE, "papers with lobsters in the title", f"{asked} on young lobsters"))[-1]
    assert told.kind == "comparison"
    assert "“young lobsters”:" in told.text


@pytest.mark.parametrize("asked", ["compare the two papers on lobsters", "compare both studies about lobsters"])
async def test_two_of_a_topic_are_compared(asked: str) -> None:
    """The topic chose the two, and is none of what they are compared by."""
    answer = await SHORE.ask(asked, Context())
    assert (answer.kind, set(answer.keys)) == ("comparison", {"kelp", "seagrass"}), answer.text
    assert "“lobsters”:" not in answer.text


async def test_the_other_of_a_kind_is_the_only_other_one() -> None:
    other = EELS.model_copy(update={"source_id": "buoys", "title": "Buoys for seals: a randomised trial"})
    shore = over(EELS, SEAGRASS, other)
    answer = (await talk(shore, "young lobsters in planted seagrass bays", "compare this to the other trial"))[-1]
    assert (answer.kind, answer.keys) == ("comparison", ("seagrass", "buoys")), answer.text


def _titled(key: str, title: str, **more: str) -> Paper:
    return Paper.model_validate({"source_id": key, "title": title, "abstract": "Lobsters hide.", **more})


@pytest.mark.parametrize("asked", ["compare with eelgrass", "compare with harbours"])
async def test_a_title_names_a_paper_only_by_what_no_other_has_and_the_one_talked_about_does_not_say(
    asked: str,
) -> None:
    titles = ("Eelgrass and young crabs", "Eelgrass and old crabs", "Harbours at night")
    shore = over(KELP, *(_titled(f"a{number}", title) for number, title in enumerate(titles)))
    answer = (await talk(shore, "do kelp ropes catch lobsters", asked))[-1]
    assert answer.kind != "comparison"


@pytest.mark.parametrize(
    "asked", ["compare them on lobsters", "compare both on lobsters", "compare the two papers", "compare the two"]
)
async def test_without_a_list_two_are_told_by_their_kind_and_their_topic(asked: str) -> None:
    assert (await SHORE.ask(asked, Context())).kind != "comparison"


async def test_two_of_a_kind_are_compared_whatever_else_has_their_topic() -> None:
    north, south = _titled("n", "Lobsters of the north: a review"), _titled("s", "Lobsters, south", type="Review")
    answer = await over(KELP, SEAGRASS, north, south).ask("compare the two reviews on lobsters", Context())
    assert (answer.kind, set(answer.keys)) == ("comparison", {"n", "s"}), answer.text


async def test_of_several_others_none_is_the_other() -> None:
    others = [_titled(key, f"{key} of herring: a randomised trial") for key in ("Nets", "Buoys")]
    answer = (
        await talk(
            over(SEAGRASS, *others), "young lobsters in planted seagrass", "compare this to the other trial"
        )
    )[-1]
    assert answer.kind != "comparison"


@pytest.mark.parametrize("asked", ["compare 1 and 3", "compare papers 1 & 3", "now compare #1 with #3"])
async def test_two_numbers_are_places_of_the_list_shown_last(asked: str) -> None:
    listed, answer = await talk(NINE, "list the papers", asked)
    assert answer.kind == "comparison", answer.text
    assert set(answer.keys) == {listed.keys[0], listed.keys[2]}


@pytest.mark.parametrize(
    ("asked", "one", "other"),
    [
        ("2 vs 5", 1, 4),
        ("what about #2 versus #5?", 1, 4),
        ("the first and the third on follow-up", 0, 2),
        ("compare the 1st with the 3rd", 0, 2),
        ("compare the first and the last one", 0, -1),
        ("difference between the second and third paper", 1, 2),
        ("compare the last two", -2, -1),
        ("compare the first two papers on survival", 0, 1),
    ],
)
async def test_two_places_of_a_longer_list_are_the_papers_there(asked: str, one: int, other: int) -> None:
    listed, answer = await talk(NINE, "list the papers", asked)
    assert answer.kind == "comparison", answer.text
    assert set(answer.keys) == {listed.keys[one], listed.keys[other]}


@pytest.mark.parametrize("asked", ["2 and 5", "20 vs 30", "8 vs 20 Gy", "first and second line treatment"])
async def test_numbers_that_are_no_places_compare_no_papers(asked: str) -> None:
    _, answer = await talk(NINE, "list the papers", asked)
    assert answer.kind != "comparison"


@pytest.mark.parametrize(
    "asked", ["compare both", "compare these two", "compare them", "what is the difference between the two"]
)
async def test_two_papers_talked_about_one_after_the_other_are_both(asked: str) -> None:
    *_, answer = await talk(SHORE, "do kelp ropes catch lobsters", "does the seagrass paper count crabs", asked)
    assert (answer.kind, set(answer.keys)) == ("comparison", {"kelp", "seagrass"}), answer.text


@pytest.mark.parametrize("asked", ["cite both", "BibTeX for both", "cite both in APA"])
async def test_of_both_the_references_are_given(asked: str) -> None:
    *_, answer = await talk(SHORE, "do kelp ropes catch lobsters", "does the seagrass paper count crabs", asked)
    assert set(answer.keys) == {"kelp", "seagrass"}, answer.text


async def test_both_of_one_paper_are_no_papers() -> None:
    answer = (await talk(SHORE, "do kelp ropes catch lobsters", "did it work for both"))[-1]
    assert answer.kind == "content"
