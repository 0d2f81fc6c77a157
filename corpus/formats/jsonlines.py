"""Papers from JSON Lines: one paper a line, plain or gzip, read as a stream so that size does not matter.

A line has an identifier, ``_id`` (or ``id``, ``doi``, ``pmid``, ``url``), a ``title``, and a ``text`` (or
``abstract``, or a list of sentences); it may have any other field of ``Paper``, under its own name or CSL's. A
work from Lens is recognised by its ``lens_id``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from corpus.formats import lens
from corpus.formats.cells import people
from corpus.formats.collecting import PLAINLY, Collector, Reading, RefusedError
from corpus.formats.opening import LONGEST_LINE, lines_of
from corpus.models import Author, Parsed
from corpus.names import author, person

_NUMBER = re.compile(r"[0-9]{1,4}")  # of a year, a month, a day
_BLANK = b"\xef\xbb\xbf \t\r\n"  # what may stand alone on a line: a byte-order mark too


def looks_like(head: str) -> bool:
    """Whether a file that begins so is JSON Lines: its first line is, or begins, an object."""
    return head.lstrip().startswith("{")


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
        record = parsed(text)
        collector.take(number, lens.fields(record) if lens.is_lens(record) else fields_of(record), text)
    except UnicodeDecodeError:
        collector.refuse(number, "it is not UTF-8 text; save the file as UTF-8", text)
    except RefusedError as refusal:
        collector.refuse(number, str(refusal), text)


def fields_of(record: dict[str, Any]) -> dict[str, Any]:
    """A record's fields as ``Paper`` takes them, from our names or CSL's. Raises RefusedError."""
    fields = dict(record)
    for name in ("authors", "author", "editors", "editor"):
        if fields.get(name):
            fields[name] = _authors(fields[name])
    for name in ("issued", "published"):
        if fields.get(name):
            fields[name] = _date(fields[name])
    return fields


def parsed(text: str) -> dict[str, Any]:
    """One record from its text. Raises RefusedError."""
    try:
        record = json.loads(text)
    except RecursionError:
        raise RefusedError("it is nested too deeply to be a paper") from None
    except ValueError as error:
        raise RefusedError(f"it is not JSON ({str(error)[:80]})") from None
    if not isinstance(record, dict):
        raise RefusedError("it is not a JSON object with the fields of a paper")
    return record


def _authors(value: object) -> list[Author]:
    if isinstance(value, str):
        return list(people(value))
    if not isinstance(value, list):
        raise RefusedError("its authors are not a list")
    return [_author(one) for one in value]


def _author(one: object) -> Author:
    if isinstance(one, str) and one.strip():
        return author(one)
    if isinstance(one, dict):
        family, given = one.get("family"), one.get("given")
        name = one.get("literal") or one.get("name") or " ".join(str(part) for part in (given, family) if part)
        if isinstance(name, str) and name.strip():
            return _person(one, family, given) if isinstance(family, str) and family else author(name)
    raise RefusedError("one of its authors has no name")


def _person(one: dict[str, Any], family: str, given: object) -> Author:
    """A person from CSL's parts, particles before the family name; a name printed otherwise stays as printed."""
    parts = [one.get(name) for name in ("dropping-particle", "non-dropping-particle")]
    whole = " ".join(str(part) for part in (*parts, family) if part)
    suffix, printed = one.get("suffix"), one.get("name") or one.get("literal")
    made = person(whole, given if isinstance(given, str) else None, suffix if isinstance(suffix, str) else None)
    return made.model_copy(update={"name": printed}) if isinstance(printed, str) and printed.strip() else made


def _date(value: object) -> object:
    """An ISO date, or CSL's {"date-parts": [[2024, 7, 16]]}; None if the day is missing."""
    if isinstance(value, dict):
        dates = value.get("date-parts")
        parts = dates[0] if isinstance(dates, list) and dates else None
        if (
            not isinstance(parts, list)
            or len(parts) != 3
            or not all(_NUMBER.fullmatch(str(part)) for part in parts)
        ):
            return None
        return "-".join(f"{int(part):02}" for part in parts)
    return value
