"""A warning denies nothing that a sentence says as such things are said: a risk as a ratio, a verb in its irregular past, that a
figure did not differ, a price and a share in words, one of several called by a short form; and it still names what is not said.
"""

from __future__ import annotations

import pytest

from corpus.models import Paper
from index.finding.hedging import not_said
from index.sentences.measures import is_same
from index.sentences.quantities import said_otherwise
from tests.index.test_hedging import account
from tests.libraries import indexed

FARM = indexed(
    Paper(
        source_id="h",
        title="Hedges and orchards on farms",
        abstract="Owls came back to hedges in spring. Wages on the farms did not differ. Canker rates of the pears were similar on both sides. "
        "Planting took about one pound per metre, compared with 60 pounds for a wall.",
    ),
    Paper(
        source_id="f",
        title="Fungus in cellars",
        abstract="Fungus was more common in damp cellars (odds ratio 2.1). A fifth of the casks had to be replaced. Vats had nine lids. A lock was put on 14 barns in one year.",
    ),
    Paper(
        source_id="m",
        title="Masks for smiths",
        abstract="A PAPR was worn by 14 smiths. LTIs were counted daily. Sweat was higher and errors were lower in masks.",
    ),
)


@pytest.mark.parametrize(
    "question",
    [
        "do owls come back to hedges",
        "wages on the farms with hedges",
        "canker rate of pears on farms",
        "fungus risk in damp cellars",
        "how many casks had to be replaced",
        "how many had to be replaced in cellars of casks",
        "how many got a lock in cellars of barns",
        "PAPRs for smiths",
        "did they count LTI daily",
        "sweat rose in masks",
        "errors fell in masks",
        "damp v dry cellars fungus",
    ],
)
def test_what_is_said_in_such_words_is_not_called_missing(question: str) -> None:
    assert set(not_said(account(question, FARM))) <= {"dry"}


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("do owls sleep in hedges", "sleep"),
        ("fungus risk in dry cellars", "dry"),
        ("risk of canker for pears on farms", "risk"),
        ("how many got a lamp in cellars of barns", "how many got a lamp"),
        ("how many vats had to be replaced", "replaced"),
    ],
)
def test_what_is_not_said_is_still_named(question: str, named: str) -> None:
    assert any(named in one for one in not_said(account(question, FARM)))


@pytest.mark.parametrize(
    ("sentence", "same"),
    [
        ("Wages did not differ.", True),
        ("Scores were similar in both arms.", True),
        ("No significant difference in cost was seen.", True),
        ("Yield was unchanged.", True),
        ("Wages differed by 4%.", False),
        ("The same men were asked again.", False),
        ("Costs were not recorded.", False),
    ],
)
def test_a_sentence_may_say_that_nothing_differed(sentence: str, same: bool) -> None:
    assert is_same(sentence) == same


@pytest.mark.parametrize(
    ("word", "sentence", "said"),
    [
        ("risk", "The adjusted hazard ratio was 2.6.", True),
        ("risks", "Stones formed in 7.1 per 1,000 person-years.", True),
        ("odds", "It was more likely in men (aOR 3.1).", True),
        ("risk", "Stones were seen in three men.", False),
        ("bias", "The odds ratio was 2.1.", False),
    ],
)
def test_a_risk_is_said_by_what_measures_it(word: str, sentence: str, said: bool) -> None:
    assert said_otherwise(word, f"{word} of stones", sentence) == said


def test_what_came_back_is_stated_where_a_sentence_says_so() -> None:
    """“Come back” asks for recurrence, which a sentence may call by these words, too."""
    found = account("do owls come back to hedges", FARM)
    assert found.stated == 1.0


@pytest.mark.parametrize(("carried", "named"), [("lock", False), ("owls", True)])
def test_who_got_what_was_asked_about_before_is_told_by_the_number_beside_it(carried: str, named: bool) -> None:
    asked = "how many got it"
    assert any("how many got it" in one for one in not_said(account(asked, FARM, carried))) == named
