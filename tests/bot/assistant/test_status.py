"""A retracted paper's quotes carry the banner, and a curator's words are searched for."""

from __future__ import annotations

from datetime import date

import pytest

from bot.assistant.assistant import Assistant
from bot.assistant.citing import address, banner
from bot.assistant.gate import prove
from bot.assistant.papers.summaries import listing
from bot.models import Context
from corpus.models import Author, Paper, Status, Terms
from index.library import LibraryIndex
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper
from tests.bot.assistant.teahouse import TEA, teahouse, teas


def _by(author: str, title: str, abstract: str) -> Paper:
    return paper(author, title, abstract).model_copy(
        update={"authors": (Author(name=f"Ann {author}", family=author),)}
    )


NOTICE = "https://doi.org/10.9999/notice"


async def test_every_quote_and_summary_of_it_says_so() -> None:
    status = Status(kind="retracted", source=NOTICE, on=date(2026, 1, 31))
    papers = tuple(
        one.model_copy(update={"status": status}) if one.key == TEA else one for one in teahouse().papers
    )
    assistant = Assistant(LibraryIndex.build(teahouse().model_copy(update={"papers": papers})))
    said = f"⚠ Retracted on 2026-01-31: {NOTICE}"
    answer = await assistant.ask("how long did sleep last with green tea?", Context())
    assert answer.outcome is Outcome.ANSWERED
    own = [quote for quote in answer.quotes if quote.key == TEA]
    assert answer.text.count(said) == len(own) > 0
    assert said in (await assistant.summarise(TEA, Context())).text


async def test_a_list_and_a_reference_of_it_say_so_too() -> None:
    status = Status(kind="retracted", source=NOTICE)
    papers = tuple(
        one.model_copy(update={"status": status}) if one.key == TEA else one for one in teahouse().papers
    )
    assistant = Assistant(LibraryIndex.build(teahouse().model_copy(update={"papers": papers})))
    listed = (await assistant.ask("list the papers", Context())).text.split("\n")
    assert [line for line in listed if "⚠" in line] == [line for line in listed if line.endswith("⚠ Retracted")]
    assert sum("⚠ Retracted" in line for line in listed) == 1
    cited = await assistant.ask(f"what is the reference of {TEA}", Context())
    assert cited.text.split("\n\n", 1)[1].startswith(f"⚠ Retracted: {NOTICE}")
    states = (await assistant.ask("is any paper retracted?", Context())).text
    assert "⚠" not in states, "the line says it already"


def test_other_papers_have_none() -> None:
    assert {banner(paper) for paper in teahouse().papers} == {""}


async def test_a_curators_words_are_searched_for() -> None:
    terms = Terms(synonyms=(("tea", "zqxbrew"),), abbreviations=(("ZQ", "green tea"),))
    assistant = Assistant(LibraryIndex.build(teahouse().model_copy(update={"terms": terms})))
    for question in ("how long did sleep last with green zqxbrew?", "how long did sleep last with ZQ?"):
        answer = await assistant.ask(question, Context())
        assert TEA in answer.keys, question
        assert "zqx" not in "".join(answer.unknown_words)


def test_a_list_says_so_below_the_paper() -> None:
    status = Status(kind="retracted", source=NOTICE, on=date(2026, 1, 31))
    papers = [one.model_copy(update={"status": status} if one.key == TEA else {}) for one in teahouse().papers]
    lines = listing(papers).split("\n")
    said = [place for place, line in enumerate(lines) if "⚠" in line]
    assert [lines[place - 1].strip() for place in said] == [next(address(p) for p in papers if p.key == TEA)]


async def test_an_address_inside_a_proved_quote_is_the_papers_own_word() -> None:
    """A trial's registration in an abstract is no paper of the library, and no reason to withhold the sentence."""
    said = "Forty sleepers drank saffron tea (protocol: https://doi.org/10.17605/OSF.IO/ABCDE)."
    papers = tuple(
        one.model_copy(update={"abstract": said}) if one.key == TEA else one for one in teahouse().papers
    )
    corpus = teahouse().model_copy(update={"papers": papers})
    answer = await Assistant(LibraryIndex.build(corpus)).ask("how many drank saffron tea?", Context())
    assert [quote.text for quote in answer.quotes] == [said]
    prove(answer, {one.key: one for one in papers})


async def test_whether_a_paper_was_retracted_is_said_from_its_record() -> None:
    assistant = Assistant(teas())
    one = await assistant.ask(f"is {TEA} retracted?", Context())
    every = await assistant.ask("is any of the papers retracted?", Context())
    for answer in (one, every):
        assert "no retraction, correction or expression of concern" in answer.text
    status = Status(kind="retracted", source=NOTICE, on=date(2026, 1, 31))
    papers = tuple(
        one.model_copy(update={"status": status} if one.key == TEA else {}) for one in teahouse().papers
    )
    marked = Assistant(LibraryIndex.build(teahouse().model_copy(update={"papers": papers})))
    assert "is retracted" in (await marked.ask(f"is {TEA} retracted?", Context())).text


async def test_the_source_of_a_retraction_takes_nothing_out_of_what_is_proved() -> None:
    status = Status(kind="retracted", source="0")  # stands in every DOI
    papers = tuple(
        one.model_copy(update={"status": status}) if one.key == TEA else one for one in teahouse().papers
    )
    assistant = Assistant(LibraryIndex.build(teahouse().model_copy(update={"papers": papers})))
    answer = await assistant.ask(f"who wrote {TEA}?", Context())
    assert answer.keys == (TEA,)
    prove(answer, {one.key: one for one in papers})


BELLS = over(
    _by("Moe", "Bells in fog", "We rang 40 bells in fog. Ships heard them at 300 m."),
    _by("Lee", "Gongs at night", "We rang 12 gongs at night. Nobody woke."),
    _by("Roe", "Expression of concern: Whistles by day", "The editors have concerns about the whistles."),
)


@pytest.mark.parametrize(
    "asked", ["was {} retracted", "is the {} paper retracted", "has {} been corrected?", "{} retracted?"]
)
async def test_a_notice_of_another_paper_says_nothing_of_the_one_that_is_named(asked: str) -> None:
    answer = await BELLS.ask(asked.format("Moe 2020"), Context())
    assert answer.keys == ("Moe",), answer.text
    assert "names no retraction" in answer.text


async def test_a_notice_that_may_be_of_the_one_named_is_shown() -> None:
    assert (await BELLS.ask("was Roe 2020 corrected", Context())).keys == ("Roe",)


@pytest.mark.parametrize(
    "asked", ["was Roe 2020 corrected", "letters by Moe", "is there a correction by Lee 2020"]
)
async def test_no_sentence_is_left_without_its_end(asked: str) -> None:
    assert "There are." not in (await BELLS.ask(asked, Context())).text


@pytest.mark.parametrize("asked", ["is it still valid", "does it still stand"])
async def test_whether_what_was_found_is_still_right_asks_for_the_papers_state(asked: str) -> None:
    status = Status(kind="corrected", source=NOTICE)
    oats = _by("Bo", "Oats and sleep", "Oats gave 9 hours of sleep.").model_copy(update={"status": status})
    talked = over(oats, _by("Cy", "Rye and sleep", "Rye gave 7 hours of sleep."))
    before = await talked.ask("how many hours of sleep with oats", Context())
    after = await talked.ask(asked, Context(previous=before.turn))
    assert f"is corrected ({NOTICE})" in after.text
