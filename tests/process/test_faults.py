"""When the network, Discord or the process stumbles: what the member saw, and the row."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.storage.database import FILE
from bot.storage.rows import Entry
from tests.process.asking import QUESTION, only_field, prove, rest
from tests.process.harness import LONG, PAUSE, World, answers_of, seen, simulator, world

pytestmark = pytest.mark.slow

CALLBACK, EDIT, POST = r"/callback", r"/messages/@original", r"/channels/\d+/messages"


async def ask_by_command(here: World) -> Any:
    return await here.sim.slash("alice", "ask", {"question": QUESTION})


async def delivered_once(here: World, before: int) -> None:
    """One row more, and it names a message that exists, once."""
    rows: list[Entry] = []
    # the message may be seen before its id is known: a lost receipt is asked for again
    async with asyncio.timeout(LONG):
        while not (rows and rows[0].reply):
            await asyncio.sleep(PAUSE)
            rows = await here.rows()
    assert len(rows) == before + 1
    newest = rows[0]
    assert newest.outcome == "answered"
    shown = Counter(
        message.id
        for channel in here.sim.world.channels.values()
        for message in channel.messages.values()
        if not message.deleted and newest.id in answers_of(message)
    )
    assert list(shown) == [newest.reply]
    assert set(shown.values()) == {1}


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429, "retry_after": 0.3},
        {"status": 429, "retry_after": 1, "via": False},
        {"status": 500},
        {"status": "reset"},
        {"status": 500, "apply_then_fail": True},
        {"status": "reset", "apply_then_fail": True},
    ],
    ids=["429", "429-of-cloudflare", "500", "reset", "lost-answer", "lost-by-reset"],
)
async def test_one_stumble_of_discord_costs_no_answer_and_doubles_none(
    tmp_path: Path, fault: dict[str, Any]
) -> None:
    async with world(tmp_path) as here:
        here.sim.fail(CALLBACK, **fault)
        result = await ask_by_command(here)
        assert prove(result.message.content) >= 1
        await delivered_once(here, 0)
        here.sim.fail(POST, method="POST", **fault)
        said = await here.sim.say("alice", here.sim.general, f"{here.sim.bot.mention} {QUESTION}")
        assert len(said.replies) == 1
        assert prove(said.reply.content) >= 1
        await delivered_once(here, 1)
        expected = {"double_ack"} if fault.get("apply_then_fail") else set()
        assert {violation.kind for violation in here.sim.violations} <= expected


async def test_the_gateway_may_close_and_the_bot_resumes(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        gateway = here.sim.gateway
        for resumed, stumble in enumerate(
            (lambda: gateway.close(4000), gateway.abort, gateway.reconnect, lambda: gateway.invalidate(True)), 1
        ):
            done = stumble()
            if hasattr(done, "__await__"):
                await done
            await gateway.wait_event("resumed", resumed)
            assert prove((await ask_by_command(here)).message.content) >= 1
        done = gateway.invalidate(False)
        if hasattr(done, "__await__"):
            await done
        await gateway.wait_event("ready", 2)
        assert prove((await ask_by_command(here)).message.content) >= 1
        here.blameless()


async def test_buttons_of_an_answer_work_after_a_crash(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        answer = await ask_by_command(here)
        await here.bot.kill()
        await here.start()
        puts = here.sim.rest.command_puts
        assert len(puts) == 1 if isinstance(puts, list) else puts == 1
        assert "in bold" in (await here.sim.click(answer, "In context", user="bob")).text
        here.blameless()


async def test_permissions_taken_away_while_it_runs(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        sim = here.sim
        sim.fail(POST, 403, method="POST", times=-1)
        said = await sim.say(
            "alice", sim.general, f"{sim.bot.mention} {QUESTION}", expect_reply=False, silence=1.0
        )
        assert not said.replies
        assert prove((await ask_by_command(here)).message.content) >= 1
        rows = await here.rows()
        assert [row.reply is None for row in rows] == [False, True]


async def test_what_a_channel_denies_costs_the_decoration_and_nothing_else(tmp_path: Path) -> None:
    """Nothing is tried that is known to be denied; what was denied a moment ago costs a second try."""
    denied = sum(1 << bit for bit in (14, 15, 16, 35))  # embeds, files, history, public threads
    async with world(tmp_path) as here:
        sim = here.sim
        bare = sim.world.add_channel(sim.guild, "bare", overwrites={sim.bot: (0, denied)})
        voice = sim.world.add_channel(sim.guild, "voice", type=2)
        await here.bot.terminate()
        await here.start(DISCORD__COOLDOWN_QUESTIONS="1000")
        for channel in (bare, voice):
            said = await sim.say("alice", channel, f"{sim.bot.mention} {QUESTION}")
            assert prove(said.reply.content) >= 1
            assert "Follow up" in [button["label"] for button in said.reply.buttons]
            asked = await sim.slash("alice", "ask", {"question": QUESTION}, channel=channel)
            assert prove(asked.message.content) >= 1
            form = await sim.click(asked, "Follow up")
            followed = await sim.submit_modal(form, {"reason": "and the complications?"})
            assert prove(followed.message.content) >= 1
        assert not [note for note in sim.notes if note.kind == "forbidden"]
        sim.fail(POST, 403, method="POST", body={"code": 50013, "message": "Missing Permissions"})
        assert prove((await sim.say("alice", sim.general, f"{sim.bot.mention} {QUESTION}")).reply.content) >= 1
        here.blameless()


async def test_a_stop_finishes_the_answer_in_flight(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        here.sim.rest.latency = 0.5
        asked = here.sim.slash("alice", "ask", {"question": QUESTION})
        task = asyncio.create_task(asked)
        await seen(lambda: any("/callback" in one.path for one in here.sim.requests))
        assert await here.bot.terminate(grace=LONG) == 0
        result = await task
        assert prove(result.message.content) >= 1


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"CORPUS__LIBRARY": "atlantis"}, "atlantis"),
        ({"DISCORD__API_BASE": "http://127.0.0.1:9/api/v10"}, "cannot be reached"),
        ({"ANSWER__MAX_QUOTES": "0"}, "answer.max_quotes"),
    ],
    ids=["no-library", "no-network", "bad-setting"],
)
async def test_it_starts_whole_or_says_why_not(tmp_path: Path, settings: dict[str, str], words: str) -> None:
    module = simulator()
    async with await module.DiscordSim.start() as sim:
        assert words in await World(sim, tmp_path).refused(**settings)


async def test_a_refused_or_missing_token_is_one_sentence_without_the_token(tmp_path: Path) -> None:
    module = simulator()
    async with await module.DiscordSim.start() as sim:
        said = await World(sim, tmp_path).refused(token="bad.token.secret")
        assert "Discord refused the token in DISCORD_TOKEN" in said
        assert "bad.token.secret" not in said
        assert "There is no DISCORD_TOKEN in the environment" in await World(sim, tmp_path).refused(token=" ")


async def test_a_token_that_is_reset_while_it_runs_is_called_that(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        closing = here.sim.gateway.close(4004)
        if hasattr(closing, "__await__"):
            await closing
        assert await asyncio.wait_for(here.bot.proc.wait(), LONG) == 1
        assert "Discord refused the token in DISCORD_TOKEN" in (tmp_path / "bot.log").read_text("utf-8")


async def test_a_locked_logbook_is_waited_for_then_spooled(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            asked = asyncio.create_task(ask_by_command(here))
            await seen(lambda: any(one.deferred for one in here.sim.world.interactions.values()))
            other.execute("COMMIT")
            waited = await asked
            assert waited.ack_type == "deferred"
            assert prove(waited.message.content) >= 1
            await delivered_once(here, 0)
        await here.bot.terminate()
        await here.start(STORAGE__BUSY_TIMEOUT_MS="50")
        with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert prove((await ask_by_command(here)).message.content) >= 1
            other.execute("COMMIT")
        assert len(await here.rows()) == 1
        await here.bot.terminate()
        await here.start()
        assert len(await here.rows()) == 2
        here.blameless()


async def test_a_lock_does_not_keep_the_bot_from_stopping(tmp_path: Path) -> None:
    async with world(tmp_path, {"STORAGE__BUSY_TIMEOUT_MS": "60000"}) as here:
        await ask_by_command(here)
        with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            asked = asyncio.create_task(ask_by_command(here))
            await seen(lambda: any(one.deferred for one in here.sim.world.interactions.values()))
            assert await here.bot.terminate(grace=20) == 0
            asked.cancel()
            other.execute("COMMIT")
        await here.start()
        assert len(await here.rows()) == 1


async def test_one_data_folder_has_one_bot(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        assert f"Another Marrow (process {here.bot.pid})" in await World(here.sim, tmp_path).refused()
        assert prove((await ask_by_command(here)).message.content) >= 1


@pytest.mark.parametrize(
    "where", [r"/messages/\d+/threads$", r"/channels/\d+/messages$"], ids=["thread", "first line"]
)
@pytest.mark.parametrize(
    "fault",
    [{"status": "reset"}, {"status": "reset", "apply_then_fail": True}, {"status": "reset", "times": 9}],
    ids=["reset", "lost by reset", "broken"],
)
async def test_a_connection_that_breaks_at_a_follow_up_costs_no_answer(
    tmp_path: Path, where: str, fault: dict[str, Any]
) -> None:
    async with world(tmp_path) as here:
        form = await here.sim.click(await ask_by_command(here), "Follow up")
        here.sim.fail(where, method="POST", **fault)
        told = await here.sim.submit_modal(form, {only_field(form): "and the complications?"})
        here.sim.heal()
        threads = [one for one in here.sim.guild.channels.values() if one.is_thread and not one.archived]
        if "times" in fault:
            assert prove(told.message.content) >= 1
            assert "the connection to Discord broke off" in told.text
            assert threads == []
        else:
            (thread,) = threads
            first, answer = thread.messages.values()
            assert "with your next question" in first.text
            assert prove(answer.content) >= 1
            assert f"<#{thread.id}>" in told.text


@pytest.mark.parametrize(
    ("times", "told"), [(1, "The moderators have it now"), (9, "It is kept for the moderators")]
)
async def test_a_connection_that_breaks_at_a_report_loses_no_word(tmp_path: Path, times: int, told: str) -> None:
    async with world(tmp_path) as here:
        desk = here.sim.world.add_channel(here.sim.guild, "desk")
        here.sim.gateway.dispatch("CHANNEL_CREATE", desk.json(), need=1, guild_id=here.sim.guild.id)
        await here.sim.slash("admin", "setup", {"moderator_channel": desk})
        form = await rest(here.sim, await ask_by_command(here), "Report", user="bob")
        here.sim.fail(POST, "reset", method="POST", times=times)
        said = await here.sim.submit_modal(form, {only_field(form): "the arms are swapped"})
        here.sim.heal()
        assert told in said.text
        posted = [one for one in desk.messages.values() if "the arms are swapped" in one.text]
        assert len(posted) == (times == 1)
