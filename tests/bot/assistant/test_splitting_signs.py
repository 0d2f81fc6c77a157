"""What stands around a question, or behind it, and asks nothing: one answer and no second reply."""

from __future__ import annotations

import pytest

from bot.assistant.message.splitting import parts_of
from bot.assistant.message.wrapping import unmarked

QUESTION = "how long was follow-up after TES?"
AROUND = (
    "||{}||",
    "**{}**",
    "__{}__",
    "`{}`",
    "({})",
    "“{}”",
    "\u202e{}\u2066",
    "{} …",
    "{} ¿",
    "{}\u200b",
    "{} (＾▽＾)/",
    "{}｜｜",
)


@pytest.mark.parametrize("around", AROUND)
def test_signs_behind_a_question_are_no_question_of_their_own(around: str) -> None:
    """Each was answered, and then told that there was no question in that."""
    assert parts_of(around.format(QUESTION)) == (around.format(QUESTION),)


@pytest.mark.parametrize(
    "said",
    [
        "<3",
        ":3",
        "lol",
        "haha",
        "TIA",
        "plz",
        "danke!",
        "merci",
        "kk",
        "よろしくお願いします。",
        "ｗｗｗ",
        "\\o/",
        "**thanks**",
    ],
)
def test_what_is_said_behind_a_question_is_no_question(said: str) -> None:
    assert len(parts_of(f"{QUESTION} {said}")) == 1
    assert len(parts_of(f"TESの追跡期間は？{said}")) == 1


@pytest.mark.parametrize("asked", ["Kang", "and SABR", "costs", "2024", "what is SINS"])
def test_a_few_words_behind_a_question_still_ask(asked: str) -> None:
    assert len(parts_of(f"{QUESTION} {asked}")) == 2


@pytest.mark.parametrize(
    "around", ["“{}”", '"{}"', "**“{}”**", "„{}“", "« {} »", "> {}", "# {}", "-# {}", "__{}__", "> “{}”"]
)
def test_a_question_that_is_wholly_quoted_or_marked_is_asked_without_that(around: str) -> None:
    """In quotation marks it was a phrase, to be found word for word."""
    assert unmarked(around.format(QUESTION)) == QUESTION


@pytest.mark.parametrize(
    "said",
    ["“bone loss”", "“bone loss” after “TES”?", "is “bone loss” common?", "“a?” or “b?”", "# 1", "a __b__ c"],
)
def test_a_phrase_stays_one(said: str) -> None:
    assert unmarked(said) == ("1" if said == "# 1" else said)


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("cost of each tree, 2) how many litres", ("cost of each tree", "how many litres")),
        (
            "who wrote it? 2. was it blinded 3. how many patients",
            ("who wrote it", "was it blinded", "how many patients"),
        ),
        ("stage 1 versus stage 2. how many died", None),
    ],
)
def test_numbers_may_begin_with_the_second_question(message: str, parts: tuple[str, ...] | None) -> None:
    found = parts_of(message)
    if parts is None:
        assert not any(part.startswith("how many died") and len(found) > 2 for part in found)
    else:
        assert tuple(part.rstrip("?") for part in found) == parts


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("what year was the loam paper and what's the peat one about", ("what year was the loam paper?", "what's the peat one about?")),
        ("whats peat like in Fife and who’s most cited here", ("whats peat like in Fife?", "who’s most cited here?")),
        ("where's the oldest bog and how's its water?", ("where's the oldest bog?", "how's its water?")),
        ("which moss and what's its depth", ("which moss and what's its depth",)),  # the second goes on
        ("peat storage capacity; price of dried moss; bog water level", ("peat storage capacity?", "price of dried moss?", "bog water level?")),
        ("Lund I; Roe K; Quist B. Peat and moss. Bogs 2019;4:5–9", ("Lund I; Roe K; Quist B. Peat and moss. Bogs 2019;4:5–9",)),
        ("moss; peat; fens", ("moss; peat; fens",)),
    ],
)  # fmt: skip
def test_a_short_form_begins_a_question_and_semicolons_part_topics(message: str, parts: tuple[str, ...]) -> None:
    assert parts_of(message) == parts
