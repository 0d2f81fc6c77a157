"""“The second one”, “the newer”, “which”: papers of a list or a comparison, named by their place."""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant, QuestionLimits
from bot.assistant.reading.titles import original_of
from bot.models import Answer
from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import KANG, NINE, PARK, TEAS, talk
from tests.bot.assistant.teahouse import COFFEE, TEA, nine
from tests.quality.understanding import assistant


async def test_it_is_the_one_that_a_comparison_named() -> None:
    _, newer, author, doi = await talk(
        NINE, "compare kang and park", "which is newer", "who is the first author of that", "its doi pls"
    )
    assert newer.keys == (PARK, KANG)
    assert author.keys == doi.keys == (PARK,)


@pytest.mark.parametrize(
    "placed", ["the second one", "and the second?", "2", "no 2", "what about the second paper?"]
)
async def test_a_place_of_the_list_alone_shows_that_paper_in_brief(placed: str) -> None:
    listed, brief, whole, wrote = await talk(NINE, "list the reviews", placed, "summarise it", "who wrote it")
    assert (brief.kind, brief.keys) == ("summary", listed.keys[1:2])
    assert len(brief.quotes) == 1
    assert brief.quotes[0].text.startswith("Future indications include")
    assert len(whole.quotes[0].text) > len(brief.quotes[0].text)
    assert "Lilly Groszman" in wrote.text


async def test_a_place_takes_over_what_was_asked_of_one_paper() -> None:
    *_, second = await talk(NINE, "list the reviews", "who wrote the first one?", "and the second?")
    assert "Lilly Groszman" in second.text


async def test_a_number_longer_than_any_list_is_no_trouble() -> None:
    patient = Assistant(nine(), QuestionLimits(question_chars=10_000))
    _, answer = await talk(patient, "list the reviews", f"average citations of all {'9' * 5_000}")
    assert answer.outcome is not Outcome.ANSWERED


async def test_places_of_a_list_hold_while_its_papers_are_talked_about() -> None:
    listed, second, first, newest = await talk(
        TEAS, "list the papers", "who wrote the second one?", "and the first?", "which of them is the newest?"
    )
    assert listed.keys[:2] == (TEA, COFFEE)
    assert "Ada Quill" in second.text
    assert "Ngozi Okafor" in first.text
    assert newest.keys == (COFFEE,)


async def test_a_place_in_the_midst_of_a_question_is_one_of_the_list() -> None:
    listed, wrote, told = await talk(
        NINE, "list the reviews", "who wrote the second one", "summarise the last one in one line"
    )
    assert len(listed.keys) == 3
    assert wrote.keys == listed.keys[1:2]
    assert told.keys == listed.keys[2:]


async def test_what_was_counted_is_listed_ordered_and_averaged() -> None:
    _, which, ordered, mean = await talk(
        NINE, "how many reviews", "which", "list them by year", "average citations of all three"
    )
    assert (which.kind, len(which.keys)) == ("record", 3)
    assert set(ordered.keys) == set(which.keys) == set(mean.keys)
    assert "newest first" in ordered.text
    assert "on average" in mean.text


async def test_what_is_asked_of_the_newer_one_is_asked_of_it() -> None:
    _, newer = await talk(NINE, "papers by Kang", "the newer one: how many patients")
    assert (newer.answered, set(newer.keys)) == (True, {PARK})


@pytest.mark.parametrize("said", ["forget that, new topic", "clear", "ok reset and start over"])
async def test_commands_said_one_after_another_end_a_conversation(said: str) -> None:
    *_, anew = await talk(NINE, "who wrote Kang 2023", said)
    assert anew.outcome is Outcome.HELP
    assert anew.turn is not None
    assert not anew.turn.keys


async def over_volcanoes(*questions: str) -> list[Answer]:
    return await talk(assistant("volcanoes"), *questions)


@pytest.mark.parametrize("ordered", ["sort by citations", "Most cited first, if you would."])
async def test_after_a_list_an_order_is_asked_of_its_papers(ordered: str) -> None:
    listed, again = await over_volcanoes("papers by Castellanos", ordered)
    assert set(again.keys) == set(listed.keys)
    assert again.keys[0] == "10.5555/jvhs.2019.12.3.210"


@pytest.mark.parametrize(
    "asked",
    ["tell me about the third", "And the third, how many times was it cited?", "the third: what did they find"],
)
async def test_a_place_of_the_list_is_named_before_what_is_asked_of_it(asked: str) -> None:
    listed, again = await over_volcanoes("papers by Castellanos", asked)
    assert again.keys == listed.keys[2:3]


async def test_of_the_papers_listed_none_may_be_such_a_one() -> None:
    _, again = await over_volcanoes("papers from 2022", "any reviews among them?")
    assert (again.outcome, again.keys) == (Outcome.NOTHING, ())
    assert "No paper of these of type review is in this library." in again.text  # there is one that was not listed


async def test_all_of_the_list_are_named_by_their_number() -> None:
    listed, again = await over_volcanoes("papers by Castellanos", "which of the four is the newest?")
    assert set(again.keys) < set(listed.keys)


@pytest.mark.parametrize(
    "asked", ["has anyone argued against that?", "is there a reply to it?", "did a letter answer it?"]
)
async def test_letters_on_the_paper_talked_about_are_found_and_the_paper_they_are_on(asked: str) -> None:
    roofs, letter = "10.5555/jvhs.2019.12.3.210", "10.5555/jvhs.2020.13.1.20"
    _, reply, original = await over_volcanoes(
        "at what load do corrugated iron roofs collapse", asked, "and the original, who wrote it?"
    )
    assert reply.keys == (letter,)
    assert original.keys == (roofs,)
    assert "Brandão" in original.text


async def test_letters_are_looked_for_on_one_paper_and_by_questions_for_no_more() -> None:
    roofs = "at what load do corrugated iron roofs collapse"
    _, several = await over_volcanoes("papers by Castellanos", "is there a reply to it?")
    assert (several.outcome, several.keys) == (Outcome.NOTHING, ())
    _, steep = await over_volcanoes(roofs, "did they answer how steep it was?")
    assert (steep.kind, steep.keys) == ("content", ("10.5555/jvhs.2019.12.3.210",))
    _, his = await over_volcanoes(roofs, "did Castellanos reply to it?")
    assert his.kind == "content"


async def test_an_order_that_names_papers_is_of_these_and_a_list_that_goes_on_is_ordered_whole() -> None:
    listed, reviews = await over_volcanoes("papers by Castellanos", "sort the reviews by citations")
    assert reviews.keys
    assert not {*reviews.keys} & {*listed.keys}
    _, whole = await over_volcanoes("list the papers", "sort by citations")
    assert "14 papers in this library, most cited first" in whole.text


async def test_a_place_is_one_of_a_list_and_not_of_a_single_paper() -> None:
    _, single = await talk(NINE, "summarise Kang 2023", "and the second, how many patients?")
    assert single.keys == (KANG,)
    assert "A total of 89 patients" in single.quotes[0].text


@pytest.mark.parametrize(
    "asked", ["and the second, how many patients were in it", "second one please tell me how long patients lived"]
)
async def test_after_who_wrote_one_of_a_list_a_question_of_its_own_is_asked_of_the_place_it_names(
    asked: str,
) -> None:
    listed, _, second = await talk(NINE, "list the reviews", "who wrote the first one?", asked)
    assert second.kind in ("content", "table")
    assert second.keys == listed.keys[1:2]


async def test_all_authors_are_counted_where_all_papers_are_named() -> None:
    _, everybody = await talk(NINE, "summarise Kang 2023", "how many authors have all papers together")
    assert "signed the 9 papers" in everybody.text


LETTER = Paper(
    source_id="l",
    type="Letter",
    title="Bells again",
    abstract="Goat bells: Hay heard them.",
    journal="J Goat Sci",
    year=2020,
)
BELLS = Paper(
    source_id="b",
    title="Goat bells in alpine herds at night",
    journal="J Goat Sci",
    year=2020,
    keywords=("bells", "goat"),
)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, True),
        ({"year": 2018}, False),  # another issue, and the letter names neither title nor author
        ({"year": 2018, "authors": (Author(name="Nora Hay", family="Hay"),)}, True),
        ({"journal": None}, False),
        ({"title": "Hooves of sheep by day", "keywords": ("goat",)}, False),  # one word in common is none
    ],
)
def test_a_letter_is_on_a_paper_of_its_issue_or_that_it_names(change: dict[str, object], found: bool) -> None:
    paper = BELLS.model_copy(update=change)
    letter = LETTER.model_copy(update={"journal": None}) if paper.journal is None else LETTER
    assert (original_of(letter, (letter, paper)) is paper) is found


async def test_what_no_letter_is_on_is_asked_of_its_paper() -> None:
    _, again = await over_volcanoes("how far did the pumice raft drift", "did they comment on it?")
    assert again.keys[:1] == ("10.5555/nhl.2025.12.1.e031",)


async def test_small_talk_before_a_question_is_none_of_its_words() -> None:
    answer = (await talk(assistant("nursing"), "Splendid. Does music at the bedside help?"))[0]
    assert answer.keys[:1] == ("10.5555/pnq.2024.20.4.201",)
    assert "splendid" not in (*answer.not_said, *answer.unknown_words)


@pytest.mark.parametrize("asked", ["what did the second find", "what does the second say?"])
async def test_a_place_before_its_verb_is_one_of_the_list(asked: str) -> None:
    listed, found = await talk(NINE, "list the reviews", asked)
    assert {quote.key for quote in found.quotes} == {listed.keys[1]}


@pytest.mark.parametrize("asked", ["the last one, authors?", "the last one authors", "the third one, authors?"])
async def test_authors_behind_a_place_are_asked_of_that_paper(asked: str) -> None:
    listed, wrote = await talk(NINE, "list the reviews", asked)
    assert (wrote.kind, wrote.keys) == ("record", listed.keys[2:])
    assert "was written by" in wrote.text


@pytest.mark.parametrize("asked", ["how many died in the first six months", "what did the second operation show"])
async def test_a_place_of_something_else_is_none_of_the_list(asked: str) -> None:
    _, other = await talk(NINE, "list the reviews", asked)
    assert other.kind == "content"
    assert other.outcome is not Outcome.ANSWERED


@pytest.mark.parametrize(
    "before",
    [
        "list the papers",
        "list the reviews",
        "papers from Europe",
        "papers from 1900",
        "most cited",
        "sort them by views",
        "how many papers",
    ],
)
@pytest.mark.parametrize("link", [PARK, f"https://doi.org/{KANG}", f"doi:{KANG}"])
async def test_a_doi_alone_shows_its_paper_whatever_was_listed(before: str, link: str) -> None:
    alone = (await talk(NINE, link))[-1]
    after = (await talk(NINE, before, link))[-1]
    assert (after.kind, after.keys) == (alone.kind, alone.keys) == ("record", (PARK if link == PARK else KANG,))


@pytest.mark.parametrize(
    ("before", "outcome", "said"),
    [
        ("papers by Kharbat", Outcome.ANSWERED, "Leiomyogenic"),
        ("papers by Hyoungmin Kim", Outcome.NOTHING, "first author"),
    ],
)
async def test_a_place_among_authors_is_that_of_the_one_who_was_listed(
    before: str, outcome: Outcome, said: str
) -> None:
    listed, first = await talk(NINE, before, "as first author only")
    assert listed.keys
    assert (first.outcome, said in first.text) == (outcome, True), first.text
    assert len(first.keys) <= 1


async def test_reviews_are_dropped_from_a_list() -> None:
    listed, left = await talk(NINE, "list the papers", "drop the reviews")
    reviews = (await talk(NINE, "list the reviews"))[-1].keys
    assert reviews
    assert set(left.keys) == set(listed.keys) - set(reviews)


@pytest.mark.parametrize("more", ["any more?", "more", "tell me more"])
async def test_more_after_a_list_is_the_rest_of_it_or_nothing(more: str) -> None:
    _, whole, second = await talk(NINE, "list the reviews", more, "the second one")
    assert (whole.outcome, whole.quotes) == (Outcome.NOTHING, ())
    assert "That was the whole list." in whole.text
    assert second.kind == "summary"


async def test_two_places_of_a_list_are_compared_on_what_any_study_has() -> None:
    _, compared = await talk(NINE, "list the reviews", "compare 1 and 2 on limitations")
    assert compared.kind == "comparison", compared.text
    _, named = await talk(NINE, "list the papers", "kang vs rades on survival")
    assert named.kind == "comparison", named.text


async def test_a_list_is_put_in_another_order() -> None:
    listed, ordered = await talk(NINE, "list the reviews", "list them by author")
    assert sorted(ordered.keys) == sorted(listed.keys)
    assert ordered.text.index("Aslan") < ordered.text.index("Groszman") < ordered.text.index("Kharbat")
