"""A file that a member sent, read from Discord up to a limit, whatever size was announced. discord.py itself reads, and
unpacks, as much as comes.
"""

from __future__ import annotations

from http import HTTPStatus

import aiohttp
import discord

from corpus.fetching import content_within

LARGEST = 8 * 1024 * 1024  # bytes of an attachment


async def from_cdn(url: str, largest: int = LARGEST) -> bytes:
    """The content of a file; of a larger one, one byte more than ``largest``. Raises discord.HTTPException,
    aiohttp.ClientError, OSError.
    """
    async with (
        aiohttp.ClientSession(auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar()) as session,
        session.get(url, headers={"Accept-Encoding": "identity"}, allow_redirects=False) as answer,
    ):
        if answer.status != HTTPStatus.OK:
            raise discord.HTTPException(answer, "the file is not there")
        try:
            return await content_within(answer, largest)
        except ValueError:
            raise OSError("it is packed, and cannot be unpacked") from None
