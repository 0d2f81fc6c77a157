"""An edit that takes the bot's mention out of a question."""

from __future__ import annotations

from tests.bot.discord.conftest import Server
from tests.bot.discord.test_ask import QUESTION
from tests.bot.discord.test_editing import KNAPP, ONE, answers, edit


async def test_an_edit_without_the_mention_leaves_the_answer_and_one_with_it_again_changes_it(
    server: Server,
) -> None:
    """Its words can no longer be read, and a reply that no longer pings looks the same: nobody took the question back."""
    asked = await server.mention(QUESTION)
    before = answers(server)
    await server.alice.edit(asked, "never mind")
    assert answers(server) == before
    await edit(server, asked, ONE)
    ((place, said),) = answers(server).items()
    assert place == next(iter(before))
    assert KNAPP in said
