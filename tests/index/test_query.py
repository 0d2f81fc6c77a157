"""A question becomes concepts: phrases and words, what may stand for them, and what each is worth."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.finding.hedging import asked_in
from index.questions.ranked import SHORT
from index.questions.reader import CARRIED, LIGHT
from index.sentences.asking import Asked
from index.terms.query import ASKED, Concept
from tests.bot.assistant.teahouse import teas

READER = teas().reader


def concepts(question: str) -> dict[str, Concept]:
    return {concept.words: concept for concept in READER.read(question).concepts}


def test_stop_words_and_words_of_asking_name_nothing() -> None:
    assert set(concepts("how many of the nurses were there?")) == {"nurses"}
    assert set(
        concepts("do even those nurses say whatever they want to everyone, wherever and unless themselves")
    ) == {"nurses"}
    for empty in ("", "???", "what is the of and", "how many were there"):
        query = READER.read(empty)
        assert (query.concepts, query.ranked, query.unknown_words) == ((), {}, ())


def test_past_forms_of_everyday_verbs_and_lone_letters_are_no_missing_words() -> None:
    assert READER.read("why went the zebra, and who gave menthol h").unknown_as_typed == ("zebra",)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("量子计算机密码破译算法性能评估方法", ("量子计算机密码破译算法性能评估方法",)),
        ("量子计算机密码破译 算法", ("量子计算机密码破译", "算法")),
        ("ニューロモルフィックコンピューティング", ("ニューロモルフィックコンピューティング",)),
        ("zebra 量子计算机密码破译 walrus", ("zebra", "量子计算机密码破译", "walrus")),
    ],
)
def test_a_long_word_of_kanji_or_kana_is_named_whole(text: str, named: tuple[str, ...]) -> None:
    assert READER.read(text).unknown_as_typed == named
    assert asked_in(READER.read(text)) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("felt", ("felt",)),  # alone it may be what is asked for: a cloth
        ("felt or saw", ("felt", "saw")),
        ("role of FELT and SAW", ("felt", "saw")),  # codes
        ("role of FELT in the zebra", ("felt", "zebra")),
        ("WHY WENT THE ZEBRA", ("zebra",)),  # capitals throughout tell nothing
        ("h", ()),
        ("menthol h", ()),
    ],
)
def test_a_past_form_is_named_if_nothing_else_is_missing_or_it_is_written_as_a_code(
    text: str, named: tuple[str, ...]
) -> None:
    assert READER.read(text).unknown_as_typed == named


def test_a_word_said_twice_is_one_concept() -> None:
    assert len(READER.read("Tea teas TEA").concepts) == 1


def test_a_short_form_may_stand_for_what_its_paper_writes_out_and_the_other_way_round() -> None:
    (short,) = READER.read("PVT").concepts
    (long,) = READER.read("psychomotor vigilance task").concepts
    assert short.others[0][0] == long.phrase
    assert long.others[0][0] == short.phrase
    for words in ("PVT", "psychomotor vigilance task"):
        assert READER.read(words).searched_also == ("psychomotor vigilance task (PVT)",)


def test_two_meanings_of_one_short_form_are_both_searched() -> None:
    assert READER.read("GC?").searched_also == ("gas chromatography (GC)", "Gastric comfort (GC)")


def test_a_slip_is_repaired_said_and_ranked_like_the_word_itself() -> None:
    query = READER.read("menthl yield")
    assert query.searched_also == ("menthol",)
    assert query.unknown_words == ()
    assert query.ranked["menthol"] == 1.0


def test_words_of_the_field_the_library_lacks_are_unknown_and_everyday_words_never_are() -> None:
    assert READER.read("zebra tumour in the main 4T1.2 arena").unknown_words[:2] == ("zebra", "tumour")
    assert "main" not in READER.read("zebra tumour in the main arena").unknown_words
    assert READER.read("menthol of peppermint leaves").unknown_words == ()


def test_everyday_words_small_numbers_and_words_of_asking_say_little() -> None:
    found = concepts("2 main methods of drinking menthol")
    assert (found["2"].telling, found["main"].telling) == (LIGHT, LIGHT)
    assert found["methods"].telling == ASKED
    assert found["menthol"].telling == 1.0
    assert found["menthol"].weight > found["main"].weight > found["methods"].weight


def test_expansions_rank_below_what_the_asker_wrote() -> None:
    """Three words of one expansion share 0.3; the asker's own word has 1, an everyday word 0.5."""
    ranked = READER.read("main PVT").ranked
    own = ranked.pop("pvt")
    assert (own, ranked.pop("main")) == (1.0, 0.5)
    assert sorted(ranked.values()) == pytest.approx([0.1, 0.1, 0.1])


def test_words_of_the_turn_before_are_carried_at_a_discount_and_give_way_to_the_questions_own() -> None:
    alone = concepts("menthol")["menthol"]
    query = READER.read("highest yield", carried="menthol", asked=Asked.NUMBER)
    (carried,) = [concept for concept in query.concepts if concept.carried]
    assert carried.words == "menthol"
    assert carried.weight == pytest.approx(CARRIED * alone.weight)
    assert query.asked is Asked.NUMBER
    (own,) = READER.read("menthol?", carried="menthol").concepts
    assert not own.carried
    assert own.weight == alone.weight


def test_what_the_question_itself_asks_for_goes_before_what_was_asked_last() -> None:
    assert READER.read("how long?", carried="sleep", asked=Asked.PERCENT).asked is Asked.DURATION


WORDS = (
    "how many porters nurses tea Coffee PVT GC menthl zebra 64 2 the of psychomotor vigilance task sleep?".split()
)


def test_a_number_is_not_its_digits() -> None:
    for question in ("sleep of .64", "sleep of 0.64"):
        assert "0.64" in READER.read(question).ranked
        assert "64" not in READER.read(question).ranked


@example(".64")
@example("0:1:02L:2:3:5:000L 00:01:4:6:7")  # long, and one letter in it twice
@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=120))
def test_any_text_is_read_into_bounded_weights(question: str) -> None:
    query = READER.read(question)
    phrases = [concept.phrase for concept in query.concepts]
    assert len(set(phrases)) == len(phrases)
    assert all(0.0 <= concept.weight <= 1.0 for concept in query.concepts)
    long = len(query.concepts) > SHORT
    for term, weight in query.ranked.items():
        assert 0.0 < weight <= (max(one.times for one in query.concepts if term in one.terms) if long else 1.0)
    assert set(query.ranked) == {term for concept in query.concepts for term in concept.terms}
    assert set(query.unknown_words) <= {concept.words for concept in query.concepts if not concept.known}
    assert all(0.0 < credit < 1.0 for concept in query.concepts for _, credit, _ in concept.others)
    assert READER.read(question) == query


def test_a_word_said_twice_in_a_long_question_counts_twice() -> None:
    long = "tremor of nurses on the wards of a hospital by night, after coffee, menthol, peppermint, green tea, chamomile, porters, pilots and sleep: tremor"
    assert READER.read(long).ranked[READER.term("tremor")] == 2.0
    assert READER.read("tremor of nurses: tremor").ranked[READER.term("tremor")] == 1.0


def test_without_similar_words_a_concept_is_matched_by_its_names_alone() -> None:
    for one in concepts("do nurses drink green tea against stress?").values():
        names = {term for phrase in (one.phrase, *(other for other, _, _ in one.others)) for term in phrase}
        assert one.near(()).terms == names
        assert not one.near(()).close
        assert one.near(one.close[:1]).terms == names | {close.term for close in one.close[:1]}
        assert one.near(one.close) is one


@pytest.mark.parametrize("word", ["heard", "ago", "beforehand", "downsides"])
def test_words_of_talk_are_everyday_words(word: str) -> None:
    (concept,) = READER.read(word).concepts
    assert concept.telling < 1.0
