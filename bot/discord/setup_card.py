"""What /setup shows: a server's settings, and whether all is ready there."""

from __future__ import annotations

import asyncio

import discord

from bot.discord.access import readiness
from bot.discord.parts import Parts
from bot.discord.rendering import Rendered, first_page
from bot.discord.text import library_name, pages
from bot.libraries import LibraryError, PreparingError
from bot.storage.servers import ServerSettings

UNTIL_MENDED = "Nothing is answered from it until whoever runs me has mended it, as my log tells them; or choose another with library:"


async def card(parts: Parts, settings: ServerSettings, guild: discord.Guild) -> Rendered:
    """The settings of a server, then what is ready or still to be put right."""
    wrong = await _cannot_be_asked(parts, settings, guild)
    text = "\n".join((*_settings(parts, settings), "", *readiness(settings, guild, wrong)))
    return first_page(pages(text), "setup.txt", text)


async def _cannot_be_asked(parts: Parts, settings: ServerSettings, guild: discord.Guild) -> list[str]:
    """A sentence for each library asked here that cannot be opened, with what to do."""
    own = (one for where, one in settings.channel_libraries.items() if guild.get_channel(int(where)))
    names = dict.fromkeys((settings.library or parts.config.corpus.library, *own))
    return [said for said in await asyncio.gather(*(trouble(parts, name) for name in names)) if said]


async def trouble(parts: Parts, library: str) -> str:
    """Why a library cannot be asked, with what to do; "" if it can. Opens it if it is not open."""
    try:
        await parts.libraries.service(library)
    except PreparingError as error:
        return str(error)
    except LibraryError as error:
        return f"{error} {UNTIL_MENDED}"
    return ""


def _settings(parts: Parts, settings: ServerSettings) -> list[str]:
    """One line a setting."""
    channels = ", ".join(f"<#{channel}>" for channel in settings.channels) or "everywhere I can see"
    role = f"<@&{settings.moderator_role}>" if settings.moderator_role else "those who may manage the server"
    day = settings.weekly_day.capitalize()
    where = f"<#{settings.moderator_channel}>" if settings.moderator_channel else "nowhere yet; kept in the log"
    return [
        f"**I answer in** {channels}",
        f"**Answers are seen by** {'everyone' if settings.visibility == 'public' else 'the asker alone'}",
        f"**In threads of mine I read** {'everything' if parts.reads_threads(settings) else 'what mentions me'}",
        f"**Moderators** {role}",
        f"**Reports go to** {where}",
        f"**The log** {parts.policy(settings).told()}",
        f"**Exports of the log** {'may name pseudonyms and places' if settings.export_names else 'are anonymised'}",
        f"**Curators** {f'<@&{settings.curator_role}>' if settings.curator_role else 'those who may manage the server'}",
        f"**Library** {_asked(parts, settings)}",
        *([f"**New papers are told in** <#{settings.digest_channel}>"] if settings.digest_channel else []),
        *([f"**The week is told in** <#{settings.weekly}>, every {day}"] if settings.weekly else []),
    ]


def _asked(parts: Parts, settings: ServerSettings) -> str:
    """The libraries that are asked, the server's first."""
    usual = library_name(settings.library or parts.config.corpus.library)
    others = (f"{library_name(name)} in <#{channel}>" for channel, name in settings.channel_libraries.items())
    return "; ".join((usual, *others))
