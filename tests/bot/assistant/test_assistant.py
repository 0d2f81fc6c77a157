"""The one way to an answer: the three outcomes, the same words every time, and no text that breaks it."""

from __future__ import annotations

import asyncio
import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assistant.assistant import Assistant, QuestionLimits
from bot.models import Answer, Context
from corpus.joining import builtin
from index.library import LibraryIndex
from index.models import Outcome
from tests.bot.assistant.teahouse import COFFEE, KETTLE, MINT, TEA, nine, teahouse, teas
from tests.bot.terminal.hostile import KNOWN
from tests.conftest import examples, some

TEAS = Assistant(teas())
NINE = Assistant(nine())
DOIS = {str(paper.doi) for paper in builtin().papers}
QUESTIONS = (
    "what was the median follow-up after total en bloc spondylectomy?",
    "list the reviews",
    "what does SINS stand for?",
    "zebra crossings in Oslo",
    "should I operate on my patient?",
    "thanks",
)


@cache
def _anew() -> Assistant:
    return Assistant(LibraryIndex.build(builtin()))


def asked(question: str, assistant: Assistant = TEAS, context: Context | None = None) -> Answer:
    return asyncio.run(assistant.ask(question, context or Context()))


@pytest.mark.parametrize(
    ("question", "outcome", "key"),
    [
        ("how long did porters sleep with green tea?", Outcome.ANSWERED, TEA),
        ("was tremor seen in nurses after coffee?", Outcome.ANSWERED, COFFEE),
        ("how was menthol measured?", Outcome.ANSWERED, MINT),
        ("green tea and blood pressure in pilots", Outcome.RELATED, TEA),
        ("zebra crossings in Oslo", Outcome.NOTHING, None),
        ("hello", Outcome.HELP, None),
    ],
)
def test_the_outcomes(question: str, outcome: Outcome, key: str | None) -> None:
    answer = asked(question)
    assert answer.outcome is outcome
    assert answer.answered is (outcome is Outcome.ANSWERED)
    assert answer.keys[:1] == ((key,) if key else ())
    assert bool(answer.quotes) is (key is not None)


def test_unknown_words_are_named_unless_no_words_may_be_kept() -> None:
    assert {"zebra", "oslo"} <= {word.casefold() for word in asked("zebra crossings in Oslo").unknown_words}
    withheld = asked("zebra crossings in Oslo", context=Context(withheld="opted out"))
    assert withheld.unknown_words == ()
    assert "zebra" not in withheld.text.partition("\n")[2].casefold()


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_question_gives_the_same_answer(question: str) -> None:
    """Also from an index built anew: nothing hangs on hashing, on time or on what was asked before."""
    first, second = (
        asked(question, assistant).model_dump(exclude={"id", "latency_ms"}) for assistant in (NINE, _anew())
    )
    assert first == second
    assert first == asked(question, NINE).model_dump(exclude={"id", "latency_ms"})


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_doi_belongs_to_the_library_and_stands_in_the_text(question: str) -> None:
    answer = asked(question, NINE)
    assert set(answer.dois) <= DOIS
    assert len(set(answer.dois)) == len(answer.dois)
    assert {quote.doi for quote in answer.quotes} <= set(answer.dois)
    shown = {doi.rstrip(").,;:") for doi in re.findall(r"https://doi\.org/(\S+)", answer.text)}
    assert shown == set(answer.dois)


@pytest.mark.sweep
@pytest.mark.parametrize(("number", "assistant"), [*enumerate([TEAS, NINE])], ids=["teahouse", "nine"])
def test_hostile_texts_get_a_proved_reply(number: int, assistant: Assistant) -> None:
    for question in some(KNOWN, number):
        answer = asked(question, assistant)
        answer.model_dump_json().encode("utf-8")  # lone surrogates are gone
        assert answer.text
        assert all(quote.text == _slice(assistant, quote.key, quote.start, quote.end) for quote in answer.quotes)


def _slice(assistant: Assistant, key: str, start: int, end: int) -> str:
    return (assistant.papers[key].abstract or "")[start:end]


@settings(max_examples=examples(60), deadline=None)
@given(
    st.text(max_size=300),
    st.lists(st.sampled_from("how many porters nurses tea coffee GC PVT and it the".split())),
)
def test_any_text_gets_a_reply_of_known_papers(noise: str, words: list[str]) -> None:
    answer = asked(f"{' '.join(words)} {noise}")
    assert answer.text
    assert set(answer.keys) <= {TEA, COFFEE, MINT, KETTLE}
    assert "\x00" not in answer.question


def test_a_question_over_the_limit_is_refused_kindly_and_one_at_the_limit_is_read() -> None:
    short = Assistant(LibraryIndex.build(teahouse()), QuestionLimits(question_chars=20))
    assert asked("x" * 21, short).text.startswith("That is 21 characters")
    assert asked("tremor after coffee!", short).outcome is Outcome.ANSWERED


def test_a_scope_keeps_other_papers_out() -> None:
    answer = asked("what did tea, coffee or menthol do?", context=Context(scope=(MINT,)))
    assert set(answer.keys) <= {MINT}
