"""Half a question leans on the answer before it: where that was only related, this is said."""

from __future__ import annotations

import pytest

from bot.assistant import compose
from bot.models import Context, Turn
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper
from tests.bot.assistant.test_weighing import then


async def test_what_leans_on_a_related_answer_is_hedged() -> None:
    answer = await then("cost of TES zzyzx", "and the complications?", of="nine")
    assert answer.read_with is not None
    assert answer.answered
    assert not answer.sure
    assert compose.LEANS in answer.text


@pytest.mark.parametrize("first", ["local control after TES", "cost in the Kang 2023 paper"])
async def test_what_leans_on_an_answer_or_on_a_paper_that_was_named_is_not(first: str) -> None:
    answer = await then(first, "and the complications?", of="nine")
    assert answer.read_with is not None
    assert compose.LEANS not in answer.text


async def test_what_is_only_related_again_leans_on_nothing() -> None:
    answer = await then("cost of TES zzyzx", "and in zebras?", of="nine")
    assert answer.outcome is Outcome.RELATED
    assert compose.LEANS not in answer.text


_FLOATS = over(
    paper("Reed", "Reed beds and the nesting of bitterns", "Bitterns nest in reeds. Of 40 reed beds 12 had a nest. In wet springs nests were flooded."),
    paper("Hay", "Hay meadows", "Meadows were mown twice. Larks nested in the hay, and no bittern was seen."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("terms", "leans"), [(("bitterns", "reeds"), False), (("bitterns", "zebras"), True), ((), True)]
)
async def test_what_leans_on_a_paper_with_all_topics_of_the_question_before_is_not(
    terms: tuple[str, ...], leans: bool
) -> None:
    before = Turn(question="how do they get on", terms=terms, keys=("Reed",), kind="content", near=True)
    answer = await _FLOATS.ask("and in wet springs?", Context(previous=before))
    assert (answer.outcome, answer.keys[:1]) == (Outcome.ANSWERED, ("Reed",))
    assert (compose.LEANS in answer.text) == leans
    assert answer.sure != leans


@pytest.mark.parametrize(("question", "leans"), [("mown twice?", False), ("and mown twice?", True)])
async def test_what_by_itself_surely_finds_the_same_paper_leans_on_nothing(question: str, leans: bool) -> None:
    before = Turn(question="zebras?", terms=("zebras",), keys=("Hay",), kind="content", near=True)
    answer = await _FLOATS.ask(question, Context(previous=before))
    assert (answer.outcome, answer.keys[:1]) == (Outcome.ANSWERED, ("Hay",))
    assert answer.read_with is not None
    assert (compose.LEANS in answer.text) == leans


@pytest.mark.parametrize(
    ("question", "leans"),
    [("nests flooded?", False), ("and nests flooded?", True), ("nests flooded by gulls?", True)],
)
async def test_what_a_result_says_in_all_the_words_of_the_question_leans_on_nothing(
    question: str, leans: bool
) -> None:
    before = Turn(question="zebras", terms=("bitterns", "zebras"), keys=("Reed",), kind="content", near=True)
    answer = await _FLOATS.ask(question, Context(previous=before))
    assert answer.keys[:1] == ("Reed",)
    assert (answer.outcome, answer.sure) == (Outcome.ANSWERED, not leans)


_TIDES = over(
    paper("Kelp", "Kelp in cold bays", "We watched 31 bays for two years. The number of divers was not recorded. Kelp grew back in 12 bays.", 2017),
    paper("Hay", "Hay meadows", "Meadows were mown twice. Bees were not counted. Larks nested in the hay.", 2011),
)  # fmt: skip
_TOLD = {"limitations?": "was not recorded", "sample size?": "31 bays", "year?": "2017"}


@pytest.mark.parametrize("near", [True, False])
@pytest.mark.parametrize("question", list(_TOLD))
async def test_an_attribute_or_a_record_of_a_paper_that_only_came_nearest_is_hedged(
    question: str, near: bool
) -> None:
    before = Turn(question="kelp and zebras?", terms=("kelp", "zebras"), keys=("Kelp",), kind="content", near=near)
    answer = await _TIDES.ask(question, Context(previous=before))
    assert _TOLD[question] in answer.text
    assert (compose.LEANS in answer.text) == near
    assert answer.sure != near


async def test_an_attribute_of_a_paper_that_the_question_names_leans_on_nothing() -> None:
    before = Turn(question="kelp and zebras?", terms=("kelp", "zebras"), keys=("Kelp",), kind="content", near=True)
    answer = await _TIDES.ask("limitations of the kelp study?", Context(previous=before))
    assert "was not recorded" in answer.text
    assert compose.LEANS not in answer.text


_DAMS = over(
    paper("Fen", "Dams in a drained bog", "Dams of peat were built in ditches. The water behind the dams of peat, and behind bales of straw or heather, rose by 12 cm. Heather bales rotted."),
    paper("Moor", "Grouse on the moor", "Grouse nested in heather. Of 30 nests 9 were lost to foxes. No dams were built."),
)  # fmt: skip


async def test_what_is_surely_answered_by_itself_from_the_paper_talked_about_shows_that_sentence_first() -> None:
    before = await _DAMS.ask("how far did the water rise behind the dams", Context())
    answer = await _DAMS.ask("heather bales", Context(previous=before.turn))
    assert answer.sure
    assert answer.read_with is not None
    assert answer.quotes[0].text.startswith("Heather bales")
    assert {*answer.keys} == {"Fen"}


_HOMES = over(
    paper("Pen", "When a father goes to sea: school results and behaviour of children", "We followed 1,267 children whose fathers went to sea. At the end of school their children scored lower. Boys showed more conduct problems; girls did not. Children who had lived with the father before he left did worse than those who had not. Schools were told of it in less than one case in five. Contact with the father was not measured."),
    paper("Cow", "Cows in winter barns", "Cows lay longer on straw. Barns were dry."),
)  # fmt: skip


@pytest.mark.parametrize("asked", ["did the boys do worse", "and the boys at school, worse?"])
async def test_a_sentence_with_the_topic_itself_is_shown_before_those_with_words_like_it(asked: str) -> None:
    before = await _HOMES.ask("which papers are about children", Context())
    answer = await _HOMES.ask(asked, Context(previous=before.turn))
    assert any(quote.text.startswith("Boys") for quote in answer.quotes), answer.text


@pytest.mark.parametrize(("together", "leans"), [(True, True), (False, False)])
async def test_it_is_nothing_here_if_the_part_before_in_the_message_found_nothing(
    together: bool, leans: bool
) -> None:
    before = Turn(
        question="zebras?", terms=("zebras",), keys=("Hay",), kind="content", near=True, together=together
    )
    answer = await _FLOATS.ask("were they mown twice?", Context(previous=before))
    assert (answer.outcome, answer.keys[:1]) == (Outcome.ANSWERED, ("Hay",))
    assert (compose.LEANS in answer.text) == leans
