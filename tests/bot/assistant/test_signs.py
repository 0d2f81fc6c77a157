"""Mentions, smileys, markup left alone, courtesies and bare links make no second question of a message."""

from __future__ import annotations

import pytest

from bot.assistant.message.splitting import parts_of
from bot.models import Context
from tests.bot.assistant.conversations import NINE

QUESTION = "how long was follow-up in Kang?"
SIGNS = (
    "@everyone", "@here", "<@123>", "<@!123>", "<@&77>", "<#5>", ":)", ":-)", ";)", ":D", ":(", "=)", "xD", "^^", ":smile:", "<:bone:123456>",
    "😀", "👍🏽", "❤️", "**", "~~", "__", "||", "```", "(please)", "(thanks)", "🙏 :)", "@everyone!",
)  # fmt: skip


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_is_no_second_question(sign: str) -> None:
    for message in (f"{QUESTION} {sign}", f"{sign} {QUESTION}", f"{QUESTION}\n{sign}", f"{sign}\n{QUESTION}"):
        assert parts_of(message) == (message,)


@pytest.mark.parametrize("sign", SIGNS)
async def test_a_sign_is_kept_with_the_question_and_changes_no_answer(sign: str) -> None:
    bare, signed = await NINE.ask(QUESTION, Context()), await NINE.ask(f"{QUESTION} {sign}", Context())
    assert (signed.quotes, signed.outcome, signed.unknown_words) == (bare.quotes, bare.outcome, bare.unknown_words)
    assert signed.question == f"{QUESTION} {sign}"


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
