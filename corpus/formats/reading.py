"""How a file is to be read: what whoever asks for it says, the same for every format."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.limits import USUAL, Limits
from corpus.merging import Prefer
from corpus.progress import Progress, silent


@dataclass(frozen=True)
class Reading:
    """``progress`` hears how many records were read. ``prefer``: which of two records of one paper is believed where they
    differ; None: neither, it is a conflict. ``encoding``: the file's, where it is not UTF-8; None: found out. A record beyond the
    ``limits`` is refused.
    """

    progress: Progress = silent
    prefer: Prefer | None = None
    encoding: str | None = None
    limits: Limits = USUAL


PLAINLY = Reading()
