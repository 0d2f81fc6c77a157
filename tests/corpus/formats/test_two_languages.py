"""One field for an abstract with more in it: its translation, before it or behind it, and the list of keywords."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.formats.abstracts import in_english, told_in
from tests.corpus.formats.reading import read

ENGLISH = (
    "Goats wear bells so that their keepers can find them in the fog. We counted how often the bells of 40 goats were heard in two valleys"
    " over a summer. The goats with bells were found in half of the time, and none of them was lost."
)
OTHERS = {
    "es": "Las cabras llevan cencerros para que los pastores puedan encontrarlas en la niebla. Contamos con qué frecuencia se oyeron los cencerros de 40 cabras en dos"
    " valles durante un verano. Las cabras con cencerro se encontraron en la mitad del tiempo, y ninguna de ellas se perdió.",
    "pt": "As cabras usam sinos para que os pastores possam encontrá-las no nevoeiro. Contamos com que frequência os sinos de 40 cabras foram ouvidos em dois vales"
    " durante um verão. As cabras com sinos foram encontradas em metade do tempo, e nenhuma delas se perdeu.",
    "fr": "Les chèvres portent des cloches pour que les bergers puissent les retrouver dans le brouillard. Nous avons compté combien de fois les cloches de 40 chèvres"
    " ont été entendues dans deux vallées pendant un été. Les chèvres avec une cloche ont été retrouvées en moitié moins de temps, et aucune n'est perdue.",
    "de": "Ziegen tragen Glocken, damit die Hirten sie im Nebel finden. Wir haben gezählt, wie oft die Glocken von 40 Ziegen in zwei Tälern während eines Sommers"
    " zu hören waren. Die Ziegen mit Glocken wurden in der Hälfte der Zeit gefunden, und keine von ihnen ist verloren gegangen.",
    "it": "Le capre portano i campanacci perché i pastori le possano trovare nella nebbia. Abbiamo contato quante volte i campanacci di 40 capre sono stati sentiti in"
    " due valli durante una estate. Le capre con il campanaccio sono state trovate in metà del tempo, e nessuna di loro è andata persa.",
    "ru": "Козы носят колокольчики, чтобы пастухи могли найти их в тумане. Мы подсчитали, как часто были слышны колокольчики 40 коз в двух долинах за лето."
    " Коз с колокольчиками находили вдвое быстрее, и ни одна из них не потерялась.",
    "zh": "山羊戴着铃铛，以便牧人在雾中找到它们。我们统计了一个夏天里两个山谷中四十只山羊的铃铛被听到的次数。戴铃铛的山羊在一半的时间内被找到，没有一只走失。我们建议所有的牧人都使用铃铛。",
    "ja": "ヤギは、霧の中でも飼い主が見つけられるように鈴をつけている。一夏の間、二つの谷で四十頭のヤギの鈴が聞こえた回数を数えた。鈴をつけたヤギは半分の時間で見つかり、失われたものはなかった。",
    "ko": "염소는 안개 속에서도 주인이 찾을 수 있도록 방울을 단다. 우리는 한 여름 동안 두 골짜기에서 마흔 마리의 염소 방울이 들린 횟수를 세었다. 방울을 단 염소는 절반의 시간에 발견되었고 잃어버린 것은 없었다.",
}
LABELS = {
    "es": "RESUMEN", "pt": "Resumo:", "fr": "Résumé.", "de": "Zusammenfassung:", "it": "Riassunto -", "ru": "Аннотация.", "zh": "摘要：", "ja": "要旨：", "ko": "초록:",
}  # fmt: skip


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("joint", ["\n", " ", "\n\n"])
def test_of_an_abstract_and_its_translation_the_english_is_kept(language: str, joint: str) -> None:
    other, label = OTHERS[language], LABELS[language]
    for text in (
        f"{ENGLISH}{joint}{other}",
        f"{other}{joint}{ENGLISH}",
        f"{ENGLISH}{joint}{label} {other}",
        f"{label} {other}{joint}Abstract: {ENGLISH}",
        f"{ENGLISH} © 2020 The Authors.{joint}{label} {other}",
    ):
        assert told_in(text).text == ENGLISH, text


def test_between_two_further_languages(tmp_path: Path) -> None:
    text = f"Resumen: {OTHERS['es']} Palabras clave: cabras; campanas. Abstract: {ENGLISH} Keywords: goats; bells. Resumo: {OTHERS['pt']}"
    parsed = read(
        tmp_path, f"TY  - JOUR\nTI  - Goats\nAB  - {text}\nKW  - Bells\nKW  - fog\nER  - \n", "goats.ris"
    )
    (paper,) = parsed.papers
    assert (paper.abstract, paper.keywords) == (ENGLISH, ("Bells", "fog", "goats"))
    assert parsed.report.notes == (
        "abstracts in other languages or in plain words, beside the main one, were left out in 1 text",
        "keywords that stood behind an abstract were read as such in 1 text",
    )


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_between_english_is_left_out(language: str) -> None:
    """Where a note of the publisher, or the rest of the abstract, stands behind it."""
    other, label = OTHERS[language], LABELS[language]
    behind = (
        "This paper is a part of the issue on bells, and it was read by two of our editors before it was printed."
    )
    for joint in ("\n", " "):
        told = told_in(f"{ENGLISH}{joint}{label} {other}\n{behind}").text
        assert told == f"{ENGLISH}\n{behind}"


def test_keywords_behind_a_translation_hide_it_not() -> None:
    told = told_in(
        f"{ENGLISH} Keywords: goats; bells; fog. Resumen {OTHERS['es']} Palabras clave: cabras; campanas; niebla; pastores; valles; verano."
    )
    assert (told.text, told.keywords) == (ENGLISH, ("goats", "bells", "fog"))


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        *OTHERS.values(),
        f"{OTHERS['es']} {OTHERS['pt']}",  # none of them is English
        f"{ENGLISH} The shepherds say “el que con cabras anda”, or 山羊 in Chinese.",
        f"{ENGLISH}\nResultados y conclusiones.",
        f"BACKGROUND: {ENGLISH}\nRESULTS: n = 12; p < 0.05; 3.2 (2.1-4.5); goat, kid, billy, nanny, buck.\nCONCLUSION: {ENGLISH}",
        f"{OTHERS['de']} The goats are in the fog.",
        "Capra hircus, Capra aegagrus, Capra ibex et Capra pyrenaica. " * 8
        + "The goats of the world are listed here.",
    ],
)
def test_any_other_abstract_stays_as_it_is(text: str) -> None:
    assert in_english(text) == text


@pytest.mark.parametrize(
    ("tail", "words"),
    [
        ("\nKeywords: goats; bells; fog", ("goats", "bells", "fog")),
        (" Keywords: goats, bells, fog.", ("goats", "bells", "fog")),
        ("\n\nKEY WORDS\ngoats · bells · fog", ("goats", "bells", "fog")),
        (" Index Terms—Goats, bells, fog signals.", ("Goats", "bells", "fog signals")),
        ("\nKeywords: goats - bells - fog", ("goats", "bells", "fog")),
        ("\nKey words: Goats. Bells. Fog.", ("Goats", "Bells", "Fog")),
        ("\nKeywords: Goats\nPalabras clave: Cabras", ("Goats",)),
        ("\nMots-clés : chèvres ; cloches", ("chèvres", "cloches")),
        ("关键词：山羊；铃铛", ("山羊", "铃铛")),
        (" Keywords: goats; bells. © 2020 The Authors.", ("goats", "bells")),
        (" © 2020 The Authors. Keywords: goats; bells.", ("goats", "bells")),
    ],
)
def test_keywords_behind_an_abstract_are_no_part_of_it(tail: str, words: tuple[str, ...]) -> None:
    told = told_in(ENGLISH + tail)
    assert (told.text, told.keywords) == (ENGLISH, words)


@pytest.mark.parametrize(
    "text",
    [
        "Keywords: goats; bells; fog.",  # all there is
        f"{ENGLISH} Keywords: this is how we searched for them in two databases.",
        f"{ENGLISH} Keywords of the search were goats, bells and fog.",
        f"{ENGLISH} We searched with keywords: goats, bells, fog.",
        f"{ENGLISH} Keywords: {'goats and all that they need in the high valleys of the north; ' * 3}",
    ],
)
def test_what_may_be_a_sentence_stays(text: str) -> None:
    assert told_in(text) == (text.strip(), None, None, (), ())
