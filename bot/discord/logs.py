"""Structured logs: one JSON object a line on stderr, without questions' texts, without the token, and naming no member.

Others' warnings come this way too (discord.py's name the channel of a direct message, and the member who typed): ids are
taken out here, where every line passes.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from bot.unnamed import unnamed
from corpus.characters import told


class JsonLines(logging.Formatter):
    """A record as one JSON line; ``secret`` is blanked wherever it would stand, and so is what names a member."""

    def __init__(self, secret: str) -> None:
        super().__init__()
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "name": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        text = told(json.dumps(line, ensure_ascii=False))
        text = text.replace(self._secret, "(token)") if self._secret else text
        return unnamed(text)


def log_to_stderr(secret: str) -> None:
    """Send Marrow's log from INFO and discord.py's from WARNING to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(secret))
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("marrow").setLevel(logging.INFO)
