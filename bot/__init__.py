"""The bot: the assistant that answers, the storage of what was asked and answered, Discord and the terminal."""

from functools import cache

GARBAGE = 50_000  # new objects after which Python looks for cycles; its own 700 would be reached many times in each answer
STARTING = 200_000  # the same until a process is ready: what is made until then stays


@cache
def own_version() -> str:
    """This program's version, which a process keeps: to look it up takes a search through what is installed."""
    from importlib.metadata import version

    return version("marrow")
