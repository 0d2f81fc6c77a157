"""Help, thanks and greetings get a short, kind reply; what may be a question is let through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.assistant import Assistant
from bot.assistant.message.smalltalk import (
    GREETED,
    HELP,
    ITSELF,
    NO_QUESTION,
    NOTED,
    PRIVACY,
    WELCOME,
    talk,
    too_long,
    without_talk,
)
from bot.models import Context
from corpus.models import Corpus, Paper
from index.models import Outcome
from tests.bot.assistant.teahouse import teahouse, teas

CORPUS = teahouse()
TEAS = Assistant(teas())


@pytest.mark.parametrize(
    "line", ["hi", "Hello!", "hey there", "good morning everyone", "HOWDY", "hello marrow :)"]
)
def test_greetings(line: str) -> None:
    said = talk(line, CORPUS)
    assert said is not None
    assert said.startswith(GREETED)
    assert "4 papers" in said


@pytest.mark.parametrize(
    "line",
    [
        "thanks",
        "thank you so much!",
        "ty",
        "ok thx",
        "obrigado",
        "muito obrigada!",
        "tack så mycket",
        "谢谢",
        "great, thanks 👍",
        "nice one",
        "thanks for the help",
    ],
)
def test_thanks(line: str) -> None:
    assert talk(line, CORPUS) == WELCOME


@pytest.mark.parametrize(
    "line",
    [
        "bye",
        "lol",
        "lol ok",
        "ok",
        "never mind",
        "fair enough",
        "got it",
        "sorry typo",
        "stop",
        "oops wrong channel",
    ],
)
def test_who_thanks_for_nothing_is_not_told_that_they_are_welcome(line: str) -> None:
    assert talk(line, CORPUS) == NOTED


@pytest.mark.parametrize(
    "line",
    [
        "help",
        "/help",
        "???",
        "what can you do?",
        "how do i use this bot?",
        "how does it work",
        "who are you",
        "what's your name?",
        "what kind of questions can I ask?",
    ],
)
def test_asking_for_help(line: str) -> None:
    said = talk(line, CORPUS)
    assert said is not None
    assert said.startswith(HELP)


@pytest.mark.parametrize(
    "line",
    [
        "how long did porters sleep?",
        "hi, how long did porters sleep?",
        "thanks! and how many porters were there?",
        "thanks, what about coffee?",
        "does coffee help nurses stay alert?",
        "what can coffee do to reaction time?",
        "good outcomes after peppermint",
        "how does it work in nurses?",
        "how can we help nurses stay alert?",
        "what do you know about menthol",
        "later waking with green tea",
        "morning tea",
        "ok google",
        "good oner",
        "so is it good enough",
        "is that good",
        "and was it useful?",
    ],
)
def test_what_may_be_a_question_is_let_through(line: str) -> None:
    assert talk(line, CORPUS) is None


@given(st.text(max_size=300))
def test_the_same_line_gets_the_same_talk_however_it_is_spaced(line: str) -> None:
    assert talk(line, CORPUS) == talk(f"  {line}\n", CORPUS)


@pytest.mark.parametrize(
    "words", ["thanks so much ", "good bot ", "k", "you're ", "bye", "that is very nice ", "hi"]
)
def test_a_run_of_small_talk_is_read_once_not_in_every_way(words: str) -> None:
    """A line that almost fits must not be tried in every way to split it: that would take longer than anyone lives."""
    assert talk(words * 1000 + " tea", CORPUS) is None


def test_a_text_over_the_limit_is_told_how_long_it_is() -> None:
    assert too_long(12345, 4000).startswith("That is 12,345 characters; I read questions of up to 4,000.")


@pytest.mark.parametrize(
    ("line", "said"),
    [("", NO_QUESTION), ("  \n", NO_QUESTION), ("…!", NO_QUESTION), ("👍", NO_QUESTION), ("hi", GREETED)],
)
async def test_nothing_is_looked_up_and_nothing_is_cited(line: str, said: str) -> None:
    answer = await TEAS.ask(line, Context())
    assert answer.outcome is Outcome.HELP
    assert not answer.answered
    assert answer.text.startswith(said)
    assert (answer.quotes, answer.dois, answer.keys, answer.runners) == ((), (), (), ())


@pytest.mark.parametrize(
    "line", ["how accurate are you", "How reliable are you?", "can I trust you", "can we rely on this bot?"]
)
def test_whether_it_is_to_be_trusted_is_answered_by_what_it_does(line: str) -> None:
    said = talk(line, CORPUS)
    assert said is not None
    assert said.startswith(HELP)


def test_how_accurate_something_of_the_field_is_stays_a_question() -> None:
    assert talk("how accurate are the scans?", CORPUS) is None


def test_thanks_before_a_topic_are_no_small_talk_alone() -> None:
    assert talk("thx. dna next.", CORPUS) is None
    assert talk("thanks. that was helpful.", CORPUS) == WELCOME


def test_what_can_be_done_with_a_finding_asks_nothing_of_the_bot() -> None:
    assert talk("what can i do with a spinal metastasis after radiotherapy", teahouse()) is None
    for question in ("what can i do here", "what can you do", "what can i do with you?"):
        assert talk(question, teahouse())


@pytest.mark.parametrize(
    "question", ["No. of patients in the TES group?", "no. 3 please", "K. pneumoniae in the spine?"]
)
def test_an_abbreviation_before_a_question_is_no_small_talk(question: str) -> None:
    assert without_talk(question) == question


@pytest.mark.parametrize(
    "question",
    ["what is this library about?", "which subjects do you cover", "what do you hold", "what's in this collection", "what is this about"],
)  # fmt: skip
def test_what_the_library_is_about_is_told(question: str) -> None:
    papers = tuple(
        Paper(source_id=f"p{n}", title=f"Bees {n}", year=2019 + n, keywords=("honey", f"hive {n}")) for n in (0, 5)
    )
    said = talk(question, Corpus(name="bees", digest="0" * 64, papers=papers))
    assert said is not None
    assert said.endswith("They are of 2019 to 2024. Their most frequent keywords: honey, hive 0, hive 5.")


def test_after_a_paper_this_is_that_paper() -> None:
    assert talk("what is this about", CORPUS, talked=True) is None
    assert talk("which topics do you cover", CORPUS, talked=True)
    assert talk("is it anonymous?", CORPUS, talked=True) is None
    assert talk("is it anonymous?", CORPUS) == PRIVACY


@pytest.mark.parametrize(
    "question", ["are you a robot?", "who built you", "do you use chatgpt", "are u human", "r u an AI", "u a bot?"]
)
def test_what_the_bot_is_is_said_honestly(question: str) -> None:
    assert talk(question, CORPUS) == ITSELF


@pytest.mark.parametrize(
    "question",
    [
        "do you store my questions",
        "Are my questions logged anywhere?",
        "who can see what I ask",
        "is this private?",
        "how long do you keep my data",
        "will you remember me",
    ],
)
def test_what_is_kept_of_questions_is_told_where_it_stands(question: str) -> None:
    assert talk(question, CORPUS) == PRIVACY


@pytest.mark.parametrize(
    "question",
    [
        "do wetlands store my ancestors' carbon",
        "when was the guideline updated",
        "when was it updated",
        "how do I add salt to the dough",
        "is it anonymous peer review",
        "which subjects are included in the trial",
        "what was kept private",
    ],
)
def test_what_papers_are_asked_is_no_question_about_the_bot(question: str) -> None:
    assert talk(question, CORPUS) is None


@pytest.mark.parametrize(
    "question",
    [
        "what topics are covered",
        "Which subjects are there?",
        "which fields are covered in this library",
        "what topics do you have here?",
        "Overview: which subjects do we have here",
    ],
)
def test_the_topics_of_the_library_are_told_in_other_words(question: str) -> None:
    assert "This library holds" in (talk(question, CORPUS) or "")


@pytest.mark.parametrize(
    "question",
    [
        "Hello, I am doctoral student, you can help me for my presentation?",
        "can you help me with my thesis",
        "i need some help with my slides",
        "you can help me?",
    ],
)
def test_help_with_work_of_ones_own_is_a_call_for_help(question: str) -> None:
    assert (talk(question, CORPUS) or "").startswith(HELP)


@pytest.mark.parametrize("question", ["help me with my slides on gout", "can you help me find gout in my thesis"])
def test_help_with_a_topic_is_a_question(question: str) -> None:
    assert talk(question, CORPUS) is None


@pytest.mark.parametrize(
    "question", ["can i trust your answers", "are your answers reliable?", "can we rely on the quotes"]
)
def test_whether_answers_can_be_trusted_is_a_call_for_help(question: str) -> None:
    assert (talk(question, CORPUS) or "").startswith(HELP)
