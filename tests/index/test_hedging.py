"""What an answer does not say is named in the question's own words."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from corpus.models import Paper
from index.finding.account import Account, account_of
from index.finding.hedging import asked_in, no_figure, not_said, own_words_only
from index.finding.outcome import Judgement
from index.library import LibraryIndex
from index.models import Outcome
from tests.libraries import indexed

BRIDGES = (
    "Rust on steel bridges was looked for in 1,200 spans. Inspectors rated rust by eye. "
    "The camera had an accuracy of 81% for rust. Revision of the rating was needed in some spans. A second inspection followed."
)
LIBRARY = indexed(
    Paper(source_id="b", title="Rust on steel bridges", abstract=BRIDGES),
    Paper(source_id="k", title="Kelp", abstract="Kelp forests shelter urchins and otters."),
)

EXAMPLES = (Path(__file__).parent.parent / "data" / "attributes.tsv").read_text("utf-8").splitlines()


def account(question: str, library: LibraryIndex = LIBRARY, carried: str = "") -> Account:
    query = library.reader.read(question, carried)
    _, readings, chosen = asyncio.run(library.read(query))
    return account_of(readings, chosen, query)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("specificity of the camera for rust on bridges", "specificity"),
        ("AUC of the camera for rust", "figure for AUC"),
        ("how many inspectors rated rust on bridges", "number of inspectors"),
        ("how many of the inspectors rated rust on bridges", "number of inspectors"),
        ("rust rating of bridges a year later", "a year later"),
        ("cost of rust on steel bridges", "cost"),
        ("how long did the inspection of rust take in hours", "hours"),
        ("rust on wooden bridges", "wooden"),
        ("mean wind of the camera for rust on bridges", "wind"),
        ("mean revision for rust on bridges", "figure for revision"),
        ("how thick was the steel of bridges with rust", "how thick"),
        ("how far apart were the steel bridges with rust", "how far"),
        ("when was the rust on steel bridges inspected", "when"),
        ("was rust on steel bridges seen by women", "women"),
        ("rust on steel bridges of more than 90 m", "more than 90"),
        ("how many patients had rust on steel bridges", "number of patients"),
        ("p for rust on steel bridges", "figure for p"),
        ("economic loss by rust on steel bridges", "figure for economic loss"),
    ],
)
def test_the_thing_is_named(question: str, named: str) -> None:
    assert any(named in one for one in not_said(account(question)))


def test_a_short_word_with_a_letter_joined_to_it_is_the_word_behind_that_letter() -> None:
    assert "xeye" not in not_said(account("rust rated by xeye"))
    asked = account("urchins by xeye")
    assert "xeye" in not_said(asked)


@pytest.mark.parametrize("asked", [line.split("\t")[1:3] for line in EXAMPLES], ids=lambda one: one[0])
def test_nothing_is_named_in_words_the_question_does_not_have(asked: list[str]) -> None:
    for question in (f"{one} of rust on steel bridges" for one in asked):
        for name in not_said(account(question)):
            words = set(re.findall(r"\w+", name.casefold())) - {"figure", "for", "number", "of"}
            words -= {name} if name in ("reason", "definition") else set()  # no sentence could say "why"
            assert words <= set(re.findall(r"\w+", question.casefold())), name


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("accuracy of the camera for rust", "accuracy"),
        ("how many spans were looked at for rust", "spans"),
        ("how many long steel spans were looked at for rust", "number of"),
        ("does the accuracy of inspectors predict rust on bridges", "figure"),
        ("did the number of inspections of rust rise", "number of"),
    ],
)
def test_what_is_said_is_not_named(question: str, word: str) -> None:
    assert not any(word in one for one in not_said(account(question)))


@pytest.mark.parametrize("word", ["hifu", "qxz"])
def test_a_short_word_that_nobody_writes_is_named_as_a_long_one_is(word: str) -> None:
    assert not_said(account(f"{word} accuracy of the camera for rust")) == (word,)


@pytest.mark.parametrize(
    ("word", "of"),
    [
        ("zq", "a letter or two"),
        ("rsut", "rust"),
        ("brid", "bridges"),
        ("urcs", "urchins"),
        ("waht", "what"),
        ("othr", "other"),
    ],
)
def test_a_private_abbreviation_or_a_slip_names_nothing(word: str, of: str) -> None:
    assert not_said(account(f"{word} accuracy of the camera for rust")) == (), of


def test_a_figure_of_its_kind_that_stands_nowhere_is_noticed() -> None:
    assert no_figure(account("specificity of the camera for rust"))
    assert not no_figure(account("accuracy of the camera for rust"))


def test_a_group_that_is_not_studied_is_named_whatever_stands_near_it() -> None:
    """ "Inspectors" and "engineers" are near; what one group did is no answer for the other."""
    seen = account("was rust on bridges looked for by engineers")
    assert "engineers" in not_said(seen)
    assert no_figure(seen)
    assert not no_figure(account("was rust on bridges looked for by inspectors"))


def test_what_names_nothing_is_no_hedge() -> None:
    """What the lead paper does not say and a sentence of another paper shown does is not named."""
    for question in ("rust on steel bridges", "accuracy of the camera for rust and of otters in kelp"):
        finding = asyncio.run(LIBRARY.find(LIBRARY.reader.read(question)))
        assert finding.sure or finding.not_said


def test_a_word_of_the_askers_own_is_not_a_thing_that_is_missing() -> None:
    assert not own_words_only(account("cost of rust on steel bridges"))
    assert not own_words_only(account("rust on bridges in Texas"))
    assert own_words_only(account("rust on steel bridges"))
    # said, if in another sentence
    assert own_words_only(account("was rust on bridges looked for in a second inspection"))


def test_a_number_that_stands_beside_nothing_counted_is_noticed() -> None:
    assert no_figure(account("how many camera lenses rated rust on bridges"))


@pytest.mark.parametrize(
    "question", ["how many of them rated rust by eye", "how many of the nine bridges had rust"]
)
def test_a_number_is_of_something(question: str) -> None:
    counted = [one for one in not_said(account(question)) if one.startswith("number of ")]
    assert not {"number of of", "number of the", "number of them", "number of nine"} & set(counted)


SHIP = indexed(
    Paper(
        source_id="s",
        title="Rest of sailors on night watch",
        abstract=(
            "Hulls of ships are narrow. Sailors on watch in Bergen rested in bunks. Sailors kept the early watch on deck. "
            "The early watch of sailors lasted four hours. Rest of sailors did not differ in mortality up to 90 days. "
            "Sailors rested longer in new bunks."
        ),
    ),
    Paper(source_id="t", title="Tar", abstract="Tar on rope delays rot. Rope was kept in lofts."),
)


def test_a_word_that_is_excluded_is_named_and_noticed_even_an_everyday_one() -> None:
    late = account("how long did the late watch of sailors last", SHIP)
    assert "late watch" in not_said(late)
    assert no_figure(late)
    assert not own_words_only(late)
    assert "early" not in not_said(account("how long did the early watch of sailors last", SHIP))


FLATS = indexed(
    Paper(
        source_id="f",
        title="A rent cap for flats",
        abstract=(
            "A cap on rents came in 2017. Exempt flats were built later. Tenants in regulated flats were 19% less likely to move. "
            "Heating with the 11 kW unit cost less. On day two damp had fallen by 4%. Noise was the same on day seven. "
            "Repairs fell from 4 to 1 in the first year."
        ),
    ),
    Paper(source_id="t", title="Tar", abstract="Tar on rope delays rot. Rope was kept in lofts."),
)


def test_what_is_measured_is_the_last_word_of_its_name() -> None:
    seen = account("mean sailor rank in bunks", SHIP)
    assert [seen.query.concepts[i].words for i in seen.measured] == ["rank"]
    seen = account("how many sailors rested in bunks", SHIP)
    assert [seen.query.concepts[i].words for i in seen.measured] == ["sailors"]
    seen = account("mean bed rank of sailors", SHIP)  # a noun, though it ends as a verb does
    assert [seen.query.concepts[i].words for i in seen.measured] == ["rank"]


def test_the_place_of_a_study_need_not_be_said_again() -> None:
    for question in (
        "how long did the early watch of Bergen sailors last",
        "early watch of sailors, bergen, how long",
    ):
        assert "bergen" not in {one.casefold() for one in not_said(account(question, SHIP))}
    assert "bunks" in not_said(account("how long did the early watch of sailors in bunks last", SHIP))


def test_what_another_paper_says_is_not_said_where_one_is_meant() -> None:
    query = SHIP.reader.read("did sailors rest longer in new bunks with tar")
    _, readings, chosen = asyncio.run(SHIP.read(query))
    tar = next(
        one for reading in readings if reading.paper == "t" for one in reading.candidates if any(one.credits)
    )
    judgement = Judgement(Outcome.ANSWERED, False, ("tar",))
    found = SHIP._finding(judgement, query, (), readings, (chosen[0], tar))
    assert found.evidence[0].sentence.key == "s"
    assert (found.sure, found.not_said) == (False, ("tar",))


def test_a_word_that_no_abstract_has_is_none_of_those_found() -> None:
    finding = asyncio.run(LIBRARY.find(LIBRARY.reader.read("price of the camera for rust on bridges")))
    assert "price" in finding.unknown_words
    assert not set(finding.unknown_words) & set(finding.matched)
    assert set(finding.unknown_words) <= set(finding.unmatched)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("how many of them failed", "how many failed"),
        ("how many collapsed within a year", "how many collapsed"),
        ("how many took part", "how many took part"),
        ("how many painted bolts were seen", "number of painted bolts"),
        ("how many camera hours were lost", "number of camera hours"),
        ("how many percent of camera hours were lost", "how many … lost"),
        ("sample size of otters in kelp", "figure for sample size"),
    ],
)
def test_what_is_counted_is_named_in_grammar(question: str, named: str) -> None:
    said = not_said(account(f"{question} on steel bridges" if "kelp" not in question else question))
    assert named in said
    assert not {"failed", "number of failed", "number of painted", "sample size", "number of percent"} & set(said)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("how many tenants in regulated flats had left", "how many … left"),
        ("how many tenants kept up with repairs", "how many tenants kept up"),
    ],
)
def test_what_those_counted_did_is_part_of_what_is_asked(question: str, named: str) -> None:
    seen = account(question, FLATS)
    assert named in not_said(seen)
    assert no_figure(seen)
    assert not any("kept" in one for one in not_said(account("how many lofts kept rope", FLATS)))


def test_all_that_a_question_asks_for_can_be_named() -> None:
    read = LIBRARY.reader.read
    assert asked_in(read("sample size")) == ("figure for sample size",)
    assert asked_in(read("complications of otters?")) == ("otters", "complications")
    assert "how many died" in asked_in(read("how many died"))


def test_a_name_of_several_words_is_shown_with_the_small_ones_between_them() -> None:
    assert "quality of life" in LIBRARY.reader.read("Quality of life of bridges").unknown_as_typed


@pytest.mark.parametrize(
    ("verb", "missing"),
    [("helps", ("what helps",)), ("helped", ("what helped",)), ("soothes", ()), ("hinders", ())],
)
def test_a_verb_that_only_asks_is_no_word_that_is_missing(verb: str, missing: tuple[str, ...]) -> None:
    """That no sentence states an effect is another thing than that none has the word."""
    found = asyncio.run(LIBRARY.find(LIBRARY.reader.read(f"what {verb} against rust on bridges")))
    assert (found.unknown_words, found.not_said) == ((), missing)
    assert found.evidence[0].sentence.key == "b"
