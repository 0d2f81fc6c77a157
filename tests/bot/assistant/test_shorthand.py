"""Chat and ward shorthand is read as the words it stands for."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.reading.lexicon import load
from bot.assistant.reading.periods import days_in
from bot.assistant.reading.words import written_out
from bot.models import Answer, Context
from corpus.characters import seen
from tests.bot.assistant.conversations import TEAS, talk
from tests.bot.assistant.teahouse import TEA
from tests.bot.assistant.test_assistant import asked


def is_of_tea(word: str) -> bool:
    return word in ("tea", "sleep")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("wats the dose w/ green tea", "what is the dose with green tea"),
        ("tell me abt sleep b4 work", "tell me about sleep before work"),
        ("was W = 3 and OS long", "was W = 3 and OS long"),
        ("pls", "pls"),
        ("what r the effects", "what are the effects"),
        ("which of these r on sleep", "which of these are on sleep"),
        ("what is r", "what is r"),
        ("tea w/o sugar", "tea without sugar"),
        ("p val after spine surg?", "p value after spine surgery?"),
        ("f/u after tx", "follow-up after treatment"),
        ("TX and val66met", "TX and val66met"),
        ("dx of pt", "diagnosis of patient"),
        ("any1 hurt, shld we jst wait", "anyone hurt, should we just wait"),
        ("wht wud help", "what would help"),
        ("What did Wen find", "What did Wen find"),
        ("what did Jus and Lotta Berg count", "what did Jus and Lotta Berg count"),
        ("how long do cows chew cud", "how long do cows chew cud"),
        ("what was the OR?", "what was the odds ratio?"),
        ("adjusted OR for twins", "adjusted odds ratio for twins"),
        ("sens and spec of the swab", "sensitivity and specificity of the swab"),
        ("minutes in the OR", "minutes in the OR"),
        ("back to the OR for bleeding", "back to the OR for bleeding"),
        ("WAS THE OR HIGH", "WAS THE OR HIGH"),
        ("tea or milk", "tea or milk"),
    ],
)
def test_chat_shorthand_is_written_out(typed: str, written: str) -> None:
    assert written_out(typed, load()) == written


@pytest.mark.parametrize(
    "question",
    ["yo man wats the sleep of porters w/ tea btw", "pls tell me abt sleep of porters after tea b4 work"],
)
async def test_shorthand_is_no_missing_word(question: str) -> None:
    (answer,) = await talk(TEAS, question)
    assert set(answer.unknown_words) <= {"work"}
    assert TEA in answer.keys


@pytest.mark.parametrize(
    ("typed", "own", "written"),
    [
        ("breast ca outcomes", ("CA",), "breast cancer outcomes"),
        ("breast ca outcomes", (), "breast cancer outcomes"),
        ("ca vs rfa", ("CA", "RFA"), "ca vs rfa"),
        ("complications of ca", ("CA",), "complications of ca"),
        ("layers dated ca 1850", (), "layers dated ca 1850"),
        ("built ca. 1500", (), "built ca. 1500"),
        ("pts w/ hx of lung mets", (), "patients with history of lung mets"),
    ],
)
def test_shorthand_of_the_ward_is_no_short_form_of_the_papers_written_alike(
    typed: str, own: tuple[str, ...], written: str
) -> None:
    assert written_out(typed, load(), lambda word: word.upper() in own) == written


UNSEEN = "\u00ad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u200f\u202c\u2060\u2063\u3164\ufe0f\ufeff\uffa0\U000e0041\x02\x7f"
QUESTION = "how long was sleep after green tea in porters?"


@cache
def unbroken() -> Answer:
    """What is replied to it as it is."""
    return asked(QUESTION)


@pytest.mark.parametrize(
    "broken",
    ["how long was sleep{}after green tea in porters?", "how long was sl{}eep after gre{}en tea in porters?", "{}how long was sleep after{} {}green tea in porters{}?",
     "how{}long{}was sleep after green{}tea{}in{}porters?"],
)  # fmt: skip
@pytest.mark.parametrize("sign", UNSEEN)
def test_what_nobody_sees_is_nothing_or_a_break(broken: str, sign: str) -> None:
    question = broken.replace("{}", sign)
    answer = asked(question)
    assert (answer.quotes, answer.unknown_words, answer.not_said) == (unbroken().quotes, (), unbroken().not_said)
    assert answer.question == question
    assert answer.turn is not None
    assert answer.turn.question == question
    assert " ".join(question.split()) in answer.text.partition("\n")[0]
    assert TEAS.alike(question) == TEAS.alike(QUESTION)


def test_a_word_that_nobody_knows_is_joined_or_parted_as_its_sign_says() -> None:
    assert seen("zor\u00adg xy\u200bqx", is_of_tea) == "zorg xy qx"
    assert seen("10.5555/\u200btea.1", is_of_tea) == "10.5555/tea.1"
    assert seen("20\u200b24 4\u2060weeks", lambda word: word == "weeks") == "2024 4 weeks"


@given(st.text(alphabet=f"{UNSEEN}ab 1.é骨👩/\n", max_size=40))
def test_what_is_seen_is_seen_once_and_nothing_else_goes(text: str) -> None:
    read = seen(text, is_of_tea)
    assert not set(read) & set(UNSEEN)
    assert seen(read, is_of_tea) == read
    assert [sign for sign in read if not sign.isspace()] == [
        s for s in text if not s.isspace() and s not in UNSEEN
    ]


def test_a_follow_up_to_such_a_question_is_read_as_if_it_were_plain() -> None:
    before = asked("sleep\u200bafter green\u200btea in porters")
    after = asked("and\u200bwaking at night?", TEAS, Context(previous=before.turn))
    plain = asked("and waking at night?", TEAS, Context(previous=asked("sleep after green tea in porters").turn))
    assert after.quotes == plain.quotes
    assert after.read_with == before.turn


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pain after 12h", "pain after 12 hours"),
        ("follow-up of 5yrs or 6 wks", "follow-up of 5 years or 6 weeks"),
        ("sleep in 8-hr shifts", "sleep in 8 hours shifts"),
        ("12h/day", "12h/day"),
        ("Planck h and H5N1", "Planck h and H5N1"),
    ],
)
def test_short_units_behind_a_number_are_written_out(typed: str, meant: str) -> None:
    assert written_out(typed, load()) == meant


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("cure rate by d28", "cure rate by day 28"),
        ("recurrence d-56", "recurrence day 56"),
        ("D42?", "day 42?"),
        ("vitamin d3", "vitamin d3"),  # a smaller number may be part of a name
        ("d60 of the code", "d60 of the code"),  # here it is a word of its own
        ("id28 d28x d2.5 d28/3", "id28 d28x d2.5 d28/3"),
    ],
)
def test_a_day_in_one_letter_is_written_out(typed: str, read: str) -> None:
    assert days_in(typed, {"d60"}.__contains__) == read
