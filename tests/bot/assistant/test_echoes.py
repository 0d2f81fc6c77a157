"""What askers wrote is said again so that nobody takes it for a paper's address: any pasted link gets an answer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assistant.papers.tables import question_of
from bot.assistant.wording import LONGEST_WORD, echoed
from bot.models import Context
from corpus.joining import builtin
from tests.bot.assistant.test_assistant import NINE, asked
from tests.conftest import examples

LINK = "https://doi.org/10.1038/nature12373"
DOIS = st.sampled_from(
    ["10.1038/nature12373", "10.bl.2023.0702", "", *sorted(str(p.doi) for p in builtin().papers)]
)
ADDRESSES = st.sampled_from(
    ["https://doi.org/", "http://dx.doi.org/", "HTTPS://DOI.ORG/", "https://dohttps://doi.org/i.org/", "doi:", ""]
)
LINKS = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "10.99977/m", "x"]),
    ADDRESSES,
    DOIS,
    st.sampled_from(["", "/more", ".", "?a=1"]),
)
SHAPES = st.sampled_from(
    ['"{}"', "“{}”", "author:{}", 'author:"{}"', "type:{}", "doi:{}", "-{}", '-"{}"', "({})", "[{}]", "<{}>", "{}", "by {}", "not by {}",
     "tagged {}", "with the keyword {}", "what does {} mean", "table of {}", "compare Kang with Knapp on {}", "wer schrieb {}", "papers on {}", "how many authors has {}",
     "who wrote {}", "a table of {} in each paper", "über {} und Überleben", "only those of {}", "papers by {} or Knapp", "cite Knapp in {}", "cite Knapp in {} style"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["", "survival", "list", "how many papers", "which factors", "in 2023", "Knapp", "was ist das", "?"]
)


@pytest.mark.parametrize(
    "question", [f'"{LINK}" survival', f"author:{LINK} survival", "10.99977/mhttps://doi.org/10.bl.2023.0702"]
)
def test_a_pasted_link_is_answered_and_said_without_its_address(question: str) -> None:
    below = asked(question, NINE).text.partition("\n")[2]
    assert below.strip()
    assert "nature12373" in below or "10.bl.2023.0702" in below
    assert "doi.org/" not in below.partition("> ")[0]


@settings(max_examples=examples(120))
@given(st.lists(st.tuples(WORDS, SHAPES, LINKS), min_size=1, max_size=2))
def test_a_question_with_any_link_anywhere_is_answered(parts: list[tuple[str, str, str]]) -> None:
    asked(" ".join(f"{word} {shape.format(link)}" for word, shape, link in parts), NINE)


@given(st.lists(ADDRESSES | st.text(max_size=5) | DOIS).map("".join))
def test_words_said_again_hold_no_link_and_other_words_stay(words: str) -> None:
    said = echoed(words)
    assert said.startswith("“")
    assert said.endswith("”")
    assert "://doi.org/" not in said.lower()
    assert "://dx.doi.org/" not in said.lower()
    long = any(len(word) > LONGEST_WORD for word in words.split())
    line = " ".join(part.strip() for part in words.split("\n")) if "\n" in words else words
    assert long or said == f"“{line}”" or "doi.org/" in words.lower()
    assert "\n" not in said


@given(st.integers(LONGEST_WORD, 4000), st.sampled_from("aé骨_/-🙏"))
def test_an_enormous_word_is_said_again_shortened_wherever_it_stands(length: int, letter: str) -> None:
    enormous = letter * length
    said = echoed(f"one {enormous} two {enormous}")
    short = letter * LONGEST_WORD + ("…" if length > LONGEST_WORD else "")
    assert said == f"“one {short} two {short}”"


@pytest.mark.parametrize(
    "question",
    ["what is {}", "{}", "what does {} mean", "what does {} stand for", "papers by {}", "author:{} pain", "survival {}", "was ist {} und Überleben", "-{} survival",
     "table of {} figures", "compare Kang with Knapp on {}", "cite Knapp in {} style", "summarise the {} paper", "type:{} survival", '"{}" survival', "how many {} were there", "{} 2 {}"],
)  # fmt: skip
def test_no_reply_holds_more_of_an_enormous_word_than_that(question: str) -> None:
    answer = asked(question.replace("{}", "a" * 1990), NINE)
    assert "a" * (LONGEST_WORD + 1) not in answer.text.partition("\n")[2]


async def test_the_topic_of_a_command_may_be_a_link() -> None:
    one, other = list(NINE.papers)[:2]
    for answer in (
        await NINE.compare([one, other], Context(), LINK),
        await NINE.define(LINK, Context()),
        await NINE.ask(question_of(LINK), Context()),
    ):
        assert "doi.org/10.1038" not in answer.text.partition("\n")[2]
