"""What a question specifies, and sentences that have it with another value alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import Paper
from index.models import Finding, Outcome
from index.sentences.contrasts import contradicted, denied, is_as_specified, is_otherwise
from tests.libraries import indexed


@pytest.mark.parametrize(
    ("question", "sentence", "named"),
    [
        ("bleating before shearing", "Goats bled after the shearing.", "before shearing"),
        ("bleating before shearing", "Goats bled before and after shearing.", ""),
        ("bleating before shearing", "After shearing goats bled less than before.", ""),
        ("hoof cracks with salt", "Without salt, cracks were rare.", "with salt"),
        ("hoof cracks with salt", "With or without salt, cracks were rare.", ""),
        ("hoof cracks without salt", "Cracks were rare with salt.", "without salt"),
        ("hoof cracks with no salt", "Cracks were rare with salt.", "no salt"),
        ("low dose zorbs", "The high-dose arm slept.", "low dose"),
        ("low dose zorbs", "The high-dose arm slept, the low-dose arm did not.", ""),
        ("low dose zorbs", "The dose was high.", ""),
        ("yield in the third cut", "Yield fell in the first cut.", "third cut"),
        ("yield with 3 cuts", "Yield was 4 t with five cuts.", "3 cuts"),
        ("yield with three cuts", "Yield was 4 t with 3 cuts and 5 t with five cuts.", ""),
        ("yield with 3 cuts", "Yield was 4 t in 2019.", ""),
        ("yield before or after rain", "Yield fell after rain.", ""),
        ("scores of 12 patients", "Scores of 20 patients fell.", ""),
        ("zorbs after the campaign", "Zorbs fell before the hand-washing campaign.", "after the campaign"),
        ("zorbs after washing", "Zorbs were washed before they were washed.", ""),
        ("zorbs in the reserve", "Zorbs fell outside the reserve.", "in the reserve"),
        ("zorbs outside the reserve", "Zorbs fell in the reserve.", "outside the reserve"),
        ("zorbs of Hale 4", "Zorbs of Hale class II fell.", "hale 4"),
        ("zorbs of Hale IV", "Zorbs of Hale class 4 fell.", ""),
        ("zorbs in wave 1", "Zorbs fell in the second wave.", "wave 1"),
        ("zorbs in wave 2", "Zorbs fell in the second wave.", ""),
        ("the zorb reading one", "Zorb reading 2 fell.", ""),
        ("zorbs in wave 3", "Zorbs fell in waves 2 and 3.", ""),
        ("zorbs in wave 2 and 3", "Zorbs fell in wave 3.", ""),
        ("zorbs of pox negative goats", "Pox-positive goats had zorbs.", "pox negative"),
        ("zorbs of pox negative goats", "Goats had pox.", ""),
        ("zorbs of pox negative goats", "Zorbs fell in those that were pox-positive.", "pox negative"),
        ("zorbs of Hale 4", "Zorbs of Hale 2 fell.", "hale 4"),
        ("zorbs before anneal", "Zorbs fell after annealing.", "before anneal"),
        ("high dose zorbs", "The low, the dose, fell.", ""),
        ("how many of the 40 eyes bled", "Twelve eyes bled.", ""),
        ("how many of 40 eyes bled", "Twelve eyes bled.", ""),
        ("is mortality lower", "There was a higher mortality.", ""),
        ("deaths within 30 days", "Deaths within 90 days were rare.", ""),  # times are told by their own room
    ],
)
def test_a_value_contradicts_another_before_the_same_word(question: str, sentence: str, named: str) -> None:
    assert contradicted(question, sentence) == ((named,) if named else ())


@pytest.mark.parametrize(
    ("question", "sentence", "named"),
    [
        ("failure in smokers", "Failure was 3% in non-smokers.", ("in smokers",)),
        ("failure in smokers", "Failure was 3% in nonsmokers.", ("in smokers",)),
        ("failure in smokers", "Failure was 3% in non-smokers and 9% in smokers.", ()),
        ("failure in non-smokers", "Failure was 3% in non-smokers.", ()),
        ("failure in non-smokers", "Failure was 3% in smokers.", ("non smokers",)),
        ("failure of coated bolts", "Failure was 3% in uncoated bolts.", ("of coated",)),
        ("failure of uncoated bolts", "Failure was 3% in coated bolts.", ("uncoated",)),
        ("failure of uncoated bolts", "Failure was 3% in bolts.", ()),
        ("failure of coated bolts", "Failure (uncoated) was 3%.", ("of coated",)),
        ("failure in smokers", "Failure was 3%.", ()),
    ],
)
def test_behind_non_stand_the_others(question: str, sentence: str, named: tuple[str, ...]) -> None:
    assert denied(question, sentence) == named


@pytest.mark.parametrize(
    ("question", "sentence", "other"),
    [
        ("pain at 2 h", "Pain at 3 h was mild.", True),
        ("pain at 2 h", "Pain at 2 and 3 h was mild.", False),
        ("pain at 2 h", "Pain lasted a median of 5 hours.", False),
        ("the 5-year rate", "The 10-year rate was 3%.", True),
        ("pain at 3 months", "Pain at 6 and 12 months was mild.", True),
        ("pain at 3 months", "6 or 12 months of pain were mild.", False),
        ("wool of goats over 60 kg", "Goats under 60 kg gave wool.", True),
        ("wool of goats over 60 kg", "Goats over 60 kg gave wool.", False),
        ("was it significant", "It was non-significant.", False),
    ],
)
def test_times_and_limits_are_specified_too(question: str, sentence: str, other: bool) -> None:
    assert is_otherwise(question, sentence, question.startswith("was")) is other


@pytest.mark.parametrize(
    ("question", "sentence", "named"),
    [
        ("was it a high dose", "A low dose was given.", ()),
        ("did goats sleep in a high dose", "A low dose was given.", ("high dose",)),
        ("were there three doses", "One dose was given.", ()),
        ("did it help after shearing", "It helped before shearing.", ("after shearing",)),
    ],
)
def test_another_value_may_say_no(question: str, sentence: str, named: tuple[str, ...]) -> None:
    assert contradicted(question, sentence, yes_no=True) == named


def test_what_is_as_specified_is_no_other() -> None:
    assert is_as_specified("pain with 3 cuts", "Three cuts hurt.")
    assert is_as_specified("pain at one hour", "Pain after 60 minutes was mild.")
    assert not is_as_specified("pain with 3 cuts", "Cuts hurt.")


_WORDS = st.sampled_from(
    "with without or and non low high before after first third 3 three the of salt dose cut - . ,".split()
)


@given(st.lists(_WORDS, max_size=12).map(" ".join))
def test_no_text_contradicts_itself(text: str) -> None:
    assert contradicted(text, text) == ()


TWO = (
    "Zorbs were given to goats in two stables. Bleating rose to 23% after shearing, as herders expected. Bleating fell to 11% before shearing, as "
    "nobody expected. Wool was 4 kg with five combs, as herders expected."
)
GOATS = indexed(
    Paper(source_id="g", title="Zorbs for goats", abstract=TWO),
    Paper(source_id="k", title="Kelp", abstract="Kelp sinks. Urchins eat it."),
)


async def found(question: str) -> Finding:
    return await GOATS.find(GOATS.reader.read(question))


async def test_the_sentence_of_the_time_asked_for_comes_first() -> None:
    assert (await found("bleating before shearing")).evidence[0].sentence.text.startswith("Bleating fell")
    assert (await found("bleating after shearing")).evidence[0].sentence.text.startswith("Bleating rose")


async def test_what_only_another_group_has_is_no_sure_answer() -> None:
    told = await found("wool with three combs")
    assert not (told.outcome is Outcome.ANSWERED and told.sure)
    assert told.not_said == ("three combs",)
    told = await found("wool with five combs")
    assert told.outcome is Outcome.ANSWERED
    assert told.sure
