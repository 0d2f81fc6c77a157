"""The commands: each file one subject, each method four moves."""

from __future__ import annotations

from bot.discord.cogs.ask import AboutCog, AskCog, CiteCog, FormsCog
from bot.discord.cogs.base import MarrowCog
from bot.discord.cogs.corpus import CorpusCog
from bot.discord.cogs.listening import ListeningCog
from bot.discord.cogs.log import LogCog
from bot.discord.cogs.papers import PapersCog
from bot.discord.cogs.privacy import PrivacyCog
from bot.discord.cogs.setup import SetupCog

COGS: tuple[type[MarrowCog], ...] = (
    AskCog,
    ListeningCog,
    FormsCog,
    PapersCog,
    CiteCog,
    LogCog,
    CorpusCog,
    PrivacyCog,
    AboutCog,
    SetupCog,
)

__all__ = ["COGS", "MarrowCog"]
