"""The bot: the assistant that answers, the storage of what was asked and answered, Discord and the terminal."""

from functools import cache

GARBAGE = 50_000  # new objects after which Python looks for cycles; its own 700 would be reached many times in each answer
STARTING = 200_000  # until a process is ready, the same: objects made until then stay


@cache
def own_version() -> str:
    """This program's version; it is remembered, because looking it up searches all installed packages."""
    from importlib.metadata import version

    return version("marrow")
