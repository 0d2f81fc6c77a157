"""What is named as not said beside sentences that were found: no word that they show, and nothing twice."""

from __future__ import annotations

import asyncio
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import Paper
from index.finding.account import account_of
from index.finding.hedging import _once, no_figure, not_said
from index.models import Outcome
from index.terms.analyzer import comparable
from index.terms.attributes import figure_names
from tests.bot.assistant.teahouse import nine
from tests.index.test_hedging import account
from tests.libraries import indexed

NINE = nine()
TITLED = sorted(
    {word for paper in NINE.papers.values() for word in re.findall(r"[a-z]{7,}", comparable(paper.title))}
)


@given(st.lists(st.sampled_from(TITLED), min_size=2, max_size=4, unique=True))
def test_what_is_only_related_never_lacks_a_word_that_is_shown(words: list[str]) -> None:
    """Words of several titles: no paper has them all, and the sentences shown are of several papers. Of a kind of figure ("accuracy") the figure is lacking."""
    finding = asyncio.run(NINE.find(NINE.reader.read(f"did {' '.join(words)} help?")))
    shown = {word for one in finding.evidence for word in re.findall(r"[a-z]+", comparable(one.sentence.text))}
    if finding.outcome is Outcome.RELATED:
        assert not shown & set(finding.not_said) - figure_names()


@pytest.mark.parametrize(
    "question", ["how many pts were put on the drowsing mat", "how many patients had the drowsing mat"]
)
def test_those_studied_are_people_whatever_they_are_called(question: str) -> None:
    """The abstract calls them adults, and its number is theirs."""
    text = "Mats were tried. 1,504 ventilated adults were included and lay on the drowsing mat."
    index = indexed(Paper(source_id="mat", title="A drowsing mat on the ward", abstract=text))
    found = asyncio.run(index.find(index.reader.read(question)))
    assert not [one for one in found.not_said if "number of" in one]


def test_what_another_name_says_as_well_is_not_named_again() -> None:
    assert tuple(_once(("stick", "stick to it", "75", "over 75"))) == ("stick to it", "over 75")
    assert tuple(_once(("otters", "number of otters"))) == ("otters", "number of otters")


ROADS = indexed(
    Paper(
        source_id="s",
        title="Salt before winter storms",
        abstract="Salt was spread by lorries at night. Ice on the motorway was gone after 2 hours with salt. Fewer crashes followed.",
    ),
    Paper(source_id="p", title="Perches", abstract="Perches of larch were liked by pullets."),
)


def test_a_name_of_two_words_is_not_said_by_one_like_its_first() -> None:
    asked = account("salt before winter storms and freeway level", ROADS)
    assert "freeway level" in not_said(asked)
    assert no_figure(asked)
    assert not_said(account("salt before winter storms and the freeway", ROADS)) == ()


def test_a_time_point_or_a_figure_of_a_thing_that_stands_nowhere_is_noticed() -> None:
    assert no_figure(account("rust rating of bridges a year later"))
    assert no_figure(account("mean revision for rust on bridges"))
    assert not no_figure(account("does the rating of rust predict revision"))


def test_those_who_never_did_it_are_not_those_who_do() -> None:
    shores = indexed(
        Paper(source_id="s", title="Lamps for sailors", abstract="Lamps were lit for 90 current or former sailors. Sailors slept well with lamps."),
        Paper(source_id="n", title="Horns on quays", abstract="Horns woke non-sailors. Horns woke 9 sailors."),
    )  # fmt: skip
    asked = account("sleep of never sailors with lamps", shores)
    assert "never sailors" in not_said(asked)
    assert no_figure(asked)
    assert "never sailors" not in not_said(account("horns woke never-sailors", shores))
    assert "never" not in " ".join(not_said(account("have sailors never slept with lamps", shores)))


CYCLISTS = indexed(
    Paper(
        source_id="c",
        title="Cycling to work and the risk of frostbite",
        abstract="Cycling to work is common internationally. We compared its risk in three countries (Norway, Iceland and Canada)."
        " The risk of frostbite from cycling to work was 4% in Norway. In Quebec it was highest for those cycling to work at dawn.",
    ),
    Paper(source_id="h", title="Hats of felt", abstract="Hats of felt were worn by pullets in Germany."),
    Paper(
        source_id="l",
        title="Larch for pilots",
        abstract="Cycling pilots of Seoul wore larch. They were keen on larch in Seoul.",
    ),
)


@pytest.mark.parametrize("country", ["Germany", "Portugal", "Brazil"])
def test_no_word_that_is_near_says_another_country(country: str) -> None:
    """Germany is near "internationally", and Portugal near "countries": neither abstract word means it, whatever else the sentences say."""
    question = f"what is the risk of frostbite from cycling to work at dawn in {country}"
    found = asyncio.run(CYCLISTS.find(CYCLISTS.reader.read(question)))
    assert found.outcome is Outcome.RELATED or not found.sure
    assert country in found.not_said


def test_no_word_that_is_near_says_another_language() -> None:
    index = indexed(
        Paper(
            source_id="d",
            title="Drills of vowels",
            abstract="Drills of vowels are dull. Vietnamese speakers gained more than Polish speakers from drills of vowels.",
        ),
        Paper(source_id="h", title="Hats of felt", abstract="Hats of felt were worn by pullets."),
    )
    query = index.reader.read("arabic speakers")
    _, readings, chosen = asyncio.run(index.read(query))
    unsaid = account_of(readings, chosen, query).groups_unsaid
    assert [query.concepts[i].words for i in unsaid] == ["arabic"]


@pytest.mark.parametrize(("keeper", "hedged"), [("pilots of gliders", True), ("bakers of rye", False)])
@pytest.mark.parametrize("asked", ["which country were the {} from", "country of the {}"])
def test_which_country_is_told_by_a_sentence_that_names_one(asked: str, keeper: str, hedged: bool) -> None:
    """A region or a school is none."""
    index = indexed(
        Paper(
            source_id="g",
            title="Larch for gliders",
            abstract="Pilots of gliders wore larch in a school of the region. Larch is light.",
        ),
        Paper(source_id="b", title="Rye", abstract="Bakers of rye wore felt in Peru. Felt is warm."),
    )
    found = asyncio.run(index.find(index.reader.read(asked.format(keeper))))
    assert any("country" in one for one in found.not_said) is hedged
    assert found.sure is not hedged


def test_an_effect_size_is_told_by_a_sentence_that_gives_one() -> None:
    index = indexed(
        Paper(
            source_id="s",
            title="Singing to calves",
            abstract="Singing helped calves of farms to sleep. The effect of singing was clear to farmers (d = 0.4).",
        ),
        Paper(
            source_id="b",
            title="Brushing of calves",
            abstract="Brushing helped calves of farms to sleep. The effect of brushing was clear to farmers.",
        ),
    )
    sung, brushed = (
        asyncio.run(index.find(index.reader.read(f"effect size of {one} calves")))
        for one in ("singing to", "brushing of")
    )
    assert "effect size" not in sung.not_said
    assert (brushed.outcome, brushed.not_said) == (Outcome.RELATED, ("effect size",))


@pytest.mark.parametrize("place", ["Norway", "Canada", "Scandinavia", "europe"])
def test_a_country_is_said_by_its_names_and_a_region_by_its_countries(place: str) -> None:
    found = asyncio.run(CYCLISTS.find(CYCLISTS.reader.read(f"risk of frostbite from cycling to work in {place}")))
    assert place not in found.not_said


def test_a_country_is_said_by_a_town_that_is_near() -> None:
    found = asyncio.run(CYCLISTS.find(CYCLISTS.reader.read("did cycling pilots wear larch in korea")))
    assert (found.outcome, found.not_said) == (Outcome.ANSWERED, ())
