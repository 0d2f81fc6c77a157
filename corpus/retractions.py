"""What says that a paper was taken back: its kind, or the word before its title. A notice of it says so of another paper."""

from __future__ import annotations

import re
from collections.abc import Iterable

_KINDS = frozenset({"retracted", "retracted publication", "retracted article", "retracted paper"})
_TITLE = re.compile(r"\W*(?:retracted|withdrawn)(?: (?:article|paper|publication))?\s*[:\]）)]", re.IGNORECASE)


def is_retracted(title: str, kinds: Iterable[str]) -> bool:
    """Whether a record's title, or one of its ``kinds`` (type, labels), says that the paper itself was taken back."""
    said = {part.strip() for one in kinds for part in one.casefold().split(";")}
    return bool(_KINDS & said) or _TITLE.match(title) is not None
