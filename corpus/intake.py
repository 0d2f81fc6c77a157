"""``python -m corpus.intake``: the process in which a file is tried or taken in. ``corpus.taking`` starts it and hears it."""

from __future__ import annotations

import sys
from typing import Any

from corpus.child import work
from corpus.progress import Progress
from corpus.taking import Intake, taken


def _take(intake: Intake, progress: Progress) -> dict[str, Any]:
    return taken(intake, progress).model_dump()


if __name__ == "__main__":
    sys.exit(work(Intake, _take))
