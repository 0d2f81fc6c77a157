"""Read values from our own files as models; if they are damaged, log a warning and return None."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

Found = TypeVar("Found")
Kind = TypeVar("Kind", bound=BaseModel)
_LOG = logging.getLogger("marrow.storage")


def found(model: type[Kind], values: Mapping[str, Any], what: str) -> Kind | None:
    """A model made from the values of a row; None, and a logged warning, if they do not fit the model. ``what``
    names the values in the warning.
    """
    try:
        return model.model_validate(values)
    except ValidationError as error:
        _say(what, error)
        return None


def found_json(adapter: TypeAdapter[Found], text: object, what: str) -> Found | None:
    """The value of a column's JSON; None, and a logged warning, if it has another type or is nested too deeply.
    ``what`` names it in the warning.
    """
    try:
        return adapter.validate_json(text if isinstance(text, str | bytes) else b"")
    except ValidationError as error:
        _say(what, error)
        return None


def _say(what: str, error: ValidationError) -> None:
    """Log which part is damaged, without its words."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(map(str, first["loc"]))
    _LOG.warning(
        "The logbook is damaged: %s cannot be read (%s%s), and is passed over.",
        what,
        f"{place}: " if place else "",
        first["type"].replace("_", " "),
    )
