"""What follows a change of a library: its index is made, and the operator hears of the bot that does not know it yet."""

from __future__ import annotations

from bot.config import Config
from bot.service import build_index, settings_of
from bot.storage.lock import holder
from bot.terminal.progress import bar
from bot.terminal.setting import say
from index.engines import chosen, is_remote


def index_now(config: Config, papers: int) -> None:
    """Make a large library's index at once, so that the first question need not wait for it; of one in a cluster, its state there."""
    if is_remote(config.search.engine):
        publish(config, papers)
        return
    if chosen(config.search.engine, papers) != "rank-bm25":
        with bar("Indexing", papers) as done:
            build_index(config, done)


def publish(config: Config, papers: int, replace: bool = False) -> None:
    """Have the search cluster ask the configured library as it is here. Raises CorpusError or RetrievalError."""
    from bot.clustered import publish_now

    with bar("Publishing", papers) as done:
        publish_now(config, settings_of(config), done, replace)


def tell_of_bot(config: Config) -> None:
    """Say that the running bot has the papers it had, where one runs."""
    if holder(config.storage.data_dir) is not None:
        say("The running bot answers from the papers it has until “marrow corpus reload”.")
