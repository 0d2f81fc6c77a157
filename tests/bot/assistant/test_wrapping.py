"""What is said around a question is not searched for, and a question that only looks like it is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.assistant import Assistant
from bot.assistant.message.advice import ADVICE
from bot.assistant.message.fronted import without_oneself
from bot.assistant.message.splitting import parts_of
from bot.assistant.message.wrapping import unmarked, unwrapped
from bot.models import Context
from corpus.models import Paper
from tests.bot.assistant.conversations import NINE
from tests.libraries import indexed

ASKS = "did vertebral fractures follow radiotherapy"
# What is taken off where a question is read, because some words are a question by themselves.
BESIDE = [
    "{}, right?",
    "{}, isn't it?",
    "{} though?",
    "{} exactly?",
    "{} then?",
    "actually {}",
    "explain {}",
    "do we know if {}",
    "{} in these papers?",
]
# A library that has who asks among its topics.
WARD = indexed(
    Paper(source_id="ward", title="Fractures", abstract="Vertebral fractures followed radiotherapy. A nurse and a resident saw students with back pain."),
)  # fmt: skip
AROUND = [
    "for journal club tomorrow: {}",
    "my supervisor wants to know {}",
    "one of my colleagues asked me whether {}",
    "boss wants to know if {}",
    "a patient's wife keeps asking me whether {}",
    "the man in bed four asked us if {}",
    "I'm preparing a talk. {}",
    "I am preparing my PhD talk about {}",
    "hi, im a resident prepping a grand rounds on {}",
    "have a meeting in 10 min: {}",
    "sorry, one more: {}",
    "just curious, {}",
    "hey all, {}",
    "hey marrow, {}",
    "@Marrow {}",
    "Dear bot,\n{}?\nBest, Anna",
    "{}?\n\nKind regards,\nAnna Lee",
    "{}\n\nSent from my phone",
    "Q: {}",
    "Question 2: {}",
    "1) {}",
    "{} I need it for a slide.",
    "{}? it's for my thesis",
    "{} asap",
    "{}? one sentence please",
    "{}? short answer please",
    "{}? with doi please",
    "{}, source?",
    "{}? just the number",
    "{} (patient waiting)",
    "{}? tx",
    "{}, do you know?",
    "what does the literature say: {}",
    "according to the abstracts, {}",
    "can anyone tell me {}",
    "idk if this is here but {}",
    "trying to find out {}",
    '"{}?"',
    "for my exam: can you tell me {}",
    "Good morning all! Quick one for tumour board: {}? Thanks a lot, Bob",
    "before lunch: {}",
    "hi - two things before MDT. {}",
    "{}? need it for MDT at 2pm",
]


@pytest.mark.parametrize("around", AROUND)
def test_what_is_said_around_a_question_is_taken_off(around: str) -> None:
    assert unwrapped(around.format(ASKS)).rstrip("? ") == ASKS


@pytest.mark.parametrize(
    "whole",
    [
        "what did the nurses say when they asked us",
        "parents who asked whether vaccines hurt",
        "authors, journal and doi",
        "the last one, authors?",
        "in the second one, who paid?",
        "what is new in bone marrow: cells or stroma",
        "marrow",
        "do lectures help students, or seminars",
        "talk therapy: how often?",
        "show me the abstract",
        "find papers on radiotherapy",
        "show more",
        "one more",
        "source?",
        "hey all",
        "for my thesis",
        "which is best?",
        "tell me about Kang 2023",
        "Best practice\nin ablation",
        "is it right?",
        "does it help? are you sure",
        '"spinal metastases"',
        "",
        "?!",
    ],
)
def test_what_is_asked_is_kept(whole: str) -> None:
    assert unwrapped(whole) == whole


@given(st.text(alphabet=st.sampled_from("aI .,;:?!()\n\"'-–5") | st.characters(), max_size=80))
def test_something_of_every_message_is_left(message: str) -> None:
    rest = unwrapped(message)
    assert bool(rest.strip()) == bool(message.strip())
    assert set(rest) <= set(message)


@pytest.mark.parametrize(
    "filled",
    [
        "hi, ",
        "\n",
        " - ",
        "(i ",
        "please. ",
        "for my talk ",
        "1) ",
        "i need it for a ",
        "- \n",
        "*",
        "_",
        "~",
        "|",
        "`",
        ">",
        "“",
        "? ”",
    ],
)
def test_a_message_of_nothing_else_is_read_at_once(filled: str) -> None:
    message = (filled * 4000)[:4000]
    assert set(unwrapped(message)) <= set(message)


def test_a_question_broken_over_two_lines_is_one() -> None:
    assert parts_of("how much do airbags\ncut mortality") == ("how much do airbags\ncut mortality",)
    assert len(parts_of("how much do airbags cut mortality\nwho paid for it")) == 2


@pytest.mark.parametrize("around", [*AROUND, *BESIDE])
async def test_the_reply_is_that_to_the_question(around: str) -> None:
    talked: Assistant = NINE
    message = around.format(ASKS)
    alone = await talked.ask(ASKS, Context())
    assert talked.questions(message) == (unmarked(message),)
    answer = await talked.ask(message, Context())
    assert (answer.question, answer.outcome, answer.quotes) == (message, alone.outcome, alone.quotes)


async def test_several_questions_keep_what_each_asks() -> None:
    parts = NINE.questions(
        "for journal club tomorrow: how many patients did Kang study? and who funded Rades 2024? thanks"
    )
    assert [part.rstrip("?") for part in parts] == [
        "how many patients did Kang study",
        "and who funded Rades 2024",
    ]


@pytest.mark.parametrize(
    "asks",
    [
        "I have a patient: should she have surgery or SABR?",
        "my patient needs help. which dose?",
        "I have a patient waiting. what dose of radiotherapy should I give",
        "need an answer asap: should I operate on my patient?",
    ],
)
async def test_what_tells_of_a_patient_stands_around_no_question(asks: str) -> None:
    answer = await NINE.ask(asks, Context())
    assert answer.kind == ADVICE


@pytest.mark.parametrize(
    "message",
    [
        "give me a reference for fractures after radiotherapy",
        "what should I cite for fractures after radiotherapy",
        "is there a good source that says fractures after radiotherapy",
        "i need some references on fractures after radiotherapy",
    ],
)
def test_that_it_is_to_be_cited_is_not_searched_for(message: str) -> None:
    assert unwrapped(message) == "fractures after radiotherapy"


@pytest.mark.parametrize(
    "message",
    [
        "a citation for the Holm paper",
        "give me a reference for Holm et al",
        "reference values for bone",
        "a source of pain",
    ],
)
def test_what_is_to_be_cited_itself_is_kept(message: str) -> None:
    assert unwrapped(message) == message


@pytest.mark.parametrize(
    "around",
    [
        "I am doctoral student, {}",
        "nurse here, {}",
        "I'm a resident: {}",
        "hi, I am a tired nurse. {}",
        "as a physio: {}",
    ],
)
def test_who_asks_is_not_searched_for(around: str) -> None:
    assert without_oneself(unwrapped(around.format(ASKS)), WARD) == ASKS


@pytest.mark.parametrize("question", ["I am a nurse with back pain", "nurses here, do they ache"])
def test_more_than_who_asks_is_kept(question: str) -> None:
    assert without_oneself(unwrapped(question), WARD) == question


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("y stopped early", "why stopped early"),
        ("and y were they cold", "and why were they cold"),
        ("y chromosome loss", "y chromosome loss"),
        ("make a short summary that I can put on one slide", "make a short summary"),
        ("summary of it for a slide", "summary of it"),
    ],
)
def test_signs_of_a_phone_and_of_what_it_is_for(message: str, question: str) -> None:
    assert unwrapped(message) == question


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("quote the sentence about tremor in porters", "tremor in porters"),
        ("which passage mentions green tea?", "green tea?"),
        ("give me the exact wording on sleep loss", "sleep loss"),
        ("can you find a quote that says tea helps", "tea helps"),
        ("what is the sentence for burglary", "what is the sentence for burglary"),
        ("draw a line about the bed", "draw a line about the bed"),
        ("does sentence length about doubled matter", "does sentence length about doubled matter"),
        ("what is in this library", "what is in this library"),
        ("what's in this library?", "what's in this library?"),
        ("what did tea change in this library", "what did tea change"),
    ],
)
def test_a_sentence_on_something_is_asked_for_as_that(question: str, asks: str) -> None:
    assert unwrapped(question) == asks


def test_thanks_that_say_what_for_stay_whole() -> None:
    assert unwrapped("thanks, that's exactly what i needed for the seminar").startswith("thanks")
