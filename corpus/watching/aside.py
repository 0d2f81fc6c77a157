"""``python -m corpus.watching.aside``: the process in which a page is held against its library. ``corpus.watching.watch`` starts it."""

from __future__ import annotations

import sys
from typing import Any

from corpus.child import work
from corpus.progress import Progress
from corpus.watching.watch import Watch, watched


def _watch(watch: Watch, progress: Progress) -> dict[str, Any]:
    return watched(watch, progress).model_dump(mode="json")


if __name__ == "__main__":
    sys.exit(work(Watch, _watch))
