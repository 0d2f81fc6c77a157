"""How the C library keeps memory for this process's threads."""

from __future__ import annotations

import ctypes
from contextlib import suppress

ARENAS = 2  # of which one is the main thread's own
_M_ARENA_MAX = -8  # what it is called in glibc's malloc.h


def share_arenas() -> None:
    """Let all threads take memory from the same two arenas, if the C library is glibc; to be called before there are
    threads.

    Otherwise each thread gets an arena of its own (up to eight for each processor), which keeps all that the thread
    ever needed at a time: in a soak the process then grew from 143 to 180 MB in 23,000 questions and went on growing;
    with two arenas it stays at 165 MB (17,000 questions).
    """
    with suppress(AttributeError, OSError, TypeError):  # other systems have no such library or function
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, ARENAS)
