"""Characters that act without being seen, and what is done about them: left out of what is imported, marked in what is shown.

A text that is not ours (a paper's, a name, a file's name) may hold controls for a terminal, marks that turn the direction
of writing, so that a line reads as what it does not say, and signs without any width.
"""

from __future__ import annotations

import re

MARK = "\ufffd"  # what stands, one for one, where a character would act
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
_SEEN_NOWHERE = re.compile(f"[{_ACTING}{_HALVES}{_NO_CHARACTERS}]")
_REMOVED = re.compile(f"[{_ACTING}]")
_UNSEEN = re.compile(f"[{_ACTING}{_WIDTHLESS}]")
_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")
_SPACE = re.compile(r"\s+")


def visible(text: str) -> str:
    """A text to be shown: every character that would act has ``MARK`` in its place, so that offsets still hold."""
    return _SEEN_NOWHERE.sub(MARK, text)


def told(json: str) -> str:
    r"""JSON with every character that would act as \u…, which reads the same."""
    return _SEEN_NOWHERE.sub(_escaped, json)


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def is_printable(text: str) -> bool:
    """Whether every character of a text is seen, or ends a line, or is a tab: nothing in it can act. A quick look."""
    return text.isprintable() or text.replace("\n", "").replace("\t", "").isprintable()


def cleaned(text: str) -> str:
    r"""A text to be kept: line ends are "\n", and what would act is gone; all else, its odd spaces too, stays as it is."""
    if is_printable(text):
        return text
    return _REMOVED.sub("", _LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """The same for a name, a title, an identifier: on one line, and without signs of no width."""
    if text.isprintable():
        return text.strip()
    bare = unseen_removed(_LINE_END.sub("\n", text)).strip()
    return _SPACE.sub(lambda run: " " if "\n" in run[0] or "\t" in run[0] else run[0], bare)


def unseen_removed(text: str) -> str:
    """A text without the characters that nobody sees."""
    return text if text.isprintable() else _UNSEEN.sub("", text)
