"""Sentences of Marrow's with slots, found again in what is said; and what is not Marrow's, kept out of the way meanwhile.

A slot is lower case if its text stays unchanged (``{a}``), upper case if its text is Marrow's own too (``{A}``), and ends in
``?`` if it may be empty. Some slots take one kind of text: ``{n}`` a number, ``{q}`` what comes marked, ``{t}`` numbers of questions by how they ended,
``{u}`` groups with their numbers ("2023: 2 papers, 2024: 1 paper"), ``{v}`` words searched for others ("a for “b”, c"),
``{w}`` and ``{x}`` names ("A, B and C"), ``{y}`` and ``{z}`` days, months or years.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import merge

from bot.discord.text import CLOSE, OPEN, bare

SLOT = re.compile(r"\{([A-Za-z])(\??)\}")
QUOTED = re.compile(r"“([^“”\n]*)”")
# one may be cut by a page
_SLOTTED = re.compile(rf"(?:{OPEN}|\A(?=[^{OPEN}{CLOSE}]*{CLOSE}))([^{CLOSE}]*)(?:{CLOSE}|\Z)")
OPAQUE = re.compile("“?[\U00100000-\U0010fffd]”?")  # what is not ours, while the rest is translated
_ESCAPABLE = re.compile(r"([\\*_`~|<])")
_HELD = r"(?:(?! · |(?<! al)(?<![\s.-][A-Z])[.?!] [A-Z“0-9]).)"  # a slot outside quotation marks ends where its sentence ends
_DAY = r"(?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4}|[A-Z][a-z]{2,8}"
_PATTERNS = {
    "n": r"[\d,]+",
    "q": OPAQUE.pattern,
    "t": r"(?:[\d,]+ [a-z]+(?:, )?)+",
    "u": r"(?:(?!\. )[^“”<>])+?",
    "v": _HELD + "+?",
    "w": r"(?:(?![a-z\d]{2}\. )[^“”:;<>])+?",
    "x": r"(?:(?![a-z\d]{2}\. )[^“”:;<>])+?",
    "y": _DAY,
    "z": _DAY,
}  # slots for one kind of thing only
HEAD = 4  # letters a template is looked up by


@dataclass(frozen=True)
class Template:
    """A sentence of Marrow's with slots, as a pattern, and its Japanese. ``weight``: the number of characters outside of
    slots; ``needs``: the longest run of these, which every text made from it contains.
    """

    written: str
    said: str
    weight: int
    needs: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Made when a text may first fit: to make them all would keep the first Japanese reader, and the event loop."""
        return re.compile(self.written, re.DOTALL)


class Templates:
    """Templates, found by their first letters."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._by_head: dict[str, list[Template]] = {}
        for english, said in table.items():
            self._by_head.setdefault(_head(english), []).append(_template(english, said))
        for held in self._by_head.values():
            held.sort(key=lambda one: -one.weight)

    def fitting(self, text: str) -> Iterator[tuple[Template, re.Match[str]]]:
        """The templates that fit a text, the longest first, with their matches."""
        plain = text.replace("\\", "")
        of_heads = (self._by_head.get(head, ()) for head in (plain[:HEAD], ""))
        for one in merge(*of_heads, key=lambda one: -one.weight):
            if one.needs in plain and (found := one.pattern.fullmatch(text)):
                yield one, found


def _head(english: str) -> str:
    """The first letters of a template; "" if a slot is among them."""
    literal = SLOT.split(english, maxsplit=1)[0]
    return literal[:HEAD] if len(literal) >= HEAD else ""


def _template(english: str, said: str) -> Template:
    parts, at, weight, needs = [], 0, 0, ""
    for slot in SLOT.finditer(english):
        literal = english[at : slot.start()]
        held = "." if literal.endswith("“") else _HELD
        inner = _PATTERNS.get(slot[1]) or f"{held}{'*' if slot[2] else '+'}?"
        parts += [_literal(literal), f"(?P<{slot[1]}>{inner})"]
        at, weight, needs = slot.end(), weight + len(literal), max(needs, literal, key=len)
    parts.append(_literal(english[at:]))
    needs = max(needs, english[at:], key=len).replace("\\", "")
    return Template("".join(parts), said, weight + len(english) - at, needs)


def _literal(text: str) -> str:
    r"""A pattern of a text that may have been escaped for Discord: "discord\.message\_content"."""
    return "".join(rf"\\?{re.escape(sign)}" if _ESCAPABLE.match(sign) else re.escape(sign) for sign in text)


class SetAside:
    """Texts that are not ours, each of them one character of a text that is translated, until they are put back.

    ``ours``: what stands in quotation marks in Marrow's own sentences.
    """

    def __init__(self, content: str, ours: Container[str]) -> None:
        self._held: dict[str, str] = {}
        self._free = (sign for at in range(0x100000, 0x10FFFE) if (sign := chr(at)) not in content)
        self.text = _SLOTTED.sub(lambda slot: self._of(slot[1]), content)
        before = ""
        while before != self.text:  # quotation marks inside of others
            before = self.text
            self.text = QUOTED.sub(lambda quoted: self._quoted(quoted[1], ours), before)

    def _of(self, text: str) -> str:
        sign = next(self._free)
        self._held[sign] = text
        return sign

    def _quoted(self, text: str, ours: Container[str]) -> str:
        known = text in ours or text in self._held
        return f"“{text}”" if known else f"“{self._of(text)}”"

    def back(self, text: str) -> str:
        """A translated text with all of them in their places."""
        for sign, held in reversed(self._held.items()):
            text = text.replace(sign, held)
        return bare(text)
