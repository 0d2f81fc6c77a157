"""A retracted paper's quotes carry the banner, and a curator's words are searched for."""

from __future__ import annotations

from datetime import date

from bot.assistant.assistant import Assistant
from bot.assistant.citing import banner
from bot.models import Context
from corpus.models import Status, Terms
from index.library import LibraryIndex
from index.models import Outcome
from tests.bot.assistant.teahouse import TEA, teahouse

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


def test_other_papers_have_none() -> None:
    assert {banner(paper) for paper in teahouse().papers} == {""}


async def test_a_curators_words_are_searched_for() -> None:
    terms = Terms(synonyms=(("tea", "zqxbrew"),), abbreviations=(("ZQ", "green tea"),))
    assistant = Assistant(LibraryIndex.build(teahouse().model_copy(update={"terms": terms})))
    for question in ("how long did sleep last with green zqxbrew?", "how long did sleep last with ZQ?"):
        answer = await assistant.ask(question, Context())
        assert TEA in answer.keys, question
        assert "zqx" not in "".join(answer.unknown_words)
