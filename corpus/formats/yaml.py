"""The part of YAML that citation files are written in → mappings, lists and texts: blocks, lists, quoted, folded and literal texts, "[a, b]".

Every value is a text, as it is written. What else YAML has (anchors, tags, several documents, "{a: b}" over lines) is no part of it, and
refused with its line. https://yaml.org/spec/1.2.2/ describes the whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from corpus.patterns import late

Node: TypeAlias = "str | list[Node] | dict[str, Node]"

DEEPEST = 20
_KEY = late(r"""("[^"\\]*"|'[^']*'|[^\s#"'\[\]{},&*!|>%@`-][^\s#:]*(?: [^\s#:]+)*) *:(?=\s|\Z)""")
_BLOCK = late(r"[|>][+-]?\d?[+-]?\s*(?:#.*)?")
_ESCAPED = late(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_SIGNS = {"n": "\n", "t": "\t", "r": "\r", "0": "", "_": "\u00a0", "N": "\n"}
_REFUSED = tuple("&*!%@`")


class YamlError(Exception):
    """What cannot be read, by its line (from 1)."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


class _Line(NamedTuple):
    number: int
    indent: int
    text: str


def parsed(text: str) -> tuple[Node, dict[int, int]]:
    """What a text says, and by the identity of each mapping in it the line on which that begins. Raises YamlError."""
    lines = [
        _Line(number, len(line) - len(line.lstrip(" ")), line.strip(" \r\t"))
        for number, line in enumerate(text.split("\n"), 1)
    ]
    reader = _Reader(lines)
    if (first := reader.next()) is not None and first.text == "---":
        reader.at += 1
    value = reader.block(0, 0)
    if (left := reader.next()) is not None and left.text != "...":
        raise YamlError(left.number)
    return value, reader.begun


@dataclass
class _Reader:
    """The lines of a text, read from the first that is not."""

    lines: list[_Line]

    def __post_init__(self) -> None:
        self.at, self.begun = 0, dict[int, int]()

    def next(self) -> _Line | None:
        """The next line that says something."""
        while self.at < len(self.lines) and (not self.lines[self.at].text or self.lines[self.at].text[0] == "#"):
            self.at += 1
        return self.lines[self.at] if self.at < len(self.lines) else None

    def block(self, least: int, depth: int) -> Node:
        """What is set in by at least so much: a list, a mapping, or a text."""
        line = self.next()
        if line is None or line.indent < least or line.text == "...":
            return ""
        if depth > DEEPEST:
            raise YamlError(line.number)
        if line.text == "-" or line.text.startswith("- "):
            return self._list(line.indent, depth)
        return self._mapping(line.indent, depth) if _KEY.match(line.text) else self._scalar(line, line.text, least)

    def _list(self, indent: int, depth: int) -> Node:
        made = list[Node]()
        while (line := self.next()) and line.indent == indent and (line.text == "-" or line.text.startswith("- ")):
            rest = line.text[1:].lstrip(" ")
            inner = indent + len(line.text) - len(rest)
            if not rest or rest[0] == "#":
                self.at += 1
                made.append(self.block(indent + 1, depth + 1))
            elif _KEY.match(rest) or rest.startswith(
                "- "
            ):  # what stands behind the dash begins a block of its own
                self.lines[self.at] = _Line(line.number, inner, rest)
                made.append(self.block(inner, depth + 1))
            else:
                made.append(self._scalar(line, rest, indent + 1))
        return made

    def _mapping(self, indent: int, depth: int) -> Node:
        made: dict[str, Node] = {}
        first = self.next()
        while (line := self.next()) and line.indent == indent and line.text not in ("...", "---"):
            if (found := _KEY.match(line.text)) is None:
                raise YamlError(line.number)
            key, rest = found[1].strip("\"'"), line.text[found.end() :].strip()
            if rest and rest[0] != "#":
                made[key] = self._scalar(line, rest, indent + 1)
                continue
            self.at += 1
            below = self.next()
            listed = below is not None and below.indent == indent and below.text[:2] in ("-", "- ")
            made[key] = self.block(indent if listed else indent + 1, depth + 1)
        self.begun[id(made)] = first.number if first else 0
        return made

    def _scalar(self, line: _Line, text: str, least: int) -> Node:
        """A value that begins on a line; it may go on over the lines that are set in by at least so much."""
        self.at += 1
        if _BLOCK.fullmatch(text):
            return self._literal(least, folded=text[0] == ">")
        if text.startswith(_REFUSED):
            raise YamlError(line.number)
        if text[0] in "\"'":
            return self._quoted(line, text)
        if text[0] in "[{":
            return self._flow(line, text)
        told = [_uncommented(text)]
        while (
            self.at < len(self.lines) and (more := self.lines[self.at]) and (more.indent >= least or not more.text)
        ):
            if more.text and not more.text.startswith("#"):
                told.append(_uncommented(more.text))
            self.at += 1
        return " ".join(told)

    def _literal(self, least: int, folded: bool) -> str:
        """A text of lines, each of them one; or one text with an empty line between its paragraphs."""
        told = list[str]()
        while self.at < len(self.lines) and (not (more := self.lines[self.at]).text or more.indent >= least):
            told.append(more.text)
            self.at += 1
        if not folded:
            return "\n".join(told).strip("\n")
        return "\n".join(" ".join(part.split("\n")) for part in re.split(r"\n{2,}", "\n".join(told).strip("\n")))

    def _closed(self, line: _Line, text: str, closed: re.Pattern[str]) -> re.Match[str]:
        """What begins so, with as many of the next lines as it takes until it is closed."""
        parts = [text]
        while (found := closed.match(" ".join(parts))) is None:
            if self.at >= len(self.lines) or len(parts) > _MOST_LINES or sum(map(len, parts)) > _LONGEST:
                raise YamlError(line.number)
            parts.append(self.lines[self.at].text)
            self.at += 1
        return found

    def _quoted(self, line: _Line, text: str) -> str:
        found = self._closed(line, text, _DOUBLE if text[0] == '"' else _SINGLE)
        if text[0] == "'":
            return found[1].replace("''", "'")
        return _ESCAPED.sub(_sign, found[1])

    def _flow(self, line: _Line, text: str) -> Node:
        """A list in square brackets; its parts may be quoted. A mapping in braces is refused, but for an empty one."""
        found = self._closed(line, text, _LISTED)
        if text[0] == "{":
            if found[1].strip():
                raise YamlError(line.number)
            return {}
        parts = (part.strip() for part in _PARTS.findall(found[1]))
        return [_ESCAPED.sub(_sign, part[1:-1]) if part[0] in "\"'" else part for part in parts if part]


_MOST_LINES, _LONGEST = 200, 64 * 1024  # of one value, and its characters
_DOUBLE = late(r'\A"((?:[^"\\]|\\.)*+)"\s*(?:#.*)?\Z', re.DOTALL)
_SINGLE = late(r"\A'((?:[^']|'')*+)'\s*(?:#.*)?\Z", re.DOTALL)
_LISTED = late(r"""\A[\[{]((?:[^\[\]{}"']|"[^"]*"|'[^']*')*+)[\]}]\s*(?:#.*)?\Z""", re.DOTALL)
_PARTS = late(r"""\s*(?:"(?:[^"\\]|\\.)*+"|'[^']*+'|[^,]++)""")


def _uncommented(text: str) -> str:
    return text.partition(" #")[0].rstrip()


def _sign(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _SIGNS.get(found[3], found[3])
