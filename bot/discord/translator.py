"""What Marrow says, in the reader's language: names of commands, buttons, and its own sentences. Quotes are not
translated.

``translations/ja.toml`` holds the English text of the code and its Japanese. A template's slot is lower case if its
text stays unchanged (``{a}``), upper case if its text is Marrow's own too (``{A}``), and ends in ``?`` if it may be
empty. Some slots take one kind of text: ``{n}`` a number, ``{t}`` numbers of questions by how they ended, ``{u}`` groups
with their numbers ("2023: 2 papers, 2024: 1 paper"), ``{v}`` words searched for others ("a for “b”, c"), ``{w}`` and
``{x}`` names ("A, B and C"), ``{y}`` and ``{z}`` days, months or years. A text that fits no template stays as it is: it
is translated completely or not at all.
"""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import discord
from discord import app_commands

Location = app_commands.TranslationContextLocation
NAMES = {Location.command_name, Location.group_name, Location.parameter_name}
_SLOT = re.compile(r"\{([A-Za-z])(\??)\}")
_ESCAPABLE = re.compile(r"([\\*_`~|<])")
_DECORATED = re.compile(r"((?:-# |[🟢🟡🟠⚪⚠•✓✗] ?)*)(\*\*)?(.*?)(\2)?", re.DOTALL)
_VERBATIM = ("> ", "-# — ", "— ", "-# “", "```")  # quotes, what they are from, questions, fences
_BREAK = re.compile(
    r"(?:(?<=[.?!:;)])|(?<=[.?!]”))(?<![\s.-][A-Z]\.)( )(?=[^a-z·])|( · )"
)  # not behind an initial
_HELD = r"(?:(?! · |(?<! al)(?<![\s.-][A-Z])[.?!] [A-Z“0-9]).)"  # a slot outside quotation marks ends where its sentence ends
_DAY = r"(?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4}|[A-Z][a-z]{2,8}"
_PATTERNS = {
    "n": r"[\d,]+",
    "t": r"(?:[\d,]+ [a-z]+(?:, )?)+",
    "u": r"(?:(?!\. )[^“”<>])+?",
    "v": _HELD + "+?",
    "w": r"(?:(?![a-z\d]{2}\. )[^“”:;<>])+?",
    "x": r"(?:(?![a-z\d]{2}\. )[^“”:;<>])+?",
    "y": _DAY,
    "z": _DAY,
}  # slots for one kind of thing only
_WRITTEN = re.compile(r"(?:(\d{1,2}) )?(?:([A-Z][a-z]+) ?)?(\d{4})?")
_COUNTED = re.compile(r" \((\d+) papers?\)")
_IN_GROUP = re.compile(r": (?:([\d,.]+) (citation|view|page|author)s? \()?(\d+) papers?\b(\))?|\band (\d+) more\b")
_MEASURED = {"citation": "被引用{}回", "view": "閲覧{}回", "page": "{}ページ", "author": "著者{}人"}
_INSTEAD = re.compile(r" for (?=“)")
_MOST = 48  # parts of a line that are looked at one by one
HEAD = 4  # letters a template is looked up by


@cache
def tables() -> Mapping[str, Mapping[str, str]]:
    """The translations in the package: names, sentences, labels, messages, phrases."""
    return tomllib.loads((files("bot.discord") / "translations" / "ja.toml").read_text("utf-8"))


class Japanese(app_commands.Translator):
    """Translates names and descriptions of commands into Japanese."""

    async def load(self) -> None:
        """Read the translations."""
        self._tables = tables()

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The Japanese of a name or sentence; None for other languages, for which Discord shows the English."""
        if locale is not discord.Locale.japanese:
            return None
        table = "names" if context.location in NAMES else "sentences"
        return self._tables[table].get(string.message)


class Template(NamedTuple):
    """A sentence of Marrow's with slots, and its Japanese. ``weight``: the number of characters outside of slots;
    ``needs``: the longest run of these, which every text made from it contains.
    """

    pattern: re.Pattern[str]
    said: str
    weight: int
    needs: str


class Sentences:
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
        for head in (plain[:HEAD], ""):
            for one in self._by_head.get(head, ()):
                if one.needs in plain and (found := one.pattern.fullmatch(text)):
                    yield one, found


def _head(english: str) -> str:
    """The first letters of a template; "" if a slot is among them."""
    literal = _SLOT.split(english, maxsplit=1)[0]
    return literal[:HEAD] if len(literal) >= HEAD else ""


def _template(english: str, said: str) -> Template:
    parts, at, weight, needs = [], 0, 0, ""
    for slot in _SLOT.finditer(english):
        literal = english[at : slot.start()]
        held = "." if literal.endswith("“") else _HELD
        inner = _PATTERNS.get(slot[1]) or f"{held}{'*' if slot[2] else '+'}?"
        parts += [_literal(literal), f"(?P<{slot[1]}>{inner})"]
        at, weight, needs = slot.end(), weight + len(literal), max(needs, literal, key=len)
    parts.append(_literal(english[at:]))
    needs = max(needs, english[at:], key=len).replace("\\", "")
    return Template(re.compile("".join(parts), re.DOTALL), said, weight + len(english) - at, needs)


def _literal(text: str) -> str:
    r"""A pattern of a text that may have been escaped for Discord: "discord\.message\_content"."""
    return "".join(rf"\\?{re.escape(sign)}" if _ESCAPABLE.match(sign) else re.escape(sign) for sign in text)


class Tongue:
    """Marrow's own words in one language."""

    def __init__(self, table: Mapping[str, Mapping[str, str]]) -> None:
        self._labels = table["labels"]
        self._label_templates = Sentences(table["labels"])
        self._messages = Sentences(table["messages"])
        self._phrases = Sentences(table["phrases"])

    def label(self, text: str) -> str:
        """A text on a button, in a menu or above a field, translated."""
        return self._labels.get(text) or self._filled(self._label_templates, text) or text

    def message(self, content: str) -> str:
        """A message's content with Marrow's own lines translated; other lines stay."""
        lines, fenced = content.split("\n"), False
        for place, line in enumerate(lines):
            fenced ^= line.startswith("```")
            if not fenced and not line.startswith(_VERBATIM):
                lines[place] = self._line(line)
        return "\n".join(lines)

    def _line(self, line: str) -> str:
        found = _DECORATED.fullmatch(line)
        if found is None or not found[3].strip():
            return line
        if (whole := self._filled(self._messages, line)) is not None:
            return whole
        return f"{found[1]}{found[2] or ''}{self._parts(found[3])}{found[4] or ''}"

    def _parts(self, text: str) -> str:
        """Several sentences on a line: the longest runs that fit a template are translated in order, the others stay."""
        parts = [part for part in _BREAK.split(text) if part is not None]
        said: list[str] = []
        at = 0
        while at < len(parts):
            run = next(
                (
                    (stop, whole)
                    for stop in range(min(len(parts), at + _MOST), at, -1)
                    if (whole := self._filled(self._messages, "".join(parts[at:stop]))) is not None
                ),
                (at + 1, parts[at]),
            )
            at, whole = run
            said.append("" if whole == " " and said and said[-1].endswith(("。", "：", "？")) else whole)
        return "".join(said)

    def _filled(self, sentences: Sentences, text: str) -> str | None:
        """A text in the language; None if it fits no template."""
        one, found = next(sentences.fitting(text), (None, None))
        if one is None or found is None:
            return None
        slots = {name: self._slot(name, held or "") for name, held in found.groupdict().items()}
        return _SLOT.sub(lambda slot: slots[slot[1]], one.said)

    def phrase(self, text: str) -> str:
        """The text of a slot for Marrow's own words, translated."""
        said = self._filled(self._phrases, text)
        return said if said is not None else self._parts(text)

    def _slot(self, name: str, text: str) -> str:
        if made := _OF_KIND.get(name):
            return made(text)
        return self.phrase(text) if name.isupper() and text.strip() else text

    def view(self, view: discord.ui.View) -> discord.ui.View:
        """A message's buttons and menus, translated in place."""
        for child in view.children:
            item: Any = getattr(child, "item", child)
            if getattr(item, "label", None):
                item.label = self.label(item.label)
            if getattr(item, "placeholder", None):
                item.placeholder = self.label(item.placeholder)
            for option in getattr(item, "options", ()):
                option.label = self.label(option.label)
                option.description = self.label(option.description) if option.description else None
        return view

    def embed(self, embed: discord.Embed) -> discord.Embed:
        """A copy of an embed with its field names translated, and its title if it is Marrow's; values of fields stay."""
        said = embed.copy()
        said.title = self._labels.get(embed.title or "", embed.title)
        for place, field in enumerate(said.fields):
            said.set_field_at(place, name=self.label(field.name or ""), value=field.value, inline=field.inline)
        return said


def _day(text: str) -> str:
    """A day, month or year in Japanese."""
    found = _WRITTEN.fullmatch(text)
    months = list(calendar.month_name)
    if found is None or (found[2] and found[2] not in months):
        return text
    month = f"{months.index(found[2])}月" if found[2] else ""
    return (f"{found[3]}年" if found[3] else "") + month + (f"{found[1]}日" if found[1] else "")


def _names(text: str) -> str:
    """A list of names in Japanese punctuation."""
    joined = text.replace(", ", "、").replace(" and ", "、").replace(" or ", "または")
    return _COUNTED.sub(r"（\1件）", joined)


def _groups(text: str) -> str:
    """Groups with their numbers in Japanese: "2023：2件、2024：1件"."""

    def said(found: re.Match[str]) -> str:
        if found[5]:
            return f"ほか{found[5]}"
        amount = f"{_MEASURED[found[2]].format(found[1])}（{found[3]}件）" if found[2] else f"{found[3]}件"
        return f"：{amount}"

    return _IN_GROUP.sub(said, text).replace("件, ", "件、").replace("件）, ", "件）、")


def _searched(text: str) -> str:
    """Words searched for others: "a←“b”, c"."""
    return _INSTEAD.sub("←", text)


def _ended(text: str) -> str:
    """Numbers of questions by how they ended: "回答あり4件、該当なし1件"."""
    parts, known = (part.partition(" ") for part in text.split(", ")), tables()["phrases"]
    return "、".join(f"{known.get(ended, ended)}{count}件" for count, _, ended in parts)


_OF_KIND = {"t": _ended, "u": _groups, "v": _searched, "w": _names, "x": _names, "y": _day, "z": _day}


@cache
def japanese() -> Tongue:
    """The Japanese in the package."""
    return Tongue(tables())


def tongue_of(locale: Any) -> Tongue | None:
    """The language for a reader with this Discord setting; None for English."""
    return japanese() if str(locale) == discord.Locale.japanese.value else None
