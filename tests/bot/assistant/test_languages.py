"""A question in another language is read word by word, and its words are shown as they were typed."""

from __future__ import annotations

import pytest

from bot.assistant import languages
from bot.assistant.assistant import Assistant
from bot.models import Context
from corpus.builtin import builtin
from index.library import LibraryIndex

NINE = Assistant(LibraryIndex.build(builtin()))


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("どの論文が手術についてですか", "which papers 手術 about"),
        ("ふりがなは理解度を上げますか", "ふりがな 理解度 上げ"),
        ("いつ出版された", "when published"),
    ],
)
def test_words_are_translated_whole(question: str, english: str) -> None:
    assert languages.load().english(question, "Japanese") == english


async def test_what_is_unknown_is_shown_as_typed() -> None:
    japanese = await NINE.ask("どの論文が手術についてですか", Context())
    assert "“手術”" in japanese.text
    assert "“と”" not in japanese.text
    assert "ど papers" not in japanese.text
    accented = await NINE.ask("cost of Gänseblümchen", Context())
    assert "“gänseblümchen”" in accented.text


async def test_a_kana_keeps_its_mark() -> None:
    reply = await NINE.ask("results of がん and ぱん", Context())
    assert "“がん”" in reply.text
    assert "“ぱん”" in reply.text
