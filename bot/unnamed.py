"""Log lines without personal data: the ids of members and of their direct messages are removed, and so are the
tokens with which anybody could answer in the bot's name. The id in the name of a server's library stays, because
it belongs to no person.
"""

from __future__ import annotations

import re

from bot.ownership import OWN
from corpus.patterns import late

_ID = late(rf"(?<!{re.escape(OWN)})(?<!\d)\d{{17,20}}(?!\d)")  # as long as Discord's ids are
_TOKEN = late(r"(?<=/)[\w.-]{60,}")  # a part of an address: an interaction's has 60 characters and more
# A bot's: its id, the time and the proof, in letters; looked for where a word begins, or long words would take ever longer.
_BOTS = late(r"(?<![\w-])[\w-]{20,}\.[\w-]{5,8}\.[\w-]{25,}")


def unnamed(text: str) -> str:
    """A log line or traceback in which ids are replaced by "(id)" and tokens by "(token)"."""
    return _TOKEN.sub("(token)", _ID.sub("(id)", without_tokens(text)))


def without_tokens(text: str) -> str:
    """A message in which "(token)" stands for whatever looks like a bot's token, wherever it was put by mistake."""
    return _BOTS.sub("(token)", text)
