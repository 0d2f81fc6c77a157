"""The operator's own CSL styles beside the built-in ones: offered, chosen, turned to; a bad one stops the start."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import CitationsSection, Config, StorageSection
from bot.discord import references
from bot.discord.parts import Parts
from bot.discord.references import citing_reply
from bot.discord.running import open_parts
from bot.discord.text import read_back
from corpus.errors import CorpusError
from corpus.joining import builtin
from corpus.models import Paper
from tests.bot.discord.conftest import Server
from tests.bot.discord.test_ask import DOI
from tests.corpus.test_own_styles import MDPI, style


def config(folder: Path, text: str) -> Config:
    written = style(folder, text)
    return Config(storage=StorageSection(data_dir=folder), citations=CitationsSection(styles=(written,)))


@pytest.fixture
async def parts(tmp_path: Path) -> AsyncIterator[Parts]:
    """A bot whose operator has one style more: MDPI's with another title and a bracket after the number.

    Its curator has marked two papers.
    """
    marks = tmp_path / "libraries" / "default" / "overrides.toml"
    marks.parent.mkdir(parents=True)
    marks.write_text(
        f'[papers."{DOI}".status]\nis = "retracted"\ndate = 2025-03-01\nsource = "https://example.org/notice_1"\n'
        f'[papers."{builtin().papers[0].key}".status]\nis = "concern"\n',
        "utf-8",
    )
    text = MDPI.replace("<title>MDPI<", "<title>The Spine Journal<").replace('suffix=". "', 'suffix=") "')
    async with open_parts(config(tmp_path, text)) as opened:
        yield opened


async def test_it_is_offered_and_chosen(server: Server) -> None:
    offered = await server.alice.autocomplete(server.channel, "cite paper", "style", "spine")
    assert [choice["value"] for choice in offered] == ["the-spine-journal"]
    cited = await server.alice.slash(server.channel, "cite paper", paper=DOI, style="The Spine Journal")
    assert "\n1) Kang, D." in read_back(cited.response.content)


async def test_the_menu_turns_to_it(server: Server) -> None:
    cited = await server.alice.slash(server.channel, "cite paper", paper=DOI)
    turned = await server.alice.select(cited.response.message, ["the-spine-journal"])
    assert "1) Kang, D." in read_back(turned.response.content)


async def test_the_whole_library_comes_as_a_file(server: Server) -> None:
    cited = await server.alice.slash(server.channel, "cite library", style="the-spine-journal")
    (file,) = cited.response.attachments
    assert [line[:2] for line in (await file.read()).decode().split("\n")] == [f"{n})" for n in range(1, 10)]


async def test_what_was_retracted_is_not_cited_in_silence(server: Server) -> None:
    cited = await server.alice.slash(server.channel, "cite paper", paper=DOI, style="ris")
    said = read_back(cited.response.content).split("\n")
    assert said[1] == "⚠ Retracted on 2025-03-01: https://example.org/notice_1 (Kang et al. 2023, Cancers)"
    library = read_back((await server.alice.slash(server.channel, "cite library")).response.content)
    assert library.count("⚠") == 2
    fine = await server.alice.slash(server.channel, "cite paper", paper=builtin().papers[1].key)
    assert "⚠" not in fine.response.content


async def test_references_of_many_papers_count_as_a_question_and_are_written_one_after_another(
    server: Server, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thirty times a library's took two minutes, and everybody waited."""
    monkeypatch.setattr(references, "MUCH_WORK", 5)
    at_once, most = list[str](), list[int]()

    def render(papers: Sequence[Paper]) -> str:
        at_once.append("")
        most.append(len(at_once))
        time.sleep(0.02)
        at_once.pop()
        return "1."

    slow = replace(parts, styles={"vancouver": replace(parts.styles["vancouver"], render=render)})
    papers, guild = builtin().papers, str(server.guild.id)
    await asyncio.gather(*(citing_reply(slow, guild, builtin(), papers) for _ in range(4)))
    assert most == [1, 1, 1, 1]
    said = [(await server.alice.slash(server.channel, "cite library")).response.content for _ in range(6)]
    assert [one.startswith("That was quick.") for one in said] == [*[False] * 5, True]
    assert (
        "That was quick."
        not in (await server.alice.slash(server.channel, "cite paper", paper=DOI)).response.content
    )


async def test_a_style_there_is_not_is_a_private_sentence(server: Server) -> None:
    refused = await server.alice.slash(server.channel, "cite paper", paper=DOI, style="Nature`@everyone")
    assert refused.ephemeral
    assert "There is no style" in refused.response.content
    assert "the-spine-journal" in refused.response.content


async def test_a_bad_file_stops_the_start_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="is not the XML of a CSL style"):
        async with open_parts(config(tmp_path, "not XML")):
            pass
