"""“marrow doctor” and the running bot: the token, the invitation, Discord's list of commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.process.asking import QUESTION, prove
from tests.process.harness import seen, world

pytestmark = pytest.mark.slow


async def test_doctor_knows_the_token_the_invitation_and_the_running_bot(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        await here.bot.wait_line("Ready in 1 server ")
        await seen(here.is_ready)  # the report on health is written a moment later
        said = await here.doctor()
        assert "invite: https://discord.com/oauth2/authorize?client_id=" in said
        assert "ready, in 1 server\n" in said
        await here.bot.terminate()
        assert "stopped cleanly" in await here.doctor()
        refused = await here.doctor(token="bad.token.secret")
        assert "Discord refuses the token" in refused
        assert "bad.token.secret" not in refused


async def test_doctor_compares_the_commands_with_discords_list_and_tells_them_anew(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        held = here.sim.world.global_commands
        assert f"Discord has all {len(held)} commands" in await here.doctor()
        (lost,) = [one for one in held if one["name"] == "papers"]
        (other,) = [one for one in held if one["name"] == "define"]
        held.remove(lost)
        other["description"] = "Of another version"
        said = await here.doctor()
        assert "warn  commands      Discord lacks papers; has otherwise define: " in said
        assert lost["name"] not in [one["name"] for one in here.sim.commands]  # it only looked
        sent = len(here.bot.tail(5000))
        again = await here.doctor("--sync")
        assert "Discord has all" in again
        assert "papers" in [one["name"] for one in here.sim.commands]
        assert prove((await here.sim.slash("alice", "ask", {"question": QUESTION})).message.content) >= 1
        assert (await here.sim.slash("alice", "papers", {})).text
        assert len(here.bot.tail(5000)) == sent  # the running bot noticed nothing
        here.blameless()


async def test_doctor_says_where_discord_takes_no_commands(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        here.sim.fail(r"/commands$", 400, method="PUT", times=-1, body={"code": 30034, "message": "Quota"})
        said = await here.doctor("--sync")
        assert "fail  commands      Discord has not taken the commands (400, code 30034" in said


async def test_doctor_fails_where_the_bot_could_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with world(tmp_path) as here:
        here.sim.world.portal_intents = set()
        monkeypatch.setenv("MARROW__DISCORD__MESSAGE_CONTENT", "true")
        said = await here.doctor()
        assert "fail  discord" in said
        assert "the bot cannot start: discord.message_content is true" in said
