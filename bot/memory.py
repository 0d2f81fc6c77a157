"""How much address space a process needs to begin: with less, libraries end it with errors of their own, or the connection to
Discord fails for ever. How the C library keeps memory for its threads; and which errors say that there is too little.
"""

from __future__ import annotations

import resource
from contextlib import suppress

BOT, COMMAND = 400, 160  # megabytes: with 320 the bot started, and answered no question
ARENAS = 2  # of which one is the main thread's own
_M_ARENA_MAX = -8  # what it is called in glibc's malloc.h


def lacking(command: str) -> str:
    """A sentence if the shell or the service manager limits this process to less than ``command`` needs, else ""."""
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    least = BOT if command == "run" else COMMAND
    if limit == resource.RLIM_INFINITY or limit >= least * 2**20:
        return ""
    who = "The bot" if command == "run" else "Marrow"
    return (
        f"{who} may use {limit // 2**20} MB of address space and needs at least {least}: raise that limit "
        "(“ulimit -v” in a shell, LimitAS in a service of systemd)."
    )


def share_arenas() -> None:
    """Let all threads take memory from the same two arenas, if the C library is glibc; call it before there are
    threads.

    Otherwise each thread gets an arena of its own (up to eight for each processor), which keeps the most memory that
    the thread ever needed: in a soak the process then grew from 143 to 180 MB in 23,000 questions and went on growing;
    with two arenas it stays at 165 MB (17,000 questions).
    """
    import ctypes  # here, because a process looks first whether it has room for such libraries

    with suppress(AttributeError, OSError, TypeError):  # other systems have no such library or function
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, ARENAS)


def is_short(error: BaseException) -> bool:
    """Whether an error says that there is too little memory, or no room for another thread or library. Python has an error of
    its own for the first alone.
    """
    said = str(error)
    no_thread = type(error) is RuntimeError and said.endswith("thread")  # can't start new thread
    no_library = isinstance(error, ImportError) and said.endswith("shared object")  # failed to map segment from
    return isinstance(error, MemoryError) or no_thread or no_library
