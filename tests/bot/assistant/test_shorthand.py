"""Chat and ward shorthand is read as the words it stands for."""

from __future__ import annotations

import pytest

from bot.assistant.reading.lexicon import load
from bot.assistant.reading.words import written_out
from tests.bot.assistant.conversations import TEAS, talk
from tests.bot.assistant.teahouse import TEA


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("wats the dose w/ green tea", "what is the dose with green tea"),
        ("tell me abt sleep b4 work", "tell me about sleep before work"),
        ("was W = 3 and OS long", "was W = 3 and OS long"),
        ("pls", "pls"),
        ("tea w/o sugar", "tea without sugar"),
        ("p val after spine surg?", "p value after spine surgery?"),
        ("f/u after tx", "follow-up after treatment"),
        ("TX and val66met", "TX and val66met"),
        ("dx of pt", "diagnosis of patient"),
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
