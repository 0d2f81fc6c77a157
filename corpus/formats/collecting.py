"""Records become papers in one way, whatever format they came in: checked, counted, merged or refused."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from corpus.characters import cleaned, one_line, unseen_removed
from corpus.doi import Doi, decoded
from corpus.errors import CorpusError
from corpus.limits import USUAL, Limits, beyond, too_long
from corpus.links import address
from corpus.merging import ConflictError, Joining
from corpus.models import Author, Conflict, ImportReport, Merge, Paper, Parsed, Rejection
from corpus.progress import Progress, silent

LONGEST_RAW, SHORTEST_RAW = 20_000, 500  # characters of a refused record that the report keeps
RAW_OF_ALL = 20_000_000  # characters of all of them; when they are used up, the shortest is kept of each
_HALF = re.compile(r"[\ud800-\udfff]|\\u[dD][89a-fA-F]")  # half of a character, or what JSON writes for one
_ARTICLE = {
    "journal article",
    "article-journal",
    "journal-article",
    "journalarticle",
}  # what formats call an article
MOST_REFUSED = 500_000  # records; a report of them has some hundred megabytes
_WHOLE = ("title", "text", "abstract")  # texts that keep the lines they have
KNOWN = frozenset(
    str(name)
    for field, info in Paper.model_fields.items()
    for name in (field, *(getattr(info.validation_alias, "choices", None) or ()))
)


class RefusedError(Exception):
    """Why a record cannot be kept, in words that follow "refused: "."""


class Collector:
    """Takes records one by one, keeps papers, counts everything.

    A parser calls ``take`` with a record's fields (a ``Paper``'s names or CSL's; values as the format gives them,
    absent where it is silent), or ``refuse`` with the reason; then ``parsed``. ``line`` is where the record begins.
    ``progress`` hears how many records were read; what is beyond ``limits`` is refused.
    """

    def __init__(self, progress: Progress = silent, limits: Limits = USUAL) -> None:
        self._progress, self.limits = progress, limits
        self._kept = Joining()
        self._lines: list[int] = []
        self._conflicts: list[Conflict] = []
        self._room = RAW_OF_ALL
        self._rejected: list[Rejection] = []
        self._ignored: Counter[str] = Counter()
        self._notes: dict[str, None] = {}
        self._merges: list[Merge] = []
        self._read = self._cleaned = 0

    def take(self, line: int, fields: Mapping[str, Any], raw: str) -> None:
        """One record: kept, merged with another of the same paper, or refused."""
        try:
            self.fits(len(raw))
            merged = self._kept.add(self._paper(fields, raw))
        except RefusedError as refusal:
            self.refuse(line, str(refusal), raw)
            return
        except ConflictError as error:
            self._conflicts.append(error.conflict(line, len(self._conflicts)))
            first = self._lines[error.place]
            self.refuse(line, f"line {first} is the same paper, {error.held.key}, with another {error.field}", raw)
            return
        if merged is None:
            self._lines.append(line)
        else:
            self._merges.append(Merge(line=line, key=merged))
        self._count()

    def fits(self, size: int) -> None:
        """Look at a record's length before it is read. Raises RefusedError where that is beyond the limits."""
        if reason := too_long(size, self.limits):
            raise RefusedError(reason)

    def refuse(self, line: int, reason: str, raw: str) -> None:
        """One record that cannot be kept. Raises CorpusError where there are too many to be told."""
        if len(self._rejected) == MOST_REFUSED:
            raise CorpusError(
                f"More than {MOST_REFUSED:,} records would be refused (the first: {self._rejected[0].reason}); nothing was "
                "taken. The file may be in another format: name it with --format."
            )
        self._count()
        raw = raw.encode(
            "utf-8", "backslashreplace"
        ).decode()  # half a character may stand in what is refused for it
        kept = raw[: max(SHORTEST_RAW, min(LONGEST_RAW, self._room))]
        self._room -= len(kept)
        self._rejected.append(Rejection(line=line, reason=reason, raw=kept))

    def _count(self) -> None:
        self._read += 1
        self._progress(self._read)

    def note(self, text: str) -> None:
        """Something the curator should know about the whole file; said once."""
        self._notes.setdefault(text)

    def parsed(self, source: str, counted: int | None = None) -> Parsed:
        """What was read, with the report.

        ``counted`` is how many records an independent count found. Raises CorpusError where it is another number:
        a record was lost on the way, and nothing may be taken from such a file.
        """
        if counted is not None and counted != self._read:
            raise CorpusError(
                f"{source} holds {counted} records, but {self._read} could be read; nothing was taken from it. "
                "Look for a record that is cut off or not closed."
            )
        report = ImportReport(
            source=source,
            read=self._read,
            kept=len(self._lines),
            merged=len(self._merges),
            rejected=tuple(self._rejected),
            notes=self._all_notes(),
            conflicts=tuple(self._conflicts),
            merges=tuple(self._merges),
        )
        return Parsed(papers=self._kept.papers, report=report, lines=tuple(self._lines))

    def _all_notes(self) -> tuple[str, ...]:
        ignored = (
            f"field “{name}” is not a paper's; it was ignored in {n} records"
            for name, n in sorted(self._ignored.items())
        )
        said = f"control characters or line ends were normalised in {self._cleaned} texts"
        return (*self._notes, *ignored, *([said] if self._cleaned else []))

    def _paper(self, fields: Mapping[str, Any], raw: str) -> Paper:
        known = {name: value for name, value in fields.items() if name in KNOWN and value not in (None, "")}
        self._ignored.update(name for name in fields if name not in KNOWN)
        for name in _WHOLE:
            if name in known:
                known[name] = self._clean(_text(name, known[name]), whole=True)
        self._few(known)
        known = {name: value if name in _WHOLE else self._clean(value) for name, value in known.items()}
        if str(known.get("type", "")).casefold() in _ARTICLE:
            known["type"] = "Article"
        _doi(known)
        _linked(known)
        try:
            paper = Paper.model_validate(known)
        except ValidationError as error:
            raise RefusedError(_first(error)) from None
        if _HALF.search(raw):
            _encodable(paper)
        if reason := beyond(paper, self.limits):
            raise RefusedError(reason)
        if paper.year is None and paper.published is not None:
            return paper.model_copy(update={"year": paper.published.year})
        return paper

    def _few(self, known: Mapping[str, Any]) -> None:
        """Refuse a record without words, and one with too many authors to look at each."""
        if not any(unseen_removed(str(known.get(name, ""))).strip() for name in ("title", "text", "abstract")):
            raise RefusedError("it has neither a title nor a text, so there is nothing to search")
        authors = known.get("authors", known.get("author", ()))
        if isinstance(authors, list | tuple) and len(authors) > self.limits.authors:
            raise RefusedError(
                f"its list of authors has {len(authors):,} names, and the settings allow {self.limits.authors:,} "
                "(corpus.max_authors)"
            )

    def _clean(self, value: Any, whole: bool = False) -> Any:
        """A value without what would act; ``whole``: a text of several lines. Names, titles and the like have one."""
        if isinstance(value, str):
            clean = cleaned(value).strip() if whole else one_line(value)
            self._cleaned += clean != value.strip()
            return clean
        if isinstance(value, list | tuple):
            return type(value)(self._clean(part) for part in value)
        if isinstance(value, Author):
            return value.model_copy(update=self._clean(value.model_dump()))
        return {name: self._clean(part) for name, part in value.items()} if isinstance(value, dict) else value


def _text(name: str, value: object) -> str:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = " ".join(part.strip() for part in value)
    if not isinstance(value, str):
        raise RefusedError(f"its “{name}” is not a text")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise RefusedError(f"its “{name}” holds half a character (a lone surrogate)") from None
    return value


def _encodable(paper: Paper) -> None:
    """Refuse a paper with half a character, which no file can hold."""
    for name, value in paper.model_dump().items():
        try:
            json.dumps(value, ensure_ascii=False, default=str).encode("utf-8")
        except UnicodeEncodeError:
            raise RefusedError(f"its “{name}” holds half a character (a lone surrogate)") from None


def _doi(known: dict[str, Any]) -> None:
    """Refuse what is no DOI in the DOI's field; one that was percent-encoded there is meant as what it encodes."""
    for name in ("doi", "DOI"):
        if name in known:
            found = Doi.within(known[name]) if isinstance(known[name], str) else None
            if found is None:
                raise RefusedError(f"its “{name}” is not a DOI")
            known[name] = Doi(decoded(found))


def _linked(known: dict[str, Any]) -> None:
    """Leave out an address that may not become a link; refuse a record that is known by nothing else."""
    for name in ("url", "URL"):
        if isinstance(known.get(name), str) and address(known[name]) is None:
            del known[name]
            if not any(known.get(other) for other in ("doi", "DOI", "pmid", "PMID", "source_id", "_id", "id")):
                raise RefusedError(
                    f"its “{name}” is no web page's address, and it has nothing else to be cited by"
                )


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    message = str(first["msg"]).removeprefix("Value error, ")
    return f"its “{where}”: {message}" if where else message
