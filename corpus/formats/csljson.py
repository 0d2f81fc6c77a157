"""Papers from CSL-JSON: an array, as Zotero exports it, or what Crossref answers (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.doi import Doi
from corpus.entities import unescaped
from corpus.errors import CorpusError
from corpus.formats.cells import issn_in, web_address, words_of
from corpus.formats.collecting import Collector, RefusedError
from corpus.formats.jsonlines import fields_of
from corpus.formats.opening import text_of
from corpus.limits import USUAL, Limits
from corpus.models import Parsed
from corpus.progress import Progress, silent

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|[{}\[\]]', re.DOTALL)  # a text that is not closed goes to the end
_JOINTS = " \t\r\n,[]"  # what may stand between records
_AROUND = ("message", "items", "references")  # what may stand around the records
_TYPES = {
    "article-journal": "Article", "journal-article": "Article", "article-magazine": "Article", "chapter": "Chapter",
    "book-chapter": "Chapter", "book": "Book", "paper-conference": "Conference paper", "report": "Report",
    "proceedings-article": "Conference paper", "thesis": "Thesis", "dissertation": "Thesis", "posted-content": "Preprint",
}  # fmt: skip
_TITLE = re.compile(r"<(?:jats:)?title>([^<]{0,300})</(?:jats:)?title>\s*", re.DOTALL)
_PARAGRAPH = re.compile(r"</(?:jats:)?(?:p|sec)>\s*")
# Markup by its names, CSL's, HTML's and JATS's, with attributes or none: "x <b and c> 3" is none, and stays.
_MARKUP = (
    "i b u em strong sub sup sc scp span italic bold underline monospace p br break title sec list list-item label fn"
    " ext-link xref named-content styled-content inline-formula disp-formula tex-math alternatives inline-graphic math"
    " mrow mi mn mo ms mtext msub msup msubsup mfrac msqrt mover munder mspace mstyle semantics annotation"
)
_ATTRIBUTES = r"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*"""
_TAG = re.compile(rf"</?(?:(?:jats|mml|m):[\w.-]+|{'|'.join(_MARKUP.split())}){_ATTRIBUTES}/?>", re.IGNORECASE)


def looks_like(head: str) -> bool:
    """Whether a file that begins so is CSL-JSON: an array of objects, Crossref's answer, one object over several lines."""
    start = head.lstrip()
    return re.match(r"\[\s*(?:\{|\])", start) is not None or (
        start.startswith("{")
        and re.search(r'"message-type"|^\{\s*"(?:items|references)"\s*:\s*\[|^\{[ \t]*\n', start) is not None
    )


def read(path: Path, progress: Progress = silent, limits: Limits = USUAL) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    text, collector = text_of(path), Collector(progress, limits)
    line, seen = 1, 0
    for start, raw in elements(text, path.name):
        line, seen = line + text.count("\n", seen, start), start
        try:
            collector.fits(len(raw))
            collector.take(line, fields(parsed(raw)), raw)
        except RefusedError as refusal:
            collector.refuse(line, str(refusal), raw)
    return collector.parsed(path.name)


def fields(record: dict[str, Any]) -> dict[str, Any]:
    """A CSL record's fields as a ``Paper`` takes them. Raises RefusedError."""
    doi = record.get("DOI")
    pmid = record.get("PMID") or _noted(record.get("note"), "PMID")
    made = fields_of({name: record[name] for name in ("author", "issued") if record.get(name)})
    journal = _one(record.get("container-title"))
    return {
        "doi": Doi.within(doi) or doi if isinstance(doi, str) and doi else None,
        "pmid": pmid,
        "source_id": None if doi or pmid else record.get("id"),
        "url": web_address(_one(record.get("URL")) or ""),
        "title": _plain(_one(record.get("title")) or ""),
        "authors": made.get("author"),
        "type": _TYPES.get(str(record.get("type"))),
        "journal": unescaped(journal) if journal else None,
        "issn": issn_in(_one(record.get("ISSN")) or ""),
        "year": _year(record),
        "volume": _one(record.get("volume")),
        "issue": _one(record.get("issue")),
        "article_number": _one(record.get("page"))
        or _one(record.get("article-number"))
        or _one(record.get("number")),
        "published": made.get("issued"),
        "keywords": _keywords(record.get("keyword") or record.get("subject")),
        "abstract": _abstract(_one(record.get("abstract")) or ""),
    }


def elements(text: str, name: str) -> Iterator[tuple[int, str]]:
    """Each record's place (code points) and text: the objects of the array, or what Crossref's answer holds.

    Of an array only strings and braces are read, so that a record that is not JSON costs itself alone; what stands
    between records and is no comma is one too, and so refused. Raises CorpusError where the file ends inside one.
    """
    if not text.lstrip().startswith("["):
        yield from ((0, json.dumps(one, ensure_ascii=False)) for one in _held(text, name))
        return
    depth = start = 0
    end = text.index("[") + 1
    for token in _TOKEN.finditer(text):
        if token[0] == "{":
            if depth == 0:
                yield from _between(text, end, token.start())
                start = token.start()
            depth += 1
        elif token[0] == "}" and depth:
            depth -= 1
            if depth == 0:
                end = token.end()
                yield start, text[start:end]
    if depth:
        raise CorpusError(f"{name} ends in the middle of a record; fetch or export it again.")
    yield from _between(text, end, len(text))


def _between(text: str, start: int, stop: int) -> Iterator[tuple[int, str]]:
    """What stands between two records, or after the last, and is no joint of the array."""
    rest = text[start:stop].strip(_JOINTS)
    if rest:
        yield text.index(rest, start), rest


def _held(text: str, name: str) -> list[object]:
    """The records of an answer: a list under one of the names that stand around them, or the answer's one record."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"{name} is not JSON ({str(error)[:80]}); fetch or export it again.") from None
    while isinstance(value, dict) and (around := next((one for one in _AROUND if one in value), None)):
        value = value[around]
    return value if isinstance(value, list) else [value]


def parsed(raw: str) -> dict[str, Any]:
    """One record from its text. Raises RefusedError."""
    try:
        record = json.loads(raw)
    except RecursionError:
        raise RefusedError("it is nested too deeply to be a paper") from None
    except ValueError as error:
        raise RefusedError(f"it is not JSON ({str(error)[:80]})") from None
    if not isinstance(record, dict):
        raise RefusedError("it is not a JSON object with the fields of a paper")
    return record


def _one(value: object) -> str | None:
    """A text, or the first of several."""
    if isinstance(value, list):
        value = next((one for one in value if one), None)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value.strip() else None


def _year(record: dict[str, Any]) -> int | None:
    for name in ("issued", "published", "published-print", "published-online"):
        value = record.get(name)
        parts = value.get("date-parts") if isinstance(value, dict) else None
        first = (
            parts[0][0] if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0] else None
        )
        if first is not None and re.fullmatch(r"[0-9]{1,4}", str(first)):
            return int(first)
        said = (
            re.search(r"\d{4}", str(value.get("raw") or value.get("literal") or ""))
            if isinstance(value, dict)
            else None
        )
        if said:
            return int(said[0])
    return None


def _keywords(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return words_of(value, ";,")
    return tuple(word for word in value if isinstance(word, str) and word) if isinstance(value, list) else ()


def _noted(note: object, name: str) -> str | None:
    found = re.search(rf"\b{name}:?\s*(\d{{1,9}})\b", note) if isinstance(note, str) else None
    return found[1] if found else None


def _plain(text: str) -> str:
    """A title without CSL's and JATS's inline markup."""
    return unescaped(_TAG.sub("", text)) if _TAG.search(text) or "&" in text else text


def _abstract(text: str) -> str:
    """An abstract without JATS's markup: titles of its sections as labels, paragraphs apart."""
    if not _TAG.search(text):
        return unescaped(text) if "&" in text else text
    text = _TITLE.sub(
        lambda found: "" if found[1].strip().casefold() == "abstract" else f"{found[1].strip().rstrip(':')}: ",
        text,
    )
    paragraphs = (" ".join(_TAG.sub("", part).split()) for part in _PARAGRAPH.split(text))
    return unescaped("\n".join(part for part in paragraphs if part))
