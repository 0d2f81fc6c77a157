"""What was found again in our own files: a model of it, or a sentence to the log and nothing."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

Found = TypeVar("Found")
Kind = TypeVar("Kind", bound=BaseModel)
_LOG = logging.getLogger("marrow.storage")


def found(model: type[Kind], values: Mapping[str, Any], what: str) -> Kind | None:
    """The model of some values of a row; None, said to the log as damaged, where they are none."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        _say(what, error)
        return None


def found_json(adapter: TypeAdapter[Found], text: object, what: str) -> Found | None:
    """What a column's JSON says; None, said to the log as damaged, where it is another thing, or nested too deeply."""
    try:
        return adapter.validate_json(text if isinstance(text, str | bytes) else b"")
    except ValidationError as error:
        _say(what, error)
        return None


def _say(what: str, error: ValidationError) -> None:
    """Say which part is damaged, and none of its words."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(map(str, first["loc"]))
    _LOG.warning(
        "The logbook is damaged: %s cannot be read (%s%s), and is passed over.",
        what,
        f"{place}: " if place else "",
        first["type"].replace("_", " "),
    )
