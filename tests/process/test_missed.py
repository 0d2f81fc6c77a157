"""A question is deleted while the bot is away, or just before it is killed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.process.asking import QUESTION
from tests.process.harness import answers_in, seen, world

pytestmark = pytest.mark.slow


async def test_what_was_deleted_while_it_was_away_takes_its_answer_with_it(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        sim = here.sim
        kept = await sim.say("alice", sim.general, f"{sim.bot.mention} {QUESTION}")
        gone = await sim.say("bob", sim.general, f"{sim.bot.mention} what dose was given?")
        by_command = await sim.slash("alice", "ask", {"question": QUESTION})
        await here.bot.kill()
        sim.delete(next(one for one in sim.general.messages.values() if one.author.username == "bob"))
        await here.start()
        await seen(lambda: gone.reply.deleted)
        assert not kept.reply.deleted
        assert not by_command.message.deleted
        assert len(answers_in(sim.general)) == 2
        assert len(await here.rows()) == 3
        here.blameless()
