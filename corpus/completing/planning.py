"""Records and Crossref's answers → the plan: one outcome for each record, and all changes that would be made."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from corpus.characters import one_line
from corpus.completing.matching import by_doi, chosen, differing, filled, status_of
from corpus.completing.plans import Differing, Doubt, FieldChange, Plan, Refused
from corpus.completing.questions import CrossrefReply, KeptReplies, question_of
from corpus.doi import Doi
from corpus.formats.json import csljson
from corpus.formats.making import RefusedError, paper_of
from corpus.formats.remarks import Remarks
from corpus.limits import USUAL, Limits
from corpus.models import Paper, Status, graver
from corpus.sameness import year_of

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
class _Match:
    """What is kept of a record's work, so that not all works are in memory at once: its DOI, its status and those it
    gives others, the values that the record lacks (except the status), the differences, and the work in one line.
    """

    doi: Doi | None
    status: Status | None
    says: dict[str, Status]
    lacked: dict[str, Any]
    differences: tuple[Differing, ...]
    told: str


@dataclass(frozen=True)
class _Looked:
    """What is kept of a record after the lookup: its work, or a question to the curator, or the reason for neither; all None
    if nothing is known."""

    key: str
    title: str
    doi: Doi | None
    status: Status | None
    on: date
    found: _Match | None = None
    question: Doubt | None = None
    refused: str | None = None


def planned(of: str, papers: Iterable[Paper], kept: KeptReplies, limits: Limits = USUAL) -> Plan:
    """The plan for a library's papers (overrides applied). ``of``: digest of the library state that would be
    changed."""
    looked = _each_once([_looked(paper, kept, limits) for paper in papers])
    said = _said(looked)
    changes = [change for one in looked for change in _changes(one, said)]
    grave = {one.key for one in changes if one.field == "status"}
    changes.sort(key=lambda one: one.key not in grave)  # retractions come first
    changed = {one.key for one in changes}
    matched = [one.found for one in looked if one.found]
    unknown = tuple(one.key for one in looked if not (one.found or one.question or one.refused))
    return Plan(
        of=of,
        titles={one.key: one.title for one in looked},
        looked_up=len(looked),
        filled=len(changed),
        nothing=len(matched) - len(changed),
        question=sum(one.question is not None for one in looked),
        unknown=len(unknown),
        refused=sum(one.refused is not None for one in looked),
        changes=tuple(changes),
        differences=tuple(one for found in matched for one in found.differences),
        questions=tuple(one.question for one in looked if one.question),
        not_found=unknown,
        refusals=tuple(Refused(key=one.key, why=one.refused) for one in looked if one.refused),
    )


def _looked(held: Paper, kept: KeptReplies, limits: Limits) -> _Looked:
    question = question_of(held)
    reply = kept.get(question) if question else None
    if reply is None:
        return _outcome(held, date.min, refused=_NO_ANSWER if question else _NO_QUESTION)
    if reply.refused is not None:
        return _outcome(held, reply.on, refused=reply.refused)
    works, refusals = _works(reply, limits)
    if not works:
        return _outcome(held, reply.on, refused=refusals[0] if held.doi and refusals else None)
    return _under_doi(held, reply.on, works[0]) if held.doi else _of_candidates(held, reply.on, works)


def _outcome(
    held: Paper,
    on: date,
    work: _Work | None = None,
    question: Doubt | None = None,
    refused: str | None = None,
) -> _Looked:
    found = _match(held, work) if work else None
    return _Looked(held.key, held.headline, held.doi, held.status, on, found, question, refused)


def _match(held: Paper, work: _Work) -> _Match:
    lacked = filled(held, work.paper.model_copy(update={"status": None}))
    differences = tuple(
        Differing(key=held.key, field=name, held=one, found=other)
        for name, one, other in differing(held, work.paper, work.years)
    )
    return _Match(work.paper.doi, work.paper.status, work.says, lacked, differences, _told(work.paper))


def _under_doi(held: Paper, on: date, work: _Work) -> _Looked:
    if work.paper.doi != held.doi:
        return _asked(held, on, _MOVED, [work.paper])
    if by_doi(held, work.paper) != "same":
        return _asked(held, on, _OTHER.format(held.doi), [work.paper])
    return _outcome(held, on, work)


def _of_candidates(held: Paper, on: date, works: Sequence[_Work]) -> _Looked:
    """The candidates for a reference, without notices about other works, which often repeat the title."""
    by_key = {work.paper.key: work for work in works if work.paper.doi and not work.says.keys() - {work.paper.key}}
    found, near = chosen(held, [work.paper for work in by_key.values()])
    if found is not None:
        return _outcome(held, on, by_key[found.key])
    return _asked(held, on, _SEVERAL if len(near) > 1 else _UNSURE, near) if near else _outcome(held, on)


def _asked(held: Paper, on: date, why: str, candidates: Iterable[Paper]) -> _Looked:
    return _outcome(held, on, question=Doubt(key=held.key, why=why, candidates=tuple(map(_told, candidates))))


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
    dois = Counter(one.found.doi if one.found else one.doi for one in looked)
    return [
        replace(one, found=None, question=_twice(one.key, one.found))
        if one.found and not one.doi and dois[one.found.doi] > 1
        else one
        for one in looked
    ]


def _twice(key: str, found: _Match) -> Doubt:
    return Doubt(key=key, why=_TWICE.format(found.doi), candidates=(found.told,))


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
    status = status_of(one.status, graver(one.found.status, said.get(str(one.found.doi))))
    graver_one = {"status": status} if status and status != one.status else {}
    return [
        FieldChange(
            key=one.key,
            field=name,
            value=value,
            before=one.status if name == "status" else None,
            doi=one.found.doi,
            on=one.on,
        )
        for name, value in (graver_one | one.found.lacked).items()
    ]
