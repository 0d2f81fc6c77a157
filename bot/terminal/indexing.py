"""An index made at once after an import, so that the first question need not wait for it."""

from __future__ import annotations

from bot.config import Config
from bot.service import build_index
from bot.terminal.progress import bar
from index.engines import chosen


def index_now(config: Config, papers: int) -> None:
    """Make a large library's index; a small one's is made in no time when it is asked."""
    if chosen(config.search.engine, papers) != "rank-bm25":
        with bar("Indexing", papers) as done:
            build_index(config, done)
