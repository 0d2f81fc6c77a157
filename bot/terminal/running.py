"""``marrow run``: the bot in Discord."""

from __future__ import annotations

from bot.discord.running import serve
from bot.ending import run as run_to_the_end
from bot.terminal.setting import ConfigFile, load


def run(config: ConfigFile = None) -> None:
    """Answer in Discord. The token comes from the environment, as DISCORD_TOKEN."""
    run_to_the_end(serve(load(config)))
