"""``python -m corpus.sight``: the process in which a large library is looked at. ``corpus.looking`` starts it and hears it."""

from __future__ import annotations

import sys

from corpus.child import work
from corpus.looking import Look, look

if __name__ == "__main__":
    sys.exit(work(Look, look))
