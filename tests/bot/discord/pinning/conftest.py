"""An answer that can be pinned to."""

from __future__ import annotations

import pytest

from bot.discord.parts import Parts
from tests.bot.discord.conftest import Server
from tests.bot.discord.pinning.steps import newest
from tests.bot.discord.test_ask import QUESTION


@pytest.fixture
async def asked(server: Server, parts: Parts) -> str:
    """The id of Alice's answer; moderators have their role."""
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    await server.ask(QUESTION)
    return await newest(parts)
