"""What one waits for, nobody else does: a locked log, an index under way, commands refused, a gateway that is gone."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.storage.database import FILE
from corpus.private import held
from tests.process.asking import DOI, QUESTION, prove, rest
from tests.process.harness import LONG, MODERATOR, World, seen, simulator, world

pytestmark = pytest.mark.slow

LATE = {"late_ack", "no_ack", "no_final"}
READING: tuple[tuple[str, dict[str, Any]], ...] = (
    ("ask", {"question": QUESTION}),
    ("summary", {"paper": DOI}),
    ("papers", {}),
    ("cite paper", {"paper": DOI}),
    ("define", {"term": "TES"}),
    ("related", {"paper": DOI}),
    ("history", {}),
    ("privacy show", {}),
    ("privacy opt-in", {}),
    ("about", {}),
)


def many_papers(count: int) -> bytes:
    lines = (
        {"_id": f"p{n}", "title": f"Bees {n}", "text": f"Feeding raised honey by {n}%. " * 4} for n in range(count)
    )
    return "\n".join(map(json.dumps, lines)).encode()


async def test_while_the_log_is_locked_every_command_and_button_is_acknowledged_in_time(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        sim = here.sim
        answer = await sim.slash("alice", "ask", {"question": QUESTION})
        with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            asyncio.get_running_loop().call_later(4.0, other.execute, "COMMIT")
            used = [sim.slash("bob", name, options) for name, options in READING]
            used += [sim.click(answer, one, user="bob") for one in ("In context", "More", "Cite")]
            used += [rest(sim, answer, one, user="bob") for one in ("Helpful", "Not helpful", "Report")]
            used += [sim.slash(MODERATOR, f"log {name}", {}) for name in ("recent", "gaps", "export")]
            offered = sim.autocomplete("bob", "ask", "paper", "kang", {"question": "x"})
            *came, choices = await asyncio.gather(*used, offered)
        assert [one for one in came if one.error] == []
        assert choices.choices
        assert LATE & {violation.kind for violation in sim.violations} == set()
        here.blameless()


async def test_a_server_goes_over_to_its_first_papers_once_they_can_be_asked(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        sim = here.sim
        folder = tmp_path / "libraries" / f"server-{sim.guild.id}"
        folder.mkdir(parents=True)
        tried = await sim.slash("admin", "corpus import", {"file": ("bees.jsonl", many_papers(2_000))})
        with held(folder / "index.lock"):  # whoever would make the index waits
            pressed = asyncio.create_task(sim.click(tried, "Import these papers", user="admin"))
            while not (folder / "current").exists():  # noqa: ASYNC110 (a file of another process)
                await asyncio.sleep(0.1)
            meanwhile = await sim.slash("alice", "ask", {"question": QUESTION})
            assert prove(meanwhile.message.content) >= 1
            assert not pressed.done()
        done = await pressed
        await done.wait_for(lambda result: "holds 2,000 papers now" in result.text, timeout=LONG)
        assert "honey" in (await sim.slash("alice", "ask", {"question": "how much honey did feeding raise?"})).text
        here.blameless()


async def test_told_to_stop_while_an_index_is_made_it_leaves_and_starts_again(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        sim = here.sim
        folder = tmp_path / "libraries" / f"server-{sim.guild.id}"
        folder.mkdir(parents=True)
        tried = await sim.slash("admin", "corpus import", {"file": ("bees.jsonl", many_papers(2_000))})
        with held(folder / "index.lock"):
            pressed = asyncio.create_task(sim.click(tried, "Import these papers", user="admin"))
            while not (folder / "current").exists():  # noqa: ASYNC110
                await asyncio.sleep(0.1)
            assert await here.bot.terminate(grace=LONG) == 0
        pressed.cancel()
        (folder / "current").write_text("what no snapshot is called")
        await here.start()
        assert prove((await sim.slash("alice", "ask", {"question": QUESTION})).message.content) >= 1


async def test_a_damaged_configured_library_costs_a_sentence_and_not_the_bot(tmp_path: Path) -> None:
    folder = tmp_path / "libraries" / "default"
    folder.mkdir(parents=True)
    (folder / "current").write_text("0" * 64)
    async with world(tmp_path) as here:
        told = await here.sim.slash("alice", "ask", {"question": QUESTION})
        assert "“default” cannot be opened just now" in told.text
        assert str(tmp_path) not in told.text
        assert here.bot.grep("The library “default” cannot be opened")
        here.blameless()


async def test_commands_that_discord_refuses_for_now_do_not_keep_the_bot_from_answering(tmp_path: Path) -> None:
    module = simulator()
    async with await module.DiscordSim.start(settle=0.15) as sim:
        refused = sim.fail(r"/commands$", 429, method="PUT", times=-1, retry_after=3600)
        here = World(sim, tmp_path)
        await here._spawn({})
        await sim.wait_ready()
        said = await sim.say("alice", sim.general, f"{sim.bot.mention} {QUESTION}", timeout=LONG)
        assert prove(said.reply.content) >= 1
        assert refused.hits
        await here.bot.terminate()


async def test_the_health_file_says_that_the_gateway_is_gone_and_back(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        told: dict[str, Any] = {}

        def state() -> object:
            told.update(json.loads((tmp_path / "health.json").read_text("utf-8")))
            return told["state"]

        await seen(lambda: state() == "ready")
        assert told["last_heartbeat"]["0"] is not None
        here.sim.gateway.accept = False
        here.sim.gateway.close(4000)
        await seen(lambda: state() == "reconnecting")
        assert "0" in told["disconnected_since"]
        assert "not connected to Discord (shard 0 since" in await here.doctor()
        here.sim.gateway.accept = True
        await seen(lambda: state() == "ready")
