"""Follow-ups lean on the turn before them; a new topic starts afresh."""

from __future__ import annotations

import pytest

from bot.assistant.turns.conversing import carried
from bot.models import Context, Turn
from index.models import Outcome
from tests.bot.assistant.conversations import KANG, NINE, PARK, TEAS, talk
from tests.bot.assistant.teahouse import COFFEE, TEA


@pytest.mark.parametrize(
    ("question", "leant"),
    [
        ("and with hot water?", True),
        ("why?", True),
        ("p value?", True),
        ("was it significant in the other arm?", True),
        ("waking at night?", True),
        ("does coffee help nurses stay alert?", False),
        ("menthol after steeping peppermint", False),
        ("did they sleep longer after green tea than after hot water at night?", False),
    ],
)
async def test_what_leans_on_the_turn_before(question: str, leant: bool) -> None:
    first, second = await talk(TEAS, "how long did porters sleep with green tea?", question)
    assert (second.read_with == first.turn) is leant
    assert ("as before" in second.text) is (leant and bool(second.quotes))


async def test_a_question_that_can_stand_alone_is_never_worse_for_what_was_asked_before() -> None:
    alone = await TEAS.ask("is coffee safe for nurses?", Context())
    _, after = await talk(TEAS, "how long did porters sleep with green tea?", "is coffee safe for nurses?")
    assert (after.outcome, after.keys) == (alone.outcome, alone.keys)


async def test_as_before_names_the_paper_talked_about_and_no_other() -> None:
    talks = [
        await talk(NINE, before, question)
        for before in ("Groszman 2024", "sabr vs tes", "summarise the leiomyogenic paper")
        for question in ("and in unstable spines?", "and kyphosis?", "and lytic lesions?")
    ]
    same = [(first, answer) for first, answer in talks if "as before" in answer.text]
    assert len({first.keys for first, _ in same}) > 1
    assert all(answer.keys[0] == first.keys[0] for first, answer in same)


async def test_tell_me_more_gives_further_passages_and_never_the_same() -> None:
    first, more, again = await talk(TEAS, "how long did porters sleep?", "tell me more", "more please")
    assert more.kind == "more"
    shown = [(quote.key, quote.start) for answer in (first, more, again) for quote in answer.quotes]
    assert len(shown) == len(set(shown))


async def test_is_that_right_shows_the_sentence_where_it_stands() -> None:
    first, proof = await talk(TEAS, "was tremor seen in nurses after coffee?", "is that right?")
    assert proof.kind == "context"
    assert first.quotes[0].text in proof.quotes[0].text
    assert len(proof.quotes[0].text) > len(first.quotes[0].text)


async def test_it_is_asked_of_all_papers_on_request() -> None:
    _, leant, afresh = await talk(
        TEAS, "how long did porters sleep with green tea?", "and after coffee?", "ask all papers"
    )
    assert afresh.read_with == leant.turn
    assert COFFEE in afresh.keys


async def test_a_follow_up_takes_over_what_was_asked() -> None:
    _, tea, year = await talk(TEAS, "who wrote the coffee paper?", "and the green tea one?", "papers from 2023")
    assert "Ngozi Okafor" in tea.text
    assert year.keys == (COFFEE,)


async def test_a_question_that_names_nothing_is_not_answered() -> None:
    for question in (
        "who is the best author",
        "what is new",
        "is it better",
        "so?",
        "tell me something interesting",
        "who benefits",
        "first line?",
        "which is safer",
        "when should one operate",
        "which drug is best",
    ):
        (answer,) = await talk(NINE, question)
        assert not (answer.answered and answer.quotes), question


@pytest.mark.parametrize("question", ["who is the best author", "what is new", "do you love me"])
async def test_everyday_words_ask_nothing_of_the_last_paper(question: str) -> None:
    _, reply = await talk(NINE, "what is the mortality of surgery for spinal metastases?", question)
    assert (reply.outcome, reply.quotes, reply.read_with) == (Outcome.HELP, (), None)


@pytest.mark.parametrize(
    ("question", "goes_on"),
    [
        ("when should we ask that of them", True),
        ("and what if we do nothing", True),
        ("what if we do nothing", True),
        ("what should we read", False),
        ("what do we have", False),
    ],
)
async def test_what_we_should_do_is_asked_of_the_last_paper(question: str, goes_on: bool) -> None:
    _, reply = await talk(TEAS, "how long did porters sleep with green tea?", question)
    assert (reply.outcome is not Outcome.HELP and reply.read_with is not None) == goes_on


@pytest.mark.parametrize("before", [(), ("what is EQD2?",)])
async def test_near_words_alone_surely_answer_no_yes_or_no(before: tuple[str, ...]) -> None:
    reply = (await talk(NINE, *before, "is surgery safe"))[-1]
    assert (reply.outcome, reply.sure, reply.not_said) == (Outcome.ANSWERED, False, ("safe",))


@pytest.mark.parametrize("further", [(), ("tell me more",)])
async def test_a_topic_no_paper_holds_ends_the_one_before(further: tuple[str, ...]) -> None:
    reply = (await talk(NINE, "what is EQD2?", *further, "cost of vertebroplasty"))[-1]
    assert (reply.outcome, reply.quotes) == (Outcome.NOTHING, ())
    assert "No abstract here has “cost”, “vertebroplasty”" in reply.text


async def test_a_list_takes_no_answer_away() -> None:
    question = "number of patients in the leiomyogenic review"
    alone = await NINE.ask(question, Context())
    _, after = await talk(NINE, "list the reviews", question)
    assert (after.outcome, after.keys) == (alone.outcome, alone.keys)


def test_what_is_carried_are_the_words_the_follow_up_does_not_say_itself() -> None:
    turn = Turn(question="sleep with Green Tea?", terms=("sleep", "Green Tea"), keys=(TEA,))
    assert carried(turn, ("green tea", "waking")) == "sleep"
    assert carried(turn, ()) == "sleep Green Tea"
    for kind in ("summary", "definition", "record"):
        assert carried(turn.model_copy(update={"kind": kind}), ()) == ""


async def test_a_follow_up_stays_with_its_paper() -> None:
    first, second = await talk(
        TEAS, "how long did porters sleep with green tea?", "and what share reported waking?"
    )
    assert first.read_with is None
    assert second.read_with == first.turn
    assert "Waking at night was reported by 25% of porters" in second.text
    assert set(second.keys) == {TEA}


async def test_a_new_topic_starts_afresh() -> None:
    _, second = await talk(TEAS, "how long did porters sleep with green tea?", "tremor in nurses after coffee")
    assert second.read_with is None
    assert second.keys[0] == COFFEE


async def test_a_thread_over_real_papers() -> None:
    first, second, third = await talk(
        NINE,
        "what was the median follow-up after total en bloc spondylectomy?",
        "and the complications?",
        "which risk factors led to surgery after radiotherapy in intermediate instability?",
    )
    assert first.keys[0] == KANG
    assert second.read_with == first.turn
    assert set(second.keys) == {KANG}
    assert third.read_with is None
    assert third.keys[0] == PARK


async def test_small_talk_does_not_end_a_conversation() -> None:
    first, thanks, third = await talk(
        TEAS, "how long did porters sleep with green tea?", "thanks!", "and what share reported waking?"
    )
    assert thanks.outcome is Outcome.HELP
    assert thanks.turn == first.turn
    assert third.read_with == first.turn


async def test_a_summary_gives_the_paper_to_the_next_question() -> None:
    first, second = await talk(TEAS, "summarise the coffee paper", "was there any tremor?")
    assert first.kind == "summary"
    assert "Tremor was noted in three nurses." in second.text
    assert second.keys[0] == COFFEE


async def test_a_first_question_that_points_at_nothing_is_read_as_it_stands() -> None:
    (answer,) = await talk(TEAS, "and the other arm?")
    assert answer.read_with is None


async def test_everyday_words_go_on_from_what_was_said() -> None:
    for question in ("anyone woken?", "too short?", "which drink", "cost-wise?", "how long for"):
        first, second = await talk(TEAS, "how long did porters sleep with green tea?", question)
        assert second.read_with == first.turn, question
        assert set(second.keys) <= {TEA}, question


async def test_another_word_for_what_the_paper_says_is_no_new_topic() -> None:
    first, second = await talk(TEAS, "coffee and reaction time in nurses", "trembling?")
    assert second.read_with == first.turn
    assert "Tremor was noted in three nurses." in second.text


async def test_a_limit_holds_until_it_is_taken_off() -> None:
    only, within, off, after = await talk(
        TEAS, "only papers from 2021 please", "anything on nurses?", "all papers again", "anything on nurses?"
    )
    assert only.keys == (TEA,)
    assert "until you say “all papers again”" in only.text
    assert COFFEE not in within.keys
    assert "Looked only at papers published in 2021." in within.text
    assert (off.outcome, off.quotes) == (Outcome.HELP, ())
    assert after.keys == (COFFEE,)


@pytest.mark.parametrize(
    "words", ["start over", "new topic please", "remove the filter", "forget that", "again all years"]
)
async def test_a_conversation_begins_anew_on_request(words: str) -> None:
    _, anew, after = await talk(TEAS, "how long did porters sleep with green tea?", words, "and the p value?")
    assert (anew.outcome, anew.keys) == (Outcome.HELP, ())
    assert after.read_with is None


async def test_the_words_of_an_earlier_question_are_not_missed_in_an_answer() -> None:
    _, second = await talk(TEAS, "zebra sleep of porters with green tea?", "and waking at night?")
    assert "zebra" not in second.not_said


async def test_a_record_that_finds_nothing_ends_no_topic() -> None:
    *_, others, team = await talk(
        NINE,
        "who wrote the TES paper",
        "papers by Smith",
        "any other papers by that person",
        "what else did they publish",
    )
    assert others.keys == (PARK,)
    assert team.keys == (KANG,)


async def test_when_you_stop_asks_nothing_of_the_bot() -> None:
    _, after = await talk(TEAS, "how long did porters sleep with green tea?", "what happens when you stop")
    assert set(after.keys) == {TEA}


@pytest.mark.parametrize("question", ["Komplikationen?", "complicaciones?", "合併症は？", "et les complications?"])
async def test_a_word_in_another_language_goes_on_from_what_was_said(question: str) -> None:
    _, answer = await talk(NINE, "sabr vs tes", question)
    assert answer.outcome is Outcome.ANSWERED
    assert "major complications" in answer.quotes[0].text


async def test_what_is_asked_of_it_stays_with_its_paper() -> None:
    _, better, value = await talk(NINE, "sabr vs tes", "is it better than surgery", "p value")
    assert (better.outcome, set(better.keys)) == (Outcome.RELATED, {KANG})
    assert "do not use the word “surgery”" in better.text
    assert set(value.keys) == {KANG}


async def test_a_word_that_no_abstract_has_is_named_once() -> None:
    told = (await NINE.ask("what dose of radiation was used in the german trial", Context())).text
    assert "No abstract here has “german”:" in told
    assert told.count("“german”") == 1


async def test_as_before_names_no_paper_that_was_not_talked_about() -> None:
    questions = (
        "does SBRT work better than surgery for spine mets",
        "and did survival differ",
        "how many patients?",
        "mean age?",
    )
    *earlier, answer = await talk(NINE, *questions)
    assert {*answer.keys} - {key for one in earlier for key in one.keys}
    assert "about Kang et al. 2023, Cancers, as before" in answer.text
