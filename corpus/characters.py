"""Invisible characters that have an effect: removed from what is imported, marked in what is shown. And which address
may become a link (the link of a DOI is made by ``Doi.url``).

A text from outside (an abstract, a name, a file name) may contain control codes for a terminal, characters of zero
width, and marks that reverse the direction of writing, so that a line appears to say something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote, urlsplit, urlunsplit

from corpus.patterns import late

MARK = "\ufffd"  # shown in the place of each character that would have an effect
# Controls but for tab and line feed; marks that turn the direction of writing (Unicode's Bidi_Control); line ends that
# only some readers know; deprecated formats, annotations and tags, which nobody sees; halves of a character.
_ACTING = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u206f\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
_HALVES = "\ud800-\udfff"
_NO_CHARACTERS = "\ufffe\uffff"  # XML 1.0 refuses them, and every workbook is XML
_WIDTHLESS = (
    "\u00ad\u180e\u200b\u2060-\u2065\ufeff"  # the joiners of Persian, Indic scripts and emoji are none of them
)
UNSEEN = "\u200b\u200e\u200f\u2060\ufeff"  # of these, what stands before a line that was copied from a page, or where files were put together
_BEFORE_LINES = late(f"^[{UNSEEN}]+", re.MULTILINE)
_SEEN_NOWHERE = late(f"[{_ACTING}{_HALVES}{_NO_CHARACTERS}]")
_REMOVED = late(f"[{_ACTING}]")
_UNSEEN = late(f"[{_ACTING}{_WIDTHLESS}]")
_LINE_END = late("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")  # Word and Excel break lines with \x0b
_SPACE = late(r"\s+")
# What nobody sees. Some of it joins (soft hyphens, the marks beside emoji and kanji), some is pasted with a page's text.
_JOINING = "\u00ad\u034f\u200c\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
HIDDEN = (  # the inside of a pattern's brackets
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2061-\u206f"
    f"\u3164\uffa0\ufff9-\ufffb\U000e0000-\U000e00ff{_JOINING}"
)
_HIDDEN = late(f"[{HIDDEN}]+")
_JOINS = late(f"[{_JOINING}]+")
_WHOLE = late(r"10\.\d{4}|://")  # a DOI or an address is one, whatever stands in it
_WORD = late(r"\w+(?:\.\d+)*")
# What no address holds: space, characters that act, and those that end a link or begin something else in Discord,
# HTML or a terminal. A backslash is a slash to browsers, and the host then is another than the one that is read.
_NEVER = late(r"[\s\x00-\x20\x7f-\x9f<>\"\\^`{|}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = late(rf"(?:{_LABEL}\.)+(?=[a-z0-9-]*[a-z])[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?")
_KEPT = "/%:;=@!$&'()*+,~-._?"  # in a path and behind it; the rest is percent-encoded
LONGEST = 2000  # characters


def visible(text: str) -> str:
    """The text for display: ``MARK`` replaces each character that would have an effect, so offsets stay valid."""
    return _SEEN_NOWHERE.sub(MARK, text)


def told(json: str) -> str:
    r"""JSON with each character that would have an effect written as \u…, which a parser reads as the same text."""
    return _SEEN_NOWHERE.sub(_escaped, json)


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def is_printable(text: str) -> bool:
    """Whether a text holds only visible characters, line ends and tabs (a quick check)."""
    return text.isprintable() or text.replace("\n", "").replace("\t", "").isprintable()


def cleaned(text: str) -> str:
    r"""The text to store: line ends become "\n", characters with a hidden effect are removed; all else, unusual
    spaces included, is unchanged."""
    if is_printable(text):
        return text
    return _REMOVED.sub("", _LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """The same for a name, a title or an identifier: on one line, without characters of zero width."""
    if text.isprintable():
        return text.strip()
    bare = unseen_removed(_LINE_END.sub("\n", text)).strip()
    return _SPACE.sub(lambda run: " " if "\n" in run[0] or "\t" in run[0] else run[0], bare)


def bare_lines(text: str) -> str:
    """A file's text without the invisible characters that stand before its lines, where they would hide a tag or the name of a field."""
    return text if text.isascii() else _BEFORE_LINES.sub("", text)


def unseen_removed(text: str) -> str:
    """The text without its invisible characters."""
    return text if text.isprintable() else _UNSEEN.sub("", text)


def seen(text: str, known: Callable[[str], bool]) -> str:
    """A text as its reader sees it, for searching and never for display. An invisible character is dropped if the word
    without it is ``known``, and parts the word if both sides are known words; in all other words it is dropped only if
    it is of the kind that joins its neighbours.
    """
    if _HIDDEN.search(text) is None:
        return text
    return re.sub(r"\S+", lambda found: _seen(found[0], known), text)


def _seen(piece: str, known: Callable[[str], bool]) -> str:
    joined, apart = _HIDDEN.sub("", piece), _HIDDEN.sub(" ", piece)
    for read in (joined, apart):
        if _WHOLE.search(joined) or all(
            word.replace(".", "").isdecimal() or known(word) for word in _WORD.findall(read.casefold())
        ):
            return read
    return _HIDDEN.sub(" ", _JOINS.sub("", piece))


def address(text: str) -> str | None:
    """A web address as a link, in ASCII; None if it is not one.

    It must be http or https, without a user name, and its host a name with a dot. The host is shown as it is
    looked up: letters of other scripts that resemble Latin ones appear as "xn--…".
    """
    if len(text) > LONGEST or _NEVER.search(text):
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
        host = parts.hostname or ""
        host = host if _HOST.fullmatch(host) else host.encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    if port == 0 or parts.netloc.endswith(":"):
        return None
    place = host if port is None else f"{host}:{port}"
    path, query, fragment = (quote(part, safe=_KEPT) for part in parts[2:])
    made = urlunsplit((parts.scheme, place, path, query, fragment))
    return made if len(made) <= LONGEST else None


def pubmed(pmid: str) -> str | None:
    """The page of a PMID, which is a number; None for anything else."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if re.fullmatch(r"[0-9]{1,9}", pmid) else None


def can_be_asked(address: str) -> str:
    """An address that a machine can have, as it is. Raises ValueError, also if a name and a password stand in it."""
    try:
        parts = urlsplit(address)
        _ = (parts.hostname or "").encode("idna"), parts.port  # either may be none
    except ValueError:
        raise ValueError("no machine can have that address: look at its name and its port") from None
    if "@" in parts.netloc:
        raise ValueError("a name and a password do not stand in an address, where logs would show them")
    return address
