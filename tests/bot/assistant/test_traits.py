"""What is asked of one study and nothing else, its design, its funding, its follow-up, is told by its abstract, or said not to stand there."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, talk


def _paper(key: str, family: str, year: int, title: str, abstract: str) -> Paper:
    named = (Author(name=f"Ann {family}", family=family), Author(name="Bo Quist", family="Quist"))
    return Paper(source_id=key, title=title, abstract=abstract, year=year, authors=named, journal="Orchard Papers")


PEARS = over(
    _paper("thin", "Lunde", 2021, "Thinning pear blossom by hand or by brush: the PETAL randomised trial", "PETAL was a parallel-group randomised trial in 14 orchards in Norway. We randomly assigned 212 "
           "trees to thinning by hand, to a rotating brush or to no thinning. The primary outcome was the weight of fruit in October. Pickers who weighed the fruit did not know the group. Trees were followed for three "
           "years. Fruit was heavier after thinning (p = 0.02). The trial was registered at ISRCTN (ISRCTN20210101). Funding: Fruit Board. Two authors are employed by a maker of brushes. Data are openly available."),
    _paper("scab", "Moreau", 2019, "Scab on pears along a valley", "Scab spoils pears. We surveyed 61 growers in Savoy in 2017 and asked how often they sprayed. Half sprayed every week. Spraying was remembered and not measured."),
    _paper("wasp", "Ito", 2022, "Wasps in pear orchards: a cohort study over two seasons", "Wasps bore into ripe fruit. Traps caught 410 wasps. Losses rose with warm nights."),
    _paper("plum", "Bauer", 2022, "Plums and frost", "Plum buds froze at −3 °C. Candles saved two thirds of the crop."),
)  # fmt: skip


@pytest.mark.parametrize(
    "name", ["Lunde 2021", "PETAL", "Thinning pear blossom by hand or by brush: the PETAL randomised trial"]
)
@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("how was {} designed", "parallel-group randomised trial"),
        ("{} design", "parallel-group randomised trial"),
        ("what kind of study is {}", "parallel-group randomised trial"),
        ("{} n", "212"),
        ("what was the intervention in {}", "rotating brush"),
        ("what did they test in {}", "rotating brush"),
        ("what was the control group in {}?", "no thinning"),
        ("{} primary outcome", "weight of fruit"),
        ("was {} blinded", "did not know the group"),
        ("is {} registered", "ISRCTN20210101"),
        ("any conflicts of interest in {}", "employed by a maker"),
        ("did {} declare any competing interests", "employed by a maker"),
        ("are the data of {} available", "openly available"),
        ("how long was follow-up in {}", "three years"),
        ("was {} randomised", "randomised trial"),
    ],
)
async def test_what_is_asked_of_a_named_study_is_told_by_its_abstract(name: str, asked: str, says: str) -> None:
    answer = await PEARS.ask(asked.format(name), Context())
    assert (answer.outcome, answer.keys) == (Outcome.ANSWERED, ("thin",)), answer.text
    assert says in " ".join(quote.text for quote in answer.quotes), answer.text


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("was Moreau 2019 randomised", "does not say that anything was randomised"),
        ("was Moreau 2019 double blind", "does not say whether anybody was blinded"),
        ("registration number of Moreau 2019", "names no registration"),
        ("Moreau 2019 ethics approval?", "says nothing of ethical approval"),
        ("what was the intervention in Moreau 2019", "names no intervention"),
        ("Moreau 2019 conflicts of interest", "do not give the conflicts of interest"),
        ("is the data of Moreau 2019 public", "does not say whether the data are available"),
    ],
)
async def test_what_the_abstract_does_not_tell_is_said_so_of_that_paper(asked: str, says: str) -> None:
    answer = await PEARS.ask(asked, Context())
    assert (answer.outcome, answer.keys) == (Outcome.NOTHING, ("scab",)), answer.text
    assert says in answer.text


async def test_a_design_stands_in_the_title_or_what_was_done_is_shown() -> None:
    titled = await PEARS.ask("design of Ito 2022", Context())
    assert "The title of Ito and Quist 2022, Orchard Papers says “a cohort study over two seasons”" in titled.text
    done = await PEARS.ask("design of Moreau 2019", Context())
    assert "does not name a design" in done.text
    assert done.quotes[0].text.startswith("We surveyed 61 growers")


async def test_several_are_told_each_under_its_heading_and_what_lacks_is_named() -> None:
    answer = await PEARS.ask("Lunde 2021 funding & conflicts", Context())
    assert "Funding:\n> Funding: Fruit Board." in answer.text
    assert "Conflicts of interest:\n> Two authors are employed" in answer.text
    other = await PEARS.ask("design, funding and registration of Moreau 2019", Context())
    assert "> We surveyed 61 growers" in other.text
    assert "does not say who paid for it." in other.text
    assert "names no registration." in other.text


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("and its design?", "parallel-group"),
        ("blinded?", "did not know"),
        ("registered?", "ISRCTN"),
        ("control group?", "no thinning"),
        ("n and funding?", "212"),
    ],
)
async def test_they_are_asked_of_the_paper_talked_about(asked: str, says: str) -> None:
    answer = (await talk(PEARS, "who wrote Lunde 2021", asked))[-1]
    assert answer.keys == ("thin",)
    assert says in " ".join(quote.text for quote in answer.quotes), answer.text


@pytest.mark.parametrize(
    "asked",
    [
        "did Lunde 2021 find that blinding mattered",
        "what does Moreau 2019 say about spraying",
        "randomised trials",
        "funding",
    ],
)
async def test_what_asks_for_more_or_names_no_study_is_left_to_others(asked: str) -> None:
    answer = await PEARS.ask(asked, Context())
    assert "does not say" not in answer.text
    assert answer.kind != "table", answer.text


@pytest.mark.parametrize("first", ["who wrote Moreau 2019", "Moreau 2019", "design of Moreau 2019"])
@pytest.mark.parametrize(
    "asked", ["registered?", "blinded?", "any conflicts of interest?", "what was the intervention?", "ethics?"]
)
async def test_after_a_named_paper_what_it_does_not_tell_is_not_told_by_another(first: str, asked: str) -> None:
    answer = (await talk(PEARS, first, asked, asked))[-1]
    assert (answer.outcome, answer.keys) == (Outcome.NOTHING, ("scab",)), answer.text


@pytest.mark.parametrize(
    "asked",
    [
        "funding of Lunde 2021 and Moreau 2019",
        "n of Lunde 2021 and Moreau 2019",
        "design of Lunde 2021 and of Moreau 2019",
    ],
)
async def test_of_several_papers_each_tells_its_own_or_is_named(asked: str) -> None:
    answer = await PEARS.ask(asked, Context())
    assert (answer.kind, answer.keys) == ("each", ("thin", "scab")), answer.text
    said = answer.text.partition("\n\n")[2]
    assert "Lunde and Quist 2021" in said
    assert "Moreau and Quist 2019" in said


@pytest.mark.parametrize(
    "question",
    [
        "when was Moreau 2019 done",
        "when were people surveyed in Moreau 2019",
        "in which years were the data of Moreau 2019 collected",
        "enrolment period of Moreau 2019",
    ],
)
async def test_when_a_study_was_is_told_by_its_years(question: str) -> None:
    """A search gave whatever the paper says of those who took part."""
    answer = await PEARS.ask(question, Context())
    assert [quote.text for quote in answer.quotes] == [
        "We surveyed 61 growers in Savoy in 2017 and asked how often they sprayed."
    ]


async def test_each_of_a_list_is_asked_the_same() -> None:
    answer = (await talk(PEARS, "papers from 2022", "n of each"))[-1]
    assert answer.keys == ("wasp", "plum")
    assert "410 wasps" in answer.quotes[0].text
    assert "Bauer and Quist 2022, Orchard Papers gives no number of those studied" in answer.text


@pytest.mark.parametrize(
    ("question", "says", "lacking"),
    [
        (
            "study design of each paper",
            "parallel-group randomised trial",
            "Bauer and Quist 2022, Orchard Papers does not name a design",
        ),
        (
            "what designs did all the studies have?",
            "cohort study",
            "Bauer and Quist 2022, Orchard Papers does not name a design",
        ),
        ("mean follow-up of each", "three years", "Ito and Quist 2022, Orchard Papers"),
        ("funding of the studies", "Fruit Board", "Ito and Quist 2022, Orchard Papers"),
    ],
)
async def test_each_of_the_library_is_asked_where_none_is_listed(question: str, says: str, lacking: str) -> None:
    """A search for "design" found nothing, and one for "follow-up" what was followed by something else."""
    answer = await PEARS.ask(question, Context())
    assert (answer.kind, set(answer.keys)) == ("each", {"thin", "scab", "wasp", "plum"}), answer.text
    assert says in answer.text
    assert lacking in answer.text


async def test_of_many_papers_the_first_ten_tell_it_and_the_rest_are_counted() -> None:
    grafts = (f"Grafts of kind {number}" for number in range(12))
    orchard = over(
        *(_paper(title, "Roy", 2020, title, f"This cohort study followed {title}.") for title in grafts)
    )
    answer = await orchard.ask("design of each study", Context())
    assert (answer.kind, len(answer.keys)) == ("each", 10)
    assert "2 further papers not shown" in answer.text


@pytest.mark.parametrize("question", ["age in all groups", "how many trees in all?", "blinding in every arm"])
async def test_all_that_is_no_paper_is_not_asked_of_each(question: str) -> None:
    assert (await PEARS.ask(question, Context())).kind != "each"


AGES = over(
    _paper("walk", "Sato", 2020, "Walking groups in a port", "We asked 40 walkers (26 women) with a mean age of 61.5 years to walk daily. They slept longer."),
    _paper("swim", "Diaz", 2021, "Swimming in cold lakes", "Swimmers met on Sundays for a year. They caught fewer colds than neighbours."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("mean age in Sato 2020", "a mean age of 61.5 years"),
        ("how old were the participants in Sato 2020", "a mean age of 61.5 years"),
        ("Sato 2020 men or women", "26 women"),
        ("sex ratio in Sato 2020", "26 women"),
    ],
)
async def test_ages_and_sexes_are_told_of_a_named_study(asked: str, says: str) -> None:
    answer = await AGES.ask(asked, Context())
    assert (answer.kind, answer.outcome) == ("table", Outcome.ANSWERED), answer.text
    assert says in answer.quotes[0].text


@pytest.mark.parametrize(
    ("asked", "says"),
    [("how old were they", "gives no ages"), ("were there women", "does not say how many were women or men")],
)
async def test_after_a_paper_without_ages_that_is_said_and_no_other_sentence_shown(asked: str, says: str) -> None:
    _, answer = await talk(AGES, "did swimming in cold lakes prevent colds", asked)
    assert (answer.outcome, answer.quotes) == (Outcome.NOTHING, ()), answer.text
    assert says in answer.text


async def test_when_after_a_finding_asks_when_the_study_was_done() -> None:
    _, answer = await talk(PEARS, "how often did growers spray against scab", "when?")
    assert "in 2017" in answer.text
    assert answer.quotes
    _, answer = await talk(PEARS, "who wrote the scab paper", "when?")
    assert "was published in 2019" in answer.text


async def test_how_many_articles_a_study_that_is_no_review_included_is_not_told_by_another_number() -> None:
    first, answer = await talk(
        PEARS, "how often did growers spray against scab", "how many articles were included"
    )
    assert first.quotes
    assert (answer.outcome, answer.quotes) == (Outcome.NOTHING, ())
    assert "counts no studies; it is no review by its title" in answer.text


_DUSK = over(
    _paper("dusk", "Ruiz", 2020, "Pruning at dusk: a double-blind study", "A randomised trial is needed. Twigs fell at dusk."),
    _paper("dawn", "Sole", 2018, "Pruning at dawn", "Studies paid by sellers of saws have competing interests. Twigs fell at dawn."),
    _paper("noon", "Tran", 2017, "Pruning at noon", "We asked 14 studies for their data. Twigs fell at noon."),
)  # fmt: skip


async def test_a_title_may_tell_that_a_study_was_blinded() -> None:
    assert "“double-blind”" in (await _DUSK.ask("was Ruiz 2020 blinded", Context())).text


async def test_the_design_that_a_later_study_should_have_is_not_its_own() -> None:
    answer = await _DUSK.ask("design of Ruiz 2020", Context())
    assert "is needed" not in answer.text


async def test_the_interests_of_other_studies_are_not_its_own() -> None:
    answer = await _DUSK.ask("did Sole 2018 declare any competing interests", Context())
    assert answer.quotes == ()


async def test_a_paper_that_counts_studies_is_not_said_to_count_none() -> None:
    _, answer = await talk(_DUSK, "what did Tran 2017 find", "how many studies were included")
    assert "counts no studies" not in answer.text
