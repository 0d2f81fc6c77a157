"""A record's fields → a paper: texts are cleaned; empty or unreadable cells are left out with a remark.

A record is refused only if it has no text to search; a wrong cell costs that cell alone.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError

from corpus.characters import address, one_line
from corpus.cleaning import Cleaned, clean_line, is_plain
from corpus.cleaning.encodings import unescaped
from corpus.cleaning.printed_names import is_nobody, is_shouted, titled
from corpus.doi import Doi, in_cell
from corpus.formats.abstracts import is_crossed, joined, told_in
from corpus.formats.cells import SILENT, counted, issn_told, pmid_told
from corpus.formats.fields import FURTHER, left_out, month_of, undated, unserial, years_in
from corpus.formats.links import linked
from corpus.formats.remarks import Remarks
from corpus.limits import USUAL, Limits, beyond
from corpus.models import DERIVED, Author, Paper, Status, graver
from corpus.patterns import late
from corpus.retractions import is_retracted, of_notice
from corpus.sameness import derived_key

_CODE = 4  # letters of a type that may stand for words: JOUR, CHAP
_BEGINNING = 300  # code points of an abstract that may say that its paper was retracted
_PAIRS = 2  # of equal names, that are no chance
_HALF = re.compile(r"\\u[dD][89a-fA-F]")  # what JSON writes for half of a character
_ARTICLE = {"journal article", "article-journal", "journal-article", "journalarticle", "research article"}
_ALIASES = {
    str(name): field
    for field, info in Paper.model_fields.items()
    if field != "filled"  # which is Marrow's to say, not a file's
    for name in (field, *(getattr(info.validation_alias, "choices", None) or ()))
}
KNOWN = frozenset(_ALIASES)
_CUT, _LAST = ("…", "...", ",", ";", "-"), 20  # characters at an abstract's end
_HALF_SENTENCE = late(
    r"\b(?:the|an?|of|from|to|by|and|or|in|with|for|that|which|was|were|is|are|we|on|as|at|than|their|its|these|this|between|among|into)\Z"
)
_UNTITLED = late(r"[\[(]?no title(?: (?:available|found|given|provided|supplied))?[\])]?\.?", re.IGNORECASE)
_SHORT = 30  # characters of what says that there is no title
_LINES = frozenset(
    "title journal short_journal type heading volume issue article_number page publisher publisher_place rights source".split()
)
_WORDS = ("keywords", "labels")
_SEARCHED = ("title", "abstract")


class RefusedError(Exception):
    """Why a record cannot be kept, in words that follow "refused: "."""


def paper_of(line: int, fields: Mapping[str, Any], raw: str, remarks: Remarks, limits: Limits = USUAL) -> Paper:
    """A record as a paper.

    Raises RefusedError if there is no text to search, a limit is exceeded, or a file could not hold the text.
    """
    known = {
        _ALIASES[name]: value
        for name, value in fields.items()
        if name in KNOWN and value not in (None, "", (), [])
    }
    remarks.ignored([name for name in fields if name not in KNOWN and name != FURTHER])
    remarks.cleaned(left_out(fields))
    told = linked(known)
    if "title" in told:
        remarks.cell(line, "title", known["title"])
    known |= told
    _few(known, limits)
    _clean(known, remarks)
    _readable(line, known, remarks)
    if not any(known.get(name) for name in _SEARCHED):
        raise RefusedError("it has neither a title nor a text, so there is nothing to search")
    if _is_broken(raw):
        _encodable(known)
    paper = _validated(line, known, remarks)
    if reason := beyond(paper, limits):
        raise RefusedError(reason)
    if paper.year is None and paper.published is not None:
        paper = paper.model_copy(update={"year": paper.published.year})
    if paper.month and (paper.published or paper.year is None):
        paper = paper.model_copy(update={"month": None})
    return paper


def _few(known: Mapping[str, Any], limits: Limits) -> None:
    """Refuse a record with too many authors before each is read."""
    authors = known.get("authors")
    if isinstance(authors, tuple | list) and len(authors) > limits.authors:
        raise RefusedError(
            f"its list of authors has {len(authors):,} names, and the settings allow {limits.authors:,} (corpus.max_authors)"
        )


def _clean(known: dict[str, Any], remarks: Remarks) -> None:
    """Clean each text of a record; an abstract's copyright line moves to its own field."""
    for name in _SEARCHED:
        if name in known:
            known[name] = _text("text" if name == "abstract" else name, known[name])
    if is_crossed(known.get("title"), known.get("abstract")):
        known["title"], known["abstract"] = known["abstract"], known["title"]
        remarks.cleaned(("title and abstract, which had changed places, were put back",))
    if "abstract" in known:
        _take_abstract(known, remarks)
    _clean_lines(known, remarks)
    journal, short = known.get("journal"), known.get("short_journal")
    short = short if isinstance(short, str) else ""
    if isinstance(journal, str) and is_shouted(journal, short):
        known["journal"] = titled(journal, short)
        remarks.cleaned(("journals in capitals were written as names",))
    for name in ("authors", "editors"):
        if isinstance(known.get(name), tuple | list):
            known[name] = _once(
                [_author(one) for one in known[name] if not (isinstance(one, Author) and is_nobody(one.name))]
            )


def _take_abstract(known: dict[str, Any], remarks: Remarks) -> None:
    """The abstract cleaned; its rights, keywords and notice of retraction go where the record has theirs."""
    told = told_in(known["abstract"])
    remarks.cleaned(told.done)
    known["abstract"] = told.text or None
    if told.text.endswith(_CUT) or _HALF_SENTENCE.search(told.text, max(0, len(told.text) - _LAST)):
        remarks.cleaned(
            ("half a sentence or “…” at the end, where the source seems to have cut a text off, was kept",)
        )
    if told.rights:
        known.setdefault("rights", told.rights)
    if told.keywords:
        known["keywords"] = joined(known.get("keywords"), told.keywords)
    if told.notice:
        said = known.get("status")
        known["status"] = graver(said if isinstance(said, Status) else None, of_notice(told.notice))


def _clean_lines(known: dict[str, Any], remarks: Remarks) -> None:
    """Clean each field of one line and each word of a list; what says that nothing is known ("n/a") is left out."""

    def done(cleaned: Cleaned) -> str:
        remarks.cleaned(cleaned.done)
        return cleaned.text

    for name, value in known.items():
        if name in _LINES and isinstance(value, str):
            line = "" if value.strip().casefold() in SILENT else done(clean_line(value))
            known[name] = None if line.casefold() in SILENT else line  # "<br />-<br />"
            if name == "title" and len(line) < _SHORT and _UNTITLED.fullmatch(line):
                known[name] = None
        elif name in _WORDS and isinstance(value, tuple | list):
            known[name] = [
                done(clean_line(word)) if isinstance(word, str) else word
                for word in value
                if not (isinstance(word, str) and word.strip().casefold() in SILENT)
            ]
        elif isinstance(value, str) and name not in _SEARCHED:
            known[name] = None if name == "source_id" and value.strip().casefold() in SILENT else one_line(value)


def _once(names: list[object]) -> list[object]:
    """Names of which each stands twice, beside itself or in a second list behind the first, once: so some programs write them. Two equal
    names alone may be two people's.
    """
    half = len(names) // 2
    if half < _PAIRS:
        return names
    return names[:half] if names[:half] == names[half:] else names[::2] if names[::2] == names[1::2] else names


def _author(one: object) -> object:
    if not isinstance(one, Author):
        return one
    if all(part is None or is_plain(part) for part in (one.name, one.family, one.given, one.suffix)):
        return one
    parts = {name: clean_line(value).text for name, value in one.model_dump(exclude_none=True).items()}
    return one if parts == one.model_dump(exclude_none=True) or not parts["name"] else Author(**parts)


def _readable(line: int, known: dict[str, Any], remarks: Remarks) -> None:
    """Cells in the form that a paper has; unreadable ones are left out."""
    if str(known.get("type", "")).casefold() in _ARTICLE:
        known["type"] = "Article"
    elif isinstance(known.get("type"), str) and known["type"].isupper() and len(known["type"]) > _CODE:
        known["type"] = known["type"].capitalize()
    for name, as_read in _READ.items():
        if known.get(name) is not None:
            value = as_read(known[name])
            if value is None and (name == "doi" or str(known[name]).strip().casefold() not in SILENT):
                remarks.cell(line, "DOI" if name == "doi" else name, known[name])
            known[name] = value
    said = known.get("status")
    if (said is None or isinstance(said, Status)) and _is_retracted(known):
        known["status"] = graver(said, Status(kind="retracted"))


def _doi(value: object) -> Doi | None:
    """A DOI, decoded if it was percent-encoded, written with entities or in the wide letters of East Asia."""
    if not isinstance(value, str):
        return None
    return in_cell(unescaped(value)) or in_cell(unicodedata.normalize("NFKC", value))


def _url(value: object) -> str | None:
    return value if isinstance(value, str) and address(value) is not None else None


def _year(value: object) -> int | None:
    found = years_in(unicodedata.normalize("NFKC", str(value if isinstance(value, int | float | str) else "")))
    return int(found[0]) if found else None


def _date(value: object) -> date | None:
    """A day of a year that papers are of; programs write 0001-01-01 and 9999-12-31 where they know none."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else value
    except ValueError:
        return None
    return day if isinstance(day, date) and _year(day.year) else None


_READ = {
    "doi": _doi, "cited_by": counted, "views": counted, "url": _url, "year": _year, "month": month_of, "published": _date, "pmid": pmid_told, "page": undated, "volume": undated, "issue": unserial,
    "article_number": undated, "issn": issn_told,
}  # fmt: skip


def _is_retracted(known: Mapping[str, Any]) -> bool:
    """Whether a record's type, its title or the beginning of its abstract says that the paper was retracted."""
    labels = known.get("labels")
    said = (known.get("type", ""), *(labels if isinstance(labels, tuple | list) else ()))
    return is_retracted(str(known.get("title", "")), map(str, said), str(known.get("abstract") or "")[:_BEGINNING])


def _validated(line: int, known: dict[str, Any], remarks: Remarks) -> Paper:
    """The paper; fields with invalid values are left out until the rest is valid."""
    known = {name: value for name, value in known.items() if value is not None}
    while True:
        nameless = not any(known.get(name) for name in ("doi", "pmid", "source_id", "url"))
        try:
            paper = Paper.model_validate(known | ({"source_id": DERIVED} if nameless else {}))
            return paper.model_copy(update={"source_id": derived_key(paper)}) if nameless else paper
        except ValidationError as error:
            where = error.errors(include_url=False, include_input=False)[0]["loc"]
            field = _ALIASES.get(str(where[0]), "") if where else ""
            if field not in known or field in _SEARCHED:
                raise RefusedError(_first(error)) from None
            remarks.cell(line, field, known.pop(field))


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


def _is_broken(raw: str) -> bool:
    """Whether a record's text holds half a surrogate pair, as a character or as a JSON escape."""
    try:
        raw.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return "\\u" in raw and _HALF.search(raw) is not None


def _encodable(known: Mapping[str, Any]) -> None:
    """Refuse a record with half a surrogate pair, which no UTF-8 file can hold."""
    for name, value in known.items():
        try:
            json.dumps(value, ensure_ascii=False, default=_plain).encode("utf-8")
        except UnicodeEncodeError:
            raise RefusedError(f"its “{name}” holds half a character (a lone surrogate)") from None


def _plain(value: object) -> object:
    """A JSON form for a value that JSON does not know; of a name, all its parts."""
    return value.model_dump() if isinstance(value, BaseModel) else str(value)


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    message = str(first["msg"]).removeprefix("Value error, ")
    return f"its “{where}”: {message}" if where else message
