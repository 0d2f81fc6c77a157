"""Erasing in a process of its own, started and awaited from the bot's."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from pathlib import Path

_HOUSE = str(Path(__file__).resolve().parents[2])


async def erased(path: Path, patience_ms: int) -> str:
    """Run ``bot.storage.erasing`` on a logbook's file; why it could not be done, or nothing. Cancelled, it ends the process."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-P", "-m", "bot.storage.erasing", str(path), str(patience_ms)),
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=PIPE,
        env=_environment(),
        start_new_session=True,
    )
    try:
        _, said = await process.communicate()
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await asyncio.shield(process.wait())
    if process.returncode == 0:
        return ""
    return (
        said.decode("utf-8", "replace").strip().rpartition("\n")[2]
        or f"it ended early (code {process.returncode})"
    )


def _environment() -> dict[str, str]:
    """What the process is started with: our own modules, and no secret of the program that starts it."""
    kept = {name: value for name, value in os.environ.items() if "TOKEN" not in name and "SECRET" not in name}
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, (_HOUSE, os.environ.get("PYTHONPATH"))))}
