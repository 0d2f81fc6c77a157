"""Makes texts harmless before they leave. In log lines, the ids of members and of their direct messages are removed,
and so are the tokens with which anybody could answer in the bot's name; the id in the name of a server's library stays,
because it belongs to no person. An error is told by its kind and place, because what it says may be a member's words.
In every CSV file, no cell can be taken for a formula by a spreadsheet.
"""

from __future__ import annotations

import csv
import os
import re
import traceback
from collections.abc import Iterable, Iterator
from typing import Any

from bot.ownership import OWN
from corpus.characters import visible
from corpus.errors import NoLibraryError
from corpus.patterns import late

_ID = late(rf"(?<!{re.escape(OWN)})(?<!\d)\d{{17,20}}(?!\d)")  # as long as Discord's ids are
_TOKEN = late(r"(?<=/)[\w.-]{60,}")  # a part of an address: an interaction's has 60 characters and more
# A bot's token: its id, the time and the proof, in letters; searched only at the beginning of a word, so that long words stay fast.
_BOTS = late(r"(?<![\w-])[\w-]{20,}\.[\w-]{5,8}\.[\w-]{25,}")
SPREADSHEET = b"\xef\xbb\xbf"  # at the head of a CSV file: without it Excel does not read UTF-8
# What begins a formula (https://owasp.org/www-community/attacks/CSV_Injection), full-width too, at the beginning of a
# cell or of a line in it: programs that split at line ends, or take space away, read a cell that begins there.
_SIGNS = "[=+@＝＋－＠﹦﹢﹣﹫-]"
# Where a comma stands in numbers, cells are parted at semicolons and tabs, whatever quotation marks stand around. What
# begins with a number, and goes on with no more than words, is a number there.
_NUMBER = r"[+\-＋－][\d.,]+%?(?:[^\S\n\t]*[;,)\]]|[^\S\n\t]+\w|[^\S\n\t]*$)"
_FORMULA = late(
    rf"^(?=[\s\u200b\ufeff]*{_SIGNS}|[\t\r])|(?<=[\n\r\x0b\x0c\x85\u2028\u2029])(?=[^\S\n\r\x0b\x0c\x85\u2028\u2029]*{_SIGNS})"
    rf"|(?<=[;\t])(?=[ \"']{{0,3}}{_SIGNS})(?![ \"']{{0,3}}{_NUMBER})"
)


def for_operators(error: Exception) -> bool:
    """Whether an error's text contains a path or a command of the terminal, or names things of other servers."""
    return isinstance(error, NoLibraryError) or "/" in str(error) or "“marrow " in str(error)


def unnamed(text: str) -> str:
    """A log line or traceback in which ids are replaced by "(id)" and tokens by "(token)"."""
    return _TOKEN.sub("(token)", _ID.sub("(id)", without_tokens(text)))


def without_tokens(text: str) -> str:
    """A message with "(token)" in place of whatever looks like a bot's token, wherever it was put by mistake."""
    return _BOTS.sub("(token)", text)


def traced(error: BaseException) -> str:
    """The traceback of an error and of those that led to it, the first of them first, without what they say: that may repeat
    what a member wrote, or what was sent with a token. Numbers of the operating system and of HTTP stay.
    """
    return "\n".join(_kinds(error, set()))


def _kinds(error: BaseException, told: set[int]) -> Iterator[str]:
    told.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in told:
        yield from _kinds(before, told)
        yield ""
    yield "Traceback (most recent call last):"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip("\n")
    yield f"{type(error).__module__}.{type(error).__qualname__}{_numbers(error)}".removeprefix("builtins.")
    for inner in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield from _kinds(inner, told)


def _numbers(error: BaseException) -> str:
    """What an error has of numbers that anybody may know."""
    if isinstance(error, OSError) and error.errno is not None:
        return f": [Errno {error.errno}] {os.strerror(error.errno)}"
    numbers = {name: getattr(error, name, None) for name in ("status", "code")}
    said = ", ".join(f"{name} {number}" for name, number in numbers.items() if isinstance(number, int))
    return f" ({said})" if said else ""


def cell(value: object) -> object:
    """A value as a safe cell: in a text, an apostrophe stands before anything that could begin a formula, and
    a visible mark replaces each invisible character that has an effect. Other values are unchanged.
    """
    return visible(_FORMULA.sub("'", value)) if isinstance(value, str) else value


class SafeWriter:
    """A ``csv.writer`` that makes every cell safe."""

    def __init__(self, out: Any, lineterminator: str = "\r\n") -> None:
        self._writer = csv.writer(out, lineterminator=lineterminator)

    def writerow(self, row: Iterable[object]) -> Any:
        """Write one row; returns what the file's ``write`` returned, which the caller awaits if the file is
        asynchronous.
        """
        return self._writer.writerow([cell(value) for value in row])
