"""What operators read of errors and warnings, without members: their ids, those of their direct messages, and the tokens by
which anybody could answer for us. What names a server's library keeps the server's id: that is nobody's.
"""

from __future__ import annotations

import re

from bot.naming import OWN

_ID = re.compile(rf"(?<!{re.escape(OWN)})(?<!\d)\d{{17,20}}(?!\d)")  # as long as Discord's ids are
_TOKEN = re.compile(r"(?<=/)[\w.-]{60,}")  # a part of an address: an interaction's has 60 characters and more


def unnamed(text: str) -> str:
    """A line of a log, or a traceback, whose ids and tokens are blanked."""
    return _TOKEN.sub("(token)", _ID.sub("(id)", text))
