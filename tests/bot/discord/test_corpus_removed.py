"""Where the folder of a server's library was removed, its members are told so, and nothing of what others have."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.discord.errors import sentence_for
from bot.ownership import FIRST
from corpus.errors import CorpusError
from corpus.store import CorpusStore
from tests.bot.discord.conftest import Server, new_server
from tests.bot.discord.test_corpus import imported, left, told


async def test_where_a_library_was_removed_no_other_servers_is_named(
    server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    other = new_server(server.env, "other")
    for one in (server, other):
        await imported(one)
        await one.admin.slash(one.channel, "setup", library=FIRST)
    (folder,) = left(tmp_path / "libraries", f"*{server.guild.id}*")
    folder.rename(tmp_path / "gone")
    reloaded = await told(server, "reload")
    assert "cannot be opened just now. The bot's log says why." in reloaded
    with pytest.raises(CorpusError, match=str(other.guild.id)) as raised:  # as in a terminal
        CorpusStore(tmp_path / "libraries").source(folder.name)
    assert str(other.guild.id) not in f"{reloaded} {sentence_for(raised.value)}"
    caplog.clear()  # the operator was told
