"""/corpus remove in a simulated Discord: a paper is left out whatever is imported, and taken back."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.discord.parts import Parts
from bot.discord.text import read_back
from corpus.models import ImportReport, Parsed
from corpus.store import CorpusStore
from tests.bot.discord.conftest import Server, new_server
from tests.bot.discord.test_corpus import BEES, corpus, imported, told

WASPS = {"_id": "9", "title": "Wasps in **autumn** @everyone", "text": "Wasps stung 3 of 40 walkers."}
BOTH = ("both.jsonl", "\n".join(map(json.dumps, (BEES, WASPS))).encode())


async def test_a_paper_is_left_out_whatever_is_imported_and_taken_back(server: Server) -> None:
    tried = await corpus(server, "import", file=BOTH)
    await server.admin.click(tried.response.message, label="Import these papers")
    assert "left out" not in await told(server, "status")
    (offered,) = await server.admin.autocomplete(server.channel, "corpus remove", "paper", "wasps")
    said = await told(server, "remove", paper=offered["value"])
    assert said.startswith("“Wasps in **autumn** @everyone” is left out, whatever is imported later;")
    assert said.endswith("The library holds 1 paper now.")
    assert "Wasps stung" not in (await server.ask("how many walkers were stung by wasps?")).response.content
    again = await corpus(server, "import", file=BOTH)
    await server.admin.click(again.response.message, label="Import these papers")
    shown = (await corpus(server, "status")).response.content
    assert "1 paper left out; /corpus remove back: takes one in again:" in shown
    assert "• Wasps in \\*\\*autumn\\*\\* @everyone" in shown
    (back,) = await server.admin.autocomplete(server.channel, "corpus remove", "paper", "AUTUMN", back=True)
    assert await told(server, "remove", paper=back["value"], back=True) == (
        "It is in the library again. The library holds 2 papers now."
    )
    assert "left out" not in await told(server, "status")
    assert "Wasps stung" in (await server.ask("how many walkers were stung by wasps?")).response.content


async def test_what_cannot_be_left_out_or_taken_back_is_one_sentence_and_changes_nothing(server: Server) -> None:
    await imported(server)
    before = await told(server, "status")
    assert "holds one at least" in await told(server, "remove", paper="Bees and sugar")
    assert "No paper here is called “Zorg”" in await told(server, "remove", paper="Zorg")
    assert await told(server, "remove", paper="Zorg", back=True) == (
        "“Zorg” was not removed by this command; none was."
    )
    assert await told(server, "status") == before


async def test_what_the_library_lost_meanwhile_is_said_to_be_lost(server: Server, parts: Parts) -> None:
    """The operator replaces its papers while a curator leaves one out, or takes one back."""
    tried = await corpus(server, "import", file=BOTH)
    await server.admin.click(tried.response.message, label="Import these papers")
    store, name = CorpusStore(parts.libraries.data_dir / "libraries"), f"server-{server.guild.id}"
    bees = Parsed(papers=store.load(name).papers[:1], lines=(1,), report=ImportReport(source="x", read=1, kept=1))
    await told(server, "remove", paper="9")
    await asyncio.to_thread(store.add, name, bees, True)
    assert await told(server, "remove", paper="9", back=True) == (
        "It is no longer left out here, but the library does not hold it; import it to have it. The library holds 1 paper now."
    )


@pytest.mark.slow
async def test_of_very_many_papers_left_out_the_first_are_named(server: Server) -> None:
    many = [{"_id": str(number), "title": f"Bees in garden {number}", "text": "Bees."} for number in range(13)]
    tried = await corpus(server, "import", file=("many.jsonl", "\n".join(map(json.dumps, many)).encode()))
    await server.admin.click(tried.response.message, label="Import these papers")
    for number in range(12):
        await corpus(server, "remove", paper=str(number))
        await server.env.advance_time(20)
    shown = read_back((await corpus(server, "status")).response.content)
    assert "12 papers left out" in shown
    assert [line for line in shown.split("\n") if line[0] in "•…"] == [
        *(f"• Bees in garden {number}" for number in range(10)),
        "… +2",
    ]


async def test_what_one_server_leaves_out_is_offered_and_changed_in_no_other(server: Server) -> None:
    tried = await corpus(server, "import", file=BOTH)
    await server.admin.click(tried.response.message, label="Import these papers")
    await corpus(server, "remove", paper="9")
    rival = new_server(server.env, "rival")
    given = await rival.admin.autocomplete(rival.channel, "corpus remove", "paper", "", back=True)
    assert given == []
    refused = await rival.admin.slash(rival.channel, "corpus remove", paper="9", back=True)
    assert "one that servers share" in refused.response.content
    assert "1 paper left out" in await told(server, "status")
    (group,) = [one for one in await server.env.bot.tree.fetch_commands() if one.name == "corpus"]
    server.guild.set_command_permissions(group, {server.guild.default_role: True})
    assert await server.alice.autocomplete(server.channel, "corpus remove", "paper", "", back=True) == []
