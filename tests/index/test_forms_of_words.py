"""The forms of a word are one term, and words that only look like its forms are others."""

from __future__ import annotations

import pytest

from index.terms.analyzer import Analyzer


@pytest.mark.parametrize(
    "pair",
    """tomato tomatoes;potato potatoes;mosquito mosquitoes;volcano volcanoes;midwife midwives;wife wives;leaf leaves;wolf wolves;hoof hooves
    knife knives;louse lice;goose geese;bus buses;gas gases;lens lenses;quiz quizzes;serum sera;ovum ova;spectrum spectra;taxon taxa
    hoe hoes;hoe hoeing;hoe hoed;toe toes;shoe shoes;canoe canoeing;ganglion ganglia;curriculum curricula;phenomenon phenomena;corpus corpora;radius radii;helix helices;bronchus bronchi""".replace(
        "\n", ";"
    ).split(";"),
)
def test_a_plural_of_its_own_kind_is_its_singular(pair: str) -> None:
    one, many = pair.split()
    assert Analyzer().terms(one) == Analyzer().terms(many)


@pytest.mark.parametrize(
    "pair",
    ["shoe show", "stoma stomatitis", "corpora corporation", "hero here", "leaf leave", "gas gasp", "doe does"],
)
def test_words_that_only_look_like_a_plural_stay_apart(pair: str) -> None:
    one, other = pair.split()
    assert Analyzer().terms(one + ("s" if one == "shoe" else "")) != Analyzer().terms(other)


@pytest.mark.parametrize(
    "words",
    [
        "occur occurs occurred occurring occurrence occurrences",
        "recur recurred recurring recurrence recurrences recurrent",
        "prefer preferred preferring prefers",
        "transfer transferred transfers transferring",
        "refer referred refers referral referrals",
        "centre centres center centers centred centered",
        "hundred hundreds",
        "experience experienced experiencing experiences",
        "sequence sequenced sequencing sequences",
        "mrna mrnas",
        "cdna cdnas",
        "label labelled labeled labels",
    ],
)
def test_forms_of_one_verb_are_one_term(words: str) -> None:
    assert len({Analyzer().term(word) for word in words.split()}) == 1
