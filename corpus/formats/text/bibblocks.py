"""The blocks of a BibTeX file: its entries and what else begins with "@", each by itself, so that one that is not closed affects no other; and the fields
of an entry whose first line is lost.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from corpus.characters import bare_lines
from corpus.errors import CorpusError
from corpus.formats.opening import decoding
from corpus.formats.opening.decoding import check_size, undecoded
from corpus.formats.opening.packed import unpacked

# The type of an entry: reference managers make up some of their own, such as "web_page".
_TYPE = r"[A-Za-z][\w-]*"
HEAD = re.compile(rf"(?<![\w.])@[ \t]*({_TYPE})\s*([{{(])")  # not the "@" of an e-mail address
_ALONE = rf"(?!(?i:comment|preamble|string|xdata|set)\b){_TYPE}"
_KEY = r"(?:\{\s*([^\s,={}]+)|\(\s*([^\s,={}()]+))\s*,"  # between braces, brackets may stand in a key
# a line that begins an entry, by its key or, where it has none or one with gaps, by its first field
_BEGINS = rf"^[ \t]*@(?:[ \t]*{_ALONE}\s*{_KEY.replace('([^', '(?:[^')}|{_ALONE}\{{\s*(?:,|[A-Za-z][\w-]*\s*=|[^\n,={{}}\x22]{{1,80}}(?:, ?[^\s,={{}}\x22]{{1,40}})?,\s*[A-Za-z][\w-]*\s*=))"
ENTRY = re.compile(_BEGINS, re.MULTILINE)
KEYED = re.compile(rf"@[ \t]*{_TYPE}\s*{_KEY}")
TYPELESS = re.compile(r"^@(?=\{\s*(?:,\s*)?[A-Za-z][\w-]*\s*=)", re.MULTILINE)
PIECE = 2**20  # characters of a file that are looked at together
# a field: the brace before it was one too many
_GOES_ON = re.compile(r"[\s}]*,\s*[A-Za-z][\w-]*\s*=\s*(?:[{\"]|\d+\s*[,}])")
_BRACE = re.compile(rf"\\.|[{{}}()]|{_BEGINS}", re.DOTALL | re.MULTILINE)
_OVER = re.compile(r"\s*(?:\Z|[@%])")  # what stands behind an entry in brackets
_ENDS_LINE = re.compile(r"[ \t]*(?:\n|\Z)")
_TITLED = re.compile(r"^[ \t]*title[ \t]*=[ \t]*[\"{]", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Block:
    """A piece of the file that begins with "@", or with a title in no entry (of no type): type, offset (code points), text, and whether it is closed."""

    kind: str
    start: int
    text: str
    closed: bool

    @property
    def fault(self) -> str:
        """Why it is no entry that can be read, as a clause; "" if nothing is wrong."""
        if not self.kind:
            return "these fields are in no entry: the line that begins it (“@article{key,”) is missing"
        return "" if self.closed else "its braces do not close before the next entry begins"

    @property
    def key(self) -> str:
        """Its key in lower case; "" if it has none."""
        found = KEYED.match(self.text)
        return (found[1] or found[2]).casefold() if found else ""


def pieces(path: Path, size: int | None = None) -> Iterator[str]:
    """A file in UTF-8 as pieces of some ``size`` (characters), so that memory is bounded (``PIECE``): each but the first begins where a line begins
    an entry, which ends whatever is open. Every line end is a line feed. Raises CorpusError like ``text_of``.
    """
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8-sig")(), translate=True)
    size = size or PIECE
    text, read, most, final = "", 0, size, False
    with unpacked(path) as stream:
        while not final:
            content = stream.read(size)
            read, final = read + len(content), not content
            check_size(read, decoding.LONGEST_TEXT, path)
            try:
                more = decoder.decode(content, final)
            except UnicodeDecodeError:
                said = f"{path.name}, line {undecoded(path)}: this is not UTF-8 text; save the file as UTF-8."
                raise CorpusError(said) from None
            within = "" if text[-1:] in ("", "\n") else "."  # what goes on in a line begins none
            text += bare_lines(within + more)[len(within) :]
            if len(text) >= most:
                text = TYPELESS.sub("@misc", text)
                last = max((found.start() for found in ENTRY.finditer(text)), default=0)
                if last:
                    yield text[:last]
                text = text[last:]
                most = max(size, 2 * len(text))
    yield TYPELESS.sub("@misc", text)


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a file in order, without other text between; one that does not close ends where a line begins another."""
    at, commented = 0, False
    while head := HEAD.search(text, at):
        line = max(at, text.rfind("\n", at, head.start()) + 1)
        if "%" in text[line : head.start()]:  # as LaTeX and biber comment an entry out
            at, commented = head.end(), True
            continue
        if not commented:
            yield from _headless(text, at, head.start())
        end, closed, strays = _end(text, head.end(), head[2])
        cuts = (head.start(), *(at for stray in strays for at in (stray, stray + 1)), end)
        told = "".join(text[one:other] for one, other in zip(cuts[::2], cuts[1::2], strict=True))
        yield Block(head[1].casefold(), head.start(), told, closed)
        at, commented = end, False
    if not commented:
        yield from _headless(text, at, len(text))


def _headless(text: str, at: int, end: int) -> Iterator[Block]:
    """What stands between two entries and has a title: works whose first line was lost."""
    starts = (found.start() for found in _TITLED.finditer(text, at, end))
    for start, stop in pairwise((*starts, end)):
        yield Block("", start, text[start:stop].strip(), False)


def _end(text: str, at: int, opened: str) -> tuple[int, bool, list[int]]:
    """The end of a block that was opened before ``at``, whether it is closed there, and the braces that close nothing before it:
    behind such a one another field stands. Between brackets, which a text may hold too ("(re)considered"), the last one that ends
    a line closes it.
    """
    depth, closing, strays, last, end = 0, "}" if opened == "{" else ")", list[int](), 0, len(text)
    for found in _BRACE.finditer(text, at):
        mark = found[0]
        if len(mark) > 2 or mark.lstrip()[:1] == "@":
            end = found.start()
            break
        if mark == closing and depth == 0 and _GOES_ON.match(text, found.end()):
            strays.append(found.start())
        elif mark == closing and depth == 0 and (opened == "{" or _OVER.match(text, found.end())):
            return found.end(), True, strays
        elif mark == closing and depth == 0:
            last = found.end() if not last or _ENDS_LINE.match(text, found.end()) else last
        else:
            depth += (mark == "{") - (mark == "}")
    return (last, True, [one for one in strays if one < last]) if last else (end, False, strays)
