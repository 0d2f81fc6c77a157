"""Mentions, smileys, markup left alone, courtesies and bare links make no second question of a message."""

from __future__ import annotations

import pytest

from bot.assistant.parts import parts_of

QUESTION = "how long was follow-up in Kang?"
SIGNS = (
    "@everyone", "@here", "<@123>", "<@!123>", "<@&77>", "<#5>", ":)", ":-)", ";)", ":D", ":(", "=)", "xD", "^^", ":smile:", "<:bone:123456>",
    "😀", "👍🏽", "❤️", "**", "~~", "__", "||", "```", "(please)", "(thanks)", "🙏 :)", "@everyone!",
)  # fmt: skip


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_is_no_question_and_none_of_its_words(sign: str) -> None:
    for message in (f"{QUESTION} {sign}", f"{sign} {QUESTION}", f"{QUESTION}\n{sign}", f"{sign}\n{QUESTION}"):
        assert parts_of(message) == (QUESTION,), message


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_between_two_questions_leaves_two(sign: str) -> None:
    assert parts_of(f"{QUESTION} {sign} who wrote it?") == (QUESTION, "who wrote it?")


@pytest.mark.parametrize("sign", SIGNS)
def test_a_message_of_signs_alone_stays_as_it_is(sign: str) -> None:
    assert parts_of(sign) == (sign,)


@pytest.mark.parametrize("link", ["https://example.org/x", "<https://example.org/x>", "https://doi.org/10.1/x"])
def test_a_bare_link_goes_with_the_question_beside_it(link: str) -> None:
    for message in (f"{QUESTION} {link}", f"{QUESTION}\n{link}"):
        assert [" ".join(part.split()) for part in parts_of(message)] == [f"{QUESTION} {link}"]
    for message in (f"{link} {QUESTION}", f"{link}\n{QUESTION}"):
        assert [" ".join(part.split()) for part in parts_of(message)] == [f"{link} {QUESTION}"]


@pytest.mark.parametrize(
    "message",
    [
        "tumours <3 cm after RFA",
        "dose in Gy (planned) per fraction",
        "2:1 matching",
        "a * b interaction",
        "what is TES :TES",
    ],
)
def test_what_only_looks_like_a_sign_stays(message: str) -> None:
    assert parts_of(message) == (message,)


def test_lists_stay_lists() -> None:
    assert parts_of("* who wrote it?\n* newest paper?") == ("who wrote it?", "newest paper?")
