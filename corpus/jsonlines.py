"""Papers from JSON Lines: one paper a line, plain or gzip, read as a stream so that size does not matter.

A line names its paper by ``_id`` (or ``id``, ``doi``, ``pmid``, ``url``) and says what it is by ``title`` and
``text`` (or ``abstract``, or a list of sentences); any other field of a ``Paper`` may stand beside them, under its
own name or CSL's.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError

from corpus.doi import Doi
from corpus.errors import CorpusError
from corpus.models import Author, ImportReport, Paper, Parsed, Rejection
from corpus.names import author

LONGEST_LINE = 16 * 1024 * 1024  # bytes; an abstract has some thousand
LONGEST_RAW = 500  # characters of a refused line that the report keeps
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")
_KNOWN = {
    str(name)
    for field, info in Paper.model_fields.items()
    for name in (field, *(getattr(info.validation_alias, "choices", None) or ()))
}


class _RefusedError(Exception):
    """Why a line cannot be kept."""


def read_jsonl(path: Path) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    reader = _Reader()
    for number, line in _lines(path):
        reader.take(number, line)
    return reader.parsed(path.name)


class _Reader:
    """Takes lines one by one, keeps papers, counts everything."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Paper, int]] = {}
        self._rejected: list[Rejection] = []
        self._ignored: Counter[str] = Counter()
        self._read = self._merged = self._cleaned = 0

    def take(self, number: int, line: bytes | None) -> None:
        """One line (None: too long to be held); blank lines are no records."""
        text = "" if line is None else line.decode("utf-8", "replace").removeprefix("\ufeff").strip()
        if line is not None and not text:
            return
        self._read += 1
        try:
            if line is None:
                raise _RefusedError(
                    f"it is longer than {LONGEST_LINE // 2**20} MB; an abstract is never that long"
                )
            self._add(self._paper(_object(text)), number)
        except _RefusedError as refusal:
            self._rejected.append(Rejection(line=number, reason=str(refusal), raw=text[:LONGEST_RAW]))

    def _add(self, paper: Paper, number: int) -> None:
        other, line = self._kept.setdefault(paper.key, (paper, number))
        if line == number:
            return
        if other != paper:
            raise _RefusedError(f"line {line} has the same key, {paper.key}, but says something else")
        self._merged += 1

    def _paper(self, record: dict[str, Any]) -> Paper:
        known = {name: value for name, value in record.items() if name in _KNOWN and value not in (None, "")}
        self._ignored.update(name for name in record if name not in _KNOWN)
        for name in ("title", "text", "abstract"):
            if name in known:
                known[name] = self._clean(_text(name, known[name]))
        for name in ("authors", "author"):
            if name in known:
                known[name] = _authors(known[name])
        for name in ("issued", "published"):
            if name in known:
                known[name] = _date(known[name])
        _doi(known)
        if (
            not str(known.get("title", "")).strip()
            and not str(known.get("text", known.get("abstract", ""))).strip()
        ):
            raise _RefusedError("it has neither a title nor a text, so there is nothing to search")
        try:
            return Paper.model_validate(known)
        except ValidationError as error:
            raise _RefusedError(_first(error)) from None

    def _clean(self, text: str) -> str:
        cleaned = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        self._cleaned += cleaned != text
        return cleaned.strip()

    def parsed(self, source: str) -> Parsed:
        """What was read, with the report."""
        notes = [
            f"field “{name}” is not a paper's; it was ignored in {n} lines"
            for name, n in sorted(self._ignored.items())
        ]
        if self._cleaned:
            notes.append(f"control characters or line ends were normalised in {self._cleaned} texts")
        report = ImportReport(
            source=source,
            read=self._read,
            kept=len(self._kept),
            merged=self._merged,
            rejected=tuple(self._rejected),
            notes=tuple(notes),
        )
        return Parsed(papers=tuple(paper for paper, _ in self._kept.values()), report=report)


def _object(text: str) -> dict[str, Any]:
    try:
        record = json.loads(text)
    except RecursionError:
        raise _RefusedError("it is nested too deeply to be a paper") from None
    except ValueError as error:
        raise _RefusedError(f"it is not JSON ({str(error)[:80]})") from None
    if not isinstance(record, dict):
        raise _RefusedError("it is not a JSON object with the fields of a paper")
    return record


def _text(name: str, value: object) -> str:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = " ".join(part.strip() for part in value)
    if not isinstance(value, str):
        raise _RefusedError(f"its “{name}” is not a text")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise _RefusedError(f"its “{name}” holds half a character (a lone surrogate)") from None
    return value


def _authors(value: object) -> list[Author]:
    if not isinstance(value, list):
        raise _RefusedError("its authors are not a list")
    return [_author(one) for one in value]


def _author(one: object) -> Author:
    if isinstance(one, str) and one.strip():
        return author(one)
    if isinstance(one, dict):
        family, given = one.get("family"), one.get("given")
        name = one.get("literal") or one.get("name") or " ".join(str(part) for part in (given, family) if part)
        if isinstance(name, str) and name.strip():
            return Author(name=name, family=family, given=given) if isinstance(family, str) else author(name)
    raise _RefusedError("one of its authors has no name")


def _date(value: object) -> object:
    """An ISO date, or CSL's {"date-parts": [[2024, 7, 16]]}; a date without its day is no date."""
    if isinstance(value, dict):
        parts = (value.get("date-parts") or [[]])[0]
        return (
            "-".join(f"{int(part):02}" for part in parts) if isinstance(parts, list) and len(parts) == 3 else None
        )
    return value


def _doi(known: dict[str, Any]) -> None:
    """Refuse what is no DOI in the DOI's field; a DOI given as ``_id`` becomes the DOI."""
    for name in ("doi", "DOI"):
        if name in known and (not isinstance(known[name], str) or Doi.within(known[name]) is None):
            raise _RefusedError(f"its “{name}” is not a DOI")


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    message = str(first["msg"]).removeprefix("Value error, ")
    return f"its “{where}”: {message}" if where else message


def _lines(path: Path) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None for one that is too long, which is passed over without being held."""
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            stream: IO[bytes] = gzip.open(raw) if packed else raw  # type: ignore[assignment]  # noqa: SIM115
            yield from _bounded(stream)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise CorpusError(f"{path.name} is a damaged gzip file; fetch or pack it again.") from None
    except OSError as error:
        raise CorpusError(f"{path} could not be read: {error.strerror or error}.") from None


def _bounded(stream: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) <= LONGEST_LINE:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE)
        yield number, None
