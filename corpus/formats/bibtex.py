"""Papers from BibTeX and BibLaTeX, read by bibtexparser one entry at a time.

The file is cut into entries first, so that one whose braces do not close costs itself alone, and keys that stand twice
lose nothing.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.doi import Doi
from corpus.formats.cells import doi_of_link, issn_in, web_address, whole_date, words_of
from corpus.formats.collecting import Collector, RefusedError
from corpus.formats.latex import decoded
from corpus.formats.opening import text_of
from corpus.formats.people import people
from corpus.limits import USUAL, Limits
from corpus.models import Author, Parsed
from corpus.progress import Progress, silent

_HEAD = re.compile(r"(?<![\w.])@[ \t]*([A-Za-z]+)\s*([{(])")  # not the "@" of an e-mail address
_BEGINS = r"^[ \t]*@[ \t]*[A-Za-z]+\s*[{(]\s*[^\s,={}()]+\s*,"  # a line that begins an entry, by its key
_ENTRY = re.compile(_BEGINS, re.MULTILINE)
_ASIDE = {"comment", "preamble"}
_AND = re.compile(r"(?<!\s)\s++and\s+", re.IGNORECASE)
_TYPES = {
    "article": "Article", "inproceedings": "Conference paper", "conference": "Conference paper", "book": "Book",
    "incollection": "Chapter", "inbook": "Chapter", "phdthesis": "Thesis", "mastersthesis": "Thesis", "thesis": "Thesis",
    "techreport": "Report", "report": "Report", "online": "Web page", "unpublished": "Preprint",
}  # fmt: skip
_DEFINED = re.compile(r"[{(,]\s*+([\w.:-]+)\s*+=")  # what a @string gives a name to
_NAME = re.compile(r"[\w.:-]+")
_PIECE = re.compile(r'"[^"]*"|\{[^{}]*\}|[\w.:-]+')
_MONTHS = {
    name: str(number) for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}


@dataclass(frozen=True)
class _Block:
    """A piece of the file that begins with "@": its type, where it begins (code points), its text; open at its end or not."""

    kind: str
    start: int
    text: str
    closed: bool


def looks_like(head: str) -> bool:
    """Whether a file that begins so is BibTeX."""
    return re.search(r"^[ \t]*@[ \t]*[A-Za-z]+\s*[{(]\s*[^\s,={}]+\s*,", head, re.MULTILINE) is not None


def read(path: Path, progress: Progress = silent, limits: Limits = USUAL) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    text, collector = text_of(path), Collector(progress, limits)
    macros, line, seen, entries = dict[str, str](), 1, 0, 0
    for block in blocks(text):
        line, seen = line + text.count("\n", seen, block.start), block.start
        if block.kind == "string":
            macros |= {name.casefold(): block.text for name in _DEFINED.findall(block.text)}
        elif block.kind not in _ASIDE:
            entries += 1
            _take(collector, line, block, macros)
    # entries may stand several on a line, so more may be read than lines begin one; fewer would be a loss
    return collector.parsed(path.name, max(entries, len(_ENTRY.findall(text))))


def blocks(text: str) -> Iterator[_Block]:
    """The blocks of a file, in order; what stands between them is nobody's. One that does not close ends at the next line
    that begins another.
    """
    at = 0
    while head := _HEAD.search(text, at):
        end, closed = _end(text, head.end(), head[2])
        yield _Block(head[1].casefold(), head.start(), text[head.start() : end], closed)
        at = end


_BRACE = re.compile(rf"\\.|[{{}}()]|{_BEGINS}", re.DOTALL | re.MULTILINE)


def _end(text: str, at: int, opened: str) -> tuple[int, bool]:
    """Where a block ends that was opened before ``at``, and whether it is closed there."""
    depth, closing = 0, "}" if opened == "{" else ")"
    for found in _BRACE.finditer(text, at):
        mark = found[0]
        if len(mark) > 2 or mark.lstrip()[:1] == "@":
            return found.start(), False
        if mark == closing and depth == 0:
            return found.end(), True
        depth += (mark == "{") - (mark == "}")
    return len(text), False


def _take(collector: Collector, line: int, block: _Block, macros: Mapping[str, str]) -> None:
    try:
        collector.fits(len(block.text))
        if not block.closed:
            raise RefusedError("its braces do not close before the next entry begins")
        meant = dict.fromkeys(
            macros[name] for name in map(str.casefold, _NAME.findall(block.text)) if name in macros
        )
        collector.take(line, _fields(block.kind, _parsed(block.text, "\n".join(meant))), block.text)
    except RefusedError as refusal:
        collector.refuse(line, str(refusal), block.text)


def _parsed(entry: str, macros: str) -> dict[str, str]:
    """An entry's fields by name, as they are written. Raises RefusedError."""
    # its warnings about what it cannot read are our refusals, told in the report
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    from bibtexparser.entrypoint import parse_string  # takes a tenth of a second, which a question does not need

    if (head := _HEAD.match(entry)) and head[2] == "(":
        entry = f"{entry[: head.end() - 1]}{{{entry[head.end() : -1]}}}"
    library = parse_string(f"{macros}\n{entry}")
    if library.failed_blocks or not library.entries:
        said = next((" ".join(str(block.error).split()) for block in library.failed_blocks), "")
        raise RefusedError(f"it is not BibTeX ({said[:80] or 'it has no key and fields'})")
    found = library.entries[0]
    names = {one.key.casefold(): str(one.value) for one in library.strings}
    return {"_key": found.key, **{one.key.casefold(): _joined(str(one.value), names) for one in found.fields}}


def _joined(value: str, macros: dict[str, str]) -> str:
    """What pieces written one behind the other say: ``jan # " 2024"``."""
    pieces = [piece.strip() for piece in value.split("#")]
    if len(pieces) == 1 or not all(map(_PIECE.fullmatch, pieces)):
        return value
    return "".join(macros.get(one.casefold(), one.strip('"{}')) for one in pieces)


def _fields(kind: str, written: dict[str, str]) -> dict[str, Any]:
    said = {name: " ".join(decoded(value).split()) for name, value in written.items()}
    doi = said.get("doi") or doi_of_link(said.get("url", ""))
    pmid = said.get("pmid") or (said.get("eprint") if said.get("eprinttype", "").casefold() == "pubmed" else None)
    year = re.search(r"\d{4}", said.get("year") or said.get("date") or "")
    names = written.get("author") or ""
    url = web_address(written.get("url", "").replace("\\", "").strip())
    return {
        "doi": Doi.within(doi) or doi if doi else None,
        "pmid": pmid,
        "source_id": None if doi or pmid else said.get("source-id") or (None if url else said["_key"]),
        "url": url,
        "title": said.get("title", ""),
        "authors": _authors(names),
        "type": _TYPES.get(kind),
        "journal": said.get("journal") or said.get("journaltitle") or said.get("booktitle"),
        "issn": issn_in(said.get("issn", "")),
        "year": int(year[0]) if year else None,
        "volume": said.get("volume"),
        "issue": said.get("number") or said.get("issue"),
        "article_number": said.get("eid") or said.get("article-number") or said.get("pages", "").replace("–", "-"),
        "published": _published(said),
        "keywords": words_of(said.get("keywords", ""), ";,"),
        "abstract": decoded(written.get("abstract", "")).strip(),
    }


def _authors(names: str) -> list[Author]:
    """Names cut at each "and" outside braces; one wholly in braces is a group."""
    made: list[Author] = []
    parts = [part for part in _cut(" ".join(names.split())) if part and part.casefold() != "others"]
    inverted = any("," in part and not _braced(part) for part in parts)
    for part in parts:
        name = " ".join(decoded(part).split())
        if _braced(part):
            made.append(Author(name=name))
        elif name.strip(" ,"):
            made += people([name]) if "," in name or not inverted else [Author(name=name)]
    return made


def _braced(part: str) -> bool:
    """True where one pair of braces holds the whole name."""
    if not (part.startswith("{") and part.endswith("}")):
        return False
    depth = 0
    for at, char in enumerate(part):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return at == len(part) - 1
    return False


def _cut(names: str) -> Iterator[str]:
    start = seen = depth = 0
    for found in _AND.finditer(names):
        depth, seen = depth + _opened(names[seen : found.start()]), found.start()
        if depth == 0:
            yield names[start : found.start()].strip()
            start = found.end()
    yield names[start:].strip()


def _opened(text: str) -> int:
    """How many braces a text opens and leaves open."""
    return text.count("{") - text.count("\\{") - text.count("}") + text.count("\\}")


def _published(said: dict[str, str]) -> Any:
    month = said.get("month", "").casefold().strip(".")
    month = _MONTHS.get(month[:3], month)
    return whole_date(said.get("date", "")) or whole_date(f"{said.get('year', '')}-{month}-{said.get('day', '')}")
