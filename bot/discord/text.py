r"""Text as Discord shows it: what a question or an abstract says is shown as it is, and never acts.

``escape`` puts a backslash before what Discord would read as markup; ``read_back`` takes it away again, so that
the gate can prove the very text that is sent.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, datetime

from bot.assistant.citing import address
from bot.discord.limits import LINK, clip, size
from corpus.characters import unseen_removed, visible
from corpus.models import Paper

_PUNCTUATION = r"!\"#$%&'()*+,\-./:;<=>?@\[\]^_`{|}~\\"
_ACTING = re.compile(
    r"[\\*_`~|]"  # emphasis, code, strikes, spoilers, and our own sign
    r"|\((?<=\]\()"  # the address of a masked link
    r"|<(?=[@#:/+a-zA-Z])"  # mentions, emoji, times, commands, links
    r"|:(?=//)"  # a bare address becomes a link, and its preview
    r"|\.(?=gg/|com/invite|app/|com/channels)",  # an invite does so without https
    re.IGNORECASE,
)
_LINE_START = re.compile(r"^(\s*)(#{1,3}(?=\s|$)|-#(?=\s|$)|[-+](?=\s|$)|>|\d+(?=[.)](?:\s|$)))")
_NUMBER_END = re.compile(r"^(\s*\d+)([.)](?:\s|$))")
_ESCAPED = re.compile(rf"\\([{_PUNCTUATION}])")
_HELD_LINK = re.compile(r"<(https?://[^\s<>]+)>")
# A mention, a profile's address, and a number as long as Discord's ids, whatever stands before it: no paper gives so many
# decimals. A DOI may hold such a number, and stays; what may follow a DOI without a space is none of it.
_MEMBER = re.compile(
    r"(?P<kept>10\.[0-9]{4,9}/[^\s,;<>]+)|<@[!&]?\s*(?P<whom>\d+)\s*>|(?P<mark><a?:\w{1,64}:\d{1,20}>|</[^<>:\n]{1,100}:\d{1,20}>"
    r"|<#\d{1,20}>|<id:\w{1,32}>|<?https?://(?:\w{1,20}\.)?discord(?:app)?\.com/channels/[\w@/]{1,80}>?)|<t:(?P<time>-?\d{1,13})(?::[tTdDfFR])?>"
    r"|(?:https?://)?(?:www\.)?discord(?:app)?\.com/users/\d+|(?<!\d)\d{17,20}(?!\d)"
)
_GAP = re.compile(r"[^\S\n]{2,}")
QUOTE = "> "


def escape(text: str, links: Collection[str] = ()) -> str:
    """A text whose markup is shown, not followed; ``links`` are our own addresses, which stay links without preview.

    Lines that begin with "> " stay quotes. Characters that would act unseen are ``visible``.
    """
    text = visible(text)
    ours = "|".join(re.escape(link) for link in sorted(links, key=len, reverse=True))
    held = re.compile(rf"({ours})(?=$|[\s).,;\]])") if links else None
    return "\n".join(_line(line, held) for line in text.split("\n"))


def _line(line: str, held: re.Pattern[str] | None) -> str:
    if line.startswith(QUOTE):
        return QUOTE + _plain(line[len(QUOTE) :])
    first, *rest = held.split(line) if held else [line]
    return _plain(first) + "".join(
        _ACTING.sub(_with_sign, part) if place % 2 else f"<{part}>" for place, part in enumerate(rest)
    )


def _plain(line: str) -> str:
    escaped = _ACTING.sub(_with_sign, line)
    escaped = _NUMBER_END.sub(r"\1\\\2", escaped)
    return _LINE_START.sub(lambda m: m[0] if m[2].isdigit() else f"{m[1]}\\{m[2]}", escaped)


def _with_sign(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def nameless(words: str, server: int | None = None, own: Collection[int] = ()) -> str:
    """What somebody wrote, as words alone: the one place where what comes from Discord is cleaned.

    Ids of members and roles become "@…", as mentions or bare: those would be kept with the words. The bot's own (``own``) go,
    and so do a server's emoji, links to channels, messages and commands; a timestamp is its day.
    ``server``: whose id is nobody's; the names of a server's own libraries hold it.
    """
    said = _MEMBER.sub(lambda found: _in_words(found, server, own), words)
    return said if said == words else _GAP.sub(" ", said).strip()


def _in_words(found: re.Match[str], server: int | None, own: Collection[int]) -> str:
    if found["kept"] or found[0] == str(server):
        return found[0]
    if found["mark"] or (found["whom"] and int(found["whom"]) in own):
        return " "
    if not found["time"]:
        return "@…"
    try:
        return f"{datetime.fromtimestamp(int(found['time']), UTC):%Y-%m-%d}"
    except (OverflowError, OSError, ValueError):  # no day any calendar has
        return " "


def read_back(content: str) -> str:
    """The text a message shows: ``read_back(escape(text, links)) == visible(text)``."""
    return _ESCAPED.sub(r"\1", _HELD_LINK.sub(r"\1", content))


def moment(at: datetime, style: str = "f") -> str:
    """A moment as Discord shows it to each reader in their own zone. https://discord.com/developers/docs/reference#message-formatting"""
    return f"<t:{int(at.timestamp())}:{style}>"


def shortened(text: str, most: int) -> str:
    """A text escaped on one line of at most ``most`` units, for titles and fields: never cut inside of an escape."""
    room = most
    while size(shown := escape(clip(text, room))) > most and room > 1:
        room = max(1, room - max(1, (size(shown) - most) // 2))
    return shown


def label(text: str, most: int, otherwise: str) -> str:
    """A text for places that show no markup (menus, buttons, names of threads); ``otherwise`` where nothing can be seen."""
    line = clip(text, most)
    return line if unseen_removed(line).strip() else otherwise


def linked(paper: Paper) -> str:
    """A paper's link without preview, or its source's identifier where it has none."""
    link = paper.link
    return f"<{link}>" if link and size(link) <= LINK else shortened(address(paper), LINK)
