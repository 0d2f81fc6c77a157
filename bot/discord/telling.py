"""The commands beside Discord's own list, for ``marrow doctor``: nothing is connected, and a bot that runs is left alone."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import discord
from pydantic import SecretStr

from bot.assistant.wording import counted
from bot.config import Config
from bot.discord.client import Marrow
from bot.discord.cooldown import Cooldown
from bot.discord.ordering import Lists
from bot.discord.parts import Parts
from bot.discord.running import point_at
from bot.discord.syncing import Difference, difference, why
from bot.libraries import Libraries
from bot.storage.store import Storage

PATIENCE = 30.0  # seconds
SWITCH = "“marrow doctor --sync” does so now"


class _Teller(Marrow):
    """Marrow with its commands, which never connects and starts nothing."""

    async def setup_hook(self) -> None:
        """What it could be asked, and no more."""
        await self.equip()


async def commands_told(config: Config, token: SecretStr, upload: bool) -> tuple[bool, str]:
    """Whether Discord has the commands as they are here, and a sentence; ``upload``: they are told it anew first."""
    point_at(config)
    try:
        async with asyncio.timeout(PATIENCE), _teller(config, token) as bot:
            if upload:
                await bot.tree.sync()
            return _sentence(await difference(bot.tree), len(bot.tree.get_commands()), upload)
    except discord.LoginFailure:
        return False, "not compared, because Discord refuses the token"
    except (TimeoutError, aiohttp.ClientError, OSError, discord.HTTPException) as error:
        wanted = "Discord has not taken the commands" if upload else "Discord did not tell which commands it has"
        return False, f"{wanted} ({why(error)}); a running bot tries again by itself, so do you in a while"


@asynccontextmanager
async def _teller(config: Config, token: SecretStr) -> AsyncIterator[Marrow]:
    """A bot that has logged in. What it needs is opened in a folder of its own, so that nothing of the data is touched."""
    with tempfile.TemporaryDirectory(prefix="marrow-") as folder:
        section = config.storage.model_copy(update={"data_dir": Path(folder)})
        aside = config.model_copy(update={"storage": section})
        async with Storage.open(Path(folder)) as storage:
            parts = Parts(
                aside,
                Libraries(aside, storage.logbook),
                storage,
                Cooldown(1, 1),
                {},
                Lists(Path(folder), aside.corpus.work_limits),
            )
            async with _Teller(parts, shards=1) as bot:
                await bot.login(token.get_secret_value())
                yield bot


def _sentence(found: Difference, count: int, upload: bool) -> tuple[bool, str]:
    """What differs, with what to do."""
    told = [
        f"{what} {', '.join(names)}"
        for what, names in (
            ("lacks", found.lacking),
            ("has otherwise", found.otherwise),
            ("still has", found.left),
        )
        if names
    ]
    if not told:
        return True, f"Discord has all {counted(count, 'command')} as they are here{' now' if upload else ''}"
    what = (
        "it was told them anew and has not taken them" if upload else f"the bot tells it when it starts; {SWITCH}"
    )
    return False, f"Discord {'; '.join(told)}: {what}"
