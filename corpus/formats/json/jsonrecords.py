"""Papers from JSON: an array of records, what a service answers around them, or JSON Lines, one paper a line.

A line has an identifier, ``_id`` (or ``id``, ``doi``, ``pmid``, ``url``), a ``title``, and a ``text`` (or
``abstract``, or a list of sentences); it may have any other field of ``Paper``, under its own name or CSL's. Records
of Crossref, Lens, OpenAlex, Semantic Scholar, Europe PMC and others are recognised by their fields. Lines are read as a stream, so that size
does not matter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from corpus.characters import UNSEEN
from corpus.errors import UnreadableError
from corpus.formats.cells import OF_CSL
from corpus.formats.collecting import PLAINLY, Collector, Reading, RefusedError
from corpus.formats.json import csljson, jsonrows, services
from corpus.formats.json.jsonlists import AROUND, elements
from corpus.formats.making import KNOWN
from corpus.formats.opening.decoding import LONGEST_LINE, lines_of, text_of
from corpus.formats.opening.guessing import is_utf8
from corpus.models import Parsed

_OPENS = re.compile(rf'\{{(?:(?!"title").){{0,4000}}?"(?:{"|".join(AROUND)})"\s*:\s*[\[{{]', re.DOTALL)
_NAMED_LIST = re.compile(r'\{.{0,8000}?"items"\s*:\s*\[\s*\{', re.DOTALL)
_OURS = frozenset("doi authors journal text _id".split())
_OF_PAPERS = re.compile(r'"[^"]{0,40}(?:title|abstract|text|doi|pmid|_id)[^"]{0,40}"\s*:', re.IGNORECASE)
_SIGNS = KNOWN - {"title", "type", "kind", "id", "issn", "ISSN"}  # which settings, journals and the like have too
_BESIDE = frozenset("author authors abstract doi year paperid".split())  # a title, of a paper
_KEYED = re.compile(r'\{\s*"[^"]{1,80}"\s*:\s*[\[{]')
_SEARCH = re.compile(r'\{\s*"header"\s*:\s*\{\s*"type"\s*:\s*"esearch"')  # which PubMed answers with PMIDs alone
_BLANK = b"\xef\xbb\xbf \t\r\n"  # what may stand alone on a line: a byte-order mark too


_CUT = "it is not closed; what stands from here on was not read (the file may be cut off or damaged)"


class _Told(NamedTuple):
    """Whether a record of a file may be a paper's: one names ``some`` of what a paper has, or ``more`` than a title."""

    some: bool
    more: bool


_NOTHING, _BROKEN = _Told(False, False), _Told(True, True)


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is CSL-JSON: an array of objects, Crossref's answer, one object over several lines."""
    start = head.lstrip()
    if _SEARCH.match(start):
        return False
    return (
        re.match(r"\[\s*(?:\{|\]|\[\s*\")|\{[ \t]*\n|\{\s*\"(?:orcid-identifier|CodeSets)\"", start) is not None
        or _OPENS.match(start) is not None
        or _NAMED_LIST.match(start) is not None
        or ("\n" not in start.strip() and _KEYED.match(start) is not None)
    )


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    text, collector = text_of(path), Collector(reading)
    line, seen, tells = 1, 0, _NOTHING
    for start, raw, is_cut in elements(text, path.name):
        line, seen = line + text.count("\n", seen, start), start
        if not is_cut:
            tells = _take(collector, line, raw, fields_of, tells)
        elif raw:
            collector.refuse(line, _CUT, raw)
            tells = _BROKEN
        else:
            collector.note("the file ends before its list of records is closed; it may be cut off")
    return _of_papers(collector.parsed(path.name), tells)


def is_lines(head: str) -> bool:
    """Whether a file with this beginning is JSON Lines: its first line is, or begins, an object."""
    return (
        re.match(r"\s*\{(?!\\rtf|Reference Type\}|[{%#])", head) is not None
        and _SEARCH.match(head.lstrip()) is None
    )


def read_lines(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    collector, tells = Collector(reading), _NOTHING
    for number, line in lines_of(path):
        if line is None:
            reason = f"it is longer than {LONGEST_LINE // 2**20} MB; an abstract is never that long"
            collector.refuse(number, reason, "")
        elif line.strip(_BLANK):
            text = line.decode("utf-8", "replace").lstrip(UNSEEN).strip()
            if is_utf8(line):
                tells = _take(collector, number, text, _fields_of_line, tells)
            else:
                tells = _BROKEN
                collector.refuse(number, "it is not UTF-8 text; save the file as UTF-8", text)
    return _of_papers(collector.parsed(path.name), tells)


def _take(
    collector: Collector, line: int, raw: str, fields: Callable[[dict[str, Any]], dict[str, Any]], tells: _Told
) -> _Told:
    """Read one record; returns what it, or one before it (``tells``), tells of a paper; one that is broken may be any."""
    try:
        collector.fits(len(raw))
        record = parsed(raw)
    except RefusedError as refusal:
        collector.refuse(line, str(refusal), raw)
        return _BROKEN
    try:
        for notice in csljson.notices(record):
            collector.notice(notice)
        made = fields(record)
        collector.take(line, made, raw)
    except RefusedError as refusal:
        collector.refuse(line, str(refusal), raw)
        made = {}
    names = {*record, *(name for name, value in made.items() if value)}
    more = tells.more or not names.isdisjoint(_SIGNS) or str(record.get("type")) in OF_CSL
    return _Told(tells.some or _OF_PAPERS.search(raw) is not None, more)


def fields_of(record: dict[str, Any]) -> dict[str, Any]:
    """The fields of a record as ``Paper`` takes them: a service's, CSL's or by names of its writer's own. Raises RefusedError."""
    if made := services.fields(record) or services.fields(record := _inside(record)):
        return made
    if csljson.is_csl(record):
        return csljson.fields(record)
    numbered = _OURS.isdisjoint(record)  # what is called "id" there is a number of the list
    return jsonrows.fields({name: value for name, value in record.items() if not (numbered and name == "id")})


def _fields_of_line(record: dict[str, Any]) -> dict[str, Any]:
    if csljson.is_crossrefs(record):
        return csljson.fields(record)
    return services.fields(record) or services.fields(record := _inside(record)) or jsonrows.fields(record)


def _inside(record: dict[str, Any]) -> dict[str, Any]:
    """A record; of one without a title, the one paper that it holds, with what is told beside it: a search's "_source", the "citingPaper"."""
    held = (
        []
        if _titled(record)
        else [name for name, one in record.items() if isinstance(one, dict) and _is_paper(one)]
    )
    if len(held) != 1:
        return record
    return {**{name: value for name, value in record.items() if name != held[0]}, **record[held[0]]}


def _titled(record: dict[str, Any]) -> bool:
    return "title" in record or "Title" in record


def _is_paper(one: dict[str, Any]) -> bool:
    """Whether an object is a paper and no journal, which has a title alone."""
    return _titled(one) and not _BESIDE.isdisjoint(map(str.casefold, one))


def _of_papers(parsed: Parsed, tells: _Told) -> Parsed:
    """What was read. Raises UnreadableError where nothing in the file is a paper, as in a program's settings, which have a title at the most."""
    if not parsed.report.read or (tells.more if parsed.papers else tells.some):
        return parsed
    raise UnreadableError(
        f"{parsed.report.source} is JSON of a kind that is not read; export the papers as RIS, BibTeX or CSL-JSON."
    )


def parsed(raw: str) -> dict[str, Any]:
    """One record from its text. Raises RefusedError."""
    try:
        # some write line ends into texts as they are, and Python "NaN" where a table has an empty cell
        record = json.loads(raw, strict=False, parse_constant=lambda _: None)
    except RecursionError:
        raise RefusedError("it is nested too deeply to be a paper") from None
    except ValueError as error:
        raise RefusedError(f"it is not JSON ({str(error)[:80]})") from None
    if not isinstance(record, dict):
        raise RefusedError("it is not a JSON object with the fields of a paper")
    return record
