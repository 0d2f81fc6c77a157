"""“The newer one”, “the one before that”, “their other papers”, “similar studies”: papers pointed at from what was shown last."""

from __future__ import annotations

import pytest

from bot.assistant.telling.pointers import pointer
from index.models import Outcome
from tests.bot.assistant.apiary import FEEDING, GARDENS, HEAT, HOTELS, NOTICE, REVIEW, VAPOUR, apiary
from tests.bot.assistant.conversations import over, paper, talk

BY_MOREAU = "papers by Moreau"  # of 2021 and of 2020
BY_LIND = "papers by Lind"  # of 2022, 2019, 2023 and a notice of 2022


@pytest.mark.parametrize(
    ("turns", "key"),
    [
        ((BY_MOREAU, "the newest one"), GARDENS),
        ((BY_MOREAU, "the newer one"), GARDENS),
        ((BY_MOREAU, "and the latest?"), GARDENS),
        ((BY_MOREAU, "the newer of the two"), GARDENS),
        ((BY_MOREAU, "older"), HOTELS),
        ((BY_LIND, "the oldest"), FEEDING),
        ((BY_LIND, "the oldest", "and the newest?"), HEAT),
        ((BY_LIND, "the newest one", "the one before that"), NOTICE),
        ((BY_LIND, "the newest one", "and the one before", "and before that?"), VAPOUR),
        (("newest paper", "the one before that"), HEAT),
        (("newest paper", "the one before that", "the one before that"), NOTICE),
        (("newest paper", "summarise it", "the one before that"), HEAT),
        (("cite the newest paper", "the one before that"), HEAT),
        (("oldest paper", "the next one"), HOTELS),
        ((BY_MOREAU, "the newer one", "the one before that"), HOTELS),
        ((BY_MOREAU, "the newer one", "and the other?"), HOTELS),
        (("which is newer, Moreau 2021 or Kowal 2024", "the other one"), GARDENS),
    ],
)
async def test_a_paper_is_pointed_at_by_its_age_among_those_shown(turns: tuple[str, ...], key: str) -> None:
    answer = (await talk(apiary(), *turns))[-1]
    assert answer.keys == (key,), answer.text
    assert answer.turn is not None
    assert answer.turn.keys == (key,)


@pytest.mark.parametrize(
    ("turns", "key", "says"),
    [
        ((BY_MOREAU, "the newer one", "how many replied"), GARDENS, "688"),
        ((BY_MOREAU, "the oldest, how many parasites?"), HOTELS, "42%"),
        (("newest paper", "the one before that", "how many colonies"), HEAT, "Twenty colonies"),
        ((BY_MOREAU, "the newer one", "and the other?", "parasites?"), HOTELS, "42%"),
    ],
)
async def test_what_is_asked_next_is_asked_of_it(turns: tuple[str, ...], key: str, says: str) -> None:
    answer = (await talk(apiary(), *turns))[-1]
    assert set(answer.keys) == {key}, answer.text
    assert says in answer.text
    assert "do not say" not in answer.text


async def test_what_stands_nowhere_is_said_to() -> None:
    *_, before = await talk(apiary(), "oldest paper", "the one before that")
    *_, after = await talk(apiary(), BY_MOREAU, "next", "next")
    assert (before.outcome, after.outcome) == (Outcome.HELP, Outcome.HELP)
    assert "Nothing stands before what I showed last" in before.text
    assert "Nothing stands after what I showed last" in after.text
    assert before.turn is not None
    assert before.turn.keys == (FEEDING,)


@pytest.mark.parametrize(
    ("turns", "keys"),
    [
        ((BY_MOREAU, "which ones are surveys"), {GARDENS}),
        (("gardeners lavender", "their other papers"), {VAPOUR, HOTELS, NOTICE}),
        (("gardeners lavender", "same authors"), {VAPOUR, HOTELS, NOTICE}),
        (("who wrote the systematic review", "other papers by that author"), {HEAT}),
        (("gardeners lavender", "anything else by these authors"), {VAPOUR, HOTELS, NOTICE}),
        (("who wrote the systematic review", "other papers by them"), {HEAT}),
        ((BY_MOREAU, "their other papers"), {VAPOUR, HEAT, NOTICE}),
    ],
)
async def test_papers_of_the_same_list_and_of_the_same_authors(turns: tuple[str, ...], keys: set[str]) -> None:
    answer = (await talk(apiary(), *turns))[-1]
    assert {*answer.keys} == keys, answer.text


@pytest.mark.parametrize(
    "asked",
    [
        "their other papers",
        "anything else by them",
        "other papers by that author",
        "other papers by the author",
        "any more by this author",
        "what else have they written",
        "do they have other papers",
        "other work of theirs",
        "same authors",
        "have they published anything else?",
        "other publications from this team",
        "any other studies by this group",
        "more papers from these researchers",
        "other work by the same lab",
        "anything else by these people",
        "more work by the same people",
    ],
)
@pytest.mark.parametrize(
    "before", [("do bees sleep in rain",), ("do bees sleep in rain", "who wrote this"), ("papers by Blum",)]
)
async def test_those_who_wrote_nothing_else_are_said_to(before: tuple[str, ...], asked: str) -> None:
    asleep = paper("Blum", "Sleep of bees", "Bees sleep in rain.")
    answer = (await talk(over(asleep, paper("Rust", "Hives of straw", "Straw is warm.")), *before, asked))[-1]
    assert answer.keys == (), answer.text
    assert "by Ada Blum is in this library" in answer.text


@pytest.mark.parametrize("asked", ["did more bees sleep in this group", "more deaths in the same group"])
async def test_what_others_did_is_no_question_for_papers(asked: str) -> None:
    answer = (await talk(apiary(), "does heat kill mites in brood", asked))[-1]
    assert answer.kind == "content"


@pytest.mark.parametrize(
    "asked",
    [
        *("did these people also work at night", "did more of the people write", "what else did the people write"),
        *("do night nurses write more of them", "do they make more work or less"),
    ],
)
async def test_the_people_without_by_are_those_who_were_studied(asked: str) -> None:
    diaries = paper("Blum", "Diaries of nurses", "People wrote diaries and lists. Most of them worked at night.")
    answer = (
        await talk(over(diaries, paper("Rust", "Hives of straw", "Straw is warm.")), "diaries of nurses", asked)
    )[-1]
    assert (answer.kind, answer.keys) == ("content", ("Blum",)), answer.text


@pytest.mark.parametrize("said", ["similar studies", "any papers like it?", "related papers"])
async def test_similar_papers_are_the_nearest_without_notices(said: str) -> None:
    _, answer, first = await talk(apiary(), "does heat kill mites", said, "the first one")
    assert REVIEW in answer.keys
    assert not {HEAT, NOTICE} & {*answer.keys}
    assert "not in findings" in answer.text
    assert first.keys == answer.keys[:1]


@pytest.mark.parametrize(
    "text", ["newer drugs", "the newer one on mice", "the other arm", "older patients", "what happened next"]
)
def test_what_only_has_such_a_word_points_at_nothing(text: str) -> None:
    assert pointer(text) is None


async def test_which_ones_shows_what_was_counted_in_its_context() -> None:
    _, answer = await talk(apiary(), "how many gardeners replied", "which ones")
    assert (answer.kind, set(answer.keys)) == ("context", {GARDENS})


async def test_next_behind_an_answer_is_more_of_it() -> None:
    _, answer = await talk(apiary(), "does heat kill mites in brood", "next")
    assert answer.kind == "more"


@pytest.mark.parametrize("it", ["it", "that one", "this article", "that study"])
async def test_it_is_compared_with_another_paper(it: str) -> None:
    *_, answer = await talk(apiary(), BY_MOREAU, "the newer one", f"compare {it} with the sugar feeding paper")
    assert (answer.kind, set(answer.keys)) == ("comparison", {GARDENS, FEEDING})


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        (("gardeners lavender", "which cities"), "Lyon, Graz and Malmo"),
        (("vapour removes mites", "who funded it"), "Keepers' Union"),
    ],
)
async def test_what_any_study_has_is_looked_for_in_the_paper_talked_about(
    turns: tuple[str, ...], says: str
) -> None:
    *_, answer = await talk(apiary(), *turns)
    assert says in answer.quotes[0].text
    assert answer.outcome is Outcome.ANSWERED
    assert "do not say" not in answer.text
