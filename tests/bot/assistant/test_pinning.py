"""A moderator's answer stands in the place of ours where the same is asked, as long as its sentences stand in the papers."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest

from bot.assistant.assistant import Assistant
from bot.assistant.compose import restated
from bot.assistant.pinning import may_be_pinned, pinnable, trouble
from bot.models import Context, Pinned, PinnedSentence, Turn
from corpus.models import Corpus
from index.library import LibraryIndex
from index.models import Outcome
from tests.bot.assistant.conversations import NINE
from tests.bot.assistant.teahouse import COFFEE, COFFEE_TEXT, KETTLE, TEA, TEA_TEXT, teahouse, teas

TEAS = Assistant(teas())
TREMOR = "Tremor was noted in three nurses."
CHOSEN = "Waking at night was reported by 25% of porters in both arms."
QUESTION = "how often did porters wake at night?"


def sentence(text: str, key: str = TEA, start: int | None = None) -> PinnedSentence:
    at = TEA_TEXT.index(text) if start is None else start
    return PinnedSentence(key=key, start=at, stop=at + len(text), sentence=4, section="Results", text=text)


def pin(*sentences: PinnedSentence, library: str = "teahouse", snapshot: str = "0" * 64) -> Pinned:
    when = datetime(2026, 11, 26, 9, tzinfo=UTC)
    return Pinned(id="ab" * 6, at=when, library=library, snapshot=snapshot, sentences=sentences)


def revised(text: str) -> Corpus:
    papers = tuple(
        one.model_copy(update={"abstract": text}) if one.key == TEA else one for one in teahouse().papers
    )
    return teahouse().model_copy(update={"papers": papers, "digest": "2" * 64})


async def test_the_pinned_sentence_is_shown_with_its_paper_and_who_chose_it() -> None:
    answer = await TEAS.ask(QUESTION, Context(pins=(pin(sentence(CHOSEN)),)))
    assert answer.kind == "pinned"
    assert answer.pin == "ab" * 6
    assert answer.outcome is Outcome.ANSWERED
    assert "Pinned by a moderator, 2026-11-26" in answer.text
    assert f"> {CHOSEN}" in answer.text
    assert answer.dois == (TEA,)
    assert answer.quotes[0].text == CHOSEN
    assert answer.turn is not None
    assert answer.turn.keys == (TEA,)


async def test_not_in_these_abstracts_is_an_answer_too_and_says_when_the_papers_are_others_now() -> None:
    same = await TEAS.ask(QUESTION, Context(pins=(pin(),)))
    assert (same.outcome, same.pin) == (Outcome.NOTHING, "ab" * 6)
    assert not same.quotes
    assert "Not in these abstracts (pinned by a moderator, 2026-11-26)." in same.text
    assert "changed" not in same.text
    older = await TEAS.ask(QUESTION, Context(pins=(pin(snapshot="1" * 64),)))
    assert "The papers here have changed since then." in older.text


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (pin(sentence("Waking at night was reported by 26% of porters.", start=0)), "has changed"),
        (pin(sentence(CHOSEN, key=COFFEE)), "has changed"),
        (pin(sentence(CHOSEN, key="10.5555/gone")), "no longer in the library"),
        (pin(library="other"), "another library"),
    ],
)
async def test_a_pin_that_no_longer_holds_is_not_shown_and_says_why(broken: Pinned, why: str) -> None:
    assert why in (trouble(broken, TEAS.corpus, TEAS.papers) or "")
    answer = await TEAS.ask(QUESTION, Context(pins=(broken,)))
    assert answer.pin is None
    assert answer.kind == "content"


async def test_a_sentence_that_only_moved_is_quoted_where_it_stands_now() -> None:
    moved = Assistant(LibraryIndex.build(revised(f"Aims: To know. {TEA_TEXT}")))
    (quote,) = (await moved.ask(QUESTION, Context(pins=(pin(sentence(CHOSEN)),)))).quotes
    assert (quote.text, quote.start) == (CHOSEN, TEA_TEXT.index(CHOSEN) + len("Aims: To know. "))


async def test_the_newest_pin_that_holds_is_taken() -> None:
    pins = (pin(sentence(CHOSEN, key="10.5555/gone")), pin(sentence(CHOSEN)))
    assert (await TEAS.ask(QUESTION, Context(pins=pins))).quotes[0].key == TEA


@pytest.mark.parametrize("question", ["hello", "and in the evening?", "what should I take against my headache?"])
async def test_small_talk_a_follow_up_and_advice_are_never_a_moderators(question: str) -> None:
    previous = Turn(question="how long did sleep last with green tea?", terms=("sleep",), keys=(TEA,))
    answer = await TEAS.ask(question, Context(previous=previous, pins=(pin(sentence(CHOSEN)),)))
    assert answer.pin is None


@pytest.mark.parametrize(
    ("question", "taken"),
    [("how much does green tea cost?", True), ("how often was tremor noted in nurses?", True), ("how was the yield of menthol measured?", True),
     ("and tremor?", False), ("how often did they wake at night?", False), ("does it cost much?", False), ("sleep?", False),
     ("how many porters had a longer sleep?", False)],
)  # fmt: skip
async def test_after_another_question_a_pin_is_shown_to_what_says_by_itself_what_is_asked(
    question: str, taken: bool
) -> None:
    before = (await TEAS.ask("how long did sleep last with green tea in porters?", Context())).turn
    assert await TEAS.stands_alone(question, before) is taken
    other = pin(sentence(TREMOR, COFFEE, COFFEE_TEXT.index(TREMOR)))  # of a paper that was not talked about
    answer = await TEAS.ask(question, Context(pins=(other,), previous=before))
    assert (answer.kind == "pinned") is (taken or answer.read_with is None)


@pytest.mark.parametrize("pinned", [pin(sentence(CHOSEN)), pin()], ids=["of the paper talked about", "of none"])
@pytest.mark.parametrize(
    ("question", "taken"),
    [("how long did sleep last with green tea in porters?", True), ("how many porters had a longer sleep?", True), ("and tremor?", False),
     ("how often did they wake at night?", False), ("does it shorten sleep?", False), ("in which arm?", False), ("how many were there?", False)],
)  # fmt: skip
async def test_a_whole_question_said_again_in_a_conversation_is_shown_the_pin_of_its_papers(
    question: str, taken: bool, pinned: Pinned
) -> None:
    before = (await TEAS.ask("how long did sleep last with green tea in porters?", Context())).turn
    later = (await TEAS.ask("and in the other arm?", Context(previous=before))).turn
    answer = await TEAS.ask(question, Context(pins=(pinned,), previous=later))
    assert answer.read_with is not None or answer.kind == "pinned"
    assert (answer.kind == "pinned") is taken


async def test_a_whole_question_that_is_read_with_the_one_before_is_shown_a_pin_of_its_papers_and_of_no_others() -> (
    None
):
    before = (await TEAS.ask("how long did sleep last with green tea in porters?", Context())).turn
    later = (await TEAS.ask("and in the other arm?", Context(previous=before))).turn
    question, other = "waking of porters at night", sentence(TREMOR, COFFEE, COFFEE_TEXT.index(TREMOR))
    assert (await TEAS.ask(question, Context(previous=later))).read_with is not None
    shown = [
        await TEAS.ask(question, Context(previous=later, pins=(pin(one),))) for one in (sentence(CHOSEN), other)
    ]
    assert [answer.kind for answer in shown] == ["pinned", "content"]


async def test_nothing_is_taken_over_while_the_conversation_is_limited() -> None:
    limited = Turn(question="only reviews", kind="record", only=(TEA, COFFEE), only_says="of nurses", keys=(TEA,))
    answer = await TEAS.ask(QUESTION, Context(previous=limited, pins=(pin(sentence(CHOSEN)),)))
    assert answer.pin is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tea -sugar", "tea -milk"),
        ("author:Quill tremor", "tremor"),
        ("year:2021 tremor", "year:2023 tremor"),
        ('"green tea" sleep', "green tea sleep"),
    ],
)
def test_options_are_part_of_what_is_asked(one: str, other: str) -> None:
    assert TEAS.alike(one)
    assert not TEAS.alike(one) & TEAS.alike(other)


def test_the_papers_a_question_is_limited_to_are_part_of_it_whatever_their_order() -> None:
    assert not TEAS.alike(QUESTION, (TEA,)) & TEAS.alike(QUESTION)
    assert TEAS.alike(QUESTION, (TEA, COFFEE)) == TEAS.alike(f"ok thanks. {QUESTION}", (COFFEE, TEA))


def test_what_is_too_long_is_like_nothing() -> None:
    assert TEAS.alike("tea " * 2000) == frozenset()


def test_a_sentence_is_pinned_by_its_place_in_a_paper_that_is_here() -> None:
    at = TEA_TEXT.index(CHOSEN)
    found = pinnable(TEA, at, TEAS.papers)
    assert found == sentence(CHOSEN)
    assert pinnable(TEA, at + 1, TEAS.papers) is None
    assert pinnable("10.5555/gone", at, TEAS.papers) is None
    assert pinnable(KETTLE, 0, TEAS.papers) is None  # a paper without an abstract


def test_what_may_be_pinned_to() -> None:
    """An answer about papers, whatever came of it; help and small talk say nothing of them."""
    of_papers = ("content", "definition", "record", "summary", "pinned")
    asked = set(product((*of_papers, "smalltalk", "help"), Outcome))
    may = {(kind, outcome) for kind, outcome in asked if may_be_pinned(kind, outcome)}
    assert may == set(product(of_papers, set(Outcome) - {Outcome.HELP}))


async def test_the_conversation_goes_on_from_a_pin_as_from_our_own_answer() -> None:
    own = await TEAS.ask(QUESTION, Context())
    chosen = pin(sentence(CHOSEN), sentence(TREMOR, COFFEE, COFFEE_TEXT.index(TREMOR)))
    answer = await TEAS.ask(QUESTION, Context(pins=(chosen,)))
    assert own.turn is not None
    assert answer.turn is not None
    assert answer.turn.terms == own.turn.terms != ()
    assert (answer.turn.question, answer.turn.keys, answer.turn.listed) == (QUESTION, (TEA,), (TEA, COFFEE))
    assert answer.turn.shown == ((TEA, TEA_TEXT.index(CHOSEN)), (COFFEE, COFFEE_TEXT.index(TREMOR)))
    assert answer.keys == answer.dois == (TEA, COFFEE)


async def test_a_pin_reads_as_said_and_nothing_besides() -> None:
    none = await TEAS.ask(QUESTION, Context(pins=(pin(snapshot="1" * 64),)))
    said = (
        "Not in these abstracts (pinned by a moderator, 2026-11-26).\n\nThe papers here have changed since then."
    )
    assert none.text.removeprefix(restated(QUESTION)).strip() == said
    chosen = await TEAS.ask(QUESTION, Context(pins=(pin(sentence(CHOSEN)),)))
    first, quote, *_ = chosen.text.removeprefix(restated(QUESTION)).strip().split("\n\n")
    assert first == "Pinned by a moderator, 2026-11-26, in the papers' own words:"
    assert quote.startswith(f"> {CHOSEN}\n")


@pytest.mark.parametrize(
    ("question", "alone"),
    [("how long was the follow-up after TES, please", True), ("how long was the follow-up, please", False), ("was spondylectomy safe?", False)],
)  # fmt: skip
async def test_what_names_its_paper_by_a_short_form_says_by_itself_what_is_asked(
    question: str, alone: bool
) -> None:
    before = (await NINE.ask("how long was follow-up after TES?", Context())).turn
    later = (await NINE.ask("and the complications?", Context(previous=before))).turn
    assert await NINE.stands_alone(question, later) is alone
