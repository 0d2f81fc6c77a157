"""A study's acronym names its paper; where it is an ordinary word of other titles, only if it is typed in capitals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.assistant import Assistant
from bot.assistant.reading.called import acronyms, may_call
from bot.assistant.reading.catalogue import catalogue_of
from bot.assistant.reading.people import People
from bot.assistant.reading.words import fold, words_of_title
from bot.models import Context
from corpus.authors import author
from corpus.models import Paper
from index.models import Outcome
from tests.libraries import indexed

PAPERS = (
    Paper(doi="10.5555/flash", title="THE FLASH PROJECT Better tools for monitoring", abstract="The tools of the project were built by nine people."),
    Paper(doi="10.5555/guide", title="Guidance for flash floods", abstract="Guidance for flash floods is computed from the soil's water."),
    Paper(doi="10.5555/fire", title="Fire and flash floods", abstract="After fire, flash floods doubled in nine valleys."),
    Paper(doi="10.5555/owl", title="The OWLET trial of bells", abstract="Bells were worn by ten owlets for a week."),
)  # fmt: skip
ASSISTANT = Assistant(indexed(*PAPERS))


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("how is flash flood guidance computed?", "10.5555/guide"),
        ("what did fire do to flash floods?", "10.5555/fire"),
        ("who built the tools of FLASH?", "10.5555/flash"),
        ("how long were bells worn in owlet?", "10.5555/owl"),
    ],
)
async def test_an_ordinary_word_is_no_acronym(question: str, key: str) -> None:
    answer = await ASSISTANT.ask(question, Context())
    assert answer.outcome is not Outcome.NOTHING
    assert answer.quotes[0].key == key


SCALES = (
    Paper(doi="10.5555/mcas", title="Screening mules for lameness: observers and the MGS", abstract="The Mule Gait Scale (MGS) was read by two observers. Their agreement on the MGS was 0.71."),
    Paper(doi="10.5555/shoe", title="Rubber shoes for mules: the PLINTH trial", abstract="Mules wore rubber or iron shoes. The MGS fell by 4 points after 8 weeks with rubber shoes and by 1 with iron shoes."),
    Paper(doi="10.5555/again", title="Rubber shoes after a year", abstract="Mules of the PLINTH trial were seen again. Half of the rubber shoes were worn out."),
    Paper(doi="10.5555/flax", title="Bedding of flax, straw or peat in the LODGE study", abstract="Mules lay down for 4 hours on flax. Peat was dusty."),
)  # fmt: skip
MULES = Assistant(indexed(*SCALES))


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("what was the MGS at 8 weeks with rubber shoes?", "10.5555/shoe"),  # a scale that others use
        ("agreement of observers on the MGS", "10.5555/mcas"),
        ("how far did PLINTH lower lameness?", "10.5555/shoe"),  # a study, though another paper names it
        ("how long did mules lie down in LODGE?", "10.5555/flax"),
    ],
)
async def test_a_scale_in_a_title_is_no_name_of_the_paper(question: str, key: str) -> None:
    answer = await MULES.ask(question, Context())
    assert answer.quotes[0].key == key


@pytest.mark.parametrize(
    ("question", "last"),
    [
        ("PLINTH conclusion", "The MGS fell"),
        ("what did LODGE conclude?", "Peat was dusty"),
        ("lodge conclusions", "Peat was dusty"),
    ],
)
async def test_the_conclusion_of_a_study_is_its_last_sentence(question: str, last: str) -> None:
    answer = await MULES.ask(question, Context())
    assert [quote.text[: len(last)] for quote in answer.quotes] == [last]


@pytest.mark.parametrize("question", ["the PLINTH trial", "PLINTH results", "the flax one"])
async def test_a_name_alone_gives_the_abstract(question: str) -> None:
    answer = await MULES.ask(question, Context())
    assert len(answer.keys) == 1
    assert "".join(quote.text for quote in answer.quotes).startswith("Mules ")


TITLES = st.text("abcdeABCDE -_.1ëÉß", max_size=30)
FOLDED = st.sets(st.text("abcde1ëéß", min_size=1, max_size=4), max_size=5)


@given(st.lists(TITLES, max_size=3), FOLDED)
def test_a_title_that_is_passed_over_has_none_of_the_words(titles: list[str], words: set[str]) -> None:
    words |= {word for title in titles for word in fold(title).split()[:2]}
    papers = [Paper(source_id=f"t{at}", title=title) for at, title in enumerate(titles)]
    looked_at = may_call(words, papers)
    assert not any(words & acronyms(paper.title) for paper in papers if paper not in looked_at)
    shared = {paper.key: len(words & words_of_title(paper.title)) for paper in papers}
    assert all(paper in catalogue_of(papers).referred(words, n) for paper in papers if (n := shared[paper.key]))
    assert catalogue_of(papers).holding(words) == [paper for paper in papers if shared[paper.key]]
    first = [(paper, fold(paper.title).split()[:1]) for paper in papers]
    assert all(paper in catalogue_of(papers).begun(words) for paper, begun in first if words & {*begun})


@given(
    st.lists(
        st.sampled_from("van der berg bergs o brien obrien mueller müller hive sound group anna the by".split())
    )
)
def test_no_person_is_passed_over(words: list[str]) -> None:
    names = ("Anna van der Berg", "Siân O'Brien", "Jörg Müller", "Hive Sound Group")
    people = People([Paper(source_id="1", authors=[author(name) for name in names])])
    wholes, expected, at = people._wholes(words), list[tuple[int, tuple[str, ...]]](), 0
    while at < len(words):
        found = people._at(words, at, wholes)
        expected += [(found.end, found.names)] if found else []
        at = found.end if found else at + 1
    assert [(one.end, one.names) for one in people.named(words)] == expected
