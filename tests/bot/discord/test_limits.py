"""The longest, the oddest and the emptiest: no limit broken, nothing lost."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config import Config, CorpusSection, StorageSection
from bot.discord.parts import Parts
from bot.discord.running import open_parts
from bot.discord.text import CONTENT, EMBED_TOTAL, read_back, size
from corpus.doi import Doi
from corpus.models import Author, ImportReport, Paper, Parsed
from corpus.store import CorpusStore
from tests.bot.discord.conftest import Server
from tests.conftest import some

LONG = " ".join(f"Zirconium implants number {n} held in all {n + 3} patients (p = 0.{n:03})." for n in range(120))
GIANT = "Osteoclast " + " ".join(f"word{n}" for n in range(900)) + " zirconium."
MARKUP = "Zirconium **bold** `code` ||x|| <@1> @everyone [a](https://b.example) discord.gg/x # h\n> q – p < 0.05."
PAPERS = (
    Paper(
        doi=Doi("10.1000/long.1"),
        title="Zirconium: " + "a very long title " * 30,
        authors=tuple(Author(name=f"Anna{n} Lóng{n}", family=f"Lóng{n}", given=f"Anna{n}") for n in range(40)),
        journal="J",
        year=2024,
        abstract=LONG,
    ),
    Paper(doi=Doi("10.1000/giant.2"), title="One sentence", abstract=GIANT, year=2023),
    Paper(source_id="X" * 150, title="No DOI ** here", abstract=MARKUP, year=2022),
)


@pytest.fixture
async def parts(tmp_path: Path) -> AsyncIterator[Parts]:
    """A library of extremes."""
    parsed = Parsed(papers=PAPERS, report=ImportReport(source="extremes", read=3, kept=3))
    CorpusStore(tmp_path / "libraries").add("extremes", parsed)
    config = Config(corpus=CorpusSection(library="extremes"), storage=StorageSection(data_dir=tmp_path))
    async with open_parts(config) as opened:
        yield opened


def fits(message: object) -> bool:
    """Whether a message keeps Discord's limits for texts."""
    embeds = getattr(message, "embeds", [])
    return size(getattr(message, "content", "")) <= CONTENT and all(len(embed) <= EMBED_TOTAL for embed in embeds)


QUESTIONS = (
    "zirconium " * 400,
    " ".join(f"Zz*x{n}" for n in range(500)),
    "what about " + " ".join(f"word{n}" for n in range(420)),
    "x" * 4000,
    "مرحبا كيف حال العظام؟",
    "\u202eTES\u202c \u200b\u200bzirconium\ufeff",
    "🦴" * 500 + " zirconium?",
    "zirconium\n\n# big\n> quote\n```\ncode",
    "[](",
    "\\",
)


@pytest.mark.sweep
async def test_any_question_is_answered_within_the_limits(server: Server, parts: Parts) -> None:
    for question in some(QUESTIONS, 0):
        result = await server.ask(question)
        assert fits(result.response), question
        row, *_ = await parts.storage.logbook.recent()
        assert row.question == question
        await server.env.advance_time(10)


@pytest.mark.slow
async def test_refusals_and_histories_fit_too(server: Server) -> None:
    for number in range(9):
        await server.ask(f"{number} " + "*_" * 500)
        await server.env.advance_time(10)
    listed = await server.alice.slash(server.channel, "history")
    assert fits(listed.response)
    for words in ("a very long title", "*" * 5000, "zirconium"):
        result = await server.alice.slash(server.channel, "summary", paper=words)
        assert fits(result.response)


async def test_a_long_abstract_is_whole_in_pages_and_in_the_file(server: Server) -> None:
    result = await server.alice.slash(server.channel, "summary", paper="10.1000/long.1")
    (file,) = result.response.attachments
    assert LONG in (await file.read()).decode()
    message, texts = result.response, [read_back(result.response.content)]
    for _ in range(12):
        labels = [b["label"] for row in message.components for b in row["components"]]
        following = next((label for label in labels if label.startswith("Next page")), None)
        if following is None:
            break
        turned = await server.bob.click(message.message, label=following)
        assert turned.response.ephemeral
        message = turned.response
        assert fits(message)
        texts.append(read_back(message.content))
    shown = re.sub(r"(?m)^> |\s", "", "\n".join(texts))
    assert re.sub(r"\s", "", LONG) in shown


async def test_a_sentence_longer_than_a_message_is_not_cut_off(server: Server) -> None:
    result = await server.ask("osteoclast word3 zirconium")
    (file,) = result.response.attachments
    assert GIANT in (await file.read()).decode()
    assert fits(result.response)


async def test_markup_in_an_abstract_is_shown_and_a_paper_without_a_doi_is_cited_by_its_own_name(
    server: Server,
) -> None:
    result = await server.alice.slash(server.channel, "summary", paper="No DOI ** here")
    shown = read_back(result.response.content)
    assert all(f"> {line}" in shown for line in MARKUP.split("\n"))
    assert "X" * 150 in shown
    assert "doi.org" not in shown
    message = result.response.message
    assert not message.mentions
    assert not message.mention_everyone


async def test_forty_authors_and_a_long_title_have_a_card(server: Server) -> None:
    listed = await server.alice.slash(server.channel, "papers")
    assert fits(listed.response)
    options = listed.response.components[0]["components"][0]["options"]
    for option in options:
        card = await server.bob.select(listed.response.message, [option["value"]])
        assert fits(card.response)
    cited = await server.alice.slash(server.channel, "cite paper", paper="10.1000/long.1", style="mdpi")
    (file,) = cited.response.attachments
    assert (await file.read()).decode().count("Lóng") == 40
