"""What a library's words are worth, how they are shown, and what an unknown word was meant to be."""

from __future__ import annotations

import math
from collections import Counter
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from index.terms import lexicon
from index.terms.analyzer import Analyzer
from index.terms.lexicon import Background
from index.terms.prefixes import opposed
from index.terms.vocabulary import LONG, CountedWords, Vocabulary
from tests.meta.test_linear_lines import lines_run

ANALYZER = Analyzer()
FIELD = lexicon.load_background()
PASSAGES = (
    "follow up of bleeding porters, bleeding again",
    "circuitry of adenocarcinoma cells",
    "bleeding and chromatography of menthol",
    "EQD210 dose for porters",
    "the porters slept",
)


def vocabulary(passages: tuple[str, ...] = PASSAGES, field: Background = FIELD) -> Vocabulary:
    words = CountedWords()
    for passage in passages:
        words.add(ANALYZER.pieces(passage))
    return Vocabulary(ANALYZER, field, words)


VOCABULARY = vocabulary()
PIECES = "bleeding bleeds Bleed oedema edema men man 椎体 椎体骨折 がん 12x3 5gy (patients) PM₂.₅ label labelled".split()


def test_a_word_is_held_in_any_of_its_forms() -> None:
    assert ANALYZER.term("bleeds") in VOCABULARY
    assert ANALYZER.term("zebra") not in VOCABULARY
    assert VOCABULARY.size == 5


def test_rarity_is_the_mean_of_lucenes_idf_here_and_in_the_field() -> None:
    """By hand: a word in 1 of 4 passages, idf ln(1 + 3.5/1.5) over the highest, ln(1 + 4.5/0.5) = ln 10; unseen at large."""
    nobody = Background(100, {})
    four = vocabulary(("xylo a b", "a b", "a", "a"), nobody)
    unseen = math.log(1 + 100.5 / 0.5) / math.log(1 + 100.5 / 0.5)
    here = math.log(1 + 3.5 / 1.5) / math.log(10)
    assert four.rarity("xylo") == pytest.approx((here + unseen) / 2)
    assert four.rarity("none") == pytest.approx(1.0)


def test_a_word_is_as_common_as_the_commonest_that_stands_in_for_it() -> None:
    porters, menthol = ANALYZER.term("porters"), ANALYZER.term("menthol")
    lone, joined = VOCABULARY.rarity(menthol), VOCABULARY.rarity(menthol, [porters])
    assert joined < lone


@given(st.integers(1, 9), st.integers(1, 9))
def test_the_more_passages_hold_a_word_the_less_it_is_worth(fewer: int, more: int) -> None:
    made = vocabulary(
        tuple(f"{'xylo ' * (n < fewer)}{'yarn ' * (n < more)}z" for n in range(10)), Background(9, {})
    )
    left, right = made.rarity(ANALYZER.term("xylo")), made.rarity(ANALYZER.term("yarn"))
    assert 0 < left <= 1
    assert (left > right) == (fewer < more)


def test_a_term_is_shown_as_it_is_mostly_written_and_ties_go_by_the_alphabet() -> None:
    made = vocabulary(("bleeding bleeding bleeds", "sleeps", "sleep"))
    assert made.commonest(ANALYZER.term("bleed")) == "bleeding"
    assert made.commonest(ANALYZER.term("sleep")) == "sleep"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("followup", ("follow",)),  # two words written as one; "up" alone names nothing
        ("bleedingporters", ("bleeding", "porters")),
        ("rebleeding", ()),  # never by cutting off how a word begins: it may be another word
        ("circuitous", ()),
        ("mentol", ("menthol",)),  # a letter forgotten
        ("metnhol", ("menthol",)),  # two letters the wrong way round
        ("chromatograhpi", ("chromatography",)),  # two slips in a long word
        ("adenocarc", ("adenocarcinoma",)),  # a word cut short
        ("eqd2", ("eqd210",)),  # a code cut short
        ("chroma", ("chromatography",)),  # all that begin so are forms of one word, however near another one is
        ("circuit", ("circuitry",)),  # a word of the same family
        ("bone", ()),  # too short to be sure
        ("proton", ()),  # a word of the field, not a slip
        ("zzzzzz", ()),
        ("12345", ()),
        ("", ()),
    ],
)
def test_what_an_unknown_word_was_meant_to_be(word: str, meant: tuple[str, ...]) -> None:
    assert VOCABULARY.repair(word) == meant


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("shoulder arthrography", "arthrogram", ("arthrography",)),
        ("an arthrogram", "arthrographic", ("arthrogram",)),
        ("laparoscopic repair", "laparoscopy", ("laparoscopic",)),
        ("patients with tetraplegia", "tetraplegics", ("tetraplegia",)),
        ("a neuropathy", "neuropathic", ("neuropathy",)),
        ("thrombosis", "thrombotic", ("thrombosis",)),
        ("biography", "gram", ()),  # a root of its own is needed
        ("elasticised bandages", "elastic", ("elasticised",)),
        ("cardiology", "cardiogram", ()),
    ],
)
def test_a_word_has_the_endings_of_its_greek_family(text: str, word: str, meant: tuple[str, ...]) -> None:
    found = vocabulary((text,)).other_form(word)
    assert [ANALYZER.term(one) for one in found] == [ANALYZER.term(one) for one in meant]


def test_a_short_slip_is_forgiven_once_and_not_twice() -> None:
    assert VOCABULARY.repair("prters") == ("porters",)
    assert VOCABULARY.repair("prtrs") == ()


@given(st.text(alphabet="aeimnorstbl", max_size=14))
def test_a_repair_consists_of_words_the_library_holds(word: str) -> None:
    assert all(ANALYZER.term(part) in VOCABULARY for part in VOCABULARY.repair(word))


def test_a_cut_word_stands_for_the_one_it_begins_before_a_slip_of_another() -> None:
    made = vocabulary(("index of independent independence",))
    assert made.repair("indep") == ("independence",)
    made = vocabulary(("track the trachea by tracheotomy", "a tracheotomy"))
    assert made.repair("trach") == ("tracheotomy",)
    assert made.repair("tracc") == ("track",)


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("hospital hospitals hospital hospitalised", "hosp", ("hospital",)),
        ("pregnant women, pregnancy", "preg", ("pregnancy",)),
        ("response respiratory", "resp", ()),
        ("hosts hospital", "hosp", ("hospital",)),
        ("graves gravel", "grav", ()),
    ],
)
def test_a_word_of_four_letters_stands_for_those_it_begins_if_they_go_on_alike(
    text: str, word: str, meant: tuple[str, ...]
) -> None:
    assert vocabulary((text,)).repair(word) == meant


def test_an_empty_library_repairs_nothing() -> None:
    assert vocabulary(()).repair("followup") == ()


@given(
    st.lists(
        st.lists(st.sampled_from("5gy 5 Gy, gy patients patients, (patient) 12x3 3 ( —".split()), max_size=8),
        max_size=4,
    )
)
def test_a_term_is_counted_once_a_passage_and_a_word_as_often_as_it_is_written(texts: list[list[str]]) -> None:
    words, parts = CountedWords(), [ANALYZER.words(" ".join(text)) for text in texts]
    for text in texts:
        words.add(ANALYZER.pieces(" ".join(text)))
    terms = {term for one in parts for term, _ in one}
    assert words.counts() == {
        term: (
            sum(any(term == other for other, _ in one) for one in parts),
            Counter(word for one in parts for other, word in one if other == term),
        )
        for term in terms
    }


@given(st.lists(st.sampled_from(PIECES), max_size=8), st.sampled_from(PIECES))
def test_a_word_is_written_here_if_it_is_one_of_those_of_its_term(held: list[str], said: str) -> None:
    words = CountedWords()
    here = Vocabulary(ANALYZER, FIELD, words)
    for text in (" ".join(held[:4]), " ".join(held[4:])):
        words.add(ANALYZER.pieces(text))
        for _, word in ANALYZER.words(said):
            assert here.writes(word) == (word in words.words(ANALYZER.term(word)))


@given(
    st.lists(st.text("anoirst", min_size=4, max_size=11), min_size=1, max_size=60, unique=True),
    st.text("anoirst", min_size=5, max_size=11),
)
def test_the_nearest_word_is_looked_for_among_those_that_may_be_meant(held: list[str], word: str) -> None:
    """Also where more words than are looked at are as near, and some of them are opposites."""
    held = [
        *held,
        *(f"{prefix}{word}" for prefix in ("in", "un", "non")),
        *(word[:i] + "x" + word[i:] for i in range(len(word))),
    ]
    made = vocabulary((" ".join(held),))
    reach = 2 if len(word) >= LONG else 1
    written = sorted(
        {form for one in held for form in made._words.words(ANALYZER.term(one))},
        key=lambda form: (len(form), form),
    )
    may_be = [form for form in written if len(form) >= 4 and not opposed(word, form) and not word.endswith(form)]
    near = sorted(
        (OSA.distance(word, form), at, form) for at, form in enumerate(may_be) if OSA.distance(word, form) <= reach
    )[:20]
    ranked = sorted((distance, form[0] != word[0], -made.frequency(form), form) for distance, _, form in near)
    assert made._nearest(word) == ((ranked[0][3],) if ranked else ())


def test_of_a_large_library_few_words_are_looked_at_for_a_slip() -> None:
    """What is asked of each word in turn is its distance, by a library; only of the nearest is more asked."""
    letters = "bcdfghklmnprstvz"
    words = [f"{a}a{b}i{c}o{d}er" for a in letters for b in letters for c in letters for d in letters[:8]]
    few, many = (vocabulary((" ".join(words[:: len(words) // size]),)) for size in (500, 16_000))
    for made in (few, many):
        made.repair("whatever")  # what is remembered counts for neither
    once, more = (lines_run(partial(made._nearest, "zyqxwvuy")) for made in (few, many))
    assert more <= once + 50


def test_a_letter_typed_once_for_twice_is_the_likelier_slip() -> None:
    """However much more often the library writes the other word; and what is spelt rightly is not cut before a word of asking."""
    words = vocabulary(("the flow of nets", "the flow of work", "those who follow"))
    assert words.repair("folow") == ("follow",)
    assert words.other_form("network") == ()
