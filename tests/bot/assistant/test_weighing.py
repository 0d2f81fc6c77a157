"""Half a question is asked of what was talked about; a whole one is not, and nothing said before takes its answer away."""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant
from bot.assistant.reading.frame import Frame
from bot.assistant.turns.following import DECISION
from bot.assistant.turns.topics import asks_of_past
from bot.models import Answer, Ask, Context
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper
from tests.bot.assistant.teahouse import COFFEE, TEA, teas
from tests.quality.understanding import assistant

SLAG, DRONE = "10.99999/jcs.2022.0103", "10.99999/jcs.2023.0066"
FIRST = "does slag help against chloride"


async def then(*questions: str, of: str = "harbour") -> Answer:
    talked, turn, answer = assistant(of), None, None
    for question in questions:
        answer = await talked.ask(question, Context(previous=turn))
        turn = answer.turn
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    "half",
    [
        "what should one use instead",
        "is it randomised",
        "were they afraid of anything",
        "p value?",
        "sample size",
        "how was it done",
        "in women?",
    ],
)
async def test_half_a_question_stays_with_the_paper_talked_about(half: str) -> None:
    answer = await then(FIRST, half)
    assert answer.keys[:1] == (SLAG,)
    assert answer.read_with is not None


async def test_after_a_record_half_a_question_is_asked_of_its_paper() -> None:
    answer = await then("who wrote the chloride paper", "sample size")
    assert answer.keys[:1] == (SLAG,)


async def test_a_whole_question_is_read_by_itself() -> None:
    answer = await then(FIRST, "can drones predict armour damage")
    assert (answer.keys[:1], answer.read_with) == ((DRONE,), None)


@pytest.mark.parametrize(
    ("of", "first", "whole"),
    [
        (
            "nine",
            "how old were they in the Park paper",
            "do vertebral fractures happen after radiation, how often",
        ),
        ("harbour", FIRST, "can the crabs climb the wall once it is covered with moss"),  # "it" is the wall
    ],
)
async def test_a_sentence_that_says_what_it_is_about_is_read_by_itself(of: str, first: str, whole: str) -> None:
    assert (await then(first, whole, of=of)).read_with is None


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("can the crabs climb the wall once it is covered with moss", True),
        ("do children sleep badly because they wake at night", True),
        ("how often did they wake at night", False),
        ("did they sleep badly because it was loud", False),
        ("does that change when they are older", False),
        ("do children sleep better after it", False),
    ],
)
def test_what_stands_for_a_thing_of_the_same_question_points_at_nothing_before(text: str, bound: bool) -> None:
    assert Frame(ask=Ask(), text=text).bound is bound


async def test_a_new_topic_that_opens_with_and_is_answered_for_itself() -> None:
    answer = await then(FIRST, "and drones, can they predict damage of the armour layer?")
    assert answer.keys[:1] == (DRONE,)


@pytest.mark.parametrize(
    ("first", "whole", "key"),
    [
        ("BMI unit", "most common primary", "10.3390/cancers16142554"),  # its words stand together elsewhere
        (
            "TES vs SABR",
            "median OS targeted therapy lung?",
            "10.3390/cancers16071425",
        ),  # it says more of the topic
    ],
)
async def test_a_short_question_that_stands_alone_ends_the_topic(first: str, whole: str, key: str) -> None:
    answer = await then(first, whole, of="nine")
    assert (answer.keys[:1], answer.read_with) == ((key,), None)


async def test_a_hedge_names_words_of_the_question_now_asked_alone() -> None:
    answer = await then("cost of TES zzyzx", "and the complications?", of="nine")
    assert answer.read_with is not None
    assert "zzyzx" not in answer.text
    assert answer.unknown_words == ()


async def test_asked_of_all_papers_only_words_of_the_question_are_named_and_other_papers_are_shown() -> None:
    first = ("TES vs SABR", "what was the p value?")
    before, after = await then(*first, of="nine"), await then(*first, "Ask all papers", of="nine")
    assert {"tes", "sabr"}.isdisjoint(word.casefold() for word in (*after.not_said, *after.unknown_words))
    shown = {(quote.key, quote.start) for quote in before.quotes}
    assert after.quotes
    assert not {(quote.key, quote.start) for quote in after.quotes} <= shown
    again = await then(*first, "ask it of all papers", of="nine")
    assert again.quotes == after.quotes


@pytest.mark.parametrize("noise", ["zzz", "asdf", "sorry typo", "stop"])
async def test_noise_quotes_nothing(noise: str) -> None:
    assert (await then("TES vs SABR", noise, of="nine")).quotes == ()


@pytest.mark.parametrize(
    "opening", ["k thx, what about the p value", "no i meant the p value", "ok sorry, p value?"]
)
async def test_how_a_question_opens_is_none_of_its_words(opening: str) -> None:
    answer = await then("TES vs SABR", opening, of="nine")
    assert answer.unknown_words == ()
    assert "p = 0." in answer.quotes[0].text


@pytest.mark.parametrize(
    "talk",
    ["sure", "sure!", "i see", "interesting", "alles klar", "ありがとう", "that's all for today", "makes sense"],
)
async def test_small_talk_quotes_nothing(talk: str) -> None:
    answer = await then(FIRST, talk)
    assert (answer.outcome, answer.quotes) == (Outcome.HELP, ())


@pytest.mark.parametrize(
    "asked",
    [
        "are you sure",
        "sure?",
        "Sure ??",
        "really?",
        "exact wording?",
        "where does it say that",
        "show me the context",
    ],
)
async def test_asked_whether_it_is_so_the_sentence_is_shown_where_it_stands(asked: str) -> None:
    answer = await then(FIRST, asked)
    assert answer.keys[:1] == (SLAG,)
    assert answer.quotes


async def test_of_a_paper_just_told_its_own_keywords_are_meant() -> None:
    answer = await then(FIRST, "keywords?")
    assert (answer.kind, answer.keys) == ("record", (SLAG,))
    assert "slag cement" in answer.text


async def test_after_the_issue_was_asked_about_it_need_not_be_named_again() -> None:
    answer = await then("who edits the special issue", "and the scope?", of="nine")
    assert answer.kind == "issue"


async def test_where_no_paper_holds_a_whole_topic_a_list_shows_those_that_hold_most_of_it() -> None:
    tea = Assistant(teas())
    answer = await tea.ask("papers on the sleep of porters or the reaction time of nurses", Context())
    assert {TEA, COFFEE} <= set(answer.keys)
    nowhere = await tea.ask("papers on zebra crossings in Oslo", Context())
    assert (nowhere.outcome, nowhere.quotes) == (Outcome.NOTHING, ())
    assert "zebra" in nowhere.text


@pytest.mark.parametrize(
    ("of", "first", "second", "unknown"),
    [
        ("freight", "how much toilet paper did people buy in spring 2020", "was batteries the same?", "batteries"),
        ("archaeology", "how many sherds did volunteers sort", "did they get money for it?", "money"),
        ("urology", "does oxybutynin change the QT", "did anyone quit", "quit"),
    ],
)
async def test_half_a_question_that_nothing_answers_stays_with_what_was_talked_about(
    of: str, first: str, second: str, unknown: str
) -> None:
    talked = (await then(first, of=of)).keys[0]
    answer = await then(first, second, of=of)
    assert (answer.keys[:1], answer.outcome) == ((talked,), Outcome.RELATED)
    assert unknown in answer.text
    after = await then(first, second, "who wrote it", of=of)
    assert after.keys == (talked,)


@pytest.mark.parametrize("name", sorted(DECISION))
async def test_every_weight_is_that_of_a_feature(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(DECISION, name)
    with pytest.raises(KeyError, match=name):
        await then(FIRST, "in women?")


async def test_a_word_or_two_that_a_sentence_has_too_bring_it_to_no_front() -> None:
    answer = await then("family carers giving injections", "was it so?", of="nursing")
    assert answer.quotes[0].text.startswith("Twenty-four family carers")


async def test_a_question_of_small_words_shows_the_sentence_that_says_them() -> None:
    answer = await then("family carers giving injections", "would they do it again?", of="nursing")
    assert answer.quotes[0].text == "Five would not do it again."
    assert answer.read_with is not None


@pytest.mark.parametrize(
    "aside", ["will it rain tomorrow?", "what time is it?", "who is the chancellor?", "is it monday?"]
)
async def test_what_no_paper_is_about_never_shows_the_last_papers_sentences(aside: str) -> None:
    answer = await then(FIRST, aside)
    assert not answer.answered
    assert SLAG not in answer.keys


@pytest.mark.parametrize("bare", ["which brand was the cheapest", "which bug?", "which kind was worst"])
async def test_which_of_a_kind_is_asked_of_the_paper_talked_about(bare: str) -> None:
    answer = await then(FIRST, bare)
    assert answer.keys[:1] == (SLAG,)


async def test_what_another_paper_alone_answers_is_not_asked_of_the_last_one() -> None:
    mice = "summarise the Langsten paper"
    whole = await then(mice, "how many patients died within half a year of surgery", of="nine")
    assert "10.3390/cancers15245773" not in whole.keys
    hives = paper(
        "hives", "Wintering of hives", "A third of the hives died in winter. Warm hives died less often."
    )
    eyes = paper(
        "eyes",
        "Glasses for children who read",
        "Glasses were lost by 12 of 90 children. Glasses helped most of them.",
    )
    talked = over(hives, eyes)
    turn = (await talked.ask("how many hives died in winter", Context())).turn
    answer = await talked.ask("and the glasses?", Context(previous=turn))
    assert answer.keys[:1] == ("eyes",)


@pytest.mark.parametrize(
    "asked",
    ["what time is it given?", "which day is it started?", "how late is it detected?", "is it late stage?"],
)
async def test_a_time_that_a_paper_may_say_is_no_time_of_the_day(asked: str) -> None:
    answer = await then("local control after TES", asked, of="nine")
    assert answer.read_with is not None
    assert answer.kind == "content"


@pytest.mark.parametrize(
    ("first", "counts", "key"),
    [
        ("does music improve sleep", "How many trials?", "Hay"),  # the review counts them
        ("do bells improve sleep", "How many trials?", "Pen"),  # this paper counts none: those of the library
        ("does music improve sleep", "How many trials are here?", "Pen"),
    ],
)
async def test_how_many_trials_after_a_review_are_those_it_counts(first: str, counts: str, key: str) -> None:
    review = "We included 12 trials of music at bedtime. Music improved sleep in most of them."
    talked = over(
        paper("Hay", "Music for sleep: a systematic review", review),
        paper("Pen", "Bells for sleep: a randomised trial", "In this randomised trial bells improved no sleep."),
        paper("Doe", "Lamps and reading", "Lamps were bright. A cohort of readers read more."),
    )
    turn = (await talked.ask(first, Context())).turn
    assert (await talked.ask(counts, Context(previous=turn))).keys == (key,)


@pytest.mark.parametrize(
    "text",
    ["did fewer fall", "and was it cheaper", "had they slept", "were the costs lower", "was there a difference"],
)
def test_what_was_done_is_asked_of_a_study(text: str) -> None:
    assert asks_of_past(text)


@pytest.mark.parametrize(
    "text", ["did you find it", "was there any other paper on it", "does it help", "costs", "how did they do it"]
)
def test_what_is_asked_in_general_of_the_bot_or_of_papers_is_not(text: str) -> None:
    assert not asks_of_past(text)
