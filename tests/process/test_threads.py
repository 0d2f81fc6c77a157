"""Threads and voice channels of the real process: what is read without a mention, and what a moderator's pin does there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.process.asking import DOI, QUESTION, only_field, prove
from tests.process.harness import MODERATOR, World, world

pytestmark = pytest.mark.slow
READ = {"DISCORD__MESSAGE_CONTENT": "true"}
FURTHER = "how many patients were there?"
VOICE = 2  # Discord's number of a voice channel, which has a chat of its own


async def thread_of(here: World, answer: Any, question: str) -> Any:
    """The thread that Follow up opens under an answer for a question."""
    form = await here.sim.click(answer, "Follow up")
    opened = await here.sim.submit_modal(form, {only_field(form): question})
    named = re.search(r"<#(\d+)>", opened.text)
    assert named is not None
    return next(one for one in here.sim.world.channels.values() if str(one.id) == named[1])


async def unheard(here: World, channel: Any, text: str = FURTHER) -> bool:
    """Whether a message that mentions nobody is left alone."""
    return not (await here.sim.say("bob", channel, text, expect_reply=False, silence=0.5)).replies


async def test_its_own_threads_are_read_without_a_mention_only_where_an_admin_wants_it(tmp_path: Path) -> None:
    async with world(tmp_path, READ) as here:
        sim = here.sim
        answer = await sim.slash("alice", "ask", {"question": QUESTION}, channel=sim.general)
        thread = await thread_of(here, answer, "and the complications?")
        assert await unheard(here, thread)
        await sim.slash("admin", "setup", {"threads": "read"})
        heard = await sim.say("bob", thread, FURTHER)
        assert DOI in heard.text
        assert prove(heard.reply.content) >= 1
        assert await unheard(here, sim.create_thread("bob", "ours", sim.general))
        assert await unheard(here, sim.general)
        sim.edit(heard.message, "what does SINS stand for?")
        await sim.wait_until(
            lambda: "SINS stands for" in heard.reply.content, what="the answer changes with its question"
        )
        await sim.slash("admin", "setup", {"threads": "mention"})
        assert await unheard(here, thread)
        here.blameless()


async def test_without_the_portals_consent_it_does_not_start_and_says_what_to_switch_on(tmp_path: Path) -> None:
    async with world(tmp_path, portal_intents=()) as here:
        await here.bot.terminate()
        said = await here.refused(**READ)
        assert "Message Content Intent" in said


async def test_a_pin_is_shown_in_a_conversation_to_what_is_asked_anew_and_to_no_follow_up(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        sim = here.sim
        answer = await sim.slash("alice", "ask", {"question": QUESTION}, channel=sim.general)
        choice = await sim.context_menu(MODERATOR, "Pin an answer", answer.message)
        seen = await sim.select(choice, [choice.message.selects[0]["options"][0]["value"]])
        assert "Pinned as" in (await sim.click(seen, "Pin it")).text
        other = await sim.slash("bob", "ask", {"question": "what does SINS stand for?"}, channel=sim.general)
        thread = await thread_of(here, other, FURTHER)
        anew = await sim.say("bob", thread, f"{sim.bot.mention} {QUESTION}")
        assert "Pinned by a moderator" in anew.text
        follow = await sim.say("bob", thread, f"{sim.bot.mention} and the complications?")
        assert "Pinned by" not in follow.text
        row = (await here.rows())[0]
        assert "Identical." in (await sim.slash(MODERATOR, "log replay", {"answer": row.id})).text
        here.blameless()


async def test_a_voice_channels_chat_is_answered(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        sim = here.sim
        voice = sim.world.add_channel(sim.guild, "Journal club", VOICE)
        sim.gateway.dispatch("CHANNEL_CREATE", voice.json())
        asked = await sim.slash("alice", "ask", {"question": QUESTION}, channel=voice)
        assert prove(asked.message.content) >= 1
        said = await sim.say("bob", voice, f"{sim.bot.mention} {QUESTION}")
        assert prove(said.reply.content) >= 1
        form = await sim.click(asked, "Follow up")
        assert DOI in (await sim.submit_modal(form, {only_field(form): "and the complications?"})).text
        here.blameless()
