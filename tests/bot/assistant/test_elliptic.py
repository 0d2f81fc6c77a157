"""After a list chosen by a place or a topic, a place or a topic alone is the same list with the other choice."""

from __future__ import annotations

import pytest

from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk


def _paper(key: str, title: str, abstract: str) -> Paper:
    return Paper(
        source_id=key,
        title=title,
        abstract=abstract,
        year=2019,
        authors=(Author(name=f"Ann {key.title()}", family=key.title()),),
    )


PARKS = over(
    _paper("ghana", "Shade trees in school yards of Accra, Ghana", "Children rested under shade trees in 12 yards in Ghana. Heat fell by 3 degrees. Women sold fruit there."),
    _paper("kenya", "Play and dust in Nairobi", "We watched children in four parks of Kenya. Dust fell with grass by a tenth."),
    _paper("spain", "Benches for older people in Spain", "Older people in Spain walked 300 m farther where benches stood. Walks grew with shade."),
    _paper("poland", "Lamps in a park of Poland", "Women in Poland used a lit park after dark twice as often. Lamps cost little."),
    _paper("japan", "Moss gardens in Kyoto, Japan", "Visitors of moss gardens in Japan were calm for an hour. Moss grew under maples."),
    _paper("canada", "Sledge hills in Canada", "Children sledged in 30 parks of Canada and were seldom hurt. Hay bales helped."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("turns", "keys"),
    [
        (("papers from africa?", "europe"), {"spain", "poland"}),
        (("papers from africa", "and asia"), {"japan"}),
        (("papers from africa", "europe", "and asia"), {"japan"}),
        (("papers from asia", "from europe", "from north america"), {"canada"}),
        (("papers from asia", "and north america?"), {"canada"}),
        (("which studies are in children", "in women"), {"ghana", "poland"}),
        (("which studies are in children", "in women", "in children"), {"ghana", "kenya", "canada"}),
        (("papers on children", "women"), {"ghana", "poland"}),
        (("papers on children", "and on benches"), {"spain"}),
        (("papers about shade", "what about lamps"), {"poland"}),
    ],
)
async def test_another_choice_alone_lists_by_that(turns: tuple[str, ...], keys: set[str]) -> None:
    answer = (await talk(PARKS, *turns))[-1]
    assert answer.outcome is Outcome.ANSWERED, answer.text
    assert answer.kind == "record", answer.text
    assert set(answer.keys) == keys, answer.text


async def test_a_question_after_a_list_is_asked_of_what_it_lists() -> None:
    answer = (await talk(PARKS, "papers about moss", "how long were visitors calm"))[-1]
    assert "calm for an hour" in answer.quotes[0].text


async def test_after_a_list_of_one_a_bare_topic_is_asked_of_that() -> None:
    answer = (await talk(PARKS, "papers about moss", "and maples"))[-1]
    assert "Moss grew under maples." in [quote.text for quote in answer.quotes]


async def test_what_no_paper_has_is_not_told_by_those_listed() -> None:
    answer = (await talk(PARKS, "which studies are in children", "in horses"))[-1]
    assert answer.outcome is not Outcome.ANSWERED, answer.text


@pytest.mark.parametrize(
    "sizes", ["sample sizes of all studies", "how many people in each study", "sample size of each"]
)
@pytest.mark.parametrize(
    ("turns", "key", "said"),
    [
        (("largest?",), "Rope", "900 climbers"),
        (("smallest",), "Pole", "24 vaulters"),
        (("and the smallest?",), "Pole", "24 vaulters"),
        (("biggest", "smallest?"), "Pole", "24 vaulters"),
    ],
)
async def test_an_end_alone_after_sample_sizes_is_asked_of_them(
    sizes: str, turns: tuple[str, ...], key: str, said: str
) -> None:
    sports = over(
        paper("Oar", "Oars of ash", "We followed 310 rowers. Oars of ash broke in the largest races."),
        paper("Rope", "Ropes of hemp", "We surveyed 900 climbers. Ropes of hemp lasted."),
        paper("Pole", "Poles of bamboo", "We asked 24 vaulters. The smallest poles broke."),
    )
    answer = (await talk(sports, sizes, *turns))[-1]
    assert answer.keys == (key,), answer.text
    assert said in answer.quotes[0].text


SIZED = over(
    _paper("oslo", "Ice baths in Oslo: a randomised trial", "We randomised 40 swimmers to ice baths. Sleep was longer by an hour."),
    _paper("bergen", "Saunas in Bergen: a randomised trial", "We randomised 212 swimmers to saunas. Sleep did not change."),
    _paper("narvik", "Talks with swimmers in Narvik", "We interviewed 19 swimmers about ice baths. They praised the quiet."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("which is the biggest", "bergen"),
        ("largest?", "bergen"),
        ("which of these is the largest", "bergen"),
        ("which is the smallest", "oslo"),
        ("which has more patients", "bergen"),
        ("which one had more participants", "bergen"),
        ("which of them has fewer people", "oslo"),
    ],
)
async def test_the_largest_after_a_list_is_one_of_those_listed(asked: str, key: str) -> None:
    *_, answer = await talk(SIZED, "list the trials", asked)
    assert answer.keys[:1] == (key,), answer.text


@pytest.mark.parametrize("asked", ["which is best", "which one is the best", "which of these is the better one"])
async def test_nothing_is_said_of_which_paper_is_the_best(asked: str) -> None:
    *_, answer = await talk(SIZED, "list the trials", asked)
    assert answer.kind == "help", answer.text


@pytest.mark.parametrize("asked", ["how many of them really do it", "how many of these did that"])
async def test_how_many_of_those_studied_did_it_lists_no_papers(asked: str) -> None:
    *_, answer = await talk(SIZED, "papers on ice baths", "do they take ice baths at home", asked)
    assert answer.kind == "content", answer.text


@pytest.mark.parametrize("asked", ["when do they come", "when will they be out", "when are the results expected"])
async def test_what_is_still_to_come_has_no_date_of_publication(asked: str) -> None:
    plan = _paper(
        "tromso",
        "Kites in Tromsø: protocol of a randomised trial",
        "We will randomise 90 pupils to kites. Results are expected in 2031.",
    )
    *_, answer = await talk(over(plan), "results of the kite trial", asked)
    assert answer.kind == "content", answer.text
    assert ("expected in 2031" in answer.text) == ("come" not in asked), "no word of it says “come”"


@pytest.mark.parametrize(
    ("asked", "said"), [("randomised?", "We randomised 212"), ("an rct?", "We randomised 212")]
)
async def test_a_state_alone_is_asked_of_the_paper_talked_about(asked: str, said: str) -> None:
    *_, answer = await talk(SIZED, "sleep after saunas", asked)
    assert said in answer.text
    assert set(answer.keys) == {"bergen"}


async def test_a_state_alone_after_a_list_asks_for_such_papers() -> None:
    *_, answer = await talk(SIZED, "papers on swimmers", "randomised?")
    assert set(answer.keys) == {"oslo", "bergen"}, answer.text


@pytest.mark.parametrize("asked", ["do saunas work for sleep", "did the ice baths work"])
async def test_what_works_is_no_work_of_somebody(asked: str) -> None:
    answer = (await talk(SIZED, asked))[-1]
    assert answer.kind == "content", answer.text


@pytest.mark.parametrize("asked", ["works on ice baths by Oslo", "did Oslo work on ice baths"])
async def test_the_work_of_an_author_is_theirs(asked: str) -> None:
    answer = (await talk(SIZED, asked))[-1]
    assert (answer.kind, answer.keys) == ("record", ("oslo",)), answer.text


async def test_what_is_called_as_an_author_is_may_work() -> None:
    saunas = over(_paper("sauna", "Heat for runners", "The sauna worked on sore legs. We asked 12 runners."))
    answer = (await talk(saunas, "does the sauna work on sore legs"))[-1]
    assert answer.quotes[0].text == "The sauna worked on sore legs.", answer.text


async def test_works_alone_are_somebody_s_and_after_a_paper_what_it_does() -> None:
    alone, after = (
        (await talk(SIZED, "works on saunas"))[-1],
        (await talk(SIZED, "sleep after saunas", "works in women?"))[-1],
    )
    assert alone.kind == "record", alone.text
    assert after.kind == "content", after.text


async def test_of_these_is_said_once() -> None:
    *_, answer = await talk(SIZED, "list the trials", "only the purple ones")
    assert "of these of these" not in answer.text, answer.text


@pytest.mark.parametrize(
    ("turns", "keys"),
    [
        (("do lamps help women", "which papers are about it"), {"poland"}),
        (("is there shade for children?", "show me the papers that concern them"), {"ghana"}),
        (("moss", "which studies of this issue discuss that topic?"), {"japan"}),
    ],
)
async def test_the_papers_on_what_was_answered_are_listed_by_its_topic(
    turns: tuple[str, ...], keys: set[str]
) -> None:
    answer = (await talk(PARKS, *turns))[-1]
    assert (answer.kind, set(answer.keys)) == ("record", keys), answer.text


async def test_how_many_papers_are_on_it_counts_those() -> None:
    answer = (await talk(PARKS, "moss", "how many papers are about that"))[-1]
    assert "1 paper" in answer.text
