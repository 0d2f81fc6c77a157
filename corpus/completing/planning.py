"""Records and Crossref's answers → the plan: one outcome for each record, and all changes that would be made."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import model_validator

from corpus.characters import one_line
from corpus.completing.matching import by_doi, chosen, differing, filled
from corpus.completing.questions import CrossrefReply, KeptReplies, question_of
from corpus.formats.json import csljson
from corpus.formats.making import RefusedError, paper_of
from corpus.formats.remarks import Remarks
from corpus.limits import USUAL, Limits
from corpus.models import DERIVED, Filled, Model, Paper, Status, graver
from corpus.sameness import year_of

SOURCE = "Crossref"


class FieldChange(Model):
    """A field of the record ``key`` that is filled in, or a more detailed status (``before``: the old one).

    ``doi``: the work at Crossref that it comes from.
    """

    key: str
    field: str
    value: Any
    before: Status | None = None
    doi: str | None
    on: date


class Differing(Model):
    """A field in which a record and its work at Crossref differ; the record keeps its own."""

    key: str
    field: str
    held: str
    found: str


class Doubt(Model):
    """A record whose work is uncertain: the reason, and the candidates (DOI, title, authors, year; one line
    each)."""

    key: str
    why: str
    candidates: tuple[str, ...] = ()


class Refused(Model):
    """A record that could not be looked up, and the reason."""

    key: str
    why: str


class Plan(Model):
    """The outcome of looking up ``looked_up`` records of the library's state ``of``; each has exactly one
    outcome.

    ``titles``: the records' by their keys.
    """

    of: str
    titles: Mapping[str, str] = {}
    looked_up: int
    filled: int
    nothing: int
    question: int
    unknown: int
    refused: int
    changes: tuple[FieldChange, ...] = ()
    differences: tuple[Differing, ...] = ()
    questions: tuple[Doubt, ...] = ()
    not_found: tuple[str, ...] = ()
    refusals: tuple[Refused, ...] = ()

    @model_validator(mode="after")
    def _balances(self) -> Plan:
        counted = self.filled + self.nothing + self.question + self.unknown + self.refused
        listed = (
            len({one.key for one in self.changes}),
            len(self.questions),
            len(self.not_found),
            len(self.refusals),
        )
        if counted != self.looked_up or listed != (self.filled, self.question, self.unknown, self.refused):
            raise ValueError(f"{self.looked_up} records looked up, but {counted} have an outcome")
        return self

    def revised(self) -> Callable[[Paper], Paper]:
        """A function from a paper of that state to the completed paper, which records the origin of each filled
        field."""
        changes: dict[str, list[FieldChange]] = {}
        for change in self.changes:
            changes.setdefault(change.key, []).append(change)
        return lambda paper: _with(paper, changes.get(paper.key, ()))


def _with(paper: Paper, changes: Sequence[FieldChange]) -> Paper:
    if not changes:
        return paper
    fields = {change.field: change.value for change in changes}
    new = [Filled(field=change.field, source=SOURCE, on=change.on) for change in changes]
    before = [one for one in paper.filled or () if one.field not in fields]
    if "doi" in fields and (paper.source_id or "").startswith(DERIVED):
        fields["source_id"] = None  # it stood for what the record now has
    return Paper.model_validate(paper.model_dump() | fields | {"filled": (*before, *new)})


_NO_QUESTION = "it has no DOI, and its title says too little to be looked up"
_NO_ANSWER = "Crossref did not answer for it; it is asked again the next time"
_OTHER = "Crossref knows another work under {}: is the DOI right?"
_MOVED = "Crossref knows it under another DOI"
_UNSURE = "a work of this title is known, but year, author or kind do not say for sure that it is this one"
_SEVERAL = "more than one work may be meant"
_TWICE = "it is {}, which the library holds already, or more than one of its records may be"


@dataclass(frozen=True)
class _Work:
    """A Crossref record as a paper, the years in which it appeared, and the status it gives other works (DOI →
    status)."""

    paper: Paper
    years: frozenset[int]
    says: dict[str, Status]


@dataclass(frozen=True)
class _Looked:
    """A record after the lookup: its work, or a question to the curator, or the reason for neither; all None if
    nothing is known."""

    held: Paper
    on: date
    found: _Work | None = None
    question: Doubt | None = None
    refused: str | None = None


def planned(of: str, papers: Iterable[Paper], kept: KeptReplies, limits: Limits = USUAL) -> Plan:
    """The plan for a library's papers (overrides applied). ``of``: digest of the library state that would be
    changed."""
    looked = _each_once([_looked(paper, kept, limits) for paper in papers])
    said = _said(looked)
    changes = [change for one in looked for change in _changes(one, said)]
    grave = {one.key for one in changes if one.field == "status"}
    changes.sort(key=lambda one: one.key not in grave)  # what was retracted is read first
    changed = {one.key for one in changes}
    matched = [one for one in looked if one.found]
    unknown = tuple(one.held.key for one in looked if not (one.found or one.question or one.refused))
    return Plan(
        of=of,
        titles={one.held.key: one.held.headline for one in looked},
        looked_up=len(looked),
        filled=len(changed),
        nothing=len(matched) - len(changed),
        question=sum(one.question is not None for one in looked),
        unknown=len(unknown),
        refused=sum(one.refused is not None for one in looked),
        changes=tuple(changes),
        differences=tuple(one for pair in matched for one in _differences(pair)),
        questions=tuple(one.question for one in looked if one.question),
        not_found=unknown,
        refusals=tuple(Refused(key=one.held.key, why=one.refused) for one in looked if one.refused),
    )


def _looked(held: Paper, kept: KeptReplies, limits: Limits) -> _Looked:
    question = question_of(held)
    reply = kept.get(question) if question else None
    if reply is None:
        return _Looked(held, date.min, refused=_NO_ANSWER if question else _NO_QUESTION)
    if reply.refused is not None:
        return _Looked(held, reply.on, refused=reply.refused)
    works, refusals = _works(reply, limits)
    if not works:
        return _Looked(held, reply.on, refused=refusals[0] if held.doi and refusals else None)
    return _under_doi(held, reply.on, works[0]) if held.doi else _of_candidates(held, reply.on, works)


def _under_doi(held: Paper, on: date, work: _Work) -> _Looked:
    if work.paper.doi != held.doi:
        return _asked(held, on, _MOVED, [work.paper])
    if by_doi(held, work.paper) != "same":
        return _asked(held, on, _OTHER.format(held.doi), [work.paper])
    return _Looked(held, on, found=work)


def _of_candidates(held: Paper, on: date, works: Sequence[_Work]) -> _Looked:
    """The candidates for a reference, without notices about other works, which often repeat the title."""
    by_key = {work.paper.key: work for work in works if work.paper.doi and not work.says.keys() - {work.paper.key}}
    found, near = chosen(held, [work.paper for work in by_key.values()])
    if found is not None:
        return _Looked(held, on, found=by_key[found.key])
    return _asked(held, on, _SEVERAL if len(near) > 1 else _UNSURE, near) if near else _Looked(held, on)


def _asked(held: Paper, on: date, why: str, candidates: Iterable[Paper]) -> _Looked:
    return _Looked(held, on, question=Doubt(key=held.key, why=why, candidates=tuple(map(_told, candidates))))


def _told(paper: Paper) -> str:
    who = ", ".join(filter(None, (*(one.short for one in paper.authors[:1]), str(year_of(paper) or ""))))
    return one_line(f"{paper.key}: {paper.headline or '(no title)'}{f' ({who})' if who else ''}")


def _works(reply: CrossrefReply, limits: Limits) -> tuple[list[_Work], list[str]]:
    """An answer's records as papers, read and cleaned like an import; and the reasons why some could not be."""
    works, refusals = [], []
    for record in reply.records:
        try:
            works.append(_work(record, limits))
        except RefusedError as error:
            refusals.append(f"what Crossref knows of it cannot be kept: {error}")
    return works, refusals


def _work(record: dict[str, Any], limits: Limits) -> _Work:
    paper = paper_of(0, csljson.fields(record), json.dumps(record), Remarks(), limits)
    says: dict[str, Status] = {}
    for notice in csljson.notices(record):
        name = notice.of.casefold()
        says[name] = graver(says.get(name), notice.status) or notice.status
    return _Work(paper, frozenset(csljson.years(record)), says)


def _each_once(looked: Sequence[_Looked]) -> list[_Looked]:
    """The same, but if two records would get one DOI, those without a DOI become questions."""
    dois = Counter(one.found.paper.doi if one.found else one.held.doi for one in looked)
    return [
        _asked(one.held, one.on, _TWICE.format(one.found.paper.doi), [one.found.paper])
        if one.found and not one.held.doi and dois[one.found.paper.doi] > 1
        else one
        for one in looked
    ]


def _said(looked: Sequence[_Looked]) -> dict[str, Status]:
    """The gravest status that the works found give to themselves or to others, by DOI."""
    said: dict[str, Status] = {}
    for one in looked:
        for name, status in one.found.says.items() if one.found else ():
            said[name] = graver(said.get(name), status) or status
    return said


def _changes(one: _Looked, said: dict[str, Status]) -> list[FieldChange]:
    if one.found is None:
        return []
    work = one.found.paper
    status = graver(work.status, said.get(str(work.doi)))
    fields = filled(one.held, work.model_copy(update={"status": status}))
    return [
        FieldChange(
            key=one.held.key,
            field=name,
            value=value,
            before=one.held.status if name == "status" else None,
            doi=work.doi,
            on=one.on,
        )
        for name, value in fields.items()
    ]


def _differences(one: _Looked) -> list[Differing]:
    if one.found is None:
        return []
    return [
        Differing(key=one.held.key, field=name, held=held, found=found)
        for name, held, found in differing(one.held, one.found.paper, one.found.years)
    ]
