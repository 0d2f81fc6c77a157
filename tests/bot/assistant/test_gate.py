"""The gate lets true answers through and stops every one that was tampered with."""

from __future__ import annotations

import asyncio
import re
from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.assistant import gate
from bot.assistant.assistant import Assistant
from bot.assistant.citing import address
from bot.assistant.compose import restated
from bot.models import Answer, Context
from corpus.errors import GateError
from tests.bot.assistant.teahouse import COFFEE, TEA, nine, teas
from tests.libraries import indexed

NINE = Assistant(nine())
TEAS = Assistant(teas())
QUESTIONS = (
    "what was the median follow-up after total en bloc spondylectomy?",
    "what does SINS stand for?",
    "summarise the leiomyogenic tumor review",
    "what are the complications of surgery for spinal metastases?",
)


@cache
def answered() -> tuple[Answer, ...]:
    """The answers to them; not before a test needs one."""
    return tuple(asyncio.run(NINE.ask(question, Context())) for question in QUESTIONS)


answers = st.deferred(lambda: st.sampled_from(answered()))


@pytest.fixture(params=range(len(QUESTIONS)), ids=QUESTIONS)
def answer(request: pytest.FixtureRequest) -> Answer:
    one: Answer = answered()[request.param]
    return one


def refused(answer: Answer, assistant: Assistant = NINE) -> bool:
    try:
        gate.prove(answer, assistant.papers)
    except GateError:
        return True
    return False


def why(answer: Answer, assistant: Assistant = NINE) -> str:
    """The sentence with which an answer is refused, as the operator's log has it."""
    with pytest.raises(GateError) as refusal:
        gate.prove(answer, assistant.papers)
    return str(refusal.value)


def with_quote(answer: Answer, at: int, **changes: object) -> Answer:
    quotes = list(answer.quotes)
    quotes[at] = quotes[at].model_copy(update=changes)
    return answer.model_copy(update={"quotes": tuple(quotes)})


def test_a_true_answer_passes(answer: Answer) -> None:
    assert answer.quotes
    gate.prove(answer, NINE.papers)


@given(answers, st.data(), st.characters(exclude_categories=["Cs"]))
def test_one_changed_character_of_a_quote_is_refused(answer: Answer, data: st.DataObject, char: str) -> None:
    at = data.draw(st.integers(0, len(answer.quotes) - 1))
    text = answer.quotes[at].text
    place = data.draw(st.integers(0, len(text) - 1))
    assume(text[place] != char)
    changed = text[:place] + char + text[place + 1 :]
    assert refused(with_quote(answer, at, text=changed))
    # Changed in the record and in the message alike, it is still not what the paper says.
    both = with_quote(answer, at, text=changed)
    assert refused(both.model_copy(update={"text": answer.text.replace(text, changed)}))
    # Changed in the message alone, it is not what was proved; the question above it may say anything.
    body = answer.text.rpartition("\n> " + text)
    assert body[1]
    assert refused(answer.model_copy(update={"text": f"{body[0]}\n> {changed}{body[2]}"}))


@given(answers, st.integers(-2500, 2500), st.integers(-50, 50))
def test_moved_offsets_are_refused(answer: Answer, before: int, after: int) -> None:
    """Those too that Python would slice alike: counted from the end, or beyond it."""
    assume((before, after) != (0, 0))
    for at, quote in enumerate(answer.quotes):
        length = len(NINE.papers[quote.key].abstract or "")
        assert refused(with_quote(answer, at, start=quote.start + before, end=quote.end + after))
        assert refused(with_quote(answer, at, start=quote.start - length))


@given(answers, st.sampled_from(sorted(NINE.papers)))
def test_another_papers_key_or_doi_is_refused(answer: Answer, other: str) -> None:
    assume(other != answer.quotes[0].key)
    for field, value in (("key", other), ("key", "10.1/none"), ("doi", other), ("doi", None), ("url", None)):
        assert refused(with_quote(answer, 0, **{field: value}))
    assert refused(with_quote(answer, 0, url=NINE.papers[other].link))
    assert refused(with_quote(answer, 0, cite="Nobody 1999, Nowhere"))


@given(answers, st.sampled_from(sorted(NINE.papers)))
def test_another_papers_link_beside_a_quote_is_refused(answer: Answer, other: str) -> None:
    quote = answer.quotes[0]
    assume(other != quote.key)
    shown = answer.text.replace(address(NINE.papers[quote.key]), address(NINE.papers[other]))
    assert refused(answer.model_copy(update={"text": shown}))


@given(answers, st.from_regex(r"10\.\d{4}/[a-z0-9.()-]{1,12}[a-z0-9]", fullmatch=True))
def test_a_doi_of_no_paper_is_refused_anywhere(answer: Answer, doi: str) -> None:
    assert refused(answer.model_copy(update={"text": f"{answer.text}\n\nSee also https://doi.org/{doi}."}))


@pytest.mark.parametrize("before", ["http://doi.org/", "https://dx.doi.org/", "HTTPS://DOI.ORG/"])
def test_a_papers_doi_under_another_address_is_refused(before: str) -> None:
    (answer, *_) = answered()
    shown = f"{answer.text}\n\nSee also {before}{answer.quotes[0].key}."
    assert refused(answer.model_copy(update={"text": shown}))


@pytest.mark.parametrize("behind", ["X", "x", "0", "/2"])
def test_a_doi_that_goes_on_behind_a_papers_own_is_refused(behind: str) -> None:
    (answer, *_) = answered()
    link = address(NINE.papers[answer.quotes[0].key])
    assert refused(answer.model_copy(update={"text": f"{answer.text}\n{link}{behind}"}))


def test_what_was_asked_may_have_any_link_and_the_answer_none_of_them() -> None:
    (answer, *_) = answered()
    asked = f"{answer.question} as in https://doi.org/10.1234/none"
    above, below = restated(answer.question), answer.text.removeprefix(restated(answer.question))
    assert above + below == answer.text
    gate.prove(answer.model_copy(update={"question": asked, "text": restated(asked) + below}), NINE.papers)
    assert refused(answer.model_copy(update={"question": asked, "text": above + below + restated(asked)}))


async def test_a_doi_that_only_begins_like_the_right_one_is_refused() -> None:
    answer = await TEAS.ask("how long did porters sleep with green tea?", Context())
    assert {quote.key for quote in answer.quotes} == {TEA}
    shown = answer.text.replace(f"doi.org/{TEA}", f"doi.org/{COFFEE}")
    assert shown != answer.text
    assert refused(answer.model_copy(update={"text": shown}), TEAS)


def test_a_quote_too_many_or_too_few_is_refused(answer: Answer) -> None:
    for quotes in (answer.quotes[1:], (*answer.quotes, answer.quotes[0])):
        assert refused(answer.model_copy(update={"quotes": quotes}))
    assert refused(answer.model_copy(update={"text": re.sub(r"\n> ", "\n", answer.text, count=1)}))


def test_a_line_of_figures_stands_only_above_a_quote_that_prints_them(answer: Answer) -> None:
    shown = f"> {answer.quotes[0].text}"
    word = answer.quotes[0].text.split()[0]

    def under(line: str) -> Answer:
        return answer.model_copy(update={"text": answer.text.replace(f"\n{shown}", f"\n{line}\n{shown}")})

    assert f"\n{shown}" in answer.text
    gate.prove(under(f"▸ {word}"), NINE.papers)
    for line in ("▸ 98765", f"▸ {word} · 98765", "▸ "):
        assert refused(under(line))
    # What another line says is not what the quote prints.
    assert refused(answer.model_copy(update={"text": f"{answer.text}\n▸ {word}\n{word}"}))


@pytest.mark.parametrize("mark", [*").,;:]”", ").", ""])
def test_a_papers_link_may_end_a_sentence(mark: str) -> None:
    (answer, *_) = answered()
    for paper in (one for one in NINE.papers.values() if one.doi):
        gate.prove(answer.model_copy(update={"text": f"{answer.text}\nSee {address(paper)}{mark}"}), NINE.papers)


def test_a_quote_without_words_is_refused() -> None:
    (answer, *_) = answered()
    assert refused(with_quote(answer, 0, text="", end=answer.quotes[0].start))


def test_a_refusal_says_which_paper_or_words_it_is_about() -> None:
    answer = answered()[0]
    quote, other = answer.quotes[0], next(key for key in NINE.papers if key != answer.quotes[0].key)
    assert "10.1/none, which is not in this library" in why(with_quote(answer, 0, key="10.1/none"))
    assert f"not a slice of the abstract of {quote.key}" in why(with_quote(answer, 0, start=quote.start + 1))
    assert f"quote of {quote.key} carries another paper's DOI" in why(with_quote(answer, 0, doi=other))
    assert f"quote of {quote.key} is cited as what it is not" in why(with_quote(answer, 0, cite="Nobody 1999"))
    fewer = answer.model_copy(update={"quotes": answer.quotes[1:]})
    shown = len(answer.quotes)
    assert f"shows {shown} quotes, but {shown - 1} were proved" in why(fewer)
    moved = answer.model_copy(update={"text": answer.text.replace(address(NINE.papers[quote.key]), "nowhere")})
    assert address(NINE.papers[quote.key]) in why(moved)


def test_a_refusal_repeats_no_more_of_what_is_wrong_than_a_line_holds() -> None:
    """Sixty characters of words that are not the paper's, and eighty of an address."""
    answer = answered()[0]
    long, shown = "8" * 200, f"> {answer.quotes[0].text}"
    above = answer.text.replace(f"\n{shown}", f"\n▸ {long}\n{shown}")
    said = why(answer.model_copy(update={"text": above}))
    assert said.startswith("The message shows a figure that its sentence does not print: ")
    assert "8" * 60 in said
    assert "8" * 61 not in said
    said = why(answer.model_copy(update={"text": answer.text.replace(shown, f"> {long}")}))
    assert said.startswith("The message quotes what is not what the paper says: ")
    assert "> " + "8" * 58 in said  # with the mark of a quote
    assert "8" * 59 not in said
    link = "https://doi.org/10.1234/".ljust(200, "8")
    said = why(answer.model_copy(update={"text": f"{answer.text}\n{link}"}))
    assert said.startswith("The message shows a DOI that no paper of this library has: ")
    assert link[:80] in said
    assert link[:81] not in said


def test_a_line_of_figures_may_say_that_there_are_more() -> None:
    answer = answered()[0]
    shown, word = f"> {answer.quotes[0].text}", answer.quotes[0].text.split()[0]
    gate.prove(
        answer.model_copy(update={"text": answer.text.replace(f"\n{shown}", f"\n▸ {word} …\n{shown}")}),
        NINE.papers,
    )


async def test_a_figure_may_be_printed_over_two_lines() -> None:
    owls = Assistant(indexed("Bells were worn by owls for 12\nhours a day."))
    answer = await owls.ask("how long were bells worn", Context())
    shown = "> Bells were worn by owls for 12\n> hours a day."
    assert f"\n{shown}" in answer.text
    for line, is_proved in (("▸ 12 hours", True), ("▸ 12 bells", False)):
        under = answer.model_copy(update={"text": answer.text.replace(f"\n{shown}", f"\n{line}\n{shown}")})
        assert refused(under, owls) is not is_proved
