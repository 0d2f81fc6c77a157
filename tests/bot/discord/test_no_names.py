"""Nobody's id or name is in any byte of the data folder, whatever they press and type, nor in what moderators are sent."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from simcord.backend.errors import SetupError

from bot.config import Config, Mode, PrivacySection, StorageSection
from bot.discord.parts import Parts
from bot.discord.running import open_parts
from bot.service import OpenIndex
from bot.settings import DiscordSection
from tests.bot.discord.conftest import Server
from tests.bot.discord.test_ask import DOI, QUESTION
from tests.bot.discord.test_buttons import _field
from tests.bot.discord.test_corpus import FILE
from tests.bot.storage.samples import written

MODES: tuple[Mode, ...] = ("counts", "off")  # what keeps more than they do is tried in every run


@pytest.fixture(params=["pseudonymous", *(pytest.param(mode, marks=pytest.mark.slow) for mode in MODES)])
async def parts(request: pytest.FixtureRequest, index: OpenIndex, tmp_path: Path) -> AsyncIterator[Parts]:
    config = Config(
        storage=StorageSection(data_dir=tmp_path / "data"),
        privacy=PrivacySection(mode=request.param),
        discord=DiscordSection(cooldown_questions=1000),
    )
    async with open_parts(config, index) as opened:
        yield opened


class Surfaces:
    """Everything members and moderators can do, each once; what moderators and admins were sent is remembered."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.desk = server.guild.create_text_channel("mod-desk")
        self.sent: list[str] = []

    async def all(self) -> None:
        await self.set_up()
        await self.asks(self.server.alice)
        await self.presses(self.server.alice)
        await self.reads(self.server.alice)
        await self.moderates(self.server.moderator)
        await self.curates()
        await self.server.alice.slash(self.server.channel, "privacy opt-out")
        await self.server.ask(QUESTION)
        await self.server.mention(QUESTION)

    async def set_up(self) -> None:
        server = self.server
        await server.admin.slash(
            server.channel,
            "setup",
            moderator_role=server.moderators,
            curator_role=server.moderators,
            moderator_channel=self.desk,
            digest_channel=self.desk,
            export_names=True,
        )

    async def asks(self, member: Any) -> None:
        """Command (for all and for oneself), mention, direct message, menu, thread."""
        server = self.server
        mine = f"<@{member.id}>"
        for words in (QUESTION, f"{mine} what of radiotherapy?", "zebrafish dose?"):
            await member.slash(server.channel, "ask", question=words)
        await member.slash(server.channel, "ask", question=QUESTION, visible="private", paper=DOI)
        await server.mention(f"{mine} {QUESTION}", member)
        await server.mention("and the complications?", member)
        await member.send_dm(QUESTION)
        await member.send_dm("and the complications?")
        said = await server.bob.send(server.channel, f"{mine} how long was follow-up after TES?")
        await member.context_menu(server.channel, "Ask about this message", said)

    async def presses(self, member: Any) -> None:
        """Every button under an answer, with its form."""
        server = self.server
        answer = (await member.slash(server.channel, "ask", question=QUESTION)).response.message
        await server.rest(member, answer, "Helpful")
        with suppress(SetupError):  # where no words are kept there is nothing to go on from
            form = await member.click(answer, label="Follow up")
            await member.submit_modal(form, {_field(form): f"<@{member.id}> and the complications?"})
        for label in ("More", "Cite", "In context"):
            with suppress(SetupError):  # where no words are kept there are fewer buttons
                await member.click(answer, label=label)
        for thread in server.channel.threads[:1]:
            await member.send(thread, f"<@{server.env.bot.user.id}> and the complications?")
        for label in ("Not helpful", "Report"):
            form = await server.rest(member, answer, label)
            await member.submit_modal(form, {_field(form): f"<@{member.id}> finds it odd"})
        own = (await member.slash(server.channel, "ask", question=QUESTION, visible="private")).response.message
        with suppress(SetupError):
            await member.click(own, label="Share")
        with suppress(SetupError):  # where nobody's name is kept it is not offered
            await server.rest(member, answer, "Remove")

    async def reads(self, member: Any) -> None:
        """The commands that ask nothing."""
        for command, options in (
            ("history", {}),
            ("privacy show", {}),
            ("privacy export", {}),
            ("papers", {"keyword": "pain"}),
            ("summary", {"paper": DOI}),
            ("define", {"term": "TES"}),
            ("related", {"paper": DOI}),
            ("cite thread", {}),
            ("about", {}),
            ("help", {}),
        ):
            await member.slash(self.server.channel, command, **options)

    async def moderates(self, member: Any) -> None:
        """Every command of the log, the record's buttons and its form."""
        server = self.server
        (newest, *_) = await server.env.bot.parts.storage.logbook.recent(1)
        shown = await server.alice.slash(server.channel, "ask", question=QUESTION)
        for command, options in (
            ("recent", {}),
            ("search", {"text": "follow"}),
            ("search", {"asker": newest.asker or "0" * 16}),
            ("search", {"asker": str(server.alice.id)}),
            ("show", {"answer": newest.id}),
            ("replay", {"answer": newest.id}),
            ("gaps", {}),
            ("stats", {}),
            ("export", {"names": True}),
            ("note", {"answer": newest.id, "note": f"<@{server.alice.id}> see Table 2"}),
        ):
            await self._told(await member.slash(server.channel, f"log {command}", **options))
        record = await member.context_menu(server.channel, "Answer record", shown.response.message)
        await self._told(record)
        form = await member.click(record.response.message, label="Note")
        await self._told(await member.submit_modal(form, {_field(form): "and the correction"}))
        await self._told(await member.slash(server.channel, "log remove", answer=newest.id))
        self.sent += [message.content for message in self.desk.history()]
        await server.admin.slash(server.channel, "log readings", member=member)
        await server.admin.slash(server.channel, "log readings")

    async def curates(self) -> None:
        """The commands of the library, by an admin."""
        server = self.server
        for command, options in (("status", {}), ("check", {"file": FILE}), ("reload", {})):
            await self._told(await server.admin.slash(server.channel, f"corpus {command}", **options))
        tried = await server.admin.slash(server.channel, "corpus import", file=FILE)
        await self._told(await server.admin.click(tried.response.message, label="Import these papers"))
        await server.admin.slash(server.channel, "corpus term", word="honey", meaning="sugar")

    async def _told(self, result: Any) -> None:
        self.sent.append(str(result.response.content))
        self.sent += [(await file.read()).decode("utf-8", "replace") for file in result.response.attachments]


def traces(server: Server) -> dict[str, list[str]]:
    """By member: the id, the name, and the channel of their direct messages."""
    members = (server.alice, server.bob, server.admin, server.moderator)
    direct: dict[int, Any] = {member.id: getattr(member.user, "dm_channel", None) for member in members}
    return {
        member.name: [str(member.id), member.name, *([str(direct[member.id].id)] if direct[member.id] else [])]
        for member in members
    }


async def test_no_id_and_no_name_is_in_the_data_folder_or_sent_to_moderators(
    server: Server, parts: Parts, tmp_path: Path
) -> None:
    surfaces = Surfaces(server)
    await surfaces.all()
    await parts.storage.logbook.backup(tmp_path / "data" / "backup.sqlite3")
    content = written(tmp_path)
    assert {name: [one for one in ids if one.encode() in content] for name, ids in traces(server).items()} == {
        name: [] for name in traces(server)
    }
    sent = "\n".join(surfaces.sent)
    assert len(surfaces.sent) > 15
    assert [one for ids in traces(server).values() for one in ids if one in sent] == []
    logs = await parts.storage.logbook.recent(100)
    assert len(logs) > 10
    kept = parts.config.privacy.mode == "pseudonymous"
    assert any(row.question == QUESTION for row in logs) is kept
    assert any(row.conversation for row in logs) is kept
    assert all(
        re.fullmatch(r"conversation-[0-9a-f]{16}", row.conversation or "") for row in logs if row.conversation
    )
