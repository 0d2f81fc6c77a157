"""The plan for completing a library: one outcome for each record, and all changes that would be made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import model_validator

from corpus.models import DERIVED, Filled, Model, Paper, Status

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
