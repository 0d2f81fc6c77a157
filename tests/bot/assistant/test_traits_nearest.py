"""What comes nearest to a trait that an abstract does not tell is shown as that and not as the trait; and abstracts tell traits in many words."""

from __future__ import annotations

import pytest

from bot.assistant.studies.traits_listed import TRAITS
from bot.models import Context
from corpus.models import Author, Paper
from tests.bot.assistant.conversations import over


def _paper(abstract: str) -> Paper:
    ann = Author(name="Ann Sole", family="Sole")
    return Paper(source_id="quay", title="Boots and blisters", year=2020, authors=(ann,), abstract=abstract)


async def _asked(question: str, abstract: str) -> tuple[str, list[str]]:
    answer = await over(_paper(abstract)).ask(question, Context())
    return answer.text, [quote.text for quote in answer.quotes]


async def test_years_in_which_people_were_taken_in_are_no_follow_up() -> None:
    walked = "All walkers who were treated at the hut from May 2004 to June 2011 were reviewed."
    text, quotes = await _asked("how long was follow-up in Sole 2020?", f"{walked} Blisters healed.")
    assert "gives no length of follow-up. The years it names:" in text
    assert quotes == [walked]
    text, quotes = await _asked(
        "how long was follow-up in Sole 2020?", f"{walked} Blisters had healed in 96% at 3 months."
    )
    assert "no length" not in text
    assert quotes == ["Blisters had healed in 96% at 3 months."]


@pytest.mark.parametrize(
    "said",
    [
        "The work was done at Larkhall University Hospital.",
        "Walkers came from four Wisconsin middle schools.",
        "They were treated by one nurse in Ambleside upon Rothay between 1990 and 1997.",
        "SETTING: Two huts on a hill. METHODS: Walkers were asked.",
        "Five huts in the Silver Pass and North Bay areas took part.",
    ],
)
async def test_an_institution_or_a_setting_is_shown_where_no_country_is_named(said: str) -> None:
    text, quotes = await _asked("where was Sole 2020 done?", f"{said} Blisters healed faster in wool (P = .02).")
    assert "names no country. What it says of the place:" in text
    assert len(quotes) == 1
    assert quotes[0] in said


@pytest.mark.parametrize(
    "said",
    ["Pain was scored with the Ambleside scale.", "We asked African American walkers."],
)
async def test_no_place_is_made_of_a_scale_or_of_descent(said: str) -> None:
    text, quotes = await _asked("where was Sole 2020 done?", f"{said} Blisters healed faster in wool (P = .02).")
    assert "names no country" in text
    assert not quotes


@pytest.mark.parametrize(
    ("trait", "said"),
    [
        ("age", "We counted all first blisters in residents over 60 at the hut."),
        ("age", "Children under five were seen, too."),
        ("follow-up", "During the one-year course of the project, boots were changed."),
        ("primary outcome", "The outcome measured was the share of blistered walkers."),
        ("comparator", "Blisters were fewer in oiled boots than in undyed control boots."),
        ("comparator", "Walkers went up twice, once with and once without socks."),
        ("comparator", "Half walked on in wool (arm A), and the others in cotton (arm B)."),
    ],
)
def test_a_trait_is_told_in_many_words(trait: str, said: str) -> None:
    paper = _paper(f"Boots hurt. {said} Most were glad.")
    assert [quote.text for quote in TRAITS[trait].told(paper)] == [said]


@pytest.mark.parametrize(
    ("trait", "said"),
    [
        ("follow-up", "It was a three-week training with two follow-up courses."),
        ("comparator", "The results were compared with those found in the literature."),
        ("age", "Women over 60 kg were left out."),
        ("age", "Participants over 12 months bought wool."),
    ],
)
def test_what_only_sounds_alike_tells_no_trait(trait: str, said: str) -> None:
    assert not TRAITS[trait].told(_paper(f"Boots hurt. {said} Most were glad."))
