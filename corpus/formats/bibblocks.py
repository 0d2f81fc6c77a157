"""A BibTeX file as its blocks, each a piece that begins with "@": one that is not closed affects no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# The type of an entry: reference managers make up some of their own, such as "web_page".
_TYPE = r"[A-Za-z][\w-]*"
HEAD = re.compile(rf"(?<![\w.])@[ \t]*({_TYPE})\s*([{{(])")  # not the "@" of an e-mail address
_ALONE = rf"(?!(?i:comment|preamble|string|xdata|set)\b){_TYPE}"
_KEY = r"(?:\{\s*([^\s,={}]+)|\(\s*([^\s,={}()]+))\s*,"  # between braces, brackets may stand in a key
# a line that begins an entry, by its key or, where it has none, by its first field
_BEGINS = rf"^[ \t]*@(?:[ \t]*{_ALONE}\s*{_KEY.replace('([^', '(?:[^')}|{_ALONE}\{{\s*(?:,|[A-Za-z][\w-]*\s*=))"
ENTRY = re.compile(_BEGINS, re.MULTILINE)
KEYED = re.compile(rf"@[ \t]*{_TYPE}\s*{_KEY}")
# a field: the brace before it was one too many
_GOES_ON = re.compile(r"[\s}]*,\s*[A-Za-z][\w-]*\s*=\s*(?:[{\"]|\d+\s*[,}])")
_BRACE = re.compile(rf"\\.|[{{}}()]|{_BEGINS}", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A piece of the file that begins with "@": type, offset (code points), text, and whether it is closed."""

    kind: str
    start: int
    text: str
    closed: bool

    @property
    def key(self) -> str:
        """Its key in lower case; "" if it has none."""
        found = KEYED.match(self.text)
        return (found[1] or found[2]).casefold() if found else ""


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a file in order, without text between; one that does not close ends where a line begins another."""
    at = 0
    while head := HEAD.search(text, at):
        line = max(at, text.rfind("\n", at, head.start()) + 1)
        if "%" in text[line : head.start()]:  # as LaTeX and biber comment an entry out
            at = head.end()
            continue
        end, closed, strays = _end(text, head.end(), head[2])
        cuts = (head.start(), *(at for stray in strays for at in (stray, stray + 1)), end)
        told = "".join(text[one:other] for one, other in zip(cuts[::2], cuts[1::2], strict=True))
        yield Block(head[1].casefold(), head.start(), told, closed)
        at = end


def _end(text: str, at: int, opened: str) -> tuple[int, bool, list[int]]:
    """The end of a block that was opened before ``at``, whether it is closed there, and the braces that close nothing before it:
    behind such a one another field stands.
    """
    depth, closing, strays = 0, "}" if opened == "{" else ")", list[int]()
    for found in _BRACE.finditer(text, at):
        mark = found[0]
        if len(mark) > 2 or mark.lstrip()[:1] == "@":
            return found.start(), False, strays
        if mark == closing and depth == 0 and _GOES_ON.match(text, found.end()):
            strays.append(found.start())
        elif mark == closing and depth == 0:
            return found.end(), True, strays
        else:
            depth += (mark == "{") - (mark == "}")
    return len(text), False, strays
