"""A curator's corrections and additions: fields, status, synonyms and abbreviations, in TOML.

    [papers."10.3390/cancers15235518"]
    title = "The corrected title"
    status = { is = "retracted", source = "https://doi.org/10.3390/cancers0000", date = 2026-01-31 }

    [synonyms]
    spondylectomy = ["vertebrectomy", "removal of the vertebra"]

    [abbreviations]
    TES = "total en bloc spondylectomy"

The file is beside the library; what was imported is never edited. A line ``removed = ["10.3390/…"]`` above all tables
leaves papers out. What a curator does in Discord or by a command is kept in a second file, ``terms.json``, and joined
to these; it holds the records of the papers left out, so that each is recognised when it comes with other identifiers.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from corpus.doi import Doi
from corpus.errors import CorpusError, in_words
from corpus.models import Corpus, Model, Paper, Parsed, Terms
from corpus.pile import keys_of, mapped
from corpus.private import is_there, read_own, why, write_whole
from corpus.sameness import recognised
from corpus.snapshots import digest

LARGEST = 16 * 2**20  # bytes of either file: a curator's own words, not the papers'
FILE, SAID = "overrides.toml", "terms.json"
_TOLD, _NOTED = 3, 10  # papers that a sentence names, that a report notes
_NAMING = ("doi", "source_id", "pmid")  # what a paper is known by is not for correcting
_RENAMED = "names the paper and cannot be corrected: import the paper with the right one, then “marrow corpus remove {key}”"
_WRITTEN = "papers, synonyms, abbreviations, and the list removed above these"


class Overrides(Model):
    """The overrides: papers that are left out, by an identifier each (``removed``) or with their records, fields by paper
    key, groups of synonyms, abbreviations.
    """

    removed: tuple[str, ...] = ()
    left_out: tuple[Paper, ...] = ()
    papers: Mapping[str, Mapping[str, Any]] = Field(default_factory=dict)
    synonyms: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    abbreviations: Mapping[str, str] = Field(default_factory=dict)

    @property
    def gone(self) -> tuple[Paper, ...]:
        """The records of all papers that are left out; of one that is only named, no more than its identifier."""
        return (*self.left_out, *map(_bare, self.removed))

    @property
    def terms(self) -> Terms | None:
        """The terms in a fixed order; None if there are none."""
        if not (self.synonyms or self.abbreviations):
            return None
        groups = tuple((word, *others) for word, others in sorted(self.synonyms.items()))
        return Terms(synonyms=groups, abbreviations=tuple(sorted(self.abbreviations.items())))


def mark_of(folder: Path) -> str:
    """A mark that changes with a library's overrides; "" if there are none. Raises CorpusError."""
    found = [(folder / name) for name in (FILE, SAID) if is_there(folder / name)]
    if not found:
        return ""
    whole = hashlib.sha256()
    for path in found:
        whole.update(path.name.encode() + b"\x00" + _content(path) + b"\x00")
    return whole.hexdigest()


def _content(path: Path) -> bytes:
    try:
        return read_own(path, LARGEST)
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {why(error)}.") from None


def read(folder: Path) -> Overrides:
    """A library's overrides. Raises CorpusError, in one sentence with file and key, for an unusable one."""
    return _joined(written_in(folder), said_terms(folder))


def written_in(folder: Path) -> Overrides:
    """The overrides of the file that a curator writes. Raises CorpusError like ``read``."""
    return _toml(folder / FILE) if is_there(folder / FILE) else Overrides()


def _joined(written: Overrides, said: Overrides) -> Overrides:
    return written.model_copy(
        update={
            "left_out": (*written.left_out, *said.gone),
            "synonyms": dict(said.synonyms) | dict(written.synonyms),
            "abbreviations": dict(said.abbreviations) | dict(written.abbreviations),
        }
    )


def said_terms(folder: Path) -> Overrides:
    """The terms added in Discord or by a command. Raises CorpusError if their file is damaged."""
    path = folder / SAID
    if not is_there(path):
        return Overrides()
    try:
        return _checked(path, json.loads(_content(path)))
    except (ValueError, RecursionError):
        raise CorpusError(
            f"{path} is damaged: put it back from a backup, or remove it and say the library's words again."
        ) from None


def with_term(said: Overrides, word: str, meaning: str, abbreviation: bool) -> Overrides:
    """The terms with one more, or without ``word`` if ``meaning`` is empty."""
    name = "abbreviations" if abbreviation else "synonyms"
    held: dict[str, Any] = dict(getattr(said, name))
    if not meaning:
        held.pop(word, None)
    elif abbreviation:
        held[word] = meaning
    else:
        held[word] = tuple(dict.fromkeys((*held.get(word, ()), meaning)))
    return said.model_copy(update={name: held})


def say(folder: Path, change: Callable[[Overrides], Overrides]) -> None:
    """Change what is kept in ``terms.json``; the caller holds the library's lock.

    Raises CorpusError, also if the file would become too long to be read again; OSError if it cannot be written.
    """
    content = change(said_terms(folder)).model_dump_json(exclude={"papers"}, exclude_none=True).encode()
    if len(content) > LARGEST:
        raise CorpusError(f"{folder / SAID} would be longer than {LARGEST:,} bytes; nothing was changed.")
    write_whole(folder / SAID, content)


def with_left_out(written: Overrides, said: Overrides, imported: Corpus, keys: Iterable[str]) -> Overrides:
    """The content of ``terms.json`` with papers of a library left out, by their keys. Raises CorpusError if no paper
    would be left.
    """
    named, known = frozenset(keys), recognised(said.gone)
    new = (paper for paper in imported.papers if paper.key in named and known(paper) is None)
    changed = said.model_copy(update={"removed": (), "left_out": (*said.gone, *new)})
    applied(imported, _joined(written, changed))
    return changed


def with_taken_back(written: Overrides, said: Overrides, imported: Corpus, named: Iterable[str]) -> Overrides:
    """The content of ``terms.json`` without papers that it leaves out, each by any identifier it has or had. Raises
    CorpusError for a paper that it does not leave out.
    """
    back = [one for words in named for one in _meant(words, written, said, imported)]
    return said.model_copy(update={"removed": (), "left_out": tuple(one for one in said.gone if one not in back)})


def _meant(words: str, written: Overrides, said: Overrides, imported: Corpus) -> list[Paper]:
    """The records of a paper that was left out. Raises CorpusError if there is none."""
    known, held = recognised(said.gone), [paper for paper in imported.papers if _is_called(paper, words)]
    meant = [one for one in said.gone if _is_called(one, words)]
    meant += [one for paper in held if (one := known(paper)) is not None]
    if not meant and any(map(recognised(written.gone), held)):
        raise CorpusError(f"“{words[:60]}” is left out by a line of {FILE}; take it out of that line.")
    if not meant:
        there = f"those are {', '.join(one.key for one in said.gone[:_TOLD])}" if said.gone else "none was"
        raise CorpusError(f"“{words[:60]}” was not removed by this command; {there}.")
    return meant


def _is_called(paper: Paper, words: str) -> bool:
    names = (paper.key, paper.doi, paper.pmid, paper.source_id, paper.url)
    return words.strip().casefold() in (name.casefold() for name in names if name) or (
        paper.doi is not None and Doi.within(words) == paper.doi
    )


def _bare(name: str) -> Paper:
    """A paper that is known only by an identifier."""
    if (doi := Doi.within(name)) is not None:
        return Paper(doi=doi, source_id=name)
    return Paper(source_id=name, pmid=name if name.isdecimal() else None)


def left_out(folder: Path, imported: Corpus) -> tuple[Paper, ...]:
    """The papers that are left out of a library: those it holds, then those it does not hold. Raises CorpusError."""
    overrides = read(folder)
    gone = recognised(overrides.gone)
    held = tuple(paper for paper in imported.papers if gone(paper) is not None) if overrides.gone else ()
    there = [gone(paper) for paper in held]
    return (*held, *(one for one in overrides.gone if one not in there))


def with_notes(folder: Path, files: Iterable[Parsed], joined: Iterable[Parsed]) -> tuple[Parsed, ...]:
    """The outcomes of some files, with a note on each paper of theirs that stays left out, whatever became of its record.
    Raises CorpusError."""
    overrides = read(folder)
    gone = recognised(overrides.gone)
    return tuple(
        _noted(one, _staying_out(file, one, gone)) if overrides.gone else one
        for file, one in zip(files, joined, strict=True)
    )


def _staying_out(file: Parsed, joined: Parsed, gone: Callable[[Paper], Paper | None]) -> list[Paper]:
    """The papers of a file that are left out; none that was kept apart as another work, which is a question of the report."""
    apart = {paper.title for paper in joined.papers if gone(paper) is None}
    return [paper for paper in file.papers if gone(paper) is not None and paper.title not in apart]


def _noted(joined: Parsed, again: Iterable[Paper]) -> Parsed:
    out = list({paper.key: paper for paper in again}.values())
    said = [
        f"{paper.key}, “{paper.headline[:100]}”, stays left out, as the library's curator said"
        for paper in out[:_NOTED]
    ]
    said += [f"so do {len(out) - _NOTED:,} more"] if len(out) > _NOTED else []
    notes = (*joined.report.notes, *said)
    return joined.model_copy(update={"report": joined.report.model_copy(update={"notes": notes})})


def applied(corpus: Corpus, overrides: Overrides) -> tuple[Corpus, tuple[str, ...]]:
    """A corpus with the overrides applied, and the keys they name that the corpus does not have.

    Raises CorpusError for an impossible field or value, and if no paper would be left.
    """
    held, gone = set(keys_of(corpus.papers)), recognised(overrides.gone)
    left = (
        mapped(corpus.papers, lambda one: one if gone(one) is None else None) if overrides.gone else corpus.papers
    )
    if held and not left:
        raise CorpusError(
            f"No paper of “{corpus.name}” would be left, with what {FILE} and {SAID} leave out; a library holds one at least."
        )
    papers = mapped(left, lambda one: _corrected(one, overrides.papers.get(one.key))) if overrides.papers else left
    terms = overrides.terms
    changed = corpus.model_copy(
        update={"papers": papers, "terms": terms, "digest": digest(corpus.issue, papers, terms)}
    )
    return changed, tuple(key for key in overrides.papers if key not in held)


def _corrected(paper: Paper, fields: Mapping[str, Any] | None) -> Paper:
    if not fields:
        return paper
    try:
        return Paper.model_validate(paper.model_dump() | dict(fields))
    except ValidationError as error:
        raise CorpusError(f"{FILE}, papers.“{paper.key}”: {_first(error)}") from None


def _toml(path: Path) -> Overrides:
    try:
        return _checked(path, tomllib.loads(_content(path).decode("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        unquoted = b"[papers.10." in _content(path)
        hint = ' A DOI stands in quotation marks: [papers."10.…"].' if unquoted else ""
        raise CorpusError(f"{path} is not TOML: {error}.{hint}") from None


def _checked(path: Path, values: object) -> Overrides:
    if isinstance(values, dict) and (other := [name for name in values if name not in Overrides.model_fields]):
        raise CorpusError(f"{path.name}: “{other[0]}” is read nowhere; there are {_WRITTEN}.")
    try:
        overrides = Overrides.model_validate(values)
    except ValidationError as error:
        raise CorpusError(f"{path.name}: {_first(error)}") from None
    for key, fields in overrides.papers.items():
        _known(path, key, fields)
    return overrides


def _known(path: Path, key: str, fields: Iterable[str]) -> None:
    for name in fields:
        if name in _NAMING or name not in Paper.model_fields:
            what = _RENAMED.format(key=key) if name in _NAMING else "is no field of a paper"
            raise CorpusError(f"{path.name}, papers.“{key}”: “{name}” {what}.")


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"“{where}”: {in_words(str(first['msg'])).removesuffix('.')}."
