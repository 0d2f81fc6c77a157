"""Text for Discord: text of questions and abstracts is shown unchanged, has no effect as markup, and fits.

``escape`` puts a backslash before what Discord would read as markup; ``read_back`` removes it again, so that the gate
can prove the very text that is sent. A long text is cut into pages that each fit a message: between blocks, then lines,
then words; nothing is lost. Discord's limits have names here, and are counted as Discord counts:
https://discord.com/developers/docs/resources/message
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime

from bot.assistant.citing import address, cite
from bot.ownership import FIRST, called
from corpus.characters import HIDDEN, MARK, unseen_removed, visible
from corpus.models import DERIVED, Paper

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
# A mention, a profile's address, and a number as long as Discord's ids, whatever stands before it. A DOI may hold such a
# number, and a P value as R prints it (0.00000000000000022) begins as no id does: they stay; what may follow a DOI without a space is none of it.
_MEMBER = re.compile(
    r"(?P<kept>10\.[0-9]{4,9}/[^\s,;<>]+|(?<![\w.,])0[.,]0\d+)|<@[!&]?\s*(?P<whom>\d{1,20})\s*>|(?P<mark><a?:\w{1,64}:\d{1,20}>|</[^<>:\n]{1,100}:\d{1,20}>"
    r"|<#\d{1,20}>|<id:\w{1,32}>|<sound:\d{1,20}:\d{1,20}>|(?<=```)[\w+#-]{1,20}(?=\n)|<?https?://(?:\w{1,20}\.)?discord(?:app)?\.com/channels/[\w@/]{1,80}>?)|<t:(?P<time>-?\d{1,13})(?::[a-zA-Z])?>"
    rf"|(?:https?://)?(?:www\.)?discord(?:app)?\.com/users/\d+|\d(?:[{HIDDEN}]*\d){{16,}}"
)
_HALF = re.compile("[\ud800-\udfff]")  # of a character: no file and no database takes one
_GAP = re.compile(r"[^\S\n]{2,}")
_BACK = 20  # characters before a time that may say what it is for
_OF_TIME = re.compile(r"\b(?:since|before|after|until|till|from|between|on|at)\s*$", re.IGNORECASE)
QUOTE = "> "
SMALL = "-# "  # begins a line in small print
# Noncharacters of Unicode, which have no meaning in any text: texts that are not ours stand between them.
OPEN, CLOSE = "\ufdd0", "\ufdd1"
_SLOT_SIGNS = re.compile(f"[{OPEN}{CLOSE}]")


def slot(text: str) -> str:
    """A text that is not ours (a question, a title, a name), marked: no translation reaches inside, and the marks are
    taken out when the message is sent.
    """
    return f"{OPEN}{bare(text)}{CLOSE}" if text else ""


def theirs(text: str) -> str:
    """The same for a text that is escaped here, too."""
    return slot(escape(text))


def bare(text: str) -> str:
    """A text without such marks."""
    return _SLOT_SIGNS.sub("", text)


def library_name(name: str) -> str:
    """What a library is called, escaped (its letters, digits and hyphens stay so if it is escaped again); a slot, but for
    "this server's papers", which is ours.
    """
    said = called(name)
    return said if said == FIRST else theirs(said)


def marked(content: str, held: Iterable[str]) -> str:
    """An escaped text in which these texts, where they stand as whole words, are slots. A single word stays: no
    translation takes it apart.
    """
    several = {said for one in held if " " in one.strip() and (said := escape(one)) in content}
    if not several:
        return content
    found = "|".join(map(re.escape, sorted(several, key=len, reverse=True)))
    pieces = re.split(f"({OPEN}[^{CLOSE}]*{CLOSE})", content)
    within = re.compile(rf"(?<!\w)(?:{found})(?!\w)")
    return "".join(
        piece if place % 2 else within.sub(lambda one: slot(one[0]), piece) for place, piece in enumerate(pieces)
    )


def escape(text: str, links: Collection[str] = ()) -> str:
    """A text whose markup is shown and has no effect. ``links``: our own addresses, which stay links without a preview.

    Lines that begin with "> " stay quotes. Invisible active characters are shown by ``visible``.
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
    return _begun(_ACTING.sub(_with_sign, line))


def _begun(line: str) -> str:
    """A line in which what acts at its beginning alone is escaped; the sign of a slot may stand before it."""
    sign = line[: line.startswith((OPEN, CLOSE))]
    escaped = _NUMBER_END.sub(r"\1\\\2", line[len(sign) :])
    return sign + _LINE_START.sub(lambda m: m[0] if m[2].isdigit() else f"{m[1]}\\{m[2]}", escaped)


def _with_sign(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def nameless(words: str, server: int | None = None, own: Collection[int] = ()) -> str:
    """A member's text, cleaned of names; this is the only place that cleans text from Discord.

    Ids of members and roles become "@…", as mentions or bare, because the text may be kept. The bot's own ids (``own``)
    are removed, and so are sounds, the language of a block of code, a server's emoji and links to channels, messages and
    commands, and the signs of slots; half a character becomes a mark. A timestamp becomes its day if it is alone or after a word such as "since"; elsewhere it says nothing of what is asked.
    ``server``: an id that stays, because the names of a server's own libraries contain it.
    """
    words = bare(_HALF.sub(MARK, words))
    said = _MEMBER.sub(lambda found: _in_words(found, server, own), words)
    return said if said == words else _GAP.sub(" ", said).strip()


def _in_words(found: re.Match[str], server: int | None, own: Collection[int]) -> str:
    if found["kept"] or found[0] == str(server):
        return found[0]
    if found["mark"] or (found["whom"] and int(found["whom"]) in own):
        return " "
    if not found["time"]:
        return "@…"
    alone = found.string.strip() == found[0]
    if not alone and not _OF_TIME.search(found.string, max(0, found.start() - _BACK), found.start()):
        return " "
    try:
        return f"{datetime.fromtimestamp(int(found['time']), UTC):%Y-%m-%d}"
    except (OverflowError, OSError, ValueError):  # no day any calendar has
        return " "


def read_back(content: str) -> str:
    """The text that a message shows: ``read_back(escape(text, links)) == visible(text)``."""
    return _ESCAPED.sub(r"\1", _HELD_LINK.sub(r"\1", content))


def moment(at: datetime, style: str = "f") -> str:
    """A time that Discord shows in each reader's time zone.
    https://discord.com/developers/docs/reference#message-formatting
    """
    return f"<t:{int(at.timestamp())}:{style}>"


def shortened(text: str, most: int) -> str:
    """A text, escaped, on one line of at most ``most`` units, for titles and fields; it is never cut inside an escape,
    and a slot that is cut is closed.
    """
    room = most
    while size(shown := _closed(escape(clip(text, room)))) > most and room > 1:
        room = max(1, room - max(1, (size(shown) - most) // 2))
    return shown


def _closed(text: str) -> str:
    """A text that was cut, with the end of the slot it was cut in."""
    return text + CLOSE if text.rfind(OPEN) > text.rfind(CLOSE) else text


def label(text: str, most: int, otherwise: str) -> str:
    """A text for places without markup (menus, buttons, names of threads); ``otherwise`` if it has no visible
    characters.
    """
    line = clip(text, most)
    return line if unseen_removed(line).strip() else otherwise


def named(paper: Paper) -> str:
    """What a paper is called in a sentence of ours, escaped, and so short that the sentence fits a message; a slot."""
    return slot(shortened(cite(paper), NAME))


def linked(paper: Paper) -> str:
    """A paper's link without a preview; its source's identifier if it has no link; "" if it has neither."""
    link = paper.link
    if not link and paper.key.startswith(DERIVED):
        return ""
    return f"<{link}>" if link and size(link) <= LINK else shortened(address(paper), LINK)


PAPER_COLOUR = 0x2E5A7D  # of the bar beside records of papers
# What Discord takes at most, in its units; those of ours say so.
CONTENT = 2000
EMBED_DESCRIPTION = 4096
EMBED_TITLE = 256
EMBED_FIELD = 1024
EMBED_FIELDS = 25
EMBED_TOTAL = 6000
CHOICES = 25
CHOICE = 100
LINK = 1000  # of ours: a longer one would leave no room for the words beside it
THREAD_NAME = 100
NAME = 300  # of a paper, in a sentence
ATTACHED = 8 * 1024 * 1024  # bytes of a message's files together: every server takes so many

ROOM = CONTENT - 100  # what a page of a message may hold: the rest is kept for a line of our own


def size(text: str) -> int:
    """A text's length in UTF-16 units, which is never less than Discord counts."""
    return len(text.encode("utf-16-le")) // 2


def clip(text: str, most: int) -> str:
    """A text on one line, cut to ``most`` units with an ellipsis. Never use it for quotes or answers."""
    line = " ".join(visible(text).split())
    if size(line) <= most:
        return line
    line = line[:most]
    while size(line) > most - 1:
        line = line[:-1]
    return line.rstrip() + "…"


def pages(text: str, room: int = ROOM) -> tuple[str, ...]:
    """An escaped text in pages of at most ``room`` units as they are sent, without the signs of slots; a quote that is cut
    goes on as a quote. A short first block is never alone on its page: what follows it is cut instead.
    """
    head, *blocks = text.split("\n\n")
    beside = room - shown_size(head) - 2
    first = beside if beside > room // 2 else room
    rooms = (room, first, *(room for _ in blocks))
    parts = [part for block, most in zip((head, *blocks), rooms, strict=False) for part in _cut_block(block, most)]
    return tuple(_packed(parts, "\n\n", room))


def shown_size(text: str) -> int:
    """A text's length when it is sent, without the signs of slots; see ``size``."""
    return size(bare(text))


def _packed(
    parts: list[str], joint: str, room: int, begun: Callable[[str], str] = lambda part: part
) -> Iterator[str]:
    """Join neighbouring parts while they fit; ``begun``: what becomes of a part that stands first after another page."""
    page = ""
    for part in parts:
        joined = f"{page}{joint}{part}" if page else part
        if shown_size(joined) > room and page:
            yield page
            page = begun(part)
        else:
            page = joined
    if page:
        yield page


def _cut_block(block: str, room: int) -> list[str]:
    if shown_size(block) <= room:
        return [block]
    return list(_packed([part for line in block.split("\n") for part in _cut_line(line, room)], "\n", room))


def _cut_line(line: str, room: int) -> list[str]:
    if shown_size(line) <= room:
        return [line]
    start = QUOTE if line.startswith(QUOTE) else ""
    words = [piece for word in line[len(start) :].split(" ") for piece in _cut_word(word, room - len(start))]
    return [start + part for part in _packed(words, " ", room - len(start), _begun)]


def _cut_word(word: str, room: int) -> Iterator[str]:
    """The pieces of a word longer than a page; each fills its page, so that no two are joined again by a space."""
    while size(word) > room:
        end = _filled(word, room)
        yield word[:end]
        word = _begun(word[end:])
    yield word


def _filled(word: str, room: int) -> int:
    """How many characters of an escaped word fit; never between a backslash and the character it escapes."""
    end = min(len(word), room)
    while size(word[:end]) > room:
        end -= 1
    run = end - len(word[:end].rstrip("\\"))  # of two backslashes, the second is the character that is escaped
    return (end - run % 2) or 1
