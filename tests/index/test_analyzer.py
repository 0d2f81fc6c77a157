"""The analyzer brings different writings of one word to one term, and leads terms back to their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.terms.analyzer import _TOKEN, LONGEST_REMEMBERED, Analyzer, Token, _is_plain, _token_of, comparable
from index.terms.words import _HABITS, _PERHAPS, common_spelling

ENDS = (
    "ae oed oedema res tre our ise ysing i ium tic otics stic sis sulph leuco dgement offence grey ageing".split()
)


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer()


@pytest.mark.parametrize(
    "same",
    [
        "tumour tumor tumours tumoral",
        "metastasis metastases metastatic metastasise metastasized",
        "diagnosis diagnoses diagnostic diagnosed",
        "analysis analyses analyse analyzed",
        "oedema edema",
        "paediatric pediatric",
        "anaemia anemia",
        "randomised randomized",
        "centre center centres",
        "fibre fiber",
        "behaviour behavior",
        "labelled labeled",
        "vertebra vertebrae vertebral",
        "nucleus nuclei",
        "bacterium bacteria",
        "criterion criteria",
        "woman women",
        "undergo underwent undergone",
        "survive survived survival",
        "complication complications",
        "therapy therapies",
        "Ákos Akos",
        "Yıldız Yildiz",
        "Łódź Lodz",
        "Sørensen Sorensen",
        "ﬁbrosis fibrosis",
        "Straße strasse",
    ],
)
def test_writings_of_one_word_are_one_term(analyzer: Analyzer, same: str) -> None:
    assert len({analyzer.terms(word)[0] for word in same.split()}) == 1


@pytest.mark.parametrize(
    "pair", ["dose diagnosis", "static metastatic", "rise rice", "proton protein", "lung long"]
)
def test_different_words_stay_apart(analyzer: Analyzer, pair: str) -> None:
    left, right = pair.split()
    assert analyzer.terms(left) != analyzer.terms(right)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("15 × 2.633 Gy", ["15", "2.633", "gy"]),
        ("15x2.633gy", ["15", "2.633", "gy"]),
        ("15x2.633", ["15", "2.633"]),
        ("20 x 2.0", ["20", "x", "2"]),
        ("p=.05 and p = 0.050", ["p", "0.05", "and", "p", "0.05"]),
        ("182,780", ["182780"]),
        ("12·5", ["12.5"]),
        ("41.6Gy", ["41.6", "gy"]),
        ("4T1.2-derived", ["4t1.2", "deriv"]),
        ("E0771/bone", ["e0771", "bone"]),
        ("GATA3‑driven", ["gata3", "driven"]),  # U+2011
        ("TGF-β", ["tgf", "beta"]),
        ("zero\u200bwidth", ["zerowidth"]),
        ("", []),
        ("… — !", []),
    ],
)
def test_numbers_hyphens_and_symbols(analyzer: Analyzer, text: str, terms: list[str]) -> None:
    assert analyzer.terms(text) == terms


@given(st.text(max_size=200))
def test_offsets_lead_back_to_the_word(text: str) -> None:
    for token in Analyzer().tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.term
        assert token.word
        assert comparable(text[token.start : token.end])


@given(st.text(max_size=200))
def test_case_and_compatibility_forms_do_not_matter(text: str) -> None:
    analyzer = Analyzer()
    if text.isascii():
        assert analyzer.terms(text.upper()) == analyzer.terms(text.lower())


@given(st.text(max_size=100))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert comparable(comparable(text)) == comparable(text)


@pytest.mark.parametrize(
    ("shown", "typed"),
    [
        ("PM₂.₅", "pm2.5"),
        ("CO₂", "co2"),
        ("kg/m²", "kg/m2"),
        ("10⁵", "10^5"),
        ("10⁻⁴", "10^-4"),
        ("3 × 10¹²", "3x10^12"),
    ],
)
def test_raised_and_lowered_figures_are_found_as_they_are_typed(
    analyzer: Analyzer, shown: str, typed: str
) -> None:
    assert analyzer.terms(shown) == analyzer.terms(typed)


@pytest.mark.parametrize("power", ["10⁵", "10¹²"])
def test_a_power_is_no_other_number(analyzer: Analyzer, power: str) -> None:
    assert comparable(power) not in analyzer.terms(power)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("48 300", "48,300"),
        ("48\u202f300", "48300"),
        ("12,5", "12.5"),
        ("0,750", "0.75"),
        ("M20x1,5", "M20x1.5"),
        ("5 µg", "5 μg"),
        ("20µg", "20 ug"),
        ("HbA(1c)", "HbA1c"),
        ("CO(2)", "CO₂"),
        ("ﬁnally", "finally"),
        ("2y", "2 years"),
        ("5yrs", "5 years"),
        ("18mo", "18 months"),
    ],
)
def test_writings_of_one_thing_are_one_term(analyzer: Analyzer, one: str, other: str) -> None:
    assert analyzer.terms(one) == analyzer.terms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("90,912", "90.912"),
        ("3D", "3 days"),
        ("1.2.3", "1.23"),
        ("C++", "C"),
        ("C#", "C++"),
        ("types 1,2 and 4", "types 1.2 and 4"),
    ],
)
def test_writings_of_two_things_are_two(analyzer: Analyzer, one: str, other: str) -> None:
    assert analyzer.terms(one) != analyzer.terms(other)


def test_kanji_and_kana_are_read_two_by_two_and_other_scripts_whole(analyzer: Analyzer) -> None:
    text = "TES後の骨折 перелом 骨절"
    tokens = [(text[token.start : token.end], token.term) for token in analyzer.tokens(text)]
    assert tokens == [
        ("TES", "tes"),
        ("後の", "後の"),
        ("の骨", "の骨"),
        ("骨折", "骨折"),
        ("перелом", "перелом"),
        ("骨", "骨"),
        ("절", "절"),
    ]


def test_the_marks_of_a_kana_stay_with_it(analyzer: Analyzer) -> None:
    assert analyzer.terms("ｶﾞﾝ") == analyzer.terms("ガン") == analyzer.terms("カ\u3099ン") == ["ガン"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("position", "positive"),
        ("response", "responsible"),
        ("important", "imported"),
        ("several", "severe"),
        ("candidate", "candida"),
        ("publication", "public"),
        ("plasma", "plasm"),
        ("executive", "execute"),
        ("organ", "organize"),
        ("universe", "university"),
    ],
)
def test_no_stem_joins_unrelated_words(analyzer: Analyzer, one: str, other: str) -> None:
    assert analyzer.terms(one) != analyzer.terms(other)


def test_words_set_apart_keep_their_own_forms_together(analyzer: Analyzer) -> None:
    assert len(set(analyzer.terms("position positions positioned"))) == 1


WRITTEN = st.lists(
    st.sampled_from(
        [*"0159,.·()x-‐'½μé\u0301\u00ad後の\u3099", " ", " ", "\u00a0", "\n", "\t", "and", "or", "12,5", " 300", ",182", "0,750", "Gy", "C++", "HbA(1c)", "M20x1,5", "10⁵", "PM₂.₅", ".05", "2.633", "word", "WORD"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(st.one_of(WRITTEN, st.text(max_size=40)))
def test_a_text_read_piece_by_piece_has_the_tokens_it_has_read_as_one(text: str) -> None:
    """Pieces are what stands between spaces, and are remembered; the tokens are those of one pattern over the whole text."""
    analyzer, whole = Analyzer(), []
    for match in _TOKEN.finditer(text):
        token = analyzer._token(match.group())
        places = [(match.start() + start, match.start() + end) for start, end in token.places]
        whole += [Token(*part, *place) for part, place in zip(token.parts, places, strict=True)]
    assert list(analyzer.tokens(text)) == whole
    assert analyzer.words(text) == [(token.term, token.word) for token in whole]
    assert all(token.term for token in whole)


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.terms.analyzer.REMEMBERED", 10)
    analyzer = Analyzer()
    for number in range(100):
        text = f"made{number}up, {'long' * 30}{number} words"
        assert analyzer.terms(text) == Analyzer().terms(text)
    for known in (analyzer._pieces, analyzer._tokens, analyzer._terms):
        assert len(known) <= 10
        assert max(map(len, known)) <= LONGEST_REMEMBERED


@given(
    st.builds(str.__add__, st.text("aeioubcdlnrstvyg", min_size=1, max_size=6), st.sampled_from(ENDS))
    | st.text(max_size=8)
)
def test_a_word_without_any_habit_of_spelling_is_left_by_each(word: str) -> None:
    if word.isalpha() and not _PERHAPS.search(word):
        assert [pattern.sub(replacement, word) for pattern, replacement in _HABITS] == [word] * len(_HABITS)


@pytest.mark.parametrize(
    ("written", "common"), [("oedema", "edema"), ("leucocyte", "leukocyte"), ("fibres", "fibers"), ("nuclei", "nucleus"), ("stenotic", "stenoses"), ("bone", "bone"), ("centred", "centered"), ("occurred", "occurred")]
)  # fmt: skip
def test_a_word_has_one_spelling(written: str, common: str) -> None:
    assert common_spelling(written) == common


@given(st.text("abcxyzABCXYZ", min_size=1, max_size=8) | st.text(max_size=6))
def test_a_plain_word_is_one_token_that_nothing_is_folded_in(written: str) -> None:
    if _is_plain(written):
        fresh = Analyzer()
        assert _TOKEN.findall(written) == [written]
        assert [piece.parts for piece in fresh.pieces(written)] == [fresh._split(comparable(written))]
        assert [piece.places for piece in fresh.pieces(written)] == [((0, len(written)),)]


@given(st.text("aZ1.,()+#x× ·²é々゙") | st.text())
def test_a_text_has_the_same_tokens_whichever_pattern_finds_them(text: str) -> None:
    assert [found.span() for found in _token_of(text).finditer(text)] == [m.span() for m in _TOKEN.finditer(text)]
