r"""Text as Discord shows it: what a question or an abstract says is shown as it is, and never acts.

``escape`` puts a backslash before what Discord would read as markup; ``read_back`` takes it away again, so that
the gate can prove the very text that is sent.
"""

from __future__ import annotations

import re
from collections.abc import Collection

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
    r"(?P<kept>10\.[0-9]{4,9}/[^\s,;<>]+)|<@!?\s*\d+\s*>|(?:https?://)?(?:www\.)?discord(?:app)?\.com/users/\d+|(?<!\d)\d{17,20}(?!\d)"
)
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


def nameless(words: str, server: int | None = None) -> str:
    """What somebody wrote, without the ids of members it holds, as mentions or bare: those would be kept with the words.

    ``server``: whose id is nobody's; the names of a server's own libraries hold it.
    """
    return _MEMBER.sub(lambda found: found[0] if found["kept"] or found[0] == str(server) else "@…", words)


def read_back(content: str) -> str:
    """The text a message shows: ``read_back(escape(text, links)) == visible(text)``."""
    return _ESCAPED.sub(r"\1", _HELD_LINK.sub(r"\1", content))


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
