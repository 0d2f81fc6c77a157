"""Answers of Discord's, or of a proxy before it, that are not what they must be."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.process.asking import QUESTION, prove
from tests.process.harness import World, world
from tests.process.test_faults import CALLBACK, POST, ask_by_command, delivered_once

pytestmark = pytest.mark.slow

THREAD = r"/threads$"
NO_NAMES: tuple[Any, ...] = ({}, [], "made", None, {"id": None}, {"id": "x"}, {"interaction": {}})
# what Discord, or a proxy, refuses without one of Discord's codes; 403 and 404 of a message mean that nothing can be said there
UNTOLD = (301, 400, 401, 409, 413, 418)


async def test_too_many_without_a_word_how_long_to_wait_costs_no_answer(tmp_path: Path) -> None:
    """A proxy may answer so; discord.py takes for granted that it is told, and members read that something went wrong."""
    said: list[Any] = [{"message": "too many"}, ["too many"], "too many"]
    values: tuple[Any, ...] = (None, "0.3", [], float("nan"), 1e12)
    said += [{"retry_after": value} for value in values]
    async with world(tmp_path) as here:
        for body in said:
            before = len(await here.rows())
            here.sim.fail(CALLBACK, 429, body=body)
            assert prove((await ask_by_command(here)).message.content) >= 1, body
            await delivered_once(here, before)
            here.sim.fail(POST, 429, method="POST", body=body)
            told = await here.sim.say("alice", here.sim.general, f"{here.sim.bot.mention} {QUESTION}")
            assert prove(told.reply.content) >= 1, body
            await delivered_once(here, before + 1)
        here.blameless()


async def test_what_was_made_and_is_not_named_is_asked_for_again_and_stands_once(tmp_path: Path) -> None:
    """The member read the answer, and that something went wrong; a deletion of the question would not have found it."""
    async with world(tmp_path) as here:
        for number, body in enumerate(NO_NAMES):
            await made_once(here, body, number)
        assert {one.kind for one in here.sim.violations} <= {"double_ack", "thread"}


async def made_once(here: World, body: Any, number: int) -> None:
    """A command, a mention and a thread whose receipts are this ``body``."""
    sim, before = here.sim, 3 * number
    nothing = body is None
    sim.fail(CALLBACK, 204 if nothing else 200, body=body, apply_then_fail=True)
    answer = await ask_by_command(here)
    assert prove(answer.message.content) >= 1, body
    assert "went wrong" not in answer.text, body
    await delivered_once(here, before)
    sim.fail(POST, 204 if nothing else 200, method="POST", body=body, apply_then_fail=True)
    said = await sim.say("alice", sim.general, f"{sim.bot.mention} {QUESTION}")
    assert len(said.replies) == 1, body
    assert prove(said.reply.content) >= 1, body
    await delivered_once(here, before + 1)
    sim.fail(THREAD, 204 if nothing else 201, method="POST", body=body, apply_then_fail=True)
    form = await sim.click(answer, "Follow up", user="bob")
    (asked,) = {one for one in re.findall(r'"custom_id": "([^"]+)"', json.dumps(form.modal)) if ":" not in one}
    told = await sim.submit_modal(form, {asked: "and complications?"})
    assert "The answer is in" in told.text, body
    await delivered_once(here, before + 2)


async def test_a_refusal_without_a_reason_is_one_line_and_its_number(tmp_path: Path) -> None:
    """The log had a traceback for each, as of a fault of ours."""
    async with world(tmp_path) as here:
        for status in UNTOLD:
            here.sim.fail(POST, status, method="POST", body={"message": f"{status}: secret", "code": 0})
            told = await here.sim.say("alice", here.sim.general, f"{here.sim.bot.mention} {QUESTION}")
            assert "Discord gave another reason" in told.text, status
        log = (tmp_path / "bot.log").read_text("utf-8")
        assert "traceback" not in log
        assert "secret" not in log
        for status in UNTOLD:
            assert f"Discord's reason: {status}, code 0" in log
        here.blameless()


async def test_what_is_no_discord_is_named_as_such_at_the_start(tmp_path: Path) -> None:
    """An address that leads to another service, which answers all the same, was an unexpected error."""
    async with world(tmp_path) as here:
        assert await here.bot.terminate() == 0
        for path, body in (
            (r"/users/@me$", "<html>Welcome</html>"),
            (r"/applications/@me$", []),
            (r"/gateway/bot$", {}),
        ):
            here.sim.fail(path, 200, body=body)
            assert "Discord cannot be reached at" in (await here.refused()).splitlines()[-1], path
