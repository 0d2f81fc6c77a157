"""A curator's additions to the sources: corrected fields, status, synonyms and abbreviations, in TOML.

    [papers."10.3390/cancers15235518"]
    title = "The corrected title"
    status = { is = "retracted", source = "https://doi.org/10.3390/cancers0000", date = 2026-01-31 }

    [synonyms]
    spondylectomy = ["vertebrectomy", "removal of the vertebra"]

    [abbreviations]
    TES = "total en bloc spondylectomy"

The file is beside the library; what was imported is never edited. A line ``removed = ["10.3390/…"]`` above all tables leaves
papers out. What a curator says in Discord or by a command is in a second file, ``terms.json``, and is joined to these.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from corpus.digest import digest
from corpus.errors import CorpusError
from corpus.models import Corpus, Model, Paper, Terms
from corpus.private import is_there, read_own, why, write_whole

LARGEST = 16 * 2**20  # bytes of either file: a curator's own words, not the papers'
FILE, SAID = "overrides.toml", "terms.json"
_NAMING = ("doi", "source_id", "pmid")  # what a paper is known by is not for correcting


class Overrides(Model):
    """The overrides: keys of papers that are left out, fields by paper key, groups of synonyms, abbreviations."""

    removed: tuple[str, ...] = ()
    papers: Mapping[str, Mapping[str, Any]] = Field(default_factory=dict)
    synonyms: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    abbreviations: Mapping[str, str] = Field(default_factory=dict)

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
    written = _toml(folder / FILE) if is_there(folder / FILE) else Overrides()
    said = said_terms(folder)
    return written.model_copy(
        update={
            "removed": (*written.removed, *said.removed),
            "synonyms": dict(said.synonyms) | dict(written.synonyms),
            "abbreviations": dict(said.abbreviations) | dict(written.abbreviations),
        }
    )


def said_terms(folder: Path) -> Overrides:
    """The terms added in Discord. Raises CorpusError if their file is damaged."""
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


def leave_out(folder: Path, imported: Corpus, keys: Iterable[str], back: bool) -> None:
    """Leave papers out of a library, whatever is imported later, or take them ``back``. Nothing is written, and CorpusError
    raised, if no paper would be left."""
    said, named = said_terms(folder), dict.fromkeys(keys)
    held = [key for key in said.removed if key not in named]
    changed = said.model_copy(update={"removed": tuple(held if back else (*held, *named))})
    written = _toml(folder / FILE).removed if is_there(folder / FILE) else ()
    applied(imported, read(folder).model_copy(update={"removed": (*written, *changed.removed)}))
    write_whole(folder / SAID, changed.model_dump_json(exclude={"papers"}).encode())


def applied(corpus: Corpus, overrides: Overrides) -> tuple[Corpus, tuple[str, ...]]:
    """A corpus with the overrides applied, and the keys they name that the corpus does not have.

    Raises CorpusError for an impossible field or value, and if no paper would be left.
    """
    held, removed = {paper.key for paper in corpus.papers}, frozenset(overrides.removed)
    left = [paper for paper in corpus.papers if paper.key not in removed] if removed else corpus.papers
    if held and not left:
        raise CorpusError(
            f"All papers of “{corpus.name}” are removed in {FILE} or {SAID}; a library holds one at least."
        )
    papers = tuple(_corrected(paper, overrides.papers.get(paper.key)) for paper in left)
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
        raise CorpusError(f"{path} is not TOML: {error}.") from None


def _checked(path: Path, values: object) -> Overrides:
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
            what = "names the paper and cannot be corrected" if name in _NAMING else "is no field of a paper"
            raise CorpusError(f"{path.name}, papers.“{key}”: “{name}” {what}.")


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"“{where}”: {str(first['msg']).removeprefix('Value error, ')}."
