"""What Marrow says, in the reader's language: names of commands, buttons, and its own sentences. Quotes are not
translated.

What is not ours (questions, titles, names) comes marked (``bot.discord.text.slot``), or in quotation marks: it becomes one
opaque character before anything is translated, and is put back when everything is, so that no pattern reaches inside.

``translations/ja.toml`` holds the English text of the code and its Japanese, as templates (``bot.discord.templates``). A text
that fits no template stays as it is: it is translated completely or not at all.
"""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from copy import copy, deepcopy
from functools import cache
from heapq import merge
from importlib.resources import files
from typing import Any

import discord

from bot.discord.templates import OPAQUE, QUOTED, SLOT, SetAside, Templates
from bot.discord.text import bare
from bot.ownership import FIRST

JAPANESE = discord.Locale.japanese.value
_DECORATED = re.compile(r"((?:-# |[🟢🟡🟠⚪⚠•✓✗] ?)*)(\*\*(?=.*\*\*\Z))?(.*?)(\2)?", re.DOTALL)
_VERBATIM = ("> ", "▸ ", "-# — ", "— ", "```")  # quotes, their figures, what they are from, fences
_BREAK = re.compile(
    r"(?:(?<=[.?!:;)])|(?<=\w\*\*)|(?<=[.?!\U00100000-\U0010fffd]”))(?<![\s.-][A-Z]\.)( )(?=[^a-z·])|( · )"
)  # not behind an initial
_WRITTEN = re.compile(r"(?:(\d{1,2}) )?(?:([A-Z][a-z]+) ?)?(\d{4})?")
_COUNTED = re.compile(r" \((\d+) papers?\)")
_IN_GROUP = re.compile(r": (?:([\d,.]+) (citation|view|page|author)s? \()?(\d+) papers?\b(\))?|\band (\d+) more\b")
_MEASURED = {"citation": "被引用{}回", "view": "閲覧{}回", "page": "{}ページ", "author": "著者{}人"}
_INSTEAD = re.compile(r" for (?=“)")
_LISTED, _APART = re.compile(r"(, | and (?!no )| or )"), re.compile(r"(; )")
_JOINTS = {" or ": "または", "; ": "；"}  # others are joined by a comma
_WORD = re.compile(r"\b[A-Za-z]{2,}\b")
_NO_WORDS = re.compile(r"<[^<>]*>|https?://\S+|`[^`]*`|“[^“”]*”")  # links, mentions, code, and what is quoted
_SURE = 12  # characters of a template that fits no list by chance
_MOST = 48  # parts of a line that are looked at one by one


@cache
def tables() -> Mapping[str, Mapping[str, str]]:
    """The translations in the package: names, sentences, labels, messages, phrases."""
    return tomllib.loads((files("bot.discord") / "translations" / "ja.toml").read_text("utf-8"))


def localized(told: Mapping[str, Any], kind: str = "names") -> dict[str, Any]:
    """A command, an option or a choice as Discord is told it, with its Japanese beside the English of the code.

    ``kind``: the table its name is in: "names"; for a choice, "sentences".
    """
    within = {"options": "names", "choices": "sentences"}
    said = {
        "name": tables()[kind].get(told["name"]),
        "description": tables()["sentences"].get(told.get("description", "")),
    }
    return {
        **told,
        **{f"{what}_localizations": {JAPANESE: japanese} for what, japanese in said.items() if japanese},
        **{name: [localized(one, table) for one in told[name]] for name, table in within.items() if name in told},
    }


class Tongue:
    """Marrow's own words in English, as the code has them; what is not ours loses its marks."""

    def label(self, text: str) -> str:
        """A text on a button, in a menu or above a field."""
        return bare(text)

    def message(self, content: str) -> str:
        """A message's content."""
        return bare(content)

    def phrase(self, text: str) -> str:
        """A part of a sentence."""
        return text

    def view(self, view: discord.ui.View) -> discord.ui.View:
        """A copy of a message's buttons and menus with their texts said: it is said anew, marks and all, at every try."""
        said = discord.ui.View(timeout=view.timeout)
        for child in view.children:
            said.add_item(copied := _copied(child))
            item: Any = getattr(copied, "item", copied)
            if getattr(item, "label", None):
                item.label = self.label(item.label)
            if getattr(item, "placeholder", None):
                item.placeholder = self.label(item.placeholder)
            for option in getattr(item, "options", ()):
                option.label = self.label(option.label)
                option.description = self.label(option.description) if option.description else None
        return said

    def embed(self, embed: discord.Embed) -> discord.Embed:
        """A copy of an embed with its title, description, and names and values of fields said."""
        said = embed.copy()
        said.title = self.label(embed.title) if embed.title else None
        said.description = self.message(embed.description) if embed.description else None
        for place, field in enumerate(said.fields):
            name, value = self.label(field.name or ""), self.message(field.value or "")
            said.set_field_at(place, name=name, value=value, inline=field.inline)
        return said


def _copied(item: Any) -> Any:
    """A copy of a button or menu, and of the one that stands in it if it is dynamic; a menu's own copy shares its texts."""
    new = copy(item)
    if isinstance(item, discord.ui.DynamicItem):
        new.item = _copied(item.item)
    else:
        new._underlying = deepcopy(item._underlying)
    return new


ENGLISH = Tongue()


class Translated(Tongue):
    """Marrow's own words in another language."""

    def __init__(self, table: Mapping[str, Mapping[str, str]]) -> None:
        keys = (key for name in ("labels", "messages", "phrases") for key in table[name])
        self._ours = frozenset(
            (FIRST, *(one for key in keys for one in QUOTED.findall(key) if not SLOT.search(one)))
        )
        self._labels = table["labels"]
        self._label_templates = Templates(table["labels"])
        self._messages = Templates(table["messages"])
        self._phrases, self._known = Templates(table["phrases"]), table["phrases"]

    def label(self, text: str) -> str:
        """A text on a button, in a menu or above a field, translated."""
        held = SetAside(text, self._ours)
        said = self._labels.get(held.text) or self._filled((self._label_templates,), held.text)
        return held.back(said or held.text)

    def message(self, content: str) -> str:
        """A message's content with Marrow's own lines translated; other lines stay."""
        held = SetAside(content, self._ours)
        lines, fenced = held.text.split("\n"), False
        for place, line in enumerate(lines):
            fenced ^= line.startswith("```")
            if not fenced and not line.startswith(_VERBATIM):
                lines[place] = self._line(line)
        return held.back("\n".join(lines))

    def _line(self, line: str) -> str:
        found = _DECORATED.fullmatch(line)
        if found is None or not found[3].strip():
            return line
        inner = self._filled((self._messages,), found[3]) if found[1] else None
        if inner is None and (whole := self._filled((self._messages,), line)) is not None:
            return whole
        return f"{found[1]}{found[2] or ''}{inner or self._parts(found[3])}{found[4] or ''}"

    def _parts(self, text: str) -> str:
        """Several sentences on a line: the longest runs that fit a template are translated in order, the others stay."""
        return "".join(said or part for part, said in self._runs(text))

    def _runs(self, text: str) -> Iterator[tuple[str, str | None]]:
        """The sentences of a line in runs that fit a template, each with its translation; None if there is none."""
        parts = [part for part in _BREAK.split(text) if part is not None]
        at, before = 0, ""
        while at < len(parts):
            runs = (
                (stop, said)
                for stop in range(min(len(parts), at + _MOST), at, -1)
                if (stop == at + 1 or parts[stop - 1] != " ")
                and (said := self._filled((self._messages,), "".join(parts[at:stop]))) is not None
            )
            stop, whole = next(runs, (at + 1, None))
            if not (parts[at] == " " and before.endswith(("。", "：", "？"))):
                yield "".join(parts[at:stop]), whole
            at, before = stop, whole or ""

    def _filled(self, tables: Iterable[Templates], text: str, least: int = 0) -> str | None:
        """A text in the language, by the longest template of these tables that it fits with all that is Marrow's in
        its slots; None if it fits none. ``least``: the least weight of the template.
        """
        fitting = (table.fitting(text) for table in tables)
        for one, found in merge(*fitting, key=lambda fits: -fits[0].weight):
            if one.weight < least:
                return None
            slots = {name: self._slot(name, held or "") for name, held in found.groupdict().items()}
            if None not in slots.values():
                return SLOT.sub(lambda slot, slots=slots: str(slots[slot[1]]), one.said)  # type: ignore[misc]
        return None

    def phrase(self, text: str) -> str:
        """A part of a sentence, translated."""
        held = SetAside(text, self._ours)
        return held.back(self._phrase(held.text) or held.text)

    def _phrase(self, text: str) -> str | None:
        """The text of a slot for Marrow's own words, translated: one phrase, a list of several, or sentences; None if
        it cannot be translated completely.
        """
        tables = (self._phrases, self._messages)
        if said := self._known.get(text) or self._filled(tables, text, _SURE):
            return said
        if said := self._listed(text) or self._filled(tables, text):
            return said
        runs = list(self._runs(text))
        if any(said is None and _WORD.search(_NO_WORDS.sub(" ", part)) for part, said in runs):
            return None
        return "".join(said or part for part, said in runs)

    def _listed(self, text: str) -> str | None:
        """A list ("a, b and c") in the language; None if one of it is neither a phrase of Marrow's nor held."""
        parts = (_LISTED if "; " not in text else _APART).split(text)
        if len(parts) < 2:
            return None
        said = [self._known.get(part) or self._filled((self._phrases,), part) for part in parts[::2]]
        said = [
            own or (part if OPAQUE.fullmatch(part) else None) for own, part in zip(said, parts[::2], strict=True)
        ]
        if None in said:
            return None
        joints = (_JOINTS.get(joint, "、") for joint in parts[1::2])
        return str(said[0]) + "".join(f"{joint}{part}" for joint, part in zip(joints, said[1:], strict=True))

    def _slot(self, name: str, text: str) -> str | None:
        """The text of a slot as it stands in the translation; None if it is Marrow's own and cannot be translated."""
        if made := _OF_KIND.get(name):
            return made(text)
        return self._phrase(text) if name.isupper() and text.strip() else text


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
def japanese() -> Translated:
    """The Japanese in the package."""
    return Translated(tables())


def tongue_of(locale: Any) -> Tongue | None:
    """The language for a reader with this Discord setting; None for English."""
    return japanese() if str(locale) == JAPANESE else None
