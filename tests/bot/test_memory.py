"""A process with many threads takes its memory from few arenas, so that it does not grow with them."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from bot.memory import ARENAS

THREADS = 6
# Each thread takes memory while all others are there; then the C library tells what it keeps, one heap an arena.
PROGRAM = f"""
import ctypes, sys, threading
from bot.memory import share_arenas

if sys.argv[1] == "shared":
    share_arenas()
library, together = ctypes.CDLL(None), threading.Barrier({THREADS})
library.malloc.restype = library.fopen.restype = ctypes.c_void_p

def take():
    together.wait()
    library.malloc(5000)
    together.wait()

threads = [threading.Thread(target=take) for _ in range({THREADS})]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
file = ctypes.c_void_p(library.fopen(sys.argv[2].encode(), b"w"))
library.malloc_info(0, file)
library.fclose(file)
"""


def arenas(how: str, told: Path) -> int:
    subprocess.run((sys.executable, "-c", PROGRAM, how, str(told)), check=True, timeout=60)
    return told.read_text("ascii").count("<heap nr=")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries have no arenas")
def test_threads_share_two_arenas(tmp_path: Path) -> None:
    assert arenas("shared", tmp_path / "shared") <= ARENAS
    assert arenas("as it is", tmp_path / "as it is") > ARENAS
