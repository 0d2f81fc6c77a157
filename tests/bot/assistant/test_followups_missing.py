"""What a shown sentence does not say is named as missing, and what it says is not."""

from __future__ import annotations

import pytest

from index.models import Outcome
from tests.bot.assistant.conversations import NINE, over, paper, talk


@pytest.mark.parametrize(
    ("talked", "named"),
    [
        (("spine surgery mortality", "how many died within 180 days"), "how many died"),
        (
            ("spine surgery mortality", "how many died within 180 days", "how many pts in total", "mean age"),
            "mean age",
        ),
        (("rades study", "mean age", "toxicity", "how many could walk before"), "how many could walk"),
        (("spine surgery mortality", "how many patients died within 180 days"), "how many"),
        (("how many died within 180 days after spine surgery",), "how many died"),
        (("mean age in spine surgery mortality",), "mean age"),
    ],
)
async def test_a_number_that_no_shown_sentence_gives_is_named_as_missing(
    talked: tuple[str, ...], named: str
) -> None:
    answer = (await talk(NINE, *talked))[-1]
    assert not (answer.answered and answer.sure)
    assert named in answer.text.split("\n\n")[1]


SHOP = over(
    paper(
        "GREY",
        "Noise and sleep of shift workers",
        "Noise and sleep of shift workers were studied in 80 workers. Their mean age was 41 years. "
        "Noise kept 12 workers awake, and 7 quit within 90 days.",
    ),
    paper("PINE", "Tea and rain", "Tea is drunk when rain falls. Rain was common."),
)


@pytest.mark.parametrize(
    ("question", "said"),
    [("mean age", "Their mean age was 41"), ("how many quit within 90 days", "7 quit within 90 days")],
)
async def test_a_number_that_a_shown_sentence_gives_is_not_named_as_missing(question: str, said: str) -> None:
    _, answer = await talk(SHOP, "noise and sleep of shift workers", question)
    assert answer.answered
    assert answer.sure, answer.text
    assert said in answer.text


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("p value?", "(p = .003)"),
        ("p value?", "(P<0.001)"),
        ("p value?", "(p-value of 0.03)"),
        ("p value?", "(p\u00a0=\u00a00.003)"),
        ("p value?", "(P value: 0·02)"),
        ("p-value?", "(p values were 0.01 and 0.02)"),
        ("confidence interval?", "(95% CIs 1.2 to 3.4)"),
        ("confidence interval?", "(95%\u00a0C.I. 1.2–3.4)"),
        ("hazard ratio?", "(HR was 0·72)"),
        ("hazard ratio?", "(adjusted HR of 1.4)"),
        ("odds ratio?", "(aOR was 2.1)"),
        ("relative risk?", "(RR of 0.4)"),
        ("what did it cost", "(¥ 300 each)"),
        ("what did it cost", "(40 USD each)"),
    ],
)
async def test_a_kind_of_figure_that_a_shown_sentence_has_is_never_said_to_be_missing(
    question: str, figure: str
) -> None:
    told = f"Noise and sleep of shift workers were studied. Noise cut the sleep of workers {figure}."
    _, answer = await talk(
        over(paper("GREY", "Noise and sleep of shift workers", told)), "noise and sleep of workers", question
    )
    assert figure in answer.text
    assert "give no" not in answer.text


async def test_a_figure_in_the_sentence_shown_before_or_of_another_paper_is_not_said_to_be_missing() -> None:
    quiet = paper("MUTE", "Noise and sleep of nurses", "Noise cut the sleep of nurses. Noise woke nurses.")
    loud = paper(
        "LOUD",
        "Noise and sleep of pilots",
        "Noise cut the sleep of pilots (p = 0.003). This was seen at night in pilots.",
    )
    for question in (
        "noise and sleep of nurses p value",
        "noise seen at night in pilots, p value",
        "noise and sleep, hazard ratio and p value",
    ):
        (answer,) = await talk(over(quiet, loud), question)
        assert not ("p = 0.003" in answer.text and "no p value" in answer.text), answer.text


@pytest.mark.parametrize(
    "question", ["tired at night, p value?", "lamps p value?", "copper lamps in space hazard ratio and p value"]
)
async def test_a_statistic_that_abstracts_write_as_a_sign_is_not_said_to_be_in_none(question: str) -> None:
    told = "Noise cut the sleep of pilots (p = 0.003). This was seen at night in tired pilots. Lamps were dim."
    _, answer = await talk(
        over(paper("LOUD", "Noise and sleep of pilots", told)), "noise and sleep of pilots", question
    )
    assert "(p = 0.003)" in answer.text
    assert "p value" not in answer.text.split("\n\n")[1]


@pytest.mark.parametrize("question", ["was it common", "does it fall", "was that common?"])
async def test_what_only_says_again_what_was_talked_about_is_called_near_and_no_answer(question: str) -> None:
    _, answer = await talk(SHOP, "noise and sleep of shift workers", question)
    assert (answer.outcome, answer.keys[:1]) == (Outcome.RELATED, ("GREY",))
    assert answer.not_said[0] in question


@pytest.mark.parametrize("question", ["did many quit", "were they awake"])
async def test_what_says_a_word_of_the_question_itself_is_an_answer(question: str) -> None:
    _, answer = await talk(SHOP, "noise and sleep of shift workers", question)
    assert answer.outcome is Outcome.ANSWERED


@pytest.mark.parametrize("asked", ["and the p value?", "p?", "confidence interval?"])
async def test_a_p_value_that_the_paper_lacks_is_no_other_papers(asked: str) -> None:
    salt = paper(
        "Berg", "Salt on winter paths", "We salted 12 winter paths. Fewer walkers fell on salted winter paths."
    )
    sand = paper(
        "Dahl", "Sand on winter paths", "Fewer walkers fell on winter paths with sand (p = 0.03, 95% CI 2 to 9)."
    )
    first, answer = await talk(over(salt, sand), "did fewer walkers fall on salted winter paths", asked)
    assert first.quotes[0].key == "Berg"
    assert {quote.key for quote in answer.quotes} <= {"Berg"}, answer.text


async def test_what_was_quoted_just_before_is_pointed_to_and_not_quoted_again() -> None:
    asked = ("noise and sleep of shift workers", "how many robots?", "lunch?", "who wrote it")
    first, *missing, writer = await talk(SHOP, *asked)
    for answer, word in zip(missing, ("robots", "lunch"), strict=True):
        assert (answer.outcome, answer.keys) == (Outcome.RELATED, first.keys)
        assert answer.text.startswith(f"You asked: {answer.question}\n\nNo abstract here has “{word}”.")
        assert "— GREY 2020" in answer.text
        assert not {quote.text for quote in answer.quotes} & {quote.text for quote in first.quotes}
    assert writer.keys == first.keys
