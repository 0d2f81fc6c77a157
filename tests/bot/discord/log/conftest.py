"""A log with two questions in it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.discord.conftest import Server
from tests.bot.discord.log.steps import UNHELD
from tests.bot.discord.test_ask import QUESTION


@pytest.fixture
async def asked(server: Server) -> Any:
    """Alice's answer in public; Bob's question that nothing answered. Moderators have their role."""
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    answer = await server.ask(QUESTION)
    await server.bob.slash(server.channel, "ask", question=UNHELD)
    return answer.response.message
