"""Two questions are alike where they ask the same, however their words stand, and are two wherever that is not sure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.questions.likeness import likeness
from index.terms.analyzer import Analyzer
from tests.bot.assistant.teahouse import teas

INDEX, ANALYZER = teas(), Analyzer()


def alike(question: str) -> frozenset[str]:
    return likeness(question, INDEX.reader.read(question), INDEX.reader, ANALYZER)


def are_alike(one: str, other: str) -> bool:
    return bool(alike(one) & alike(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("How long was sleep with green tea?", "sleep how long with the green tea??"),
        ("sleep and green tea in porters", "green tea and sleep in the porters, please"),
        ("What is the yield of menthol?", "yield of menthol"),
        ("What is the yield of menthol?", "what’s the yield of menthol"),
        ("Did porters sleep less?", "did the porter sleep less"),
        ("how long did slepe last with green tee", "how long did slepe last with green tee!"),
        ("reaction time of nurses after coffe", "reaction time of nurses after coffee"),
        ("HOW WAS THE SLEEP AFTER TEA", "how was the sleep after tea"),
        ("緑茶と睡眠", "緑茶と睡眠?"),
        ("sleep of the porter", "sleep of a porter"),
        ("a tremor after coffee", "tremor after coffee"),
        ("A tremor after a coffee", "the tremor after coffee"),
        ("IS THERE A TREMOR AFTER COFFEE", "tremor after coffee"),
        ("vitamin A and tea", "vitamin a and tea"),
        ("SLEEP OF GROUP A", "sleep of group A"),
    ],
)
def test_the_same_question_put_otherwise_is_alike(one: str, other: str) -> None:
    assert are_alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("did porters sleep less with green tea?", "did porters not sleep less with green tea?"),
        ("tea without sugar", "tea with sugar"),
        ("tremor before coffee", "coffee before tremor"),
        ("does tea cause tremor", "does tremor cause tea"),
        ("sleep better than nurses", "nurses better than sleep"),
        ("yield after 10 min", "yield after 20 min"),
        ("5 min menthol 10 min mint", "10 min menthol 5 min mint"),
        ("how many nurses had tremor", "which nurses had tremor"),
        ("who measured tremor", "when was tremor measured"),
        ("more sleep with tea", "less sleep with tea"),
        ("increase of sleep", "decrease of sleep"),
        ("sleep of porters", "sleep of nurses"),
        ("sleep of porters at night", "sleep of porters"),
        ("vitamin A and tea", "vitamin and tea"),
        ("vitamin A and tea", "a vitamin and tea"),
        ("sleep of group A", "sleep of a group"),
        ("sleep of group A", "sleep of group"),
        ("sleep of arm A", "sleep of a arm"),
        ("type A porters sleep", "a type porters sleep"),
        ("hepatitis A infection", "a hepatitis infection"),
        ("hepatitis a infection", "hepatitis infection"),
        ("A or B after tea", "B after tea"),
        ("tea with A and sleep", "tea with sleep"),
        ("a few porters slept", "few porters slept"),
        ("tea AND coffee", "tea or coffee"),
        ("WAS in porters", "porters in"),
        ("睡眠の前の緑茶", "緑茶の前の睡眠"),
        ("effect of green tea (p < 0.01)", "effect of green tea (p < 0.05)"),
        ("plates of 15x20 mm", "plates of 20x15 mm"),
        ("tumours < 5 cm", "tumours > 5 cm"),
        ("tumours of 5 cm", "tumours of ≥5 cm"),
        ("n = 5 nurses", "n ≠ 5 nurses"),
        ("change of +5 points", "change of -5 points"),
        ("HER2+ tumours", "HER2- tumours"),
        ("cells with CD4+", "cells with CD4−"),
        ("tea in 10% of nurses", "tea in 10 of nurses"),
        ("sleep with tea -sugar", "sleep with tea sugar"),
        ("do dogs bite men", "do men bite dogs"),
        ("menthol inhibits caffeine", "caffeine inhibits menthol"),
        ("nurses blame porters", "porters blame nurses"),
        ("how many porters told nurses", "how many nurses told porters"),
        ("what inhibits caffeine?", "caffeine inhibits what?"),
        ("what inhibits caffeine?", "what caffeine inhibits"),
        ("which porters blame?", "blame which porters?"),
        ("more tea less sleep", "more sleep less tea"),
        ("stress cancer", "cancer stress"),
        ("child mother risk", "mother child risk"),
        ("nurses with sleep tremor", "nurses with tremor sleep"),
        ("old nurses and young porters", "young nurses and old porters"),
        ("green tea black coffee", "black tea green coffee"),
        ("menthol and tea inhibit caffeine", "caffeine and tea inhibit menthol"),
        ("immunity after tea", "immunization after tea"),
        ("experience with tea", "experiment with tea"),
        ("preoperative pain", "preoperation pain"),
        ("WHO drank tea", "who drank tea"),
        ("IT in nurses", "it in nurses"),
    ],
)
def test_another_question_is_not_alike(one: str, other: str) -> None:
    assert not are_alike(one, other)


@given(st.text(max_size=60))
def test_any_text_is_like_itself_or_says_nothing(question: str) -> None:
    found = alike(question)
    assert found == alike(question)
    assert not found or not question.isascii() or any(c.isalnum() for c in question)


@given(st.lists(st.sampled_from("tea coffee sleep night porters nurses menthol".split()), min_size=2, max_size=5))
def test_a_list_of_things_may_stand_in_any_order(words: list[str]) -> None:
    assert are_alike(" and ".join(words), " and ".join(reversed(words)))


@given(st.sampled_from("not no 3 without before because of than".split()), st.data())
def test_a_word_that_turns_the_meaning_is_never_lost(word: str, data: st.DataObject) -> None:
    words = "how did green tea change sleep in porters".split()
    place = data.draw(st.integers(0, len(words)))
    assert not are_alike(" ".join(words), " ".join([*words[:place], word, *words[place:]]))
