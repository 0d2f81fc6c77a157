"""Papers from JSON Lines: one paper a line, plain or gzip, read as a stream so that size does not matter.

A line has an identifier, ``_id`` (or ``id``, ``doi``, ``pmid``, ``url``), a ``title``, and a ``text`` (or
``abstract``, or a list of sentences); it may have any other field of ``Paper``, under its own name or CSL's. Works
of Crossref, Lens, OpenAlex, Semantic Scholar and Europe PMC are recognised by their fields.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from corpus.formats import csljson, services
from corpus.formats.collecting import PLAINLY, Collector, Reading, RefusedError
from corpus.formats.decoding import LONGEST_LINE, lines_of
from corpus.models import Parsed

_BLANK = b"\xef\xbb\xbf \t\r\n"  # what may stand alone on a line: a byte-order mark too


def looks_like(head: str) -> bool:
    """Whether a file that begins so is JSON Lines: its first line is, or begins, an object."""
    return re.match(r"\s*\{(?!\\rtf)", head) is not None


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    collector = Collector(reading)
    for number, line in lines_of(path):
        if line is None:
            reason = f"it is longer than {LONGEST_LINE // 2**20} MB; an abstract is never that long"
            collector.refuse(number, reason, "")
        elif line.strip(_BLANK):
            _take(collector, number, line)
    return collector.parsed(path.name)


def _take(collector: Collector, number: int, line: bytes) -> None:
    text = line.decode("utf-8", "replace").removeprefix("\ufeff").strip()
    try:
        line.decode("utf-8")
        collector.fits(len(text))
        record = csljson.parsed(text)
        for notice in csljson.notices(record):
            collector.notice(notice)
        collector.take(number, _fields(record), text)
    except UnicodeDecodeError:
        collector.refuse(number, "it is not UTF-8 text; save the file as UTF-8", text)
    except RefusedError as refusal:
        collector.refuse(number, str(refusal), text)


def _fields(record: dict[str, Any]) -> dict[str, Any]:
    if csljson.is_crossrefs(record):
        return csljson.fields(record)
    return services.fields(record) or csljson.fields_of(record)
